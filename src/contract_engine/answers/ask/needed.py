"""A question -> which facts would still change its answer, the most telling first."""

from __future__ import annotations

from collections.abc import Mapping

from contract_engine.answers.answer import WHERE_THERE, Asked, Result, WordsRead
from contract_engine.answers.ask.ask import asked_of
from contract_engine.answers.ask.notes import notes_of_look
from contract_engine.answers.engine import Engine
from contract_engine.answers.labels import label_of
from contract_engine.answers.wording import tell_given
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.naming import describe
from contract_engine.diagram.core.region import unassumed, usually
from contract_engine.diagram.core.verdicts import verdict
from contract_engine.diagram.finding.needed import Pending, pending
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import UNKNOWN, Question


@dataclass(frozen=True)
class NameNeeded:
    """A fact, event or reading that may still decide.

    `assumed` is what `ask` takes for it where it isn't given; `settles` are the values that decide
    by themselves, whatever the others are, and the verdict then.
    """

    name: str
    label: str
    sort: str
    assumed: str | None
    settles: Mapping[str, Verdict]


@dataclass(frozen=True)
class Needed(Result):
    """What is still to be found out of a question, where nothing is assumed.

    `verdict` is that of what is given alone: it is definite where nothing is `needed`. `settled`
    are names that are not given, and that terms of the act ask about, but that can make no
    difference to the verdict any more.
    """

    question: Asked
    verdict: Verdict
    needed: tuple[NameNeeded, ...]
    settled: tuple[str, ...]
    notes: tuple[str, ...]
    understood: tuple[WordsRead, ...] = field(default=(), metadata=WHERE_THERE)


def needed(engine: Engine, question: Question) -> Needed:
    """What would still change the verdict; raises Impossible.

    Args:
        engine: the agreement.
        question: the question; what it gives as unknown is not given.

    Returns:
        The names: readings last, and those of which something is assumed after the others; among
        equals those first after which the fewest are left.
    """
    q = question
    program = engine.program(q.bearer, q.action, q.on, q.options, q.given).given(q.given)
    masks = unassumed(program, q.given)
    found = sorted(pending(program, masks), key=lambda each: _rank(program, each))
    names = program.ground.names
    open_ = {names[each.level] for each in found}
    settled = tuple(
        name
        for name in names
        if name not in open_
        and q.given.get(name, UNKNOWN) is UNKNOWN
        and name not in q.options.readings
    )
    return Needed(
        asked_of(engine.agreement, question),
        verdict(program, masks),
        tuple(_told(program, each) for each in found),
        tuple(settled),
        notes_of_look(engine, question),
    )


def _rank(program: Program, each: Pending) -> tuple[bool, bool, float, int]:
    """Readings are nobody's to find out; what is usually so is asked after what isn't known."""
    reading = program.ground.names[each.level] in program.agreement.vocabulary.readings
    return reading, each.level in usually(program, ()), each.left, each.level


def _told(program: Program, each: Pending) -> NameNeeded:
    words, name = program.agreement.vocabulary, program.ground.names[each.level]
    assumed = usually(program, ()).get(each.level)
    whole = (1 << program.nodes.sizes[each.level]) - 1
    return NameNeeded(
        name,
        label_of(words, name),
        "reading" if name in words.readings else "event" if name in words.events else "fact",
        None if assumed is None else tell_given(words, name, assumed),
        {
            describe(program, each.level, mask, whole): value
            for value, mask in each.settles.items()
            if isinstance(value, Verdict)
        },
    )
