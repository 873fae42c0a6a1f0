"""The same act in two worlds -> one set of diagrams, and the regions where the worlds differ.

A world is an agreement under options on a day. Both are built over the same variables, so that
equal meaning is equal nodes; where nothing differs nothing is listed, however the text changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from contract_engine.diagram.act.in_play import Relevant, Sketch
from contract_engine.diagram.act.program import Program, ground_of
from contract_engine.diagram.act.survival import Survivors
from contract_engine.diagram.core.cover import cover
from contract_engine.diagram.core.mentions import Mentions
from contract_engine.diagram.core.naming import describe
from contract_engine.diagram.core.nodes import FALSE
from contract_engine.diagram.core.region import region_of
from contract_engine.diagram.core.witness import askable, complete
from contract_engine.diagram.finding.finding import where
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.agreement import Agreement
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import TotalSituation
from contract_engine.model.vocabulary import Fact, KindFact, NumberFact, Value, Vocabulary

SAME = "same"
CLAUSES = "clauses"


@dataclass(frozen=True)
class Side:
    """One world's part of the comparison: its agreement, what survives, the norms, the day."""

    agreement: Agreement
    survivors: Survivors
    norms: list[Relevant]
    on: date


@dataclass(frozen=True)
class Differing:
    """A region where the two worlds differ: what is so there, and one situation of it.

    `first` and `second` are the verdicts; equal where only the governing clauses differ.
    """

    given: Mapping[str, str]
    first: Verdict
    second: Verdict
    first_clauses: tuple[str, ...]
    second_clauses: tuple[str, ...]
    witness: TotalSituation


def compare(first: Side, second: Side, *, usual: bool = False) -> list[Differing]:
    """Every region where verdict or governing clauses differ, in few boxes, each with a witness.

    With `usual`, only where everything is as the first world usually assumes.
    """
    one, other = _together(first, second)
    nodes = one.nodes
    clauses = _clause_difference(one, other)
    if one.verdict == other.verdict and clauses == FALSE:
        return []

    def value(values: tuple[object, ...]) -> tuple[object, ...] | str:
        ours, theirs, moved = values
        if ours is not theirs:
            return (ours, theirs)
        return (CLAUSES, ours) if moved else SAME

    root = nodes.combine((one.verdict, other.verdict, clauses), value)
    possible = nodes.both(one.possible, other.possible)
    region = region_of(one, {}) if usual else None
    masks = region.masks if region else tuple((1 << n) - 1 for n in nodes.sizes)
    within = region.within if region else None
    found = []
    regions = nodes.indicators(root)
    for said in nodes.values_of(root):
        if said == SAME or not isinstance(said, tuple):
            continue
        here = nodes.both(possible, regions[said])
        for box in cover(nodes, regions[said], possible, masks, apart=True):
            inside = tuple(box.get(level, mask) for level, mask in enumerate(masks))
            witness = complete(one, inside, here, within)
            assert witness is not None
            witness = askable(one, askable(other, witness))
            ours, theirs = (said[1], said[1]) if said[0] == CLAUSES else said
            assert isinstance(ours, Verdict)
            assert isinstance(theirs, Verdict)
            relative = one.on == other.on
            found.append(
                Differing(
                    {
                        one.ground.names[level]: describe(
                            one, level, mask, masks[level], relative=relative
                        )
                        for level, mask in box.items()
                    },
                    ours,
                    theirs,
                    where(one, inside, one.governing),
                    where(other, inside, other.governing),
                    witness,
                )
            )
    return found


def same(first: Side, second: Side) -> bool:
    """Whether verdict and governing clauses are the same in every possible situation."""
    one, other = _together(first, second)
    nodes = one.nodes
    possible = nodes.both(one.possible, other.possible)
    moved = nodes.combine((one.verdict, other.verdict), lambda values: values[0] is not values[1])
    changed = nodes.either(moved, _clause_difference(one, other))
    return nodes.both(changed, possible) == FALSE


def _together(first: Side, second: Side) -> tuple[Program, Program]:
    """Both worlds' programs, over the same variables."""
    words = first.agreement.vocabulary
    if first.agreement is not second.agreement:
        words = merge(words, second.agreement.vocabulary)
    readings = {
        name: tuple(
            dict.fromkeys(
                value for side in (first, second) for value in side.survivors.readings.get(name, ())
            )
        )
        for name in words.readings
    }
    mentions = Mentions(words, readings)
    sketches = []
    for side in (first, second):
        sketch = Sketch(side.agreement, side.survivors, side.norms, side.on)
        sketch.note(mentions)
        sketches.append(sketch)
    ranks = len(first.agreement.instruments) + len(second.agreement.instruments)
    ground = ground_of(mentions, ranks)
    views = [ground.seen_by(side.agreement.vocabulary) for side in (first, second)]
    one, other = (Program(s, v) for s, v in zip(sketches, views, strict=True))
    # What differs is told by the first program, which must know the other's words too.
    one.agreement = replace(one.agreement, vocabulary=words)
    one.survivors = replace(
        one.survivors,
        readings={**other.survivors.readings, **one.survivors.readings},
        defaults={**other.survivors.defaults, **one.survivors.defaults},
    )
    return one, other


def _clause_difference(one: Program, other: Program) -> int:
    """True where some clause governs in one world and not in the other."""
    nodes = one.nodes
    sides: list[dict[str, int]] = []
    for program in (one, other):
        governs: dict[str, int] = {}
        for norm, node in zip(program.norms, program.governing, strict=True):
            governs[norm.clause.id] = nodes.either(governs.get(norm.clause.id, FALSE), node)
        sides.append(governs)
    ours, theirs = sides
    return nodes.any(
        nodes.either(nodes.minus(a, b), nodes.minus(b, a))
        for name in {*ours, *theirs}
        if (a := ours.get(name, FALSE)) != (b := theirs.get(name, FALSE))
    )


def merge(first: Vocabulary, second: Vocabulary) -> Vocabulary:
    """The words of both agreements: a fact has all the values that either gives it."""
    facts: dict[str, Fact] = {**second.facts, **first.facts}
    for name, fact in first.facts.items():
        other = second.facts.get(name)
        if isinstance(fact, KindFact) and isinstance(other, KindFact):
            facts[name] = replace(fact, values=_values(fact, other))
        elif isinstance(fact, NumberFact) and isinstance(other, NumberFact):
            bounds = (fact.least, other.least), (fact.most, other.most)
            facts[name] = replace(
                fact,
                least=None if None in bounds[0] else min(n for n in bounds[0] if n is not None),
                most=None if None in bounds[1] else max(n for n in bounds[1] if n is not None),
                whole=fact.whole and other.whole,
            )
    return Vocabulary(
        {**second.parties, **first.parties},
        {**second.actions, **first.actions},
        facts,
        {**second.events, **first.events},
        {**second.read_events, **first.read_events},
        {
            **second.readings,
            **{
                name: replace(
                    reading,
                    values={
                        **(second.readings[name].values if name in second.readings else {}),
                        **reading.values,
                    },
                )
                for name, reading in first.readings.items()
            },
        },
    )


def _values(fact: KindFact, other: KindFact) -> dict[str, Value]:
    """The nodes of both trees. A node that is an end in one tree only stays one if it can."""
    merged = dict(fact.values)
    for name, value in other.values.items():
        ours = merged.get(name)
        merged[name] = value if ours is None else replace(ours, leaves=ours.leaves | value.leaves)
    ends = {name for each in (fact, other) for name in each.ends}
    for name in ends:
        if not merged[name].is_end:
            merged[name] = replace(merged[name], leaves=frozenset({name}) | merged[name].leaves)
    return merged
