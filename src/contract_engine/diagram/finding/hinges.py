"""A finding -> its hinges: each single change that would give another verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.domains import DayClasses, KindClasses, NumberClasses
from contract_engine.diagram.core.naming import describe, example
from contract_engine.diagram.core.region import Impossible, unassumed
from contract_engine.diagram.core.restriction import mattering
from contract_engine.diagram.core.verdicts import verdict_of
from contract_engine.diagram.finding.finding import Finding
from contract_engine.diagram.finding.single_changes import SingleChanges
from contract_engine.language.values.amounts import tell_ordered
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.ordered import Ordered
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import UNKNOWN, Given, as_given
from contract_engine.model.vocabulary import (
    KindFact,
    NumberFact,
)


@dataclass(frozen=True)
class Hinge:
    """An assumed or unknown name that, changed alone to `value`, would change the verdict.

    `value` can be given as it stands; `sort` is fact, event or reading.
    """

    name: str
    value: str
    verdict: Verdict
    sort: str


def hinges(finding: Finding, given: Mapping[str, Given]) -> tuple[Hinge, ...]:
    """Every name that is not given and, changed alone, changes the verdict."""
    program, base = finding.program, finding.verdict
    found: list[Hinge] = []
    masks = finding.region.masks
    nodes = program.nodes
    # To change one of these may make another's assumption impossible.
    linked = nodes.support(program.possible) & nodes.support(program.verdict)
    open_ = unassumed(program, given)
    candidates = linked | mattering(program, open_, program.verdict)
    for relation in program.ground.relations.values():
        if program.ground.level[relation.name] in candidates:
            candidates |= {program.ground.level[name] for name in relation.between}
    words = program.agreement.vocabulary
    told = _Told(program, given, masks)
    for level in sorted(candidates):
        name = program.ground.names[level]
        if name in program.ground.relations:
            continue  # either of the two days can be given, and not how they compare
        if given.get(name, UNKNOWN) is not UNKNOWN:
            continue
        sort = "reading" if name in words.readings else "event" if name in words.events else "fact"
        by_verdict: dict[Verdict, int] = {}
        classes = program.ground.classes[level]
        for c in range(len(classes)):
            other = told.verdict(level, c)
            if other is not None and other is not base:
                by_verdict[other] = by_verdict.get(other, 0) | 1 << c
        for other, mask in by_verdict.items():
            for part in _giving(program, given, level, mask, other):
                found.append(Hinge(name, value_of(program, level, part), other, sort))
    return tuple(sorted(found, key=_turning(base)))


class _Told:
    """What the verdict is when one name alone is given another value."""

    def __init__(self, program: Program, given: Mapping[str, Given], masks: Sequence[int]) -> None:
        self.program, self.given = program, given
        self.alone = SingleChanges(program, masks)
        self.linked = program.nodes.support(program.possible)
        readings = program.agreement.vocabulary.readings
        self.may_be_disputed = any(name in readings for name in program.ground.names)

    def verdict(self, level: int, c: int) -> Verdict | None:
        """With this class; None where that can't be.

        What bears on what is possible may take an assumption of another name away, and what is
        given of a defined fact bears on what it follows from: these are asked anew.
        """
        name = self.program.ground.names[level]
        if level not in self.linked and name not in self.program.agreement.definitions:
            left = self.alone.verdicts(level, c)
            if len(left) == 1:
                return next(iter(left))
            if not self.may_be_disputed:
                return Verdict.DEPENDS if left else None
        value = example(self.program, level, c)
        try:
            return verdict_of(self.program, {**self.given, name: as_given(value)})
        except Impossible:
            return None


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
