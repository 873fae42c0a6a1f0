"""A fact, on one day, and what is given -> the node of its value, over every completion.

Its terminals: a value that is known, the words for a day that hangs on what isn't, or that the
fact has its own value, which nobody gave.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import cast

from contract_engine.definitions.spell_out import meanings_of
from contract_engine.diagram.act.in_play import Sketch
from contract_engine.diagram.act.program import Program, ground_of
from contract_engine.diagram.act.survival import Survivors
from contract_engine.diagram.core.mentions import Mentions
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.nodes import FALSE, TRUE
from contract_engine.diagram.core.region import Region, region_asked
from contract_engine.diagram.finding.day_nodes import DayNodes
from contract_engine.diagram.finding.number_nodes import number_node
from contract_engine.diagram.finding.terminals import (
    Known,
    Own,
    Terminal,
)
from contract_engine.language.values.amounts import tell_ordered
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Agreement, Clause, Row, Same
from contract_engine.model.conditions import Condition, Holds, Is, ReadAs
from contract_engine.model.days import (
    After,
    Choose,
    Moment,
)
from contract_engine.model.formulas import Formula
from contract_engine.model.question import UNKNOWN, FactValue, Given
from contract_engine.model.traverse import as_meant, row_inputs
from contract_engine.model.vocabulary import DateFact, KindFact, NumberFact, YesNoFact


class _Sketch(Sketch):
    """What is in play for a value: the lines of the definitions it follows from."""

    def __init__(
        self, agreement: Agreement, survivors: Survivors, on: date, asked: Iterable[Condition]
    ) -> None:
        super().__init__(agreement, survivors, [], on)
        self.asked = tuple(asked)

    def note(self, mentions: Mentions, more: Iterable[Condition] = ()) -> None:
        """Tell what the lines set apart, and `more`."""
        super().note(mentions, [*self.asked, *more])


@dataclass(frozen=True)
class Line:
    """A line of a definition; `node` is true where it gives the value."""

    definition: Clause
    row: Row
    node: int


class ValueProgram:
    """The value of one fact, event or event with readings on one day, as a node.

    `lines` are those of the definitions it follows from, also of others whose value it takes;
    `owns` are the facts whose own value it has, and `used` the names whose values stand in
    terminals, each with a node that is true where it does.
    """

    def __init__(
        self,
        agreement: Agreement,
        survivors: Survivors,
        name: str,
        on: date,
        given: Mapping[str, Given],
    ) -> None:
        self.agreement = agreement
        self.name = name
        self.given = given
        self.meanings = meanings_of(agreement)
        self.asked = self._asked(name)
        sketch = _Sketch(agreement, survivors, on, self.asked)
        mentions = Mentions(agreement.vocabulary, survivors.readings)
        sketch.note(mentions)
        program = Program(sketch, ground_of(mentions, len(agreement.instruments)))
        self.program = program.given(given)
        self.nodes = self.program.nodes
        self.region: Region = region_asked(self.program, given)
        self.lines: list[Line] = []
        self.owns: list[tuple[str, int]] = []
        self.used: list[tuple[str, int]] = []
        self._days = DayNodes(self.program, self._known)
        self.node = self._value(name)

    def is_somewhere(self, node: int, masks: Sequence[int] | None = None) -> bool:
        """Whether a node is true in some situation left open (within these masks)."""
        masks = self.region.masks if masks is None else masks
        return any_true(self.program, masks, node, self.program.possible)

    @property
    def names(self) -> tuple[str, ...]:
        """The names whose values the value is made of."""
        return tuple(dict.fromkeys(name for name, node in self.used if self.is_somewhere(node)))

    @property
    def assumed(self) -> Mapping[str, Given]:
        """Those among them whose value is assumed."""
        found = {name: self._usual(name) for name in self.names if name not in self.given}
        return {name: value for name, value in found.items() if value is not None}

    def _asked(self, name: str) -> list[Condition]:
        """Every condition that the value of a name may hang on."""
        words = self.agreement.vocabulary
        asked: list[Condition] = []
        if name in words.read_events:
            return [_reading(words.read_events[name].reading)]
        match words.facts.get(name):
            case KindFact() as kind:
                asked += [Is(name, frozenset({end})) for end in kind.ends]
            case YesNoFact():
                asked.append(Holds(name))
        rows = zip(self.meanings.lines(name), self.meanings.matches(name), strict=True)
        for (_, row), match in rows:
            asked.append(match)
            if inputs := row_inputs(row):
                for other in inputs:
                    asked += self._asked(other)
            elif isinstance(words.facts[name], DateFact):
                asked += self._asked_of(self.meanings.moment(cast("Moment", row.value)))
        return asked

    def _asked_of(self, moment: Moment) -> list[Condition]:
        """What chooses between the days that a moment may have."""
        read = self.agreement.vocabulary.read_events
        asked: list[Condition] = []
        for part in as_meant([moment]):
            if isinstance(part, After) and part.name in read:
                asked.append(_reading(read[part.name].reading))
            elif isinstance(part, Choose):
                asked += [condition for condition, _ in part.options]
        return asked

    def _value(self, name: str, where: int = TRUE) -> int:
        """The node of a name's value; its lines count where another's value is this one."""
        nodes, ground, on = self.nodes, self.program.ground, self.program.on
        said = self.given.get(name, UNKNOWN)
        lines: list[tuple[int, int]] = []
        left = where
        if said is UNKNOWN or (isinstance(said, frozenset) and len(said) > 1):
            rows = zip(self.meanings.lines(name), self.meanings.matches(name), strict=True)
            for (definition, row), match in rows:
                true = ground.condition(match, on)
                first = nodes.both(left, true)
                self.lines.append(Line(definition, row, first))
                lines.append((true, self._of_row(name, row, first)))
                left = nodes.minus(left, true)
        self.owns.append((name, left))
        node = self._own(name, left)
        for true, value in reversed(lines):
            node = nodes.choose(true, value, node)
        return node

    def _of_row(self, name: str, row: Row, where: int) -> int:
        if isinstance(row.value, Same):
            return self._value(row.value.fact, where)
        subject = self.agreement.vocabulary.facts[name]
        if isinstance(row.value, Formula):
            return number_node(
                self.nodes,
                row.value,
                lambda other: self._value(other, where),
                lambda number: tell_ordered(cast("NumberFact", subject), number),
            )
        if isinstance(subject, DateFact):
            return self._days.node(self.meanings.moment(cast("Moment", row.value)), where)
        return self._terminal(Known(cast("FactValue", row.value)))

    def _own(self, name: str, where: int) -> int:
        """The value that is given, assumed or open, whatever definitions say."""
        words, ground = self.agreement.vocabulary, self.program.ground
        if name in words.read_events:
            return self._days.node(After(name), where)
        if isinstance(words.facts.get(name), KindFact | YesNoFact):
            said = self.given.get(name, self.region.assumed.get(name, UNKNOWN))
            mask = self.region.masks[ground.level[name]]
            if said is UNKNOWN or mask & (mask - 1):
                return self._terminal(Own(name))
            self.used.append((name, where))
            value = next(iter(said)) if isinstance(said, frozenset) else said
            return self._terminal(Known(value))
        known = self._known(name, where)
        return self._terminal(Own(name) if known is None else Known(cast("FactValue", known)))

    def _known(self, name: str, where: int) -> Given | None:
        """The one ordered value or day that is given or assumed."""
        said = self.given.get(name)
        known = None if said is UNKNOWN else said if said is not None else self._usual(name)
        if known is not None and where != FALSE:
            self.used.append((name, where))
        return known

    def _usual(self, name: str) -> Given | None:
        """What is assumed of a name, where that can be."""
        if name in self.program.ground.level:
            return self.region.assumed.get(name)
        words = self.agreement.vocabulary
        subject = words.facts.get(name) or words.events[name]
        usual = subject.usually
        return None if isinstance(usual, str) else usual

    def _terminal(self, value: Terminal) -> int:
        return self.nodes.terminal(value)


def definitions_asked(agreement: Agreement, name: str) -> tuple[Clause, ...]:
    """The definitions that give a fact its value, also by way of others."""
    found: dict[str, Clause] = {}
    for definition in agreement.definitions.get(name, ()):
        found[definition.id] = definition
        for row in definition.rows:
            for other in row_inputs(row):
                found |= {each.id: each for each in definitions_asked(agreement, other)}
    return tuple(found.values())


def _reading(name: str) -> Condition:
    return ReadAs(name, frozenset())
