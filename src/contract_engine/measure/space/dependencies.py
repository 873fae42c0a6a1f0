"""What conditions and terms hang on: moments that are counted, and clauses that apply or don't."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from contract_engine.diagram.act.applied import OfClause, applied
from contract_engine.diagram.act.survival import Survivors
from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.calendars import Roll
from contract_engine.model.conditions import Applies, Condition, InOrder, Meant
from contract_engine.model.days import (
    After,
    BusinessDays,
    EndOf,
    MeantMoment,
    RolledTo,
    TermEnd,
    Unit,
    Way,
)
from contract_engine.model.traverse import Part, as_meant, of_clause

_KEPT = 64
_PERIODS = {1: (3,), 3: (1, 12), 12: (3,)}
_PLAIN = {
    Unit.MONTHS_KEPT: Unit.MONTHS,
    Unit.YEARS_KEPT: Unit.YEARS,
    Unit.YEARS_UP: Unit.YEARS,
}
_known: dict[int, tuple[Agreement, bool, bool]] = {}


def hangs(agreement: Agreement) -> bool:
    """Whether it has clauses, definitions among them, on whose applying other clauses hang."""
    return _looked_at(agreement)[1]


def compares_days(agreement: Agreement) -> bool:
    """Whether somewhere two days are compared, each counted from a name."""
    return _looked_at(agreement)[2]


def _looked_at(agreement: Agreement) -> tuple[Agreement, bool, bool]:
    found = _known.get(id(agreement))
    if found is None or found[0] is not agreement:
        if len(_known) >= _KEPT:
            _known.clear()
        linked = bool(agreement.definitions) or any(
            asks_clauses(line) for clause in agreement.clauses.values() for line in clause.unless
        )
        ordered = any(isinstance(part, InOrder) for part in as_meant(_said(agreement)))
        found = _known[id(agreement)] = agreement, linked, ordered
    return found


def _said(agreement: Agreement) -> list[Part]:
    said: list[Part] = [*agreement.impossible]
    for clause in agreement.clauses.values():
        said += of_clause(clause)
    return said


def has_meanings(agreement: Agreement) -> bool:
    """Whether some condition or term has a meaning by a definition, or by a fact it counts by."""
    return any(isinstance(part, Meant | MeantMoment) for part in as_meant(_said(agreement)))


def applying(
    agreement: Agreement, survivors: Survivors, norms: Sequence[OfClause]
) -> tuple[str, ...]:
    """The clauses on whose applying these norms hang."""
    return applied(agreement, survivors, norms) if hangs(agreement) else ()


def asks_clauses(condition: Condition) -> bool:
    """Whether a condition asks anywhere if a clause applies."""
    return any(isinstance(part, Applies) for part in as_meant([condition]))


def counted(clause: Clause, *, speaks: bool) -> Iterator[After]:
    """The moments a clause counts from; of one that isn't asked about, only its beginning."""
    parts = as_meant(of_clause(clause) if speaks else [clause.from_])
    return (part for part in parts if isinstance(part, After))


def by_one(moment: After) -> Iterator[After]:
    """The same moment with one of its counts one lower or higher, or one of its ways another."""
    for index, (count, way) in enumerate(moment.steps):
        for other in _beside(count, way):
            steps = (*moment.steps[:index], other, *moment.steps[index + 1 :])
            yield replace(moment, count=steps[0][0], unit=steps[0][1], then=steps[1:])


def _beside(count: int, way: Way) -> Iterator[tuple[int, Way]]:
    match way:
        case EndOf():
            yield from ((1, replace(way, months=each)) for each in _PERIODS[way.months])
        case TermEnd():
            for by in (-1, 1):
                (lasts, first), (renews, each), (before, unit) = way.lasts, way.renews, way.before
                if lasts + by:
                    yield 1, replace(way, lasts=(lasts + by, first))
                if renews + by:
                    yield 1, replace(way, renews=(renews + by, each))
                if before + by >= 0:
                    yield 1, replace(way, before=(before + by, unit))
        case BusinessDays():
            yield from ((other, way) for other in (count - 1, count + 1))
            yield count, Unit.DAYS
        case RolledTo():
            yield from ((1, replace(way, roll=roll)) for roll in Roll if roll is not way.roll)
            yield 0, Unit.DAYS
        case Unit():
            yield from ((other, way) for other in (count - 1, count + 1))
            if way in _PLAIN:
                yield count, _PLAIN[way]
        case _:
            assert_never(way)
