"""A moment, and what a question leaves open -> its day, where that is the same in every case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import assert_never

from contract_engine.definitions.compare import COUNTED
from contract_engine.definitions.covered import not_covered
from contract_engine.definitions.offsets import Steps, reached
from contract_engine.diagram.act.life import ONE_DAY, Ending, Life, Why
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.nodes import TRUE
from contract_engine.diagram.core.options import options_left
from contract_engine.diagram.core.region import Region
from contract_engine.lazy_dataclass import replace
from contract_engine.model.conditions import ReadAs
from contract_engine.model.days import (
    NEVER,
    After,
    Choose,
    Counted,
    Day,
    EarliestOf,
    Later,
    LatestOf,
    MeantMoment,
    Moment,
    Never,
    On,
)
from contract_engine.model.question import UNKNOWN, Given


class KnownDays:
    """The days of moments in the situations that a question leaves open.

    Of moments that the program asks for on its day, or has noted: what chooses between two is
    looked up there.
    """

    def __init__(self, program: Program, region: Region, given: Mapping[str, Given]) -> None:
        self._program = program
        self._region = region
        words = program.agreement.vocabulary
        self.days: dict[str, Day] = {}
        for name in (*words.events, *words.facts):
            said = given.get(name, region.assumed.get(name, UNKNOWN))
            if isinstance(said, date | Never):
                self.days[name] = said
        self._known: dict[int, tuple[Moment, Day | None]] = {}

    def day(self, moment: Moment) -> Day | None:
        """The day of a moment; None where it hangs on what is open."""
        known = self._known.get(id(moment))
        if known is None:
            # The moment is kept too, so that no other gets its id.
            known = self._known[id(moment)] = moment, self._day(moment)
        return known[1]

    def settled(self, moment: Moment) -> Moment:
        """The moment itself; of several of which what is known leaves one, that one."""
        match moment:
            case EarliestOf(parts):
                return EarliestOf(tuple(self.settled(part) for part in parts))
            case LatestOf(parts):
                return LatestOf(tuple(self.settled(part) for part in parts))
            case Choose():
                left = self._left(moment)
                return self.settled(left[0]) if len(left) == 1 and left[0] is not None else moment
            case On() | After() | MeantMoment() | Later():
                return moment
            case Counted():
                raise AssertionError(COUNTED)
            case _:
                assert_never(moment)

    def endings(self, life: Life) -> Iterator[Ending]:
        """All that ends a clause: of its term each moment that may, where the first does."""
        for ending in life.ends:
            if ending.by or ending.moment is None:
                yield ending
            else:
                yield from replace(ending, moment=self.settled(ending.moment)).parts()

    def begins(self, life: Life) -> Day | None:
        """The first day of a clause; never where it doesn't begin, None where that isn't known."""
        return self._since(life.begins.effective, life.begins.moment)

    def last(self, ending: Ending) -> Day | None:
        """The last day that an ending leaves to a clause; never where it doesn't come.

        None where that isn't known. The calendar's first day stands for the day before it too.
        """
        day = self._since(ending.effective, ending.moment)
        if not isinstance(day, date) or ending.why is Why.THROUGH:
            return day
        return day - ONE_DAY if day > date.min else day

    def _since(self, effective: date, moment: Moment | None) -> Day | None:
        own = effective if moment is None else self.day(moment)
        return max(effective, own) if isinstance(own, date) else own

    def _day(self, moment: Moment) -> Day | None:
        match moment:
            case On(day):
                return day
            case After():
                return _agreed(self._after(moment))
            case EarliestOf(parts):
                return _first_of([self.day(part) for part in parts])
            case LatestOf(parts):
                return _last_of([self.day(part) for part in parts])
            case MeantMoment(_, means):
                return self.day(means)
            case Later(of, steps):
                known = self.day(of)
                return None if known is None else _come_to(known, steps)
            case Choose():
                left = self._left(moment)
                return _agreed(NEVER if each is None else self.day(each) for each in left)
            case Counted():
                raise AssertionError(COUNTED)
            case _:
                assert_never(moment)

    def _after(self, moment: After) -> Iterable[Day | None]:
        read = self._program.agreement.vocabulary.read_events.get(moment.name)
        names = [moment.name]
        if read is not None:
            names = [e for value, e in read.events.items() if self._read_as(read.reading, value)]
        for name in names:
            known = self.days.get(name)
            yield None if known is None else _come_to(known, moment.steps)

    def _read_as(self, reading: str, value: str) -> bool:
        """Whether a reading may be taken so: any value, where nothing asks how."""
        ground = self._program.ground
        if reading not in ground.level:
            return value in self._program.survivors.readings[reading]
        taken = ReadAs(reading, frozenset({value}))
        return self._can(ground.condition(taken, self._program.on))

    def _left(self, moment: Choose) -> list[Moment | None]:
        """The options that some situation takes; None for that in which it takes none."""
        nodes, ground = self._program.nodes, self._program.ground
        left: list[Moment | None] = []
        rest = TRUE
        for condition, option in options_left(moment.options, self._program.held):
            taken = ground.condition(condition, self._program.on)
            if self._can(nodes.both(rest, taken)):
                left.append(option)
            rest = nodes.both(rest, nodes.negate(taken))
        return [*left, None] if self._can(rest) else left

    def _can(self, node: int) -> bool:
        return any_true(self._program, self._region.masks, node, self._program.possible)


def _come_to(day: Day, steps: Steps) -> Day | None:
    """The day that the steps come to; None where no calendar says it."""
    return None if not_covered(day, steps) is not None else reached(day, steps)


def _agreed(days: Iterable[Day | None]) -> Day | None:
    """The one day of several situations; None where they differ, or one isn't known."""
    found = set(days)
    return found.pop() if len(found) == 1 else None


def _first_of(days: Sequence[Day | None]) -> Day | None:
    if None in days:
        return None
    return min((day for day in days if isinstance(day, date)), default=NEVER)


def _last_of(days: Sequence[Day | None]) -> Day | None:
    if NEVER in days:
        return NEVER
    return None if None in days else max(day for day in days if isinstance(day, date))
