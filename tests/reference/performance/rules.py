"""What clauses say of time, from plain data (docs/language.md, "Steps")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from ..lines import listed
from ..model import Fact, Vocabulary

ONE_DAY = timedelta(days=1)
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
KEYS = {
    *("after", "by", "where", "done_when", "then", "else"),
    *("still_owed", "counts_from", "at_most", "each"),
}


@dataclass(frozen=True)
class Rule:
    """A step: its name, the clause it stands in, who must do what, and its keys as written."""

    name: str
    clause: str
    bearer: str
    modality: str
    action: str
    keys: Mapping[str, Any]
    inner: bool
    alternatives: tuple[str, ...] = ()
    own_conditions: bool = False


@dataclass(frozen=True)
class Calendar:
    """ "A business day is one that is neither weekend nor holiday." """

    name: str
    weekend: frozenset[str]
    holidays: frozenset[date]
    first: date
    last: date

    def is_business(self, day: date) -> bool:
        if not self.first <= day <= self.last:
            raise NotCovered(f"{self.name} doesn't cover {day}")
        return WEEK[day.weekday()] not in self.weekend and day not in self.holidays


class NotCovered(Exception):
    """ "A day outside what a calendar covers is an error." """


@dataclass(frozen=True)
class Steps:
    """All steps of an agreement, and its calendars."""

    rules: Mapping[str, Rule]
    calendars: Mapping[str, Calendar] = field(default_factory=dict)


def read_steps(data: Mapping[str, Any]) -> Steps:
    """The steps of an agreement whose instruments stand inline."""
    clauses = {
        name: clause or {}
        for instrument in data["instruments"]
        for name, clause in (instrument.get("clauses") or {}).items()
    }
    named = {name for clause in clauses.values() for name in _names(clause)}
    rules: dict[str, Rule] = {}
    for name, clause in clauses.items():
        if is_step(clause) or name in named:
            inner = name in named and name not in _entries(clauses, name)
            for rule in _rules(name, clause, inner):
                rules[rule.name] = rule
    calendars = {name: _calendar(name, c) for name, c in (data.get("calendars") or {}).items()}
    return Steps(rules, calendars)


def with_open_facts(words: Vocabulary, steps: Iterable[str]) -> Vocabulary:
    """ "For each step its fact `STEP.open`." """
    facts = {f"{name}.open": Fact(f"{name}.open", "yes/no") for name in steps}
    return replace(words, facts={**words.facts, **facts})


def as_step(
    name: str, clause: Mapping[str, Any], steps: Mapping[str, Rule], opening: bool
) -> Mapping[str, Any]:
    """How a clause stands in an agreement: a step applies while it is open.

    `through` of a `may` or `must not` is then its own last day, and no term of the clause.
    """
    if name not in steps:
        return clause
    changed = dict(clause)
    if isinstance(clause.get("one_of"), list):
        del changed["one_of"]
    elif "one_of" not in clause and norm_of(clause["norm"])[1] != "must":
        changed.pop("through", None)
    if not opening:
        changed["when"] = [f"{name}.open is yes"]
        changed.pop("unless", None)
    return changed


def is_step(clause: Mapping[str, Any]) -> bool:
    """ "A clause with any of them is a step." """
    ways = clause.get("one_of")
    return (
        bool(KEYS & clause.keys())
        or isinstance(ways, list)
        or any(KEYS & way.keys() for way in (ways or {}).values())
        or re.search(r"opened|\.(due|done|missed|breached)", str(clause.get("through"))) is not None
    )


def follows(plain: Any) -> list[Any]:
    """What stands under `then` or `else`: names, and breaches."""
    return listed(plain)


def _names(clause: Mapping[str, Any]) -> list[str]:
    """The clauses that a clause opens."""
    return [*_followers(clause), *_named_alternatives(clause)]


def _leads_to(clauses: Mapping[str, Mapping[str, Any]], name: str) -> set[str]:
    """The clauses that a clause opens, and those that these open, and so on."""
    found: set[str] = set()
    waiting = _names(clauses[name])
    while waiting:
        one = waiting.pop()
        if one not in found and one in clauses:
            found.add(one)
            waiting += _names(clauses[one])
    return found


def _entries(clauses: Mapping[str, Mapping[str, Any]], name: str) -> set[str]:
    """ "A circle of steps that no other names is entered at those of a trigger of their own, or
    else at the first of them": where the circle of a clause is entered so."""
    circle = [n for n in clauses if name in _leads_to(clauses, n) and n in _leads_to(clauses, name)]
    outside = [clause for n, clause in clauses.items() if n not in circle]
    if any(each in circle for clause in outside for each in _names(clause)):
        return set()
    ways = {each for clause in clauses.values() for each in _named_alternatives(clause)}
    first = [each for each in circle if each not in ways]
    own = {each for each in first if "after" in clauses[each] or "each" in clauses[each]}
    return own or set(first[:1])


def _followers(clause: Mapping[str, Any]) -> Iterator[str]:
    ways = clause.get("one_of")
    for keys in (clause, *(ways.values() if isinstance(ways, dict) else ())):
        for each in (*follows(keys.get("then")), *follows(keys.get("else"))):
            if isinstance(each, str):
                yield each


def _named_alternatives(clause: Mapping[str, Any]) -> list[str]:
    ways = clause.get("one_of")
    return ways if isinstance(ways, list) else []


def _rules(name: str, clause: Mapping[str, Any], inner: bool) -> Iterator[Rule]:
    ways = clause.get("one_of")
    if not ways:
        yield Rule(name, name, *norm_of(clause["norm"]), clause, inner)
        return
    labels = ways if isinstance(ways, list) else [f"{name}.{label}" for label in ways]
    yield Rule(name, name, "", "must", "", clause, inner, tuple(labels))
    if isinstance(ways, dict):
        for label, way in ways.items():
            keys = {**way, "by": way.get("by", clause.get("by"))}
            norm = norm_of(way["norm"])
            yield Rule(f"{name}.{label}", name, *norm, keys, True, (), own_conditions=True)


def norm_of(text: Any) -> tuple[str, str, str]:
    """Bearer, modality and action."""
    bearer, *modality, action = (text["norm"] if isinstance(text, dict) else text).split()
    return bearer, " ".join(modality), action


def _calendar(name: str, plain: Mapping[str, Any]) -> Calendar:
    covers = plain["covers"]
    return Calendar(
        name,
        frozenset(listed(plain.get("weekend", ["saturday", "sunday"]))),
        frozenset(date.fromisoformat(day) for day in plain.get("holidays") or []),
        date(int(covers["from"]), 1, 1),
        date(int(covers["through"]), 12, 31),
    )


def moved(day: date, count: int, unit: str) -> date:
    """Calendar arithmetic, clamped to the month's last day."""
    plural = unit if unit.endswith("s") else unit + "s"
    return day + relativedelta(**{plural: count})  # type: ignore[arg-type]  # a unit is a key


def business_days(calendar: Calendar, day: date, count: int) -> date:
    """ "N business days after D counts business days after D, D itself not counted." """
    while count:
        way = 1 if count > 0 else -1
        day += ONE_DAY * way
        if calendar.is_business(day):
            count -= way
    return day


def rolled(calendar: Calendar, day: date, roll: str) -> date:
    """ "`roll` moves a due day that is no business day." """
    following, preceding = day, day
    while not calendar.is_business(following):
        following += ONE_DAY
    while not calendar.is_business(preceding):
        preceding -= ONE_DAY
    if roll == "preceding" or (roll == "modified_following" and following.month != day.month):
        return preceding
    return following


COUNTED = re.compile(r"(\d+) (business )?(day|week|month|year)s? (after|before) (.+)")


def periods(each: Mapping[str, Any], start: date, end: date) -> list[tuple[str, date, date]]:
    """The periods that begin by `end`: label, first and last day.

    " `every: 3 months` counts from its `from`, each from the first."
    """
    stop = date.fromisoformat(each["through"]) if "through" in each else date.max
    found: list[tuple[str, date, date]] = []
    if "every" in each:
        count, unit = each["every"].split()
        index = 0
        while (first := moved(start, int(count) * index, unit)) <= min(end, stop):
            last = moved(start, int(count) * (index + 1), unit) - ONE_DAY
            found.append((first.isoformat(), first, min(last, stop)))
            index += 1
        return found
    months = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[each["calendar"]]
    begins = int(each.get("year_begins", "01-01")[:2])
    first = date(start.year - 1, begins, 1)
    while first <= min(end, stop):
        after = moved(first, months, "months")
        if after > start:
            label = _label(each["calendar"], first, begins)
            found.append((label, max(first, start), min(after - ONE_DAY, stop)))
        first = after
    return found


def _label(calendar: str, first: date, begins: int) -> str:
    if calendar == "month":
        return first.isoformat()[:7]
    year = first.year if first.month >= begins else first.year - 1
    told = str(year) if begins == 1 else f"{year}/{(year + 1) % 100:02}"
    place = (first.month - begins) % 12
    return {
        "quarter": f"{told}-Q{place // 3 + 1}",
        "half_year": f"{told}-H{place // 6 + 1}",
        "year": told,
    }[calendar]
