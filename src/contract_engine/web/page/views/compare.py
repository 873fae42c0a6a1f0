"""Two days -> the terms of one against those of the other, and the questions that turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from contract_engine.api import LoadedAgreement
from contract_engine.api.diff import Diff
from contract_engine.api.everything import Row, as_json
from contract_engine.diagnostics import BadInput
from contract_engine.model.agreement import Agreement, Instrument
from contract_engine.model.outcome import Verdict
from contract_engine.web.page.redline import redline
from contract_engine.web.page.state import State
from contract_engine.web.page.view import (
    ONE_DAY,
    View,
    error_status,
    instruments_by_day,
    refused,
)


@dataclass(frozen=True)
class Turned:
    """A question that turns: the row, and the addresses of its example on both days."""

    row: Row
    first: str
    second: str


def compare(agreement: LoadedAgreement, state: State) -> View:
    """What became of the terms between two days, and of the answers."""
    model = agreement.model
    steps = list(_steps(model, state))
    if not (state.on and state.other):
        if not (state.on or state.other):
            drafts = [each for each in steps if any(one.proposed for one in each[0])]
            last = (drafts or steps)[-1][1]
            state = replace(state, on=last.on, other=last.other)
        elif not state.other:
            state = replace(state, other=_latest_day(model))
        else:
            state = replace(state, on=_latest_day(model))
    context: dict[str, object] = {"state": state, "steps": steps}
    try:
        first = agreement.terms(replace(state, other="").look())
        second = agreement.terms(replace(state, on=state.other, other="").look())
    except BadInput as error:
        return refused("compare.html", context, error)
    red = redline(model, first, second)
    context |= {"first": first.on, "second": second.on, "red": red}
    context["instruments"] = _between(model, first.on, second.on)
    data: dict[str, object] = {"first": str(first.on), "second": str(second.on)}
    data["terms"] = as_json(red)
    try:
        found = agreement.diff(str(first.on), str(second.on), every=False)
    except BadInput as error:
        context["too_large"] = error_status(error) == 504
        context["diff_problems"] = error.problems
    else:
        data["answers"] = found.to_json()
        context |= {"diff": found, "turned": _by_act(turned(found, state))}
        silent = Verdict.NOT_ADDRESSED
        context["unaddressed"] = any(silent in (row.first, row.second) for row in found.usual)
        context["others"] = sum(not row.turns for row in found.usual)
    return View("compare.html", context, as_json(data))


def turned(found: Diff, state: State) -> Iterator[Turned]:
    """The questions whose verdict turns, with all else as usually assumed.

    Args:
        found: the difference of two days.
        state: both days.

    Yields:
        Each with its example on both days.
    """
    for row in found.usual:
        if row.turns:
            given = {name: value for name, value in row.witness.items() if name in row.given}
            there = State(state.agreement, act=f"{row.bearer} {row.action}", with_=state.with_)
            for name, value in given.items():
                readings = found.model.vocabulary.readings
                if name in readings:
                    there = replace(there, readings={**there.readings, name: value})
                else:
                    there = there.giving(name, value)
            yield Turned(
                row, there.address("ask", on=state.on), there.address("ask", on=state.other)
            )


def _by_act(rows: Iterable[Turned]) -> Mapping[tuple[str, str], list[Turned]]:
    groups: dict[tuple[str, str], list[Turned]] = {}
    for each in rows:
        groups.setdefault((each.row.bearer, each.row.action), []).append(each)
    return groups


def _steps(model: Agreement, state: State) -> Iterator[tuple[list[Instrument], State]]:
    """Each day on which instruments took effect, with what compares it with the day before."""
    days: dict[date, list[Instrument]] = {}
    for each in instruments_by_day(model):
        days.setdefault(each.effective, []).append(each)
    for day, listed in days.items():
        there = State(state.agreement, on=(day - ONE_DAY).isoformat(), other=day.isoformat())
        there = replace(there, with_=state.with_)
        yield listed, there


def _between(model: Agreement, first: date, second: date) -> list[Instrument]:
    low, high = sorted((first, second))
    return [each for each in instruments_by_day(model) if low < each.effective <= high]


def _latest_day(model: Agreement) -> str:
    return instruments_by_day(model)[-1].effective.isoformat()
