"""What the status of an agreement is: typed, and as plain data for JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from contract_engine.lazy_dataclass import dataclass, field

IN_PERFORMANCE, FULFILLED, BREACHED, DEPENDS = "in_performance", "fulfilled", "breached", "depends"


@dataclass(frozen=True, slots=True)
class Duty:
    """One instance of a step, or a step that waits to open.

    Days include their whole day. `remaining_days` counts from the day asked about to the due day
    (below 0 where it lies behind and what happened since isn't known). `entry` is the number of the
    entry of the history that closed it. `replaced_by` are the instances that opened in its place.
    """

    clause: str
    instance: str
    bearer: str
    modality: str
    action: str
    state: str
    with_: Mapping[str, str] = field(default_factory=dict)
    opened: date | None = None
    due: date | None = None
    remaining_days: int | None = None
    done: date | None = None
    done_late: date | None = None
    missed: date | None = None
    replaced_by: tuple[str, ...] = ()
    entry: int | None = None
    owed: bool = False
    text: str = ""

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "clause": self.clause,
            "instance": self.instance,
            "bearer": self.bearer,
            "modality": self.modality,
            "action": self.action,
            "with": dict(self.with_),
            "state": self.state,
            "opened": _day(self.opened),
            "due": _day(self.due),
            "remaining_days": self.remaining_days,
            "done": _day(self.done),
            "done_late": _day(self.done_late),
            "missed": _day(self.missed),
            "replaced_by": list(self.replaced_by),
            "entry": self.entry,
        }


@dataclass(frozen=True, slots=True)
class BreachTold:
    """Whose breach, of which clause, due when, since when, and why in words."""

    by: str
    clause: str
    instance: str
    due: date | None
    since: date
    because: str

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "by": self.by,
            "clause": self.clause,
            "instance": self.instance,
            "due": _day(self.due),
            "since": _day(self.since),
            "because": self.because,
        }


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A day to come on which something falls due, ends or opens, as far as is known."""

    day: date
    party: str
    what: str
    clause: str
    instance: str

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "day": _day(self.day),
            "party": self.party,
            "what": self.what,
            "clause": self.clause,
            "instance": self.instance,
        }


@dataclass(frozen=True, slots=True)
class NearTold:
    """An act that almost counted, and why it didn't."""

    entry: int
    on: date
    act: str
    clause: str
    instance: str
    why: str

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "entry": self.entry,
            "on": _day(self.on),
            "act": self.act,
            "clause": self.clause,
            "instance": self.instance,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class Found:
    """The status in one case."""

    state: str
    since: date | None
    by: str | None
    duties: tuple[Duty, ...]
    breaches: tuple[BreachTold, ...]
    next: tuple[Upcoming, ...]
    near: tuple[NearTold, ...]

    @property
    def outstanding(self) -> tuple[Duty, ...]:
        """What is still to be done: open duties, and those missed that stay owed."""
        return tuple(
            duty
            for duty in self.duties
            if (duty.state == "open" and duty.modality == "must")
            or (duty.owed and duty.done_late is None)
        )


@dataclass(frozen=True, slots=True)
class CaseTold:
    """What one case supposes of facts, and the status then."""

    given: Mapping[str, str]
    found: Found

    def to_json(self) -> dict[str, Any]:
        """As plain data: the agreement's state, and each duty's."""
        return {
            "given": dict(self.given),
            "agreement": _agreement(self.found),
            "duties": {duty.instance: duty.state for duty in self.found.duties},
        }


@dataclass(frozen=True, slots=True)
class StatusTold:
    """The status of an agreement on a day.

    `cases` are there where it hangs on facts that are not known; the duties are then those on
    which all cases agree, and those on which they don't, of state `depends`.
    """

    agreement: str
    on: date
    through: date
    found: Found
    cases: tuple[CaseTold, ...] = ()
    hangs_on: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    assumed: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    left: Callable[[], Mapping[str, Any]] | None = field(default=None, compare=False)
    """Begins the residual, which is not made before it is asked for, nor its long lists at once."""
    receipt: Mapping[str, str] = field(default_factory=dict)

    @property
    def residual(self) -> Mapping[str, Any] | None:
        """What is still open, enough to go on from; None where nothing says it."""
        return None if self.left is None else _made(self.left())

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {name: _made(value) for name, value in self.in_pieces().items()}

    def in_pieces(self) -> dict[str, Any]:
        """As plain data, whose long lists are made while they are gone through, once."""
        found = self.found
        return {
            "name": self.agreement,
            "on": _day(self.on),
            "through": _day(self.through),
            "agreement": _agreement(found),
            "duties": (duty.to_json() for duty in found.duties),
            "outstanding": [duty.instance for duty in found.outstanding],
            "breaches": (breach.to_json() for breach in found.breaches),
            "next": [each.to_json() for each in found.next],
            "near": [each.to_json() for each in found.near],
            "cases": [case.to_json() for case in self.cases],
            "hangs_on": list(self.hangs_on),
            "given": dict(self.given),
            "assumed": dict(self.assumed),
            "notes": list(self.notes),
            "residual": None if self.left is None else self.left(),
            "receipt": dict(self.receipt),
        }


def _made(data: Any) -> Any:
    """Plain data with its lists made."""
    if isinstance(data, dict):
        return {name: _made(value) for name, value in data.items()}
    return [_made(each) for each in data] if isinstance(data, list | Iterator) else data


def _agreement(found: Found) -> dict[str, Any]:
    return {"state": found.state, "since": _day(found.since), "by": found.by}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
