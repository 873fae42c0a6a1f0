"""What a question leaves open, and the ways to complete it (docs/meaning.md; design 3.5)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from math import prod
from typing import Final, TypeAlias, cast

from .conditions import AllOf, AnyOf, Compare, Condition, Is, Not
from .days import When, parse_when
from .formulas import facts_in, weighed
from .lines import parse_constant
from .mentions import (
    Ask,
    Weighs,
    asked_of_impossible,
    asked_of_question,
    led_to,
    names_asked,
    representatives,
)
from .model import Agreement
from .ordered import Ordered
from .truth import Situation, is_true

LIMIT: Final = 50_000
"""More combinations than this are not tried, unless another limit is given."""

Fixed: TypeAlias = Mapping[str, tuple[object, ...]]
"""The values left to a fact, plain event or reading by what is given or assumed."""


class Impossible(Exception):
    """ "The question is refused: the situation is impossible." """


class TooMany(Exception):
    """There are too many combinations to try."""


def settle(
    agreement: Agreement, day: date, said: Mapping[str, str], limit: int = LIMIT
) -> tuple[Fixed, Fixed, set[str]]:
    """What is given, what stays assumed, and the names of the assumptions that are dropped.

    The agreement is one that `keeping` has made of what survives the options.
    """
    words = agreement.vocabulary
    fixed = given_values(agreement, said)
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
    if not _possible(agreement, day, fixed, limit):
        raise Impossible
    # "An assumption is dropped (its fact becomes unknown) when no completion agrees with what is
    # given and this one assumption."
    dropped = {
        name
        for name, assumption in assumed.items()
        if not _possible(agreement, day, {**fixed, name: assumption}, limit)
    }
    kept = {name: assumption for name, assumption in assumed.items() if name not in dropped}
    # "If then still no completion agrees with what is given and the assumptions left, those among
    # them on which it hangs what is possible are dropped."
    if not _possible(agreement, day, {**fixed, **kept}, limit):
        dropped |= _deciding(agreement, day, limit) & kept.keys()
        kept = {name: assumption for name, assumption in kept.items() if name not in dropped}
    return fixed, kept, dropped


def keeping(agreement: Agreement, said: Mapping[str, str]) -> Agreement:
    """The agreement in which what is given of a defined fact must be its value.

    "That a given value of a fact is not its value counts as an `impossible` combination."
    """
    others = tuple(
        AllOf((Not(AnyOf(tuple(_has(name, value, agreement) for value in some))),))
        for name, some in given_values(agreement, said).items()
        if name in agreement.definitions
    )
    return replace(agreement, impossible=(*agreement.impossible, *others))


def _has(name: str, value: object, agreement: Agreement) -> Condition:
    """The condition that is true when the fact has this value."""
    match agreement.vocabulary.facts[name].sort:
        case "kind":
            return Is(name, cast(str, value))
        case "yes/no":
            return Is(name, "yes" if value else "no")
    return Compare(name, "is", cast(Ordered | When, value))


def given_values(agreement: Agreement, said: Mapping[str, str]) -> Fixed:
    """What is given; "`unknown` as a given value makes it unknown"."""
    return {name: values(agreement, name, text) for name, text in said.items() if text != "unknown"}


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
        case "date or never":
            return (parse_when(text),)
    value = parse_constant(name, text, words)
    if isinstance(value, Decimal) and not fact.allows(value):
        raise ValueError(f"no value of {name}: {text}")
    return (value,)


def _possible(agreement: Agreement, day: date, fixed: Fixed, limit: int) -> bool:
    """Whether some total situation agrees with it and with none of the `impossible` combinations.

    Only what these combinations mention can decide that.
    """
    asked = asked_of_impossible(agreement, day)
    return any(is_possible(now) for now in _situations(agreement, day, asked, fixed, limit))


def is_possible(now: Situation) -> bool:
    """Whether it is none of the `impossible` combinations."""
    return not any(is_true(lines, now) for lines in now.agreement.impossible)


def _deciding(agreement: Agreement, day: date, limit: int) -> set[str]:
    """The names on which it hangs, on the day, what is possible.

    Of such a name there are two total situations that differ in its value alone, of which one is
    possible and the other isn't.
    """
    asked = asked_of_impossible(agreement, day)
    found: dict[tuple[object, ...], set[bool]] = {}
    for now in _situations(agreement, day, asked, {}, limit):
        total = {**now.total, **now.readings}
        for name in total:
            others = tuple((other, total[other]) for other in sorted(total) if other != name)
            found.setdefault((name, others), set()).add(is_possible(now))
    return {str(name) for (name, _), both in found.items() if len(both) > 1}


def completions(
    agreement: Agreement,
    bearer: str,
    action: str,
    day: date,
    fixed: Fixed,
    limit: int = LIMIT,
) -> Iterator[Situation]:
    """ "A completion is a total situation that agrees with what is given and assumed and with none
    of the `impossible` combinations on D."

    One for each combination of representative values of what the clauses in play and the
    `impossible` combinations mention; no other name is in it.
    """
    asked = asked_of_question(agreement, bearer, action, day)
    asked |= asked_of_impossible(agreement, day)
    return completions_of(agreement, day, asked, fixed, limit)


def completions_of(
    agreement: Agreement, day: date, asked: Collection[Ask], fixed: Fixed, limit: int = LIMIT
) -> Iterator[Situation]:
    """The same for whatever is asked, that of the `impossible` combinations included."""
    return (now for now in _situations(agreement, day, asked, fixed, limit) if is_possible(now))


def _situations(
    agreement: Agreement, day: date, asked: Collection[Ask], fixed: Fixed, limit: int
) -> Iterator[Situation]:
    words = agreement.vocabulary
    names = sorted(_names(agreement, asked))
    values = {
        name: fixed[name] if name in fixed else representatives(name, asked, words)
        for name in names
    }
    values = led_to(values, fixed, asked, words)
    formulas = [
        ask.formula
        for ask in sorted(asked, key=repr)
        if isinstance(ask, Weighs) and facts_in(ask.formula) <= {*names}
    ]
    values = weighed(values, fixed, formulas, words.facts, limit)
    domains = [values[name] for name in names]
    if prod(map(len, domains)) > limit:
        raise TooMany
    for combination in product(*domains):
        chosen = dict(zip(names, combination, strict=True))
        readings = {name: str(chosen.pop(name)) for name in names if name in words.readings}
        yield Situation(agreement, day, chosen, readings)


def _names(agreement: Agreement, asked: Collection[Ask]) -> frozenset[str]:
    words = agreement.vocabulary
    return frozenset(name for ask in asked for name in names_asked(ask, words))
