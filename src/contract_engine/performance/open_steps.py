"""A history and a day -> which steps are open on it: the facts `STEP.open` of a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from contract_engine.model.agreement import Agreement
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
    """Whether an instance is open on a day, or stays owed; its last day counts as open."""
    if instance.opened > on:
        return False
    if instance.state is State.OPEN or (instance.owed and instance.late is None):
        return True
    last_day = instance.closed == on and instance.entry is None
    return last_day and instance.state in _BY_TIME


def changes(
    agreement: Agreement, history: History, options: Options, given: Mapping[str, Given]
) -> Sequence[date]:
    """The days on which a step opens, is done or falls due, and the days after, in order."""
    ways = ways_of(agreement, history, history.through, options, given)
    days: set[date] = set()
    for _, run, _ in ways.runs:
        for each in run.instances:
            for day in (each.opened, each.closed, each.late, each.due):
                if day is not None and day <= history.through:
                    days |= {day, date.fromordinal(min(day.toordinal() + 1, 3652059))}
    return sorted(days)
