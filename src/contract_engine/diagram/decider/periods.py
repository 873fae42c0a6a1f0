"""An act -> the stated days that divide the calendar, and what moves with the day within a period.

Within a period the same clauses have begun and the same stated days have come. What still hangs on
the day is where the cuts of date facts and events lie: their order is the `shape` of a day. Two
days of one period and one shape have the same diagrams, class for class.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from contract_engine.definitions.offsets import Steps
from contract_engine.diagram.act.applied import applied
from contract_engine.diagram.act.in_play import Relevant
from contract_engine.diagram.act.survival import Survivors
from contract_engine.diagram.core.domains import DayClasses, cut_before, day_classes
from contract_engine.diagram.core.mentions import TODAY, Mentions
from contract_engine.model.agreement import Agreement
from contract_engine.model.days import Day, Never
from contract_engine.model.traverse import as_meant, of_clause, stated_day
from contract_engine.model.vocabulary import DateFact, Vocabulary

ONE_DAY = timedelta(days=1)
Mark = Steps | int
"""What a cut of days is the cut of: offsets that are asked to have come, or a constant."""
Shape = tuple[tuple[int, ...], ...]


def stated_days(
    agreement: Agreement, survivors: Survivors, norms: Sequence[Relevant]
) -> list[date]:
    """The first days of the periods after the first one."""
    names = [*(norm.clause.id for norm in norms), *applied(agreement, survivors, norms)]
    clauses = [survivors.clauses[name] for name in dict.fromkeys(names)]
    parts = [part for clause in clauses for part in of_clause(clause)]
    parts += [part for norm in norms for part in norm.when]
    parts += [clause.from_ for clause in survivors.clauses.values() if clause.from_ is not None]
    said = as_meant([*parts, *agreement.impossible])
    stated = {day for part in said if (day := stated_day(part)) is not None}
    # What runs through a day is over on the next; on the first day of all, nothing is.
    stated |= {day + ONE_DAY for day in (*stated, date.min) if day < date.max}
    return sorted(stated | {each.effective for each in survivors.instruments.values()})


class Moving:
    """The cuts of date facts and events, on any day of one period."""

    def __init__(self, mentions: Mentions) -> None:
        """Read from what is noted on one day of the period."""
        words = mentions.vocabulary
        self._marks: dict[str, list[tuple[Mark, bool]]] = {}
        self._never: dict[str, bool] = {}
        self._usual: dict[str, Day] = {}
        for name, cuts in mentions.cuts.items():
            if not _is_dated(words, name):
                continue
            self._marks[name] = [
                (mark[0], mark[1] != TODAY) if isinstance(mark, tuple) else (mark, False)
                for mark in cuts.marks
            ]
            subject = words.facts.get(name) or words.events[name]
            self._never[name] = not isinstance(subject, DateFact) or subject.never
            usual = subject.usually
            if isinstance(usual, date | Never):
                self._usual[name] = usual
        self.moves = any(
            not isinstance(mark, int) for marks in self._marks.values() for mark, _ in marks
        )

    def on(self, day: date) -> tuple[Mapping[str, DayClasses], Shape]:
        """The classes of each date fact and event on a day, and the shape of the day."""
        classes: dict[str, DayClasses] = {}
        shape: list[tuple[int, ...]] = []
        before = day - ONE_DAY if day > date.min else day
        for name, marks in self._marks.items():
            cuts = [
                mark if isinstance(mark, int) else cut_before(before if past else day, mark)
                for mark, past in marks
            ]
            here = classes[name] = day_classes(set(cuts), {}, never=self._never[name])
            usual = self._usual.get(name)
            assumed = () if usual is None else (here.of(usual),)
            shape.append((len(here), *map(here.until, cuts), *assumed))
        return classes, tuple(shape)


def period_of(starts: Sequence[date], day: date) -> int:
    """The number of the period that a day is in."""
    return bisect_right(starts, day)


def _is_dated(words: Vocabulary, name: str) -> bool:
    return name in words.events or isinstance(words.facts.get(name), DateFact)
