"""A question -> the smallest changes that give another verdict, and the nearest day that does.

Every set of changed names is tried, smallest first, and none that contains a set already found:
so all the sets shown are minimal, and all minimal ones up to the bound are shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import combinations, product

from contract_engine.answers.answer import (
    NOT_TOLD,
    WHERE_THERE,
    Answer,
    Asked,
    Result,
    WordsRead,
)
from contract_engine.answers.engine import Engine
from contract_engine.answers.timeline.periods import ONE_DAY, Stretches
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.naming import example
from contract_engine.diagram.core.region import Impossible, region_of
from contract_engine.diagram.core.restriction import mattering
from contract_engine.diagram.core.verdicts import verdict_of
from contract_engine.diagram.finding.finding import Finding, find
from contract_engine.diagram.finding.hinges import can_join, value_of
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import UNKNOWN, Given, Question, as_given

UNSETTLED = (Verdict.DEPENDS, Verdict.DISPUTED)

MAX_CHANGES = 3
"""Sets of more changes than this are not looked for."""


@dataclass(frozen=True)
class Flip:
    """Changes that together give another verdict, and the clauses that would then govern."""

    changes: Mapping[str, str]
    verdict: Verdict
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class DayFlip:
    """The nearest day, before or after, on which the same question has another verdict."""

    on: date
    verdict: Verdict
    clauses: tuple[str, ...]
    cause: str


@dataclass(frozen=True)
class Flips(Result):
    """The smallest changes, of at most `most` together, that turn an answer; and other days."""

    verdict: Verdict
    question: Asked
    flips: tuple[Flip, ...]
    days: tuple[DayFlip, ...]
    understood: tuple[WordsRead, ...] = field(default=(), metadata=WHERE_THERE)
    answer: Answer = field(kw_only=True, metadata=NOT_TOLD)
    most: int = field(default=MAX_CHANGES, metadata=NOT_TOLD)


def flips(
    engine: Engine,
    question: Question,
    *,
    pinned: Collection[str] = (),
    to: Verdict | None = None,
    most: int = MAX_CHANGES,
) -> tuple[Flip, ...]:
    """All minimal sets of at most `most` changes; raises Impossible."""
    program = engine.program(question.bearer, question.action, question.on, question.options)
    program = program.telling_apart(question.given)
    base = find(program, question.given).verdict
    open_ = tuple((1 << size) - 1 for size in program.nodes.sizes)
    names = program.ground.names
    # What can't be beside a change may have to change with it, though it doesn't matter itself.
    linked = {
        level
        for level in program.nodes.support(program.possible)
        if question.given.get(names[level], UNKNOWN) is not UNKNOWN
    }
    levels = [
        level
        for level in sorted(linked | mattering(program, open_, program.verdict))
        if names[level] not in pinned and names[level] not in program.ground.relations
    ]
    found: list[Flip] = []
    sets: list[frozenset[int]] = []
    for size in range(1, most + 1):
        here: list[frozenset[int]] = []
        for chosen in combinations(levels, size):
            if any(known <= set(chosen) for known in sets):
                continue
            some = list(_with(program, question, chosen, base, to))
            if some:
                here.append(frozenset(chosen))
                found += some
        sets += here
    return tuple(found)


def _with(
    program: Program,
    question: Question,
    chosen: tuple[int, ...],
    base: Verdict,
    to: Verdict | None,
) -> Iterator[Flip]:
    """What changing exactly these variables can give, values with the same effect together."""
    groups: dict[tuple[Verdict, tuple[str, ...]], list[tuple[int, ...]]] = {}
    now = _classes_now(program, question)
    for classes in product(*(range(program.nodes.sizes[level]) for level in chosen)):
        if any(c in now[level] for level, c in zip(chosen, classes, strict=True)):
            continue
        given: dict[str, Given] = dict(question.given)
        for level, c in zip(chosen, classes, strict=True):
            given[program.ground.names[level]] = as_given(example(program, level, c))
        try:
            other = verdict_of(program, given)
        except Impossible:
            continue
        if other is base or (to is not None and other is not to):
            continue
        if to is None and other in UNSETTLED:
            continue
        governing = find(program, given).governing
        groups.setdefault((other, governing), []).append(classes)
    for (other, governing), each in groups.items():
        masks = [0] * len(chosen)
        for classes in each:
            for index, c in enumerate(classes):
                masks[index] |= 1 << c
        together = (
            other not in UNSETTLED and _fills(masks, each) and _can_join(program, chosen, masks)
        )
        boxes = [masks] if together else [[1 << c for c in classes] for classes in each]
        for box in boxes:
            changes = {
                program.ground.names[level]: value_of(program, level, mask)
                for level, mask in zip(chosen, box, strict=True)
            }
            yield Flip(changes, other, governing)


def _fills(masks: list[int], each: list[tuple[int, ...]]) -> bool:
    count = 1
    for mask in masks:
        count *= mask.bit_count()
    return count == len(each)


def _can_join(program: Program, chosen: tuple[int, ...], masks: list[int]) -> bool:
    """Whether each of these can be given as one."""
    return all(
        mask.bit_count() == 1 or can_join(program, level)
        for level, mask in zip(chosen, masks, strict=True)
    )


def _classes_now(program: Program, question: Question) -> list[frozenset[int]]:
    """For each variable, the class it has now; none where the question leaves several open."""
    masks = region_of(program, question.given).masks
    return [
        frozenset({mask.bit_length() - 1}) if mask.bit_count() == 1 else frozenset()
        for mask in masks
    ]


def day_flips(engine: Engine, question: Question, finding: Finding) -> tuple[DayFlip, ...]:
    """The nearest days before and after on which the verdict is another."""
    stretches = Stretches(engine, question, closely=True)
    here = stretches.index(question.on)
    found = []
    for step in (-1, 1):
        index = here + step
        while 0 <= index <= len(stretches.starts):
            try:
                other = engine.find(
                    question.bearer,
                    question.action,
                    stretches.sample(index),
                    question.given,
                    question.options,
                )
            except Impossible:
                index += step
                continue
            if other.verdict is not finding.verdict:
                first, last = stretches.first(index), stretches.last(index)
                on = last if step < 0 else first
                if on is not None:
                    change = on + ONE_DAY if step < 0 else on
                    cause = stretches.why(change, frozenset({*other.governing, *finding.governing}))
                    found.append(DayFlip(on, other.verdict, other.governing, cause))
                break
            index += step
    return tuple(found)
