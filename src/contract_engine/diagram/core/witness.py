"""A region -> a total situation in it: a witness, of real values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from contract_engine.definitions.spell_out import decided
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.bounds import Links
from contract_engine.diagram.core.measures import Measure, Unsettled
from contract_engine.diagram.core.naming import example
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.nodes import TRUE
from contract_engine.diagram.core.pushes import day_of
from contract_engine.diagram.core.region import narrow, region_of
from contract_engine.diagram.core.relations import Relation
from contract_engine.diagram.core.samples import any_value
from contract_engine.diagram.finding.finding import Finding
from contract_engine.model.days import NEVER
from contract_engine.model.question import FactValue, TotalSituation, as_given
from contract_engine.model.vocabulary import (
    DateFact,
    Event,
    Fact,
    KindFact,
    NumberFact,
    YesNoFact,
)


def witness(finding: Finding, case: Mapping[int, int] | None = None) -> TotalSituation | None:
    """A total situation of the region (of one case of it), complete for the whole vocabulary."""
    program = finding.program
    masks = narrow(finding.region.masks, case or {})
    return complete(program, masks, within=finding.region.within)


def complete(
    program: Program,
    masks: Sequence[int],
    possible: int | None = None,
    within: Mapping[int, frozenset[str]] | None = None,
) -> TotalSituation | None:
    """The first possible situation in these masks; None where there is none."""
    chosen: dict[int, int] = {}
    within = within or {}
    node = program.possible if possible is None else possible
    for level in range(len(masks)):
        for c in range(program.nodes.sizes[level]):
            if masks[level] >> c & 1:
                fixed = _fixed(program, node, level, c)
                rest = [*([0] * (level + 1)), *masks[level + 1 :]]
                if any_true(program, rest, fixed):
                    chosen[level], node = c, fixed
                    break
        else:
            return None
    facts: dict[str, FactValue] = _related(program, chosen)
    readings: dict[str, str] = {}
    words = program.agreement.vocabulary
    for level, c in chosen.items():
        name, value = program.ground.names[level], example(program, level, c, within.get(level))
        if name in facts or name in program.ground.relations:
            continue
        if name in words.readings:
            readings[name] = str(value)
        else:
            facts[name] = value
    for subject in (*words.facts.values(), *words.events.values()):
        if subject.id not in facts:
            facts[subject.id] = _any_value(subject)
    for name, left in program.survivors.readings.items():
        readings.setdefault(name, program.survivors.defaults.get(name, left[0]))
    return TotalSituation(program.on, facts, readings)


def _related(program: Program, chosen: Mapping[int, int]) -> dict[str, FactValue]:
    """Days, of the classes chosen, that are related as chosen: the first from the day asked about.

    Where there are none from that day on, the first that can be.
    """
    ground = program.ground
    days = [each for each in ground.relations.values() if isinstance(each, Relation)]
    names = {name for each in days for name in each.between}
    links = [
        each.yes if chosen[ground.level[each.name]] else each.no
        for each in days
        if _is_true(program, ground.asked_for(each.name), chosen)
    ]
    spans = {name: ground.spans(name)[chosen[ground.level[name]]] for name in names}
    on = program.on.toordinal()
    near = {name: max(low, min(high, on)) for name, (low, high) in spans.items()}
    found = Links(links).least(near, program.nodes.step)
    if any(found[name] > high for name, (_, high) in spans.items()):
        lows = {name: low for name, (low, _) in spans.items()}
        found = Links(links).least(lows, program.nodes.step)
    numbers = _measured(program, chosen)
    return {**{name: day_of(number) for name, number in found.items()}, **numbers}


def _measured(program: Program, chosen: Mapping[int, int]) -> dict[str, Decimal]:
    """Numbers, of the classes chosen, whose sums are past the cuts as chosen."""
    ground = program.ground
    measures = [each for each in ground.relations.values() if isinstance(each, Measure)]
    for each in ground.relations.values():
        if isinstance(each, Unsettled):
            pinned, settled = ground.amounts.settled(each)
            if isinstance(settled, Measure) and _is_true(program, pinned, chosen):
                measures.append(settled)
    yes = {each: chosen[ground.level[each.name]] == 1 for each in measures}
    names = {name for each in measures for name in each.between}
    classes = {name: chosen[ground.level[name]] for name in names}
    found = ground.amounts.measured().some(yes, classes)
    assert found is not None
    return found


def _is_true(program: Program, node: int, chosen: Mapping[int, int]) -> bool:
    """Whether a node is true where the variables have these classes."""
    nodes = program.nodes
    while not nodes.is_terminal(node):
        node = nodes.kids[node][chosen[nodes.level[node]]]
    return node == TRUE


def askable(program: Program, situation: TotalSituation) -> TotalSituation:
    """A total situation of the program without what its definitions say: what may be given."""
    defined = [name for name in situation.facts if name in program.agreement.definitions]
    if not defined:
        return situation
    given = {name: as_given(value) for name, value in situation.facts.items()}
    given |= {name: as_given(value) for name, value in situation.readings.items()}
    masks = region_of(program, given, assume=False).masks
    facts = dict(situation.facts)
    for name in defined:
        in_play = name in program.ground.level
        if not in_play or any_true(
            program, masks, program.ground.condition(decided(program.agreement, name), program.on)
        ):
            del facts[name]
    return TotalSituation(situation.on, facts, situation.readings)


def _any_value(subject: Fact | Event) -> FactValue:
    """A value for what no clause in play mentions."""
    match subject:
        case KindFact():
            usual = (subject.usually or subject.ends[0]).split(" or ")[0]
            return next(end for end in subject.ends if end in subject.values[usual].leaves)
        case YesNoFact():
            return bool(subject.usually)
        case NumberFact():
            return any_value(subject)
        case DateFact():
            return subject.usually or (NEVER if subject.never else date.max)
        case Event():
            return subject.usually or NEVER


def _fixed(program: Program, node: int, level: int, c: int) -> int:
    nodes = program.nodes
    if nodes.level[node] == level:
        return nodes.kids[node][c]
    return node
