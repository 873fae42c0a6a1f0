"""From plain data to YAML text, block style."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from .names import Data


def to_yaml(data: Data) -> str:
    """The data as a one-file agreement that reads back as the same data."""
    return "".join(f"{line}\n" for line in _mapping(data))


def _mapping(data: Data) -> Iterator[str]:
    for key, value in data.items():
        yield from _entry(f"{_scalar(key)}:", value)


def _list(items: list[Any]) -> Iterator[str]:
    for item in items:
        if isinstance(item, dict | list) and item:
            inside = _mapping(item) if isinstance(item, dict) else _list(item)
            for place, line in enumerate(inside):
                yield f"{'- ' if place == 0 else '  '}{line}"
        else:
            yield from _entry("-", item)


def _entry(start: str, value: Any) -> Iterator[str]:
    """A key or dash with its value: beside it, or indented below it."""
    if value is None:
        yield start
    elif isinstance(value, dict) and value:
        yield start
        yield from (f"  {line}" for line in _mapping(value))
    elif isinstance(value, list) and value:
        yield start
        yield from (f"  {line}" for line in _list(value))
    elif isinstance(value, str):
        yield f"{start} {_scalar(value)}"
    else:
        yield f"{start} {'{}' if isinstance(value, dict) else '[]'}"


def _scalar(text: str) -> str:
    """The text as it is where plain YAML takes it, else in double quotes."""
    plain = re.fullmatch(r"\w[^\n\t\"'\\{}\[\],&*!|>%@`#]*", text)
    if plain and ": " not in text and not text.endswith((":", " ")):
        return text
    if re.fullmatch(r"\w[\w ]* (<|<=|>|>=) [\w.-]+", text):
        return text
    return json.dumps(text, ensure_ascii=False)
