"""The names of an agreement -> how they are written for people: labels, and links.

Conditions, causes and notes come in the language of the rule files; here their names become the
words that a reader of contracts knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from markupsafe import Markup, escape

from contract_engine.api.everything import Answer, InLabels, Piece, steps_told, tell_norms
from contract_engine.model.agreement import Agreement
from contract_engine.web.page.bar import day_told
from contract_engine.web.page.state import State, state_in
from contract_engine.web.page.view import ONE_DAY

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


_STEP = {
    "after": "Opened by",
    "when": "If",
    "unless": "Unless",
    "by": "Due",
    "through": "Through",
    "counts_from": "Counted from",
    "each": "In each",
    "where": "Only where",
    "done_when": "Done when",
    "still_owed": "Still owed when late",
    "at_most": "At most so often",
    "one_of": "One of",
    "then": "When done",
    "else": "When missed",
}
"""What is written before each thing that a step says of time."""


_BREACH = re.compile(r"\ba breach by (\w+)")
_MOMENTS = {
    "opened": "it opened",
    "period.first": "the first day of the period",
    "period.last": "the last day of the period",
}


class Labels:
    """The names of one agreement, as people write them."""

    def __init__(self, model: Agreement) -> None:
        """Gather them.

        Args:
            model: the agreement.
        """
        self.model = model
        self.here = state_in(model)
        self.told = InLabels(model)

    @cached_property
    def _steps(self) -> Mapping[str, Mapping[str, str]]:
        return steps_told(self.model)

    def label(self, name: str) -> str:
        """The label of a fact, event or reading; the name itself where nothing has it."""
        readings = self.model.vocabulary.readings
        return readings[name].question if name in readings else self.told.label(name)

    def value(self, name: str, value: str) -> str:
        """The label of a value; of several (`a or b`) all of them."""
        return self.told.value(name, value).replace("_", " ")

    def day(self, text: str) -> str:
        """A day as people write it; a month or a year as it is."""
        return _day_or(text)

    def given(self, name: str, value: str) -> str:
        """A name with its value: `cloud: AWS`, `AGI is verified by 15 November 2025`."""
        for word in ("by", "from", "before", "after", "on"):
            if name.endswith(f" {word}"):
                return f"{self.label(name.removesuffix(f' {word}'))} {word} {_day_or(value)}"
        if name in self.model.vocabulary.readings:
            return f"“{self.label(name)}” is read as {self.value(name, value)}"
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

    def step(self, clause: str, *others: str) -> dict[str, Markup]:
        """What a clause says of time as a step, under headings: when it is due, what follows.

        Args:
            clause: the clause.
            *others: clauses whose steps say some of it too, which is left out.
        """
        said = [item for other in others for item in self._steps.get(other, {}).items()]
        told = {k: v for k, v in self._steps.get(clause, {}).items() if (k, v) not in said}
        bearer, _, action = told.get("after", "").partition(" ")
        if action in self.model.vocabulary.actions:
            told["after"] = self.act(bearer, action)
        for key, text in told.items():
            told[key] = _BREACH.sub(lambda found: f"a breach by {self.party(found[1])}", text)
        ordered = [(words, told[key]) for key, words in _STEP.items() if key in told]
        return {words: self.condition(_in_words(text)) for words, text in ordered}

    def supposed(self, state: State) -> list[str]:
        """What a state supposes beside its day: what is given, left out, known and how read."""
        told = [self.given(name, value) for name, value in state.given.items()]
        told += [self.given(name, value) for name, value in state.readings.items()]
        told += [f"as under {self._titled(state.under)}"] if state.under else []
        told += [f"without {self._titled(name)}" for name in state.without]
        told += [f"as known on {_day_or(state.known)}"] if state.known else []
        told += [f"by evidence of {state.evidence.replace('_', ' ')}"] if state.evidence else []
        return told

    def _titled(self, instrument: str) -> str:
        found = self.model.instruments.get(instrument)
        return f"“{found.title}”" if found is not None and found.title else instrument

    def sentence(self, answer: Answer) -> str:
        """The sentence of an answer, with the titles of instruments that it leaves out."""
        said, options = answer.sentence, answer.question.options
        for name in filter(None, (*options.without, options.under)):
            instrument = self.model.instruments.get(name)
            if instrument is not None and instrument.title:
                said = said.replace(f" {name}", f" “{instrument.title}”", 1)
        return said

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
        return Markup().join(map(self._piece, self.told.pieces(text, bare=bare)))

    def _piece(self, each: Piece) -> Markup:
        match each.sort:
            case "clause" | "dispute":
                return _link(self.link(f"{each.sort}s", each.name), each.name)
            case "instrument":
                title = self.model.instruments[each.name].title
                return _link(self.effect(each.name), title or each.name)
            case _:
                return escape(each.text)


def _in_words(text: str) -> str:
    for name, words in _MOMENTS.items():
        text = re.sub(rf"\b{name}\b", words, text)
    return text


def with_code(text: str) -> Markup:
    """A diagnostic's words, with what stands between backticks set apart."""
    parts = [escape(part) for part in text.split("`")]
    if len(parts) % 2 == 0:
        return escape(text)
    apart = Markup("<code>{}</code>")
    return Markup().join(
        apart.format(part) if index % 2 else part for index, part in enumerate(parts)
    )


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
