"""A name on a day, and what is given -> its value, since and until when, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from contract_engine.answers.answer import Change, Holds
from contract_engine.answers.ask.ask import asked_of
from contract_engine.answers.ask.notes import notes_of_look
from contract_engine.answers.engine import Engine
from contract_engine.answers.timeline.periods import ONE_DAY, Stretches
from contract_engine.answers.value.figures import figure_on
from contract_engine.answers.value.on_day import ValueFound
from contract_engine.answers.value.result import KNOWN, UNKNOWN, Look, ValueTold
from contract_engine.answers.wording import tell_given
from contract_engine.diagram.core.region import Impossible
from contract_engine.diagram.finding.value import definitions_asked
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.agreement import Clause
from contract_engine.model.conditions import All, Condition
from contract_engine.model.question import Question


@dataclass(frozen=True)
class _Asked:
    """A definition and all the conditions that a value may hang on."""

    clause: Clause
    when: tuple[Condition, ...]


def value_of(engine: Engine, question: Question, name: str) -> ValueTold:
    """The value of a fact, event or event with readings; raises Impossible."""
    found = ValueFound(engine, question, name, question.on)
    words = engine.agreement.vocabulary
    subject = words.facts.get(name) or words.events.get(name) or words.read_events[name]
    return ValueTold(
        name=name,
        sort="fact" if name in words.facts else "event",
        label=subject.label,
        unit=getattr(subject, "currency", ""),
        status=found.status,
        value=found.value,
        words=found.words,
        sentence=found.sentence,
        question=look_of(engine, question),
        by=found.by,
        because=found.because,
        cases=found.cases if len(found.cases) > 1 else (),
        hangs_on=found.hangs_on,
        assumed={n: tell_given(words, n, v) for n, v in found.assumed.items()},
        holds=_holds(engine, question, found),
        grade=found.grade,
        cites=found.cites,
        notes=notes_of_look(engine, question, found.of.region.clashing),
    )


def value_of_figure(engine: Engine, question: Question, name: str, on: date | None) -> ValueTold:
    """The value of a figure; without a day, the latest."""
    options = question.options
    told = figure_on(engine.agreement, name, on, options.known, options.evidence)
    value = told.value
    change = None
    if told.until is not None:
        change = Change(told.until + ONE_DAY, f"the figure for {told.next_for}")
    amount = f"{value} {told.unit}".strip()
    return ValueTold(
        name=name,
        sort="figure",
        label=told.label,
        unit=told.unit,
        status=UNKNOWN if value is None else KNOWN,
        value=value,
        words=UNKNOWN if value is None else amount,
        sentence=told.sentence,
        question=replace(look_of(engine, question), on=on),
        by=(),
        because=(),
        cases=(),
        hangs_on=(),
        assumed={},
        holds=Holds(
            told.since, told.until, change, told.stated_for and f"stated for {told.stated_for}"
        ),
        grade=told.grade,
        cites=told.cites,
        notes=(told.note,) if told.note else (),
    )


def look_of(engine: Engine, question: Question) -> Look:
    """What is asked, apart from who may do what."""
    asked = asked_of(engine.agreement, question)
    return Look(asked.on, asked.given, asked.options, asked.items)


def _holds(engine: Engine, question: Question, found: ValueFound) -> Holds:
    """The days around the question's on which the value stays the same."""
    definitions = definitions_asked(engine.agreement, found.of.name)
    left = engine.survivors(question.options)
    asked = tuple(found.of.asked)
    stretches = Stretches(
        engine,
        question,
        [_Asked(_with(d, asked), asked) for d in definitions if d.id in left.clauses],
        closely=True,
    )

    def alike(index: int) -> bool:
        try:
            there = ValueFound(engine, question, found.of.name, stretches.sample(index))
        except Impossible:
            return False
        return found.shape.alike(there.shape)

    first, last = spread(stretches, question.on, alike)
    touched = frozenset(definition.id for definition in definitions)
    begin, end = stretches.first(first), stretches.last(last)
    change = None
    if end is not None:
        change = Change(end + ONE_DAY, stretches.why(end + ONE_DAY, touched))
    return Holds(begin, end, change, None if begin is None else stretches.why(begin, touched))


def _with(definition: Clause, asked: tuple[Condition, ...]) -> Clause:
    """A definition whose conditions are all that its lines ask for, to find days by."""
    return replace(definition, when=All((*definition.when.parts, *asked)))


def spread(stretches: Stretches, on: date, alike: Callable[[int], bool]) -> tuple[int, int]:
    """The first and the last stretch around a day on which what is told is as it is there."""
    first = last = stretches.index(on)
    while first > 0 and alike(first - 1):
        first -= 1
    while last < len(stretches.starts) and alike(last + 1):
        last += 1
    return first, last
