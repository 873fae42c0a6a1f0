"""Terms that give no answer -> why not: none speaks of it, they ended, begin later, aren't met.

Of each clause with a norm on the act it is read off its life: in force in some situation left open,
over in all of them, or not yet begun in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from contract_engine.answers.answer import Ended, SilentClause
from contract_engine.answers.labels import day_in_words, label_of
from contract_engine.answers.wording import tell_given
from contract_engine.diagram.act.life import Life
from contract_engine.diagram.act.moment_days import KnownDays
from contract_engine.diagram.act.program import Program, program_of
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.region import region_of
from contract_engine.diagram.core.restriction import mattering
from contract_engine.diagram.finding.blocking import blocking
from contract_engine.diagram.finding.finding import Finding, lines_of, nearly
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.days import Day
from contract_engine.model.question import Given, Question
from contract_engine.model.vocabulary import KindFact, Vocabulary

NO_TERM = "no_term"
ENDED = "ended"
NOT_BEGUN = "not_begun"
CONDITIONS = "conditions"
FEW = 3
"""So many of the assumptions that keep a clause away are in a sentence; JSON has all."""


@dataclass(frozen=True)
class Silence:
    """Why nothing is said: `kind`, and the clauses that it is about."""

    kind: str
    clauses: tuple[SilentClause, ...] = ()
    ended: tuple[Ended, ...] = ()


def silence_of(
    question: Question,
    finding: Finding,
    days: KnownDays,
    relevant: Sequence[Clause],
    ended: Sequence[Ended],
) -> Silence:
    """Why a question has no answer.

    Args:
        question: What was asked; its verdict is "not addressed".
        finding: What the diagrams say of it.
        days: The days of moments in the situations left open.
        relevant: The clauses that survive the options and have a norm on the act.
        ended: Those that would apply, had they not ended.

    What would apply and has ended comes first, then what is or may be in force and isn't met,
    then what begins later, then what has ended whatever its conditions.
    """
    if ended:
        return Silence(ENDED, ended=tuple(ended))
    kinds = {clause.id: _kind(finding, clause) for clause in relevant}
    for kind in (CONDITIONS, NOT_BEGUN, ENDED):
        found = [clause for clause in relevant if kinds[clause.id] == kind]
        if found:
            told = tuple(_told(question, finding, days, clause, kind) for clause in found)
            return Silence(kind, _nearest(finding, told, kind))
    return Silence(NO_TERM)


def silence_in_words(agreement: Agreement, silence: Silence, whether: str) -> str:
    """`no term in force speaks of whether ...`, and of the other kinds which terms do."""
    if silence.kind == NO_TERM:
        return f"no term in force speaks of {whether}"
    return f"nothing in force says {whether}; {reasons_in_words(agreement, silence)}"


def reasons_in_words(agreement: Agreement, silence: Silence) -> str:
    """The terms that a silence is about, and why each says nothing."""
    if silence.kind == NOT_BEGUN and len(silence.clauses) > MOST:
        return _later(silence.clauses)
    told = [_ended(agreement, end) for end in silence.ended]
    told += [_in_words(agreement, each, silence.kind) for each in silence.clauses[:MOST]]
    more = len(silence.clauses) - MOST
    return ", ".join(told) + (f", and {more} more" if more > 0 else "")


MOST = 3
"""Clauses beyond these are left to JSON."""


def _later(clauses: Sequence[SilentClause]) -> str:
    """Of many that begin later, the first to begin: `a` and 27 more begin on that day or later."""
    first = min(clauses, key=lambda each: (each.on is None, each.on or date.max))
    more = len(clauses) - 1
    if first.on is None:
        return f"`{first.id}` and {more} more have not begun"
    return f"`{first.id}` begins on {day_in_words(first.on)}, and {more} more then or later"


def _kind(finding: Finding, clause: Clause) -> str:
    program = finding.program
    life = program.sketch.life(clause)
    ground, on = program.ground, program.on

    if life.begins.effective > on:
        return NOT_BEGUN
    if _can(finding, life.in_force(ground, on)):
        return CONDITIONS
    if not _can(finding, program.nodes.negate(life.over(ground, on))):
        return ENDED
    return NOT_BEGUN


def _can(finding: Finding, node: int) -> bool:
    """Whether a node is true in some situation left open."""
    program = finding.program
    return any_true(program, finding.region.masks, node, program.possible)


def _told(
    question: Question, finding: Finding, days: KnownDays, clause: Clause, kind: str
) -> SilentClause:
    """A clause with the day it begins or ended, and what is assumed or given that keeps it away."""
    program = finding.program
    life = program.sketch.life(clause)
    day: date | None = None
    if kind == NOT_BEGUN:
        begins = _begins(life, days, question.on)
        day = begins if isinstance(begins, date) and begins > question.on else None
    needed = [*_needed(program, clause, kind)]
    missed = [number for number, node in enumerate(needed) if not _can(finding, node)]
    failed = [needed[number] for number in missed] or [_applies(program, clause)]
    wide = region_of(program, question.given, assume=False).masks
    names = program.ground.names
    said = finding.region.assumed
    levels = [n for n in mattering(program, wide, *failed) if names[n] in said]
    all_met = program.nodes.all(failed)
    matters = {names[n] for n in blocking(program, finding.region.masks, wide, levels, all_met)}
    asks = _asked(program, clause, kind, missed)
    assumed = {name: value for name, value in said.items() if name in matters}
    given = {name: v for name, v in question.given.items() if name in asks}
    return SilentClause(clause.id, kind, day, _words(finding, assumed), _words(finding, given))


def _begins(life: Life, days: KnownDays, on: date) -> Day | None:
    """The first day of a clause; None where the program, of an earlier day, doesn't ask for it."""
    if life.begins.effective <= on:
        return days.begins(life)
    return life.begins.effective if life.begins.moment is None else None


def _asked(program: Program, clause: Clause, kind: str, missed: Sequence[int]) -> set[str]:
    """The names that what isn't met asks for, of what is given too."""
    if program.held:  # its nodes no longer ask for that
        own = [norm for norm in program.norms if norm.clause.id == clause.id]
        program = program_of(program.agreement, program.survivors, own, program.on)
    needed = [*_needed(program, clause, kind)]
    failed = [needed[number] for number in missed] or [_applies(program, clause)]
    return {program.ground.names[level] for level in program.nodes.support(*failed)}


def _needed(program: Program, clause: Clause, kind: str) -> Iterator[int]:
    """The nodes that must all be true for a clause to apply, as far as they are of a kind."""
    if not any(norm.clause.id == clause.id for norm in program.norms):
        return
    if kind == NOT_BEGUN:
        yield program.sketch.life(clause).begins.come(program.ground, program.on)
    elif kind == CONDITIONS:
        yield from (node for _, node in lines_of(program, clause))


def _applies(program: Program, clause: Clause) -> int:
    """Where a clause applies, by any of its norms."""
    return program.nodes.any(
        node
        for norm, node in zip(program.norms, program.applies, strict=True)
        if norm.clause.id == clause.id
    )


def _words(finding: Finding, assumed: Mapping[str, Given]) -> Mapping[str, str]:
    words = finding.program.agreement.vocabulary
    return {name: tell_given(words, name, value) for name, value in assumed.items()}


def _nearest(
    finding: Finding, told: tuple[SilentClause, ...], kind: str
) -> tuple[SilentClause, ...]:
    """Those that only assumptions keep away, else those that miss one condition, else all."""
    near = {each.id for each in nearly(finding)}
    chosen = tuple(each for each in told if each.assumed and not each.given)
    chosen = chosen or tuple(each for each in told if each.id in near)
    return (chosen or told) if kind == CONDITIONS else told


def _in_words(agreement: Agreement, clause: SilentClause, kind: str) -> str:
    words = agreement.vocabulary
    told = [
        f"as {how} ({_few([_pair(words, *pair) for pair in of.items()])})"
        for how, of in (("assumed", clause.assumed), ("given", clause.given))
        if of
    ]
    beside = f", {' and '.join(told)}" if told else ""
    match kind:
        case "not_begun" if clause.on is not None:
            return f"`{clause.id}` begins on {day_in_words(clause.on)}"
        case "not_begun":
            return f"`{clause.id}` has not begun{beside}"
        case "ended":
            return f"`{clause.id}` has ended"
        case _:
            return f"`{clause.id}` speaks of it, but its conditions are not met{beside}"


def _few(told: Sequence[str]) -> str:
    """The first, and how many more there are."""
    more = [f"and {len(told) - FEW} more"] if len(told) > FEW + 1 else []
    return "; ".join([*told[:FEW], *more] if more else told)


def _pair(words: Vocabulary, name: str, value: str) -> str:
    """`cloud: AWS`, of a value as it would be written."""
    fact = words.facts.get(name)
    if isinstance(fact, KindFact):
        told = [fact.values[v].label if v in fact.values else v for v in value.split(" or ")]
        value = " or ".join(told)
    return f"{label_of(words, name)}: {value}"


def _ended(agreement: Agreement, end: Ended) -> str:
    norms = agreement.clauses[end.id].norms
    bars = any(norm.modality.value == "must not" for norm in norms)
    what = f"the bar `{end.id}`" if bars else f"`{end.id}`"
    return f"{what} ended on {day_in_words(end.on)}" if end.on else f"{what} has ended"
