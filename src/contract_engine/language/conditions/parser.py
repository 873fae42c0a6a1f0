"""A condition as written (a line, a list, a group) -> a Condition."""

from __future__ import annotations

from collections.abc import Iterable

from contract_engine.diagnostics.nearest import did_you_mean, nearest
from contract_engine.files.tree import Data, Path
from contract_engine.language.conditions.by_reading import by_reading
from contract_engine.language.conditions.counting import is_count, read_count
from contract_engine.language.conditions.line_parser import read_line
from contract_engine.language.scope import Scope
from contract_engine.model.conditions import All, Any, Condition, Not, ReadAs

_GROUPS = ("any", "all", "not")
_EXCEPTED = ("when", "unless")
_GROUP_HELP = (
    "a group is one of `any:`, `all:`, `not:`, `{at_least: 2, of: [...]}`, `{when: ..., unless: "
    "...}` or `{reading: R, ...}`; a comparison is one line of text"
)


def read_all(scope: Scope, data: Data, path: Path) -> All:
    """A `when`: a line, a group, or a list of which every part must be true."""
    parts = _read_parts(scope, data, path)
    return All(parts, scope.tree.key(path))


def read_any(scope: Scope, data: Data, path: Path) -> tuple[Condition, ...]:
    """An `unless`: a line, a group, or a list of exceptions."""
    return _read_parts(scope, data, path)


def read_condition(scope: Scope, data: Data, path: Path) -> Condition | None:
    """One condition: a line or a group; None after reporting what is wrong."""
    if scope.lost(path):
        return None
    if isinstance(data, str):
        return read_line(scope, data, path)
    if isinstance(data, dict):
        return _read_group(scope, data, path)
    if isinstance(data, list):
        help_ = "write `any:` or `all:` before an inner list"
        message = "a list inside a list has no meaning"
        scope.report("E310", message, scope.tree.value(path), help=help_)
    else:
        scope.report("E310", "a condition is missing here", scope.tree.value(path))
    return None


def _read_parts(scope: Scope, data: Data, path: Path) -> tuple[Condition, ...]:
    """What stands under `when:`, `unless:` or a group, none of which may be empty."""
    if data in (None, []) and path in scope.tree.values and not scope.lost(path):
        if isinstance(path[-1], str):
            message, help_ = f"`{path[-1]}:` holds no condition", "write one, or leave it out"
        else:
            message, help_ = "a combination holds at least one condition", "take the line away"
        scope.report("E310", message, scope.tree.key(path), help=help_)
    return tuple(_good(read_condition(scope, *item) for item in _items(data, path)))


def read_excepted(scope: Scope, when: Data, unless: Data, path: Path) -> Condition:
    """`{when: [...], unless: [...]}`: every `when`, and no `unless`."""
    met = read_all(scope, when, (*path, "when"))
    exceptions = read_any(scope, unless, (*path, "unless"))
    place = scope.tree.key(path)
    if not exceptions:
        return met
    return All((*met.parts, *(Not(each, each.place) for each in exceptions)), place)


def _read_by_reading(scope: Scope, data: dict[str, Data], path: Path) -> Condition | None:
    places = by_reading(scope, data, path)
    if places is None:
        return None
    name, place = str(data["reading"]), scope.tree.key(path)
    parts: list[Condition] = []
    for value, at in places.items():
        inner = read_all(scope, data[value], at)
        parts.append(All((ReadAs(name, frozenset({value}), place), *inner.parts), inner.place))
    return Any(tuple(parts), place)


def _read_group(scope: Scope, data: dict[str, Data], path: Path) -> Condition | None:
    if "reading" in data:
        return _read_by_reading(scope, data, path)
    if data and all(key in _EXCEPTED for key in data) and "when" in data:
        return read_excepted(scope, data["when"], data.get("unless"), path)
    if len(data) == 1 and (group := next(iter(data))) in _GROUPS:
        inner = (*path, group)
        parts = _read_parts(scope, data[group], inner)
        place = scope.tree.key(inner)
        if group == "any":
            return Any(parts, place)
        whole: Condition = parts[0] if len(parts) == 1 else All(parts, place)
        return Not(whole, place) if group == "not" else whole
    if is_count(data):
        return read_count(scope, data, path, read_condition)
    if "when" in data or "unless" in data:
        _not_excepted(scope, data, path)
        return None
    groups = [key for key in data if key in _GROUPS]
    if len(groups) > 1 and len(groups) == len(data):
        span = scope.tree.key((*path, groups[1]))
        help_ = f"write `- {groups[0]}:` and `- {groups[1]}:` as two items of a list"
        scope.report("E310", "two groups stand in one item", span, help=help_)
        return None
    if not data:
        scope.report("E310", "a condition is missing here", scope.tree.value(path))
        return None
    key = next(key for key in data if key not in _GROUPS)
    help_, said = _GROUP_HELP, data[key]
    if isinstance(said, str) and key.split()[0] in scope.vocabulary.facts:
        help_ = f"write `{key.removesuffix(' is')} is {said}`, without `: `"
    span = scope.tree.key((*path, key))
    scope.report("E310", f"`{key}:` is not a condition", span, help=help_)
    return None


def _not_excepted(scope: Scope, data: dict[str, Data], path: Path) -> None:
    """Say why this is no `{when: ..., unless: ...}`."""
    other = next((key for key in data if key not in _EXCEPTED), None)
    if other is None:
        help_ = "write `when:` beside it, or `not:` in its place"
        place = scope.tree.key((*path, "unless"))
        scope.report("E310", "an exception of what?", place, help=help_)
        return
    beside = next(key for key in _EXCEPTED if key in data)
    help_ = did_you_mean(other, [key for key in _EXCEPTED if key not in data])
    if nearest(other, _EXCEPTED) is None:
        help_ = "write a list under `when:`, of which this is one item"
    message = f"`{other}:` can't stand beside `{beside}:`"
    scope.report("E310", message, scope.tree.key((*path, other)), help=help_)


def _items(data: Data, path: Path) -> list[tuple[Data, Path]]:
    if data is None:
        return []
    if isinstance(data, list):
        return [(item, (*path, index)) for index, item in enumerate(data)]
    return [(data, path)]


def _good(conditions: Iterable[Condition | None]) -> Iterable[Condition]:
    return (condition for condition in conditions if condition is not None)
