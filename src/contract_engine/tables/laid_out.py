"""A plan -> all that a row may begin with, as lists: days, empty cells, arrays, outcomes.

Nothing of the rows is known here, so each pattern of empty and unknown cells is gone through on
each stretch of days that begin alike. Where that is too much, or a column is of what only the
engine can read, it is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product
from math import prod

from contract_engine.api import LoadedAgreement, Table, WayOfGiving, one_question
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.model.vocabulary import KindFact, NumberFact, YesNoFact
from contract_engine.tables.plan import Looked, Plan
from contract_engine.tables.request import TABLE, Request

MOST_BEGINNINGS = 20_000
"""So many patterns of empty cells, on all stretches of days together, are gone through."""
MOST_DAYS = 40_000
"""So many days, or years of them that begin alike, are gone through."""
MOST_CELLS = 1 << 12
"""An array has about so many cells: more arrays, but less text."""


@dataclass(frozen=True)
class Marks:
    """The numbers of what a column's cell may be besides a value, which is 0: empty, unknown.

    None where it can't be so; the same where it makes no difference.
    """

    empty: int | None
    unknown: int | None

    @property
    def count(self) -> int:
        """How many there are, with the value."""
        return 1 + max(self.empty or 0, self.unknown or 0)


@dataclass(frozen=True)
class Stretch:
    """Days, as ordinals, that begin alike: which diagrams, and where days are cut into classes."""

    first: int
    last: int
    shape: int
    cuts: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class LaidOut:
    """A plan as lists.

    A row of a stretch of `days` begins in `states[shape * patterns + pattern]`, where a pattern is
    the sum of each layer's mark times its stride. From there the `arrays` are followed.
    """

    plan: Plan
    days: Sequence[Stretch]
    marks: Mapping[str, Marks]
    strides: Mapping[str, int]
    patterns: int
    states: Sequence[int]
    arrays: Sequence[Table]
    outcomes: Sequence[Looked]


def laid_out(
    loaded: LoadedAgreement,
    request: Request,
    filled: Sequence[str] = (),
    span: tuple[date, date] = (date.min, date.max),
) -> LaidOut:
    """All of an act's decision; raises BadInput with all that can't be written out, TooLarge.

    `filled` are the names whose columns always have a value; days outside of the `span` are left
    out. The request's `facts` are the columns there are.
    """
    on = [] if request.on_column is None else [request.on_column]
    plan = Plan(loaded, request, [*request.facts.values(), *on])
    _refuse(plan, [*_unreadable(plan), *_not_there(plan, filled)])
    marks = {name: _marks(plan, name, name in filled) for name in plan.layers}
    strides: dict[str, int] = {}
    for name in plan.layers:
        strides[name] = prod(marks[each].count for each in strides)
    patterns = prod(each.count for each in marks.values())
    if request.on_column is None:
        assert request.on is not None
        span = request.on, request.on
    days, firsts = _days(plan, *span)
    if len(firsts) * patterns > MOST_BEGINNINGS:
        message = f"there are {len(firsts) * patterns:,} patterns of empty cells and days"
        help_ = "name the columns that always have a value (`--filled`), or fewer columns"
        raise BadInput([_problem(message, help_)])
    states = [state for on_ in firsts for state in _states(plan, on_, marks)]
    arrays = plan.decision.automaton.tables(frozenset(plan.layers), MOST_CELLS)
    return LaidOut(plan, days, marks, strides, patterns, states, arrays, plan.outcomes())


def asked_for(loaded: LoadedAgreement, request: Request) -> list[str]:
    """The facts and events that an act asks for; raises BadInput."""
    decision = loaded.prepare(request.ask, **request.options).decision()
    words = loaded.model.vocabulary
    known = {*words.facts, *words.events} - loaded.model.definitions.keys()
    return [name for name in decision.names if name in known]


def _unreadable(plan: Plan) -> Iterator[Problem]:
    """What only the engine can read."""
    if plan.decision.asked_otherwise:
        compares = "compares two days or values that may both be unknown"
        why = "counts by a calendar" if plan.decision.by_calendar else compares
        message = f"`{plan.request.ask}` {why}"
        yield _problem(message, "ask it of the rows themselves: `contract-engine table`")
    if len(plan.decision.automata) > 1:
        message = "which of so many clauses govern is too much text"
        yield _problem(message, "ask for the verdict alone: `--columns verdict,error`")
    for name in plan.facts:
        fact, column = plan.subject(name), f"leave its column out (`{plan.facts[name]}`)"
        if fact is None:
            yield _problem(f"`{name}` is a table of items", column)
        elif name in plan.loaded.model.definitions:
            yield _problem(f"`{name}` is defined by others", f"{column}, and give those")
        elif isinstance(fact, NumberFact) and fact.sort != "number":
            yield _problem(f"`{name}` is of the type {fact.sort}, and no plain number", column)
        elif isinstance(fact, NumberFact) and name in plan.layers:
            classes = plan.decision.fixed[name]
            for constant in dict.fromkeys(str(cut) for cut, _ in classes.cuts):  # type: ignore[union-attr]  # of a number
                if Decimal(repr(float(constant))) != Decimal(constant):
                    message = f"`{name}` is compared with {constant}, finer than SQL compares"
                    yield _problem(message, column)


def _not_there(plan: Plan, filled: Sequence[str]) -> Iterator[Problem]:
    for name in filled:
        if name not in plan.facts:
            help_ = "there are: " + ", ".join(plan.facts) if plan.facts else ""
            yield _problem(f"`{name}` has no column", help_)


def _refuse(plan: Plan, problems: Sequence[Problem]) -> None:
    if problems:
        raise BadInput(list(problems))


def _problem(message: str, help_: str) -> Problem:
    return Problem("E544", f"this can't be written as SQL: {message}", TABLE, help=help_)


def _marks(plan: Plan, name: str, filled: bool) -> Marks:
    """What the cells of a layer may be; `unknown` is a text, which numbers and days are not."""
    fact = plan.subject(name)
    if filled:
        return Marks(None, None)
    if not isinstance(fact, KindFact | YesNoFact):
        return Marks(1, None)
    return Marks(1, 1 if fact.usually is None else 2)


def _days(plan: Plan, first: date, last: date) -> tuple[list[Stretch], list[date]]:
    """The stretches of days, and of each shape a day."""
    decision, everything = plan.decision, WayOfGiving(frozenset(plan.layers))
    found: list[Stretch] = []
    shapes: dict[object, int] = {}
    firsts: list[date] = []
    dated = [name for name in plan.layers if plan.is_dated(name)]
    tried = 0
    day, end = first.toordinal(), last.toordinal()
    while day <= end:
        on = date.fromordinal(day)
        with plan.loaded.lock, one_question():
            begun = decision.begin(on, everything)
        shape = shapes.setdefault((begun.period, begun.shape), len(shapes))
        if shape == len(firsts):
            firsts.append(on)
        cuts = {name: begun.classes[name].cuts for name in dated}
        until = min(decision.alike(on)[-1], end)
        if found and (found[-1].shape, found[-1].cuts) == (shape, cuts):
            found[-1] = Stretch(found[-1].first, until, shape, cuts)
        else:
            found.append(Stretch(day, until, shape, cuts))
        tried += 1
        if tried > MOST_DAYS:
            message = "what its terms look back on moves with the day, so each day is looked at"
            help_ = f"say which days there are (`--first`, `--last`): at most {MOST_DAYS:,}"
            raise BadInput([_problem(message, help_)])
        day = until + 1
    return found, firsts


def _states(plan: Plan, on: date, marks: Mapping[str, Marks]) -> Iterator[int]:
    """Where the rows of a day begin, by the pattern of their cells."""
    # The first layer's mark counts least in a pattern, so it has to change quickest.
    names = [*reversed([*marks])]
    for pattern in product(*(range(marks[name].count) for name in names)):
        said = dict(zip(names, pattern, strict=True))
        empty = frozenset(n for n, mark in said.items() if mark and mark == marks[n].empty)
        unknown = frozenset(n for n, mark in said.items() if mark) - empty
        yield plan.begin(on.toordinal(), empty, unknown).states[0]
