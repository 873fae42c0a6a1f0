"""A history and a day -> which steps are open on it: the facts `STEP.open` of a question.

And when that changes, of itself too: what falls due after the history's last day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from contract_engine.model.agreement import Agreement, Modality
from contract_engine.model.history import History
from contract_engine.model.question import Given, Options
from contract_engine.model.steps import Follow, open_fact
from contract_engine.performance.instance import Instance, State
from contract_engine.performance.plan import Plans
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

    A step about which facts that aren't known decide is left out, and so unknown; and so is what
    follows where nobody knows whether another step was missed after the history's last day.

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
        state = states.pop() if len(states) == 1 else None
        if state is not None:
            found[open_fact(name)] = state
    return found


def _is_open(run: Run, name: str, on: date) -> bool | None:
    """Whether a step is open; None where what happened after the history's last day decides."""
    if any(is_open_on(each, on) for each in run.instances if each.plan.name == name):
        return True
    return None if name in _may_have_opened(run, on) else False


def _may_have_opened(run: Run, on: date) -> frozenset[str]:
    """What may be open on a day as another step may have been missed after what is known."""
    found: set[str] = set()
    for each in run.instances:
        day = _else_from(run, each)
        if day is not None and day <= on:
            found |= _followers(run.plans, each)
    return frozenset(found)


def _else_from(run: Run, instance: Instance) -> date | None:
    """The day from which nobody knows whether a step was missed: it is past, or may be broken."""
    choice = instance.parent
    if instance.state is not State.OPEN or instance.plan.alternatives:
        return None
    if instance.plan.modality is Modality.MUST_NOT:
        after = run.cut
    else:
        is_way = choice is not None and instance.plan.name in choice.plan.alternatives
        ways = choice.ways if choice is not None and is_way else [instance]
        days = [max(each.due or date.max, each.opened) for each in ways]
        after = max(days)
    return None if after == date.max else max(after + timedelta(days=1), instance.opened)


def _followers(plans: Plans, instance: Instance) -> set[str]:
    """What opens where a step is missed, and what may follow from that."""
    found: set[str] = set()
    choice = instance.parent
    left = _names(instance.plan.step.else_)
    if choice is not None and instance.plan.name in choice.plan.alternatives:
        left += _names(choice.plan.step.else_)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            plan = plans.by_name[name]
            left += [*_names(plan.step.then), *_names(plan.step.else_), *plan.alternatives]
    return found


def _names(items: Sequence[Follow]) -> list[str]:
    return [each for each in items if isinstance(each, str)]


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
            day_ = _else_from(run, each)
            for name in _followers(run.plans, each) if day_ is not None else ():
                assert day_ is not None
                days.setdefault(day_, {}).setdefault(name, _past(run, each))
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
        if last < date.max:
            yield last + timedelta(days=1), _was_due(instance, last)


def _was_due(instance: Instance, last: date) -> str:
    name = instance.plan.name
    if instance.plan.modality is Modality.MUST:
        return f"`{name}` was due on {last}"
    return f"the last day of `{name}` was {last}"


def _past(run: Run, instance: Instance) -> str:
    """Why nobody knows from a day on whether a step was missed."""
    if instance.plan.modality is Modality.MUST_NOT or instance.due is None:
        return f"the history ends on {run.cut}"
    return _was_due(instance, max(instance.due, instance.opened))
