"""Tables of bits, one for each variable -> a function that looks a situation up in all of them.

It is written as source and compiled, because a loop over the variables takes twice as long. The
only names in it are the vocabulary's, as string constants. Variables with few values share a
table, nested by one after the other, so that fewer long sets of bits are ANDed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import cast

from contract_engine.model.outcome import Verdict
from contract_engine.model.question import FactValue

MOST_TOGETHER = 256
"""A table that several variables share has at most this many entries."""
MOST_DAYS = 1 << 16
"""Up to so many days between first and last change each has an entry of its own."""
AFTERWARDS = 3653
"""And so many days after the last change, if the calendar has them."""

Said = FactValue | int
Decide = Callable[[date, Mapping[str, Said]], Verdict | None]
"""The verdict of a total situation; None where something is missing or impossible.

Takes the day, and for each fact its value (a kind's end node as text, a bool, a Decimal or int, a
date) and for each event its day or NEVER.
"""

Bits = Mapping[object, int] | Sequence[int]


@dataclass(frozen=True)
class Lookup:
    """A variable: the source of what its table is asked with, names in that, and the table."""

    key: str
    bits: Bits
    names: Mapping[str, object] = field(default_factory=dict)


def unrolled(
    starts: Sequence[date],
    alive: Sequence[int],
    lookups: Sequence[Lookup],
    resolved: Mapping[int, Verdict],
    resolve: Callable[[int], Verdict | None],
) -> Decide:
    """The decision: the bits alive on the day and in every table, and what they come to.

    `alive` are the bits before, between and after the days in `starts`.
    """
    known: dict[str, object] = {
        "alive": _by_day(starts, alive),
        "late": lambda on: alive[bisect_right(starts, on)],
        "resolved": resolved,
        "resolve": resolve,
    }
    parts = []
    for number, group in enumerate(_groups(lookups)):
        known[f"table{number}"] = _nested(group, -1)
        parts.append(f"table{number}{''.join(f'[{lookup.key}]' for lookup in group)}")
        for lookup in group:
            known |= lookup.names
    source = (
        "def decide(on, given):\n"
        "    try:\n"
        "        bits = alive.get(on.toordinal())\n"
        "        if bits is None:\n"
        "            bits = late(on)\n"
        f"        bits = {' & '.join(['bits', *parts])}\n"
        "    except (KeyError, TypeError, AttributeError):\n"
        "        return None\n"
        "    verdict = resolved.get(bits)\n"
        "    return verdict if verdict is not None else resolve(bits)\n"
    )
    exec(compile(source, "<decide>", "exec"), known)
    return cast("Decide", known["decide"])


def _by_day(starts: Sequence[date], alive: Sequence[int]) -> dict[int, int]:
    """The bits of each day from the first change to some years after the last, by its ordinal."""
    turns = [start.toordinal() for start in starts if start < date.max]
    if not turns or turns[-1] + AFTERWARDS - turns[0] > MOST_DAYS:
        return {}
    days: dict[int, int] = {}
    for index, (turn, end) in enumerate(pairwise([*turns, turns[-1] + AFTERWARDS])):
        days |= dict.fromkeys(range(turn, end), alive[index + 1])
    return days


def _groups(lookups: Sequence[Lookup]) -> list[list[Lookup]]:
    """Variables that share a table, those with few values first."""
    groups: list[list[Lookup]] = []
    size = MOST_TOGETHER
    for lookup in sorted(lookups, key=lambda each: len(each.bits)):
        if size * len(lookup.bits) > MOST_TOGETHER:
            groups.append([])
            size = 1
        groups[-1].append(lookup)
        size *= len(lookup.bits)
    return groups


def _nested(group: Sequence[Lookup], bits: int) -> object:
    """The bits of a group's variables by their values, one inside the other."""
    if not group:
        return bits
    table = group[0].bits
    if isinstance(table, Mapping):
        return {key: _nested(group[1:], bits & value) for key, value in table.items()}
    return [_nested(group[1:], bits & value) for value in table]
