"""What opens what -> the circles among it, each as its members and whether it is entered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def entered_by_none(opens: Mapping[str, Iterable[str]]) -> list[frozenset[str]]:
    """The circles that nothing outside of them opens; goes deep without recursion."""
    group: dict[str, int] = {}
    back: dict[str, list[str]] = {name: [] for name in opens}
    for name, targets in opens.items():
        for target in targets:
            if target in back:
                back[target].append(name)
    for number, name in enumerate(reversed(_in_order_of_end(opens))):
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one not in group:
                group[one] = number
                waiting += back[one]
    members: dict[int, set[str]] = {}
    circular: set[int] = set()
    entered: set[int] = set()
    for name, targets in opens.items():
        members.setdefault(group[name], set()).add(name)
        for target in targets:
            if target in group:
                inside = group[target] == group[name]
                (circular if inside else entered).add(group[target])
    return [frozenset(members[each]) for each in sorted(circular - entered)]


def _in_order_of_end(opens: Mapping[str, Iterable[str]]) -> list[str]:
    """The names, each after all that it leads to, but for circles."""
    seen: set[str] = set()
    found: list[str] = []
    for start in opens:
        waiting = [] if start in seen else [(start, iter(opens[start]))]
        seen.add(start)
        while waiting:
            name, targets = waiting[-1]
            for target in targets:
                if target in opens and target not in seen:
                    seen.add(target)
                    waiting.append((target, iter(opens[target])))
                    break
            else:
                waiting.pop()
                found.append(name)
    return found
