"""A formula -> the same with a mistake in it that somebody could have made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from contract_engine.lazy_dataclass import replace
from contract_engine.model.formulas import (
    Constant,
    Difference,
    Formula,
    GreaterOf,
    Half,
    Input,
    LesserOf,
    Product,
    Rounded,
    Share,
    Sum,
)

_OTHER = {Half.UP: Half.DOWN, Half.DOWN: Half.UP, Half.EVEN: Half.UP}


def wrong_formulas(formula: Formula) -> Iterator[Formula]:
    """The greater for the lesser, a part left out, a half rounded the other way, or not rounded.

    Args:
        formula: The formula.
    """
    match formula:
        case Constant() | Input():
            return
        case Sum(parts) | Difference(parts):
            yield from _inside(formula, parts)
        case GreaterOf(parts):
            yield LesserOf(parts)
            yield from _inside(formula, parts)
        case LesserOf(parts):
            yield GreaterOf(parts)
            yield from _inside(formula, parts)
        case Product(_, part):
            yield part
            yield from (replace(formula, part=other) for other in wrong_formulas(part))
        case Share(_, of):
            yield from (replace(formula, of=other) for other in wrong_formulas(of))
        case Rounded(part, _, half):
            yield part
            yield replace(formula, half=_OTHER[half])
            yield from (replace(formula, part=other) for other in wrong_formulas(part))
        case _:
            assert_never(formula)


def _inside(
    whole: Sum | Difference | GreaterOf | LesserOf, parts: tuple[Formula, ...]
) -> Iterator[Formula]:
    """One part left out; of a difference never the first."""
    for index, part in enumerate(parts):
        if index or not isinstance(whole, Difference):
            left = (*parts[:index], *parts[index + 1 :])
            yield left[0] if len(left) == 1 else replace(whole, parts=left)
        for other in wrong_formulas(part):
            yield replace(whole, parts=(*parts[:index], other, *parts[index + 1 :]))
