"""A question and a name whose value is left open -> the verdict for each value it may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contract_engine.answers.answer import WHERE_THERE, Asked, CaseSaid, Result, WordsRead
from contract_engine.answers.ask.ask import asked_of
from contract_engine.answers.ask.each_sentence import each_sentence
from contract_engine.answers.ask.notes import notes_of_look
from contract_engine.answers.ask.why_silent import silence_told
from contract_engine.answers.engine import Engine
from contract_engine.answers.wording import tell_given, tell_values
from contract_engine.diagram.core.naming import describe, example
from contract_engine.diagram.core.region import Impossible
from contract_engine.diagram.finding.finding import Finding
from contract_engine.language.questions import both_given
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Given, Question
from contract_engine.model.vocabulary import KindFact, NumberFact, YesNoFact


@dataclass(frozen=True)
class ForValue:
    """The values that have one verdict and one reason for it."""

    given: Mapping[str, str]
    verdict: Verdict
    clauses: tuple[str, ...]
    cases: tuple[CaseSaid, ...]
    more_cases: int = field(default=0, metadata=WHERE_THERE)
    silence: str = field(default="", metadata=WHERE_THERE)


@dataclass(frozen=True)
class EveryValue(Result):
    """What a question comes to for each value of `asks`; those that can't be are left out.

    `assumed` is what some of these answers assume.
    """

    question: Asked
    sentence: str
    asks: str
    values: tuple[ForValue, ...]
    notes: tuple[str, ...]
    assumed: Mapping[str, str]
    understood: tuple[WordsRead, ...] = field(default=(), metadata=WHERE_THERE)


@dataclass(frozen=True)
class Group:
    """Values in words, one question of them all, and what it comes to."""

    words: str
    question: Question
    finding: Finding


def of_fact(engine: Engine, question: Question, name: str) -> tuple[list[Group], str]:
    """The values of a fact or event, those together that come to the same; and what can't be."""
    q = question
    program = engine.program(q.bearer, q.action, q.on, q.options, q.given)
    program = program.given(question.given)
    if name in engine.agreement.definitions:
        return _of_defined(engine, question, name)
    level = program.ground.level.get(name)
    if level is None:
        finding = _found(engine, question)
        return ([] if finding is None else [Group(_any(engine, name), question, finding)]), ""
    groups: dict[object, tuple[int, Question, Finding]] = {}
    can = 0
    size = program.nodes.sizes[level]
    for c in range(size):
        value = example(program, level, c)
        given: Given = frozenset({value}) if isinstance(value, str) else value
        asked = _with(question, name, given)
        finding = _found(engine, asked)
        if finding is not None:
            can |= 1 << c
            mask, *first = groups.get(finding.shape, (0, asked, finding))
            groups[finding.shape] = (mask | 1 << c, *first)  # type: ignore[assignment]
    whole = (1 << size) - 1
    told = [Group(describe(program, level, m, whole), q, f) for m, q, f in groups.values()]
    cannot = whole & ~can
    return told, describe(program, level, cannot, whole) if cannot and groups else ""


def _of_defined(engine: Engine, question: Question, name: str) -> tuple[list[Group], str]:
    """The same for a kind or yes/no that definitions give: each value as if it were given."""
    fact = engine.agreement.vocabulary.facts[name]
    values: list[Given] = [False, True]
    if isinstance(fact, KindFact):
        values = [frozenset({end}) for end in fact.ends]
    groups: dict[object, tuple[list[Given], Question, Finding]] = {}
    cannot: list[Given] = []
    for value in values:
        asked = _with(question, name, value)
        finding = _found(engine, asked)
        if finding is None:
            cannot.append(value)
        else:
            groups.setdefault(finding.shape, ([], asked, finding))[0].append(value)
    told = [Group(_told(engine, name, vs), q, f) for vs, q, f in groups.values()]
    return told, _told(engine, name, cannot) if cannot and groups else ""


def is_ordered_and_defined(engine: Engine, name: str) -> bool:
    """Whether a name has days or numbers that definitions give: these can't be gone through."""
    fact = engine.agreement.vocabulary.facts.get(name)
    defined = name in engine.agreement.definitions
    return defined and not isinstance(fact, KindFact | YesNoFact)


def of_items(engine: Engine, question: Question, name: str) -> tuple[list[Group], str]:
    """The items of a table, those together that come to the same; and what can't be."""
    groups: dict[object, tuple[list[str], Question, Finding]] = {}
    cannot: list[str] = []
    for key in engine.agreement.tables[name].items:
        asked = _with_item(engine, question, name, key)
        finding = None if asked is None else _found(engine, asked)
        if asked is None or finding is None:
            cannot.append(key)
        else:
            groups.setdefault(finding.shape, ([], asked, finding))[0].append(key)
    told = [Group(" or ".join(keys), q, f) for keys, q, f in groups.values()]
    return told, " or ".join(cannot) if groups else ""


def _with_item(engine: Engine, question: Question, table: str, key: str) -> Question | None:
    """The question with an item named as well; None where other items say otherwise."""
    tables = engine.agreement.tables
    others = [tables[other].items[named].values for other, named in question.items.items()]
    given = dict(question.given)
    for name, value in tables[table].items[key].values.items():
        of_other = any(other.get(name) == given.get(name) for other in others if name in other)
        if name not in given:
            given[name] = value
        elif of_other:
            both = both_given(given[name], value)
            if both is None:
                return None
            given[name] = both
    return question.with_given(given, {**question.items, table: key})


def every_value(
    engine: Engine, question: Question, name: str, groups: list[Group], cannot: str
) -> EveryValue:
    """The groups as they are told."""
    return EveryValue(
        asked_of(engine.agreement, question),
        each_sentence(
            engine.agreement, question, name, [(g.words, g.finding.verdict) for g in groups]
        ),
        name,
        tuple(
            ForValue(
                {name: group.words},
                group.finding.verdict,
                group.finding.governing,
                tuple(CaseSaid(c.given, c.verdict, c.clauses) for c in group.finding.cases),
                group.finding.more_cases,
                silence_told(engine, group.question, group.finding),
            )
            for group in groups
        ),
        tuple(_notes(engine, question, name, groups, cannot)),
        _assumed(engine, groups),
    )


def _assumed(engine: Engine, groups: list[Group]) -> dict[str, str]:
    words = engine.agreement.vocabulary
    return {
        name: tell_given(words, name, value)
        for group in groups
        for name, value in group.finding.assumed.items()
    }


def _notes(
    engine: Engine, question: Question, name: str, groups: list[Group], cannot: str
) -> Iterator[str]:
    yield from notes_of_look(engine, question)
    if cannot:
        yield f"Left out, as it can't be together with what is given: `{name}` {cannot}."
    ground = groups[0].finding.program.ground
    if name not in ground.names and name not in ground.defined | {*engine.agreement.tables}:
        yield f"No term in force on {question.on} asks about `{name}`."


def _with(question: Question, name: str, given: Given) -> Question:
    return question.with_given({**question.given, name: given})


def _found(engine: Engine, question: Question) -> Finding | None:
    q = question
    try:
        return engine.find(q.bearer, q.action, q.on, q.given, q.options)
    except Impossible:
        return None


def _told(engine: Engine, name: str, values: list[Given]) -> str:
    words = engine.agreement.vocabulary
    ends = frozenset(end for value in values if isinstance(value, frozenset) for end in value)
    if ends:
        return tell_values(words, name, ends)
    return " or ".join(tell_given(words, name, value) for value in reversed(values))


def _any(engine: Engine, name: str) -> str:
    """Any value, in words."""
    match engine.agreement.vocabulary.facts.get(name):
        case KindFact() as fact:
            return tell_values(engine.agreement.vocabulary, name, frozenset(fact.ends))
        case YesNoFact():
            return "yes or no"
        case NumberFact(sort=sort):
            return f"any {sort}"
        case _:
            return "any day"
