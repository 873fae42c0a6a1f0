"""`{at_least: 2, of: [...]}`, `at_most`, `exactly` -> a Cardinality."""

from __future__ import annotations

from collections.abc import Callable

from contract_engine.diagnostics.nearest import nearest
from contract_engine.files.tree import Data, Path
from contract_engine.language.scope import Scope
from contract_engine.model.conditions import Cardinality, Condition

COUNTS = ("at_least", "at_most", "exactly")
MOST_PARTS = 100
"""So many conditions are counted at most: what is worked out grows with their square."""

Read = Callable[[Scope, Data, Path], Condition | None]


def is_count(data: dict[str, Data]) -> bool:
    """Whether a group is meant to be a count."""
    return "of" in data or any(key in data for key in COUNTS)


def read_count(scope: Scope, data: dict[str, Data], path: Path, read: Read) -> Condition | None:
    """The condition that so many of a list are true; None after reporting what is wrong.

    Args:
        scope: Where names are known, and problems are told.
        data: The mapping: `of`, and one of `at_least`, `at_most` and `exactly`, or the first two.
        path: Where it stands.
        read: Reads one condition of the list.
    """
    if not _has_its_keys(scope, data, path):
        return None
    parts = _parts(scope, data["of"], (*path, "of"), read)
    if parts is None:
        return None
    said = {key: _number(scope, data, key, path, len(parts)) for key in data if key != "of"}
    numbers = {key: number for key, number in said.items() if number is not None}
    if len(numbers) < len(said):
        return None
    least = numbers.get("exactly", numbers.get("at_least", 0))
    most = numbers.get("exactly", numbers.get("at_most"))
    if most is not None and least > most:
        span = scope.tree.value((*path, "at_most"))
        message = f"at most {most} can't be at least {least}"
        scope.report("E310", message, span, help="write the smaller number after `at_least:`")
        return None
    return Cardinality(parts, least, most, scope.tree.key(path))


def _has_its_keys(scope: Scope, data: dict[str, Data], path: Path) -> bool:
    said = [key for key in data if key in COUNTS]
    for key in data:
        if key != "of" and key not in COUNTS:
            meant = nearest(key, [each for each in ("of", *COUNTS) if each not in data])
            help_ = f"did you mean `{meant}`?" if meant else "take it away, or write a list"
            message = f"`{key}:` can't stand in a count"
            scope.report("E310", message, scope.tree.key((*path, key)), help=help_)
            return False
    if "of" not in data:
        help_ = f"write `{{{said[0]}: 2, of: [..., ...]}}`"
        scope.report("E310", f"`{said[0]}:` of what?", scope.tree.key((*path, said[0])), help=help_)
        return False
    if not said:
        help_ = "write `at_least:`, `at_most:` or `exactly:` beside it"
        scope.report("E310", "how many of these?", scope.tree.key((*path, "of")), help=help_)
        return False
    if "exactly" in said and len(said) > 1:
        other = next(key for key in said if key != "exactly")
        message = f"`{other}:` says no more beside `exactly:`"
        scope.report("E310", message, scope.tree.key((*path, other)), help="keep one of them")
        return False
    return True


def _parts(scope: Scope, data: Data, path: Path, read: Read) -> tuple[Condition, ...] | None:
    if not isinstance(data, list) or len(data) < 2:
        help_ = "write two conditions or more: `of: [..., ...]`"
        scope.report("E310", "this counts a list of conditions", scope.tree.key(path), help=help_)
        return None
    if len(data) > MOST_PARTS:
        message = f"{len(data)} conditions are more than the {MOST_PARTS} that can be counted"
        help_ = "define facts for parts of the list, and count those"
        scope.report("E310", message, scope.tree.key(path), help=help_)
        return None
    parts: dict[Condition, None] = {}
    good = True
    for index, item in enumerate(data):
        part = read(scope, item, (*path, index))
        if part is not None and part in parts:
            message = "this condition stands twice, and would count twice"
            place = scope.tree.value((*path, index))
            scope.report("E310", message, place, help="take one of them away")
            good = False
        if part is not None:
            parts[part] = None
        good &= part is not None
    return tuple(parts) if good else None


def _number(scope: Scope, data: dict[str, Data], key: str, path: Path, count: int) -> int | None:
    """A number that makes the count neither always true nor never."""
    said = data[key]
    first, last = {"at_least": (1, count), "at_most": (0, count - 1)}.get(key, (0, count))
    if isinstance(said, str) and said.isascii() and said.isdigit() and len(said) < 9:
        if first <= (number := int(said)) <= last:
            return number
        always = number < first or key == "at_most"
        message = f"`{key}: {said}` of {count} is {'always' if always else 'never'} true"
    else:
        message = f"`{key}:` takes a whole number"
    help_ = f"write a number from {first} to {last}"
    place = scope.tree.value((*path, key)) if said is not None else scope.tree.key((*path, key))
    scope.report("E310", message, place, help=help_)
    return None
