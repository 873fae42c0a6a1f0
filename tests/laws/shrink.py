"""A failing agreement -> a smaller one that fails too: part after part is left out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import islice
from typing import Any, TypeVar

from tests.generators import Data
from tests.laws.edits import without_clauses, without_instruments

T = TypeVar("T")

GROUPS = ("any", "all", "not", "earliest_of", "latest_of")


def smaller(data: Data, fails: Callable[[Data], T | None], seconds: float) -> tuple[Data, T | None]:
    """The smallest agreement found in that time, and what its failing gave."""
    start, last, again = time.monotonic(), None, True
    while again:
        again, place = False, 0
        while (candidate := next(islice(_less(data), place, None), None)) is not None:
            if time.monotonic() - start > seconds:
                return data, last
            failure = fails(candidate)
            if failure is None:
                place += 1
            else:  # what stood after the part left out now stands in its place
                data, last, again = candidate, failure, True
    return data, last


def _less(data: Data) -> Iterator[Data]:
    """The agreement with one part left out, the largest parts first."""
    for instrument in data["instruments"]:
        smaller_one = without_instruments(data, [instrument["instrument"]])
        if smaller_one["instruments"]:
            yield smaller_one
    for instrument in data["instruments"]:
        for name in instrument.get("clauses") or {}:
            yield without_clauses(data, [name])
    for key in ("impossible", "grade"):
        if key in data:
            yield _without(data, (key,))
    for words in ("facts", "events", "readings", "definitions", "groups"):
        for name in data.get(words) or {}:
            yield _without(data, (words, name))
    yield from _less_inside(data, ())


def _less_inside(part: Any, path: tuple[Any, ...], root: Data | None = None) -> Iterator[Data]:
    root = part if root is None else root
    if isinstance(part, dict):
        for key, value in part.items():
            if len(path) >= 2:
                yield _without(root, (*path, key))
                if key in GROUPS:
                    inner = value[0] if isinstance(value, list) else value
                    yield _with(root, path, inner)
            yield from _less_inside(value, (*path, key), root)
    elif isinstance(part, list):
        for index, value in enumerate(part):
            if len(path) >= 2:
                yield _without(root, (*path, index))
            yield from _less_inside(value, (*path, index), root)


def _without(data: Data, path: tuple[Any, ...]) -> Data:
    data = deepcopy(data)
    parent = _at(data, path[:-1])
    del parent[path[-1]]
    return data


def _with(data: Data, path: tuple[Any, ...], value: Any) -> Data:
    data = deepcopy(data)
    _at(data, path[:-1])[path[-1]] = deepcopy(value)
    return data


def _at(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        data = data[step]
    return data
