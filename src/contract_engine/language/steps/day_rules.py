"""A day of a step as written (`10 business days after opened`) -> a DayRule."""

from __future__ import annotations

import re

from contract_engine.diagnostics import Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.files.tree import Data, Path
from contract_engine.language.scope import Scope
from contract_engine.language.values.days import looks_like_day, read_period
from contract_engine.language.which_calendar import the_calendar, the_roll
from contract_engine.lazy_dataclass import replace
from contract_engine.model.days import On, Unit
from contract_engine.model.steps import (
    Counting,
    DayOf,
    DayRule,
    FirstOf,
    LastOf,
    Milestone,
    Named,
    Opened,
    PeriodEnd,
    Rolled,
)
from contract_engine.model.vocabulary import DateFact, NumberFact

_COUNTED = re.compile(
    r"(?P<count>\S+)\s+(?P<business>business\s+)?(?P<unit>day|week|month|year)s?"
    r"\s+(?P<way>after|before)\s+(?P<start>\S.*)"
)
_MILESTONES = {each.value: each for each in Milestone}
_GROUPS = ("earliest_of", "latest_of")
_HELP = "write a day, `opened`, an event, `CLAUSE.done`, or `10 days after ...` one of these"


def read_day_rule(scope: Scope, data: Data, path: Path, *, last: bool = True) -> DayRule | None:
    """A day; with `last` a year or month means its last day. None after reporting a problem."""
    if scope.lost(path):
        return None
    if isinstance(data, str) and data.strip():
        return _text(scope, data, path, scope.tree.value(path), 0, None, last)
    if isinstance(data, dict) and len(data) == 1 and (key := next(iter(data))) in _GROUPS:
        parts = data[key]
        inner = (*path, key)
        if not isinstance(parts, list) or not parts:
            message, help_ = f"`{key}:` takes a list of days", f"write `{key}: [2030-12-31, ...]`"
            scope.report("E361", message, scope.tree.key(inner), help=help_)
            return None
        read = [
            read_day_rule(scope, part, (*inner, index), last=last)
            for index, part in enumerate(parts)
        ]
        good = tuple(rule for rule in read if rule is not None)
        return FirstOf(good) if key == "earliest_of" else LastOf(good)
    if isinstance(data, dict):
        return _by_calendar(scope, data, path, last)
    place = scope.tree.value(path) if data is not None else scope.tree.key(path)
    scope.report("E361", "a day belongs here", place, help=_HELP)
    return None


def _by_calendar(scope: Scope, data: dict[str, Data], path: Path, last: bool) -> DayRule | None:
    """`{10 business days after opened, in: berlin, roll: following}`."""
    days = [key for key in data if key not in ("in", "roll")]
    if len(days) != 1 or data[days[0]] is not None:
        help_ = "write `{10 business days after opened, in: CALENDAR}`"
        message = "this is not one day and a calendar"
        scope.report("E361", message, scope.tree.value(path), help=help_)
        return None
    name, roll = data.get("in"), data.get("roll")
    if name is not None and the_calendar(scope, str(name), scope.tree.value((*path, "in"))) is None:
        return None
    key = (*path, days[0])
    named = str(name) if name is not None else ""
    rule = _text(scope, days[0], key, scope.tree.key(key), 0, named, last)
    if roll is None or rule is None:
        return rule
    read = the_roll(scope, str(roll), scope.tree.value((*path, "roll")), "E361")
    if read is None:
        return None
    calendar = the_calendar(scope, named, scope.tree.key((*path, "roll")))
    return None if calendar is None else Rolled(rule, calendar.id, read)


def _text(
    scope: Scope, text: str, path: Path, span: Span, start: int, calendar: str | None, last: bool
) -> DayRule | None:
    """The rule of a text that stands at `start` of what is at a path."""
    stripped = text.strip()
    if looks_like_day(stripped):
        day = scope.read(stripped, path, lambda words: read_period(words, last=last))
        return None if day is None else On(day)
    if (found := _COUNTED.fullmatch(stripped)) is not None:
        return _counted(scope, found, path, span, start, calendar, last)
    return _named(scope, stripped, _part(scope, path, span, start, len(stripped)))


def _counted(
    scope: Scope,
    found: re.Match[str],
    path: Path,
    span: Span,
    start: int,
    calendar: str | None,
    last: bool,
) -> DayRule | None:
    count: int | str
    if found["count"].isdigit() and len(found["count"]) <= 5:
        count = int(found["count"])
    else:
        count = found["count"]
        fact = scope.vocabulary.facts.get(count)
        if not isinstance(fact, NumberFact) or fact.sort != "number":
            help_ = "write a whole number, or a number fact"
            scope.report("E361", f"`{count}` is no number of days", span, help=help_)
            return None
        scope.counted.add(count)
    if found["business"]:
        if found["unit"] != "day":
            help_ = f"write `{count} business days`"
            scope.report("E361", "only days are counted as business days", span, help=help_)
            return None
        by = the_calendar(scope, calendar or "", span)
        if by is None:
            return None
        named = by.id
    else:
        named = ""
    at = start + found.start("start")
    base = _text(scope, found["start"], path, span, at, calendar, last)
    if base is None:
        return None
    return Counting(base, count, Unit(found["unit"] + "s"), named, found["way"] == "before")


def _part(scope: Scope, path: Path, span: Span, start: int, length: int) -> Span:
    """The place of some words of a text, which is a value or (with a calendar) a key."""
    if scope.tree.values.get(path) == span != scope.tree.keys.get(path):
        return scope.tree.part(path, start, length)
    return replace(span, column=span.column + start, length=length)


def _named(scope: Scope, name: str, span: Span) -> DayRule | None:
    """`opened`, `period.first`, `deliver.done`, an event or a date fact."""
    words = scope.vocabulary
    if name == "opened":
        return Opened()
    head, point, tail = name.rpartition(".")
    if point and head == "period" and tail in ("first", "last"):
        return PeriodEnd(tail == "last")
    if point and tail in _MILESTONES:
        if head not in scope.steps:
            scope.unknown("E306", "clause", head, span, scope.steps)
            return None
        return DayOf(head, _MILESTONES[tail])
    if name in words.events or isinstance(words.facts.get(name), DateFact):
        return Named(name)
    if name in words.read_events:
        events = " or ".join(f"`{event}`" for event in words.read_events[name].events.values())
        help_ = f"a step's day is counted from one event: write {events}"
        scope.report("E361", f"what `{name}` means depends on a reading", span, help=help_)
        return None
    if point and head in scope.steps:
        help_ = did_you_mean(tail, _MILESTONES)
        scope.report("E361", f"`{head}` has no day `{tail}`", span, help=help_)
        return None
    dates = [fact.id for fact in words.facts.values() if isinstance(fact, DateFact)]
    known = ["opened", "period.first", "period.last", *words.events, *dates]
    if " " in name or name in words.facts:
        scope.report("E361", f"`{name}` is not a day", span, help=_HELP)
    else:
        scope.unknown("E303", "event", name, span, known)
    return None
