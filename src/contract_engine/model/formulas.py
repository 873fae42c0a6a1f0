"""Formulas: how a number, a percentage or an amount follows from others, exactly."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from fractions import Fraction

from contract_engine.lazy_dataclass import dataclass, field


class Half(Enum):
    """Where a value halfway between two steps is rounded to."""

    UP = "up"
    EVEN = "even"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, an amount or a percentage (12 for `12 %`), and how it was written."""

    value: Decimal
    words: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Input:
    """The value of a fact."""

    fact: str


@dataclass(frozen=True, slots=True)
class Sum:
    """All parts together."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The first part less each of the others."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """So many times a part."""

    factor: Constant
    part: Formula


@dataclass(frozen=True, slots=True)
class Share:
    """So many hundredths of a part."""

    percent: Constant
    of: Formula


@dataclass(frozen=True, slots=True)
class GreaterOf:
    """The greatest of its parts."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class LesserOf:
    """The least of its parts."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Rounded:
    """The multiple of `to` that is nearest to a part; of two, that which `half` says."""

    part: Formula
    to: Decimal
    half: Half


Formula = Constant | Input | Sum | Difference | Product | Share | GreaterOf | LesserOf | Rounded


@dataclass(frozen=True, slots=True)
class Weights:
    """Facts, and what is rounded, each times a factor that isn't 0, and a number added.

    Evaluators meet formulas in this form alone, of facts that aren't defined.
    """

    terms: tuple[tuple[str | Steps, Fraction], ...]
    plus: Fraction = Fraction(0)

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts it hangs on."""
        found: dict[str, None] = {}
        for term, _ in self.terms:
            found |= dict.fromkeys((term,) if isinstance(term, str) else term.of.facts)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Steps:
    """The multiple of `to` that is nearest to what the weights come to."""

    of: Weights
    to: Fraction
    half: Half


def inputs_of(formula: Formula) -> tuple[str, ...]:
    """The facts that a formula names, each once, in its order.

    Args:
        formula: The formula.
    """
    found: dict[str, None] = {}
    waiting: list[Formula] = [formula]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Input):
            found[part.fact] = None
        waiting += reversed(parts_of(part))
    return tuple(found)


def parts_of(formula: Formula) -> tuple[Formula, ...]:
    """What a formula is made of.

    Args:
        formula: The formula.
    """
    match formula:
        case Constant() | Input():
            return ()
        case Sum(parts) | Difference(parts) | GreaterOf(parts) | LesserOf(parts):
            return parts
        case Product(_, part) | Share(_, part) | Rounded(part):
            return (part,)
