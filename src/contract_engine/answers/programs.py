"""An act, options and a day -> its diagrams: whole if small, else held to what is given.

What was made before is kept, up to so many nodes in all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.budget import TooLarge, current, small
from contract_engine.diagram.core.nodes import Nodes
from contract_engine.diagram.finding.finding import Finding, find
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.ordered import Ordered
from contract_engine.model.question import UNKNOWN, Given

KEPT = 4096
"""So many findings are kept of one agreement."""

KEPT_PROGRAMS, KEPT_NODES = 512, 1_000_000
"""So many programs are kept, and so many nodes of them in all."""

LOOK = 8
"""After so many more programs it is looked how many nodes there are."""

SHARED_NODES = 100_000
"""An act whose diagrams are larger is held to what each question gives before any are made."""


class Act(NamedTuple):
    """A bearer and an action, under options (as a key)."""

    bearer: str
    action: str
    options: tuple[object, ...]


Make = Callable[[Act, date, Mapping[str, Given]], Program]


@dataclass
class Programs:
    """The programs of one agreement, made by `make`, and what was found in them.

    `numbers_choose` tells whether a number may say which of several days is meant.
    """

    make: Make
    numbers_choose: Callable[[], bool]
    _made: dict[object, Program] = field(default_factory=dict)
    _found: dict[object, Finding] = field(default_factory=dict)
    _large: set[Act] = field(default_factory=set)
    _asked: set[tuple[Act, date]] = field(default_factory=set)
    _stores: dict[int, Nodes] = field(default_factory=dict)

    def of(self, act: Act, on: date, given: Mapping[str, Given]) -> Program:
        """The program of an act on a day; of a large act it says nothing but of what is given."""
        held = {name: value for name, value in given.items() if value is not UNKNOWN}
        if not held:
            return self._kept(act, on, {})
        if (act, on) in self._made:
            return self._made[act, on]
        if (act, on, *held.items()) in self._made or self._is_first(act, on, held):
            return self._kept(act, on, held)
        if act not in self._large:
            try:
                with small(SHARED_NODES):
                    program = self.make(act, on, {})
                    _ = program.governing
            except TooLarge:
                current().check()
                self._large.add(act)
            else:
                return self._keep((act, on), program)
        return self._kept(act, on, held)

    def _is_first(self, act: Act, on: date, held: Mapping[str, Given]) -> bool:
        """Whether nothing was asked of an act's day before: who asks once gets what is quick once.

        Diagrams held to what is given take half as long; those of the second question are whole.
        (Held to a number that chooses among days, they would tell fewer of these apart, of which a
        hinge names one.)
        """
        if (act, on) in self._asked:
            return False
        if any(isinstance(each, Ordered) for each in held.values()) and self.numbers_choose():
            return False
        if len(self._asked) >= KEPT:
            self._asked.clear()
        self._asked.add((act, on))
        return True

    def find(self, act: Act, on: date, given: Mapping[str, Given]) -> Finding:
        """What the diagrams say of a question; raises Impossible."""
        key = (act, on, *given.items())
        found = self._found.get(key)
        if found is None:
            found = find(self.of(act, on, given), given)
            if len(self._found) >= KEPT:
                self._found.clear()
            self._note(found.program.nodes)
            self._found[key] = found
        return found

    def _kept(self, act: Act, on: date, held: Mapping[str, Given]) -> Program:
        key = (act, on, *held.items())
        known = self._made.get(key)
        return self._keep(key, self.make(act, on, held)) if known is None else known

    def _keep(self, key: object, program: Program) -> Program:
        self._note(program.nodes)
        self._made[key] = program
        return program

    def _note(self, nodes: Nodes) -> None:
        """Forget everything where, with these nodes, it would be too much."""
        if id(nodes) in self._stores:
            return
        if len(self._stores) % LOOK == 0:
            size = sum(len(store) for store in self._stores.values())
            if size > KEPT_NODES or len(self._stores) >= KEPT_PROGRAMS:
                self._made.clear()
                self._found.clear()
                self._stores.clear()
        self._stores[id(nodes)] = nodes
