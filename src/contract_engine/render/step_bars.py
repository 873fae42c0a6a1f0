"""A status -> its steps as bars over the days, drawn to a width."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from contract_engine.performance.result import Duty, StatusTold
from contract_engine.render.page import Inline
from contract_engine.render.styles import QUIET

_MARKS = {"missed": "×", "broken": "×", "breached": "×", "done": "●", "kept": "●", "used": "●"}
NAMES = 24


def step_bars(told: StatusTold, width: int) -> Iterator[Inline]:
    """One line a step: from its opening to its end, with its due day (|) and what became of it."""
    duties = [duty for duty in told.found.duties if duty.opened is not None]
    if not duties:
        return
    first = min(duty.opened for duty in duties if duty.opened is not None)
    days = [day for duty in duties for day in (duty.due, duty.done, duty.missed) if day is not None]
    last = max([told.on, *days])
    names = min(NAMES, max(len(duty.instance) for duty in duties)) + 1
    room = max(width - names - 1, 10)
    span = max((last - first).days, 1)

    def at(day: date) -> int:
        return min(room - 1, round((day - first).days * (room - 1) / span))

    for duty in duties:
        yield Inline(f"{duty.instance[:names]:<{names}}", _bar(duty, told.on, room, at))
    marks = f"{first}{'':{max(room - 20, 1)}}{last}"
    yield Inline((" " * names + marks[: room + names], QUIET))


def _bar(duty: Duty, on: date, room: int, place: Callable[[date], int]) -> str:
    assert duty.opened is not None
    end = duty.done or duty.missed or min(duty.due or on, on)
    cells = [" "] * room
    for index in range(place(duty.opened), place(max(end, duty.opened)) + 1):
        cells[index] = "━"
    if duty.due is not None:
        cells[place(duty.due)] = "|"
    cells[place(max(end, duty.opened))] = _MARKS.get(duty.state, "━")
    if duty.done_late is not None and duty.done_late - duty.opened >= timedelta(0):
        cells[place(min(duty.done_late, on))] = "○"
    return "".join(cells).rstrip()
