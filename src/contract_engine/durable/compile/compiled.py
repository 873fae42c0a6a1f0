"""An instrument and what it is asked -> its rule sets; a situation -> what these conclude."""

from __future__ import annotations

from collections.abc import Iterator

from contract_engine.durable.compile.clauses import Formulas, Point, formulate
from contract_engine.durable.compile.graph import TRUE, Literal
from contract_engine.durable.compile.inputs import value_of
from contract_engine.durable.compile.rules import Ruleset, compile_rules, literal_fact, port_fact
from contract_engine.durable.errors import EngineError
from contract_engine.durable.evaluate.relevance import Wanted
from contract_engine.durable.evaluate.survival import Left
from contract_engine.durable.evaluate.trace import Fired
from contract_engine.durable.library import Fact
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.agreement import Agreement
from contract_engine.model.question import TotalSituation


@dataclass(slots=True)
class Compiled:
    """An instrument's rule sets as plain data (`rules` of each), and how to talk to them."""

    made: Formulas
    rulesets: tuple[Ruleset, ...]
    _fired: dict[str, Fired] = field(default_factory=dict)

    def fired(self, rule: str) -> Fired:
        """The rule, told to people."""
        if rule not in self._fired:
            settles, sole = next(
                each.concludes[rule] for each in self.rulesets if rule in each.concludes
            )
            from contract_engine.durable.compile.wording import explain

            says = explain(self.made, settles, sole)
            lines = self.made.lines
            behind = dict.fromkeys([*lines.get(settles, ()), *lines.get(settles ^ 1, ())])
            self._fired[rule] = Fired(self.made.instrument.id, rule, says, tuple(behind))
        return self._fired[rule]


def compile_instrument(agreement: Agreement, instrument: str, wanted: Wanted) -> Compiled:
    """The rule sets of one instrument, for what a question wants of it."""
    made = formulate(agreement, instrument, wanted)
    return Compiled(made, compile_rules(made))


@dataclass(slots=True)
class Conclusions:
    """What rule sets, run one after another, have settled."""

    compiled: Compiled
    settled: set[Literal] = field(default_factory=lambda: {TRUE})

    def facts(self, ruleset: Ruleset, situation: TotalSituation, left: Left) -> list[Fact]:
        """What is told: of the situation, of what the options leave, and of what is settled."""
        told: list[Fact] = [
            port_fact(port, value_of(port.asks, situation, left, port.scale))
            for port in ruleset.ports
        ]
        for literal, slots in ruleset.slots.items():
            if literal in self.settled:
                told += [literal_fact(slot) for slot in slots]
        return told

    def chain(self, ruleset: Ruleset, rule: str) -> list[Fact]:
        """The facts that follow from a rule that has fired; nothing that was settled before."""
        settles, _ = ruleset.concludes[rule]
        if settles in self.settled:
            return []
        self.settled.add(settles)
        return [literal_fact(slot) for slot in ruleset.slots.get(settles, ())]

    def points(self) -> Iterator[tuple[Point, str, bool]]:
        """Each point and clause, and whether it is so.

        That a point is settled one way, and not the other way too, shows that no rule was lost.
        """
        for (point, clause), literal in self.compiled.made.points.items():
            holds = literal in self.settled
            if holds == (literal ^ 1 in self.settled):
                way = "both ways" if holds else "neither way"
                raise EngineError(f"`{clause}` is settled {way}: {point.value}")
            yield point, clause, holds
