"""One line of a condition -> a Condition: `not`, then one comparison, and nothing after it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contract_engine.files.tree import Path
from contract_engine.language.clauses.offset_hints import LIKE_THIS, offset_meant
from contract_engine.language.clauses.offsets import is_counted, read_offset, starts_offset
from contract_engine.language.conditions.comparisons import (
    OR_MESSAGE,
    compare_fact,
    compare_reading,
)
from contract_engine.language.conditions.cursor import Line, alternatives, either, starts_comparison
from contract_engine.language.conditions.order_of_days import is_order, read_order
from contract_engine.language.scope import Scope
from contract_engine.model.conditions import Condition, HasCome, Not
from contract_engine.model.days import After
from contract_engine.model.vocabulary import KindFact

UNITS = ("day", "week", "month", "year")
_AND = re.compile(r"\s+(?:and|&&?)\s+")


def read_line(scope: Scope, text: str, path: Path) -> Condition | None:
    """The condition of a line; None after reporting what is wrong."""
    line = Line(scope, path, text)
    if line.ends():
        scope.report("E310", "a condition is missing here", scope.tree.value(path))
        return None
    if not _is_single(line):
        return None
    negated = line.takes("not")
    if line.ends():
        line.report("E310", "`not` of what?", 0, "write a comparison after it")
        return None
    if negated and line.peek() == "not":
        line.report("E310", "`not` stands twice", line.at, "take both away")
        return None
    condition = _comparison(line)
    if condition is None:
        return None
    if not line.ends():
        _too_much(line)
        return None
    return Not(condition, condition.place) if negated else condition


def _is_single(line: Line) -> bool:
    """Whether the line has no `and`; reports it otherwise, with the list to write."""
    found = next((i for i, word in enumerate(line.words) if _joins(line.words, i, word)), None)
    if found is None:
        return True
    if (meant := offset_meant(line.text)) != LIKE_THIS:
        line.report("E317", "this is not an offset", found, meant)
        return False
    first, *others = [part.strip() for part in _AND.split(line.text)]
    of_one = others and not any(starts_comparison(line.scope, part) for part in others)
    if of_one and line.words[0] in line.scope.vocabulary.facts:
        said = " or ".join([first, *others])
        help_ = f"a fact has one value; for one of several write `{said}`"
    else:
        items = [_item(line.scope, part) for part in (first, *others)]
        help_ = "write a list: " + "; ".join(f"`- {item}`" for item in items)
    if "or" in line.words:
        line.report("E311", "`and` can't be mixed with `or` in a line", found, help_)
    else:
        line.report("E311", "a line holds one comparison, without `and`", found, help_)
    return False


def _joins(words: Sequence[str], at: int, word: str) -> bool:
    """Whether a word joins two conditions: `and`, but not that of `1 year and 6 months after`."""
    if word not in ("and", "&&", "&"):
        return False
    before = [word for word in words[:at] if word != "business"]
    after = [word for word in words[at + 1 :] if word != "business"]
    return not (_is_length(before[-2:]) and _is_length(after[:2]))


def _is_length(words: Sequence[str]) -> bool:
    return len(words) == 2 and words[0].isdigit() and words[1].rstrip("s") in UNITS


def _item(scope: Scope, part: str) -> str:
    """A part of a line with `and`, as an item of a list."""
    parts = alternatives(scope, part)
    return part if len(parts) == 1 else f"any: [{', '.join(parts)}]"


def _too_much(line: Line) -> None:
    word = line.peek()
    if word == "or":
        line.report("E316", OR_MESSAGE, line.at, either(line))
    elif word.startswith(",") or line.words[line.at - 1].endswith(","):
        line.report("E310", f"`{word}` is more than one comparison", line.at, "write a list")
    else:
        help_ = "a line holds one comparison; write a list"
        line.report("E310", f"`{word}` is more than one comparison", line.at, help_)


def _comparison(line: Line) -> Condition | None:
    name = line.peek()
    words = line.scope.vocabulary
    if is_order(line):
        return read_order(line)
    if starts_offset(line.words[line.at :]) or is_counted(line.scope, line.words[line.at :]):
        return _offset(line)
    following = line.peek(1)
    if name in words.readings and (following == "is" or name not in words.read_events):
        return compare_reading(line, words.readings[name])
    if (fact := words.facts.get(name)) is not None:
        return compare_fact(line, fact)
    if name in words.events or name in words.read_events:
        return _event(line, name)
    _unknown(line, name)
    return None


def _event(line: Line, name: str) -> Condition | None:
    start = line.at
    line.take()
    if not line.ends() and line.peek() != "or":
        help_ = f"write `{name}`, true when it has happened, or `not {name}`"
        message = f"`{name}` is an event: it takes no comparison"
        line.report("E312", message, line.at, help_)
        return None
    return HasCome(After(name), line.span(start))


def _offset(line: Line) -> Condition | None:
    start, scope = line.at, line.scope
    if not {"after", "before"} & {*line.words} and any(
        word in line.scope.vocabulary.facts for word in line.words
    ):
        help_ = "write the fact first: `seats >= 100`"
        line.report("E312", "a comparison starts with the fact", start, help_)
        return None
    first = line.start(start)
    span = line.span(start, len(line.words) - 1)
    moment = read_offset(scope, line.text[first:].rstrip(), span, line.path, first)
    line.at = len(line.words)
    return None if moment is None else HasCome(moment, span)


def _unknown(line: Line, name: str) -> None:
    words, span = line.scope.vocabulary, line.span(line.at)
    facts = [f for f in words.facts.values() if isinstance(f, KindFact) and name in f.values]
    if facts:
        help_ = f"it is a value: write `{facts[0].id} is {name}`"
        line.report("E301", f"`{name}` is not a fact", line.at, help_)
        return
    if name in ("weekday", "weekdays") and line.peek(1) == "of":
        help_ = "add a yes/no fact, such as `on_a_wednesday`, that a question gives"
        line.report("E312", "no condition asks for a day's weekday", line.at, help_)
        return
    known = [*words.facts, *words.events, *words.read_events, *words.readings]
    sort = "fact" if line.peek(1) else "fact or event"
    line.scope.unknown("E301", sort, name, span, known)
