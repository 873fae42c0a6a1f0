"""The rule evaluator against the reference, on generated agreements and total situations."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from contract_engine.durable import DurableEvaluator
from contract_engine.durable.compile import rules
from contract_engine.durable.compile.compiled import Conclusions
from contract_engine.durable.compile.safe_subset import MAX_RULES
from contract_engine.durable.evaluate.survival import Left
from contract_engine.durable.library import Fact
from contract_engine.model.agreement import Agreement
from contract_engine.model.days import NEVER
from contract_engine.model.evidence import Grade
from contract_engine.model.outcome import Outcome
from contract_engine.model.question import Options, TotalSituation
from tests import reference
from tests.durable.agreements import LEASE, read, read_if_valid
from tests.durable.totals import random_act, random_total
from tests.generators import Data, random_agreement, to_yaml
from tests.reference.files import parse

SEEDS = range(int(os.environ.get("CONTRACT_ENGINE_DURABLE_AGREEMENTS", "100")))
"""One agreement for each, with four acts and two situations of each act."""


def random_options(rng: Random, agreement: Agreement) -> Options:
    """Options of which about half say nothing."""
    instruments = list(agreement.instruments.values())
    options = Options()
    if rng.random() < 0.2:
        options = replace(options, under=rng.choice(instruments).id)
    if rng.random() < 0.2:
        options = replace(options, without=(rng.choice(instruments).id,))
    if rng.random() < 0.2:
        options = replace(options, known=rng.choice(instruments).published)
    if rng.random() < 0.2:
        options = replace(options, evidence=rng.choice(list(Grade)))
    return options


def expected(
    slow: reference.Agreement, act: tuple[str, str], situation: TotalSituation, options: Options
) -> reference.Outcome:
    """What the reference says."""
    total = {
        name: reference.NEVER if value is NEVER else value
        for name, value in situation.facts.items()
    }
    evidence = None if options.evidence is None else str(options.evidence)
    said = reference.Options(options.under, options.without, options.known, evidence)
    return reference.evaluate(slow, *act, situation.on, total, situation.readings, said)


def same(found: Outcome, agreement: Agreement, slow: reference.Outcome) -> bool:
    """Whether the outcomes agree, and each list is in the order of the files."""
    order = list(agreement.clauses).index
    defeats = [(defeat.id, defeat.by) for defeat in found.defeated]
    return (
        str(found.verdict) == slow.verdict
        and set(found.governing) == slow.governing
        and set(found.also) == slow.also
        and set(defeats) == slow.defeated
        and set(found.ended) == slow.ended
        and all(
            list(clauses) == sorted(clauses, key=order)
            for clauses in (found.governing, found.also, found.ended)
        )
        and defeats == sorted(defeats, key=lambda pair: (order(pair[0]), order(pair[1])))
    )


def generated() -> Iterator[tuple[Random, Data]]:
    for seed in SEEDS:
        rng = Random(f"durable/{seed}")
        yield rng, random_agreement(rng)


def test_agrees_with_the_reference_on_generated_agreements() -> None:
    """Of every total situation, the rule evaluator and the reference find the same."""
    verdicts, refused = set(), 0
    for rng, data in generated():
        agreement, slow = read_if_valid(to_yaml(data)), reference.from_data(data)
        if agreement is None:
            refused += 1  # whether the loader is right is not a matter of this test
            continue
        with DurableEvaluator(agreement) as evaluator:
            for _ in range(4):
                act = random_act(rng, agreement)
                for _ in range(2):
                    situation = random_total(rng, agreement)
                    options = random_options(rng, agreement)
                    found = evaluator.evaluate(*act, situation, options).outcome
                    told = expected(slow, act, situation, options)
                    assert same(found, agreement, told), (act, situation, options, found, told)
                    verdicts.add(told.verdict)
    assert len(verdicts) == 6, verdicts
    assert refused < len(SEEDS) / 10


@pytest.mark.parametrize("most", [MAX_RULES, 5])
def test_agrees_with_the_reference_on_a_lease(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """However many rules a rule set takes, and so wherever they are cut into several."""
    monkeypatch.setattr(rules, "MAX_RULES", most)
    agreement, slow = read(LEASE), reference.from_data(parse(LEASE))
    rng = Random("lease")
    with DurableEvaluator(agreement) as evaluator:
        for _ in range(800):
            act = random_act(rng, agreement)
            situation = random_total(rng, agreement)
            found = evaluator.evaluate(*act, situation).outcome
            told = expected(slow, act, situation, Options())
            assert same(found, agreement, told), (act, situation, found, told)


def test_the_order_of_facts_and_earlier_evaluations_make_no_difference(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A situation has one outcome, in whatever order its facts are told and however often."""
    agreement = read(LEASE)
    rng = Random("order")
    in_order = Conclusions.facts

    def shuffled(
        self: Conclusions, ruleset: rules.Ruleset, situation: TotalSituation, left: Left
    ) -> list[Fact]:
        facts = in_order(self, ruleset, situation, left)
        rng.shuffle(facts)
        return facts

    cases = [(random_act(rng, agreement), random_total(rng, agreement)) for _ in range(60)]
    with DurableEvaluator(agreement) as evaluator:
        first = [evaluator.evaluate(*act, situation) for act, situation in cases]
        again = [evaluator.evaluate(*act, situation) for act, situation in cases]
        assert first == again
        monkeypatch.setattr(Conclusions, "facts", shuffled)
        for _ in range(5):
            mixed = [evaluator.evaluate(*act, situation).outcome for act, situation in cases]
            assert mixed == [finding.outcome for finding in first]
