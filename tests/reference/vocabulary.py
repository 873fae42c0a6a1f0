"""The vocabulary of an agreement: actions, facts, events and readings (docs/language.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, get_args

from .bearers import roles_as_facts
from .days import WEEK, Calendar
from .definitions import defined_fact
from .grades import lending, own_grade
from .model import Event, Fact, Reading, ReadingValue, Sort, Vocabulary

EVENT_KEYS: Final = ("label", "aliases", "usually", "reading")
HOLD_TERMS: Final = ("instruments", "definitions", "groups", "impossible")
"""The keys that hold conditions and terms."""


def read_vocabulary(data: Mapping[str, Any]) -> Vocabulary:
    """The words of the agreement.

    What a situation gives a value (facts, plain events, readings) must have one name each;
    an event with readings may share its name with its reading.
    """
    words = Vocabulary(
        wider=_wider(data.get("actions") or {}, ()),
        facts=_facts(data),
        events={name: _event(name, entry or {}) for name, entry in _entries(data, "events")},
        readings={name: _reading(name, entry, data) for name, entry in _entries(data, "readings")},
        calendars={name: _calendar(name, entry) for name, entry in _entries(data, "calendars")},
    )
    plain_events = [event.name for event in words.events.values() if event.reading is None]
    names = [*words.facts, *plain_events, *words.readings]
    if len(set(names)) < len(names):
        raise ValueError("a fact, event or reading shares its name with another")
    return words


def _entries(data: Mapping[str, Any], key: str) -> list[tuple[str, Any]]:
    return list((data.get(key) or {}).items())


def _calendar(name: str, entry: Mapping[str, Any]) -> Calendar:
    """ "`holidays` is a list of days"; what is `covered` are whole years here."""
    return Calendar(
        name,
        frozenset(WEEK.index(day) for day in entry.get("weekend", WEEK[5:])),
        frozenset(date.fromisoformat(day) for day in entry.get("holidays") or []),
        date(int(entry["covers"]["from"]), 1, 1),
        date(int(entry["covers"]["through"]), 12, 31),
    )


def _wider(actions: Mapping[str, Any], above: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Each action with those it is a kind of: "`kinds` nests actions that are kinds of this one".

    The action itself comes first.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, entry in actions.items():
        found[name] = (name, *above)
        found.update(_wider((entry or {}).get("kinds") or {}, found[name]))
    return found


def _facts(data: Mapping[str, Any]) -> dict[str, Fact]:
    """ "A yes/no fact that is defined need not stand under `facts`." """
    counting = set(_counting({key: data.get(key) for key in HOLD_TERMS}))
    facts = {
        name: _fact(name, entry or {}, counts=name in counting)
        for name, entry in _entries(data, "facts")
    }
    facts |= roles_as_facts(data)
    for entry in (data, *(data.get("instruments") or [])):
        for name, definition in _entries(entry, "definitions"):
            fact = defined_fact(name, definition)
            facts.setdefault(fact, Fact(fact, "yes/no"))
    return facts


def _counting(plain: Any) -> Iterator[str]:
    """The facts that an offset somewhere is counted by: `term_years years after release_date`."""
    if isinstance(plain, dict | list):
        for part in (*plain, *plain.values()) if isinstance(plain, dict) else plain:
            yield from _counting(part)
    else:
        unit = "(?:business )?(?:day|week|month|year)s?"
        yield from re.findall(rf"\b([a-z]\w*) {unit} (?:after|before) \w+", plain or "")


def _fact(name: str, entry: Mapping[str, Any], *, counts: bool) -> Fact:
    """ "A fact with neither [`kind` nor `type`] is a `yes/no`." """
    tree = entry.get("kind")
    if tree is None:
        sort: Sort = entry.get("type") or "yes/no"
        if sort not in get_args(Sort) or sort == "kind":
            raise ValueError(f"no type of fact: {sort}")
        least, most = (
            None if entry.get(key) is None else Decimal(str(entry[key]).removesuffix("%").strip())
            for key in ("min", "max")
        )
        if counts and (least is None or most is None):
            raise ValueError(f"no min and max to count by: {name}")
        return Fact(
            name,
            sort,
            entry.get("usually"),
            currency=entry.get("currency") or "",
            least=least,
            most=most,
            counts=counts,
            scheme=entry.get("scheme") or "plain",
        )
    below = _below(tree)
    ends = tuple(node for node in below if below[node] == (node,))
    return Fact(name, "kind", entry.get("usually"), below, ends)


def _below(tree: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """ "Only its end nodes are values a situation can have;
    an inner node stands for all end nodes below it." """
    below: dict[str, tuple[str, ...]] = {}
    for name, entry in tree.items():
        kinds = (entry or {}).get("kinds") or {}
        inside = _below(kinds)
        below.update(inside)
        ends = tuple(node for node in inside if inside[node] == (node,))
        below[name] = ends if kinds else (name,)
    return below


def _event(name: str, entry: Mapping[str, Any]) -> Event:
    named = {key: value for key, value in entry.items() if key not in EVENT_KEYS}
    return Event(name, entry.get("usually"), entry.get("reading"), named)


def _reading(name: str, entry: Mapping[str, Any], data: Mapping[str, Any]) -> Reading:
    values = {
        value: _reading_value(inside or {}, data) for value, inside in entry["values"].items()
    }
    return Reading(name, values, entry.get("default"))


def _reading_value(entry: Mapping[str, Any], data: Mapping[str, Any]) -> ReadingValue:
    """ "A reading value without [a `published`] was always known,
    and one without a grade or citation is never dropped by `evidence`." """
    published = entry.get("published")
    return ReadingValue(
        published=None if published is None else date.fromisoformat(published),
        grade=own_grade(entry, data.get("sources") or {}),
        cites=lending(entry, data),
    )
