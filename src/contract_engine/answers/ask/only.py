"""A question whether something must be done one way -> whether every other way is prohibited."""

from __future__ import annotations

from collections.abc import Iterator

from contract_engine.answers.engine import Engine
from contract_engine.diagram.core.region import Impossible
from contract_engine.diagram.finding.finding import Finding
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Question
from contract_engine.model.vocabulary import KindFact


def only_of(engine: Engine, question: Question, finding: Finding) -> Iterator[str]:
    """The facts given of which any other value is prohibited, all else as asked.

    Args:
        engine: Answers the question with the other values.
        question: What was asked; only one that asks whether it must has any.
        finding: What was found; it is permitted as asked, or required.
    """
    if question.asked != "must" or finding.verdict not in (Verdict.PERMITTED, Verdict.REQUIRED):
        return
    for name, value in question.given.items():
        fact = engine.agreement.vocabulary.facts.get(name)
        if not isinstance(fact, KindFact) or not isinstance(value, frozenset):
            continue
        others = frozenset(fact.ends) - value
        if not others or name in engine.agreement.definitions:
            continue
        try:
            given = {**question.given, name: others}
            found = engine.find(
                question.bearer, question.action, question.on, given, question.options
            )
        except Impossible:
            continue
        if found.verdict is Verdict.PROHIBITED:
            yield name
