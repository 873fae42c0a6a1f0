"""Scenario files among what pytest collects -> a test for each scenario, called by its name.

pytest finds this module by its entry point. It imports the engine when it meets the first scenario
file, and does nothing where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from contract_engine.api import LoadedAgreement
    from contract_engine.diagnostics import Problem
    from contract_engine.scenarios.files import Scenario
    from contract_engine.scenarios.run import Result

_KEYS = [
    re.compile(rb"^(?:\xef\xbb\xbf)?['\"]?%b['\"]?\s*:" % key, re.MULTILINE)
    for key in (b"agreement", b"scenarios")
]
_HEAD = 100_000
"""The top-level keys that make a file one of ours stand within so many bytes."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take the YAML files with `agreement:` and `scenarios:` at the top; leave all others."""
    if file_path.suffix in (".yaml", ".yml") and _holds_scenarios(file_path):
        return ScenarioModule.from_parent(parent, path=file_path)
    return None


def _holds_scenarios(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return all(key.search(head) for key in _KEYS)


class ScenarioModule(pytest.File):
    """A scenario file. What is wrong with it, or with its rules, is an error of collection."""

    def collect(self) -> Iterator[pytest.Item]:
        """An item for each scenario."""
        from contract_engine.diagnostics import BadInput
        from contract_engine.scenarios.run import read

        try:
            loaded, scenarios = self._read()
            wrong = [p for each in scenarios for p in read(loaded.model, each)[1]]
            if wrong:
                raise BadInput(wrong)
        except BadInput as error:
            raise self.CollectError(_rendered(error.problems)) from None
        for scenario in scenarios:
            # `::` parts a node's id, and a name may have been folded over several lines.
            name = " ".join(scenario.name.replace("::", ":").split())
            yield ScenarioItem.from_parent(self, name=name, loaded=loaded, scenario=scenario)

    def _read(self) -> tuple[LoadedAgreement, tuple[Scenario, ...]]:
        from contract_engine.api import find_rules, load
        from contract_engine.diagnostics import BadInput
        from contract_engine.scenarios.files import read_scenarios
        from contract_engine.scenarios.rules import rules_of

        found, problems = read_scenarios(_near(self.path, self.config))
        if found is None or problems:
            raise BadInput(problems)
        rules = rules_of(_near(self.path, self.config), found.agreement, find_rules)
        known = self.config.stash.setdefault(_LOADED, {})
        if rules not in known:
            known[rules] = load(rules)
        return known[rules], found.scenarios


class ScenarioItem(pytest.Item):
    """One scenario."""

    def __init__(self, *, loaded: LoadedAgreement, scenario: Scenario, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.loaded = loaded
        self.scenario = scenario

    def runtest(self) -> None:
        """Ask the scenario's question; DidNotHold where the answer is not the expected one."""
        from contract_engine.scenarios.run import run

        result = run(self.loaded.model, self.scenario, self.loaded.ask)
        if not result.held:
            raise DidNotHold(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any) -> Any:
        """What was expected, what came, and why."""
        if not isinstance(excinfo.value, DidNotHold):
            return super().repr_failure(excinfo, *args)
        from contract_engine.scenarios.explain import explain

        result = excinfo.value.result
        return "\n".join(explain(self.loaded.model, result)) or _rendered(result.problems)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The file, the line (from 0) and the name."""
        return self.path, self.scenario.place.line - 1, self.name


class DidNotHold(Exception):
    """A scenario whose answer is another than expected, or that can't be asked."""

    def __init__(self, result: Result) -> None:
        self.result = result
        super().__init__("; ".join(result.differences))


_LOADED = pytest.StashKey["dict[Path, LoadedAgreement]"]()


def _near(path: Path, config: pytest.Config) -> Path:
    """A path as short as a terminal needs it to open the file."""
    base = config.invocation_params.dir
    return path.relative_to(base) if base == Path.cwd() and path.is_relative_to(base) else path


def _rendered(problems: Iterable[Problem]) -> str:
    from contract_engine.diagnostics.render import render

    return "\n\n".join(render(problem, _source) for problem in problems)


def _source(file: str) -> str | None:
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return None
