"""A question -> random total situations: many on or beside the days and numbers that matter."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from dateutil.relativedelta import relativedelta

from tests import reference
from tests.generators import Data, Question, random_question
from tests.generators.cuts import cuts, days_named
from tests.generators.names import lines, names_of
from tests.generators.order import entries
from tests.generators.ordered import random_ordered
from tests.generators.questions import in_play
from tests.laws.worlds import Total, World, can_be, left
from tests.reference import NEVER
from tests.reference.complete import keeping, settle
from tests.reference.mentions import (
    asked_of_impossible,
    asked_of_question,
    names_asked,
    representatives,
)
from tests.reference.model import Agreement, Fact
from tests.reference.versions import Version

TRIES = 30
"""So often a situation is drawn until one is possible."""

OFFSET = re.compile(r"(?:not )*(\d+) (day|week|month|year)s? after (\w+)")
COMPARED = re.compile(r"(?:not )*(\w+) (?:<=?|>=?|is|is not) (-?\d[\d.-]*)")


def random_total(rng: Random, world: World, question: Question) -> Total | None:
    """A possible total situation on the question's day, whatever is given or assumed."""
    open_ = replace(question, given={}, readings={})
    return _drawn(rng, world, open_, left(world, open_), {})


def completion(rng: Random, world: World, question: Question) -> Total | None:
    """A random completion of the question; None where none is found (or there is none)."""
    here = left(world, question)
    said = {**question.given, **question.readings}
    try:
        fixed, assumed, _ = settle(keeping(here, said), question.on, said)
    except reference.Impossible:
        return None
    return _drawn(rng, world, question, here, {**fixed, **assumed})


def _drawn(
    rng: Random,
    world: World,
    question: Question,
    here: Agreement,
    fixed: Mapping[str, tuple[object, ...]],
) -> Total | None:
    words = here.vocabulary
    asked = asked_of_question(here, question.bearer, question.action, question.on)
    asked |= asked_of_impossible(here, question.on)
    plain = [name for name, event in words.events.items() if event.reading is None]
    for _ in range(TRIES):
        facts, readings = {}, {}
        for name in (*words.facts, *plain):
            if name in fixed:
                facts[name] = text_of(words.facts.get(name), rng.choice(fixed[name]))
            elif rng.random() < 0.5:
                facts[name] = some_value(rng, world.data, here, name, question.on)
            else:
                # There is none where nothing asks about a number.
                some = () if _unasked(name, here, asked) else representatives(name, asked, words)
                facts[name] = (
                    text_of(words.facts.get(name), rng.choice(some))
                    if some
                    else some_value(rng, world.data, here, name, question.on)
                )
        for name, reading in words.readings.items():
            readings[name] = str(rng.choice(fixed.get(name) or tuple(reading.values)))
        total = Total(question.on, facts, readings)
        if can_be(here, total):
            return total
    return None


def _unasked(name: str, agreement: Agreement, asked: Collection[object]) -> bool:
    fact = agreement.vocabulary.facts.get(name)
    return (
        fact is not None
        and fact.sort == "number"
        and not any(getattr(ask, "name", None) == name for ask in asked)
    )


def names_asked_of(world: World, question: Question) -> set[str]:
    """The facts, plain events and readings that anything asks about which has a say."""
    here, q = left(world, question), question
    asked = asked_of_question(here, q.bearer, q.action, q.on) | asked_of_impossible(here, q.on)
    return {name for ask in asked for name in names_asked(ask, here.vocabulary)}


def ways_to_answer(world: World, question: Question) -> dict[str, tuple[str, ...]]:
    """For each name that the clauses in play ask about, a value for each way to answer."""
    here, q = left(world, question), question
    by_clauses = asked_of_question(here, q.bearer, q.action, q.on)
    asked = by_clauses | asked_of_impossible(here, q.on)
    words = here.vocabulary
    return {
        name: tuple(
            text_of(words.facts.get(name), value) for value in representatives(name, asked, words)
        )
        for name in sorted({name for ask in by_clauses for name in names_asked(ask, words)})
    }


def some_value(rng: Random, data: Data, agreement: Agreement, name: str, on: date) -> str:
    """A value of a fact or event, as it would be written."""
    fact = agreement.vocabulary.facts.get(name)
    if fact is not None and fact.sort == "kind":
        return rng.choice(fact.ends)
    if fact is not None and fact.sort == "yes/no":
        return rng.choice(("yes", "no"))
    if name in (names := names_of(data)).ordered:
        return random_ordered(rng, names, name)
    if fact is not None and fact.sort == "number":
        constants = [Decimal(text) for text in _compared(data, name)] or [Decimal(10)]
        near = rng.choice(constants) + Decimal(rng.choice(("-1", "-0.01", "0", "0.01", "7")))
        return str(near if fact.allows(near) else fact.most or fact.least)
    if rng.random() < 0.2 and (fact is None or fact.sort != "date"):
        return "never"
    beside = timedelta(days=rng.choice((-1, 0, 0, 1)))
    match rng.choice(("now", "constant", "offset", "offset", "far")):
        case "constant":
            constant = sorted(days_named(_compared(data, name))) or [on]
            return (rng.choice(constant) + beside).isoformat()
        case "offset":
            return (_back(rng, data, name, on) + beside).isoformat()
        case "far":
            return (on + timedelta(days=rng.randint(-1500, 1500))).isoformat()
    return (on + beside).isoformat()


def _back(rng: Random, data: Data, name: str, on: date) -> date:
    """The day so far before this one as some line counts from the name."""
    every = [found.groups() for line in _lines(data) if (found := OFFSET.fullmatch(line))]
    about = [found for found in every if found[2] == name] or every
    if not about:
        return on
    number, unit, _ = rng.choice(about)
    back = {
        "day": relativedelta(days=int(number)),
        "week": relativedelta(weeks=int(number)),
        "month": relativedelta(months=int(number)),
        "year": relativedelta(years=int(number)),
    }
    return on - back[unit]


def some_day(rng: Random, world: World, question: Question) -> date:
    """A day, often one on which something begins or ends for the question, or one beside it."""
    clauses = in_play(world.data, question.bearer, question.action)
    some = sorted(cuts(world.data, clauses, question.given))
    if some and rng.random() < 0.6:
        return rng.choice(some) + timedelta(days=rng.choice((-1, 0, 0, 1)))
    return date(2017, 1, 1) + timedelta(days=rng.randint(0, 5000))


def some_totals(rng: Random, world: World, count: int) -> list[tuple[Question, Total]]:
    """Some questions with a total situation each, on a day that matters."""
    found = []
    for _ in range(count):
        question = random_question(rng, world.data)
        question = replace(question, given={}, on=some_day(rng, world, question))
        total = completion(rng, world, question)
        if total is not None:
            found.append((question, total))
    return found


def a_question(rng: Random, data: Data) -> Question:
    """A question about the agreement, without options; more is left open than in most."""
    asked = random_question(rng, data)
    return opened(rng, Question(asked.bearer, asked.action, asked.on, asked.given))


def opened(rng: Random, question: Question) -> Question:
    """The question, or the same with some of what is given, or all, said to be unknown."""
    if rng.random() < 0.4:
        return question
    share = rng.choice((0.5, 0.5, 1.0))
    given = {n: "unknown" if rng.random() < share else v for n, v in question.given.items()}
    return replace(question, given=given)


def _lines(data: Data) -> list[str]:
    keys = ("when", "unless", "from", "through", "until")
    parts = [entry.clause.get(key) for entry in entries(data) for key in keys]
    return list(lines([*parts, data.get("impossible")]))


def days_compared(data: Data) -> set[date]:
    """The days that lines of the agreement compare something with."""
    return days_named(word for line in _lines(data) for word in line.split())


def _compared(data: Data, name: str) -> list[str]:
    """The constants that lines compare the name with."""
    found = [COMPARED.fullmatch(line) for line in _lines(data)]
    return [each[2] for each in found if each and each[1] == name]


def text_of(fact: Fact | None, value: object) -> str:
    """A value of a fact (None: an event or reading) of the reference as it would be written."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is NEVER:
        return "never"
    if isinstance(value, Version):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    if fact is not None and fact.sort == "percent":
        return f"{value} %"
    return f"{value} {fact.currency}" if fact is not None and fact.currency else str(value)
