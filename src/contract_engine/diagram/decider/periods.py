"""Clauses -> the boxes in which they apply, for each stretch of days between stated ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from contract_engine.diagram.act.applied import applied
from contract_engine.diagram.act.in_play import Relevant
from contract_engine.diagram.act.survival import Survivors
from contract_engine.diagram.decider.cubes import EVERYTHING, NOTHING, Box, Space, both, either
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.conditions import Condition
from contract_engine.model.days import Moment, On
from contract_engine.model.traverse import as_meant


class Spans:
    """The boxes of the clauses that are left; sets the day that a space is asked on."""

    def __init__(
        self, agreement: Agreement, survivors: Survivors, norms: Sequence[Relevant], space: Space
    ) -> None:
        self.agreement = agreement
        self.survivors = survivors
        self.space = space
        space.applying = self._applying
        self._enders = _enders(agreement, survivors)
        self._moving = {
            day
            for name in applied(agreement, survivors, norms)
            for day in self._turning_days(survivors.clauses[name])
        }

    def of(self, norm: Relevant) -> Iterator[tuple[tuple[Box, ...], date, date]]:
        """The boxes in which a norm applies, for stretches of days [first, last + 1)."""
        clause, space = norm.clause, self.space
        effective = self.agreement.instruments[clause.instrument].effective
        days = self._turning_days(clause) | self._moving
        days |= {day for case in norm.when for day in _days(case)}
        starts = sorted(day for day in days if day >= effective)
        conditions: Sequence[Box] = ()
        for start, end in zip(starts, [*starts[1:], date.max], strict=True):
            space.asked = start
            if start == effective or self._moving:
                case = either(space.condition(c) for c in norm.when) if norm.when else EVERYTHING
                conditions = both([*self._conditions(clause), case])
            boxes = both([conditions, *self._terms(clause)]) if conditions else NOTHING
            if boxes:
                yield boxes, start, end

    def _turning_days(self, clause: Clause) -> set[date]:
        """The stated days on which it may begin or stop being in force, or what it says changes."""
        enders = self._enders.get(clause.id, ())
        moments = [clause.from_, clause.until, *(moment for _, moment in enders)]
        days = {day for m in moments for day in _days(m)}
        days |= {day + timedelta(days=1) for day in _days(clause.through) if day < date.max}
        days |= {day for c in (clause.when, *clause.unless) for day in _days(c)}
        effective = self.agreement.instruments[clause.instrument].effective
        return days | {effective, *(day for day, _ in enders)}

    def _conditions(self, clause: Clause, *, negated: bool = False) -> list[tuple[Box, ...]]:
        """Where each `when` is true and no `unless` is; with `negated`, where each isn't so."""
        condition = self.space.condition
        return [
            condition(clause.when, negated=negated),
            *(condition(exception, negated=not negated) for exception in clause.unless),
        ]

    def _terms(self, clause: Clause, *, negated: bool = False) -> list[tuple[Box, ...]]:
        """Where each part of its term holds on the day asked; with `negated`, where it doesn't."""
        on, come = self.space.asked, self.space.come
        terms = [come(clause.from_, on, negated=negated)]
        if clause.through is not None:
            terms.append(come(clause.through, on, negated=not negated, past=True))
        if clause.until is not None:
            terms.append(come(clause.until, on, negated=not negated))
        for day, moment in self._enders.get(clause.id, ()):
            if day <= on:
                terms.append(come(moment, on, negated=not negated))
        return terms

    def _applying(self, name: str, negated: bool) -> tuple[Box, ...]:
        """The boxes in which a clause of any norm applies (with `negated`, doesn't) on the day."""
        clause = self.survivors.clauses.get(name)
        if clause is None or (
            self.agreement.instruments[clause.instrument].effective > self.space.asked
        ):
            return EVERYTHING if negated else NOTHING
        parts = [
            *self._conditions(clause, negated=negated),
            *self._terms(clause, negated=negated),
        ]
        return either(parts) if negated else both(parts)


def _enders(
    agreement: Agreement, survivors: Survivors
) -> dict[str, list[tuple[date, Moment | None]]]:
    """The repeals and replacements of each clause: from which day, and from which moment."""
    found: dict[str, list[tuple[date, Moment | None]]] = {}
    for repeal in survivors.repeals:
        effective = agreement.instruments[repeal.instrument].effective
        found.setdefault(repeal.clause, []).append((effective, None))
    for clause in survivors.clauses.values():
        effective = agreement.instruments[clause.instrument].effective
        for target in clause.replaces:
            found.setdefault(target, []).append((effective, clause.from_))
    return found


def _days(*parts: Condition | Moment | None) -> Iterator[date]:
    """The stated days that the day asked about is compared with."""
    return (part.day for part in as_meant(parts) if isinstance(part, On))
