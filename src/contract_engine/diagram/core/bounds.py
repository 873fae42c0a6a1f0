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
    calendar, and also where bounds rise by all of these together. From the first to the last
    `uneven` day (those between holidays) what holds of one needn't hold of another; `is_endless`
    also says whether a circle is so of all days but those about these (`evenly`).
    """

    low: str
    high: str
    push: Callable[[Bound], Bound]
    is_endless: Callable[[tuple[Link, ...], bool], bool]
    end: Bound
    reach: int = 0
    period: int = 0
    sort: object = None
    strength: int = 0
    """Of links between two values that are of one sort, the strongest says what the others say."""
    uneven: tuple[int, int] | None = None


class Links:
    """Links that must all hold."""

    def __init__(self, links: Sequence[Link]) -> None:
        self.names = tuple(dict.fromkeys(n for link in links for n in (link.low, link.high)))
        links = _strongest(links)
        self.leading: dict[str, list[Link]] = {}
        for link in links:
            self.leading.setdefault(link.low, []).append(link)
        uneven = [link.uneven for link in links if link.uneven is not None]
        self._uneven = (min(d for d, _ in uneven), max(d for _, d in uneven)) if uneven else None
        circles = [*islice(self._circles(), MOST_CIRCLES)]
        endless = [circle for circle in circles if circle[0].is_endless(circle, False)]
        self._endless = _raised_by(endless)
        evenly = [c for c in circles if c[0].is_endless(c, True)] if uneven else endless
        self._evenly = _raised_by(evenly)
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
                bound = max(bound, self._past(link, bound, start))
                if link.high not in found or found[link.high] < bound:
                    found[link.high] = bound
                    if link.high not in waiting:
                        waiting.append(link.high)
        return found

    def _past(self, link: Link, bound: Bound, start: Mapping[str, Bound]) -> Bound:
        """From a bound on, the first value that may be left: it itself, or one near the end."""
        if not self._period:
            return link.end if link.high in self._endless else bound
        end = link.end - self._reach
        if link.high in self._endless and bound > self._reach:
            return end
        has_risen = bound > max(start.values()) + self._reach + self._period
        if self._uneven is None:
            return end if has_risen else bound
        first, last = self._uneven[0] - self._reach, self._uneven[1] + self._reach
        is_raised = link.high in self._evenly and bound > self._reach
        if bound < first and (has_risen or is_raised):
            return first  # what comes next hangs on the uneven days
        has_passed = bound > max(*start.values(), last) + self._reach + self._period
        return end if has_passed or (is_raised and bound > last) else bound

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


def _raised_by(circles: Iterable[tuple[Link, ...]]) -> set[str]:
    return {link.high for circle in circles for link in circle}


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
