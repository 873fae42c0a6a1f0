"""What is handed to durable-rules, looked at rule by rule, on generated agreements."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from contract_engine.durable import DurableEvaluator
from contract_engine.durable.compile.compiled import compile_instrument
from contract_engine.durable.compile.rules import Ruleset
from contract_engine.durable.evaluate.relevance import plan
from contract_engine.model.agreement import Agreement
from tests.durable.agreements import LEASE, TINY, read, read_if_valid
from tests.generators import random_agreement, to_yaml

OPERATORS = {"$and", "$gte", "$gt", "$lte", "$lt", "$neq"}
NAMES = {"k", "h", "l", "vi", "vs"}


def agreements() -> Iterator[Agreement]:
    yield from (read(LEASE), read(TINY))
    for seed in range(25):
        agreement = read_if_valid(to_yaml(random_agreement(Random(f"shape/{seed}"))))
        if agreement is not None:
            yield agreement


def compiled() -> Iterator[Ruleset]:
    """Every rule set of these agreements."""
    for agreement in agreements():
        words = agreement.vocabulary
        for act in [(bearer, action) for bearer in words.parties for action in words.actions]:
            for instrument, wanted in plan(agreement, *act).wanted.items():
                yield from compile_instrument(agreement, instrument, wanted).rulesets


def keys(condition: Any) -> Iterator[str]:
    """Every key of a condition, all the way down; each mapping has one."""
    if isinstance(condition, dict):
        assert len(condition) == 1, condition
        for key, value in condition.items():
            yield key
            yield from keys(value)
    elif isinstance(condition, list):
        assert condition
        for part in condition:
            yield from keys(part)
    else:
        assert type(condition) in (int, str)


def test_conditions_are_of_the_safe_part() -> None:
    """One key in each mapping, few operators, fixed names of properties: nothing of the user's."""
    seen = set[str]()
    for each in compiled():
        for rule in each.rules.values():
            assert set(rule) == {"all", "pri"}
            assert 1 <= len(rule["all"]) <= 8
            for at, antecedent in enumerate(rule["all"]):
                assert list(antecedent) == [f"m{at}"]
                seen |= set(keys(antecedent[f"m{at}"]))
    assert seen == OPERATORS | NAMES


def test_each_instrument_has_rules_of_its_own_and_no_rule_of_another() -> None:
    agreement = read(LEASE)
    for instrument, wanted in plan(agreement, "lessee", "use").wanted.items():
        each = compile_instrument(agreement, instrument, wanted)
        own = {clause.id for clause in agreement.instruments[instrument].clauses}
        own |= {repeal.clause for repeal in agreement.instruments[instrument].repeals}
        for rule in [rule for ruleset in each.rulesets for rule in ruleset.concludes]:
            assert {line.clause for line in each.fired(rule).lines} <= own


def test_actions_take_one_argument() -> None:
    """With two, the second having a default, durable-rules would wait for ever to be called."""
    with DurableEvaluator(read(TINY)) as evaluator:
        evaluator._compiled("first", plan(evaluator.agreement, "lessee", "use").wanted["first"])
        for ruleset in [each for _, made in evaluator._rulesets.values() for each in made]:
            assert ruleset._actions
            for action in ruleset._actions.values():
                assert action.__code__.co_argcount == 1


def test_facts_told_are_one_word_or_integer_each() -> None:
    for each in compiled():
        for port in each.ports:
            assert port.number < 256 * 256
        for slots in each.slots.values():
            assert all(slot < 256 * 256 for slot in slots)
