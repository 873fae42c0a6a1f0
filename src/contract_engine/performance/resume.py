"""A residual as plain data -> runs that stand where those did of which it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from contract_engine.calendars.periods import Period
from contract_engine.model.codec import NotAnAgreement, decode_part
from contract_engine.model.history import Entry
from contract_engine.model.steps import Milestone
from contract_engine.performance.armed import Armed
from contract_engine.performance.facts import Case, Supposed
from contract_engine.performance.instance import Breach, Instance, State
from contract_engine.performance.residual import FORMAT, Data
from contract_engine.performance.run import Run


class NotAResidual(Exception):
    """The data was not written by this module, or for other rules."""


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


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
