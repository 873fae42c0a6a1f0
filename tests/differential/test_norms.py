"""The norms that are told of a total situation, against the reference; on generated agreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from contract_engine.answers.norms.norms import norms_told
from contract_engine.answers.norms.result import NormsTold
from contract_engine.diagram.core.region import Impossible
from contract_engine.diagram.core.witness import witness
from contract_engine.model.agreement import Modality
from contract_engine.model.question import FactValue, Given, TotalSituation, as_given
from contract_engine.model.vocabulary import KindFact
from tests.differential.compare import Case, few_or_all, found_by_engine, generated
from tests.differential.values import as_reference
from tests.reference.survives import surviving
from tests.reference.truth import Situation as Total
from tests.reference.truth import applies
from tests.reference.verdict import prevail, relevant

CASES = 500

Stands = tuple[str, str, str, str]
"""A clause, and a norm of it: bearer, modality, action."""


@few_or_all(CASES // 4, CASES)
def test_the_norms_told_are_those_that_stand(count: int) -> None:
    """Of a total situation a norm is told as applying only where it stands undefeated, and left
    out only where it doesn't. Where nothing is defined, none is open.

    Of a choice the alternatives are those that are left, and of one alone it is said as a duty.
    """
    seen: Counter[str] = Counter()
    for additions in (False, True):
        for case in generated(count, 8_000, additions=additions):
            try:
                situation = witness(found_by_engine(case))
                assert situation is not None
                given, total = _given(case, situation)
                options = replace(case.typed.options, readings=situation.readings)
                question = replace(case.typed.with_given(given), options=options)
                parties = tuple(case.engine.agreement.vocabulary.parties)
                told = norms_told(case.engine, question, parties)
            except Impossible:
                continue
            expected = set(_standing(case, total, situation))
            sure, maybe = set(_told(told, "yes")), set(_told(told, "open"))
            if additions:  # whether another alternative is left may be open
                expected, sure, maybe = (_left(case, each) for each in (expected, sure, maybe))
            assert sure <= expected, (case.number, sure - expected)
            assert expected <= sure | maybe, (case.number, expected - sure - maybe)
            assert additions or not maybe, (case.number, maybe)
            assert all(len(choice.alternatives) > 1 for choice in told.one_of) or additions
            seen["norms"] += len(sure)
            seen["open"] += len(maybe)
            seen["choices"] += len(told.one_of)
    assert seen["norms"] > 500 * count / CASES, seen
    assert seen["choices"] > 10 * count / CASES, seen
    assert seen["open"] < seen["norms"], seen


def _left(case: Case, norms: set[Stands]) -> set[Stands]:
    """Of a choice what is left, whether alone or not."""
    clauses = case.engine.agreement.clauses
    chosen = {name for name, clause in clauses.items() if any(n.choice for n in clause.norms)}
    return {(n[0], n[1], "left" if n[0] in chosen else n[2], n[3]) for n in norms}


def _given(case: Case, situation: TotalSituation) -> tuple[dict[str, Given], dict[str, FactValue]]:
    """What is given, but for what follows; and the own values, as assumed where they are."""
    words, defined = case.engine.agreement.vocabulary, case.engine.agreement.definitions
    given = {n: as_given(v) for n, v in situation.facts.items() if n not in defined}
    total = dict(situation.facts)
    for name in defined:
        fact = words.facts[name]
        usual = fact.usually
        if usual is None or name not in total:
            continue
        if isinstance(fact, KindFact):
            ends = [end for word in str(usual).split(" or ") for end in fact.values[word].leaves]
            total[name] = next((end for end in ends if end == total[name]), ends[0])
        else:
            total[name] = usual
    return given, total


def _standing(
    case: Case, total: dict[str, FactValue], situation: TotalSituation
) -> Iterator[Stands]:
    """The norms on an act itself that apply and that nothing defeats, as the reference says."""
    left = surviving(case.theirs, case.options)
    facts = {name: as_reference(value) for name, value in total.items()}
    now = Total(left, situation.on, facts, situation.readings)
    words = case.engine.agreement.vocabulary
    for bearer in words.parties:
        for action in words.actions:
            terms = [term for term in relevant(bearer, action, now) if applies(term[0], now)]
            for clause, norm in prevail(terms)[0]:
                if norm.action == action:
                    yield clause.id, norm.bearer, norm.modality, norm.action


def _told(told: NormsTold, status: str) -> Iterator[Stands]:
    for norm in told.norms:
        if norm.applies == status:
            yield norm.id, norm.bearer, str(norm.modality), norm.action
    for choice in told.one_of:
        for each in choice.alternatives:
            for said in each.norms:  # what it must not do, it may not, unless it chooses otherwise
                open_ = each.applies == "open" or said.modality is Modality.MUST_NOT
                if ("open" if open_ else "yes") == status:
                    modality = "may" if said.modality is Modality.MUST else str(said.modality)
                    yield choice.id, choice.bearer, modality, said.action
