"""A scenario's history and an agreement -> whether the status after it is the expected one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contract_engine.diagnostics import Problem
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.diagram.core.region import Impossible
from contract_engine.language.histories import type_history
from contract_engine.language.scope import listed
from contract_engine.language.values.days import Unreadable, read_day
from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Agreement
from contract_engine.model.history import History
from contract_engine.performance.plan import plans_of
from contract_engine.performance.problems import TROUBLES, problem_of
from contract_engine.performance.result import Duty, StatusTold
from contract_engine.performance.status import status_of
from contract_engine.scenarios.files import Scenario, StatusAsked

NEVER_OPENED = "none"


def read_status(
    agreement: Agreement, scenario: Scenario, asked: StatusAsked
) -> tuple[tuple[History, date] | None, tuple[Problem, ...]]:
    """The history and the day of a scenario; None with what is wrong with them."""
    problems: list[Problem] = []
    place = asked.history.through_place or scenario.place
    days: list[date | None] = []
    for text in (asked.through, asked.on):
        try:
            days.append(None if text is None else read_day(text))
        except Unreadable as error:
            problems.append(Problem(error.code, error.message, place, help=error.help))
    if problems:
        return None, tuple(problems)
    through, on = days[0] or days[1], days[1] or days[0]
    history, found = type_history(agreement, asked.history, through=through)
    problems += [*found, *_unknown(agreement, scenario, asked)]
    if history is None or on is None or problems:
        return None, tuple(problems)
    return (history, on), ()


def run_status(
    agreement: Agreement, scenario: Scenario, asked: StatusAsked
) -> tuple[StatusTold | None, tuple[str, ...], tuple[Problem, ...]]:
    """The status, how it differs from what is expected, and what is wrong with the scenario."""
    read, problems = read_status(agreement, scenario, asked)
    if read is None:
        return None, (), problems
    history, on = read
    try:
        told = status_of(agreement, history, on)
    except TROUBLES as trouble:
        problem = problem_of(trouble, history)
        known = problem.span.file == history.file
        return None, (), (problem if known else replace(problem, span=scenario.place),)
    except Impossible:
        message, help_ = "what is given can't be together", "leave one of the facts out"
        return None, (), (Problem("E501", message, scenario.place, help=help_),)
    return told, tuple(_differences(told, asked)), ()


def _unknown(agreement: Agreement, scenario: Scenario, asked: StatusAsked) -> Iterator[Problem]:
    """The steps that are expected are there, and the parties."""
    steps, expected = plans_of(agreement).by_name, asked.expected
    names = [*expected.duties, *expected.due, *expected.done, *listed(expected.outstanding or [])]
    for name in dict.fromkeys(names):
        step = name.partition("@")[0].partition("#")[0]
        if step not in steps:
            message, help_ = f"unknown step `{name}`", did_you_mean(step, steps)
            yield Problem("E306", message, scenario.place, help=help_)
    for party in listed(expected.by or []):
        if party not in agreement.vocabulary.parties:
            help_ = did_you_mean(party, agreement.vocabulary.parties)
            yield Problem("E305", f"unknown party `{party}`", scenario.place, help=help_)


def _differences(told: StatusTold, asked: StatusAsked) -> Iterator[str]:
    found, expected = told.found, asked.expected
    if expected.agreement is not None and found.state != expected.agreement:
        by = f" by {found.by} since {found.since}" if found.by else ""
        yield f"expected {expected.agreement}, got {found.state}{by}"
    if expected.by is not None:
        got = {breach.by for breach in found.breaches}
        if got != set(listed(expected.by)):
            yield f"by: expected {', '.join(listed(expected.by))}, got {', '.join(sorted(got))}"
    if expected.since is not None and str(found.since) != expected.since:
        yield f"since: expected {expected.since}, got {found.since}"
    for name, state in expected.duties.items():
        duty = _duty(told, name)
        if not _is_so(told, duty, state):
            state_now = duty.state if duty else f"{NEVER_OPENED}{_there_is(told, name)}"
            yield f"`{name}`: expected {state}, got {state_now}"
    for key, days in (("due", expected.due), ("done", expected.done)):
        for name, day in days.items():
            duty = _duty(told, name)
            if str(getattr(duty, key, None)) != day:
                yield f"`{name}` {key}: expected {day}, got {getattr(duty, key, None)}"
    if expected.outstanding is not None:
        left = {duty.instance for duty in found.outstanding}
        wanted = set(listed(expected.outstanding))
        for name in sorted(wanted - left):
            yield f"`{name}` is not outstanding"
        for name in sorted(left - wanted):
            yield f"`{name}` is outstanding too"


def _there_is(told: StatusTold, name: str) -> str:
    """The instances that there are of a step, where the one that is named isn't among them."""
    step = name.partition("@")[0].partition("#")[0]
    some = [duty.instance for duty in told.found.duties if _step(duty) == step and duty.opened]
    return f"; there is {', '.join(some[:5])}" if some and step != name else ""


def _duty(told: StatusTold, name: str) -> Duty | None:
    """The instance of this name (`payment#1` is the first); of a step the one that opened last."""
    duties = told.found.duties
    if name.endswith("#1"):
        first = name.removesuffix("#1")
        return next((d for d in duties if d.instance == first and d.opened is not None), None)
    exact = [duty for duty in duties if duty.instance == name and duty.opened is not None]
    some = [duty for duty in duties if _step(duty) == name]
    if exact and "#" not in name and len(some) > 1:
        exact = []
    return next(iter(exact), None) or max(
        some, key=lambda duty: duty.opened or date.min, default=None
    )


def _step(duty: Duty) -> str:
    return duty.instance.partition("@")[0].partition("#")[0]


def _is_so(told: StatusTold, duty: Duty | None, state: str) -> bool:
    """Whether a duty is of a state: what was missed stays so, whatever became of it."""
    if state == NEVER_OPENED:
        return duty is None or duty.opened is None
    if duty is None:
        return False
    if duty.state == state:
        return True
    if state == "missed":
        return duty.missed is not None and duty.state in ("repaired", "breached")
    return state == "breached" and any(b.instance == duty.instance for b in told.found.breaches)
