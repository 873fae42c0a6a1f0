"""`{reading: R, v: ..., w: ...}` -> the place of what holds under each value of the reading."""

from __future__ import annotations

from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.files.tree import Data, Path
from contract_engine.language.scope import Scope


def by_reading(scope: Scope, data: dict[str, Data], path: Path) -> dict[str, Path] | None:
    """Of `{reading: R, v: ..., w: ...}` the path of each value of R; None after a report."""
    name = data["reading"]
    if not isinstance(name, str) or not name.strip():
        _no_reading(scope, name, (*path, "reading"))
        return None
    reading = scope.vocabulary.readings.get(name)
    if reading is None:
        place = scope.tree.value((*path, "reading"))
        scope.unknown("E308", "reading", name, place, scope.vocabulary.readings)
        return None
    missing = [value for value in reading.values if value not in data]
    for key in data:
        if key != "reading" and key not in reading.values:
            place = scope.tree.key((*path, key))
            help_ = did_you_mean(key, missing or reading.values)
            message = f"`{key}` is not a value of `{name}`"
            scope.report("E308", message, place, help=help_)
            return None
    if missing:
        message = f"this doesn't say what holds where `{name}` is `{missing[0]}`"
        help_ = f"add `{missing[0]}: ...`"
        scope.report("E346", message, scope.tree.key((*path, "reading")), help=help_)
        return None
    return {value: (*path, value) for value in reading.values}


def _no_reading(scope: Scope, name: Data, path: Path) -> None:
    help_ = did_you_mean("", scope.vocabulary.readings) or "declare it in agreement.yaml"
    said = isinstance(name, list | dict)
    place = scope.tree.value(path) if said else scope.tree.key(path)
    scope.report("E103", "the name of a reading belongs under `reading`", place, help=help_)
