"""What a question leaves open, and the ways to complete it (docs/meaning.md; design 3.5)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import product
from math import prod
from typing import Final, TypeAlias

from .days import parse_when
from .mentions import (
    Ask,
    asked_of_impossible,
    asked_of_question,
    names_asked,
    representatives,
)
from .model import Agreement
from .truth import Situation, is_true

LIMIT: Final = 50_000
"""More combinations than this are not tried."""

Fixed: TypeAlias = Mapping[str, tuple[object, ...]]
"""The values left to a fact, plain event or reading by what is given or assumed."""


class Impossible(Exception):
    """ "The question is refused: the situation is impossible." """


class TooMany(Exception):
    """There are more than `LIMIT` combinations to try."""


def settle(
    agreement: Agreement, day: date, said: Mapping[str, str]
) -> tuple[Fixed, Fixed, set[str]]:
    """What is given, what stays assumed, and the names of the assumptions that are dropped."""
    words = agreement.vocabulary
    unknown = {name for name, text in said.items() if text == "unknown"}
    fixed: dict[str, tuple[object, ...]] = {
        name: values(agreement, name, text) for name, text in said.items() if name not in unknown
    }
    usual = {
        **{fact.name: fact.usually for fact in words.facts.values()},
        **{event.name: event.usually for event in words.events.values()},
        # "If one [value] is left it is fixed", so no assumption.
        **{r.name: r.default if len(r.values) > 1 else None for r in words.readings.values()},
    }
    assumed = {
        name: values(agreement, name, text)
        for name, text in usual.items()
        if text is not None and name not in said
    }
    if not _possible(agreement, day, fixed):
        raise Impossible
    # "An assumption is dropped (its fact becomes unknown) when no completion agrees with what is
    # given and this one assumption."
    dropped = {
        name
        for name, assumption in assumed.items()
        if not _possible(agreement, day, {**fixed, name: assumption})
    }
    kept = {name: assumption for name, assumption in assumed.items() if name not in dropped}
    # "If then still no completion agrees with what is given and the assumptions left, those among
    # them that an `impossible` combination mentions are dropped."
    if not _possible(agreement, day, {**fixed, **kept}):
        mentioned = _names(agreement, asked_of_impossible(agreement, day))
        dropped |= mentioned & kept.keys()
        kept = {name: assumption for name, assumption in kept.items() if name not in dropped}
    return fixed, kept, dropped


def values(agreement: Agreement, name: str, text: str) -> tuple[object, ...]:
    """The values that a text in a situation leaves to a fact, event or reading.

    "Giving an inner node of a kind, or `a or b`, gives one of its end nodes, unknown which."
    """
    words = agreement.vocabulary
    if name in words.readings:
        return (text,)
    if name in words.events:
        if words.events[name].reading is not None:
            raise ValueError(f"{name} is an event with readings")
        return (parse_when(text),)
    fact = words.facts[name]
    match fact.sort:
        case "kind":
            nodes = text.split(" or ")
            return tuple(dict.fromkeys(end for node in nodes for end in fact.below[node]))
        case "yes/no":
            return ({"yes": True, "no": False}[text],)
        case "number":
            return (Decimal(text),)
        case "date":
            return (parse_when(text),)


def _possible(agreement: Agreement, day: date, fixed: Fixed) -> bool:
    """Whether some total situation agrees with it and with none of the `impossible` combinations.

    Only what these combinations mention can decide that.
    """
    asked = asked_of_impossible(agreement, day)
    return any(True for _ in _situations(agreement, day, asked, fixed))


def completions(
    agreement: Agreement, bearer: str, action: str, day: date, fixed: Fixed
) -> Iterator[Situation]:
    """ "A completion is a total situation that agrees with what is given and assumed and with none
    of the `impossible` combinations on D."

    One for each combination of representative values of what the clauses in play and the
    `impossible` combinations mention; no other name is in it.
    """
    asked = asked_of_question(agreement, bearer, action, day)
    asked |= asked_of_impossible(agreement, day)
    return _situations(agreement, day, asked, fixed)


def _situations(
    agreement: Agreement, day: date, asked: Collection[Ask], fixed: Fixed
) -> Iterator[Situation]:
    words = agreement.vocabulary
    names = sorted(_names(agreement, asked))
    domains = [
        fixed[name] if name in fixed else representatives(name, asked, words) for name in names
    ]
    if prod(map(len, domains)) > LIMIT:
        raise TooMany
    for combination in product(*domains):
        chosen = dict(zip(names, combination, strict=True))
        readings = {name: str(chosen.pop(name)) for name in names if name in words.readings}
        now = Situation(words, day, chosen, readings)
        if not any(is_true(lines, now) for lines in agreement.impossible):
            yield now


def _names(agreement: Agreement, asked: Collection[Ask]) -> frozenset[str]:
    words = agreement.vocabulary
    return frozenset(name for ask in asked for name in names_asked(ask, words))
