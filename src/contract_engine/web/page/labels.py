"""The names of an agreement -> how they are written for people: labels, and links.

Conditions, causes and notes come in the language of the rule files; here their names become the
words that a reader of contracts knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from markupsafe import Markup, escape

from contract_engine.answers.wording import tell_norms
from contract_engine.model.agreement import Agreement
from contract_engine.model.vocabulary import KindFact
from contract_engine.web.page.bar import day_told
from contract_engine.web.page.state import State, state_in
from contract_engine.web.page.view import ONE_DAY

_NAME = re.compile(r"`?\b[A-Za-z0-9_][A-Za-z0-9_.-]*[A-Za-z0-9_]\b`?|`[A-Za-z0-9]`")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
GRADES = {
    "contract": "the words of the contract itself",
    "joint_statement": "a statement by the parties together",
    "filing": "a filing with an authority",
    "party_statement": "a statement by one of the parties",
    "executive": "words of an executive of a party",
    "press": "reports in the press",
    "inference": "an inference, which no source states in so many words",
}
"""What each grade of evidence means, the best first."""


class Labels:
    """The names of one agreement, as people write them."""

    def __init__(self, model: Agreement) -> None:
        """Gather them.

        Args:
            model: the agreement.
        """
        self.model = model
        self.here = state_in(model)
        words = model.vocabulary
        self._values: dict[str, str] = {}
        for fact in words.facts.values():
            if isinstance(fact, KindFact):
                for value in fact.values.values():
                    self._values.setdefault(value.id, value.label)
        for reading in words.readings.values():
            for choice in reading.values.values():
                self._values.setdefault(choice.id, f"“{choice.label}”")
        self._names: dict[str, str] = {}
        for sort in (words.facts, words.events, words.read_events):
            self._names |= {name: each.label for name, each in sort.items()}
        self._names |= {name: f"“{each.question}”" for name, each in words.readings.items()}

    def label(self, name: str) -> str:
        """The label of a fact, event or reading; the name itself where nothing has it."""
        readings = self.model.vocabulary.readings
        if name in readings:
            return readings[name].question
        return self._names.get(name, name.replace("_", " "))

    def value(self, name: str, value: str) -> str:
        """The label of a value; of several (`a or b`) all of them."""
        words = self.model.vocabulary
        fact, reading = words.facts.get(name), words.readings.get(name)
        labels: Mapping[str, str] = {}
        if isinstance(fact, KindFact):
            labels = {each.id: each.label for each in fact.values.values()}
        elif reading is not None:
            labels = {each.id: each.label for each in reading.values.values()}
        return " or ".join(
            labels.get(part, _day_or(part.replace("_", " "))) for part in value.split(" or ")
        )

    def given(self, name: str, value: str) -> str:
        """A name with its value: `cloud: AWS`, `AGI is verified by 15 November 2025`."""
        for word in ("by", "from", "before", "after", "on"):
            if name.endswith(f" {word}"):
                return f"{self.label(name.removesuffix(f' {word}'))} {word} {_day_or(value)}"
        if name in self.model.vocabulary.readings:
            return f"“{self.label(name)}” is read as “{self.value(name, value)}”"
        return f"{self.label(name)}: {self.value(name, value)}"

    def party(self, name: str) -> str:
        """The label of a party."""
        found = self.model.vocabulary.parties.get(name)
        return found.label if found else name

    def act(self, bearer: str, action: str) -> str:
        """Who does what: `OpenAI: serve a product to customers`."""
        found = self.model.vocabulary.actions.get(action)
        who = self.party(bearer)
        what = found.label if found else action.replace("_", " ")
        return f"{who[:1].upper()}{who[1:]}: {what}"

    def norms(self, clause: str) -> tuple[str, ...]:
        """The norms of a clause, by labels: `OpenAI must not serve a product to customers`."""
        return tuple(
            text.replace("_", " ")
            for text in tell_norms(self.model.clauses[clause].norms, self.model.vocabulary)
        )

    def condition(self, text: str) -> Markup:
        """A condition in names -> in labels, with its clauses as links."""
        return self._told(text, bare=True)

    def prose(self, text: str) -> Markup:
        """A sentence with names in it -> with labels for them, clauses and disputes as links."""
        return self._told(text, bare=False)

    def plain(self, text: str, *, bare: bool = True) -> str:
        """A condition (or, not `bare`, a sentence) in labels, without links: for sheets."""
        return Markup(self._told(text, bare=bare)).striptags()

    def source(self, name: str) -> str:
        """The title of a source."""
        found = self.model.sources.get(name)
        return found.title if found else name

    def link(self, sort: str, name: str) -> str:
        """The address of a clause, source or dispute."""
        return self.here.address(f"{sort}/{name}")

    def effect(self, instrument: str) -> str:
        """The address that compares the day before an instrument took effect with that day."""
        day = self.model.instruments[instrument].effective
        days = {"on": (day - ONE_DAY).isoformat(), "other": day.isoformat()}
        return self.here.address("compare", **days)

    def clause(self, name: str) -> Markup:
        """A clause by its name, as a link to it."""
        return _link(self.link("clauses", name), name)

    @property
    def proposed(self) -> list[tuple[str, str, bool]]:
        """Each draft by its name, with its label and whether it counts."""
        known = {**self.model.drafts, **self.model.instruments}
        names = (*self.model.with_, *self.model.drafts)
        told = {name: known[name] for name in names if name in known}
        return [
            (
                name,
                f"{each.title or name} (from {day_told(each.effective)})",
                name in self.here.with_,
            )
            for name, each in told.items()
        ]

    def toggled(self, state: State, draft: str) -> State:
        """A state with a draft counted that wasn't, or left out again."""
        left = tuple(name for name in state.with_ if name != draft)
        return replace(state, with_=left if draft in state.with_ else (*left, draft))

    def drafts(self) -> Markup:
        """The drafts that count, as fields of a form that keep them."""
        field = Markup('<input type="hidden" name="with" value="{}">')
        return Markup().join(field.format(name) for name in self.here.with_)

    def _told(self, text: str, *, bare: bool) -> Markup:
        told, at = Markup(), 0
        for found in _NAME.finditer(text):
            told += escape(text[at : found.start()])
            around = text[: found.start()], text[found.end() :]
            told += self._name(found[0], *around, bare=bare)
            at = found.end()
        return told + escape(text[at:])

    def _name(self, word: str, before: str, after: str, *, bare: bool) -> Markup:
        name = word.strip("`")
        ticked = name != word
        model = self.model
        if name in model.clauses and (bare or ticked or "-" in name):
            return _link(self.link("clauses", name), name)
        if name in model.disputes:
            return _link(self.link("disputes", name), name)
        alone = (before.endswith("(") and after.startswith(")")) or before.endswith("repealed by ")
        alone = alone or after.startswith(" is a draft:")
        if name in model.instruments and (ticked or alone or after.startswith(" takes effect")):
            return _link(self.effect(name), model.instruments[name].title or name)
        if _DAY.fullmatch(name):
            return escape(_day_or(name))
        if bare or ticked or "_" in name:
            if name in self._names:
                return escape(self._names[name])
            if name in self._values:
                return escape(self._values[name])
            return escape(name.replace("_", " "))
        return escape(word)


def _link(address: str, text: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, text)


def _day_or(text: str) -> str:
    """A day as people write it; other text as it is."""
    if not _DAY.fullmatch(text):
        return text
    try:
        return day_told(date.fromisoformat(text))
    except ValueError:
        return text
