"""The terms of two days -> what was added, struck, replaced and changed between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contract_engine.api.everything import Entry, Terms
from contract_engine.model.agreement import Agreement


@dataclass(frozen=True)
class Replaced:
    """Clauses that took the place of others."""

    before: tuple[Entry, ...]
    after: tuple[Entry, ...]


@dataclass(frozen=True)
class Changed:
    """A clause on both days whose words or conditions are other ones: each as (before, after)."""

    entry: Entry
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Redline:
    """What became of the clauses; `kept` is how many are as they were."""

    struck: tuple[Entry, ...]
    added: tuple[Entry, ...]
    replaced: tuple[Replaced, ...]
    changed: tuple[Changed, ...]
    kept: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing is otherwise."""
        return not (self.struck or self.added or self.replaced or self.changed)

    @property
    def new(self) -> int:
        """How many clauses of the second day are not of the first."""
        return len(self.added) + sum(len(each.after) for each in self.replaced)

    @property
    def gone(self) -> int:
        """How many clauses of the first day are not of the second."""
        return len(self.struck) + sum(len(each.before) for each in self.replaced)


def redline(model: Agreement, first: Terms, second: Terms) -> Redline:
    """What is otherwise on the second day.

    Args:
        model: the agreement, which says what replaces what.
        first: the terms of one day.
        second: the terms of the other, which may be the earlier.

    Returns:
        The difference, in the order of the files.
    """
    one = {each.id: each for each in first.terms}
    two = {each.id: each for each in second.terms}
    struck = {name: each for name, each in one.items() if name not in two}
    added = {name: each for name, each in two.items() if name not in one}
    replaced = _replaced(model, struck, added)
    taken = {each.id for pair in replaced for each in (*pair.before, *pair.after)}
    changed = [
        Changed(two[name], lines)
        for name, before in one.items()
        if name in two and (lines := _lines(before, two[name]))
    ]
    return Redline(
        tuple(each for name, each in struck.items() if name not in taken),
        tuple(each for name, each in added.items() if name not in taken),
        tuple(replaced),
        tuple(changed),
        len(one.keys() & two.keys()) - len(changed),
    )


def _replaced(
    model: Agreement, struck: Mapping[str, Entry], added: Mapping[str, Entry]
) -> list[Replaced]:
    """Those struck with those added that replace them, whichever day is the earlier."""
    groups: list[tuple[set[str], set[str]]] = []
    for new in added:
        others = {
            old
            for old in struck
            if old in model.clauses[new].replaces or new in model.clauses[old].replaces
        }
        if not others:
            continue
        joined = [each for each in groups if each[0] & others]
        for each in joined:
            groups.remove(each)
        before = others.union(*(each[0] for each in joined))
        after = {new}.union(*(each[1] for each in joined))
        groups.append((before, after))
    return [
        Replaced(
            tuple(each for name, each in struck.items() if name in before),
            tuple(each for name, each in added.items() if name in after),
        )
        for before, after in groups
    ]


def _lines(before: Entry, after: Entry) -> tuple[tuple[str, str], ...]:
    """What is otherwise of a clause that is there on both days."""
    told = []
    for sort in ("text", "states", "norms", "conditions", "exceptions"):
        one, two = (_listed(getattr(each, sort)) for each in (before, after))
        told += [(line, "") for line in one if line not in two]
        told += [("", line) for line in two if line not in one]
    return tuple(told)


def _listed(value: str | Sequence[str]) -> Sequence[str]:
    return (value,) if isinstance(value, str) else value
