"""A finding without an answer -> why there is none, wherever one is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contract_engine.answers.answer import Ended
from contract_engine.answers.ask.endings import endings_of
from contract_engine.answers.ask.silence import (
    NO_TERM,
    NOT_BEGUN,
    Silence,
    reasons_in_words,
    silence_of,
)
from contract_engine.answers.engine import Engine
from contract_engine.diagram.act.moment_days import KnownDays
from contract_engine.diagram.finding.finding import Finding
from contract_engine.lazy_dataclass import replace
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Question

NOTHING = "no term in force speaks of it"


def why_silent(
    engine: Engine,
    question: Question,
    finding: Finding,
    days: KnownDays | None = None,
    ended: Sequence[Ended] | None = None,
) -> Silence | None:
    """Why a question has no answer; None where it has one.

    Args:
        engine: what it is asked of.
        question: what was asked.
        finding: what the diagrams say of it.
        days: the days of moments in the situations left open, where they are at hand.
        ended: the clauses that would apply, had they not ended, where they are at hand.
    """
    if finding.verdict is not Verdict.NOT_ADDRESSED:
        return None
    days = days or KnownDays(finding.program, finding.region, question.given)
    over = tuple(endings_of(finding, days)) if ended is None else ended
    norms = engine.norms(question.bearer, question.action, question.options)
    left = engine.survivors(question.options).clauses
    relevant = [left[name] for name in dict.fromkeys(norm.clause.id for norm in norms)]
    return silence_of(question, finding, days, relevant, over)


def silence_told(engine: Engine, question: Question, finding: Finding) -> str:
    """Why there is no answer, for a table; empty where there is one."""
    silence = why_silent(engine, question, finding)
    if silence is None:
        return ""
    if silence.kind == NO_TERM:
        return NOTHING
    if silence.kind == NOT_BEGUN:  # the first says that none has
        dated = [clause for clause in silence.clauses if clause.on is not None]
        first = min(dated, key=lambda clause: clause.on or date.max, default=None)
        silence = replace(silence, clauses=(first,)) if first is not None else silence
    return reasons_in_words(engine.agreement, silence)
