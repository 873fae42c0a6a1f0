"""A question and a history -> the stretches of days on which its answer stays, and why it ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta

from contract_engine.answers.answer import Change, Holds
from contract_engine.answers.timeline.timeline import Interval, timeline
from contract_engine.api.records import Records
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.history import History
from contract_engine.model.question import Question
from contract_engine.model.steps import open_fact
from contract_engine.performance.open_steps import changes, overdue
from contract_engine.performance.problems import TROUBLES

ONE_DAY = timedelta(days=1)
FOLLOWED = 2
"""So many years are steps followed after what is recorded and asked about."""

Overdue = tuple[tuple[str, date], ...]


@dataclass(frozen=True)
class _Stretch:
    """Days on which the same steps are open, the intervals on them, and what is overdue there."""

    intervals: tuple[Interval, ...]
    overdue: Overdue


class OverTime:
    """A question on every day of a history, and of what follows from it.

    Args:
        agreement: The agreement that is asked.
        question: The question.
        history: What was recorded.
        on: The last day that matters beside those of the history.
    """

    def __init__(
        self, agreement: Records, question: Question, history: History, on: date | None
    ) -> None:
        self._agreement, self._question, self._history = agreement, question, history
        known = history.through if on is None else max(on, history.through)
        given, events = question.given, agreement.model.vocabulary.events
        steps = (each for each in agreement.steps_about(question) if open_fact(each) not in given)
        about = frozenset(steps) | (events.keys() - given.keys())
        with agreement.recorded(history), agreement.possible(question):
            self.until, days = _followed(agreement, question, history, known)
        self._why: Mapping[date, Sequence[str]] = {
            day: told
            for day, some in days.items()
            if (told := list(dict.fromkeys(why for name, why in some.items() if name in about)))
        }
        self._days = list(self._why)
        self._about = about

    def intervals(self) -> tuple[Interval, ...]:
        """The intervals of every day."""
        found: list[Interval] = []
        before: Overdue = ()
        for number in range(len(self._days) + 1):
            stretch = self._stretch(number)
            for each in stretch.intervals:
                if found and _is_like(found[-1], each) and before == stretch.overdue:
                    found[-1] = replace(found[-1], through=each.through)
                else:
                    found.append(each)
                before = stretch.overdue
        return tuple(found)

    def holds(self, on: date) -> Holds:
        """The days around one on which the answer of that day stays the same.

        Args:
            on: The day.
        """
        here = bisect_right(self._days, on)
        stretch = self._stretch(here)
        at = next(i for i, each in enumerate(stretch.intervals) if _is_within(each, on))
        one = first = last = stretch.intervals[at]
        for each in self._onwards(here, at, -1):
            if each is None or not _is_like(one, each):
                break
            first = each
        following: Interval | None = None
        for each in self._onwards(here, at, 1):
            following = each
            if each is None or not _is_like(one, each):
                break
            last = each
        change = None
        if last.through is not None:
            begin = last.through + ONE_DAY
            then = following if following and following.from_ == begin else None
            cause = (then.cause if then else None) or self._cause(begin)
            change = Change(begin, cause, then.verdict if then else None)
        return Holds(first.from_, last.through, change, first.cause)

    def told(self, on: date) -> Iterator[str]:
        """What is overdue on a day, each a note.

        Args:
            on: The day.
        """
        for name, due in self._overdue(on):
            known = self._history.through
            if known < due:
                yield (
                    f"`{name}` was due on {due}; whether it was done after {known}, the last day "
                    "of the history, is not known."
                )
            else:
                yield f"`{name}` was due on {due}, and is overdue."

    def _onwards(self, number: int, at: int, step: int) -> Iterator[Interval | None]:
        """The intervals before or after one, the nearest first; None where another is overdue."""
        stretch = self._stretch(number)
        late = stretch.overdue
        yield from stretch.intervals[at + 1 :] if step > 0 else stretch.intervals[:at][::-1]
        number += step
        while 0 <= number <= len(self._days):
            stretch = self._stretch(number)
            if stretch.overdue != late:
                yield None
            yield from stretch.intervals[::step]
            number += step

    def _stretch(self, number: int) -> _Stretch:
        first = self._days[number - 1] if number else None
        last = self._days[number] - ONE_DAY if number < len(self._days) else None
        on = first or last or self._history.through
        return _Stretch(tuple(self._between(first, last, on)), self._overdue(on))

    def _between(self, first: date | None, last: date | None, on: date) -> Iterator[Interval]:
        day = replace(self._question.situation, on=on)
        asked = self._agreement.on_record(replace(self._question, situation=day), self._history)
        every = replace(asked, situation=replace(asked.situation, on=None))
        for each in timeline(self._agreement.engine, replace(every, asked=self._question.asked)):
            begin = max((d for d in (first, each.from_) if d is not None), default=None)
            end = min((d for d in (last, each.through) if d is not None), default=None)
            if begin is not None and end is not None and begin > end:
                continue
            cause = each.cause
            if begin is not None and each.from_ != begin:
                cause = self._cause(begin)
            yield replace(each, from_=begin, through=end, cause=cause)

    def _overdue(self, on: date) -> Overdue:
        asked = self._question
        with self._agreement.recorded(self._history), self._agreement.possible(asked):
            late = overdue(self._agreement.model, self._history, on, asked.options, asked.given)
        return tuple(each for each in late if each[0] in self._about)

    def _cause(self, day: date) -> str:
        return "; ".join(self._why.get(day, ())) or "the history"


def _followed(
    agreement: Records, question: Question, history: History, known: date
) -> tuple[date, Mapping[date, Mapping[str, str]]]:
    """The days on which steps change, as far on as days can be counted (calendars end): how far."""
    for years in range(FOLLOWED, -1, -1):
        until = date(min(known.year + years, date.max.year), 12, 31)
        with suppress(*TROUBLES):
            return until, changes(agreement.model, history, question.options, question.given, until)
    return known, changes(agreement.model, history, question.options, question.given, known)


def _is_within(each: Interval, on: date) -> bool:
    return (each.from_ or on) <= on <= (each.through or on)


def _is_like(one: Interval, other: Interval) -> bool:
    """Whether two intervals have one answer."""
    return (one.verdict, one.clauses, one.cases) == (other.verdict, other.clauses, other.cases)
