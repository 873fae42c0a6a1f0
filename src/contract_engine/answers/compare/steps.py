"""Two agreements -> what their steps say otherwise: last days, what opens them, what follows."""

from __future__ import annotations

from collections.abc import Iterator

from contract_engine.answers.steps_told import steps_told
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Agreement


@dataclass(frozen=True)
class StepChange:
    """What a step says under a key in the first agreement and in the second; None where nothing.

    `key` is empty where the whole step is only in one of them. Of a `calendar` its days differ.
    """

    step: str
    key: str
    first: str | None
    second: str | None


def changed_steps(first: Agreement, second: Agreement) -> tuple[StepChange, ...]:
    """Everything that steps and calendars say otherwise, in the order of both."""
    return (*_of_steps(first, second), *_of_calendars(first, second))


def _of_steps(first: Agreement, second: Agreement) -> Iterator[StepChange]:
    ours, theirs = steps_told(first), steps_told(second)
    for name in dict.fromkeys([*ours, *theirs]):
        if name not in ours or name not in theirs:
            yield StepChange(name, "", *("a step" if name in s else None for s in (ours, theirs)))
            continue
        for key in dict.fromkeys([*ours[name], *theirs[name]]):
            was, now = ours[name].get(key), theirs[name].get(key)
            if was != now:
                yield StepChange(name, key, was, now)


def _of_calendars(first: Agreement, second: Agreement) -> Iterator[StepChange]:
    """The calendars of both by which other days are business days."""
    for one in first.calendars.named:
        other = second.calendars.find(one.id)
        if other is not None and one != other:
            days = set(one.holidays) ^ set(other.holidays)
            told = ", ".join(day.isoformat() for day in sorted(days)[:3]) or "other days covered"
            yield StepChange(one.id, "calendar", f"as it was ({told})", "otherwise")
