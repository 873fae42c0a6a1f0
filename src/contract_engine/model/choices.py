"""The alternatives of a choice <-> its norms, each with where it holds.

Where one alternative is left, what it says holds as it is said. Where several are, what each of
them says holds so too; else a `must` is a `may`, for the bearer may choose it, a `must not` says
nothing, for the bearer may choose otherwise, and a `may` or `need not` is what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.agreement import Modality, Norm
from contract_engine.model.conditions import (
    All,
    Any,
    Condition,
    Holds,
    Is,
    Meant,
    Not,
    ReadAs,
)


@dataclass(frozen=True)
class Way:
    """An alternative: its norms, and the conditions under which it is left."""

    norms: tuple[Norm, ...]
    when: Condition


Ways = Mapping[str, Way]
"""Alternatives by label; one of a choice inside an alternative has the labels of both."""


def choice_of(norms: Iterable[Norm]) -> Ways:
    """The alternatives that a clause's norms were made of, with what is said in each."""
    found: dict[str, list[Norm]] = {}
    for norm in norms:
        if norm.choice and not norm.weakened:
            found.setdefault(norm.choice, []).append(norm)
    return {
        label: Way(
            tuple(replace(n, choice="", when=None, alone=False) for n in said), left_of(said[0])
        )
        for label, said in found.items()
    }


def left_of(norm: Norm) -> Condition:
    """Where the alternative of a norm is left."""
    assert isinstance(norm.when, All)
    return norm.when.parts[0]


def norms_of(ways: Ways) -> tuple[Norm, ...]:
    """The norms of alternatives: what holds as it is said, and what is weakened by a choice."""
    alone = exclude_each_other([way.when for way in ways.values()])
    return tuple(
        norm for label, way in ways.items() for norm in _norms(ways, label, way, alone=alone)
    )


def _norms(ways: Ways, label: str, way: Way, *, alone: bool) -> Iterator[Norm]:
    for said in way.norms:
        norm = replace(said, choice=label, alone=alone)
        without = tuple(
            other.when
            for name, other in ways.items()
            if name != label and str(said) not in map(str, other.norms)
        )
        if alone or said.modality in (Modality.MAY, Modality.NEED_NOT) or not without:
            yield replace(norm, when=All((way.when,)))
            continue
        yield replace(norm, when=All((way.when, Not(Any(without)))))
        if said.modality is Modality.MUST:
            weak = replace(norm, modality=Modality.MAY, weakened=True)
            yield replace(weak, when=All((way.when, Any(without))))


def exclude_each_other(conditions: Iterable[Condition]) -> bool:
    """Whether no two of some conditions can be true together, by what they say themselves."""
    literals = [tuple(_literals(each, True)) for each in conditions]
    return all(
        any(_contradict(a, b) for a in one for b in other)
        for one, other in combinations(literals, 2)
    )


def _literals(condition: Condition, true: bool) -> Iterator[tuple[Condition, bool]]:
    """Comparisons and groups that must each be true, or false, where the whole is true."""
    match condition:
        case Meant(says):
            yield from _literals(says, true)
        case Not(part):
            yield from _literals(part, not true)
        case All(parts) if true:
            for part in parts:
                yield from _literals(part, True)
        case Any(parts) if not true:
            for part in parts:
                yield from _literals(part, False)
        case _:  # gap: of every other it is looked at the whole
            yield condition, true


def _contradict(one: tuple[Condition, bool], other: tuple[Condition, bool]) -> bool:
    match one, other:
        case ((Is(a, some), first), (Is(b, more), second)) if a == b:
            return _apart(some, more, first=first, second=second)
        case ((ReadAs(a, some), first), (ReadAs(b, more), second)) if a == b:
            return _apart(some, more, first=first, second=second)
        case ((Holds(a), first), (Holds(b), second)) if a == b:
            return first != second
        case _:  # gap: of every other only the very opposite contradicts it
            return one[0] == other[0] and one[1] != other[1]


def _apart(some: frozenset[str], more: frozenset[str], *, first: bool, second: bool) -> bool:
    """Whether being among some values (or not) and among others (or not) can't be together."""
    if first and second:
        return not some & more
    if first or second:
        return some <= more if first else more <= some
    return False
