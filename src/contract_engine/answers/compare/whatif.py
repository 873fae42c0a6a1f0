"""One question in two worlds -> both answers, and what became of the clauses that differ."""

from __future__ import annotations

from contract_engine.answers.answer import WHERE_THERE, Answer, Result, WordsRead
from contract_engine.answers.engine import Engine
from contract_engine.answers.labels import WINS
from contract_engine.answers.wording import tell_condition
from contract_engine.diagram.finding.finding import Finding, nearly
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.question import Question


@dataclass(frozen=True)
class World:
    """An engine and the question as it is asked there."""

    engine: Engine
    question: Question
    answer: Answer


@dataclass(frozen=True)
class Difference:
    """A clause that governs in one world and not in the other: what it does in each."""

    clause: str
    first: str
    second: str


@dataclass(frozen=True)
class WhatIf(Result):
    """The answers in two worlds, and the clauses that make the difference."""

    first: Answer
    second: Answer
    differences: tuple[Difference, ...]
    understood: tuple[WordsRead, ...] = field(default=(), metadata=WHERE_THERE)


def differences(first: World, second: World) -> tuple[Difference, ...]:
    """The clauses that make the difference, in file order."""
    ours = [clause.id for clause in first.answer.clauses]
    theirs = [clause.id for clause in second.answer.clauses]
    names = [n for n in dict.fromkeys((*ours, *theirs)) if (n in ours) != (n in theirs)]
    return tuple(Difference(name, fate(first, name), fate(second, name)) for name in names)


def fate(world: World, name: str) -> str:
    """What a clause does in a world, in words."""
    answer, engine, question = world.answer, world.engine, world.question
    agreement = engine.agreement
    if any(clause.id == name for clause in answer.clauses):
        return "governs"
    if any(clause.id == name for clause in answer.also):
        return "applies as well"
    for defeat in answer.defeated:
        if defeat.id == name:
            return f"set aside by `{defeat.by}`, {WINS[defeat.why]}"
    if name not in agreement.clauses:
        return "is not in these rules"
    left = engine.survivors(question.options)
    clause = agreement.clauses[name]
    if name not in left.clauses:
        return "is left out of account"
    if agreement.instruments[clause.instrument].effective > question.on:
        return f"comes only with {clause.instrument}"
    for end in answer.ended:
        if end.id == name:
            return f"ended{f' on {end.on}' if end.on else ''} by {end.by}"
    finding = _finding(world)
    for near in nearly(finding):
        if near.id == name:
            return "misses: " + "; ".join(tell_condition(c) for c in near.failed)
    for repeal in left.repeals:
        if repeal.clause == name and agreement.instruments[repeal.instrument].effective <= (
            question.on
        ):
            return f"repealed by {repeal.instrument}"
    for other in left.clauses.values():
        begun = agreement.instruments[other.instrument].effective <= question.on
        if name in other.replaces and begun:
            return f"replaced by `{other.id}`"
    return "does not apply"


def _finding(world: World) -> Finding:
    q = world.question
    return world.engine.find(q.bearer, q.action, q.on, q.given, q.options)
