"""A clause and what is known so far -> the first day on which it may be in force."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from contract_engine.definitions.covered import surely
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.days import (
    After,
    Choose,
    Counted,
    Day,
    EarliestOf,
    Later,
    LatestOf,
    MeantMoment,
    Moment,
    On,
)
from contract_engine.performance.day_values import Known, NeedsValue


def first_day(agreement: Agreement, clause: Clause, known: Known) -> date | None:
    """The first day on which a clause may be in force; None where that hasn't come.

    Raises NeedsValue where it hangs on a fact that is not given.
    """
    begins = agreement.instruments[clause.instrument].effective
    if clause.from_ is None:
        return begins
    own = _moment(clause.from_, known)
    return None if own is None else max(begins, own)


def _moment(moment: Moment, known: Known) -> date | None:
    match moment:
        case On(stated):
            return stated
        case After(name):
            if name in known.vocabulary.read_events:
                raise NeedsValue(known.vocabulary.read_events[name].reading)
            start = known.named(name)
            counted: Day | None = None if start is None else surely(start, moment.steps)
            return counted if isinstance(counted, date) else None
        case EarliestOf(parts):
            days = [_moment(part, known) for part in parts]
            return min((day for day in days if day is not None), default=None)
        case LatestOf(parts):
            days = [_moment(part, known) for part in parts]
            come = [day for day in days if day is not None]
            return max(come) if len(come) == len(days) else None
        case MeantMoment(says):
            return _moment(says, known)
        case Later(of, steps):
            began = _moment(of, known)
            later = None if began is None else surely(began, steps)
            return later if isinstance(later, date) else None
        case Choose(options):
            raise NeedsValue(next(iter(names_of(options[0][1])), "the reading"))
        case Counted(_, number, _):
            raise NeedsValue(number)
        case _:
            assert_never(moment)


def names_of(moment: Moment | None) -> frozenset[str]:
    """The events and date facts that a moment hangs on."""
    match moment:
        case After(name) | Counted(name):
            return frozenset({name})
        case EarliestOf(parts) | LatestOf(parts):
            return frozenset().union(*(names_of(part) for part in parts))
        case Choose(options):
            return frozenset().union(*(names_of(part) for _, part in options))
        case MeantMoment(part) | Later(part):
            return names_of(part)
        case None | On():
            return frozenset()
        case _:
            assert_never(moment)
