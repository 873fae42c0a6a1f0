"""From the text of conditions and terms to what they mean (docs/language.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from .conditions import (
    After,
    AllOf,
    AnyOf,
    Come,
    Compare,
    Condition,
    ConditionUnder,
    Earliest,
    HowMany,
    InOrder,
    Is,
    Latest,
    Moment,
    MomentUnder,
    Not,
    Of,
    On,
    Weighed,
)
from .days import UNITS, Calendar, EndOf, Rolled, Way, When, offsets, parse_day
from .formulas import SORTS
from .model import DATES, Vocabulary
from .ordered import Ordered, parse_amount, parse_instant, parse_percentage
from .versions import parse_family, parse_version

Ways: TypeAlias = Mapping[str, str]
"""What stands beside an offset: `leap`, `month_end`, `year_begins`."""


def parse_condition(plain: Any, words: Vocabulary) -> Condition:
    """ "A condition is one line with one comparison." "`any`, `all` and `not` group lines." """
    if isinstance(plain, str):
        return _line(plain, words)
    if isinstance(plain, list):
        return parse_all(plain, words)
    if "when" in plain:
        return parse_guarded(plain, words)
    if "reading" in plain:
        return ConditionUnder(
            plain["reading"],
            tuple((value, parse_condition(part, words)) for value, part in under(plain, words)),
        )
    if "of" in plain:
        return _how_many(plain, words)
    [(group, inside)] = plain.items()
    match group:
        case "any":
            return AnyOf(tuple(parse_condition(part, words) for part in inside))
        case "all":
            return parse_all(inside, words)
        case "not":
            return Not(parse_condition(inside, words))
    raise ValueError(f"no group of conditions: {group}")


def parse_all(plain: list[Any], words: Vocabulary) -> AllOf:
    """A list of conditions, all of which must be true."""
    return AllOf(tuple(parse_condition(part, words) for part in plain))


def _how_many(plain: Mapping[str, Any], words: Vocabulary) -> HowMany:
    """ "`{at_least: 2, of: [...]}`, `{at_most: 2, of: [...]}`, `{exactly: 2, of: [...]}`: of the
    conditions, so many are true." """
    parts = tuple(parse_condition(part, words) for part in plain["of"])
    least, most = 0, len(parts)
    for key, number in plain.items():
        match key:
            case "at_least":
                least = int(number)
            case "at_most":
                most = int(number)
            case "exactly":
                least = most = int(number)
    return HowMany(parts, least, most)


def parse_guarded(plain: Mapping[str, Any], words: Vocabulary) -> AllOf:
    """ "`{when: [...], unless: [...]}` stands for a condition with exceptions of its own: every
    `when` and no `unless`." """
    unless = (Not(parse_condition(part, words)) for part in listed(plain.get("unless")))
    return AllOf((*parse_all(listed(plain.get("when")), words).parts, *unless))


def under(plain: Mapping[str, Any], words: Vocabulary) -> list[tuple[str, Any]]:
    """ "`{reading: R, v: ..., w: ...}`": "every value of R must be there"."""
    parts = {value: part for value, part in plain.items() if value != "reading"}
    if parts.keys() != words.readings[plain["reading"]].values.keys():
        raise ValueError(f"not the values of {plain['reading']}: {', '.join(parts)}")
    return list(parts.items())


def _line(text: str, words: Vocabulary) -> Condition:
    """One row of the table of conditions."""
    if text.startswith("not "):
        return Not(_line(text.removeprefix("not "), words))
    if ordered := _ordered(text, words):
        return ordered
    if weighed := _weighed(text, words):
        return weighed
    if moment := _after(text, words):
        return Come(moment)
    if found := re.fullmatch(r"([\w.-]+) (is not|is|not in|in) (.+)", text):
        name, verb, values = found.groups()
        compare = _in if verb.endswith("in") else _is
        some = AnyOf(tuple(compare(name, value, words) for value in values.split(" or ")))
        return Not(some) if "not" in verb else some
    if found := re.fullmatch(r"(\w+) (<=|<|>=|>) (.+)", text):
        name, sign, constant = found.groups()
        return Compare(name, sign, parse_constant(name, constant, words))
    if text in words.events or (text in words.facts and words.facts[text].sort in DATES):
        return Come(Of(text))
    if text in words.facts and words.facts[text].sort == "yes/no":
        return Is(text, "yes")
    raise ValueError(f"no condition: {text}")


def _weighed(text: str, words: Vocabulary) -> Condition | None:
    """ "Two numbers, percentages or amounts of one currency may be compared." """
    found = re.fullmatch(r"(\w+) (is not|is|<=|<|>=|>) (\w+)", text)
    if not found or not {found[1], found[3]} <= words.facts.keys():
        return None
    one, other = words.facts[found[1]], words.facts[found[3]]
    if one.sort not in SORTS or (one.sort, one.currency) != (other.sort, other.currency):
        return None
    sign = found[2].removesuffix(" not")
    said = Weighed(found[1], sign, found[3])
    return said if sign == found[2] else Not(said)


def _is(name: str, value: str, words: Vocabulary) -> Condition:
    if name in words.facts and words.facts[name].sort not in ("kind", "yes/no"):
        return Compare(name, "is", parse_constant(name, value, words))
    if name in words.facts and words.facts[name].sort == "kind":
        known = value in words.facts[name].below
    elif name in words.facts:
        known = value in ("yes", "no")
    else:
        known = name in words.readings and value in words.readings[name].values
    if not known:
        raise ValueError(f"no value of {name}: {value}")
    return Is(name, value)


def _in(name: str, text: str, words: Vocabulary) -> Condition:
    if words.facts[name].sort != "version":
        raise ValueError(f"no version: {name}")
    return Compare(name, "in", parse_family(words.facts[name].scheme, text))


def parse_constant(name: str, text: str, words: Vocabulary) -> Ordered | When:
    """What a fact is compared with, in the way of its type."""
    match words.facts[name].sort:
        case "number":
            return Decimal(text)
        case "money":
            return parse_amount(text, words.facts[name].currency)
        case "percent":
            return parse_percentage(text)
        case "date" | "date or never":
            return date.fromisoformat(text)
        case "date-time":
            return parse_instant(text)
        case "version":
            return parse_version(words.facts[name].scheme, text)
    raise ValueError(f"{name} is no fact whose values have an order")


def _ordered(text: str, words: Vocabulary) -> Condition | None:
    """`delivered is after due`, `paid is within 30 days after invoiced`, `delivered <= due`."""
    ways = "after|before|on or after|on or before|within"
    found = re.fullmatch(rf"(.+?) is (not )?({ways}) (.+)", text)
    if not found:
        found = re.fullmatch(r"(.+?) (is not|is|<=|>=|<|>) (.+)", text)
        if not found or not (_is_moment(found[1], words) and _is_moment(found[3], words)):
            return None
        one, other = _point(found[1], words), _point(found[3], words)
        if found[2] == "is not":
            return Not(InOrder(one, "is", other))
        return InOrder(one, found[2], other)
    one = _point(found[1], words)
    if found[3] == "within":
        said = _within(one, found[4], words)
    else:
        sign = {"after": ">", "before": "<", "on or after": ">=", "on or before": "<="}[found[3]]
        said = InOrder(one, sign, _point(found[4], words))
    return Not(said) if found[2] else said


def _within(day: Moment, text: str, words: Vocabulary) -> Condition:
    """ "From the one day to the other, both included; what never comes is within nothing." """
    found = re.fullmatch(r"(.+?) (after|before|of) (.+)", text)
    assert found
    start, much = found[3], found[1]
    first = _point(start if found[2] == "after" else f"{much} before {start}", words)
    last = _point(start if found[2] == "before" else f"{much} after {start}", words)
    comes = InOrder(day, "<=", On(date.max))
    return AllOf((InOrder(day, ">=", first), InOrder(day, "<=", last), comes))


def _is_moment(text: str, words: Vocabulary) -> bool:
    name = text.split()[-1]
    return name in words.events or (name in words.facts and words.facts[name].sort in DATES)


def _point(text: str, words: Vocabulary, ways: Ways | None = None) -> Moment:
    """A moment on one line: a day, a name, an offset from one of them."""
    return parse_moment(text, words, last=False, ways=ways)


def _after(text: str, words: Vocabulary, ways: Ways | None = None) -> Moment | None:
    """`30 days after notice_given`, `3 months before 2026-12-31`, `1 year and 6 months after ...`.

    "The count of an offset may be a number fact: `term_years years after release_date`."
    """
    if found := re.fullmatch(r"end of (month|quarter|year) of (.+)", text):
        return _later(_point(found[2], words, ways), [(1, _period(found[1], ways))])
    if found := re.fullmatch(r"first day of next (month|quarter|year) after (.+)", text):
        end = _period(found[1], ways)
        return _later(_point(found[2], words, ways), [(1, end), (1, "days")])
    text = re.sub(r"business (days?\b)", r"business_\1", text)
    found = re.fullmatch(r"(P\w+|\w+ \w+(?:(?:,| and|, and) \w+ \w+)*) (after|before) (.+)", text)
    if not found:
        return None
    much, way, start = found.groups()
    number = much.split()[0]
    if len(much.split()) == 2 and not number.isdigit():
        if number not in words.facts or not words.facts[number].counts:
            raise ValueError(f"no number to count by: {number}")
        unit = _way(_unit(much.split()[1]), words, ways)
        return After(number, unit, start, before=way == "before")
    steps: list[tuple[int, Way]] = [
        (n if way == "after" else -n, _way(unit, words, ways)) for n, unit in _much(much)
    ]
    return _later(_point(start, words, ways), steps)


def _way(unit: str, words: Vocabulary, ways: Ways | None) -> Way:
    """ "`month_end: keep`: from a month's last day to a month's last day"; "`leap: up`"."""
    if unit == "business_days":
        return _calendar(words, ways)
    if ways and "month_end" in ways and unit in ("months", "years"):
        return f"{unit} kept"
    return f"{unit} up" if ways and "leap" in ways and unit == "years" else unit


def _calendar(words: Vocabulary, ways: Ways | None) -> Calendar:
    """The calendar that is named, or the only one there is."""
    if ways and "in" in ways:
        return words.calendars[ways["in"]]
    [calendar] = words.calendars.values()
    return calendar


def _period(name: str, ways: Ways | None) -> EndOf:
    if name == "month" or not ways or "year_begins" not in ways:
        return EndOf({"month": 1, "quarter": 3, "year": 12}[name])
    month, day = ways["year_begins"].split("-")
    return EndOf({"quarter": 3, "year": 12}[name], (int(month), int(day)))


def _later(point: Moment, steps: Sequence[tuple[int, Way]]) -> Moment:
    """A moment, so much later."""
    if isinstance(point, On):
        return On(offsets(steps, point.day))
    if isinstance(point, Of):
        return After(*steps[0], point.name, tuple(steps[1:]))
    assert isinstance(point, After)
    return replace(point, then=(*point.then, *steps))


def _much(text: str) -> list[tuple[int, str]]:
    """ "Years and months that stand together are counted at once, as months; so are weeks and
    days. Months are counted first." """
    letters = {"Y": "years", "M": "months", "W": "weeks", "D": "days"}
    if text.startswith("P"):
        parts = [(int(n), letters[c]) for n, c in re.findall(r"(\d+)([YMWD])", text)]
    else:
        parts = [(int(n), _unit(unit)) for n, unit in re.findall(r"(\d+) (\w+)", text)]
    found = dict.fromkeys((*UNITS, "business_days"), 0)
    for number, unit in parts:
        found[unit] += number
    units = {unit for _, unit in parts}
    if {"years", "months"} <= units:
        found["months"] += 12 * found.pop("years")
    if {"weeks", "days"} <= units:
        found["days"] += 7 * found.pop("weeks")
    order = ("years", "months", "weeks", "days", "business_days")
    return [(found[unit], unit) for unit in order if unit in units and unit in found]


def _unit(text: str) -> str:
    plural = text if text.endswith("s") else text + "s"
    if plural not in (*UNITS, "business_days"):
        raise ValueError(f"no unit of time: {text}")
    return plural


def parse_moment(plain: Any, words: Vocabulary, *, last: bool, ways: Ways | None = None) -> Moment:
    """What `from`, `until` and (`last`: a month or year means its last day) `through` take."""
    if isinstance(plain, dict) and "reading" in plain:
        return MomentUnder(
            plain["reading"],
            tuple(
                (value, parse_moment(part, words, last=last)) for value, part in under(plain, words)
            ),
        )
    if isinstance(plain, dict) and None in plain.values():
        [text] = [key for key in plain if plain[key] is None]
        ways = {key: said for key, said in plain.items() if said is not None}
        point = parse_moment(text, words, last=last, ways=ways)
        if "roll" not in ways:
            return point
        return _later(point, [(1, Rolled(_calendar(words, ways), ways["roll"]))])
    if isinstance(plain, dict):
        [(group, inside)] = plain.items()
        parts = tuple(parse_moment(part, words, last=last) for part in inside)
        match group:
            case "earliest_of":
                return Earliest(parts)
            case "latest_of":
                return Latest(parts)
        raise ValueError(f"no group of moments: {group}")
    day = parse_day(plain, last=last)
    if day is not None:
        return On(day)
    if after := _after(plain, words, ways):
        return after
    if plain not in words.events and (
        plain not in words.facts or words.facts[plain].sort not in DATES
    ):
        raise ValueError(f"no moment: {plain}")
    return Of(plain)


def listed(plain: Any) -> list[Any]:
    """One for a list of one, and none for nothing."""
    if plain is None:
        return []
    return plain if isinstance(plain, list) else [plain]
