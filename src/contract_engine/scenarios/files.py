"""Scenario files -> scenarios, each with its place; and what is wrong with the files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from contract_engine.diagnostics import Problem, Span
from contract_engine.files.shapes import ScenarioShape, ScenariosShape
from contract_engine.files.snapshot import read_bytes
from contract_engine.files.tree import Tree
from contract_engine.files.validate import shape
from contract_engine.files.yaml_parser import parse
from contract_engine.language.questions import QuestionText
from contract_engine.language.scope import listed

ACCEPTED = "accepted.yaml"
"""Beside scenarios: gaps in them that are meant to be, which is no scenario file."""


@dataclass(frozen=True)
class Expected:
    """What a scenario says the answer is; None where it doesn't say."""

    verdict: str
    because: tuple[str, ...] | None = None
    ended: tuple[str, ...] | None = None
    cases: tuple[tuple[Mapping[str, str], str], ...] | None = None


@dataclass(frozen=True)
class Scenario:
    """One scenario of a file."""

    name: str
    question: QuestionText
    expected: Expected
    record: tuple[str, ...]
    place: Span
    places: Mapping[str, Span] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class ScenarioFile:
    """A scenario file: which agreement it asks, and its scenarios."""

    agreement: str
    scenarios: tuple[Scenario, ...]
    tree: Tree


def scenario_files(paths: Iterable[Path]) -> list[Path]:
    """The YAML files among these paths and in the folders among them, by name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*.yaml") if p.is_file() and p.name != ACCEPTED)
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def read_scenarios(path: Path) -> tuple[ScenarioFile | None, tuple[Problem, ...]]:
    """One file's scenarios, or what is wrong with its shape."""
    content = read_bytes(path)
    if isinstance(content, Problem):
        return None, (content,)
    return scenarios_of(str(path), content)


def scenarios_of(file: str, content: bytes) -> tuple[ScenarioFile | None, tuple[Problem, ...]]:
    """The scenarios of a file's text, or what is wrong with its shape."""
    tree, problems = parse(file, content)
    if problems:
        return None, problems
    shaped, found = shape(tree, ScenariosShape)
    if shaped is None:
        return None, found
    scenarios = tuple(_scenario(tree, index, s) for index, s in enumerate(shaped.scenarios))
    return ScenarioFile(shaped.agreement, scenarios, tree), tuple(_twice(scenarios))


def _scenario(tree: Tree, index: int, shape: ScenarioShape) -> Scenario:
    at = ("scenarios", index)
    places = {
        key: tree.value((*at, key))
        for key in ("ask", "on", "under", "without", "known", "evidence", "expect", "because")
    }
    places |= {
        f"given.{name}": tree.value((*at, "given", name)) if name in shape.given else tree.value(at)
        for name in shape.given
    }
    places |= {f"readings.{name}": tree.value((*at, "readings", name)) for name in shape.readings}
    places[""] = tree.value((*at, "name"))
    question = QuestionText(
        ask=shape.ask,
        on=shape.on,
        given=shape.given,
        under=shape.under,
        without=tuple(listed(shape.without)),
        known=shape.known,
        evidence=shape.evidence,
        readings=shape.readings,
        places=places,
    )
    expected = Expected(
        shape.expect,
        None if shape.because is None else tuple(listed(shape.because)),
        None if shape.ended is None else tuple(listed(shape.ended)),
        None if shape.cases is None else tuple((c.given, c.verdict) for c in shape.cases),
    )
    record = tuple(listed(shape.record))
    return Scenario(shape.name, question, expected, record, tree.value((*at, "name")), places)


def _twice(scenarios: tuple[Scenario, ...]) -> Iterable[Problem]:
    seen: dict[str, Scenario] = {}
    for scenario in scenarios:
        first = seen.setdefault(scenario.name, scenario)
        if first is not scenario:
            yield Problem(
                "E503",
                f"two scenarios are called `{scenario.name}`",
                scenario.place,
                also=((first.place, "the first"),),
                help="give each a name of its own",
            )
