"""Conditions: comparisons of one fact with constants, and their groups."""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction

from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.days import Moment
from contract_engine.model.formulas import Formula, Weights
from contract_engine.model.ordered import Ordered
from contract_engine.model.place import NOWHERE, Span


class Operator(Enum):
    """How an ordered or date fact is compared with a constant."""

    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    EQ = "is"
    NE = "is not"


@dataclass(frozen=True, slots=True)
class Is:
    """A kind fact has one of these end nodes; `words` are the values as written."""

    fact: str
    values: frozenset[str]
    words: tuple[str, ...] = ()
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Holds:
    """A yes/no fact is yes."""

    fact: str
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """An ordered or date fact, or an event, against a constant of its type.

    `words` is the constant as written, where that says more: an amount with its currency.
    """

    fact: str
    operator: Operator
    constant: Ordered | date
    place: Span = field(default=NOWHERE, compare=False)
    words: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class HasCome:
    """A moment is on or before the day asked about."""

    moment: Moment
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class InOrder:
    """The day of one moment compared with that of another; `never` is later than every day.

    Evaluators meet `>` alone, between days that are counted from one name each; see
    `definitions.order`.
    """

    moment: Moment
    operator: Operator
    other: Moment
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Weighed:
    """Two numbers or amounts compared, each of which may follow from others.

    Evaluators meet `Exceeds` in its place; see `definitions.weights`.
    """

    first: Formula
    operator: Operator
    other: Formula
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Exceeds:
    """What some facts come to together is more than a bound, or with `or_is` no less.

    The weights add no number of their own, and the first has a positive factor. So many times this
    `size` they were when they were written; that is for words alone.
    """

    weights: Weights
    bound: Fraction
    or_is: bool
    size: Fraction = field(default=Fraction(1), compare=False)
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ReadAs:
    """A reading is taken as one of these values."""

    reading: str
    values: frozenset[str]
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The part is false."""

    part: Condition
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class All:
    """Every part is true; with no parts, true."""

    parts: tuple[Condition, ...]
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part is true; with no parts, false."""

    parts: tuple[Condition, ...]
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Cardinality:
    """Of the parts, at least `least` and at most `most` (None: however many) are true."""

    parts: tuple[Condition, ...]
    least: int = 0
    most: int | None = None
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Applies:
    """A clause of this name applies on the day asked about."""

    clause: str
    place: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a comparison of a defined fact says, and what it means by the definitions.

    Evaluators look at `means` alone, and words at `says`. `definitions.meanings` makes it. `behind`
    are the defined facts from which what is said is computed. Two are equal where they say the
    same: what that means follows from the agreement's definitions, and can be many times as long.
    """

    says: Comparison
    means: Condition = field(repr=False, compare=False)
    behind: tuple[str, ...] = field(default=(), repr=False, compare=False)
    place: Span = field(default=NOWHERE, compare=False)


Comparison = Is | Holds | Compare | HasCome | InOrder | Weighed | Exceeds | ReadAs | Applies
Condition = Comparison | Meant | Not | All | Any | Cardinality
