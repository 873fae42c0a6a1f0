"""An agreement, an act and a table's columns -> how each of its rows is answered.

A row is a question: what stands in a column is what is given of a fact, an event or an item, and
an empty cell gives nothing. Its plain cells become class codes, with which the automaton is
followed. A cell that isn't plain (several values, an item, a defined fact) makes its row *odd*:
that is asked of the engine itself, once for each distinct row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from contract_engine.api import Decision, LoadedAgreement, Outcome, WayOfGiving, one_question
from contract_engine.diagnostics import BadInput
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.model.days import NEVER
from contract_engine.model.question import UNKNOWN
from contract_engine.model.vocabulary import (
    DateFact,
    Event,
    Fact,
    KindFact,
    YesNoFact,
)
from contract_engine.tables.request import Request, columns_of

LOOKED_UP = frozenset({"verdict", "clauses", "error"})
"""What the automaton tells; all else is asked of the engine once for each distinct row."""
NONE, UNKNOWN_SAID, ODD, BAD = -1, -2, -3, -4
"""Codes of cells that have no class: empty, `unknown`, not plain, and not to be read."""
NEVER_COMES = 10_000_000
"""The ordinal of a day that never comes: after all others."""
MOST_KEPT = 1 << 17
"""So many cells, and beginnings, are remembered."""
MOST_WAYS = 1 << 10
"""Of so many patterns of empty cells the periods of days that begin alike are remembered."""
_IMPOSSIBLE = "what is given can't be together (see `impossible:` in agreement.yaml)"


@dataclass(frozen=True)
class Cell:
    """What a text in a column comes to: a class, or one of the codes for what has none.

    Of a date fact or event the code is 0, and `day` its ordinal.
    """

    code: int
    day: int | None = None
    error: str | None = None


@dataclass(frozen=True)
class Begin:
    """Where the rows of one day and one pattern of empty cells begin.

    Those with the same `number` have the same diagrams and give the same names.
    """

    number: int
    states: tuple[int, ...]
    cuts: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Looked:
    """What an outcome tells of a row."""

    verdict: str | None
    clauses: list[str] | None
    error: str | None


class Plan:
    """How the rows of a table with these columns are answered. Can be pickled."""

    def __init__(self, loaded: LoadedAgreement, request: Request, columns: Sequence[str]) -> None:
        """Raises BadInput with all that doesn't fit."""
        self.loaded = loaded
        self.request = request
        self.columns = tuple(columns)
        self.facts = columns_of(loaded, request, self.columns)
        self.prepared = loaded.prepare(request.ask, **request.options)
        self._clauses = "clauses" in request.columns
        self.decision: Decision = self.prepared.decision(clauses=self._clauses)
        self.layers = tuple(name for name in self.facts if self._is_layer(name))
        """The names that the automaton asks for; the others only have to be good values."""
        self._numbers: dict[object, int] = {}
        self._cells: dict[tuple[str, str], Cell] = {}
        self._begins: dict[tuple[int, frozenset[str], frozenset[str]], Begin] = {}
        self._periods: dict[tuple[frozenset[str], frozenset[str]], list[tuple[range, Begin]]] = {}

    def __reduce__(self) -> tuple[object, ...]:
        return _planned, (self.loaded.model, self.request, self.columns)

    @property
    def read(self) -> list[str]:
        """The columns that are read: of facts, events and items, and of the day."""
        day = self.request.on_column
        return list(dict.fromkeys([*self.facts.values(), *([] if day is None else [day])]))

    def _is_layer(self, name: str) -> bool:
        decision, model = self.decision, self.loaded.model
        plain = name in decision.names and name not in model.definitions
        return plain and name not in decision.readings

    def subject(self, name: str) -> Fact | Event | None:
        """The fact or event of a name; None for a table of items."""
        words = self.loaded.model.vocabulary
        return words.facts.get(name) or words.events.get(name)

    def is_dated(self, name: str) -> bool:
        """Whether the values of a name are days."""
        return isinstance(self.subject(name), DateFact | Event)

    def cell(self, name: str, text: str) -> Cell:
        """What a text in the column of a name comes to."""
        known = self._cells.get((name, text))
        if known is None:
            if len(self._cells) >= MOST_KEPT:
                self._cells.clear()
            known = self._cells[name, text] = self._read(name, text)
        return known

    def _read(self, name: str, text: str) -> Cell:
        if self.subject(name) is None:
            return self._item(name, text)
        try:
            value = self.prepared.read(name, text)
        except BadInput as error:
            return Cell(BAD, error=f"{name}: {told_of(error)}")
        if value is UNKNOWN:
            return Cell(UNKNOWN_SAID)
        if name in self.loaded.model.definitions:
            return Cell(ODD)
        if value is NEVER:
            return Cell(0, NEVER_COMES)
        if isinstance(value, date):
            return Cell(0, value.toordinal())
        if name not in self.layers:
            return Cell(0)
        classes: Any = self.decision.fixed[name]
        match self.subject(name):
            case KindFact():
                found = classes.within(value)
            case YesNoFact():
                found = classes.within({"yes" if value else "no"})
            case _:
                found = {classes.of(value)}
        return Cell(min(found) if len(found) == 1 else ODD)

    def _item(self, name: str, text: str) -> Cell:
        items = self.loaded.model.tables[name].items
        if text == "unknown":
            return Cell(NONE)
        if text in items:
            return Cell(ODD)
        help_ = did_you_mean(text, items)
        message = f"{name}: `{text}` is not an item of `{name}`"
        return Cell(BAD, error=f"{message}; {help_}" if help_ else message)

    def day(self, text: str) -> Cell:
        """What a text in the column of days comes to."""
        try:
            on = self.prepared.day(text)
        except BadInput as error:
            return Cell(BAD, error=f"{self.request.on_column}: {told_of(error)}")
        return Cell(0, on.toordinal())

    def begin(self, on: int, empty: frozenset[str], unknown: frozenset[str]) -> Begin:
        """Where rows begin that ask of a day (an ordinal), with these layers empty or unknown."""
        known = self._begins.get((on, empty, unknown))
        if known is not None:
            return known
        periods = self._periods.setdefault((empty, unknown), [])
        for days, begin in periods:
            if on in days:
                return begin
        if len(self._begins) >= MOST_KEPT or len(self._periods) > MOST_WAYS:
            self._begins.clear()
            self._periods.clear()
        given = WayOfGiving(frozenset(self.layers) - empty - unknown, unknown)
        with self.loaded.lock, one_question():
            day = self.decision.begin(date.fromordinal(on), given)
            alike = self.decision.alike(date.fromordinal(on))
        key = (day.period, day.shape, given)
        number = self._numbers.setdefault(key, len(self._numbers))
        cuts = {name: classes.cuts for name, classes in day.classes.items()}
        found = Begin(number, day.states, cuts)
        if len(alike) > 1:
            periods.append((alike, found))
        else:
            self._begins[on, empty, unknown] = found
        return found

    @property
    def asks_all(self) -> bool:
        """Whether every distinct row is asked of the engine."""
        return self.decision.asked_otherwise or not set(self.request.columns) <= LOOKED_UP

    @property
    def by_words(self) -> bool:
        """Whether rows are distinct by their very words and days, as sentences tell them."""
        return "sentence" in self.request.columns

    def answer(self, on: int, given: Mapping[str, str]) -> dict[str, object]:
        """What the engine says of a row: each column that is wanted."""
        wanted = self.request.columns
        told: dict[str, object] = dict.fromkeys(wanted)
        day = date.fromordinal(on)
        try:
            if set(wanted) <= LOOKED_UP:
                short = self.prepared.found(on=day, given=given)
                told |= {"verdict": str(short.verdict), "clauses": list(short.clauses)}
                return {name: told[name] for name in wanted}
            answer = self.prepared.ask(on=day, given=given)
        except BadInput as error:
            told["error"] = told_of(error)
            return told
        found = {
            "verdict": str(answer.verdict),
            "clauses": [clause.id for clause in answer.clauses],
            "grade": None if answer.grade is None else str(answer.grade),
            "from": answer.holds.from_,
            "through": answer.holds.through,
            "silence": answer.silence or None,
            "assumed": ", ".join(f"{name}={value}" for name, value in answer.assumed.items()),
            "sentence": answer.sentence,
        }
        return told | {name: value for name, value in found.items() if name in told}

    def outcomes(self, share: int = 0) -> list[Looked]:
        """What each outcome of an automaton so far tells, in order."""
        order = {name: place for place, name in enumerate(self.loaded.model.clauses)}
        found: list[Looked] = []
        for outcome in self.decision.automata[share].outcomes:
            assert isinstance(outcome, Outcome)
            if outcome.verdict is None:
                found.append(Looked(None, None, _IMPOSSIBLE))
            else:
                clauses = sorted(outcome.clauses, key=order.__getitem__)
                found.append(Looked(str(outcome.verdict), clauses, None))
        return found


def _planned(model: Any, request: Request, columns: tuple[str, ...]) -> Plan:
    return Plan(LoadedAgreement(model), request, columns)


def told_of(error: BadInput) -> str:
    """The problems of a cell or row in one line."""
    return "; ".join(f"{p.message} ({p.help})" if p.help else p.message for p in error.problems)
