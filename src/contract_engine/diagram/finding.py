"""A program and what is given -> everything an answer says of one day, but for its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from contract_engine.diagram.cases import Case, cases_of
from contract_engine.diagram.classes import DayClasses, KindClasses, NumberClasses
from contract_engine.diagram.naming import describe, example
from contract_engine.diagram.nodes import FALSE
from contract_engine.diagram.program import Program
from contract_engine.diagram.region import (
    Impossible,
    Masks,
    Region,
    any_true,
    mattering,
    region_of,
    verdict,
    verdict_of,
)
from contract_engine.diagram.samples import any_value
from contract_engine.language.amounts import tell_ordered
from contract_engine.language.meanings import decided
from contract_engine.model.agreement import Clause
from contract_engine.model.conditions import Condition
from contract_engine.model.days import NEVER
from contract_engine.model.ordered import Ordered
from contract_engine.model.outcome import Defeat, Outcome, Verdict
from contract_engine.model.question import UNKNOWN, FactValue, Given, Situation
from contract_engine.model.vocabulary import (
    DateFact,
    Event,
    Fact,
    KindFact,
    NumberFact,
    YesNoFact,
)


@dataclass(frozen=True)
class FoundCase:
    """What a part of the open situations has in common: described, with its clauses."""

    given: Mapping[str, str]
    verdict: Verdict
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Hinge:
    """An assumed or unknown name that, changed alone to `value`, would change the verdict.

    `value` can be given as it stands; `sort` is fact, event or reading.
    """

    name: str
    value: str
    verdict: Verdict
    sort: str


@dataclass(frozen=True)
class Near:
    """A clause in force that misses one condition."""

    id: str
    failed: tuple[Condition, ...]


@dataclass(frozen=True)
class Finding:
    """What the diagram says of a question on one day.

    `assumed` and `unknown` name only what matters; `shape` is equal on two days when verdict,
    governing clauses and cases are.
    """

    outcome: Outcome
    assumed: Mapping[str, Given]
    clashing: tuple[str, ...]
    unknown: tuple[str, ...]
    cases: tuple[FoundCase, ...]
    shape: object
    program: Program = field(compare=False)
    region: Region = field(compare=False)

    @property
    def verdict(self) -> Verdict:
        """The verdict."""
        return self.outcome.verdict


def find(program: Program, given: Mapping[str, Given], *, own: bool = False) -> Finding:
    """What the agreement says; raises Impossible where what is given can't be.

    With `own`, what is given of defined facts is their own value: definitions may say another.
    """
    if not own:
        program = program.given(given)
    region = region_of(program, given)
    masks = region.masks
    said = verdict(program, masks)
    governing = where(program, masks, program.governing)
    outcome = Outcome(
        said,
        governing,
        also=tuple(c for c in where(program, masks, program.undefeated) if c not in governing),
        defeated=_defeated(program, masks),
        ended=_ended(program, masks),
    )
    cases: tuple[FoundCase, ...] = ()
    shape: object = (said, governing)
    if said in (Verdict.DEPENDS, Verdict.DISPUTED):
        found = cases_of(program, masks)
        cases = tuple(
            FoundCase(
                {
                    program.ground.names[level]: describe(
                        program, level, mask, masks[level], within=region.within.get(level)
                    )
                    for level, mask in case.masks.items()
                },
                case.verdict,
                where(program, _narrow(masks, case.masks), program.governing),
            )
            for case in found
        )
        shape = (said, governing, frozenset(_told(program, region, case) for case in found))
    open_ = _with_assumptions_open(program, given)
    matters = mattering(
        program, open_, program.verdict, *(node for node in program.governing if node != FALSE)
    )
    names = program.ground.names
    assumed = {n: v for n, v in region.assumed.items() if program.ground.level[n] in matters}
    unknown = tuple(names[level] for level in sorted(mattering(program, masks, program.verdict)))
    return Finding(outcome, assumed, region.clashing, unknown, cases, shape, program, region)


def _told(program: Program, region: Region, case: Case) -> object:
    """A case in words that stay the same from day to day, as long as the case does."""
    masks, within = region.masks, region.within
    given = frozenset(
        (
            program.ground.names[level],
            describe(program, level, mask, masks[level], within=within.get(level), relative=True),
        )
        for level, mask in case.masks.items()
    )
    return given, case.verdict


def hinges(finding: Finding, given: Mapping[str, Given]) -> tuple[Hinge, ...]:
    """Every name that is not given and, changed alone, changes the verdict."""
    program, base = finding.program, finding.verdict
    found: list[Hinge] = []
    masks = finding.region.masks
    nodes = program.nodes
    # To change one of these may make another's assumption impossible.
    linked = nodes.support(program.possible) & nodes.support(program.verdict)
    open_ = _with_assumptions_open(program, given)
    candidates = linked | mattering(program, open_, program.verdict)
    words = program.agreement.vocabulary
    for level in sorted(candidates):
        name = program.ground.names[level]
        if given.get(name, UNKNOWN) is not UNKNOWN:
            continue
        opened = tuple(
            (1 << nodes.sizes[at]) - 1 if at == level else mask for at, mask in enumerate(masks)
        )
        if level not in linked and level not in mattering(program, opened, program.verdict):
            continue
        sort = "reading" if name in words.readings else "event" if name in words.events else "fact"
        by_verdict: dict[Verdict, int] = {}
        classes = program.ground.classes[level]
        for c in range(len(classes)):
            value = example(program, level, c)
            try:
                other = verdict_of(program, {**given, name: _given(value)})
            except Impossible:
                continue
            if other is not base:
                by_verdict[other] = by_verdict.get(other, 0) | 1 << c
        for other, mask in by_verdict.items():
            for part in _giving(program, given, level, mask, other):
                found.append(Hinge(name, value_of(program, level, part), other, sort))
    return tuple(sorted(found, key=_turning(base)))


def _giving(
    program: Program, given: Mapping[str, Given], level: int, mask: int, wanted: Verdict
) -> list[int]:
    """The classes as one, where that can be given and gives the verdict too; else each of them.

    (What is disputed under one value and under another may depend on which it is.)
    """
    classes, name = program.ground.classes[level], program.ground.names[level]
    if not isinstance(classes, KindClasses):
        return [mask]
    single = [1 << c for c in range(len(classes)) if mask >> c & 1]
    if not can_join(program, level):
        return single
    values = frozenset(v for c, group in enumerate(classes.groups) if mask >> c & 1 for v in group)
    together = verdict_of(program, {**given, name: values})
    return [mask] if together is wanted else single


def nearly(finding: Finding) -> tuple[Near, ...]:
    """The clauses in force that would apply but for one line."""
    program, masks = finding.program, finding.region.masks
    found = []
    clauses = {
        norm.clause.id: (norm.clause, applies, over)
        for norm, applies, over in zip(program.norms, program.applies, program.over, strict=True)
    }
    nodes = program.nodes
    for clause, applies, over in clauses.values():
        if any_true(program, masks, applies, program.possible):
            continue
        began = nodes.both(program.ground.come(clause.from_, program.on), nodes.negate(over))
        if not any_true(program, masks, began, program.possible):
            continue
        lines = _lines(program, clause)
        failed = [c for c, n in lines if not any_true(program, masks, n, program.possible)]
        if len(failed) == 1:
            found.append(Near(clause.id, tuple(failed)))
    return tuple(found)


def witness(finding: Finding, case: Mapping[int, int] | None = None) -> Situation | None:
    """A total situation of the region (of one case of it), complete for the whole vocabulary."""
    program = finding.program
    masks = _narrow(finding.region.masks, case or {})
    return complete(program, masks, within=finding.region.within)


def complete(
    program: Program,
    masks: Sequence[int],
    possible: int | None = None,
    within: Mapping[int, frozenset[str]] | None = None,
) -> Situation | None:
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
    facts: dict[str, FactValue] = {}
    readings: dict[str, str] = {}
    words = program.agreement.vocabulary
    for level, c in chosen.items():
        name, value = program.ground.names[level], example(program, level, c, within.get(level))
        if name in words.readings:
            readings[name] = str(value)
        else:
            facts[name] = value
    for subject in (*words.facts.values(), *words.events.values()):
        if subject.id not in facts:
            facts[subject.id] = _any_value(subject)
    for name, left in program.survivors.readings.items():
        readings.setdefault(name, program.survivors.defaults.get(name, left[0]))
    return Situation(program.on, facts, readings)


def askable(program: Program, situation: Situation) -> Situation:
    """A total situation of the program without what its definitions say: what may be given."""
    defined = [name for name in situation.facts if name in program.agreement.definitions]
    if not defined:
        return situation
    given = {name: _given(value) for name, value in situation.facts.items()}
    given |= {name: _given(value) for name, value in situation.readings.items()}
    masks = region_of(program, given, assume=False).masks
    facts = dict(situation.facts)
    for name in defined:
        in_play = name in program.ground.level
        if not in_play or any_true(
            program, masks, program.ground.condition(decided(program.agreement, name), program.on)
        ):
            del facts[name]
    return Situation(situation.on, facts, situation.readings)


def _any_value(subject: Fact | Event) -> FactValue:
    """A value for what no clause in play mentions."""
    match subject:
        case KindFact():
            return subject.ends[0]
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


def _given(value: FactValue) -> Given:
    return frozenset({value}) if isinstance(value, str) else value


def value_of(program: Program, level: int, mask: int) -> str:
    """Classes as something that can be given: words of a kind, else an example."""
    classes = program.ground.classes[level]
    whole = (1 << len(classes)) - 1
    if isinstance(classes, KindClasses):
        return describe(program, level, mask, whole)
    first = (mask & -mask).bit_length() - 1
    if isinstance(classes, (NumberClasses, DayClasses)):
        value = example(program, level, first)
        fact = program.agreement.vocabulary.facts.get(program.ground.names[level])
        if isinstance(fact, NumberFact) and isinstance(value, Ordered):
            return tell_ordered(fact, value)
        return value.isoformat() if isinstance(value, date) else str(value)
    raise AssertionError


def can_join(program: Program, level: int) -> bool:
    """Whether several classes can be given as one: of a kind with `or`, of days by an example."""
    fact = program.agreement.vocabulary.facts.get(program.ground.names[level])
    return isinstance(fact, KindFact) or not isinstance(program.ground.classes[level], KindClasses)


def _turning(base: Verdict) -> Callable[[Hinge], tuple[int, str]]:
    """Hinges that flip the verdict first, then those that change it, then those that unsettle."""
    opposite = {
        Verdict.PERMITTED: (Verdict.PROHIBITED,),
        Verdict.REQUIRED: (Verdict.PROHIBITED, Verdict.NOT_REQUIRED),
        Verdict.PROHIBITED: (Verdict.PERMITTED, Verdict.REQUIRED),
        Verdict.NOT_REQUIRED: (Verdict.REQUIRED,),
    }

    def key(hinge: Hinge) -> tuple[int, str]:
        if hinge.verdict in opposite.get(base, ()):
            return 0, hinge.name
        unsettled = hinge.verdict in (Verdict.DEPENDS, Verdict.DISPUTED)
        return (2 if unsettled else 1), hinge.name

    return key


def _with_assumptions_open(program: Program, given: Mapping[str, Given]) -> Masks:
    return region_of(program, given, assume=False).masks


def _narrow(masks: Masks, changes: Mapping[int, int]) -> Masks:
    return tuple(mask & changes.get(level, mask) for level, mask in enumerate(masks))


def where(program: Program, masks: Masks, nodes: Iterable[int]) -> tuple[str, ...]:
    """The clauses whose node is true somewhere in the region, in file order."""
    found = {
        norm.clause.id: None
        for norm, node in zip(program.norms, nodes, strict=True)
        if node != FALSE and any_true(program, masks, node, program.possible)
    }
    return tuple(found)


def _defeated(program: Program, masks: Masks) -> tuple[Defeat, ...]:
    found: dict[Defeat, None] = {}
    for index, norm in enumerate(program.norms):
        applies, stands = program.applies[index], program.undefeated[index]
        if not any_true(program, masks, applies, program.possible):
            continue
        if any_true(program, masks, stands, program.possible):
            continue
        for other, why in program.contest.defeaters(index):
            beaten = program.nodes.both(applies, program.undefeated[other])
            if any_true(program, masks, beaten, program.possible):
                found[Defeat(norm.clause.id, program.norms[other].clause.id, why)] = None
    return tuple(found)


def _ended(program: Program, masks: Masks) -> tuple[str, ...]:
    negate = program.nodes.negate
    return tuple(
        name
        for name, node in program.ended.items()
        if node != FALSE and not any_true(program, masks, negate(node), program.possible)
    )


def _lines(program: Program, clause: Clause) -> list[tuple[Condition, int]]:
    ground, on = program.ground, program.on
    lines = [(part, ground.condition(part, on)) for part in clause.when.parts]
    negate = program.nodes.negate
    return lines + [(part, negate(ground.condition(part, on))) for part in clause.unless]
