"""A history and a day -> which steps are open on it: the facts `STEP.open` of a question.

And when that changes, of itself too: what falls due after the history's last day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from contract_engine.model.agreement import Agreement, Modality
from contract_engine.model.history import History
from contract_engine.model.question import Given, Options
from contract_engine.model.steps import open_fact
from contract_engine.performance.instance import Instance, State
from contract_engine.performance.run import Run
from contract_engine.performance.status import ways_of

_BY_TIME = (State.MISSED, State.KEPT, State.LAPSED)


def given_by(
    agreement: Agreement,
    history: History,
    on: date,
    options: Options,
    given: Mapping[str, Given],
) -> dict[str, Given]:
    """What a history gives of a question on a day: its facts and events, and which steps are open.

    A step about which facts that aren't known decide is left out, and so unknown.

    Args:
        agreement: Whose steps they are.
        history: What was recorded.
        on: The day asked about.
        options: What is left out of account.
        given: What the question gives itself.

    Raises what `ways_of` does.
    """
    ways = ways_of(agreement, history, on, options, given)
    found: dict[str, Given] = dict(history.given)
    for entry in history.entries:
        if entry.event and entry.on <= on:
            found.setdefault(entry.event, entry.on)
    runs = [run for _, run, _ in ways.runs]
    for name in runs[0].plans.by_name:
        states = {_is_open(run, name, on) for run in runs}
        if len(states) == 1:
            found[open_fact(name)] = states.pop()
    return found


def _is_open(run: Run, name: str, on: date) -> bool:
    return any(is_open_on(each, on) for each in run.instances if each.plan.name == name)


def is_open_on(instance: Instance, on: date) -> bool:
    """Whether an instance is open on a day, or stays owed; its last day counts as open.

    After its last day a `may` or `must not` is over, whatever the history doesn't tell yet.
    """
    if instance.opened > on:
        return False
    if instance.state is State.OPEN:
        return instance.plan.modality is Modality.MUST or not _is_past(instance, on)
    if instance.owed and instance.late is None:
        return True
    last_day = instance.closed == on and instance.entry is None
    return last_day and instance.state in _BY_TIME


def _is_past(instance: Instance, on: date) -> bool:
    return instance.due is not None and max(instance.due, instance.opened) < on


def overdue(
    agreement: Agreement,
    history: History,
    on: date,
    options: Options,
    given: Mapping[str, Given],
) -> tuple[tuple[str, date], ...]:
    """The duties whose due day has passed on a day, and which weren't done by what is known.

    Args:
        agreement: Whose steps they are.
        history: What was recorded.
        on: The day.
        options: What is left out of account.
        given: What a question gives.

    Returns:
        The step and the due day of each. Raises what `ways_of` does.
    """
    ways = ways_of(agreement, history, on, options, given)
    return tuple(
        dict.fromkeys(
            (each.plan.name, each.due)
            for _, run, _ in ways.runs
            for each in run.instances
            if each.due is not None and is_open_on(each, on) and _is_past(each, on)
        )
    )


def changes(
    agreement: Agreement,
    history: History,
    options: Options,
    given: Mapping[str, Given],
    until: date,
) -> Mapping[date, Mapping[str, str]]:
    """The days on which a step may be open that wasn't, or the other way round, in order.

    Args:
        agreement: Whose steps they are.
        history: What was recorded.
        options: What is left out of account.
        given: What a question gives.
        until: The day up to which steps are followed.

    Returns:
        For each day the steps or events, and what becomes of each. Raises what `ways_of` does.
    """
    ways = ways_of(agreement, history, max(until, history.through), options, given)
    days: dict[date, dict[str, str]] = {}
    for entry in history.entries:
        if entry.event:
            days.setdefault(entry.on, {}).setdefault(entry.event, f"`{entry.event}` happens")
    for _, run, _ in ways.runs:
        for each in run.instances:
            for day, why in _changes_of(each):
                days.setdefault(day, {}).setdefault(each.plan.name, why)
    return dict(sorted(days.items()))


def _changes_of(instance: Instance) -> Iterator[tuple[date, str]]:
    """The days on which something becomes of an instance, and what."""
    name = instance.plan.name
    yield instance.opened, f"`{name}` opens"
    if instance.late is not None:
        yield instance.late, f"`{name}` is done late"
    if instance.closed is not None and (instance.entry or instance.state not in _BY_TIME):
        yield instance.closed, f"`{name}` is {instance.state}"
    elif instance.due is not None:
        last = instance.closed or max(instance.due, instance.opened)
        is_duty = instance.plan.modality is Modality.MUST
        why = f"`{name}` was due on {last}" if is_duty else f"the last day of `{name}` was {last}"
        if last < date.max:
            yield last + timedelta(days=1), why
