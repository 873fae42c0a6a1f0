"""Random conditions, terms and impossible combinations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from .names import Data, Names, subjects
from .ordered import random_comparison
from .vocabulary import chance

NUMBERS = ("10", "50.0", "49.99")
DAYS = ("2020-01-31", "2022-02-28", "2024-02-29", "2025-10-28")
LAST_DAY = "9999-12-31"
ORDERS = ("after", "before", "on or after", "on or before", "not after", "not before")
LENGTHS = ("1 year and 6 months", "1 month and 10 days", "P18M", "P2W", "P1Y2M3D")
"""Offsets that came with the additions."""
OFFSETS = ("10 days", "30 days", "2 weeks", "1 month", "18 months", "1 year", "4 years")


def random_condition(rng: Random, names: Names, depth: int = 0) -> Any:
    """A line, or (below the second level no more) a group."""
    if names.additions and depth < 2 and chance(rng, 0.04):
        return _count(rng, names, depth)
    if names.additions and depth < 2 and chance(rng, 0.1):
        return _added_group(rng, names, depth)
    if depth < 2 and chance(rng, 0.28):
        group = rng.choice(("any", "all", "not"))
        if group == "not":
            return {"not": random_condition(rng, names, depth + 1)}
        return {
            group: [random_condition(rng, names, depth + 1) for _ in range(rng.choice((2, 2, 3)))]
        }
    return random_line(rng, names, rng.choice(_weighted(names)))


def _added_group(rng: Random, names: Names, depth: int) -> Any:
    """A condition with exceptions of its own, or one by a reading."""
    if names.readings and chance(rng, 0.45):
        reading = rng.choice(tuple(names.readings))
        return by_reading(names, reading, lambda: random_condition(rng, names, depth + 1))
    when = [random_condition(rng, names, depth + 1) for _ in range(rng.choice((1, 1, 2)))]
    unless = random_condition(rng, names, depth + 1)
    return {"when": when if len(when) > 1 else when[0], "unless": [unless]}


def _count(rng: Random, names: Names, depth: int) -> Any:
    """How many of some different conditions are true."""
    some = [random_condition(rng, names, depth + 1) for _ in range(rng.choice((2, 3, 3, 4)))]
    parts = list({tuple(sorted(subjects(part))): part for part in some}.values())
    if len(parts) < 2:
        return parts[0]
    key = rng.choice(("at_least", "at_most", "exactly"))
    first, last = {"at_least": (1, len(parts)), "at_most": (0, len(parts) - 1)}.get(
        key, (0, len(parts))
    )
    return {key: str(rng.randint(first, last)), "of": parts}


def by_reading(names: Names, reading: str, some: Callable[[], Any]) -> Data:
    """One thing or another, as the reading is taken."""
    return {"reading": reading} | {value: some() for value in names.readings[reading]}


def _weighted(names: Names) -> list[str]:
    """The names that conditions may speak of, the rarer sorts of them more than once."""
    return [
        *names.facts,
        *names.kinds,
        *names.kinds,
        *names.dates,
        *names.numbers,
        *names.events,
        *names.read_events * 2,
        *[name for name in names.readings for _ in range(4)],
        *[name for name in names.ordered for _ in range(2)],
    ]


def random_line(rng: Random, names: Names, name: str) -> str:
    """A line about this fact, event or reading."""
    line = _line(rng, names, name)
    return f"not {line}" if chance(rng, 0.12) else line


def _line(rng: Random, names: Names, name: str) -> str:
    if name in names.kinds:
        return (
            f"{name} {rng.choice(('is', 'is', 'is not'))} {' or '.join(_nodes(rng, names, name))}"
        )
    if name in names.yes_no:
        return f"{name}{rng.choice(('', '', ' is yes', ' is no'))}"
    if name in names.numbers:
        sign = rng.choice(("<", "<=", ">", ">=", "is", "is not"))
        return f"{name} {sign} {rng.choice(NUMBERS)}"
    if names.compared and name in _moments(names) and chance(rng, 0.1):
        return _ordered_days(rng, names, name)
    if name in names.dates and chance(rng, 0.5):
        days = (*DAYS, LAST_DAY) if names.additions else DAYS
        return f"{name} {rng.choice(('<', '<=', '>', '>=', 'is', 'is not'))} {rng.choice(days)}"
    if name in names.ordered:
        return random_comparison(rng, names, name)
    moments = (*names.events, *names.read_events)
    if name in moments and not (name in names.readings and chance(rng, 0.5)):
        return name if chance(rng, 0.6) else _counted(rng, names, name)
    if name in names.readings:
        return f"{name} {rng.choice(('is', 'is', 'is not'))} {rng.choice(names.readings[name])}"
    if names.additions and chance(rng, 0.3):
        return name
    return _counted(rng, names, name)


def _moments(names: Names) -> tuple[str, ...]:
    """What has a day; of an event that is also a reading a line would ask how it is taken."""
    return (*names.dates, *names.events, *(n for n in names.read_events if n not in names.readings))


def _ordered_days(rng: Random, names: Names, name: str) -> str:
    """The order of two days, or one within so long of another."""
    first = name if chance(rng, 0.85) else _from_name(rng, name)
    # Days with several meanings are compared by each pair of them, which takes long.
    others = [n for n in names.events if n != name]
    other = rng.choice(others or _moments(names))
    if chance(rng, 0.25):
        way = rng.choice(("after", "before", "of"))
        not_ = "not " if chance(rng, 0.15) else ""
        return f"{first} is {not_}within {rng.choice((*OFFSETS, *LENGTHS))} {way} {other}"
    second = other if chance(rng, 0.7) else _from_name(rng, other)
    return f"{first} is {rng.choice(ORDERS)} {second}"


def _counted(rng: Random, names: Names, name: str) -> str:
    """So long after a moment, or before it."""
    before = names.compared and chance(rng, 0.25)
    return f"{_offset(rng, names)} {'before' if before else 'after'} {name}"


def _from_name(rng: Random, name: str) -> str:
    """So long before or after a day that is compared with another."""
    return f"{rng.choice((*OFFSETS, *LENGTHS))} {rng.choice(('before', 'after', 'after'))} {name}"


def _offset(rng: Random, names: Names) -> str:
    if names.counts and chance(rng, 0.4):
        return f"{names.counts[0]} {rng.choice(('years', 'months', 'weeks'))}"
    if names.compared and chance(rng, 0.2):
        return rng.choice(LENGTHS)
    return rng.choice(OFFSETS)


def _nodes(rng: Random, names: Names, name: str) -> list[str]:
    """One or two nodes of a kind that don't cover all of it."""
    below = names.kinds[name]
    nodes = rng.sample(tuple(below), rng.choice((1, 1, 2)))
    covered = {end for node in nodes for end in below[node]}
    return nodes if len(covered) < len(set().union(*below.values())) else nodes[:1]


def random_term(rng: Random, names: Names, near: date, depth: int = 0) -> Any:
    """What `from`, `through` and `until` take."""
    if depth < 2 and chance(rng, 0.45 if depth == 0 else 0.1):
        group = rng.choice(("earliest_of", "latest_of"))
        return {group: [random_term(rng, names, near, depth + 1) for _ in range(2)]}
    if names.additions and names.readings and depth < 2 and chance(rng, 0.2):
        reading = rng.choice(tuple(names.readings))
        return by_reading(names, reading, lambda: random_term(rng, names, near, depth + 1))
    moments = (*names.events, *names.read_events, *names.dates)
    match rng.choice(("day", "day", "month", "year", "moment", "moment", "offset")):
        case "month":
            return near.isoformat()[:7]
        case "year":
            return near.isoformat()[:4]
        case "moment":
            return rng.choice(moments)
        case "offset":
            if names.compared and chance(rng, 0.2):
                day = (near + timedelta(days=rng.randint(-90, 900))).isoformat()
                return f"{rng.choice(OFFSETS)} {rng.choice(('after', 'before'))} {day}"
            return _counted(rng, names, rng.choice(moments))
    return (near + timedelta(days=rng.randint(-90, 900))).isoformat()


def random_impossible(rng: Random, data: Data, names: Names) -> list[Any]:
    """Combinations of lines about two names each, so that something always stays possible."""
    usual = [(name, entry["usually"]) for name, entry in _usual(data) if name not in names.dates]
    pool = [name for name in (*names.facts, *names.events) if name not in names.dates]
    pool += [name for name in names.readings if name not in names.read_events]
    combinations = []
    for _ in range(rng.choice((1, 1, 2))):
        if len(usual) > 1 and chance(rng, 0.4):  # what is usually so can't be so together
            some = rng.sample(usual, 2)
            combinations.append([_usual_line(rng, names, name, value) for name, value in some])
        elif len(names.events) > 1 and chance(rng, 0.5):
            first, second = rng.sample(names.events, 2)
            combinations.append([first, f"not {second}"])
        else:
            combinations.append([random_line(rng, names, name) for name in rng.sample(pool, 2)])
    return combinations


def _usual(data: Data) -> list[tuple[str, Data]]:
    words = (data["facts"] | data["events"]).items()
    return [(name, entry) for name, entry in words if entry and "usually" in entry]


def _usual_line(rng: Random, names: Names, name: str, value: str) -> str:
    """A line that is true, or (of an event) mostly true, when this is so."""
    if name in names.events:
        return f"not {name}" if value == "never" else name
    return f"{name} is {value}" if chance(rng, 0.7) else f"not {name} is not {value}"
