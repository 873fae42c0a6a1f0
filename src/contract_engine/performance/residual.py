"""A run -> its residual as plain data, and back: enough to go on from, without the history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from contract_engine.calendars.periods import Period
from contract_engine.model.codec import NotAnAgreement, decode_part, encode
from contract_engine.model.history import Entry
from contract_engine.model.steps import Milestone
from contract_engine.performance.armed import Armed
from contract_engine.performance.facts import Case, Supposed
from contract_engine.performance.instance import Breach, Instance, State
from contract_engine.performance.oracle import Way
from contract_engine.performance.run import Run

FORMAT = 2
Data = dict[str, Any]


class NotAResidual(Exception):
    """The data was not written by this module, or for other rules."""


def residual_of(agreement: str, rules: str, runs: Iterable[tuple[Way, Run]], cut: date) -> Data:
    """The residual after a history: of each way in which it may have gone, what a run holds."""
    return {
        "format": FORMAT,
        "agreement": agreement,
        "rules_sha256": rules,
        "through": cut.isoformat(),
        "ways": [{"supposes": _case(way.case), **_run(run)} for way, run in runs],
    }


def read_residual(data: object, agreement: str, rules: str) -> tuple[date, list[tuple[Case, Data]]]:
    """The day up to which a residual tells, and its ways; raises NotAResidual."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise NotAResidual("this is not a residual that `status --json` wrote")
    if data.get("agreement") != agreement:
        raise NotAResidual(f"this residual is of `{data.get('agreement')}`, not of `{agreement}`")
    if data.get("rules_sha256") != rules:
        raise NotAResidual("this residual was made by other rules")
    try:
        ways = [(_case_of(way["supposes"]), way) for way in data["ways"]]
        return date.fromisoformat(data["through"]), ways
    except (KeyError, TypeError, ValueError, NotAnAgreement) as error:
        raise NotAResidual("this residual is not whole") from error


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


def _case_of(data: Sequence[Data]) -> Case:
    return tuple(
        (
            Supposed(
                date.fromisoformat(each["on"]),
                each["opens"],
                each["over"],
                decode_part(each["condition"]),
            ),
            bool(each["so"]),
        )
        for each in data
    )


def _run(run: Run) -> Data:
    entries: dict[int, Entry] = {}

    def of(entry: Entry | None) -> int | None:
        if entry is None:
            return None
        entries[entry.number] = entry
        return entry.number

    acting, opening = run.acting, run.opening
    earlier = [*acting.earlier, *acting.seen] if run.plans.admits_earlier else []
    data: Data = {
        "columns": COLUMNS,
        "instances": [_instance(each, of) for each in run.instances],
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
    }
    data["entries"] = [_entry(entry) for _, entry in sorted(entries.items())]
    return data


def _entry(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.number,
        _iso(entry.on),
        entry.party,
        entry.action,
        entry.event,
        entry.order,
        encode(entry.values) if entry.values else (),
        entry.line,
    )


def _entry_of(data: Sequence[Any], shift: int) -> Entry:
    number, on, party, action, event, order, values, line = data
    day = date.fromisoformat(on)
    return Entry(
        number - shift,
        day,
        party,
        action,
        event,
        order,
        decode_part(values) if values else (),
        line,
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


def restore(run: Run, data: Data, cut: date) -> None:
    """Put a fresh run where the residual's stood, at the end of the day `cut`."""
    run.today = cut
    # A history that goes on counts its entries from 1; those of before have numbers below that.
    shift = max((each[0] for each in data["entries"]), default=0) + 1
    entries = {each[0]: _entry_of(each, shift) for each in data["entries"]}
    instances: dict[int, Instance] = {}
    rows: list[Data] = [dict(zip(data["columns"], row, strict=True)) for row in data["instances"]]
    for each in rows:
        instances[each["number"]] = _instance_of(run, each, entries, instances)
    for each in rows:
        instances[each["number"]].repairs = [instances[n] for n in each["repairs"]]
        instances[each["number"]].ways = [instances[n] for n in each["ways"]]
    for each in rows:
        sources = [instances[n] for n in each["sources"]]
        instance = instances[each["number"]]
        instance.line = run.lines.line_of(instance, sources)
    last = max(instances, default=0)
    while last and next(run.numbers) < last:
        pass
    run.breaches = [
        Breach(by, instances[number], date.fromisoformat(since), because)
        for by, number, since, because in data["breaches"]
    ]
    run.counts = dict(data["counts"])
    known = run.known
    known.events = {name: date.fromisoformat(day) for name, day in data["events"].items()}
    known.milestones = {
        (clause, Milestone(name)): date.fromisoformat(day)
        for clause, name, day in data["milestones"]
    }
    run.values.last = {name: entries[number] for name, number in data["values"].items()}
    run.undated = {number: instances[number] for number in data["undated"]}
    run.acting.earlier = [entries[number] for number in data["earlier"]]
    run.acting.counted = {
        number - shift: [instances[n] for n in some] for number, some in data["counted"]
    }
    for instance in instances.values():
        run.take_up(instance)
    for armed in data["armed"]:
        _rearm(run, armed, instances)


def _instance_of(
    run: Run, data: Data, entries: Mapping[int, Entry], known: Mapping[int, Instance]
) -> Instance:
    period = data["period"]
    return Instance(
        number=data["number"],
        plan=run.plans.by_name[data["step"]],
        name=data["name"],
        opened=date.fromisoformat(data["opened"]),
        parent=known[data["parent"]] if data["parent"] is not None else None,
        opened_by=entries.get(data["opened_by"]),
        period=None
        if period is None
        else Period(period[0], date.fromisoformat(period[1]), date.fromisoformat(period[2])),
        due=_day(data["due"]),
        counts_from=_day(data["counts_from"]),
        state=State(data["state"]),
        closed=_day(data["closed"]),
        missed=_day(data["missed"]),
        late=_day(data["late"]),
        entry=entries.get(data["entry"]),
        acts=[entries[number] for number in data["acts"]],
        owed=data["owed"],
        followed=data["followed"],
        blamed=data["blamed"],
        awaited=data["awaited"],
        gave=entries.get(data["gave"]),
        breached=_day(data["breached"]),
    )


def _rearm(run: Run, data: Data, instances: Mapping[int, Instance]) -> None:
    parent = instances[data["parent"]] if data["parent"] is not None else None
    plan = run.plans.by_name[data["step"]]
    armed = Armed(plan, _day(data["since"]), parent, data["is_else"])
    armed.cause = instances[data["cause"]] if data["cause"] is not None else None
    for source in (parent, armed.cause):
        if source is not None:
            armed.line = run.lines.line([source], None)
    armed.last_opened, armed.triggered = _day(data["last_opened"]), data["triggered"]
    run.opening.rearm(armed, data["period"])


@lru_cache(4096)
def _iso(day: date | None) -> str | None:
    """A day as text, the same text for the same day: there may be very many."""
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
