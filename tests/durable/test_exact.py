"""Numbers and days as integers compare as the numbers and days do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from contract_engine.durable.compile.offsets import day_after
from contract_engine.durable.compile.scaling import (
    LIMIT,
    constant_code,
    day_number,
    days_since,
    places_of,
    value_code,
)
from contract_engine.durable.errors import BeyondLimits
from contract_engine.model.days import NEVER, Day, Unit

CONSTANTS = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4
)
VALUES = st.one_of(
    CONSTANTS,
    st.decimals(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        [Decimal(text) for text in ("1e-500", "-1e-500", "1e999999", "-1e999999", "-0", "0e9")]
    ),
)


@given(st.lists(CONSTANTS, min_size=1), VALUES)
def test_no_comparison_is_lost(constants: list[Decimal], value: Decimal) -> None:
    places = max(map(places_of, constants))
    for constant in constants:
        bound, code = constant_code(constant, places), value_code(value, places)
        assert (code < bound) == (value < constant)
        assert (code > bound) == (value > constant)
        assert (code == bound) == (value == constant)
        assert abs(code) <= LIMIT


@given(st.lists(CONSTANTS, min_size=1), CONSTANTS, st.integers(-60, 60))
def test_a_hair_beside_a_constant_is_beside_it(
    constants: list[Decimal], step: Decimal, exponent: int
) -> None:
    places = max(map(places_of, constants))
    for constant in constants:
        value = constant + step.scaleb(exponent)
        bound, code = constant_code(constant, places), value_code(value, places)
        assert (code < bound, code > bound) == (value < constant, value > constant)


def test_the_smallest_and_the_greatest_values() -> None:
    for text in ("1e-500", "1e-7", "1e7", "1e15", "1e16", "1e17", "1e500"):
        for value in (Decimal(text), -Decimal(text)):
            for constant in (Decimal(0), Decimal("0.001"), Decimal("-0.001"), Decimal(4 * 10**12)):
                bound, code = constant_code(constant, 3), value_code(value, 3)
                assert (code < bound, code > bound) == (value < constant, value > constant)


def test_decimal_places() -> None:
    places = {"1": 0, "1.0": 0, "1.10": 1, "0.001": 3, "1E+3": 0, "1.5E-3": 4, "0.00": 0, "100": 0}
    for text, expected in places.items():
        assert places_of(Decimal(text)) == expected, text


@given(CONSTANTS, st.integers(0, 40))
def test_a_constant_fits_or_is_refused(constant: Decimal, places: int) -> None:
    places = max(places, places_of(constant))
    try:
        code = constant_code(constant, places)
    except BeyondLimits:
        assert abs(constant) * 2 * 10**places >= LIMIT
    else:
        assert code == constant * 2 * 10**places


@given(st.dates(), st.one_of(st.dates(), st.just(NEVER)))
def test_days_compare_as_their_numbers(day: date, other: Day) -> None:
    """And `never` is later than every day."""
    later = not isinstance(other, date) or day < other
    assert (day_number(day) < day_number(other)) == later
    assert (days_since(day, other) < 0) == later
    assert (days_since(day, other) == 0) == (day == other)


def test_offsets_are_calendar_arithmetic() -> None:
    for start, count, unit, expected in (
        (date(2024, 1, 31), 1, Unit.MONTHS, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, Unit.MONTHS, date(2023, 2, 28)),
        (date(2024, 2, 29), 1, Unit.YEARS, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, Unit.YEARS, date(2028, 2, 29)),
        (date(2024, 12, 31), 30, Unit.DAYS, date(2025, 1, 30)),
        (date(2024, 2, 29), 2, Unit.WEEKS, date(2024, 3, 14)),
        (date(9999, 12, 31), 0, Unit.DAYS, date(9999, 12, 31)),
        (date(9999, 12, 31), 1, Unit.DAYS, NEVER),
        (date(9999, 12, 1), 1, Unit.MONTHS, NEVER),
        (date(1, 1, 1), 9999, Unit.YEARS, NEVER),
        (date(2020, 1, 1), 10**30, Unit.YEARS, NEVER),
        (date(2020, 1, 1), 10**30, Unit.MONTHS, NEVER),
        (date(2020, 1, 1), 10**30, Unit.WEEKS, NEVER),
        (NEVER, 3, Unit.YEARS, NEVER),
    ):
        assert day_after(start, count, unit) == expected
