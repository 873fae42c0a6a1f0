"""The arithmetic of days: as the diagram, durable-rules and the reference have it."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from contract_engine.definitions.offsets import about, last_start, reached, uneven
from contract_engine.durable.compile.offsets import after
from contract_engine.model.days import EndOf, TermEnd, Unit, Way
from tests.measure.as_reference import way_of
from tests.reference import days as reference

BEGINS = st.sampled_from([(1, 1), (3, 1), (7, 1), (2, 29), (10, 31), (4, 6)])
ENDS = st.builds(EndOf, st.sampled_from([1, 3, 12]), BEGINS)
COUNTED = st.tuples(st.integers(-40, 40).filter(bool), st.sampled_from(Unit))
LENGTHS = st.tuples(st.integers(1, 30), st.sampled_from([Unit.DAYS, Unit.MONTHS, Unit.YEARS]))
BEFORE = st.tuples(st.integers(0, 20), st.sampled_from([Unit.DAYS, Unit.WEEKS, Unit.MONTHS]))
DAYS = st.dates(date(1995, 1, 1), date(2030, 12, 31)) | st.sampled_from(
    [date.min, date(1, 1, 31), date(9999, 11, 30), date(9999, 12, 30), date.max, date(2024, 2, 29)]
)
TERMS = st.builds(TermEnd, st.dates(date(1990, 1, 1), date(2024, 12, 31)), LENGTHS, LENGTHS, BEFORE)
STEPS = COUNTED | st.tuples(st.just(1), ENDS)


def told(day: object) -> str:
    return day.isoformat() if isinstance(day, date) else "never"


@given(STEPS | st.tuples(st.just(1), TERMS), DAYS)
def test_three_ways_to_count_come_to_one_day(step: tuple[int, Way], day: date) -> None:
    """However a step goes, the three that count it come to the same day."""
    count, way = step
    if isinstance(way, TermEnd) and day.year > 2040:
        day = day.replace(year=2040, day=1)  # the reference goes through terms one by one
    end = reached(day, (step,))
    assert end == after(day, (step,))
    assert told(end) == told(reference.offset(count, way_of(way), day))


@given(st.tuples(STEPS, STEPS) | st.tuples(STEPS, st.tuples(st.just(1), TERMS)), DAYS)
def test_the_last_start_is_the_last(steps: tuple[tuple[int, Way], ...], day: date) -> None:
    """From the last day from which steps come by a day they do, and from the next they don't."""
    start = last_start(day, steps)
    if start is not None:
        end = reached(start, steps)
        assert isinstance(end, date)
        assert end <= day
    if start != date.max:
        next_ = date.fromordinal(start.toordinal() + 1) if start is not None else date.min
        end = reached(next_, steps)
        assert not isinstance(end, date) or end > day


@given(STEPS, DAYS)
def test_a_step_goes_about_as_far_as_is_said(step: tuple[int, Way], day: date) -> None:
    """No step goes further from its average than is said, away from the calendar's ends."""
    end = reached(day, (step,))
    if isinstance(end, date) and date.min < end < date.max:
        gone = (end - day).days
        assert abs(gone - about(*step)) <= uneven(*step)
