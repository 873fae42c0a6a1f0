"""From the text of a definition to the lines that give a fact its value (docs/language.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .conditions import AllOf, Is, On
from .days import NEVER
from .formulas import is_formula, parse_formula
from .lines import (
    listed,
    parse_all,
    parse_condition,
    parse_constant,
    parse_guarded,
    parse_moment,
    under,
)
from .model import DATES, Line, Vocabulary


def defined_fact(name: str, entry: Mapping[str, Any]) -> str:
    """ "`defines`: the fact; by default the definition's own name, which is then written with
    `_`"."""
    return str(entry.get("defines") or name.replace("-", "_"))


def parse_lines(fact: str, entry: Mapping[str, Any], words: Vocabulary) -> tuple[Line, ...]:
    """ "For yes/no first each of `excludes` (no), then each of `includes` (yes), then `means` (yes
    if all its conditions are true, else no); else `rows`." """
    if "is" in entry:
        return tuple(_row(fact, {"is": entry["is"]}, words))
    if "rows" in entry:
        return tuple(line for row in entry["rows"] for line in _row(fact, row, words))
    excludes = [parse_condition(part, words) for part in listed(entry.get("excludes"))]
    includes = [parse_condition(part, words) for part in listed(entry.get("includes"))]
    lines = [Line(condition, value=False) for condition in excludes]
    lines += [Line(condition, value=True) for condition in includes]
    if "means" in entry:
        lines.append(Line(parse_all(listed(entry["means"]), words), value=True))
        lines.append(Line(AllOf(()), value=False))
    return tuple(lines)


def _row(fact: str, row: Mapping[str, Any], words: Vocabulary) -> Iterator[Line]:
    """ "`is` takes a value of the fact (an end node, yes or no, a number, ...); for a number,
    amount, date-time or version also another fact of the same type; for a date a moment or
    `never`; or `{reading: R, v: VALUE, w: VALUE}`, a value on which sources disagree." """
    condition, value = parse_guarded(row, words), row["is"]
    if isinstance(value, dict) and "reading" in value:
        for taken, part in under(value, words):
            both = AllOf((Is(value["reading"], taken), condition))
            yield _line(fact, both, part, words)
    else:
        yield _line(fact, condition, value, words)


def _line(fact: str, condition: AllOf, value: Any, words: Vocabulary) -> Line:
    ours = words.facts[fact]
    if ours.sort in DATES:
        never = value == "never"
        moment = On(NEVER) if never else parse_moment(value, words, last=False)
        return Line(condition, moment=moment)
    if ours.sort == "yes/no":
        return Line(condition, value={"yes": True, "no": False}[value])
    if ours.sort == "kind":
        if value not in ours.ends:
            raise ValueError(f"no end node of {fact}: {value}")
        return Line(condition, value=value)
    if is_formula(value):
        return Line(condition, formula=parse_formula(value, words))
    other = words.facts.get(value)
    if other is None:
        return Line(condition, value=parse_constant(fact, value, words))
    if (other.sort, other.currency, other.scheme) != (ours.sort, ours.currency, ours.scheme):
        raise ValueError(f"no value of {fact}: {value}")
    return Line(condition, same=value)
