"""Relations between two unknown values -> which combinations of them can be, as a node.

A relation is a variable of its own, yes or no. Either way it is a link between the two values (see
`bounds`): where `delivered is after due`, delivered is at least the day after due; where it isn't,
due is at least delivered. So of some classes and some relations it is decided exactly whether any
values have them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from contract_engine.definitions.offsets import (
    Steps,
    about,
    last_start,
    reached,
    told_steps,
    uneven,
)
from contract_engine.diagram.core.bounds import Bound, Link, Links, joined
from contract_engine.diagram.core.nodes import FALSE, TRUE, Nodes
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.conditions import InOrder
from contract_engine.model.days import After, Day, Never, Way

Span = tuple[Bound, Bound]
"""The least and the greatest value of a class."""

LAST = date.max.toordinal()
NEVER = LAST + 1
"""The number of the day that never comes; one more is no day at all."""
_PERIOD = 146_097
"""The days of 400 years, after which the calendar repeats itself; they have 4,800 months."""
_CENTURY = date(1900, 1, 1).toordinal()
"""The one exception to leap days every four years, far and wide."""


@dataclass(frozen=True)
class Relation:
    """Something that two values have or haven't: what links them where it is so, and where not.

    `name` is what it is called, in words; of the variable too.
    """

    name: str
    yes: Link
    no: Link

    @property
    def between(self) -> tuple[str, ...]:
        """The two names, or the one where a value is compared with itself."""
        return tuple(dict.fromkeys((self.yes.low, self.yes.high)))


def order_of(condition: InOrder) -> Relation:
    """The relation that one day, counted from a name, is after another."""
    later, earlier = condition.moment, condition.other
    assert isinstance(later, After)
    assert isinstance(earlier, After)
    ours, theirs = later.steps, earlier.steps
    name = f"{told_steps(ours, later.name)} is after {told_steps(theirs, earlier.name)}"
    after, by = _Push(theirs, ours, 1), _Push(ours, theirs, 0)
    return Relation(name, _link(earlier, later, after), _link(later, earlier, by))


def _link(low: After, high: After, push: _Push) -> Link:
    sort, strength = push.strength
    return Link(low.name, high.name, push, _is_endless, NEVER, push.reach, _PERIOD, sort, strength)


@dataclass(frozen=True)
class _Push:
    """From a day to the first one that, `counted` on, is no earlier than this day `steps` on.

    With `strict` 1, that is later.
    """

    steps: Steps
    counted: Steps
    strict: int

    def __call__(self, day: int) -> int:
        return _pushed(self.steps, self.counted, self.strict, day)

    @property
    def reach(self) -> int:
        """So many days, at the most, a push is away from where it starts."""
        return 1 + sum(
            abs(about(count, unit)) + uneven(unit) for count, unit in (*self.steps, *self.counted)
        )

    @property
    def strength(self) -> tuple[object, int]:
        """What it is told apart by from pushes that go further, or less far, from every day.

        Those are counted in one unit alone on a side on which they differ, and alike on the other.
        """
        if len(self.steps) == 1:
            ((count, unit),) = self.steps
            return ("steps", unit, self.counted, self.strict), count
        if len(self.counted) == 1:
            ((count, unit),) = self.counted
            return ("counted", unit, self.steps, self.strict), -count
        return (self.steps, self.counted, self.strict), 0

    @property
    def gain(self) -> tuple[int, int]:
        """So many days further a push is, at the least and at the most."""
        gained = self.strict + sum(about(*step) for step in self.steps)
        gained -= sum(about(*step) for step in self.counted)
        more = sum(uneven(unit) for _, unit in (*self.steps, *self.counted))
        return gained - more, gained + more


def _is_endless(circle: tuple[Link, ...]) -> bool:
    pushes = tuple(link.push for link in circle)
    return _raises(tuple(push for push in pushes if isinstance(push, _Push)))


def may_rise(circle: tuple[Link, ...]) -> bool:
    """Whether to go round may raise some days."""
    pushes = [link.push for link in circle]
    return sum(push.gain[1] for push in pushes if isinstance(push, _Push)) > 0


def units_of(link: Link) -> set[Way]:
    """The ways in which a link counts."""
    push = link.push
    return {unit for _, unit in (*push.steps, *push.counted)} if isinstance(push, _Push) else set()


@lru_cache(maxsize=1 << 12)
def _raises(circle: tuple[_Push, ...]) -> bool:
    """Whether to go round raises every day, but those near the ends of the calendar.

    Where months and days don't settle that, days are gone through: what they come to hangs on
    which of the years about are leap years, and of that all there is, is found about a century.
    """
    gains = [push.gain for push in circle]
    if sum(least for least, _ in gains) > 0:
        return True
    if sum(most for _, most in gains) <= 0:
        return False
    about = 366 * 8 + sum(push.reach for push in circle)
    first, last = _CENTURY - about, _CENTURY + about
    if last - first > _PERIOD // 4:
        first, last = _CENTURY, _CENTURY + _PERIOD
    day = first
    while first <= day <= last:
        after = day
        for push in circle:
            after = push(after)
        if after <= day:
            return False
        day = after
    return day < NEVER


def ordinal(day: object) -> int:
    """The number of a day, or of never."""
    return day.toordinal() if isinstance(day, date) else NEVER


def day_of(number: int) -> Day:
    """The day of a number."""
    return date.fromordinal(number) if number <= LAST else Never.NEVER


@lru_cache(maxsize=1 << 16)
def _pushed(steps: Steps, counted: Steps, strict: int, day: int) -> int:
    end = NEVER if day >= NEVER else ordinal(reached(date.fromordinal(day), steps))
    return _last(end - 1 + strict, counted) + 1


def _last(day: int, steps: Steps) -> int:
    """The last day from which the steps come by another; 0 where there is none."""
    if day >= NEVER:
        return NEVER
    start = last_start(date.fromordinal(day), steps) if day > 0 else None
    return 0 if start is None else start.toordinal()


class Related:
    """Variables some of which are related.

    Args:
        nodes: The store of nodes.
        level: The level of each variable.
        spans: Of a variable that isn't a relation, what values each class has.
        stated: The only value that some variables will have: of their classes none but that one's
            can be, and nothing else in it.
        asked_for: Where it matters how the values of a relation are related; elsewhere that may
            be as it can't.
    """

    def __init__(
        self,
        nodes: Nodes,
        level: Mapping[str, int],
        spans: Callable[[str], Sequence[Span]],
        stated: Mapping[str, Bound],
        asked_for: Callable[[str], int],
    ) -> None:
        self.nodes = nodes
        self.level = level
        self._spans = spans
        self._stated = stated
        self._asked_for = asked_for
        self._known: dict[str, list[tuple[int, Span]]] = {}

    def feasible(self, relations: Sequence[Relation]) -> int:
        """True where some values have these classes, and are related so."""
        found = TRUE
        for names in joined(relation.between for relation in relations):
            within = [each for each in relations if names & set(each.between)]
            cases = [self._asked_for(each.name) for each in within]
            found = self.nodes.both(found, self._of([*zip(within, cases, strict=True)], (), TRUE))
        return found

    def _classes(self, name: str) -> list[tuple[int, Span]]:
        """The classes that can be, each with the least and the greatest of its values."""
        known = self._known.get(name)
        if known is None:
            known = list(enumerate(self._spans(name)))
            if name in self._stated:
                value = self._stated[name]
                known = [(c, (value, value)) for c, (low, high) in known if low <= value <= high]
            self._known[name] = known
        return known

    def _of(self, left: Sequence[tuple[Relation, int]], links: tuple[Link, ...], case: int) -> int:
        """True where some values are linked so, and as the relations left say; or in no case."""
        nodes, joint = self.nodes, Links(links)
        if links and not self._can(joint):
            return nodes.negate(case)
        found = nodes.negate(case)
        for index, (relation, asked) in enumerate(left):
            inside = nodes.both(case, asked)
            if inside == FALSE:
                continue
            rest = left[index + 1 :]
            yes = nodes.atom(self.level[relation.name], (1,))
            within = nodes.choose(
                yes,
                self._of(rest, (*links, relation.yes), inside),
                self._of(rest, (*links, relation.no), inside),
            )
            found = nodes.either(found, nodes.both(inside, within))
            case = nodes.minus(case, inside)
            if case == FALSE:
                return found
        return nodes.either(found, nodes.both(case, self._allowed(joint)))

    def _can(self, links: Links) -> bool:
        """Whether some values are linked so, of whatever class."""
        start = {name: self._classes(name)[0][1][0] for name in links.names}
        found = links.least(start, self.nodes.step)
        return all(found[name] <= self._classes(name)[-1][1][1] for name in links.names)

    def _allowed(self, links: Links) -> int:
        """True where some values of these classes are linked so.

        What one value's class pushes the others to is looked at for each value by itself: of what
        several push one to, the greatest counts.
        """
        nodes = self.nodes
        found: list[int] = []
        for name in links.leading:
            ways: dict[int, list[int]] = {}
            for c, (low, _) in self._classes(name):
                pushed = links.least({name: low}, nodes.step)
                room = nodes.all(self._from(other, bound) for other, bound in pushed.items())
                ways.setdefault(room, []).append(c)
            level = self.level[name]
            found.append(
                nodes.any(nodes.both(room, nodes.atom(level, some)) for room, some in ways.items())
            )
        return nodes.all(found)

    def _from(self, name: str, bound: Bound) -> int:
        """True where a value's class holds one that is no less."""
        return self.nodes.atom(
            self.level[name], [c for c, (_, high) in self._classes(name) if bound <= high]
        )
