"""Relations between two unknown values -> which combinations of them can be, as a node.

A relation is a variable of its own, yes or no. Either way it is a link between the two values (see
`bounds`): where `delivered is after due`, delivered is at least the day after due; where it isn't,
due is at least delivered. So of some classes and some relations it is decided exactly whether any
values have them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from contract_engine.definitions.offsets import told_steps
from contract_engine.diagram.core.bounds import Bound, Link, Links, joined
from contract_engine.diagram.core.nodes import FALSE, TRUE, Nodes
from contract_engine.diagram.core.pushes import Push, link_of
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.conditions import InOrder
from contract_engine.model.days import After

Span = tuple[Bound, Bound]
"""The least and the greatest value of a class."""


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
    after, by = Push(theirs, ours, 1), Push(ours, theirs, 0)
    return Relation(
        name, link_of(earlier.name, later.name, after), link_of(later.name, earlier.name, by)
    )


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
