"""An act under options -> its decision: which state a day and what is given begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from contract_engine.diagram.act.in_play import Relevant, Sketch
from contract_engine.diagram.act.program import Program, ground_of
from contract_engine.diagram.act.survival import Survivors
from contract_engine.diagram.core.domains import Cuts, DayClasses, KindClasses, NumberClasses
from contract_engine.diagram.core.mentions import Mentions
from contract_engine.diagram.core.variables import classes_of, variables_of
from contract_engine.diagram.decider.automaton import Automaton
from contract_engine.diagram.decider.outcomes import Projection, outcome_node, with_usual
from contract_engine.diagram.decider.periods import Moving, Shape, period_of, stated_days
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Agreement

SOME_YEARS = 3653
MOST_NODES = 500_000
"""The diagrams of the last periods are kept while they have no more nodes than this together."""
SHARE = 100
"""Which of more clauses govern is laid out for so many at a time: all together have too many
outcomes."""
_END = date.max.toordinal() + 1


@dataclass(frozen=True)
class Given:
    """Which names a situation gives a value, and of which it says that they are unknown.

    All others are assumed to be as is usual, or are open.
    """

    values: frozenset[str]
    unknown: frozenset[str] = frozenset()


@dataclass
class _Model:
    """The diagrams of one period and one shape of days, and the states found of each root."""

    program: Program
    projection: Projection
    roots: tuple[int, ...]
    states: tuple[dict[tuple[int, int], int], ...]


@dataclass(frozen=True)
class DayState:
    """Where a day begins: a state of each automaton, and the classes of what moves with it.

    Days of one `period` and one `shape` have the same diagrams.
    """

    states: tuple[int, ...]
    classes: Mapping[str, DayClasses]
    period: int
    shape: Shape

    @property
    def state(self) -> int:
        """That of the verdicts."""
        return self.states[0]


class Decision:
    """The verdict of one act as a layered automaton, made as far as it is asked.

    It has to be `asked_otherwise` where variables say how two values compare (of what is given they
    tell no more than the classes do), and where calendars count, which cover some days alone.
    `names` are its variables, the `readings` first; all but those are given or not. With
    `clauses`, outcomes tell which clauses govern: those of the first of the `automata`, or, where
    they are many, those of the others together, each of which has its share, in their order.
    """

    def __init__(
        self,
        agreement: Agreement,
        survivors: Survivors,
        norms: Sequence[Relevant],
        *,
        clauses: bool = False,
    ) -> None:
        self.agreement = agreement
        self.survivors = survivors
        self.norms = norms
        self.shares = _shares(agreement, norms) if clauses else ((),)
        self._all = self._noted(date.max)
        self.names = variables_of(self._all)
        words = agreement.vocabulary
        self.readings = tuple(name for name in self.names if name in words.readings)
        self.by_calendar = bool(self._all.by_calendar)
        self.asked_otherwise = self.by_calendar or bool(self._all.relations)
        self.starts = stated_days(agreement, survivors, norms)
        self.automata = tuple(Automaton(self.names) for _ in self.shares)
        self._moving: dict[int, Moving] = {}
        self._models: dict[tuple[int, Shape], _Model] = {}
        self._begun: dict[tuple[int, Shape], dict[Given, tuple[int, ...]]] = {}
        found = {name: classes_of(self._all, name) for name in self.names}
        self.fixed: dict[str, KindClasses | NumberClasses] = {
            name: classes for name, classes in found.items() if not isinstance(classes, DayClasses)
        }

    @property
    def automaton(self) -> Automaton:
        """The one that tells verdicts."""
        return self.automata[0]

    def begin(self, on: date, given: Given) -> DayState:
        """Where the look-up of a day begins, for situations that give these names.

        Raises TooLarge where the diagrams have more nodes than the bound.
        """
        period = period_of(self.starts, on)
        moving = self._moving.get(period)
        if moving is None:
            moving = self._moving[period] = Moving(self._mentions(on))
        classes, shape = moving.on(on)
        begun = self._begun.setdefault((period, shape), {})
        if given not in begun:
            model = self._models.get((period, shape))
            if model is None:
                model = self._models[period, shape] = self._model(on)
            begun[given] = self._states(model, given)
            self._let_go()
        return DayState(begun[given], classes, period, shape)

    def _let_go(self) -> None:
        """Let go of the oldest diagrams, where all have many nodes; what they told is kept."""
        while len(self._models) > 1:
            if sum(len(each.program.nodes) for each in self._models.values()) <= MOST_NODES:
                return
            del self._models[next(iter(self._models))]

    def alike(self, on: date) -> range:
        """The days, as ordinals, that are known to begin as this one does: some years of them."""
        period, day = period_of(self.starts, on), on.toordinal()
        if self._moving[period].moves:
            return range(day, day + 1)
        first = self.starts[period - 1].toordinal() if period else 1
        end = self.starts[period].toordinal() if period < len(self.starts) else _END
        return range(max(first, day - SOME_YEARS), min(end, day + SOME_YEARS))

    def _states(self, model: _Model, given: Given) -> tuple[int, ...]:
        """The states that a way of giving begins with."""
        program, projection = model.program, model.projection
        found = []
        for automaton, root, known in zip(self.automata, model.roots, model.states, strict=True):
            left = with_usual(program, projection, root, given.values, given.unknown)
            found.append(automaton.add(program.nodes, left, known))
        return tuple(found)

    def _model(self, on: date) -> _Model:
        sketch = Sketch(self.agreement, self.survivors, self.norms, on)
        ranks = len(self.agreement.instruments)
        program = Program(sketch, ground_of(self._mentions(on), ranks, self.names))
        first, *rest = self.shares
        roots = [outcome_node(program, first)]
        roots += [outcome_node(program, share, verdicts=False) for share in rest]
        projection = Projection(program, len(self.readings))
        return _Model(program, projection, tuple(roots), tuple({} for _ in roots))

    def _mentions(self, on: date) -> Mentions:
        """What is in play on a day; all variables, with classes that are the same on all days."""
        mentions = self._noted(on)
        mentions.relations |= self._all.relations
        for name, cuts in self._all.cuts.items():
            here = mentions.cuts.setdefault(name, Cuts())
            here.sets |= cuts.sets
            here.numbers |= cuts.numbers
        return mentions

    def _noted(self, on: date) -> Mentions:
        mentions = Mentions(self.agreement.vocabulary, self.survivors.readings)
        Sketch(self.agreement, self.survivors, self.norms, on).note(mentions)
        return mentions


def _shares(agreement: Agreement, norms: Sequence[Relevant]) -> tuple[tuple[str, ...], ...]:
    """Of each automaton the clauses that it tells: all of few; of many none, and then a share."""
    own = {norm.clause.id for norm in norms}
    names = [name for name in agreement.clauses if name in own]
    if len(names) <= SHARE:
        return (tuple(names),)
    return ((), *(tuple(names[start : start + SHARE]) for start in range(0, len(names), SHARE)))
