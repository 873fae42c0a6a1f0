"""Small random agreements that are about days alone: counted, stated, and compared with others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from .conditions import LENGTHS, OFFSETS, ORDERS
from .names import Data
from .questions import Question
from .vocabulary import chance

NAMES = ("paid", "delivered", "notified", "due")
DATES = ("due",)
"""Those of the names that are facts; the others are events."""
SHORT = ("3 days", "10 days", "30 days", "5 weeks", "2 weeks and 1 day")
MONTHS = (*SHORT, "1 month", "1 month", "2 months", "1 month and 1 day")
"""Where many days are compared and counted by the month, too many pass each other."""
FIRST = date(2020, 1, 1)
SPAN = 420


def agreement_of_days(rng: Random) -> Data:
    """A few clauses about one act, whose conditions and terms are days and the order of days."""
    names = rng.sample(NAMES, rng.choice((2, 2, 2, 3, 3, 4)))
    lengths = MONTHS if len(names) == 2 and chance(rng, 0.6) else SHORT
    data: Data = {"format": "1", "agreement": "days", "parties": {"lessee": None}}
    data["actions"] = {"sell": None}
    kind = rng.choice(("date", "date or never"))
    data["facts"] = {name: _usual(rng, {"type": kind}) for name in names if name in DATES}
    data["events"] = {name: _usual(rng, {}) or None for name in names if name not in DATES}
    count = 1 if lengths is MONTHS else rng.choice((1, 2, 2, 3))
    clauses = {f"clause-{n}": _clause(rng, names, lengths) for n in range(count)}
    data["instruments"] = [
        {"instrument": "lease", "kind": "agreement", "effective": "2020-01-01", "clauses": clauses}
    ]
    if chance(rng, 0.3):
        data["impossible"] = [[_order(rng, names, lengths)]]
    return data


def question_of_days(rng: Random, data: Data) -> Question:
    """A question that gives some of the days, and leaves others open."""
    names = (*data["facts"], *data["events"])
    given = {name: some_day(rng).isoformat() for name in names if chance(rng, 0.3)}
    return Question("lessee", "sell", some_day(rng), given)


def some_day(rng: Random) -> date:
    """A day of about a year."""
    return FIRST + timedelta(days=rng.randint(0, SPAN))


def _usual(rng: Random, entry: Data) -> Data:
    return {**entry, "usually": some_day(rng).isoformat()} if chance(rng, 0.15) else entry


def _clause(rng: Random, names: list[str], lengths: Sequence[str]) -> Data:
    modality = rng.choice(("may", "must not", "must"))
    clause: Data = {"norm": f"lessee {modality} sell"}
    clause["when"] = [
        _order(rng, names, lengths),
        *[_line(rng, names, lengths) for _ in range(rng.choice((0, 1)))],
    ]
    if chance(rng, 0.3):
        clause["unless"] = [_line(rng, names, lengths)]
    for key in ("from", "through", "until"):
        if chance(rng, 0.2):
            stated = key == "from" and chance(rng, 0.5)
            clause[key] = some_day(rng).isoformat() if stated else _counted(rng, names, lengths)
    return clause


def _line(rng: Random, names: list[str], lengths: Sequence[str]) -> Any:
    dated = [name for name in names if name in DATES]
    match rng.choice(("counted", "counted", "compared", "order", "any")):
        case "compared" if dated:
            sign = rng.choice(("<", "<=", ">", ">=", "is"))
            return f"{rng.choice(dated)} {sign} {some_day(rng).isoformat()}"
        case "order":
            return _order(rng, names, lengths)
        case "any":
            return {"any": [_order(rng, names, lengths), _counted(rng, names, lengths)]}
    return _counted(rng, names, lengths)


def _order(rng: Random, names: list[str], lengths: Sequence[str]) -> str:
    one, other = rng.sample(names, 2)
    if chance(rng, 0.3):
        way = rng.choice(("after", "before", "of"))
        return f"{one} is within {_length(rng, lengths)} {way} {other}"
    first = (
        one
        if chance(rng, 0.7)
        else f"{_length(rng, lengths)} {rng.choice(('after', 'before'))} {one}"
    )
    return f"{first} is {rng.choice(ORDERS)} {other}"


def _counted(rng: Random, names: list[str], lengths: Sequence[str]) -> str:
    name = rng.choice(names)
    if name not in DATES and chance(rng, 0.4):
        return name
    return f"{_length(rng, lengths)} {rng.choice(('after', 'after', 'before'))} {name}"


def _length(rng: Random, lengths: Sequence[str]) -> str:
    if lengths is MONTHS and chance(rng, 0.1):
        return rng.choice((*OFFSETS, *LENGTHS))
    return rng.choice(lengths)
