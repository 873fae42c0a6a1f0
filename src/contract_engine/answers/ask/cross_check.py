"""A finding of the diagram -> whether durable-rules, which shares nothing with it, says the same.

Each case of the answer (and the answer itself) is tried on one total situation of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from contract_engine.answers.engine import Engine
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.witness import complete, witness
from contract_engine.diagram.finding.cases import cases_of
from contract_engine.diagram.finding.finding import Finding, find
from contract_engine.model.outcome import Outcome, Verdict
from contract_engine.model.question import Question, TotalSituation, as_given

MAX_TRIED = 12
"""Cases beyond these are not tried."""

UNCHECKED = "Not cross-checked: durable-rules, the second evaluator, is not installed."


class BrokenEngine(Exception):
    """The engine must not answer: its evaluators disagree, or its installation is broken."""


class CrossCheck:
    """Tries answers of one agreement on durable-rules; made when first needed, closed at exit."""

    def __init__(self, engine: Engine) -> None:
        """Start durable-rules; BrokenEngine where it is installed but can't be used."""
        from contract_engine.durable.errors import BrokenInstallation
        from contract_engine.durable.evaluate.evaluator import DurableEvaluator

        self.engine = engine
        self._rules: DurableEvaluator | None = None
        try:
            self._rules = DurableEvaluator(engine.agreement)
        except BrokenInstallation as broken:
            if not broken.missing:
                raise BrokenEngine(str(broken)) from broken

    def note(self, question: Question, finding: Finding) -> str | None:
        """None where both evaluators agree; a note where only one is there.

        Raises BrokenEngine where they differ, naming the situation.
        """
        from contract_engine.durable.errors import BeyondLimits

        if self._rules is None:
            return UNCHECKED
        try:
            for situation in _situations(finding):
                self.compare(question, finding, situation)
        except BeyondLimits as limit:
            return f"Not cross-checked: durable-rules can't take this question ({limit})."
        return None

    def compare(self, question: Question, finding: Finding, situation: TotalSituation) -> None:
        """Raise BrokenEngine where the finding's diagrams and durable-rules differ on a situation.

        It is a total one, and among those that the finding is about.
        """
        assert self._rules is not None
        one = outcome_in(finding.program, situation)
        found = self._rules.evaluate(
            question.bearer, question.action, situation, question.options
        ).outcome
        if _comparable(one) != _comparable(found):
            told = ", ".join(
                f"{k}={v}" for k, v in {**situation.facts, **situation.readings}.items()
            )
            raise BrokenEngine(
                f"the two evaluators disagree on {question.bearer} {question.action} on "
                f"{situation.on} with {told}: {_told(one)} against {_told(found)}. "
                "Please report this situation; no answer is given"
            )


def outcome_in(program: Program, situation: TotalSituation) -> Outcome:
    """What diagrams say of a total situation."""
    values = {**situation.facts, **situation.readings}
    return find(program, {name: as_given(v) for name, v in values.items()}, own=True).outcome


def _situations(finding: Finding) -> Iterable[TotalSituation]:
    first = witness(finding)
    if first is not None:
        yield first
    if finding.verdict not in (Verdict.DEPENDS, Verdict.DISPUTED):
        return
    masks = finding.region.masks
    for case, _ in islice(cases_of(finding.program, masks), MAX_TRIED):
        narrowed = tuple(mask & case.get(level, mask) for level, mask in enumerate(masks))
        situation = complete(finding.program, narrowed, within=finding.region.within)
        if situation is not None:
            yield situation


def _comparable(outcome: Outcome) -> object:
    return (
        outcome.verdict,
        frozenset(outcome.governing),
        frozenset(outcome.also),
        frozenset(outcome.defeated),
        frozenset(outcome.ended),
    )


def _told(outcome: Outcome) -> str:
    return f"{outcome.verdict} by {', '.join(outcome.governing) or 'no clause'}"
