"""A moment -> the node of its day: known, or hanging on what is not. Each is gone into once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import assert_never

from contract_engine.definitions.compare import COUNTED
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.nodes import FALSE, TRUE
from contract_engine.diagram.finding.terminals import (
    Hanging,
    Known,
    counted,
    first_of,
    last_of,
    later_than,
)
from contract_engine.model.conditions import ReadAs
from contract_engine.model.days import (
    NEVER,
    After,
    Choose,
    Counted,
    EarliestOf,
    Later,
    LatestOf,
    MeantMoment,
    Moment,
    Never,
    On,
)
from contract_engine.model.question import Given


class DayNodes:
    """The nodes of days in one program."""

    def __init__(self, program: Program, known: Callable[[str, int], Given | None]) -> None:
        """`known` gives the day of an event or date fact, and is told where it is used."""
        self._program = program
        self._nodes = program.nodes
        self._known = known
        self._made: dict[int, tuple[Moment, int]] = {}

    def node(self, moment: Moment, where: int) -> int:
        """The node of a moment's day; what it is made of is known to be used `where` it counts."""
        node = self._node(moment)
        order: dict[int, Moment] = {}
        self._in_order(moment, order)
        places = {id(moment): where}
        for each in reversed(order.values()):
            for inner, here in self._within(each, places[id(each)]):
                places[id(inner)] = self._nodes.either(places.get(id(inner), FALSE), here)
        return node

    def _in_order(self, moment: Moment, order: dict[int, Moment]) -> None:
        """The moments that it is made of, each once and before those that are made of it."""
        if id(moment) not in order:
            for inner, _ in self._within(moment, FALSE):
                self._in_order(inner, order)
            order[id(moment)] = moment

    def _within(self, moment: Moment, where: int) -> list[tuple[Moment, int]]:
        """The moments that one is directly made of, and where each gives its day."""
        nodes, ground, on = self._nodes, self._program.ground, self._program.on
        match moment:
            case On():
                return []
            case After(name):
                for event, taken in self._events(name):
                    self._known(event, nodes.both(where, taken))
                return []
            case EarliestOf(parts) | LatestOf(parts):
                return [(part, where) for part in parts]
            case Later(inner) | MeantMoment(_, inner):
                return [(inner, where)]
            case Choose(options):
                found: list[tuple[Moment, int]] = []
                for condition, option in options:
                    true = ground.condition(condition, on)
                    found.append((option, nodes.both(where, true)))
                    where = nodes.both(where, nodes.negate(true))
                return found
            case Counted():
                raise AssertionError(COUNTED)
            case _:
                assert_never(moment)

    def _node(self, moment: Moment) -> int:
        known = self._made.get(id(moment))
        if known is None:
            # The moment is kept too, so that no other gets its id.
            known = self._made[id(moment)] = moment, self._made_of(moment)
        return known[1]

    def _made_of(self, moment: Moment) -> int:
        match moment:
            case On(day):
                return self._nodes.terminal(Known(day))
            case After(name):
                node = FALSE
                for event, taken in self._events(name):
                    node = self._nodes.choose(taken, self._after(moment, event), node)
                return node
            case EarliestOf(parts):
                return self._nodes.combine(tuple(map(self._node, parts)), first_of)
            case LatestOf(parts):
                return self._nodes.combine(tuple(map(self._node, parts)), last_of)
            case Later(of, steps):
                node = self._node(of)
                return self._nodes.combine((node,), lambda days: later_than(days[0], steps))
            case MeantMoment(_, means):
                return self._node(means)
            case Choose(options):
                node = self._nodes.terminal(Known(NEVER))
                for condition, option in reversed(options):
                    true = self._program.ground.condition(condition, self._program.on)
                    node = self._nodes.choose(true, self._node(option), node)
                return node
            case Counted():
                raise AssertionError(COUNTED)
            case _:
                assert_never(moment)

    def _events(self, name: str) -> Iterator[tuple[str, int]]:
        """The event or fact of a name; of an event with readings each, and where it is meant."""
        read = self._program.agreement.vocabulary.read_events.get(name)
        if read is None:
            yield name, TRUE
            return
        for value, event in read.events.items():
            taken = ReadAs(read.reading, frozenset({value}))
            yield event, self._program.ground.condition(taken, self._program.on)

    def _after(self, moment: After, name: str) -> int:
        known = self._known(name, FALSE)
        if isinstance(known, date | Never):
            return self._nodes.terminal(counted(known, moment.steps))
        open_ = After(name, moment.count, moment.unit, moment.then)
        return self._nodes.terminal(Hanging(open_, (name,)))
