"""From the text of a definition to the lines that give a fact its value (docs/language.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .conditions import AllOf, On
from .days import NEVER
from .lines import listed, parse_all, parse_condition, parse_constant, parse_guarded, parse_moment
from .model import DATES, Line, Vocabulary


def defined_fact(name: str, entry: Mapping[str, Any]) -> str:
    """ "`defines`: the fact; by default the definition's own name"."""
    return str(entry.get("defines") or name)


def parse_lines(fact: str, entry: Mapping[str, Any], words: Vocabulary) -> tuple[Line, ...]:
    """ "For yes/no first each of `excludes` (no), then each of `includes` (yes), then `means` (yes
    if all its conditions are true, else no); else `rows`." """
    if "rows" in entry:
        return tuple(_row(fact, row, words) for row in entry["rows"])
    excludes = [parse_condition(part, words) for part in listed(entry.get("excludes"))]
    includes = [parse_condition(part, words) for part in listed(entry.get("includes"))]
    lines = [Line(condition, value=False) for condition in excludes]
    lines += [Line(condition, value=True) for condition in includes]
    if "means" in entry:
        lines.append(Line(parse_all(listed(entry["means"]), words), value=True))
        lines.append(Line(AllOf(()), value=False))
    return tuple(lines)


def _row(fact: str, row: Mapping[str, Any], words: Vocabulary) -> Line:
    """ "`is` takes a value of the fact (an end node, yes or no, a number, ...) or, for a date, a
    moment or `never`." """
    condition, value = parse_guarded(row, words), row["is"]
    sort = words.facts[fact].sort
    if sort in DATES:
        never = value == "never"
        return Line(
            condition, moment=On(NEVER) if never else parse_moment(value, words, last=False)
        )
    if sort == "yes/no":
        return Line(condition, value={"yes": True, "no": False}[value])
    if sort == "kind":
        if value not in words.facts[fact].ends:
            raise ValueError(f"no end node of {fact}: {value}")
        return Line(condition, value=value)
    return Line(condition, value=parse_constant(fact, value, words))
