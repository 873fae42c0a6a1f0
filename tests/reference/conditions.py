"""What conditions and terms say, once parsed (docs/language.md, "Conditions" and "Terms")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from .days import Way, When
from .ordered import Ordered

# Moments ("a day, an event, a date fact, or an offset from one of the last two") and terms.


@dataclass(frozen=True)
class On:
    """A day of the calendar; of a definition also `never`."""

    day: When


@dataclass(frozen=True)
class Of:
    """The day of an event (also one with readings) or date fact."""

    name: str


@dataclass(frozen=True)
class After:
    """`4 years after release_date`, `term_years years after release_date`.

    A number below 0, or `before` a number fact, counts back. `then` are more offsets, counted from
    there: `1 month and 10 days after signed`.
    """

    number: int | str
    unit: Way
    name: str
    then: tuple[tuple[int, Way], ...] = ()
    before: bool = False


@dataclass(frozen=True)
class Earliest:
    """`earliest_of: [...]`."""

    parts: tuple[Moment, ...]


@dataclass(frozen=True)
class Latest:
    """`latest_of: [...]`."""

    parts: tuple[Moment, ...]


@dataclass(frozen=True)
class MomentUnder:
    """`{reading: R, v: MOMENT, w: MOMENT}`."""

    reading: str
    parts: tuple[tuple[str, Moment], ...]


@dataclass(frozen=True)
class InTime:
    """A `from` with `void_after`: "where it comes later than that, it never does"."""

    part: Moment
    last: Moment


Moment: TypeAlias = On | Of | After | Earliest | Latest | MomentUnder | InTime


# Conditions.


@dataclass(frozen=True)
class Is:
    """`product is api`, `microsoft_consents`, `api_scope is all_apis`."""

    name: str
    value: str


@dataclass(frozen=True)
class Compare:
    """`seats >= 100`; the sign is one of `<`, `<=`, `>`, `>=`, `is`, and of a version `in`."""

    name: str
    sign: str
    constant: Ordered | When


@dataclass(frozen=True)
class Come:
    """`agi_verified`, `30 days after notice_given`: the moment has come by the day asked about."""

    moment: Moment


@dataclass(frozen=True)
class InOrder:
    """`delivered is after due`; the sign is one of `<`, `<=`, `>`, `>=` and `is`."""

    first: Moment
    sign: str
    second: Moment


@dataclass(frozen=True)
class Weighed:
    """`paid < cap`: two facts; the sign is one of `<`, `<=`, `>`, `>=` and `is`."""

    first: str
    sign: str
    second: str


@dataclass(frozen=True)
class Not:
    """`not ...`, `not: ...`."""

    part: Condition


@dataclass(frozen=True)
class AnyOf:
    """`any: [...]`, and `or` between values."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AllOf:
    """`all: [...]`, and a list of lines."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class HowMany:
    """`{at_least: 2, of: [...]}`, `at_most`, `exactly`: of the parts, so many are true."""

    parts: tuple[Condition, ...]
    least: int
    most: int


@dataclass(frozen=True)
class ConditionUnder:
    """`{reading: R, v: CONDITION, w: CONDITION}`."""

    reading: str
    parts: tuple[tuple[str, Condition], ...]


Condition: TypeAlias = (
    Is | Compare | Come | InOrder | Weighed | Not | AnyOf | AllOf | HowMany | ConditionUnder
)
