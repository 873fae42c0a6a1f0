"""A generated agreement, ready to be asked: by the engine and by the reference."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from unittest.mock import patch

from contract_engine import __version__
from contract_engine.answers.answer import Answer, Ended
from contract_engine.answers.ask.ask import answer
from contract_engine.answers.engine import Engine
from contract_engine.diagram.core.region import Impossible
from contract_engine.diagram.finding.finding import Finding
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder
from contract_engine.language.questions import QuestionText, read_question
from contract_engine.language.values.amounts import tell_ordered
from contract_engine.language.values.typed import read_given, subject
from contract_engine.model import question as model
from contract_engine.model.agreement import Agreement
from contract_engine.model.days import NEVER
from contract_engine.model.ordered import Ordered
from contract_engine.model.outcome import Outcome
from contract_engine.model.vocabulary import NumberFact, Vocabulary
from tests import reference
from tests.differential.compare import total_outcome
from tests.generators import Data, Question, to_yaml
from tests.laws.offsets import counted_in
from tests.reference import complete
from tests.reference.complete import is_possible, values
from tests.reference.mentions import Steps
from tests.reference.survives import surviving
from tests.reference.truth import Situation

MANY = 500
"""More completions than this the reference is not asked to try."""


class Refused(Exception):
    """The loader finds a mistake in the agreement."""


def load(data: Data) -> Agreement:
    """The engine's own reading of the agreement, from its text."""
    folder = from_bytes({"agreement.yaml": to_yaml(data).encode()}, "generated")
    agreement, problems = load_folder(folder)
    if agreement is None:
        raise Refused([(p.code, p.message) for p in problems])
    return agreement


@dataclass(frozen=True)
class Total:
    """A total situation as it would be written: every fact, event and reading has one value."""

    on: date
    facts: Mapping[str, str]
    readings: Mapping[str, str]


@dataclass(frozen=True)
class Said:
    """What is said of a total situation, without any order."""

    verdict: str
    governing: frozenset[str]
    also: frozenset[str]
    defeated: frozenset[tuple[str, str]]
    ended: frozenset[str]

    @property
    def applies(self) -> frozenset[str]:
        """Every clause that applies: it governs, stands beside what does, or is defeated."""
        return self.governing | self.also | {loser for loser, _ in self.defeated}


@dataclass(frozen=True)
class World:
    """An agreement on both sides."""

    data: Data
    engine: Engine = field(repr=False)

    @classmethod
    def of(cls, data: Data) -> World:
        """The agreement, loaded; Refused where it can't be."""
        return cls(data, Engine(load(data)))

    @cached_property
    def offsets(self) -> tuple[frozenset[Steps], frozenset[Steps]]:
        """The offsets of the agreement, and those in its definitions."""
        return counted_in(self.theirs)

    @cached_property
    def theirs(self) -> reference.Agreement:
        """The reference's own reading of it."""
        return reference.from_data(self.data)

    def typed(self, question: Question) -> model.Question:
        """The question as the engine reads it."""
        text = QuestionText(
            ask=f"{question.bearer} {question.action}",
            on=question.on.isoformat(),
            given=question.given,
            under=question.under,
            without=question.without,
            known=None if question.known is None else question.known.isoformat(),
            evidence=question.evidence,
            readings=question.readings,
        )
        typed, problems = read_question(self.engine.agreement, text)
        assert typed is not None, problems
        return typed

    def find(self, question: Question) -> Finding | None:
        """What the diagrams find; None where what is given can't be."""
        typed = self.typed(question)
        try:
            return self.engine.find(
                typed.bearer, typed.action, typed.on, typed.given, typed.options
            )
        except Impossible:
            return None

    def ask(self, question: Question) -> Answer | None:
        """The engine's whole answer; None where what is given can't be."""
        try:
            return answer(self.engine, self.typed(question), __version__)
        except Impossible:
            return None

    def said_to_have_ended(self, question: Question, total: Total) -> tuple[Ended, ...]:
        """The clauses that have ended in a total situation, with their days, if there are any."""
        if not self.outcome(question, total).ended:
            return ()
        found = self.ask(at(question, total))
        return found.ended if found is not None else ()

    @property
    def words(self) -> Vocabulary:
        """The engine's vocabulary."""
        return self.engine.agreement.vocabulary

    def verdict(self, question: Question) -> str | None:
        """The engine's verdict; None where what is given can't be."""
        found = self.find(question)
        return None if found is None else str(found.verdict)

    def told(self, question: Question) -> reference.PartialOutcome | None:
        """The reference's answer; None where what is given can't be."""
        q = question
        with patch.object(complete, "LIMIT", MANY), suppress(reference.Impossible):
            return reference.answer(self.theirs, q.bearer, q.action, q.on, q.given, options_of(q))
        return None

    def terms(self, question: Question) -> dict[str, str] | None:
        """By the reference which clauses are in force, or may be; None where it can't be."""
        q = question
        with suppress(reference.Impossible):
            found = reference.terms(self.theirs, q.on, q.given, options_of(q), MANY)
            return {name: told for name, told in found.items() if told != "not in force"}
        return None

    def outcome(self, question: Question, total: Total) -> Said:
        """What the diagrams say of a total situation."""
        q = self.typed(at(question, total))
        return said(total_outcome(self.engine, q, situation(self.engine.agreement, total)))

    def judged(self, question: Question, total: Total) -> Said:
        """What the reference says of a total situation."""
        found = reference.evaluate(
            self.theirs,
            question.bearer,
            question.action,
            total.on,
            values_of(self.theirs, total),
            total.readings,
            options_of(question),
        )
        return Said(found.verdict, found.governing, found.also, found.defeated, found.ended)

    def can_be(self, total: Total) -> bool:
        """Whether the situation is none of the impossible ones, by the reference."""
        return can_be(self.theirs, total)


def options_of(question: Question) -> reference.Options:
    """The options of a question as the reference takes them."""
    q = question
    return reference.Options(q.under, q.without, q.known, q.evidence, q.readings)


def at(question: Question, total: Total) -> Question:
    """The question asked of a total situation (of an agreement without definitions)."""
    return replace(question, on=total.on, given=total.facts, readings=total.readings)


def situation(agreement: Agreement, total: Total) -> model.TotalSituation:
    """A total situation as the engine's model has it."""
    facts: dict[str, model.FactValue] = {}
    for name, text in total.facts.items():
        value = read_given(subject(agreement.vocabulary, name), text)
        assert not isinstance(value, model.Unknown)
        facts[name] = next(iter(value)) if isinstance(value, frozenset) else value
    return model.TotalSituation(total.on, facts, total.readings)


def written(words: Vocabulary, on: date, found: model.TotalSituation) -> Total:
    """A total situation of the engine's model as it would be written."""
    facts = {name: as_written(value, words, name) for name, value in found.facts.items()}
    return Total(on, facts, found.readings)


def as_written(value: model.Given | model.FactValue, words: Vocabulary, name: str) -> str:
    """A value of a fact, event or reading as it would be written in a question."""
    fact = words.facts.get(name)
    if isinstance(fact, NumberFact) and isinstance(value, Ordered):
        return tell_ordered(fact, value)
    if isinstance(value, frozenset):
        return " or ".join(sorted(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is NEVER:
        return "never"
    return value.isoformat() if isinstance(value, date) else str(value)


def said(outcome: Outcome) -> Said:
    """An outcome without any order."""
    return Said(
        str(outcome.verdict),
        frozenset(outcome.governing),
        frozenset(outcome.also),
        frozenset((defeat.id, defeat.by) for defeat in outcome.defeated),
        frozenset(outcome.ended),
    )


def values_of(agreement: reference.Agreement, total: Total) -> dict[str, object]:
    """A total situation's values as the reference takes them."""
    found = {}
    for name, text in total.facts.items():
        (found[name],) = values(agreement, name, text)
    return found


def can_be(agreement: reference.Agreement, total: Total) -> bool:
    """Whether the situation is none of the impossible ones."""
    return is_possible(total_of(agreement, total))


def total_of(agreement: reference.Agreement, total: Total) -> Situation:
    """A total situation as the reference has it."""
    return Situation(agreement, total.on, values_of(agreement, total), dict(total.readings))


def left(world: World, question: Question) -> reference.Agreement:
    """What the reference keeps of the agreement under the question's options."""
    return surviving(world.theirs, options_of(question))
