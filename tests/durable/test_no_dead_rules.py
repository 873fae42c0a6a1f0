"""Every compiled rule matters, and a rule that is lost never makes a wrong answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from random import Random

import pytest

from contract_engine.durable import DurableEvaluator, EngineError, Finding
from contract_engine.durable.compile.clauses import Point
from contract_engine.durable.compile.compiled import Compiled, Conclusions, compile_instrument
from contract_engine.durable.evaluate import evaluator
from contract_engine.durable.evaluate.relevance import Wanted, plan
from contract_engine.model.agreement import Agreement
from contract_engine.model.days import NEVER, Day
from contract_engine.model.outcome import Outcome
from contract_engine.model.question import FactValue, TotalSituation
from tests.durable.agreements import TINY, read

Cases = list[tuple[TotalSituation, Finding]]
Rules = list[tuple[Agreement, str, str, Cases]]
ACT = ("lessee", "use")


def without(compiled: Compiled, rule: str) -> Compiled:
    """The same rule set, less one rule; what nothing looks at any more is no longer derived."""
    (ruleset,) = compiled.rulesets
    rules = {name: body for name, body in ruleset.rules.items() if name != rule}
    looked_at = set(_slots(rules))
    slots = {
        literal: [slot for slot in slots if slot in looked_at]
        for literal, slots in ruleset.slots.items()
    }
    return Compiled(compiled.made, (replace(ruleset, rules=rules, slots=slots),))


def _slots(rules: Mapping[str, dict[str, list[dict[str, Mapping[str, object]]]]]) -> Iterator[int]:
    for body in rules.values():
        for antecedent in body["all"]:
            for condition in antecedent.values():
                parts = condition.get("$and")
                if isinstance(parts, list) and {"k": "lit"} in parts:
                    yield parts[1]["h"] * 256 + parts[2]["l"]


def outcomes(
    monkeypatch: pytest.MonkeyPatch, agreement: Agreement, instrument: str, rule: str, cases: Cases
) -> Iterator[tuple[Outcome, Outcome | None]]:
    """What is found with all rules, and what without this one; None where that is refused."""

    def lossy(agreement: Agreement, name: str, wanted: Wanted) -> Compiled:
        compiled = compile_instrument(agreement, name, wanted)
        return without(compiled, rule) if name == instrument else compiled

    with monkeypatch.context() as patch, DurableEvaluator(agreement) as lossy_one:
        patch.setattr(evaluator, "compile_instrument", lossy)
        for situation, finding in cases:
            try:
                yield finding.outcome, lossy_one.evaluate(*ACT, situation).outcome
            except EngineError:
                yield finding.outcome, None


@pytest.fixture(scope="module", name="every_rule")
def _every_rule() -> Rules:
    """Each rule of each rule set of a tiny agreement, with situations in which it fires."""
    return list(_rules())


def _rules() -> Iterator[tuple[Agreement, str, str, Cases]]:
    agreement = read(TINY)
    with DurableEvaluator(agreement) as whole:
        cases = [(situation, whole.evaluate(*ACT, situation)) for situation in _situations()]
    Random(1).shuffle(cases)  # so that those in which a rule matters come soon
    firing: dict[tuple[str, str], Cases] = {}
    for situation, finding in cases:
        for fired in finding.trace:
            firing.setdefault((fired.instrument, fired.rule), []).append((situation, finding))
    for instrument, wanted in plan(agreement, *ACT).wanted.items():
        (ruleset,) = compile_instrument(agreement, instrument, wanted).rulesets
        for rule in ruleset.concludes:
            yield agreement, instrument, rule, firing.get((instrument, rule), [])


def _situations() -> Iterator[TotalSituation]:
    """Every class of every fact, on days on both sides of every boundary."""
    ever: tuple[Day, ...] = (date(2019, 6, 1), NEVER)
    days = (date(2020, 1, 14), date(2020, 12, 31), date(2021, 1, 1))
    weights = map(Decimal, ("3", "3.5", "7", "8"))
    for on, goods, insured, weight, notice, damaged, lost, breach in product(
        days,
        ("car", "van", "crane"),
        (True, False),
        tuple(weights),
        ever,
        ever,
        ever,
        ("narrow", "wide"),
    ):
        facts: dict[str, FactValue] = {
            "goods": goods,
            "insured": insured,
            "weight": weight,
            "notice": notice,
            "damaged": damaged,
            "lost": lost,
        }
        yield TotalSituation(on, facts, {"breach": breach})


def test_losing_a_rule_is_seen_and_never_makes_a_wrong_answer(
    monkeypatch: pytest.MonkeyPatch, every_rule: Rules
) -> None:
    """Without any one rule some situation has no answer, and none has another answer."""
    for agreement, instrument, rule, cases in every_rule:
        seen = 0
        for nth, (right, found) in enumerate(
            outcomes(monkeypatch, agreement, instrument, rule, cases)
        ):
            assert found in (right, None), (instrument, rule)
            seen += found is None
            if seen and nth >= 8:
                break
        assert seen, (instrument, rule, len(cases))


def test_every_rule_that_a_finding_needs_changes_an_outcome(
    monkeypatch: pytest.MonkeyPatch, every_rule: Rules
) -> None:
    """Were an unsettled point taken as false, losing a rule that makes points true would show."""

    def unchecked(self: Conclusions) -> Iterator[tuple[Point, str, bool]]:
        for (point, clause), literal in self.compiled.made.points.items():
            yield point, clause, literal in self.settled

    monkeypatch.setattr(Conclusions, "points", unchecked)
    for agreement, instrument, rule, cases in every_rule:
        compiled = compile_instrument(
            agreement, instrument, plan(agreement, *ACT).wanted[instrument]
        )
        if rule in needed(compiled):
            some = outcomes(monkeypatch, agreement, instrument, rule, cases)
            assert any(right != found for right, found in some), (instrument, rule, len(cases))


def needed(compiled: Compiled) -> set[str]:
    """The rules by which a point can become true, directly or through other rules."""
    (ruleset,) = compiled.rulesets
    of_slot = {slot: literal for literal, slots in ruleset.slots.items() for slot in slots}
    waiting, found = set(compiled.made.points.values()), set[int]()
    rules = set[str]()
    while waiting:
        literal = waiting.pop()
        found.add(literal)
        for rule, (settles, _) in ruleset.concludes.items():
            if settles == literal:
                rules.add(rule)
                looks_at = {of_slot[slot] for slot in _slots({rule: ruleset.rules[rule]})}
                waiting |= looks_at - found
    return rules
