"""Relations between days -> the routes on which a cut of one day becomes a cut of another.

Where `delivered is after due` and due is known to be after the first of May, delivered is after
the second. So what sets days of one apart sets days of the other apart: from lower bounds up
(whoever is past the cut pushes the other so far), and from upper bounds down (so far, at the most,
may the other be).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from contract_engine.diagram.core.bounds import Link
from contract_engine.diagram.core.pushes import LAST, may_rise, units_of
from contract_engine.diagram.core.relations import Relation
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.days import Way

MOST_CIRCLES = 20
"""So many circles through a day are followed until they push it no more."""
MOST_ROUNDS = 5_000
"""A circle is followed round so often."""

Links = tuple[Link, ...]


@dataclass(frozen=True)
class Route:
    """From a cut of one day to that which it makes of another, by links that hold together.

    With `up`, from what is past the cut; else from what isn't. `around` are links that lead from
    the first day back to it, which are followed until they push it no more.
    """

    start: str
    end: str
    links: Links
    up: bool
    around: Links = ()

    def __call__(self, cut: int) -> int | None:
        """The cut, where it is before the calendar's last day."""
        found: int | None = cut
        if self.around:
            found = _settled(self.around, found, up=self.up)
        return _along(self.links, found, up=self.up)

    @property
    def units(self) -> set[Way]:
        """The ways in which is counted on it."""
        return {unit for link in (*self.links, *self.around) for unit in units_of(link)}


def routes(relations: Sequence[Relation], known: Collection[str] = ()) -> Iterator[Route]:
    """All routes from day to day that pass none twice; none leads to one that is `known`."""
    names = dict.fromkeys(name for each in relations for name in each.between)
    for name in names:
        circles = [*islice(_circles(relations, name), MOST_CIRCLES)] if name not in known else []
        for up in (True, False):
            arounds = dict.fromkeys(circle if up else back for circle, back in circles)
            for around in arounds:
                yield Route(name, name, (), up, around)
            for links in _paths(relations, name, (*known,)):
                yield from (Route(name, links[-1].high, links, up, a) for a in ((), *arounds))


def _along(links: Links, cut: int | None, *, up: bool) -> int | None:
    for link in links:
        if cut is None or not 0 <= cut < LAST:
            return None
        cut = link.push(cut + 1) - 1 if up else link.push(cut) - 1 if cut else None
    return cut if cut is not None and 0 < cut < LAST else None


def _settled(around: Links, cut: int | None, *, up: bool) -> int | None:
    """What a cut comes to where links lead round until they push no more; None where none is left.

    Links that push on and on but for uneven days are left off.
    """
    for _ in range(MOST_ROUNDS):
        if cut is None:
            return None
        after = _along(around, cut, up=up)
        if after is None or (after <= cut if up else after >= cut):
            return cut
        cut = after
    return None


def _paths(relations: Sequence[Relation], name: str, passed: tuple[str, ...]) -> Iterator[Links]:
    """The links that lead from a day on, in turn, to none that was passed."""
    passed = (*passed, name)
    for relation in relations:
        for link in (relation.yes, relation.no):
            if link.low == name and link.high not in passed:
                yield (link,)
                yield from ((link, *more) for more in _paths(relations, link.high, passed))


def _circles(relations: Sequence[Relation], first: str) -> Iterator[tuple[Links, Links]]:
    """The ways back to a day that may push it on, but not on and on; each with the way opposite."""
    for way in _round(relations, first, first, ()):
        links = tuple(link for link, _ in way)
        if may_rise(links) and not links[0].is_endless(links, False):
            yield links, tuple(other for _, other in reversed(way))


Sides = tuple[tuple[Link, Link], ...]
"""Links, each with that which holds where it doesn't."""


def _round(
    relations: Sequence[Relation], first: str, name: str, passed: tuple[str, ...]
) -> Iterator[Sides]:
    """The ways round to the first day, of relations of which none is used twice."""
    for index, relation in enumerate(relations):
        rest = (*relations[:index], *relations[index + 1 :])
        for link, other in ((relation.yes, relation.no), (relation.no, relation.yes)):
            if link.low != name:
                continue
            if link.high == first:
                yield ((link, other),)
            elif link.high not in passed:
                beyond = (*passed, link.high)
                yield from (
                    ((link, other), *more) for more in _round(rest, first, link.high, beyond)
                )
