"""A program and what is given -> the verdict over every completion, its cases and hinges.

A region says, for each variable, which of its classes the question leaves open. Nothing here
enumerates completions: every question is a walk over shared nodes.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from contract_engine.calendars.business_days import NotCovered
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.budget import QUESTION
from contract_engine.diagram.core.domains import mask_of
from contract_engine.diagram.core.measures import Unsettled
from contract_engine.diagram.core.nodes import FALSE, TRUE, Nodes
from contract_engine.diagram.core.pushes import ordinal
from contract_engine.diagram.core.relations import Relation
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.days import Never
from contract_engine.model.outcome import Verdict
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


def any_true(program: Program, masks: Sequence[int], *booleans: int) -> bool:
    """Whether some situation of the region makes all these boolean nodes true."""
    nodes = program.nodes
    node = TRUE
    for boolean in booleans:
        node = nodes.both(node, boolean)
    seen = {node}
    stack = [node] if node != FALSE else []
    while stack:
        node = stack.pop()
        if node == TRUE:
            return True
        mask = masks[nodes.level[node]]
        for c, kid in enumerate(nodes.kids[node]):
            if kid != FALSE and mask >> c & 1 and kid not in seen:
                seen.add(kid)
                stack.append(kid)
    return False


def verdicts(program: Program, masks: Sequence[int]) -> set[Verdict]:
    """The verdicts of the region's possible completions."""
    found = values_of(program, masks, program.verdict)
    return {value for value in found if isinstance(value, Verdict)}


def values_of(program: Program, masks: Sequence[int], root: int) -> set[Hashable]:
    """The values that a node has in the region's possible completions."""
    return _values_below(program, masks, root, program.possible)


def _values_below(
    program: Program, masks: Sequence[int], root: int, possible: int, most: int | None = None
) -> set[Hashable]:
    """The values of a node where another is true; of more than `most`, the first found."""
    nodes = program.nodes
    found: set[Hashable] = set()
    seen: set[tuple[int, int]] = set()
    stack = [(root, possible)]
    while stack:
        pair = stack.pop()
        if pair in seen or pair[1] == FALSE:
            continue
        seen.add(pair)
        level = nodes.top(*pair)
        if level >= len(masks):
            found.add(nodes.value[pair[0]])
            if most is not None and len(found) >= most:
                break
            continue
        for c, kids in enumerate(nodes.split(level, *pair)):
            if masks[level] >> c & 1:
                stack.append((kids[0], kids[1]))
    return found


def verdict(program: Program, masks: Sequence[int]) -> Verdict:
    """The verdict of a partial situation: one for all, `disputed` or `depends`."""
    found = _values_below(program, masks, program.verdict, program.possible, most=2)
    if len(found) == 1 and isinstance(single := found.pop(), Verdict):
        return single
    return Verdict.DISPUTED if is_disputed(program, masks, program.verdict) else Verdict.DEPENDS


def is_disputed(program: Program, masks: Sequence[int], root: int) -> bool:
    """Whether for each choice of readings the facts make no difference to a node."""
    return all(len(each) <= 1 for each in _by_reading(program, masks, root))


def verdict_of(program: Program, given: Mapping[str, Given]) -> Verdict:
    """The verdict of what is given; raises Impossible where that can't be."""
    within = program.given(given)
    return verdict(within, region_asked(within, given).masks)


def _by_reading(program: Program, masks: Sequence[int], root: int) -> Iterator[set[Hashable]]:
    """For each choice of readings, the values of a node that the facts then leave."""
    nodes = program.nodes
    readings = sum(name in program.agreement.vocabulary.readings for name in program.ground.names)
    seen: set[tuple[int, int]] = set()
    stack = [(root, program.possible)]
    while stack:
        pair = stack.pop()
        if pair in seen:
            continue
        seen.add(pair)
        level = nodes.top(*pair)
        if level >= readings:
            yield _values_below(program, masks, *pair, most=2)
            continue
        for c, kids in enumerate(nodes.split(level, *pair)):
            if masks[level] >> c & 1:
                stack.append((kids[0], kids[1]))


def mattering(program: Program, masks: Sequence[int], *roots: int) -> set[int]:
    """The variables whose value can make a difference to the nodes somewhere in the region.

    Where it makes one how two values are related, both do.
    """
    nodes = program.nodes
    levels: set[int] = set()
    simple: dict[int, int] = {}

    def restrict(node: int) -> int:
        if nodes.is_terminal(node):
            return node
        if node not in simple:
            level = nodes.level[node]
            kids = [
                restrict(kid) for c, kid in enumerate(nodes.kids[node]) if masks[level] >> c & 1
            ]
            filler = kids[0]
            spread = iter(kids)
            simple[node] = nodes.make(
                level,
                tuple(
                    next(spread) if masks[level] >> c & 1 else filler
                    for c in range(len(nodes.kids[node]))
                ),
            )
        return simple[node]

    for root in roots:
        levels |= nodes.support(restrict(root))
    ground = program.ground
    for relation in ground.relations.values():
        if ground.level[relation.name] in levels:
            levels |= {ground.level[name] for name in relation.between}
    return levels


def fixed(nodes: Nodes, node: int, level: int, c: int) -> int:
    """What becomes of a node when a variable has this class."""
    known: dict[int, int] = {}

    def visit(node: int) -> int:
        if nodes.level[node] > level:
            return node
        if nodes.level[node] == level:
            return nodes.kids[node][c]
        if node not in known:
            kids = tuple(visit(kid) for kid in nodes.kids[node])
            known[node] = nodes.make(nodes.level[node], kids)
        return known[node]

    return visit(node)
