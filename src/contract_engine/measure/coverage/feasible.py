"""An agreement -> every objective that some question can meet, and where it can be put.

Every act is walked on every stretch of days, so what is not found can't be met without options.
Of the worlds that options make, two are looked at: a clause's own version, where later ones took
away its term, and what was known on each day, where it would otherwise never govern.

Objectives that are met in the same situations of the same spots are one: no question tells them
apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from contract_engine.answers.engine import Engine
from contract_engine.answers.wording import tell_moment
from contract_engine.lazy_dataclass import replace
from contract_engine.measure.coverage.objectives import ON_THE_DAY, Objective, objectives, turns
from contract_engine.measure.space.space import Bench, Benches
from contract_engine.measure.space.worlds import (
    PLAIN,
    Spot,
    acts,
    as_known,
    firsts,
    others,
    starts,
    under,
)
from contract_engine.model.agreement import Clause
from contract_engine.model.question import Options

Look = Callable[[Bench, Sequence[date]], Mapping[Objective, int]]

_Met = tuple[int, int]
"""The number of a spot where an objective can be met, and in which situations there: a node."""


def reach(engine: Engine) -> Mapping[Objective, tuple[Spot, ...]]:
    """Each objective, clauses in file order, with the spots where it can be met."""
    found: dict[Objective, list[_Met]] = {}
    spots: list[Spot] = []
    benches = Benches(engine)
    for bearer, action in acts(engine):
        walk = _Walk(benches, bearer, action, found, spots)
        walk.through([PLAIN])
        walk.through(under(clause.instrument for clause in walk.cut_short()))
        if any(not walk.governs(clause) for clause in walk.clauses):
            walk.through(as_known(engine.agreement))
    order = {name: place for place, name in enumerate(engine.agreement.clauses)}
    alike: dict[tuple[bool, tuple[_Met, ...]], list[Objective]] = {}
    for objective in sorted(found, key=lambda o: order[o.clause]):
        # Only a clause's turns are looked for on more than one day of a stretch.
        turns_on_the_day = objective.sort in ("begins", "ends")
        alike.setdefault((turns_on_the_day, tuple(found[objective])), []).append(objective)
    return {
        replace(first, alike=tuple(other.about for other in others)): tuple(
            spots[number] for number, _ in met
        )
        for (_, met), (first, *others) in alike.items()
    }


class _Walk:
    """All stretches of one act, in one world after the other."""

    def __init__(
        self,
        benches: Benches,
        bearer: str,
        action: str,
        found: dict[Objective, list[_Met]],
        spots: list[Spot],
    ) -> None:
        self.benches, self.bearer, self.action, self.found = benches, bearer, action, found
        self.spots = spots
        engine = benches.engine
        self.days = starts(engine, bearer, action)
        norms = engine.norms(bearer, action, PLAIN)
        self.clauses = tuple({norm.clause.id: norm.clause for norm in norms}.values())
        self.seen: set[object] = set()

    def through(self, worlds: Iterable[Options]) -> None:
        """Look for objectives in these worlds."""
        for world in worlds:
            for on in firsts(self.days):
                self._look(on, world, objectives)
            for on in others(self.days):
                self._look(on, world, turns)

    def _look(self, on: date, world: Options, look: Look) -> None:
        bench = self.benches.at(self.bearer, self.action, on, world)
        left = bench.left
        key = (on, bench.sketch.signature, *bench.clauses, *left.readings.items(), *left.repeals)
        if key not in self.seen:
            self.seen.add(key)
            for objective, node in look(bench, self.days).items():
                self.found.setdefault(objective, []).append((len(self.spots), node))
            self.spots.append(Spot(self.bearer, self.action, on, world))

    def governs(self, clause: Clause) -> bool:
        """Whether the clause has been seen to govern."""
        return any(o.clause == clause.id and o.sort == "governs" for o in self.found)

    def cut_short(self) -> Iterable[Clause]:
        """The clauses not seen to govern, or to come to an end that their own words set."""
        for clause in self.clauses:
            own = [
                f"{word} {tell_moment(moment)}"
                for word, moment in (("through", clause.through), ("until", clause.until))
                if moment is not None
            ]
            if not self.governs(clause) or not all(self._came(clause, words) for words in own):
                yield clause

    def _came(self, clause: Clause, words: str) -> bool:
        return any(
            o.clause == clause.id and words in o.label and o.label.endswith(ON_THE_DAY)
            for o in self.found
        )
