"""A literal -> what it says, in the words of the agreement."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from contract_engine.durable.compile.clauses import Formulas
from contract_engine.durable.compile.graph import Among, Both, Literal, Ordered, Wider
from contract_engine.durable.compile.inputs import (
    Amount,
    Ask,
    Dated,
    DaysBetween,
    DaysSince,
    Kept,
    Over,
    Taken,
    Today,
    Word,
)
from contract_engine.durable.compile.offsets import Offset
from contract_engine.model.days import BusinessDays, EndOf, RolledTo, TermEnd, Unit

SETTLED = {
    "begun": ("has begun", "has not begun"),
    "suits": ("suits the situation", "does not suit the situation"),
    "over": ("is over", "is not over"),
    "applies": ("applies", "does not apply"),
}
LONGEST = 400  # characters; a list of hundreds of lines is told by its beginning
OPPOSITE = {">=": "<", ">": "<=", "is": "is not"}


def explain(made: Formulas, literal: Literal, sole: Literal | str | None) -> str:
    """What a rule settled, and by which part or word, where one alone did it."""
    says = say(made, literal)
    by = sole if sole is None or isinstance(sole, str) else say(made, sole)
    told = says if by is None or by == says or says.endswith(f" {by}") else f"{says}: {by}"
    return told if len(told) <= LONGEST else f"{told[:LONGEST]} ..."


def say(made: Formulas, literal: Literal, room: int = LONGEST) -> str:
    """One short clause of a sentence; for a group, what it amounts to or its parts.

    What is past so many characters isn't shown, and may be left out.
    """
    node = made.graph.node(literal)
    holds = not literal & 1
    match node:
        case Ordered(asks, sign, bound):
            return _ordered(asks, sign if holds else OPPOSITE[sign], bound)
        case Wider(asks, value):
            return f"{_name(asks)} is {value}"
        case Among(asks, (("yes", True), ("no", False))):
            return f"{_name(asks)} is {'yes' if holds else 'no'}"
        case Among(asks, ends, wider):
            inside = [end for end, within in ends if within]
            for inner, within in wider:
                kind = made.graph.node(inner)
                if within and isinstance(kind, Wider):
                    inside.append(kind.value)
            negated, read = (
                ("" if holds else "not "),
                ("read as " if isinstance(asks, Taken) else ""),
            )
            return f"{_name(asks)} is {negated}{read}{' or '.join(inside)}"
        case Both(parts):
            return _group(made, literal, parts, room)


def _group(made: Formulas, literal: Literal, parts: tuple[Literal, ...], room: int) -> str:
    amounts = [
        f"{line.clause} {SETTLED[line.part][side]}"
        for side, written in enumerate((literal, literal ^ 1))
        for line in made.lines.get(written, ())
        if line.part in SETTLED
    ]
    if amounts:
        return ", ".join(dict.fromkeys(amounts))
    holds = not literal & 1
    word, sides = (" and ", parts) if holds else (" or ", tuple(part ^ 1 for part in parts))
    told: list[str] = []
    for part in sides:
        if room > 0:
            told.append(say(made, part, room))
            room -= len(told[-1])
    return "(" + word.join(told) + ")"


def _name(asks: Ask) -> str:
    match asks:
        case Word(name) | Amount(name) | Dated(name) | Taken(name):
            return name
        case Today():
            return "the day"
        case Kept(name, by):
            return f"the repeal of {name} by {by} counts" if by else f"{name} counts"
        case DaysSince(name, steps):
            return _counted(name, steps)
        case Over(weights, bound):
            return f"what {' and '.join(weights.facts)} come to, over {bound},"
        case DaysBetween(name, steps, other, others):
            return f"the days from {_counted(other, others)} to {_counted(name, steps)}"


def _counted(name: str, steps: Offset) -> str:
    for count, way in steps:
        match way:
            case EndOf(months, (month, day)):
                name = f"the end of {months} months of a year from {month:02}-{day:02} about {name}"
            case TermEnd(begins):
                name = f"the end of the term from {begins.isoformat()} that {name} is in time for"
            case RolledTo(calendar, roll):
                name = f"{name} as {calendar.id} rolls it ({roll.value})"
            case BusinessDays(calendar):
                way_ = f"{'before' if count < 0 else 'after'} {name}"
                name = f"{abs(count)} business days of {calendar.id} {way_}"
            case Unit():
                units = way.value.removesuffix("s") if abs(count) == 1 else way.value
                name = f"{abs(count)} {units} {'before' if count < 0 else 'after'} {name}"
            case _:
                assert_never(way)
    return name


def _ordered(asks: Ask, sign: str, bound: object) -> str:
    negated = "" if sign == ">=" else "not "
    match asks:
        case DaysSince():
            when = f"has {negated}come" if bound == 0 else f"is {negated}past"
            return f"{_name(asks)} {when}"
        case Today():
            return f"the day is {'before' if negated else 'on or after'} {_day(bound)}"
        case Dated():
            return f"{_name(asks)} {sign} {_day(bound)}"
        case _:
            return f"{_name(asks)} {sign} {bound}"


def _day(number: object) -> str:
    """A day number as a date; that of the day after the calendar's last has none."""
    if isinstance(number, int) and number <= date.max.toordinal():
        return date.fromordinal(number).isoformat()
    return "10000-01-01"
