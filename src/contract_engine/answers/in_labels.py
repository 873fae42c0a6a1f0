"""What is said in the names of the rule files -> the same in labels, as people read it.

Results tell conditions and values in names, which can be typed; whoever shows them to a reader
tells them by this module.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from contract_engine import lazy_pattern
from contract_engine.answers.labels import day_in_words, label_of
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Agreement
from contract_engine.model.vocabulary import Event, KindFact, YesNoFact

_WORD = lazy_pattern.compile(r"`[^`]+`|[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?")
_DAY = lazy_pattern.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_COMPARES = lazy_pattern.compile(r"=| is not | is | in | not in ")
_IN_TIME = lazy_pattern.compile(r" is (?:not )?(?:on or )?(?:before|after|within) ")
_AFTER_TIME = lazy_pattern.compile(r" is (?:not )?(?:on or )?(?:before|after) $")
_BRACKET = lazy_pattern.compile(r"([()])")
_SET = lazy_pattern.compile(r"(?<=\w)=(?=\w)")
_HAPPENS = " happens"
_SIGNS = (">= ", "at least "), ("<= ", "at most "), ("> ", "more than "), ("< ", "less than ")


@dataclass(frozen=True)
class Piece:
    """A stretch of what is told; of a clause, dispute or instrument also its sort and name."""

    text: str
    sort: str = ""
    name: str = ""


class InLabels:
    """The names of one agreement, as people write them."""

    def __init__(self, model: Agreement) -> None:
        """Look nothing up yet.

        Args:
            model: the agreement.
        """
        self.model, self._words = model, model.vocabulary

    def label(self, name: str) -> str:
        """The label of a fact, event or table of items; the question of a reading."""
        table = self.model.tables.get(name)
        return table.label if table is not None else label_of(self._words, name)

    def value(self, name: str, text: str) -> str:
        """A value as results have it, in labels: `Azure or AWS`, `by 15 November 2025`."""
        labels = self._values(name)
        parts = text.split(" or ")
        if labels and all(part in labels for part in parts):
            return " or ".join(labels[part] for part in parts)
        for sign, words in _SIGNS:
            text = text.replace(sign, words)
        return self.condition(text)

    def pair(self, name: str, text: str) -> str:
        """A name with its value: `cloud: AWS`, `read as “stateless APIs only”`."""
        if name in self._words.readings:
            return f"read as {self.value(name, text)}"
        label = self.compared(name) if " " in name else self.label(name)
        return f"{label}: {self.value(name, text)}"

    def compared(self, name: str) -> str:
        """How two values compare: `the fees is more than the cap`, `delivered is after due`."""
        text = self.condition(name)
        for sign, words in _SIGNS:
            text = text.replace(f" {sign}", f" is {words}")
        return text

    def pairs(self, given: Mapping[str, str]) -> str:
        """Names with their values: `customer: a commercial customer; Microsoft consents: no`."""
        return "; ".join(self.pair(name, text) for name, text in given.items())

    def condition(self, text: str) -> str:
        """A condition in names -> in labels."""
        return "".join(each.text for each in self.pieces(text, bare=True))

    def prose(self, text: str) -> str:
        """A sentence with names in it -> with labels for them."""
        return "".join(each.text for each in self.pieces(text, bare=False))

    def norm(self, text: str) -> str:
        """`openai must not serve (cloud=aws)` -> `OpenAI must not serve a product (cloud: AWS)`."""
        labels = {name: each.label for name, each in self._words.actions.items()}
        labels |= {name: each.label for name, each in self._words.parties.items()}
        told, depth = "", 0
        for part in _BRACKET.split(text):
            depth += (part == "(") - (part == ")")
            if depth:
                told += _SET.sub(": ", self.condition(part))
            else:
                told += _WORD.sub(lambda word: labels.get(word[0], word[0]), part)
        return told

    def pieces(self, text: str, *, bare: bool) -> Iterator[Piece]:
        """A text in labels, cut where clauses, disputes and instruments are named.

        Args:
            text: a condition, a cause or a sentence.
            bare: names stand in it without backticks too, as in a condition.
        """
        at, labels = 0, dict[str, str]()
        for found in _WORD.finditer(text):
            if found.start() < at:
                continue
            name, after = found[0].strip("`"), text[found.end() :]
            ticked = name != found[0]
            named = bare or ticked or "_" in name
            between, told, end = text[at : found.start()], Piece(found[0]), found.end()
            if not ticked and name in labels:
                told = Piece(labels[name])
            elif sort := self._looked_up(name, text[: found.start()], after, named, ticked):
                told = Piece(found[0], sort, name)
            elif named and name in self._words.readings and (verb := _COMPARES.match(after)):
                labels = self._values(name)
                told = Piece("not read as " if "not" in verb[0] else "read as ")
                end += verb.end()
            elif named and self._is_named(name):
                labels = self._values(name) if _COMPARES.match(after) else labels
                told = Piece(self._in_place(name, text[: found.start()], after, quoted=not bare))
                if after.startswith("="):
                    told, end = Piece(f"{told.text}: "), end + 1
                elif after.startswith(_HAPPENS) and " " in (label := self.label(name)):
                    told, end = Piece(label), end + len(_HAPPENS)
            elif name == "not" and self._denies(after, bare=bare):
                told = Piece("it is not so that")
            elif ticked and "=" in name:
                told = Piece(f"“{self.pair(*name.split('=', 1))}”")
            elif _DAY.fullmatch(name):
                told = Piece(with_days(name))
            elif name in ("and", "if"):
                labels = {}
            if between:
                yield Piece(between)
            yield told
            at = end
        if at < len(text):
            yield Piece(text[at:])

    def _looked_up(self, name: str, before: str, after: str, named: bool, ticked: bool) -> str:
        """The sort of a name that is told as it is; empty of others."""
        model = self.model
        if name in model.clauses and name not in self._words.facts and (named or "-" in name):
            return "clause"
        if name in model.disputes:
            return "dispute"
        alone = (before.endswith("(") and after.startswith(")")) or before.endswith("repealed by ")
        alone = alone or after.startswith((" is a draft:", " takes effect", " clarifies "))
        alone = alone or before.endswith(" clarifies ")
        if name in model.instruments and (ticked or alone):
            return "instrument"
        return ""

    def _is_named(self, name: str) -> bool:
        words = self._words
        named = words.facts, words.events, words.read_events, words.readings, self.model.tables
        return any(name in each for each in named)

    def _in_place(self, name: str, before: str, after: str, *, quoted: bool) -> str:
        read = self._words.read_events.get(name)
        label = self.label(name) if read is None else read.label
        if quoted or (read is None and name in self._words.readings):
            return f"“{label}”"
        events = (*self._words.events, *self._words.read_events)
        in_time = _IN_TIME.match(after) or _AFTER_TIME.search(before)
        return f"the day when {label}" if name in events and in_time else label

    def _denies(self, after: str, *, bare: bool) -> bool:
        """Whether a fact that is yes or no, or an event, follows a `not`."""
        found = _WORD.match(after, 1) if after.startswith(" ") else None
        name = found[0] if found is not None and (bare or "_" in found[0]) else ""
        word = self._words.facts.get(name) or self._words.events.get(name)
        return isinstance(word, YesNoFact | Event) and " " in word.label

    def _values(self, name: str) -> dict[str, str]:
        fact, reading = self._words.facts.get(name), self._words.readings.get(name)
        if name in self._words.roles:
            return {each: self._words.parties[each].label for each in self._words.roles[name]}
        if isinstance(fact, KindFact):
            return {each.id: each.label for each in fact.values.values()}
        if reading is not None:
            return {each.id: f"“{each.label}”" for each in reading.values.values()}
        return {}


def with_days(text: str) -> str:
    """A text with its days as people write them: `by 15 November 2025`."""

    def day(written: str) -> str:
        try:
            return day_in_words(date.fromisoformat(written))
        except ValueError:
            return written

    return _DAY.sub(lambda found: day(found[0]), text)
