"""Scenario files -> scenarios, each with its place; and what is wrong with the files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from contract_engine.diagnostics import Problem, Span
from contract_engine.files.histories import RawHistory, in_tree
from contract_engine.files.shapes import ScenarioShape, ScenariosShape, StatusExpectedShape
from contract_engine.files.snapshot import read_bytes
from contract_engine.files.tree import Path as Path_
from contract_engine.files.tree import Tree
from contract_engine.files.validate import shape
from contract_engine.files.yaml_parser import parse
from contract_engine.language.questions import QuestionText
from contract_engine.language.scope import listed
from contract_engine.lazy_dataclass import dataclass, field

ACCEPTED = "accepted.yaml"
"""Beside scenarios: gaps in them that are meant to be, which is no scenario file."""
_OF_OTHERS = frozenset({"history", "parties", "instrument", "instruments", "sources", "figures"})
"""The keys of rule files and histories."""


@dataclass(frozen=True)
class Expected:
    """What a scenario says the answer is; None where it doesn't say."""

    verdict: str
    because: tuple[str, ...] | None = None
    ended: tuple[str, ...] | None = None
    cases: tuple[tuple[Mapping[str, str], str], ...] | None = None


@dataclass(frozen=True)
class StatusAsked:
    """What a scenario says of a history, and what it expects of the status after it."""

    history: RawHistory = field(compare=False)
    through: str | None
    on: str | None
    expected: StatusExpectedShape = field(compare=False)


@dataclass(frozen=True)
class Scenario:
    """One scenario of a file: a question, or (with `status`) a history."""

    name: str
    question: QuestionText
    expected: Expected
    record: tuple[str, ...]
    place: Span
    places: Mapping[str, Span] = field(default_factory=dict, compare=False)
    status: StatusAsked | None = None


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
        if _is_folder(path):
            found += sorted(_below(path))
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _is_folder(path: Path) -> bool:
    """Whether there is such a folder; never an error, however odd the name."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _below(folder: Path) -> Iterator[Path]:
    """The scenario files in a folder and in those in it, as far as they can be looked into."""
    for inner, _, names in os.walk(folder):
        for name in names:
            file = Path(inner, name)
            may_be = name.endswith(".yaml") and name != ACCEPTED and file.is_file()
            if may_be and not _is_of_another_sort(file):
                yield file


def _is_of_another_sort(file: Path) -> bool:
    """Whether a file is one of rules or a history, which may stand beside scenarios."""
    content = read_bytes(file)
    if isinstance(content, Problem):
        return False
    lines = content.decode("utf-8", "replace").splitlines()
    keys = {line.partition(":")[0] for line in lines if ":" in line}
    return "scenarios" not in keys and not _OF_OTHERS.isdisjoint(keys)


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
    wrong = tuple(p for index, s in enumerate(shaped.scenarios) for p in _misfit(tree, index, s))
    if wrong:
        return None, (*found, *wrong)
    scenarios = tuple(_scenario(tree, index, s) for index, s in enumerate(shaped.scenarios))
    return ScenarioFile(shaped.agreement, scenarios, tree), tuple(_twice(scenarios))


def _misfit(tree: Tree, index: int, shape: ScenarioShape) -> Iterable[Problem]:
    """A scenario asks a question on a day and expects a verdict; or gives a history."""
    at = ("scenarios", index)
    place = tree.key(at)
    if shape.status is None:
        for key, about in (("ask", "PARTY ACTION"), ("on", "the day: 2025-10-29")):
            if getattr(shape, key) is None:
                help_ = f"add `{key}: ...`: {about}"
                message = f"`{key}:` is missing"
                yield Problem("E101", message, place, label="in this", help=help_)
        if not isinstance(shape.expect, str):
            span = tree.value((*at, "expect"))
            help_ = "write a verdict, or ask for the status with `status:`"
            yield Problem("E103", "a single word belongs under `expect`", span, help=help_)
        return
    if shape.ask is not None:
        span = tree.key((*at, "ask"))
        help_ = "make two scenarios of it"
        yield Problem("E102", "a scenario asks a question or a status, not both", span, help=help_)
    if isinstance(shape.expect, str):
        span = tree.value((*at, "expect"))
        help_ = "write `expect: {agreement: in_performance, duties: {pay: open}}`"
        yield Problem("E103", "a mapping belongs under `expect`", span, help=help_)
    if shape.status.on is None and shape.status.through is None and shape.on is None:
        help_ = "add `on: 2026-06-30`"
        yield Problem("E101", "`on:` is missing", tree.key((*at, "status")), help=help_)


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
        ask=shape.ask or "",
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
        shape.expect if isinstance(shape.expect, str) else "",
        None if shape.because is None else tuple(listed(shape.because)),
        None if shape.ended is None else tuple(listed(shape.ended)),
        None if shape.cases is None else tuple((c.given, c.verdict) for c in shape.cases),
    )
    record = tuple(listed(shape.record))
    place = tree.value((*at, "name"))
    return Scenario(shape.name, question, expected, record, place, places, _status(tree, at, shape))


def _status(tree: Tree, at: Path_, shape: ScenarioShape) -> StatusAsked | None:
    asked = shape.status
    if asked is None or isinstance(shape.expect, str):
        return None
    key = (*at, "status")
    history = in_tree(tree, asked.history, (*key, "history"))
    history.given = asked.given
    history.given_places = {name: tree.value((*key, "given", name)) for name in asked.given}
    history.given_places |= {f"{name}:": tree.key((*key, "given", name)) for name in asked.given}
    history.through_place = tree.value((*key, "through" if asked.through is not None else "on"))
    return StatusAsked(history, asked.through, asked.on or shape.on, shape.expect)


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
