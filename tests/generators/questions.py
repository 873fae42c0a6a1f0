"""Random questions about an agreement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from .cuts import cuts, days_named
from .names import Data, Names, compared, defined_facts, lines, names_of, subject
from .order import Entry, behind, conditions, entries, merged, norms, spelt_out
from .ordered import random_ordered
from .vocabulary import GRADES, chance

YEARS = 9999
"""A day of the last year is not counted on from."""


@dataclass(frozen=True)
class Question:
    """A question as plain data; the options as in a scenario."""

    bearer: str
    action: str
    on: date
    given: Mapping[str, str] = field(default_factory=dict)
    under: str | None = None
    without: tuple[str, ...] = ()
    known: date | None = None
    evidence: str | None = None
    readings: Mapping[str, str] = field(default_factory=dict)


def in_play(data: Data, bearer: str, action: str) -> list[Entry]:
    """The clauses with a norm that is relevant to the question, with what their groups give."""
    wider = names_of(data).wider[action]
    succeeded = ((data.get("succeeds") or {}).get(bearer) or {}).get("to", bearer)
    return [
        merged(data, entry)
        for entry in entries(data)
        if any(
            who in (bearer, succeeded) and (act == action if modality == "must" else act in wider)
            for who, modality, act in norms(entry.clause)
        )
    ]


def random_question(rng: Random, data: Data, *, contested: bool = False) -> Question:
    """A question, mostly about an act that some clause speaks of, often on a day that matters.

    With `contested`, more often about one of which clauses say different things, or that needn't
    be done: such answers are few.
    """
    names = names_of(data)
    bearer, action = _act(rng, data, names, contested)
    clauses = in_play(data, bearer, action)
    clauses += behind(data, clauses)
    given = {}
    defined = defined_facts(data)
    share = rng.choice(
        (1.0, 1.0, 1.0, 0.9, 0.8, 0.6) if defined else (1.0, 1.0, 0.9, 0.8, 0.5, 0.2)
    )
    on = _day(rng, data, clauses, {})
    for name in (*names.facts, *names.events):
        if name in defined and chance(rng, 0.9):
            continue  # what a question says of it may contradict the definition
        if chance(rng, share):
            given[name] = _value(rng, data, names, name, on)
        elif _entry(data, name).get("usually") and chance(rng, 0.3):
            given[name] = "unknown"
    if chance(rng, 0.4):
        on = _day(rng, data, clauses, given)
    fixed = {name: rng.choice(of) for name, of in names.readings.items() if chance(rng, 0.15)}
    instruments = [instrument["instrument"] for instrument in data["instruments"]]
    published = [i.get("published") or i["effective"] for i in data["instruments"]]
    return Question(
        bearer,
        action,
        on,
        given,
        under=rng.choice(instruments[-3:]) if chance(rng, 0.12) else None,
        without=tuple(rng.sample(instruments, rng.choice((1, 1, 2)))) if chance(rng, 0.12) else (),
        known=_near(rng, date.fromisoformat(rng.choice(published))) if chance(rng, 0.12) else None,
        evidence=max(rng.choice(GRADES), rng.choice(GRADES), key=GRADES.index)
        if chance(rng, 0.12)
        else None,
        readings=fixed,
    )


def _act(rng: Random, data: Data, names: Names, contested: bool) -> tuple[str, str]:
    said = [norm for entry in entries(data) for norm in norms(entry.clause)]
    acts = [(bearer, act) for bearer, _, act in said]
    if contested and chance(rng, 0.3):
        several = {(bearer, act, how) for bearer, how, act in said}
        of = Counter((bearer, act) for bearer, act, _ in several)
        acts = [act for act in acts if of[act] > 1] or acts
    elif contested and chance(rng, 0.4):
        acts = [(bearer, act) for bearer, how, act in said if how == "need not"] or acts
    if not acts or chance(rng, 0.06):
        return rng.choice(names.parties), rng.choice(list(names.wider))
    bearer, action = rng.choice(acts)
    kinds = [name for name, wider in names.wider.items() if action in wider]
    for name, entry in (data.get("succeeds") or {}).items():
        bearer = name if entry["to"] == bearer and chance(rng, 0.5) else bearer
    return bearer, rng.choice((action, rng.choice(kinds)))


def _day(rng: Random, data: Data, clauses: list[Entry], given: Mapping[str, str]) -> date:
    """Often a day on which something begins or ends, or the day before."""
    some = sorted(cuts(data, clauses, given))
    if some and chance(rng, 0.5):
        late = max(rng.choice(some), rng.choice(some))
        return late - timedelta(days=rng.choice((0, 0, 1)))
    first = max(date.fromisoformat(instrument["effective"]) for instrument in data["instruments"])
    return first + timedelta(days=rng.randint(-100, 1500))


def _near(rng: Random, day: date) -> date:
    return day + timedelta(days=rng.choice((-300, -1, 0, 0, 30, 400)))


def _grade(rng: Random) -> str:
    """A grade, rather a low one."""
    return max(rng.choice(GRADES), rng.choice(GRADES), key=GRADES.index)


def _entry(data: Data, name: str) -> Data:
    return (data["facts"].get(name) or data["events"].get(name)) or {}


def _value(rng: Random, data: Data, names: Names, name: str, on: date) -> str:
    """A value in a question, mostly one that makes a difference."""
    if name in names.kinds:
        below = names.kinds[name]
        ends = [node for node in below if below[node] == (node,)]
        inner = [node for node in below if node not in ends] or ends
        some = rng.sample(list(below), 2)
        return rng.choice(
            (rng.choice(ends), rng.choice(ends), rng.choice(inner), " or ".join(some))
        )
    if name in names.yes_no:
        return rng.choice(("yes", "no"))
    if name in names.numbers:
        constants = [c for c in _constants(data, name) if not c.startswith("2")] or ["10"]
        step = Decimal(rng.choice(("-1", "-0.01", "0", "0", "0.01", "5")))
        number = Decimal(rng.choice(constants)) + step
        most = _entry(data, name).get("max")
        return str(number if most is None else min(number, Decimal(most)))
    if name in names.ordered:
        return random_ordered(rng, names, name)
    if chance(rng, 0.25) and _entry(data, name).get("type") != "date":
        return "never"
    named = sorted(d for d in days_named(_constants(data, name)) if d.year < YEARS) or [on]
    near = rng.choice((on, on, rng.choice(named)))
    return (near + timedelta(days=rng.choice((-1461, -548, -30, -10, -1, 0, 1, 20)))).isoformat()


def _constants(data: Data, name: str) -> list[str]:
    """What the name is compared with, anywhere in the agreement."""
    every = [conditions(entry.clause) for entry in spelt_out(data)]
    return [
        line.split()[-1]
        for line in lines([*every, data.get("impossible")])
        if subject(line) == name
        and compared(line) is None
        and line.split()[-2:-1] not in ([], ["after"], ["before"], ["not"])
    ]


def questions(rng: Random, data: Data, count: int) -> Iterator[Question]:
    """So many questions about one agreement."""
    for _ in range(count):
        yield random_question(rng, data)
