"""Random definitions: of facts that stand in the vocabulary or don't, also of one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from .circles import has_circle
from .conditions import NUMBERS, by_reading, random_condition, random_term
from .instruments import ends_first
from .names import DEFINED, Data, Names
from .order import definitions, is_not_later
from .ordered import random_constant
from .vocabulary import GRADES, chance


def choose_defined(rng: Random, names: Names) -> tuple[str, ...]:
    """What is to be defined; a definition speaks only of facts that stand before it here."""
    if not chance(rng, 0.8):
        return ()
    some = rng.sample(DEFINED, rng.choice((1, 1, 2)))
    if chance(rng, 0.5):
        some.append(rng.choice(names.facts))
    if names.dates and chance(rng, 0.35):
        some.append(names.dates[0])
    if names.numbers and names.counts and chance(rng, 0.9):
        some.append(rng.choice((*names.numbers, *names.counts)))
    some = list(dict.fromkeys(some))
    rng.shuffle(some)
    return tuple(some)


def with_defined(names: Names, defined: tuple[str, ...]) -> Names:
    """The names with the facts that only definitions speak of."""
    more = tuple(name for name in defined if name not in names.facts)
    return replace(names, yes_no=(*names.yes_no, *more))


@dataclass(frozen=True)
class _Defined:
    """A fact, all names, and the names that its definitions may speak of."""

    fact: str
    names: Names
    lower: Names
    may_be_never: bool


def add_definitions(rng: Random, data: Data, names: Names, defined: tuple[str, ...]) -> None:
    """Define each of these facts, once or several times."""
    for place, fact in enumerate(defined):
        entry = data["facts"].get(fact) or {}
        never = entry.get("type") == "date or never"
        of = _Defined(fact, names, names.without(defined[place:]), never)
        name = fact if chance(rng, 0.5) else fact.replace("_", "-")
        instruments = data["instruments"]
        at = rng.choice((0, 0, 0, 1))
        holder = data if at == 0 and chance(rng, 0.3) else instruments[at]
        _add(holder, name, _definition(rng, of, instruments[at]))
        for number in range(rng.choice((0, 0, 1, 1, 2))):
            _again(rng, data, of, name, f"{'other' if number == 0 else 'new'}-{name}")


def _again(rng: Random, data: Data, of: _Defined, first: str, name: str) -> None:
    """Another definition of a fact: beside the first, or in its place."""
    instrument = rng.choice(data["instruments"])
    definition = {"defines": of.fact, **_definition(rng, of, instrument)}
    name = name.replace("_", "-")
    _add(instrument, name, definition)
    if chance(rng, 0.6):
        (before,) = (entry for entry in definitions(data) if entry.id == first)
        if is_not_later(data, before.instrument, instrument):
            definition["replaces"] = [first]
            if has_circle(data):
                del definition["replaces"]


def _add(holder: Data, name: str, definition: Data) -> None:
    holder["definitions"] = {**(holder.get("definitions") or {}), name: definition}


def _definition(rng: Random, of: _Defined, instrument: Data) -> Data:
    day = date.fromisoformat(instrument["effective"])
    definition: Data = {"text": "What a word means.", **_says(rng, of, day)}
    if chance(rng, 0.15):
        definition["when"] = [random_condition(rng, of.lower, 1)]
    if chance(rng, 0.1):
        definition["unless"] = random_condition(rng, of.lower, 1)
    for key, probability in (("from", 0.12), ("through", 0.1), ("until", 0.1)):
        if chance(rng, probability):
            definition[key] = random_term(rng, of.lower, day)
    if ends_first(definition):
        del definition["from"]
    if chance(rng, 0.1):
        definition["published"] = f"{day.year + rng.choice((0, 1, 2))}-12-31"
    if chance(rng, 0.1):
        definition["grade"] = rng.choice(GRADES)
    return definition


def _says(rng: Random, of: _Defined, day: date) -> Data:
    def some(least: int, most: int) -> list[Any]:
        return [random_condition(rng, of.lower) for _ in range(rng.randint(least, most))]

    if of.fact in of.names.yes_no:
        match rng.choice(("means", "means", "includes", "excludes", "both", "rows")):
            case "means":
                return {"means": some(1, 2)}
            case "includes":
                return {"includes": some(1, 2)}
            case "excludes":
                return {"includes": some(1, 2), "excludes": some(1, 1)}
            case "both":
                return {"means": some(1, 1), "excludes": some(1, 2)}
    return {"rows": list(_rows(rng, of, day))}


def _rows(rng: Random, of: _Defined, day: date) -> Iterator[Data]:
    count = rng.choice((1, 2, 2, 3))
    for place in range(count):
        row: Data = {}
        if place < count - 1 or chance(rng, 0.6):
            row["when"] = [random_condition(rng, of.lower) for _ in range(rng.choice((1, 1, 2)))]
        if chance(rng, 0.15):
            row["unless"] = random_condition(rng, of.lower, 1)
        if of.lower.readings and chance(rng, 0.12):
            reading = rng.choice(tuple(of.lower.readings))
            yield row | {"is": by_reading(of.lower, reading, lambda: _value(rng, of, day))}
        else:
            yield row | {"is": _value(rng, of, day)}


def _value(rng: Random, of: _Defined, day: date) -> Any:
    fact, names = of.fact, of.names
    numbers = [*of.lower.numbers, *of.lower.counts]
    if fact in (*names.numbers, *names.counts) and numbers and chance(rng, 0.9):
        return rng.choice(numbers)
    if fact in names.kinds:
        below = names.kinds[fact]
        return rng.choice([node for node in below if below[node] == (node,)])
    if fact in names.yes_no:
        return rng.choice(("yes", "no"))
    if fact in names.numbers:
        return rng.choice(NUMBERS)
    if fact in names.dates:
        return "never" if of.may_be_never and chance(rng, 0.15) else random_term(rng, of.lower, day)
    return random_constant(rng, names, fact)
