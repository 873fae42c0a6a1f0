"""Days that are stated, counted or compared -> the days on which the order of them changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from itertools import islice

from contract_engine.answers.wording import tell_moment
from contract_engine.definitions.compare import later
from contract_engine.definitions.covered import by_calendar, covered_days, not_covered
from contract_engine.definitions.offsets import Steps, reached
from contract_engine.diagram.act.life import ONE_DAY
from contract_engine.diagram.core.bounds import joined
from contract_engine.diagram.core.carried import Route, routes
from contract_engine.diagram.core.domains import cut_before, stated_cuts
from contract_engine.diagram.core.pushes import day_of
from contract_engine.diagram.core.relations import Relation
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.days import After, Day, Never, Unit
from contract_engine.model.question import Given
from contract_engine.model.vocabulary import Vocabulary

MOST_OFFSETS = 8
"""Of more days that are counted from one it isn't looked at when they pass each other."""
MOST_MARKS = 48
"""Nor of more with those that are made of it by others, where it is compared with them."""
MOST_PASSING = 200
"""More such days than this are too many to ask about: then none is looked at."""
MOST_ROUTES = 500
"""Of more routes from compared days to others only so many are followed."""
Run = tuple[date, date]
"""The first and the last of days that follow each other."""
Mark = tuple[Route | None, Steps, int]
"""An offset, with 1 where it is to have come by the day before the day asked about; of a name that
is compared with the one looked at, and how what is set apart of it leads there."""
Marks = tuple[Mark, ...]
_BY_DAY = (Unit.DAYS, Unit.WEEKS)


@dataclass(frozen=True)
class Cause:
    """Something that comes about on a day; `clause` is the clause it is about, if any."""

    on: date
    words: str
    clause: str = ""
    weight: int = 0


@dataclass(frozen=True)
class Offset:
    """What somebody counts from a name: offsets that are to have come by some day.

    `late` is 1 where that is the day before the day asked about.
    """

    steps: Steps
    late: int
    clause: str


class Orders:
    """Finds when orders change, of all that was noted.

    That is what is stated of each name, what somebody counts from it, and which days are related.
    """

    def __init__(
        self, words: Vocabulary, days: Mapping[str, Day], given: Mapping[str, Given]
    ) -> None:
        """`days` are those that events and date facts have, where they are given or assumed."""
        self._words = words
        self._days = days
        self._given = given
        self._known = {name for name, day in given.items() if isinstance(day, date | Never)}
        self.constants: dict[str, set[date]] = {}
        self.offsets: dict[str, dict[Offset, None]] = {}
        self.relations: dict[str, Relation] = {}

    def of_order(self) -> Iterator[Cause]:
        """Of days that are compared with stated ones and counted from, when their order changes.

        Of all that was asked for before. Where days are compared with one another, what is stated
        of one sets apart days of the other.
        """
        for name, numbers in self._turning().items():
            for offset in self.offsets.get(name, ()):
                told = tell_moment(later(After(name), offset.steps))
                for number in sorted(numbers):
                    end = reached(day_of(number), offset.steps) if number > 0 else None
                    with suppress(OverflowError):
                        if isinstance(end, date):
                            on = end + offset.late * ONE_DAY
                            yield Cause(on, f"{told} can have come", offset.clause, 2)

    def of_calendars(self) -> Iterator[Cause]:
        """When what is counted by calendars begins to be known, and is known no more."""
        for name, offsets in self.offsets.items():
            day = self._days.get(name)
            for offset in offsets:
                if not by_calendar(offset.steps):
                    continue
                known = day is not None and not_covered(day, offset.steps) is None
                between = None if known else covered_days(offset.steps)
                if between is not None:
                    first, last = (on.toordinal() + offset.late for on in between)
                    words = "the calendar covers no day"
                    for number, how in ((first, "before"), (last + 1, "from it on")):
                        if isinstance(on := day_of(number), date):
                            yield Cause(on, f"{words} {how}", offset.clause, 1)

    def _turning(self) -> dict[str, set[int]]:
        """The days of each name at which what is counted from it comes by what is stated.

        Of a cut these are the day before it and the one after; of one that is carried from another
        name one of them alone.
        """
        stated = {
            name: {cut for day in days if day < date.max for cut in stated_cuts(day)}
            for name, days in self.constants.items()
        }
        for name in dict.fromkeys(n for each in self.relations.values() for n in each.between):
            subject = self._words.facts.get(name) or self._words.events[name]
            for day in (self._given.get(name), subject.usually):
                if isinstance(day, date) and day < date.max:
                    stated.setdefault(name, set()).update(stated_cuts(day))
        found = {name: {n for cut in cuts for n in (cut, cut + 1)} for name, cuts in stated.items()}
        for relations in self._related():
            every = self._routes(relations)
            for up in (True, False):
                cuts = {name: {*some} for name, some in stated.items()}
                for _ in range(1 + any(route.around for route in every)):
                    for route in every:
                        if route.up is up:
                            carried = map(route, cuts.get(route.start, ()))
                            found_there = {cut for cut in carried if cut is not None}
                            cuts.setdefault(route.end, set()).update(found_there)
                for name, some in cuts.items():
                    more = some - stated.get(name, set())
                    found.setdefault(name, set()).update(cut + up for cut in more)
        return {name: numbers for name, numbers in found.items() if name not in self._known}

    def _routes(self, relations: Sequence[Relation]) -> list[Route]:
        """The routes between days; past one that is given leads none."""
        return [*islice(routes(relations, self._known), MOST_ROUTES)]

    def _related(self) -> Iterator[list[Relation]]:
        """The relations between days, those of days that hang together apart from others."""
        relations = [*self.relations.values()]
        for names in joined(each.between for each in relations):
            yield [each for each in relations if names & {*each.between}]

    def of_passing(self, runs: Sequence[Run]) -> Iterator[Cause]:
        """When days that are counted from one open day pass each other, from month to month.

        Of all that was asked for before; on the days of these runs, which are in their order. So do
        days counted from others, where these are compared with it.
        """
        found = list(islice(self._passing(runs), MOST_PASSING + 1))
        return iter(found if len(found) <= MOST_PASSING else ())

    def _passing(self, runs: Sequence[Run]) -> Iterator[Cause]:
        leading: dict[str, list[Route]] = {}
        for relations in self._related():
            for route in self._routes(relations):
                leading.setdefault(route.end, []).append(route)
        for name in dict.fromkeys((*self.offsets, *leading)):
            marks: list[Mark] = [(None, *mark) for mark in self._marks(name)]
            own = len(marks)
            for route in leading.get(name, ()):
                marks += [(route, *mark) for mark in self._marks(route.start)]
            by_month = any(_is_by_month(route, steps) for route, steps, _ in marks)
            few = own <= MOST_OFFSETS and 1 < len(marks) <= MOST_MARKS
            if name in self._days or not by_month or not few:
                continue
            for on in _turning(tuple(marks), runs):
                yield Cause(on, f"days counted from `{name}` pass each other", weight=3)

    def _marks(self, name: str) -> dict[tuple[Steps, int], None]:
        """What is counted from an open day, each offset once."""
        if name in self._days:
            return {}
        return dict.fromkeys((each.steps, each.late) for each in self.offsets.get(name, ()))


def _turning(marks: Marks, runs: Sequence[Run]) -> Iterator[date]:
    """The days of the runs on which the cuts are in another order than on the day before."""
    before: tuple[int, ...] = ()
    for first, last in runs:
        if before and _order(marks, first) != before:
            yield first
        for year in range(first.year, last.year + 1):
            yield from (on for on in _turns_of(marks, year) if first < on <= last)
        before = _order(marks, last)


@lru_cache(maxsize=4096)
def _turns_of(marks: Marks, year: int) -> tuple[date, ...]:
    """The days of a year on which the cuts are in another order than on the day before."""
    end = date(year, 12, 31).toordinal()
    number = max(date(year, 1, 1).toordinal(), 2)
    before, found = _order(marks, date.fromordinal(number - 1)), []
    for on in map(date.fromordinal, range(number, end + 1)):
        order = _order(marks, on)
        if order != before:
            found.append(on)
        before = order
    return tuple(found)


def _order(marks: Marks, on: date) -> tuple[int, ...]:
    """Of what is to have come by a day, for each cut how many different ones are before it."""
    return _placed(_cut(on, *mark) for mark in marks)


def _cut(on: date, route: Route | None, steps: Steps, late: int) -> int:
    """The cut that is so long before a day, or that to which a route leads from it; 0 for none."""
    cut = cut_before(_back(on, late), steps)
    return cut if route is None else route(cut) or 0


def _is_by_month(route: Route | None, steps: Steps) -> bool:
    """Whether something else than days is counted."""
    far = () if route is None else route.units
    return any(unit not in _BY_DAY for unit in (*far, *(unit for _, unit in steps)))


def _placed(cuts: Iterable[int]) -> tuple[int, ...]:
    """For each cut how many different ones are before it."""
    listed = list(cuts)
    places = {cut: place for place, cut in enumerate(sorted(set(listed)))}
    return tuple(places[cut] for cut in listed)


def _back(on: date, late: int) -> date:
    return on - ONE_DAY if late and on > date.min else on
