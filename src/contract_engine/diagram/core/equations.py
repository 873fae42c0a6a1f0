"""Sums of unknown numbers that are 0 -> decimals that make them so, and the ways on to others.

It is a matter of whole multiples: `3 x = 1` has no decimal that solves it, and `3 x = 2 y` has.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from contract_engine.diagram.core.decimals import as_decimal
from contract_engine.diagram.core.elimination import Positive


def multiples(
    names: Sequence[str], fixed: Sequence[Positive]
) -> tuple[list[Fraction], list[list[int]]] | None:
    """Decimals for which all of some sums are 0, and the ways to go on to others.

    The sums are brought to a stair by whole multiples of columns, so that each step says one
    number at once; None where one of these is no decimal.

    Args:
        names: The unknowns.
        fixed: The sums.
    """
    rows: list[list[int]] = []
    ends: list[Fraction] = []
    for each in fixed:
        factors = dict(each.terms)
        rows.append([factors.get(name, 0) for name in names])
        ends.append(Fraction(-each.plus))
    count = len(names)
    turned = [[int(i == j) for j in range(count)] for i in range(count)]
    columns = [[row[j] for row in rows] for j in range(count)]
    found: list[Fraction] = []
    done = 0
    for number, end in enumerate(ends):
        while True:
            open_ = [j for j in range(done, count) if columns[j][number]]
            if len(open_) <= 1:
                break
            least = min(open_, key=lambda j: abs(columns[j][number]))
            for j in open_:
                if j != least:
                    times = columns[j][number] // columns[least][number]
                    columns[j] = [
                        a - times * b for a, b in zip(columns[j], columns[least], strict=True)
                    ]
                    turned[j] = [
                        a - times * b for a, b in zip(turned[j], turned[least], strict=True)
                    ]
        known = sum((columns[j][number] * value for j, value in enumerate(found)), Fraction(0))
        if not open_:
            if known != end:
                return None
            continue
        (pivot,) = open_
        columns[done], columns[pivot] = columns[pivot], columns[done]
        turned[done], turned[pivot] = turned[pivot], turned[done]
        value = (end - known) / columns[done][number]
        if as_decimal(value) is None:
            return None
        found.append(value)
        done += 1
    start = [
        sum((turned[j][i] * value for j, value in enumerate(found)), Fraction(0))
        for i in range(count)
    ]
    return start, turned[done:]
