"""An agreement and a mutant -> where some question tells them apart, or None where none does.

Exact, for questions in the plain world, under each version, and as known on each day: every act,
every stretch of days, every possible situation. Where a reading was changed, the question is what
is left open: the two differ where a value that only one side leaves open says something new.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contract_engine.answers.engine import Engine, options_key
from contract_engine.diagram.act.survival import Survivors
from contract_engine.diagram.core.nodes import FALSE
from contract_engine.lazy_dataclass import dataclass
from contract_engine.measure.mutation.differences import moved, swayed
from contract_engine.measure.mutation.kill import acts_of, can_ask
from contract_engine.measure.mutation.mutants import Mutant
from contract_engine.measure.space.space import Bench, Benches, Placed
from contract_engine.measure.space.witness import cost
from contract_engine.measure.space.worlds import Spot, firsts, starts, worlds
from contract_engine.model.question import Options


@dataclass(frozen=True)
class Difference:
    """Where the two differ: at a spot, in the situations where a node of its bench is true.

    Where they differ only in what is possible, no scenario that holds `shows` it.
    """

    spot: Spot
    bench: Bench
    node: int
    shows: bool


def difference(benches: Benches, mutant: Mutant, mutated: Engine) -> Difference | None:
    """The difference that the fewest given facts show, in the first world that shows one."""
    search = _Search(benches, mutant, mutated)
    for world in _worlds(benches.engine, mutated):
        if mutant.published and world.known is None:
            continue
        found = [each for spot in search.spots(world) if (each := search.at(spot)) is not None]
        if found:
            return min(found, key=lambda each: (not each.shows, cost(each.bench, each.node)))
    return None


def _worlds(ours: Engine, theirs: Engine) -> Iterator[Options]:
    """The worlds of both, but for those that name an instrument that one of them has lost."""
    both = {
        options_key(world): world for engine in (ours, theirs) for world in worlds(engine.agreement)
    }
    return (world for world in both.values() if can_ask(world, ours) and can_ask(world, theirs))


class _Search:
    def __init__(self, benches: Benches, mutant: Mutant, mutated: Engine) -> None:
        self.benches, self.mutant, self.mutated = benches, mutant, mutated
        self.engine = benches.engine
        acts = sorted(acts_of(self.engine, mutant, mutated))
        self.days = {act: list(firsts(self._starts(*act))) for act in acts}
        self.seen: set[object] = set()

    def _starts(self, bearer: str, action: str) -> list[date]:
        either = {*starts(self.engine, bearer, action), *starts(self.mutated, bearer, action)}
        return sorted(either)

    def spots(self, world: Options) -> Iterator[Spot]:
        for (bearer, action), days in self.days.items():
            for on in days:
                yield Spot(bearer, action, on, world)

    def at(self, spot: Spot) -> Difference | None:
        """What differs at a spot; None too where the same was compared before."""
        act = (spot.bearer, spot.action, spot.on, spot.world)
        if self.mutant.reading is not None:
            return self._taken(spot, self.mutant.reading)
        ours, theirs = Placed(self.engine, *act), Placed(self.mutated, *act)
        key = (spot.bearer, spot.action, spot.on, ours.signature, theirs.signature)
        if key[3] == key[4] or key in self.seen:
            return None
        self.seen.add(key)
        bench = self.benches.at(*act)
        other = bench.compile(theirs)
        if other is None:
            bench = self.benches.make(*act, also=theirs)
            other = bench.compile(theirs)
            assert other is not None
        return _found(spot, bench, moved(bench.program, other))

    def _taken(self, spot: Spot, reading: str) -> Difference | None:
        """Where a reading is taken otherwise, when nobody fixes it, and that makes a difference."""
        sides = [(e, e.survivors(spot.world)) for e in (self.engine, self.mutated)]
        ours, theirs = (_open(left, reading) for _, left in sides)
        if ours == theirs:
            return None
        wider, _ = max(sides, key=lambda side: len(side[1].readings[reading]))
        benches = self.benches if wider is self.engine else Benches(wider)
        bench = benches.at(spot.bearer, spot.action, spot.on, spot.world)
        return _found(spot, bench, swayed(bench.program, reading, ours, theirs))


def _open(left: Survivors, reading: str) -> tuple[str, ...]:
    """The values of a reading among which an answer is sought: its default, if there is one."""
    default = left.defaults.get(reading)
    return left.readings[reading] if default is None else (default,)


def _found(spot: Spot, bench: Bench, node: int) -> Difference | None:
    if node == FALSE:
        return None
    inside = bench.nodes.both(node, bench.possible)
    return Difference(spot, bench, inside or node, shows=inside != FALSE)
