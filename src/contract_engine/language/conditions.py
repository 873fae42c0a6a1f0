"""A condition as written (a line, a list, a group) -> a Condition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contract_engine.files.tree import Data, Path
from contract_engine.language.days import Unreadable, read_day, read_number
from contract_engine.language.scope import Scope
from contract_engine.language.terms import read_offset
from contract_engine.language.values import read_yes_no
from contract_engine.model.conditions import (
    All,
    Any,
    Compare,
    Condition,
    HasCome,
    Holds,
    Is,
    Not,
    Operator,
    ReadAs,
)
from contract_engine.model.days import After
from contract_engine.model.place import Span
from contract_engine.model.vocabulary import DateFact, KindFact, NumberFact, YesNoFact

_TOKEN = re.compile(r"<=|>=|!=|==|[<>=]|[^\s<>=!]+|!")
_GROUPS = ("any", "all", "not")
_WRONG_OPERATORS = {"=": "is", "==": "is", "!=": "is not", "equals": "is", "in": "is"}


@dataclass(frozen=True)
class _Token:
    text: str
    start: int


@dataclass
class _Line:
    """A condition line being read: its tokens, and where the next one is."""

    scope: Scope
    path: Path
    tokens: list[_Token]
    at: int = 0

    def peek(self, ahead: int = 0) -> str:
        index = self.at + ahead
        return self.tokens[index].text if index < len(self.tokens) else ""

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1].text

    def span(self, first: int, last: int | None = None) -> Span:
        start = self.tokens[min(first, len(self.tokens) - 1)]
        end = self.tokens[last if last is not None else min(first, len(self.tokens) - 1)]
        length = end.start + len(end.text) - start.start
        return self.scope.tree.part(self.path, start.start, length)

    def report(self, code: str, message: str, index: int, help: str = "", label: str = "") -> None:
        self.scope.report(code, message, self.span(index), help=help, label=label)


def read_all(scope: Scope, data: Data, path: Path) -> All:
    """A `when`: a line, a group, or a list of which every part must be true."""
    parts = [read_condition(scope, *item) for item in _items(data, path)]
    place = scope.tree.key(path)
    return All(tuple(part for part in parts if part is not None), place)


def read_any(scope: Scope, data: Data, path: Path) -> tuple[Condition, ...]:
    """An `unless`: a line, a group, or a list of exceptions."""
    parts = [read_condition(scope, *item) for item in _items(data, path)]
    return tuple(part for part in parts if part is not None)


def read_condition(scope: Scope, data: Data, path: Path) -> Condition | None:
    """One condition: a line or a group; None after reporting what is wrong."""
    if isinstance(data, str):
        return _read_line(scope, data, path)
    if isinstance(data, dict) and len(data) == 1:
        group = next(iter(data))
        inner = (*path, group)
        if group in _GROUPS:
            items = list(_items(data[group], inner))
            if not items:
                scope.report("E310", f"`{group}:` holds no condition", scope.tree.key(inner))
                return None
            parts = [read_condition(scope, *item) for item in items]
            good = tuple(part for part in parts if part is not None)
            place = scope.tree.key(inner)
            if group == "any":
                return Any(good, place)
            whole: Condition = good[0] if len(good) == 1 else All(good, place)
            return Not(whole, place) if group == "not" else whole
    if isinstance(data, dict):
        help_ = "a group is one of `any:`, `all:`, `not:`; a comparison is one line of text"
        scope.report("E310", "this is not a condition", scope.tree.value(path), help=help_)
    elif isinstance(data, list):
        help_ = "write `any:` or `all:` before an inner list"
        scope.report(
            "E310", "a list inside a list has no meaning", scope.tree.value(path), help=help_
        )
    else:
        scope.report("E310", "a condition is missing here", scope.tree.value(path))
    return None


def _items(data: Data, path: Path) -> list[tuple[Data, Path]]:
    if data is None:
        return []
    if isinstance(data, list):
        return [(item, (*path, index)) for index, item in enumerate(data)]
    return [(data, path)]


def _read_line(scope: Scope, text: str, path: Path) -> Condition | None:
    tokens = [_Token(match[0], match.start()) for match in _TOKEN.finditer(text)]
    if not tokens:
        scope.report("E310", "a condition is missing here", scope.tree.value(path))
        return None
    line = _Line(scope, path, tokens)
    for index, token in enumerate(tokens):
        if token.text in ("and", "&&", "&"):
            parts = [part.strip() for part in re.split(r"\s+(?:and|&&?)\s+", text)]
            mixed = " or " in text
            help_ = "write a list: " + "; ".join(f"`- {part}`" for part in parts)
            what = (
                "`and` can't be mixed with `or` in a line"
                if mixed
                else ("a line holds one comparison, without `and`")
            )
            line.report("E311", what, index, help_)
            return None
    negated = line.peek() == "not"
    if negated:
        line.take()
        if not line.peek():
            line.report("E310", "`not` of what?", 0)
            return None
    condition = _comparison(line)
    if condition is None:
        return None
    if line.at < len(tokens):
        if line.peek() == "or":
            line.report(
                "E316",
                "`or` stands only between values of one fact",
                line.at,
                "write an `any:` list",
            )
        else:
            line.report("E310", f"`{line.peek()}` is more than one comparison", line.at)
        return None
    return Not(condition, condition.place) if negated else condition


def _comparison(line: _Line) -> Condition | None:
    scope, start = line.scope, line.at
    name = line.peek()
    words = scope.vocabulary
    if name[:1].isdigit():
        return _offset(line)
    line.take()
    following = line.peek()
    fact = words.facts.get(name)
    if name in words.readings and following == "is":
        return _reading(line, name, start)
    if fact is None and name in (*words.events, *words.read_events):
        if following and following not in ("or",):
            line.report(
                "E312",
                f"`{name}` is an event: it takes no comparison",
                line.at,
                f"write `{name}`, true when it has happened",
            )
            return None
        return HasCome(After(name), line.span(start))
    if fact is None:
        known = [*words.facts, *words.events, *words.read_events, *words.readings]
        code = "E303" if not following else "E301"
        what = "fact or event" if not following else "fact"
        scope.unknown(code, what, name, line.span(start), known)
        return None
    if following in _WRONG_OPERATORS and following != "in":
        line.report(
            "E312",
            f"`{following}` is not an operator",
            line.at,
            f"write `{_WRONG_OPERATORS[following]}`",
        )
        return None
    match fact:
        case KindFact():
            return _kind(line, fact, start)
        case YesNoFact():
            return _yes_no(line, fact, start)
        case NumberFact() | DateFact():
            return _ordered(line, fact, start)


def _kind(line: _Line, fact: KindFact, start: int) -> Condition | None:
    operator = line.peek()
    if operator != "is":
        example = next(iter(fact.values), "...")
        if not operator:
            line.report(
                "E312",
                f"`{fact.id}` is not a yes/no fact",
                start,
                f"say which value: `{fact.id} is {example}`",
            )
        else:
            line.report(
                "E312",
                f"`{operator}` can't compare `{fact.id}`, which is a kind",
                line.at,
                f"write `{fact.id} is ...` or `{fact.id} is not ...`",
            )
        return None
    line.take()
    negated = line.peek() == "not"
    if negated:
        line.take()
    chosen = _values(line, fact)
    if chosen is None:
        return None
    ends = frozenset(end for word in chosen for end in fact.values[word].leaves)
    condition = Is(fact.id, ends, chosen, line.span(start, line.at - 1))
    return Not(condition, condition.place) if negated else condition


def _values(line: _Line, fact: KindFact) -> tuple[str, ...] | None:
    chosen: list[str] = []
    while True:
        word = line.peek()
        if not word:
            line.report("E310", f"`{fact.id}` is what?", line.at - 1)
            return None
        if word not in fact.values:
            if chosen and (line.peek(1) in ("is", "<", "<=", ">", ">=") or _is_word(line, word)):
                line.report(
                    "E316",
                    "`or` stands only between values of one fact",
                    line.at,
                    "write an `any:` list",
                )
                return None
            line.scope.unknown(
                "E302",
                "value",
                word,
                line.span(line.at),
                fact.values,
                label=f"not a value of `{fact.id}`",
            )
            return None
        chosen.append(line.take())
        if line.peek() != "or":
            return tuple(chosen)
        line.take()


def _is_word(line: _Line, word: str) -> bool:
    words = line.scope.vocabulary
    return word in words.facts or word in words.events or word in words.read_events


def _yes_no(line: _Line, fact: YesNoFact, start: int) -> Condition | None:
    if not line.peek() or line.peek() == "or":
        return Holds(fact.id, line.span(start))
    if line.peek() != "is":
        line.report(
            "E312",
            f"`{line.peek()}` can't compare `{fact.id}`, which is yes or no",
            line.at,
            f"write `{fact.id}` or `not {fact.id}`",
        )
        return None
    line.take()
    negated = line.peek() == "not"
    if negated:
        line.take()
    word = line.peek()
    try:
        value = read_yes_no(fact.id, word)
    except Unreadable as error:
        line.report(error.code, error.message, line.at, error.help)
        return None
    line.take()
    place = line.span(start, line.at - 1)
    return Holds(fact.id, place) if value is not negated else Not(Holds(fact.id, place), place)


def _ordered(line: _Line, fact: NumberFact | DateFact, start: int) -> Condition | None:
    operator = line.peek()
    if not operator:
        if isinstance(fact, DateFact):
            return HasCome(After(fact.id), line.span(start))
        line.report(
            "E312",
            f"`{fact.id}` is a number, not yes or no",
            start,
            f"compare it: `{fact.id} >= 1`",
        )
        return None
    if operator not in ("<", "<=", ">", ">=", "is"):
        line.report(
            "E312",
            f"`{operator}` can't compare `{fact.id}`",
            line.at,
            "use `<`, `<=`, `>`, `>=`, `is` or `is not`",
        )
        return None
    line.take()
    if operator == "is" and line.peek() == "not":
        line.take()
        operator = "is not"
    text = line.peek()
    if not text:
        line.report("E310", f"`{fact.id} {operator}` what?", line.at - 1)
        return None
    constant: Decimal | date
    try:
        constant = read_number(text) if isinstance(fact, NumberFact) else read_day(text)
    except Unreadable as error:
        if text in line.scope.vocabulary.facts:
            line.report(
                "E312",
                f"`{fact.id}` is compared with another fact, `{text}`",
                line.at,
                "compare with a constant",
            )
        else:
            line.report(error.code, error.message, line.at, error.help)
        return None
    line.take()
    return Compare(fact.id, Operator(operator), constant, line.span(start, line.at - 1))


def _reading(line: _Line, name: str, start: int) -> Condition | None:
    reading = line.scope.vocabulary.readings[name]
    line.take()
    negated = line.peek() == "not"
    if negated:
        line.take()
    chosen: list[str] = []
    while True:
        word = line.peek()
        if word not in reading.values:
            line.scope.unknown(
                "E308",
                "value of a reading",
                word or "(nothing)",
                line.span(line.at),
                reading.values,
                label=f"not a value of `{name}`",
            )
            return None
        chosen.append(line.take())
        if line.peek() != "or":
            break
        line.take()
    condition = ReadAs(name, frozenset(chosen), line.span(start, line.at - 1))
    return Not(condition, condition.place) if negated else condition


def _offset(line: _Line) -> Condition | None:
    start = line.at
    text = " ".join(token.text for token in line.tokens[start:])
    span = line.span(start, len(line.tokens) - 1)
    moment = read_offset(line.scope, text, span)
    line.at = len(line.tokens)
    return None if moment is None else HasCome(moment, span)
