"""What is given, and suppositions about clauses and facts on days -> whether they can all be.

A supposition says that a clause may open or is over on a day, or that a condition is true then.
All of them are nodes over the variables of one diagram, so nothing here is approximate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date

from contract_engine.definitions.meanings import Meanings
from contract_engine.definitions.spell_out import contradiction, instruments_with
from contract_engine.diagram.act.in_play import Sketch
from contract_engine.diagram.act.program import Program, ground_of
from contract_engine.diagram.act.survival import Survivors, survivors
from contract_engine.diagram.core.mentions import Mentions
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.nodes import TRUE
from contract_engine.diagram.core.region import region_asked
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.conditions import Applies, Condition, HasCome
from contract_engine.model.days import After
from contract_engine.model.question import UNKNOWN, Given, Options
from contract_engine.model.vocabulary import Fact
from contract_engine.performance.kept import kept


@dataclass(frozen=True, slots=True)
class Supposed:
    """One thing that is so or not on a day: `opens` or `over` of a clause, or a condition."""

    on: date
    opens: str = ""
    over: str = ""
    condition: Condition | None = None


Case = tuple[tuple[Supposed, bool], ...]
"""Suppositions, each with whether it is so."""


class _Sketch(Sketch):
    """What the suppositions about one day ask for."""

    def __init__(
        self, agreement: Agreement, left: Survivors, on: date, asked: Iterable[Condition]
    ) -> None:
        super().__init__(agreement, left, [], on)
        self.asked = tuple(asked)

    def note(self, mentions: Mentions, more: Iterable[Condition] = ()) -> None:
        """Tell what is asked about this day."""
        super().note(mentions, [*self.asked, *more])


class Facts:
    """What is given of an agreement on a day, with the events that a history holds.

    `unrecorded` are the events that it doesn't hold: they have not come by `cut`.
    """

    def __init__(
        self,
        agreement: Agreement,
        options: Options,
        given: Mapping[str, Given],
        on: date,
        cut: date,
        recorded: Iterable[str],
    ) -> None:
        self.agreement = as_opening(agreement)
        self.left = survivors(self.agreement, options)
        self.given = dict(given)
        self.on = on
        self.cut = cut
        self.recorded = frozenset(recorded)
        self._meanings: Meanings | None = None

    def declare(self, fact: Fact, value: Given) -> None:
        """Let a value of an act stand beside the facts, which nobody may have recorded."""
        words = self.agreement.vocabulary
        facts = {**words.facts, fact.id: fact}
        self.agreement = replace(self.agreement, vocabulary=replace(words, facts=facts))
        if value is not UNKNOWN:
            self.given[fact.id] = value

    def meant(self, condition: Condition) -> Condition:
        """A condition with what its comparisons of defined facts mean."""
        if not self.agreement.definitions:
            return condition
        self._meanings = self._meanings or Meanings(self.agreement)
        return self._meanings.condition(condition)

    def can_be(self, case: Case) -> bool:
        """Whether some completion of what is given agrees with all suppositions."""
        program, nodes = self.program(case)
        masks = region_asked(program, self.given).masks
        return any_true(program, masks, program.possible, *nodes)

    def program(self, *cases: Case) -> tuple[Program, list[int]]:
        """A program of the day asked about, and a node for each case."""
        supposed = {each for case in cases for each, _ in case}
        days: dict[date, list[Supposed]] = {self.on: []}
        for each in supposed:
            days.setdefault(each.on, []).append(each)
        against = [
            contradiction(self.agreement, name, value)
            for name, value in self.given.items()
            if name in self.agreement.definitions and value is not UNKNOWN
        ]
        mentions = Mentions(self.agreement.vocabulary, self.left.readings, stated=self.given)
        sketches: dict[date, _Sketch] = {}
        for day, some in days.items():
            sketch = _Sketch(self.agreement, self.left, day, map(_asked, some))
            sketch.note(mentions, against if day == self.on else ())
            sketches[day] = sketch
        for event in self._not_come(mentions):
            mentions.note(HasCome(After(event)), self.cut)
        ground = ground_of(mentions, len(self.agreement.instruments))
        programs = {day: Program(sketch, ground) for day, sketch in sketches.items()}
        main = copy(programs[self.on])
        nodes = main.nodes
        main.possible = nodes.all(
            [
                main.possible,
                *(nodes.negate(main.ground.condition(each, self.on)) for each in against),
                *(
                    nodes.negate(main.ground.condition(HasCome(After(event)), self.cut))
                    for event in self._not_come(mentions)
                ),
            ]
        )
        found = {each: _node(programs[each.on], each) for each in supposed}
        return main, [
            nodes.all((found[each] if so else nodes.negate(found[each]) for each, so in case))
            if case
            else TRUE
            for case in cases
        ]

    def _not_come(self, mentions: Mentions) -> Sequence[str]:
        """The events in play that have not come by the last day that is known."""
        events = self.agreement.vocabulary.events
        return [
            name
            for name in mentions.cuts
            if name in events and name not in self.recorded and name not in self.given
        ]


@kept
def as_opening(agreement: Agreement) -> Agreement:
    """The agreement in which a step's clause applies where the step may open."""

    def opening(clause: Clause) -> Clause:
        step = clause.step
        if step is None:
            return clause
        return replace(clause, when=step.when, unless=(*step.unless, *clause.unless))

    if all(clause.step is None for clause in agreement.clauses.values()):
        return agreement
    instruments = {
        name: replace(i, clauses=tuple(opening(clause) for clause in i.clauses))
        for name, i in agreement.instruments.items()
    }
    plain = replace(agreement, instruments=instruments)
    if not agreement.definitions:
        return plain
    return replace(plain, instruments=instruments_with(Meanings(plain), plain.instruments))


def _asked(supposed: Supposed) -> Condition:
    if supposed.condition is not None:
        return supposed.condition
    return Applies(supposed.opens or supposed.over)


def _node(program: Program, supposed: Supposed) -> int:
    if supposed.over:
        return program.over_of(supposed.over)
    return program.ground.condition(_asked(supposed), program.on)
