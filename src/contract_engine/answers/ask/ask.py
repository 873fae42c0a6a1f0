"""A question -> its Answer: what the diagrams find, with days, sources, notes and words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal

from contract_engine.answers.answer import (
    Answer,
    Asked,
    CaseSaid,
    Change,
    ClauseCited,
    HingeSaid,
    Holds,
    NearMiss,
    OptionsAsked,
    Receipt,
    as_json,
)
from contract_engine.answers.ask.certainty import certainty_of
from contract_engine.answers.ask.definitions_used import defined_of
from contract_engine.answers.ask.endings import endings_of
from contract_engine.answers.ask.notes import notes_of
from contract_engine.answers.ask.only import only_of
from contract_engine.answers.ask.sentences import sentence_of
from contract_engine.answers.citing import cites_known, clause_grade, told
from contract_engine.answers.engine import Engine, options_key
from contract_engine.answers.timeline.periods import ONE_DAY, Stretches
from contract_engine.answers.wording import tell_condition, tell_given, tell_norms
from contract_engine.diagram.act.moment_days import KnownDays
from contract_engine.diagram.core.region import Impossible
from contract_engine.diagram.finding.finding import Finding, nearly
from contract_engine.diagram.finding.hinges import hinges
from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import OF_ONE_SIDE, Agreement, Clause, Norm
from contract_engine.model.norms import speaks_of
from contract_engine.model.outcome import Defeat, Verdict
from contract_engine.model.question import Question

VERSIONS = ("agreement", "extension", "amendment", *OF_ONE_SIDE)
"""The kinds of instrument that restate what stands: what they leave is carried."""


def answer(engine: Engine, question: Question, version: str) -> Answer:
    """The answer; raises Impossible where what is given can't be.

    `version` is the engine's own, for the receipt.
    """
    q = question
    # Numbers are equal however they are written, but the answer tells them as they were.
    given = tuple((n, v, str(v) if isinstance(v, Decimal) else "") for n, v in q.given.items())
    items = tuple(q.items.items())
    key = (q.bearer, q.action, q.on, given, options_key(q.options), q.asked, items, version)
    return engine.remembered(key, lambda: _answer(engine, question, version))


def _answer(engine: Engine, question: Question, version: str) -> Answer:
    finding = engine.find(
        question.bearer, question.action, question.on, question.given, question.options
    )
    agreement = engine.agreement
    asked = asked_of(agreement, question)
    stretches = Stretches(engine, question, closely=True)
    governing = cited(engine, question, finding.governing)
    days = KnownDays(finding.program, finding.region, question.given)
    defined = defined_of(finding, days, question.given)
    rests_on = [clause.grade for clause in governing]
    if governing:
        known = question.options.known
        rests_on += [clause_grade(agreement, agreement.clauses[d.by], known) for d in defined]
    grade = min(rests_on, default=None)
    ended = tuple(endings_of(finding, days))
    cases = tuple(CaseSaid(c.given, c.verdict, c.clauses) for c in finding.cases)
    said_hinges = tuple(
        HingeSaid(h.name, h.value, h.verdict, h.sort) for h in hinges(finding, question.given)
    )
    silence = None
    if finding.verdict is Verdict.NOT_ADDRESSED:
        from contract_engine.answers.ask.why_silent import why_silent

        silence = why_silent(engine, question, finding, days, ended)
    only = tuple(only_of(engine, question, finding))
    return Answer(
        verdict=finding.verdict,
        sentence=sentence_of(agreement, question, finding, governing, silence, only)
        + certainty_of(engine, question, finding),
        question=asked,
        clauses=governing,
        also=cited(engine, question, finding.outcome.also),
        defeated=tuple(_in_order(agreement, each) for each in finding.outcome.defeated),
        nearly=tuple(
            NearMiss(near.id, tuple(tell_condition(c) for c in near.failed))
            for near in nearly(finding)
        ),
        defined=defined,
        assumed={
            name: tell_given(agreement.vocabulary, name, value)
            for name, value in finding.assumed.items()
        },
        hinges=said_hinges,
        cases=cases,
        holds=holds(engine, question, finding, stretches),
        ended=ended,
        grade=grade,
        notes=notes_of(engine, question, finding),
        more_cases=finding.more_cases,
        silence=silence.kind if silence else "",
        silent=silence.clauses if silence else (),
        only=only,
        receipt=Receipt(
            f"contract-engine {version}",
            agreement.id,
            engine.rules_sha256,
            question_sha256(asked),
            agreement.with_,
        ),
    )


def asked_of(agreement: Agreement, question: Question) -> Asked:
    """The question as it was understood, in the words of the rule files."""
    options = question.options
    return Asked(
        question.bearer,
        question.action,
        question.situation.on,
        {
            name: tell_given(agreement.vocabulary, name, value)
            for name, value in question.given.items()
        },
        OptionsAsked(
            options.under, options.without, options.known, options.evidence, dict(options.readings)
        ),
        question.asked,
        dict(question.items),
    )


def cited(engine: Engine, question: Question, ids: Iterable[str]) -> tuple[ClauseCited, ...]:
    """Clauses with their sources, as they bear on a question."""
    agreement = engine.agreement
    wide = agreement.vocabulary.widening(question.action)
    left = engine.survivors(question.options).instruments
    known = question.options.known
    return tuple(
        ClauseCited(
            id=name,
            instrument=(clause := agreement.clauses[name]).instrument,
            text=clause.text,
            norm="; ".join(tell_norms(_about(clause, question, wide))),
            grade=clause_grade(agreement, clause, known),
            carried=is_carried(agreement, clause, question.on, left),
            cites=told(cites_known(agreement, clause, known)),
        )
        for name in ids
    )


def _about(clause: Clause, question: Question, wide: Collection[str]) -> Iterator[Norm]:
    """The norms of a clause that bear on a question; of a choice all, if one does."""
    bearing = [
        norm
        for norm in clause.norms
        if norm.bearer == question.bearer and speaks_of(norm, question.action, wide)
    ]
    chosen = any(norm.choice for norm in bearing)
    return (norm for norm in clause.norms if norm in bearing or (norm.choice and chosen))


def is_carried(agreement: Agreement, clause: Clause, on: date, instruments: Iterable[str]) -> bool:
    """Whether a version that took effect after the clause's, by this day, left it standing."""
    rank = agreement.instruments[clause.instrument].rank
    return any(
        later.rank[0] > rank[0] and later.effective <= on and later.kind in VERSIONS
        for later in (agreement.instruments[name] for name in instruments)
    )


def holds(engine: Engine, question: Question, finding: Finding, stretches: Stretches) -> Holds:
    """The days around the question's on which verdict, governing clauses and cases stay."""
    here = stretches.index(question.on)
    first = last = here
    before = after = None
    while first > 0:
        before = _find(engine, question, stretches.sample(first - 1))
        if before is None or not finding.shape.alike(before.shape):
            break
        first -= 1
    while last < len(stretches.starts):
        after = _find(engine, question, stretches.sample(last + 1))
        if after is None or not finding.shape.alike(after.shape):
            break
        last += 1
    begin, end = stretches.first(first), stretches.last(last)
    change = None
    if end is not None:
        next_day = end + ONE_DAY
        then = after.verdict if after else None
        change = Change(next_day, stretches.why(next_day, touched(finding, after)), then)
    cause = None if begin is None else stretches.why(begin, touched(before, finding))
    return Holds(begin, end, change, cause)


def touched(before: Finding | None, after: Finding | None) -> frozenset[str]:
    """The clauses that govern on one side of a change."""
    sides = [set(side.governing) if side else set() for side in (before, after)]
    different = sides[0] ^ sides[1]
    defeats = {d.by for side in (before, after) if side for d in side.outcome.defeated}
    return frozenset(different | (defeats & (sides[0] | sides[1]))) or frozenset(
        sides[0] | sides[1]
    )


def _find(engine: Engine, question: Question, on: date) -> Finding | None:
    try:
        return engine.find(question.bearer, question.action, on, question.given, question.options)
    except Impossible:
        return None


def question_sha256(asked: Asked) -> str:
    """The hash of a question as it was understood, for receipts."""
    text = json.dumps(as_json(asked), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


__all__ = [
    "Impossible",
    "Verdict",
    "answer",
    "asked_of",
    "cited",
    "holds",
    "is_carried",
    "question_sha256",
    "touched",
]


def _in_order(agreement: Agreement, defeat: Defeat) -> Defeat:
    """The same; the order of precedence may decide, or of one day that of the list."""
    winner = agreement.clauses[defeat.by]
    if defeat.why == "overrides" and defeat.id in dict(winner.sweeps).get("precedence", ()):
        return replace(defeat, why="precedence")
    ranks = [
        agreement.instruments[agreement.clauses[name].instrument].rank
        for name in (defeat.id, defeat.by)
    ]
    if defeat.why == "later" and ranks[0][0] == ranks[1][0]:
        return replace(defeat, why="listed_later")
    return defeat
