"""The statuses after two histories -> what differs between them."""

from __future__ import annotations

from typing import Any

from contract_engine.lazy_dataclass import dataclass
from contract_engine.performance.result import Duty, StatusTold

MISSING = "none"


@dataclass(frozen=True, slots=True)
class DutyDifference:
    """A step whose state or due day is another after the second history; `none` never opened."""

    instance: str
    states: tuple[str, str]
    due: tuple[str, str]

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "instance": self.instance,
            "states": list(self.states),
            "due": [day or None for day in self.due],
        }


@dataclass(frozen=True, slots=True)
class StatusDifference:
    """Two statuses, and the steps in which they differ."""

    one: StatusTold
    two: StatusTold
    duties: tuple[DutyDifference, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "first": self.one.to_json(),
            "second": self.two.to_json(),
            "differences": [each.to_json() for each in self.duties],
        }


def compare(one: StatusTold, two: StatusTold) -> StatusDifference:
    """What differs between two statuses, in the order of the first."""
    first = {duty.instance: duty for duty in one.found.duties}
    second = {duty.instance: duty for duty in two.found.duties}
    found = []
    for name in dict.fromkeys((*first, *second)):
        pair = first.get(name), second.get(name)
        states, due = _of(pair[0]), _of(pair[1])
        if states != due:
            found.append(DutyDifference(name, (states[0], due[0]), (states[1], due[1])))
    return StatusDifference(one, two, tuple(found))


def _of(duty: Duty | None) -> tuple[str, str]:
    return (MISSING, "") if duty is None else (duty.state, str(duty.due or ""))
