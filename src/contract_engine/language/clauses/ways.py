"""The keys beside an offset (`leap: up`, `in: berlin`, `roll: following`) -> how it counts.

`{18 years after born, leap: up}` has the offset as a key without a value, as a day of a step has.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.files.tree import Data, Path, Tree
from contract_engine.language.scope import Scope
from contract_engine.language.values.days import Unreadable
from contract_engine.language.which_calendar import the_calendar, the_roll
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.calendars import Calendar, Roll
from contract_engine.model.days import EndOf, RolledTo, Unit, Way

PERIODS = {"month": 1, "quarter": 3, "year": 12}
"""The periods that end, by their length in months."""
WAYS = ("leap", "month_end", "year_begins", "in", "roll")
_KEPT = {Unit.MONTHS: Unit.MONTHS_KEPT, Unit.YEARS: Unit.YEARS_KEPT}
_BEGINS = re.compile(r"([0-9]{2})-([0-9]{2})")
_IN_YEARS = re.compile(r"\byears?\b|\bP[0-9]+Y(?![0-9])")
_IN_MONTHS = re.compile(r"\bmonths?\s+(?:after|before|and)\b|\bP\w*[0-9]M")
_BY_CALENDAR = re.compile(r"\bbusiness\b")
_IN_A_YEAR = re.compile(r"\b(?:end of|next)\s+(?:quarter|year)\b")


@dataclass(frozen=True)
class How:
    """Whether month ends are kept and leap days go up, and when a year begins.

    And by which calendar business days are counted, and how a day that is none is moved to one.
    """

    keeps: bool = False
    up: bool = False
    begins: tuple[int, int] = (1, 1)
    calendar: Calendar | None = None
    roll: Roll | None = None

    def unit(self, unit: Unit) -> Unit:
        """How this unit is counted."""
        if self.keeps:
            return _KEPT.get(unit, unit)
        return Unit.YEARS_UP if self.up and unit is Unit.YEARS else unit

    def end_of(self, period: str) -> EndOf:
        """The end of such a period."""
        return EndOf(PERIODS[period], (1, 1) if period == "month" else self.begins)

    @property
    def rolls(self) -> tuple[tuple[int, Way], ...]:
        """The last step, where a day is moved to a business day."""
        if self.roll is None or self.calendar is None:
            return ()
        return ((1, RolledTo(self.calendar, self.roll)),)


PLAIN = How()
"""Clamped to the month's last day; a year begins on 1 January."""


def is_by_ways(data: dict[str, Data]) -> bool:
    """Whether a mapping is one text, as a key without a value, with keys beside it."""
    return any(data[key] is None for key in data if key not in WAYS)


def read_ways(scope: Scope, data: dict[str, Data], path: Path) -> tuple[str, How] | None:
    """The text, and how it is counted; None after reporting what is wrong."""
    texts = [key for key in data if key not in WAYS]
    if len(texts) != 1 or data[texts[0]] is not None:
        beside = next((key for key in texts if data[key] is not None), texts[-1])
        help_ = did_you_mean(beside, WAYS) or f"beside an offset stand {_listed(WAYS)}"
        if beside == "put_off":
            help_ = "count by a number fact: `days_put_off days after ...`, which a question gives"
        message = f"`{beside}` is no way to count"
        scope.report("E317", message, scope.tree.key((*path, beside)), help=help_)
        return None
    text = texts[0]
    good = _word(scope, data, path, "leap", "up") and _word(scope, data, path, "month_end", "keep")
    begins = _begins(scope, data, path)
    calendar, roll = _calendar(scope, data, path), _roll(scope, data, path)
    if not good or begins is None or None in (calendar, roll):
        return None
    if "leap" in data and "month_end" in data:
        place = scope.tree.key((*path, "leap"))
        message = "`leap:` and `month_end:` say two things of 29 February"
        scope.report("E317", message, place, help="leave one out")
        return None
    if (wrong := _idle(text, data)) is not None:
        key, message, help_ = wrong
        scope.report("E317", message, scope.tree.key((*path, key)), help=help_)
        return None
    by, to = calendar or None, roll or None
    return text, How("month_end" in data, "leap" in data, begins, by, to)


def _idle(text: str, data: dict[str, Data]) -> tuple[str, str, str] | None:
    """A key that says nothing of the text: which, what is wrong, and what to do."""
    if "leap" in data and (not _IN_YEARS.search(text) or _IN_MONTHS.search(text)):
        return "leap", "`leap:` is about years alone", "count in years, or leave it out"
    if "month_end" in data and not (_IN_YEARS.search(text) or _IN_MONTHS.search(text)):
        return "month_end", "`month_end:` is about months and years", "leave it out"
    if "year_begins" in data and not _IN_A_YEAR.search(text):
        help_ = "leave it out, or write `end of year of ...`"
        return "year_begins", "`year_begins:` is about ends of quarters and years", help_
    if "in" in data and "roll" not in data and not _BY_CALENDAR.search(text):
        help_ = "leave it out, or write `10 business days after ...`"
        return "in", "`in:` is about business days", help_
    if "roll" in data and text.split()[1:2] == ["business"]:
        return "roll", "what is counted in business days is one", "leave it out"
    return None


def _calendar(scope: Scope, data: dict[str, Data], path: Path) -> Calendar | Literal[False] | None:
    """The calendar named, or for a roll the only one; False for none, None if that is wrong."""
    if "in" not in data and "roll" not in data:
        return False
    named = str(data["in"]) if "in" in data else ""
    place = scope.tree.value((*path, "in")) if named else scope.tree.key((*path, "roll"))
    return the_calendar(scope, named, place)


def _roll(scope: Scope, data: dict[str, Data], path: Path) -> Roll | Literal[False] | None:
    """The way to roll; False for none, None if it's wrong."""
    if "roll" not in data:
        return False
    return the_roll(scope, str(data["roll"]), scope.tree.value((*path, "roll")), "E317")


def _word(scope: Scope, data: dict[str, Data], path: Path, key: str, word: str) -> bool:
    if key not in data or data[key] == word:
        return True
    said = data[key] if isinstance(data[key], str) else "this"
    help_ = f"write `{key}: {word}`, or leave it out"
    place = scope.tree.value((*path, key))
    scope.report("E317", f"`{said}` is not known of `{key}`", place, help=help_)
    return False


def _begins(scope: Scope, data: dict[str, Data], path: Path) -> tuple[int, int] | None:
    said = data.get("year_begins")
    if "year_begins" not in data:
        return 1, 1
    try:
        return month_and_day(said if isinstance(said, str) else "", "E317")
    except Unreadable as error:
        scope.unreadable(error, scope.tree.value((*path, "year_begins")))
        return None


def month_and_day(text: str, code: str) -> tuple[int, int]:
    """A day of a year, as `07-01`; raises Unreadable, with this code."""
    match = _BEGINS.fullmatch(text.strip())
    try:
        if match is not None:
            day = date(2024, int(match[1]), int(match[2]))  # a leap year: 29 February is a day
            return day.month, day.day
    except ValueError:
        pass
    raise Unreadable(code, f"`{text}` is no day of a year", "write month and day, as `07-01`")


def as_key(tree: Tree, path: Path) -> Tree:
    """The same tree, in which the text of a key stands where its value is looked for."""
    ends = {at: end for at, end in tree.ends.items() if at != path}
    return replace(tree, values={**tree.values, path: tree.key(path)}, ends=ends)


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)
