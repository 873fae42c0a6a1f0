"""Links between unknown values, and lower bounds -> the least values that the links allow.

A link says that one value is at least `push` of another, where `push` never falls as what it is
given rises. Then of two solutions the later of each value is a solution too: so to push lower
bounds up until no link raises any finds the least solution, or passes what a value may be and so
proves that there is none. Nothing here knows whether values are days or numbers: bounds need only
an order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from contract_engine.lazy_dataclass import dataclass

Bound = Any
"""The least a value can be: of days an ordinal, of numbers the side of a cut. All that is asked of
it is an order, the same for all values that links join."""

MOST_CIRCLES = 500
"""Of more circles of links it isn't looked at beforehand whether they are endless."""


@dataclass(frozen=True)
class Link:
    """The value of `high` is at least `push` of that of `low`.

    Where a circle of links raises whoever goes round it, wherever he begins, no value short of
    `end` solves it: of days, `end` is never. `is_endless` says whether a circle that begins with
    this link is such a one. Of days, a push goes no further than `reach`, and what holds of one
    holds of that a `period` later: so that is only so of those far enough from both ends of the
    calendar, and also where bounds rise by all of these together.
    """

    low: str
    high: str
    push: Callable[[Bound], Bound]
    is_endless: Callable[[tuple[Link, ...]], bool]
    end: Bound
    reach: int = 0
    period: int = 0
    sort: object = None
    strength: int = 0
    """Of links between two values that are of one sort, the strongest says what the others say."""


class Links:
    """Links that must all hold."""

    def __init__(self, links: Sequence[Link]) -> None:
        self.names = tuple(dict.fromkeys(n for link in links for n in (link.low, link.high)))
        links = _strongest(links)
        self.leading: dict[str, list[Link]] = {}
        for link in links:
            self.leading.setdefault(link.low, []).append(link)
        self._endless = {
            link.high
            for circle in islice(self._circles(), MOST_CIRCLES)
            if circle[0].is_endless(circle)
            for link in circle
        }
        self._reach = sum(link.reach for link in links)
        self._period = sum(link.period for link in links)

    def least(self, start: Mapping[str, Bound], step: Callable[[], None]) -> dict[str, Bound]:
        """The least values from `start` on that the links allow, of those that they reach.

        Args:
            start: The lower bounds known from elsewhere.
            step: Called for each push; may raise where a question has no more time.
        """
        found = dict(start)
        waiting = list(start)
        while waiting:
            name = waiting.pop(0)
            for link in self.leading.get(name, ()):
                step()
                bound = link.push(found[name])
                if self._is_past(link.high, bound, start):
                    bound = max(bound, link.end - self._reach if self._period else link.end)
                if link.high not in found or found[link.high] < bound:
                    found[link.high] = bound
                    if link.high not in waiting:
                        waiting.append(link.high)
        return found

    def _is_past(self, name: str, bound: Bound, start: Mapping[str, Bound]) -> bool:
        """Whether no value from a bound on is left but those near the end."""
        if not self._period:
            return name in self._endless
        if name in self._endless and bound > self._reach:
            return True
        return bool(bound > max(start.values()) + self._reach + self._period)

    def _circles(self) -> Iterator[tuple[Link, ...]]:
        """The ways round that pass no name twice, each once."""
        for index, first in enumerate(self.names):
            later = set(self.names[index:])
            ways: list[tuple[tuple[Link, ...], set[str]]]
            ways = [((link,), {first}) for link in self.leading.get(first, ())]
            while ways:
                way, passed = ways.pop()
                if way[-1].high == first:
                    yield way
                elif way[-1].high in later and way[-1].high not in passed:
                    beyond = passed | {way[-1].high}
                    ways += [((*way, on), beyond) for on in self.leading.get(way[-1].high, ())]


def _strongest(links: Sequence[Link]) -> list[Link]:
    """The links without those that another of their sort implies."""
    found: dict[object, Link] = {}
    for index, link in enumerate(links):
        key = index if link.sort is None else (link.low, link.high, link.sort)
        other = found.get(key)
        if other is None or link.strength > other.strength:
            found[key] = link
    return list(found.values())


def joined(groups: Iterable[Iterable[str]]) -> list[set[str]]:
    """The sets into which names fall, of which each group is within one."""
    found: list[set[str]] = []
    for group in groups:
        whole = set(group)
        apart = []
        for other in found:
            if other & whole:
                whole |= other
            else:
                apart.append(other)
        found = [*apart, whole]
    return found
