"""Which variables stand together -> the order in which to ask for them.

What is mentioned most comes first, for it tells apart what the rest is about. What is left then
falls into parts that don't meet, and these are asked one after the other: of facts that stand
together none is asked long before the other, wherever they are declared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

MANY = 400
"""A part of more variables isn't taken apart any further: each is asked after one beside it."""


def variable_order(names: Sequence[str], together: Iterable[Iterable[str]]) -> list[str]:
    """The names in the order to ask for them.

    Args:
        names: every name, the weightiest first: this order decides where nothing else does.
        together: sets of names (others are passed over), each of which stand together.
    """
    place = {name: index for index, name in enumerate(names)}
    groups = [sorted({n for n in group if n in place}, key=place.__getitem__) for group in together]
    of: dict[str, list[int]] = {name: [] for name in names}
    for number, group in enumerate(groups):
        for name in group:
            of[name].append(number)
    found: list[str] = []
    waiting = list(reversed(_parts(names, groups, of)))
    while waiting:
        part = waiting.pop()
        if len(part) > MANY:
            found += part
            continue
        first, *rest = sorted(part, key=place.__getitem__)
        found.append(first)
        waiting += reversed(_parts(rest, groups, of))
    return found


def _parts(
    names: Sequence[str], groups: Sequence[Sequence[str]], of: Mapping[str, Sequence[int]]
) -> list[list[str]]:
    """The parts that names fall into, where those of a group stay together."""
    left = dict.fromkeys(names)
    seen: set[int] = set()
    parts: list[list[str]] = []
    for name in names:
        if name not in left:
            continue
        del left[name]
        part = [name]
        for each in part:
            for number in of[each]:
                if number not in seen:
                    seen.add(number)
                    beside = [other for other in groups[number] if other in left]
                    part += beside
                    for other in beside:
                        del left[other]
        parts.append(part)
    return parts
