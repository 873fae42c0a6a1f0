"""A run -> its residual as plain data: enough to go on from, without the history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from contract_engine.model.codec import encode
from contract_engine.model.history import Entry
from contract_engine.performance.armed import Armed
from contract_engine.performance.facts import Case
from contract_engine.performance.instance import Instance
from contract_engine.performance.oracle import Way
from contract_engine.performance.run import Run

FORMAT = 2
Data = dict[str, Any]


def residual_of(agreement: str, rules: str, runs: Iterable[tuple[Way, Run]], cut: date) -> Data:
    """The residual after a history: of each way in which it may have gone, what a run holds.

    Its long lists are made while they are gone through, in the order in which they stand.
    """
    return {
        "format": FORMAT,
        "agreement": agreement,
        "rules_sha256": rules,
        "through": cut.isoformat(),
        "ways": [{"supposes": _case(way.case), **_run(run)} for way, run in runs],
    }


def _case(case: Case) -> list[Data]:
    return [
        {
            "on": each.on.isoformat(),
            "opens": each.opens,
            "over": each.over,
            "condition": encode(each.condition),
            "so": so,
        }
        for each, so in case
    ]


def _run(run: Run) -> Data:
    entries: dict[int, Entry] = {}
    values: dict[int, Any] = {}

    def of(entry: Entry | None) -> int | None:
        if entry is None:
            return None
        entries[entry.number] = entry
        return entry.number

    acting, opening = run.acting, run.opening
    earlier = [*acting.earlier, *acting.seen] if run.plans.admits_earlier else []
    data: Data = {
        "columns": COLUMNS,
        "instances": (_instance(each, of) for each in run.instances),
        "breaches": [
            [each.by, each.instance.number, each.since.isoformat(), each.because]
            for each in run.breaches
        ],
        "counts": dict(run.counts),
        "events": {name: day.isoformat() for name, day in run.known.events.items()},
        "milestones": [
            [clause, milestone.value, day.isoformat()]
            for (clause, milestone), day in run.known.milestones.items()
        ],
        "values": {name: of(entry) for name, entry in run.values.last.items()},
        "undated": sorted(run.undated),
        "armed": [_armed(each) for each in opening.armed.values()],
        "earlier": [of(entry) for entry in earlier],
        "counted": [
            [number, [each.number for each in some]]
            for number, some in (acting.counted.items() if run.plans.admits_earlier else ())
        ],
        "entries": (_entry(entries[number], values) for number in _sorted(entries)),
    }
    return data


def _sorted(entries: Mapping[int, Entry]) -> Iterator[int]:
    """Their numbers, once the first is asked for: until then there may be more."""
    yield from sorted(entries)


def _entry(entry: Entry, values: dict[int, Any]) -> tuple[Any, ...]:
    """An entry's row; `values` are those told before, by the identity of what many acts share."""
    said = values.get(id(entry.values))
    if said is None:
        said = values[id(entry.values)] = encode(entry.values) if entry.values else ()
    return (
        entry.number,
        _iso(entry.on),
        entry.party,
        entry.action,
        entry.event,
        entry.order,
        said,
        entry.line,
    )


COLUMNS = (
    "number",
    "step",
    "name",
    "opened",
    "parent",
    "period",
    "due",
    "counts_from",
    "state",
    "closed",
    "missed",
    "late",
    "entry",
    "opened_by",
    "acts",
    "owed",
    "followed",
    "blamed",
    "repairs",
    "ways",
    "awaited",
    "sources",
    "gave",
    "breached",
)
"""What there is of an instance: a row each, as there may be very many."""


def _instance(each: Instance, of: Any) -> tuple[Any, ...]:
    return (
        each.number,
        each.plan.name,
        each.name,
        _iso(each.opened),
        each.parent.number if each.parent is not None else None,
        None
        if each.period is None
        else [each.period.label, each.period.first.isoformat(), each.period.last.isoformat()],
        _iso(each.due),
        _iso(each.counts_from),
        each.state.value,
        _iso(each.closed),
        _iso(each.missed),
        _iso(each.late),
        of(each.entry),
        of(each.opened_by),
        tuple(map(of, each.acts)),
        each.owed,
        each.followed,
        each.blamed,
        _numbers(each.repairs),
        _numbers(each.ways),
        each.awaited,
        _numbers(each.line.sources),
        of(each.gave),
        _iso(each.breached),
    )


def _numbers(instances: Sequence[Instance]) -> tuple[int, ...]:
    return tuple(each.number for each in instances)


def _armed(armed: Armed) -> Data:
    return {
        "step": armed.plan.name,
        "since": _iso(armed.since),
        "parent": armed.parent.number if armed.parent is not None else None,
        "is_else": armed.is_else,
        "cause": armed.cause.number if armed.cause is not None else None,
        "last_opened": _iso(armed.last_opened),
        "triggered": armed.triggered,
        "period": armed.period.label if armed.period is not None else None,
    }


@lru_cache(4096)
def _iso(day: date | None) -> str | None:
    """A day as text, the same text for the same day: there may be very many."""
    return None if day is None else day.isoformat()
