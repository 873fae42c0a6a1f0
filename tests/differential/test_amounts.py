"""The evaluators on amounts that are computed from others, and compared with one another."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any, Final

import pytest

from contract_engine import Limits, limited
from contract_engine.api import one_question
from contract_engine.diagnostics import BadInput
from contract_engine.diagram.core.region import Impossible
from contract_engine.diagram.core.witness import witness
from contract_engine.durable.evaluate.evaluator import DurableEvaluator
from contract_engine.model.question import TotalSituation
from tests import reference
from tests.differential.compare import (
    Case,
    engine_of,
    engine_says,
    found_by_engine,
    reference_says,
    total_outcome,
    typed_question,
)
from tests.differential.test_three_ways import reference_tells, told
from tests.generators.questions import Question

FACTS: Final = ("fees", "paid", "rent")
CONSTANTS: Final = ("100 EUR", "250.5 EUR", "-3 EUR", "0 EUR", "33.33 EUR")
PERCENTAGES: Final = ("12", "12.5 %", "300", "7 %", "100 %")
SIGNS: Final = ("<", "<=", ">", ">=", "is", "is not")
ROUNDINGS: Final = (("10", "up"), ("50", "even"), ("20", "down"), ("0.5", "up"))
TOTALS: Final = ("0", "100", "250.5", "83.33", "-3", "33.33", "2783.3", "5", "-25")
FEW: Final = 30
MANY: Final = 400
CHUNKS: Final = 8
SECONDS: Final = 10
"""So long may the engine compute one question; past that it refuses it, as it would a user's."""


def random_formula(rng: Random, names: tuple[str, ...], depth: int = 0) -> Any:
    """A formula over some amounts, each of which it only raises or only lowers."""
    way = rng.choice(("sum", "percent", "product", "difference", "greater_of", "lesser_of"))
    if way == "percent":
        found = {"percent": rng.choice(PERCENTAGES), "of": _part(rng, names, depth)}
    elif way == "product":
        factor = rng.choice(("3", "-2", "0.5", "12 %"))
        found = {"product": rng.sample([_part(rng, names, depth), factor], 2)}
    elif way == "difference":
        found = {"difference": [rng.choice(CONSTANTS), _part(rng, names, depth)]}
    else:
        found = {way: [_part(rng, names, depth), rng.choice((*names, *CONSTANTS))]}
    if rng.random() < 0.25:
        to, half = rng.choice(ROUNDINGS)
        found["round"] = {"to": to, "half": half}
    return found


def _part(rng: Random, names: tuple[str, ...], depth: int) -> Any:
    if depth < 1 and rng.random() < 0.3:
        return random_formula(rng, names, depth + 1)
    return rng.choice(names)


def random_data(rng: Random) -> dict[str, Any]:
    """An agreement that hangs on two or three amounts, and on others that follow from them."""
    facts: dict[str, Any] = {name: {"type": "money", "currency": "EUR"} for name in FACTS[:2]}
    if rng.random() < 0.25:
        facts["fees"]["usually"] = rng.choice(CONSTANTS[:2])
    if rng.random() < 0.2:
        facts["paid"] |= {"min": "0", "max": "400"}
    definitions: dict[str, Any] = {}
    names = tuple(facts)
    for name in ("cap", "due")[: rng.choice((1, 1, 2))]:
        facts[name] = {"type": "money", "currency": "EUR"}
        formula = random_formula(rng, names if rng.random() < 0.6 else names[:1])
        if rng.random() < 0.3:
            rows = [{"when": ["other"], "is": rng.choice((*CONSTANTS, names[0]))}]
            definitions[name] = {"rows": [*rows, *([{"is": formula}] * (rng.random() < 0.8))]}
        else:
            definitions[name] = {"is": formula}
        names = (*names, name)

    def line() -> str:
        if rng.random() < 0.35:
            return f"{rng.choice(names[:2])} {rng.choice(SIGNS)} {rng.choice(CONSTANTS)}"
        one = rng.choice(names[2:]) if rng.random() < 0.8 else rng.choice(names)
        if rng.random() < 0.45:
            return f"{one} {rng.choice(SIGNS)} {rng.choice([n for n in names if n != one])}"
        return f"{one} {rng.choice(SIGNS)} {rng.choice(CONSTANTS)}"

    clauses = {
        f"clause-{norm.replace(' ', '-')}": {
            "norm": f"party {norm} act",
            "when": [line() for _ in range(rng.choice((1, 2)))],
        }
        for norm in rng.sample(("may", "must", "must not"), rng.choice((1, 2)))
    }
    return {
        "format": "1",
        "agreement": "amounts",
        "title": "Amounts",
        "grade": "contract",
        "parties": {"party": None},
        "actions": {"act": None},
        "facts": {**facts, "other": None},
        "instruments": [
            {
                "instrument": "one",
                "kind": "agreement",
                "title": "The agreement",
                "effective": "2020-01-01",
                "definitions": definitions,
                "clauses": clauses,
            }
        ],
    }


def random_given(rng: Random, data: dict[str, Any]) -> dict[str, str]:
    """Some of the amounts, also of those that are defined."""
    found = {}
    for name in ("fees", "paid"):
        if rng.random() < 0.35:
            found[name] = rng.choice((*CONSTANTS[:2], "99.99 EUR", "unknown"))
    if rng.random() < 0.05:
        found["cap"] = rng.choice(CONSTANTS)
    if rng.random() < 0.3:
        found["other"] = rng.choice(("yes", "no"))
    return found


@pytest.mark.parametrize(
    ("seed", "agreements"),
    [
        (0, FEW),
        *(pytest.param(n, MANY // CHUNKS, marks=pytest.mark.long) for n in range(1, CHUNKS + 1)),
    ],
)
def test_what_follows_from_amounts_is_the_same_in_all_three(seed: int, agreements: int) -> None:
    """The verdict is that of all values there are, and total situations are told alike."""
    said: Counter[str] = Counter()
    for number in range(agreements):
        rng = Random(f"{seed} {number}")
        data = random_data(rng)
        engine, theirs = engine_of(data), reference.from_data(data)
        durable = DurableEvaluator(engine.agreement)
        for _ in range(3):
            question = Question("party", "act", date(2020, 6, 1), given=random_given(rng, data))
            typed = typed_question(engine, question)
            case = Case(number, data, question, engine, typed, theirs, reference.Options())
            try:
                with limited(Limits(seconds=SECONDS)), one_question():
                    ours = engine_says(case)
            except BadInput:
                said["refused"] += 1
                continue
            try:
                expected = reference_says(case)
            except reference.TooMany:
                said["too many"] += 1
                continue
            assert ours == expected, (seed, number, question, data)
            said[str(expected[0]) if isinstance(expected, tuple) else str(expected)] += 1
            try:
                finding = found_by_engine(case)
            except Impossible:
                continue
            found = witness(finding)
            assert found is not None
            _same(case, durable, found)
            numbers = {n: Decimal(rng.choice(TOTALS)) for n in (*FACTS, "cap", "due")}
            numbers["paid"] = max(Decimal(0), min(Decimal(400), numbers["paid"]))
            total = {n: numbers.get(n, v) for n, v in found.facts.items()}
            _same(case, durable, replace(found, facts=total))
        durable.close()
    assert said["depends"] >= agreements // 2, said
    assert said["refused"] + said["too many"] < 3 * agreements // 2, said


def _same(case: Case, durable: DurableEvaluator, situation: TotalSituation) -> None:
    ours = told(total_outcome(case.engine, case.typed, situation))
    assert ours == reference_tells(case, situation), (case.question, case.data, situation)
    t = case.typed
    theirs = durable.evaluate(t.bearer, t.action, situation, t.options).outcome
    assert ours == told(theirs), (case.question, case.data, situation)
