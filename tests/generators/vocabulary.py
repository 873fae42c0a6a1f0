"""Random parties, actions, facts, events, readings and sources."""

from __future__ import annotations

from random import Random

from .names import (
    ACTIONS,
    AMOUNTS,
    COUNT,
    DATES,
    EVENTS,
    INSTANTS,
    KINDS,
    NUMBERS,
    PARTIES,
    PERCENTAGES,
    READINGS,
    SCHEMES,
    SOURCES,
    VERSIONS,
    YES_NO,
    Data,
)

GRADES = (
    "contract",
    "joint_statement",
    "filing",
    "party_statement",
    "executive",
    "press",
    "inference",
)


def chance(rng: Random, probability: float) -> bool:
    """True with this probability."""
    return rng.random() < probability


def random_vocabulary(rng: Random) -> Data:
    """The vocabulary of an agreement, without `impossible`."""
    data: Data = {"format": "1", "agreement": "generated", "title": "A generated agreement"}
    if chance(rng, 0.2):
        data["grade"] = "contract"
    data["parties"] = {party: {"label": party.capitalize()} for party in PARTIES}
    data["actions"] = _actions(rng)
    data["sources"] = _sources(rng)
    data["facts"] = _facts(rng)
    data["events"] = _events(rng)
    data["readings"] = _readings(rng, data)
    return data


def _actions(rng: Random) -> Data:
    """One action with kinds (and kinds of these), and another without."""
    wide, room, hall, small_hall, build, sell = ACTIONS
    halls = {"label": "sublet a hall", "kinds": {small_hall: None}}
    kinds = {room: None, hall: halls if chance(rng, 0.5) else None}
    first: Data = {"label": "sublet"}
    if chance(rng, 0.8):
        first["kinds"] = kinds
    return {wide: first, rng.choice((build, sell)): None}


def _sources(rng: Random) -> Data:
    names = rng.sample(SOURCES, 3)
    return {
        name: {"title": f"The {name}", "date": "2018", "grade": rng.choice(GRADES)}
        for name in names
    }


def _facts(rng: Random) -> Data:
    facts: Data = {}
    for name in rng.sample(tuple(KINDS), rng.choice((1, 1, 2))):
        facts[name] = _kind(rng, name)
    for name in rng.sample(YES_NO, rng.randint(1, 2)):
        facts[name] = rng.choice((None, {"type": "yes/no"}))
        if chance(rng, 0.4):
            facts[name] = {"usually": rng.choice(("yes", "no", "no"))}
    if chance(rng, 0.55):
        facts[rng.choice(NUMBERS)] = _with_usual(rng, {"type": "number"}, ("10", "49.5"), 0.3)
    if chance(rng, 0.6):
        usual = ("2020-01-31", "never")
        facts[rng.choice(DATES)] = _with_usual(rng, {"type": "date or never"}, usual, 0.2)
    return facts


def add_ordered(rng: Random, facts: Data) -> None:
    """Facts of the other types, bounds of a number, a date that can't be never."""
    for name in NUMBERS:
        if name in facts and chance(rng, 0.4):
            facts[name] |= {"min": "0", "max": rng.choice(("50", "100"))}
    for name in DATES:
        if name in facts and facts[name].get("usually") != "never" and chance(rng, 0.4):
            facts[name]["type"] = "date"
    if chance(rng, 0.5):
        bounds: Data = {"type": "number", "min": "1", "max": "3"}
        facts[COUNT] = _with_usual(rng, bounds, ("1", "2"), 0.3)
    if chance(rng, 0.35):
        share: Data = {"type": "percent"}
        if chance(rng, 0.4):
            share |= {"min": "0 %", "max": "100 %"}
        facts[PERCENTAGES[0]] = _with_usual(rng, share, ("12 %", "85.5 %"), 0.3)
    match rng.choice(("money", "date-time", "version")):
        case "money":
            amount: Data = {"type": "money", "currency": "EUR"}
            facts[rng.choice(AMOUNTS)] = _with_usual(rng, amount, ("100 EUR", "5 EUR"), 0.3)
        case "date-time":
            instant: Data = {"type": "date-time"}
            usual = ("2022-02-28T12:00:00Z",)
            facts[rng.choice(INSTANTS)] = _with_usual(rng, instant, usual, 0.3)
        case "version":
            version: Data = {"type": "version", "scheme": rng.choice(SCHEMES)}
            known = ("2.9.0", "3.0.0")
            facts[rng.choice(VERSIONS)] = _with_usual(rng, version, known, 0.3)


def _kind(rng: Random, name: str) -> Data:
    upper, first, second, lower, third, last = KINDS[name]
    below = {first: {"label": first}, second: None}
    wide: Data = {upper: {"label": upper, "kinds": below}}
    wide[lower] = {"kinds": {third: None, last: None}} if chance(rng, 0.4) else None
    return _with_usual(rng, {"kind": wide}, (first, second, lower, upper), 0.35)


def _with_usual(rng: Random, entry: Data, usual: tuple[str, ...], probability: float) -> Data:
    return {**entry, "usually": rng.choice(usual)} if chance(rng, probability) else entry


def _events(rng: Random) -> Data:
    count = rng.choice((1, 2, 2, 3))
    usual = ("never", "never", "2021-03-31")
    return {name: _with_usual(rng, {}, usual, 0.35) or None for name in EVENTS[:count]}


def _readings(rng: Random, data: Data) -> Data:
    """Readings, and an event with readings (which may share its name with its reading)."""
    readings: Data = {}
    plain = list(data["events"])
    if len(plain) > 1 and chance(rng, 0.75):
        begun, finished = READINGS["completion"]
        event = rng.choice(("completion", "completed"))
        first, second = rng.sample(plain, 2)
        data["events"][event] = {"reading": "completion", begun: first, finished: second}
        readings["completion"] = _reading(rng, (begun, finished))
    if chance(rng, 0.5):
        readings["scope"] = _reading(rng, READINGS["scope"][: rng.choice((2, 2, 3))])
    return readings


def _reading(rng: Random, values: tuple[str, ...]) -> Data:
    reading: Data = {"question": "Which is meant?", "values": {}}
    for value in values:
        entry: Data = {"label": value}
        if chance(rng, 0.3):
            entry["published"] = f"{rng.randint(2018, 2026)}-06-30"
        if chance(rng, 0.3):
            entry["grade"] = rng.choice(GRADES)
        reading["values"][value] = entry if chance(rng, 0.8) else None
    if chance(rng, 0.35):
        reading["default"] = rng.choice(values)
        reading["why"] = "The words fit better."
    return reading
