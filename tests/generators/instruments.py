"""Random instruments and their clauses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from .conditions import random_condition, random_term
from .cuts import days_named, period
from .names import CLAUSE_WORDS, Data, Names
from .vocabulary import GRADES, chance

BEARERS = (*["lessor"] * 5, "lessee")
MODALITIES = ("may", "may", "must not", "must not", "must", "must", "need not", "need not")
INSTRUMENT_NAMES = ("{year}-{month:02}", "{year}-{month:02}", "{year}", "v1.{place}0")


def random_instruments(rng: Random, names: Names, sources: list[str]) -> list[Data]:
    """Between two and five instruments with three to twelve clauses in all."""
    count = rng.choice((2, 3, 3, 4, 5))
    ids = _clause_ids(rng)
    instruments: list[Data] = []
    day = date(2018, 1, 1)
    for place in range(count):
        if place == 0 or not chance(rng, 0.1):
            day += timedelta(days=rng.randint(40, 700))
        instruments.append(_instrument(rng, instruments, day, sources))
        memorandum = instruments[-1]["kind"] == "memorandum"
        clauses = {}
        for _ in range(rng.choice((1, 2, 3) if count > 3 else (2, 3, 4))):
            statement = memorandum or chance(rng, 0.07)
            clauses[next(ids)] = _clause(rng, names, day, statement=statement, sources=sources)
        instruments[-1]["clauses"] = clauses
    return instruments


def _clause_ids(rng: Random) -> Iterator[str]:
    first, second = CLAUSE_WORDS
    return iter(rng.sample([f"{one}-{two}" for one in first for two in second], 30))


def _instrument(rng: Random, before: list[Data], day: date, sources: list[str]) -> Data:
    others = ("amendment", "amendment", "extension", "consent", "memorandum", "clarification")
    kind = rng.choice((*others, "clarification")) if before else "agreement"
    shape = rng.choice(INSTRUMENT_NAMES)
    entry: Data = {
        "instrument": shape.format(year=day.year, month=day.month, place=len(before) + 1),
        "kind": kind,
        "title": f"The {kind} of {day.year}",
        "effective": day.isoformat(),
    }
    if entry["instrument"] in {other["instrument"] for other in before}:
        entry["instrument"] += f".{len(before) + 1}"
    if kind == "clarification":
        clarified = rng.choice(before)
        entry["clarifies"] = clarified["instrument"]
        if chance(rng, 0.5):
            entry |= {"effective": clarified["effective"], "published": day.isoformat()}
    elif chance(rng, 0.3):
        entry["published"] = (day + timedelta(days=rng.randint(-60, 400))).isoformat()
    if chance(rng, 0.3):
        entry["basis"] = rng.choice(("signed", "announced"))
    entry["cites"] = [{"source": rng.choice(sources)}]
    if chance(rng, 0.1):
        entry["grade"] = rng.choice(GRADES)
    return entry


def _clause(rng: Random, names: Names, day: date, *, statement: bool, sources: list[str]) -> Data:
    clause: Data = {"text": "A provision in plain words."}
    if statement:
        clause["states"] = "How the parties see it."
    else:
        clause["norm"] = _norm(rng, names)
        add_conditions(rng, names, clause, "when", rng.choice((0, 0, 1, 1, 2)))
        add_conditions(rng, names, clause, "unless", rng.choice((0, 0, 0, 0, 1, 2)))
    for key, probability in (("from", 0.1), ("through", 0.1), ("until", 0.12)):
        if chance(rng, probability):
            clause[key] = random_term(rng, names, day)
    if ends_first(clause):
        del clause["from"]
    if chance(rng, 0.12):
        clause["published"] = (day + timedelta(days=rng.randint(-30, 500))).isoformat()
    if chance(rng, 0.12):
        clause["grade"] = rng.choice(GRADES)
    if chance(rng, 0.4):
        clause["cites"] = [_citation(rng, sources) for _ in range(rng.choice((1, 2)))]
    return clause


def ends_first(clause: Data) -> bool:
    """Whether the clause has a day on which it begins, but ends on one before it can."""
    begins = clause.get("from")
    if not isinstance(begins, str) or not days_named([period(begins, last=False)]):
        return False
    through, until = clause.get("through"), clause.get("until")
    return (
        isinstance(through, str) and period(through, last=True) < period(begins, last=False)
    ) or (isinstance(until, str) and period(until, last=False) <= period(begins, last=False))


def add_conditions(rng: Random, names: Names, clause: Data, key: str, count: int) -> None:
    """So many conditions, where there are any."""
    if count:
        clause[key] = [random_condition(rng, names) for _ in range(count)]


def _citation(rng: Random, sources: list[str]) -> Data:
    cite: Data = {"source": rng.choice(sources)}
    if chance(rng, 0.3):
        cite["quote"] = "words: as they stand"
    if chance(rng, 0.2):
        cite["grade"] = rng.choice(GRADES)
    return cite


def _norm(rng: Random, names: Names) -> Any:
    """One norm, or two of one clause that can't contradict each other."""
    actions = list(names.wider)
    first = f"{rng.choice(BEARERS)} {rng.choice(MODALITIES)} {rng.choice(actions)}"
    if not chance(rng, 0.2):
        return first if chance(rng, 0.9) else [first]
    bearer, *modality, action = first.split()
    second = rng.choice(
        (
            f"{bearer} {' '.join(modality)} {rng.choice(actions)}",
            f"{'lessee' if bearer == 'lessor' else 'lessor'} {rng.choice(MODALITIES)} {action}",
        )
    )
    return [first, second] if second != first else first
