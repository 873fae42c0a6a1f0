"""A program and what is given -> the classes that the question leaves open of each variable."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from contract_engine.calendars.business_days import NotCovered
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.budget import QUESTION
from contract_engine.diagram.core.domains import mask_of
from contract_engine.diagram.core.measures import Unsettled
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.pushes import ordinal
from contract_engine.diagram.core.relations import Relation
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.days import Never
from contract_engine.model.question import UNKNOWN, Given
from contract_engine.model.vocabulary import KindFact

Masks = tuple[int, ...]


@dataclass(frozen=True)
class Region:
    """The classes (bit masks) that a question leaves open for each of a program's variables.

    `assumed` maps the variables that are assumed to what is assumed; `clashing` are the
    assumptions that were dropped because they can't be together with what is given. `within`
    holds, for kinds of which an end node or several are given or assumed, those end nodes: a
    class may hold others beside them.
    """

    masks: Masks
    assumed: Mapping[str, Given]
    clashing: tuple[str, ...] = ()
    within: Mapping[int, frozenset[str]] = field(default_factory=dict)


class Impossible(Exception):
    """What is given can't be: every completion is among the impossible combinations."""


class Uncovered(Impossible, NotCovered):
    """It hangs on days about which a calendar says nothing, whether it can be or not."""


def region_of(program: Program, given: Mapping[str, Given], *, assume: bool = True) -> Region:
    """The region of a question; see "Partial situations" in docs/meaning.md."""
    names = program.ground.names
    masks = [
        mask_of(program.ground.classes[level], given.get(name, UNKNOWN))
        for level, name in enumerate(names)
    ]
    if not _possible(program, masks):
        raise Impossible
    if not assume:
        return Region(_compared(program, masks, given), {})
    usual = usually(program, given)
    kept = {
        level: masks[level] & mask_of(program.ground.classes[level], value)
        for level, value in usual.items()
    }
    if not _possible(program, _with(masks, kept)):
        kept = {
            level: mask
            for level, mask in kept.items()
            if _possible(program, _with(masks, {level: mask}))
        }
        if not _possible(program, _with(masks, kept)):
            linked = program.linked(given)
            kept = {level: mask for level, mask in kept.items() if names[level] not in linked}
    assumed = {names[level]: usual[level] for level in kept}
    clashing = tuple(names[level] for level in usual if level not in kept)
    within = {
        level: value
        for level, name in enumerate(names)
        if isinstance(value := given.get(name, assumed.get(name)), frozenset)
    }
    masks = list(_compared(program, _with(masks, kept), {**assumed, **given}))
    return Region(tuple(masks), assumed, clashing, within)


def region_asked(program: Program, given: Mapping[str, Given]) -> Region:
    """The same of a question that somebody asks; raises Uncovered where no calendar answers it.

    Where what numbers come to isn't told exactly by those that are known, it is refused.
    """
    region = region_of(program, given)
    why = program.ground.by_calendar.not_covered({**region.assumed, **given})
    if why is not None:
        raise Uncovered(why.calendar, why.day)
    known = {**region.assumed, **given}
    numbers = {name: Fraction(v) for name, v in known.items() if isinstance(v, Decimal)}
    for relation in program.ground.relations.values():
        if isinstance(relation, Unsettled) and relation.settled(numbers) is None:
            raise _unsettled(relation, known)
    return region


def _compared(program: Program, masks: Sequence[int], known: Mapping[str, Given]) -> Masks:
    """The classes left open, where how two values compare is known of those that both are."""
    ground = program.ground
    changes: dict[int, int] = {}
    numbers = {n: Fraction(v) for n, v in known.items() if isinstance(v, Decimal)}
    for relation in ground.relations.values():
        if not isinstance(relation, Relation):
            found = relation.settled(numbers)
            if isinstance(found, bool):
                changes[ground.level[relation.name]] = 2 if found else 1
            continue
        both = [known.get(name) for name in (relation.yes.low, relation.yes.high)]
        days = [ordinal(day) for day in both if isinstance(day, date | Never)]
        if len(days) == 2:
            changes[ground.level[relation.name]] = 2 if days[1] >= relation.yes.push(days[0]) else 1
    return _with(masks, changes)


def _unsettled(measure: Unsettled, known: Mapping[str, Given]) -> BadInput:
    """A refusal that says which facts to give."""
    open_ = [name for name in measure.between if not isinstance(known.get(name), Decimal)]
    message = f"whether {measure.name} can't be told exactly while this isn't known"
    help_ = f"give {', '.join(f'`{name}`' for name in open_)}; all but one may be enough"
    return BadInput([Problem("E522", message, QUESTION, help=help_)])


def unassumed(program: Program, given: Mapping[str, Given]) -> Masks:
    """The classes left open by what is given, where nothing is assumed."""
    return region_of(program, given, assume=False).masks


def narrow(masks: Masks, changes: Mapping[int, int]) -> Masks:
    """The classes left open of some variables; none is opened again."""
    return tuple(mask & changes.get(level, mask) for level, mask in enumerate(masks))


def _with(masks: Sequence[int], changes: Mapping[int, int]) -> Masks:
    return tuple(changes.get(level, mask) for level, mask in enumerate(masks))


def usually(program: Program, given: Container[str]) -> dict[int, Given]:
    """What is usual of each variable that isn't given."""
    return {
        level: value
        for level, name in enumerate(program.ground.names)
        if name not in given and (value := _usual(program, name)) is not None
    }


def _usual(program: Program, name: str) -> Given | None:
    words = program.agreement.vocabulary
    if name in words.readings:
        default = program.survivors.defaults.get(name)
        single = len(program.survivors.readings[name]) == 1
        return None if default is None or single else frozenset({default})
    if name in program.ground.relations:
        return None
    subject = words.facts.get(name) or words.events[name]
    if isinstance(subject, KindFact):
        return None if subject.usually is None else _ends(subject, subject.usually)
    return subject.usually


def _ends(fact: KindFact, text: str) -> frozenset[str]:
    return frozenset(end for word in text.split(" or ") for end in fact.values[word].leaves)


def _possible(program: Program, masks: Sequence[int]) -> bool:
    return any_true(program, masks, program.possible)
