"""The workload's clauses -> a function from a question to yes or no, for each engine."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from bench.workload import Asked, Clause, Test, as_yaml
from contract_engine.api import LoadedAgreement
from contract_engine.diagnostics import BadInput
from contract_engine.diagram.core.samples import any_value
from contract_engine.durable.evaluate.evaluator import DurableEvaluator
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder
from contract_engine.model.agreement import Agreement
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import FactValue, TotalSituation
from contract_engine.model.vocabulary import (
    DateFact,
    Event,
    Fact,
    KindFact,
    NumberFact,
    YesNoFact,
)

Permitted = Callable[[Asked], bool]
ACT = ("p", "serve")


def agreement_of(clauses: list[Clause]) -> Agreement:
    """The workload, read by the engine's own loader."""
    folder = from_bytes({"agreement.yaml": as_yaml(clauses).encode()}, "bench")
    agreement, problems = load_folder(folder)
    assert agreement is not None, problems
    return agreement


def prepared(clauses: list[Clause]) -> Permitted:
    """`agreement.prepare(...)`, as users call it."""
    verdict = LoadedAgreement(agreement_of(clauses)).prepare(" ".join(ACT)).verdict
    return lambda asked: verdict(on=asked.on, given=asked.given) is Verdict.PERMITTED


def loop(clauses: list[Clause]) -> Permitted:
    """A plain Python loop over the clauses."""
    over: dict[str, list[Clause]] = {}
    for clause in clauses:
        for target in clause.overrides:
            over.setdefault(target, []).append(clause)

    def holds(test: Test, given: dict[str, str | bool | int]) -> bool:
        value = given[test.fact]
        match test.operator:
            case "is":
                return value == test.value
            case "is not":
                return value != test.value
            case "yes":
                return bool(value)
            case "no":
                return not value
            case "<":
                return int(value) < int(test.value)
            case _:
                return int(value) >= int(test.value)

    def stands(clause: Clause, asked: Asked) -> bool:
        if not clause.first <= asked.on <= clause.last:
            return False
        if not all(holds(test, asked.given) for test in clause.when):
            return False
        return not any(stands(other, asked) for other in over.get(clause.id, ()))

    def permitted(asked: Asked) -> bool:
        found = {clause.permits for clause in clauses if stands(clause, asked)}
        return found == {True}

    return permitted


def durable(clauses: list[Clause]) -> Permitted:
    """The engine's other evaluator, on durable-rules."""
    rules = DurableEvaluator(agreement_of(clauses))

    def permitted(asked: Asked) -> bool:
        facts: dict[str, FactValue] = {
            name: value if isinstance(value, (str, bool)) else Decimal(value)
            for name, value in asked.given.items()
        }
        situation = TotalSituation(asked.on, facts, {})
        return rules.evaluate(*ACT, situation).outcome.verdict is Verdict.PERMITTED

    return permitted


def zen(clauses: list[Clause]) -> Permitted:
    """zen-engine's expression language, the whole agreement as one compiled expression."""
    import zen as zen_engine

    expression = zen_engine.compile_expression(_zen_expression(clauses))

    def permitted(asked: Asked) -> bool:
        return bool(expression.evaluate({**asked.given, "day": asked.on.toordinal()}))

    return permitted


def _zen_expression(clauses: list[Clause]) -> str:
    over: dict[str, list[Clause]] = {}
    for clause in clauses:
        for target in clause.overrides:
            over.setdefault(target, []).append(clause)

    def test(each: Test) -> str:
        match each.operator:
            case "is":
                return f'{each.fact} == "{each.value}"'
            case "is not":
                return f'{each.fact} != "{each.value}"'
            case "yes":
                return each.fact
            case "no":
                return f"not ({each.fact})"
            case _:
                return f"{each.fact} {each.operator} {each.value}"

    def stands(clause: Clause) -> str:
        parts = [f"day >= {clause.first.toordinal()}", f"day <= {clause.last.toordinal()}"]
        parts += [test(each) for each in clause.when]
        parts += [f"not ({stands(other)})" for other in over.get(clause.id, ())]
        return "(" + " and ".join(parts) + ")"

    def some(permits: bool) -> str:
        terms = [stands(clause) for clause in clauses if clause.permits is permits]
        while len(terms) > 1:
            terms = ["(" + " or ".join(terms[i : i + 40]) + ")" for i in range(0, len(terms), 40)]
        return terms[0] if terms else "false"

    return f"{some(True)} and not ({some(False)})"


def cedar(clauses: list[Clause]) -> Permitted:
    """cedarpy: a policy for each clause, with the exceptions inside its conditions."""
    import cedarpy

    policies = cedarpy.PolicySet.from_str(_cedar_policies(clauses))

    def permitted(asked: Asked) -> bool:
        request = {
            "principal": 'Party::"p"',
            "action": 'Action::"serve"',
            "resource": 'Thing::"it"',
            "context": {**asked.given, "day": asked.on.toordinal()},
        }
        return bool(cedarpy.is_authorized(request, policies, []).allowed)

    return permitted


def _cedar_policies(clauses: list[Clause]) -> str:
    over: dict[str, list[Clause]] = {}
    for clause in clauses:
        for target in clause.overrides:
            over.setdefault(target, []).append(clause)

    def test(each: Test) -> str:
        fact = f"context.{each.fact}"
        match each.operator:
            case "is":
                return f"{fact} == {json.dumps(each.value)}"
            case "is not":
                return f"{fact} != {json.dumps(each.value)}"
            case "yes":
                return fact
            case "no":
                return f"!{fact}"
            case _:
                return f"{fact} {each.operator} {each.value}"

    def applies(clause: Clause) -> str:
        parts = [
            f"context.day >= {clause.first.toordinal()}",
            f"context.day <= {clause.last.toordinal()}",
        ]
        parts += [test(each) for each in clause.when]
        parts += [f"!({applies(other)})" for other in over.get(clause.id, ())]
        return " && ".join(parts)

    return "\n".join(
        f"{'permit' if clause.permits else 'forbid'}(principal, action, resource) "
        f"when {{ {applies(clause)} }};"
        for clause in clauses
    )


def situation(agreement: Agreement, rng: Random, asked: Sequence[str]) -> dict[str, object]:
    """A value for every fact and event that is asked for and that no definition says."""
    words = agreement.vocabulary
    names = [n for n in (*words.facts, *words.events) if n not in agreement.definitions]
    return {n: _value(words.facts.get(n) or words.events[n], rng) for n in names if n in asked}


def _value(subject: Fact | Event, rng: Random) -> object:
    match subject:
        case KindFact():
            return rng.choice(subject.ends)
        case YesNoFact():
            return rng.random() < 0.5
        case NumberFact():
            value = any_value(subject)
            return f"{value} {subject.currency}" if subject.currency else value
        case DateFact() | Event():
            return date(2016, 1, 1) + timedelta(days=rng.randrange(6000))


def answers(verdict: Callable[..., object], on: date, given: dict[str, object]) -> bool:
    """Whether a situation is possible."""
    try:
        verdict(on=on, given=given)
    except BadInput:
        return False
    return True
