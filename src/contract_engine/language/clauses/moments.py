"""A `from`, `through` or `until` as written -> a Moment."""

from __future__ import annotations

from contract_engine.files.tree import Data, Path
from contract_engine.language.clauses.offset_hints import LIKE_THIS
from contract_engine.language.clauses.offsets import counted_from, read_text
from contract_engine.language.clauses.ways import as_key, is_by_ways, read_ways
from contract_engine.language.conditions.by_reading import by_reading
from contract_engine.language.scope import Scope
from contract_engine.model.conditions import Condition, ReadAs
from contract_engine.model.days import (
    Choose,
    EarliestOf,
    LatestOf,
    Moment,
)

_HELP = "write a day, an event, `4 years after ...`, or `earliest_of: [...]`"


def read_moment(scope: Scope, data: Data, path: Path, *, last: bool) -> Moment | None:
    """A moment; with `last` a year or month means its last day, else its first."""
    if scope.lost(path):
        return None
    if isinstance(data, str) and data.strip():
        return _read_text(scope, data, path, last)
    if isinstance(data, dict) and len(data) == 1:
        ((key, parts),) = data.items()
        if key in ("earliest_of", "latest_of"):
            return _read_group(scope, key, parts, path, last)
    if isinstance(data, dict) and "reading" in data:
        return _by_reading(scope, data, path, last)
    if isinstance(data, dict) and is_by_ways(data):
        return _by_ways(scope, data, path, last)
    if isinstance(data, dict):
        key = next((k for k in data if k not in ("earliest_of", "latest_of")), "")
        span = scope.tree.key((*path, key)) if key else scope.tree.value(path)
        said = f"`{key}:` doesn't make a moment" if key else "this is two moments"
        scope.report("E317", said, span, help=_HELP)
    elif isinstance(data, list):
        help_ = "write `earliest_of:` or `latest_of:` before the list"
        scope.report("E317", "a list is not a moment", scope.tree.value(path), help=help_)
    else:
        place = scope.tree.key(path)
        scope.report("E317", "a moment is missing here", place, help=_HELP)
    return None


def _by_reading(scope: Scope, data: dict[str, Data], path: Path, last: bool) -> Moment | None:
    places = by_reading(scope, data, path)
    if places is None:
        return None
    options: list[tuple[Condition, Moment]] = []
    for value, at in places.items():
        never = data[value] == "never"
        moment = Choose(()) if never else read_moment(scope, data[value], at, last=last)
        if moment is not None:
            options.append((ReadAs(str(data["reading"]), frozenset({value})), moment))
    return Choose(tuple(options))


def _by_ways(scope: Scope, data: dict[str, Data], path: Path, last: bool) -> Moment | None:
    """`{18 years after born, leap: up}`, `{term_end, in: berlin, roll: preceding}`."""
    read = read_ways(scope, data, path)
    if read is None:
        return None
    text, how = read
    within = (*path, text)
    beside = scope.within(as_key(scope.tree, within))
    place = beside.tree.part(within, 0, len(text))
    if " " not in text and not how.rolls:
        beside.report("E317", f"`{text}` is not an offset", place, help=LIKE_THIS)
        return None
    moment = read_text(beside, text, place, within, last=last, how=how)
    if moment is None or not how.rolls:
        return moment
    return counted_from(beside, moment, how.rolls, place)


def _read_group(scope: Scope, key: str, parts: Data, path: Path, last: bool) -> Moment | None:
    inner = (*path, key)
    if not isinstance(parts, list) or not parts:
        help_ = f"write `{key}: [2030-12-31, ...]`"
        message = f"`{key}:` takes a list of moments"
        scope.report("E317", message, scope.tree.key(inner), help=help_)
        return None
    moments = [
        read_moment(scope, part, (*inner, index), last=last) for index, part in enumerate(parts)
    ]
    good = tuple(moment for moment in moments if moment is not None)
    return EarliestOf(good) if key == "earliest_of" else LatestOf(good)


def _read_text(scope: Scope, text: str, path: Path, last: bool) -> Moment | None:
    return read_text(scope, text, scope.tree.part(path, 0, len(text)), path, last=last)
