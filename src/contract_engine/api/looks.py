"""Questions of other forms, from Python: values, each value of a fact, the norms of parties."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Unpack

from contract_engine.answers.ask.ask import Impossible
from contract_engine.answers.engine import Engine
from contract_engine.api.named import named
from contract_engine.api.text import SOME_DAY, OptionsSaid, text_of
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.language.questions import QUESTION, QuestionText
from contract_engine.model.agreement import Agreement, Modality
from contract_engine.model.question import UNKNOWN, Question

if TYPE_CHECKING:
    from contract_engine.answers.ask.each_value import EveryValue
    from contract_engine.answers.norms.result import NormsTold
    from contract_engine.answers.value.result import ValueTold
    from contract_engine.diagram.finding.finding import Finding

Given = Mapping[str, object]


class Looks(ABC):
    """What can be asked of an agreement beside the verdict on one act."""

    model: Agreement
    engine: Engine

    @abstractmethod
    def question(self, text: QuestionText) -> Question:
        """The typed question that a text asks; raises BadInput."""

    @abstractmethod
    def cross_check(self, question: Question, finding: Finding) -> str | None:
        """A note where durable-rules isn't there; BrokenEngine where it says something else."""

    def value(
        self,
        name: str,
        *,
        on: date | str | None = None,
        given: Given | None = None,
        **options: Unpack[OptionsSaid],
    ) -> ValueTold:
        """The value of a fact, event or figure on a day; only a figure's may be the latest.

        Raises BadInput with every problem of the question.
        """
        name = named(self.model, name, QUESTION)
        text = text_of(
            self.any_act,
            on=SOME_DAY if on is None and name in self.model.figures else on,
            given=given,
            **options,
        )
        return self.value_told(self.question(text), name, latest=on is None)

    def every(
        self,
        ask: str,
        name: str,
        *,
        on: date | str | None = None,
        given: Given | None = None,
        checked: bool = False,
        **options: Unpack[OptionsSaid],
    ) -> EveryValue:
        """The verdict for each value that a fact or event may have, or each item of a table.

        Values that come to the same are told together. Raises BadInput.
        """
        text = text_of(
            ask,
            on=on,
            given={**(given or {}), name: str(UNKNOWN)},
            **options,
        )
        from contract_engine.api.every import every

        return every(self, self.question(text), name, QUESTION, checked=checked)

    def duties(
        self,
        *parties: str,
        on: date | str | None = None,
        given: Given | None = None,
        modalities: Sequence[Modality] = (Modality.MUST, Modality.MUST_NOT),
        **options: Unpack[OptionsSaid],
    ) -> NormsTold:
        """What parties (all, where none is named) must and must not do in a situation.

        With other `modalities` also what they may and need not do. Raises BadInput.
        """
        text = text_of(
            self.any_act,
            on=on,
            given=given,
            **options,
        )
        known_parties = self.model.vocabulary.parties
        problems = [
            Problem(
                "E305", f"unknown party `{name}`", QUESTION, help=did_you_mean(name, known_parties)
            )
            for name in parties
            if name not in known_parties
        ]
        if problems:
            raise BadInput(problems)
        return self.norms(self.question(text), parties or tuple(known_parties), modalities)

    @property
    def any_act(self) -> str:
        """Some `PARTY ACTION`, for questions that are about none."""
        words = self.model.vocabulary
        return f"{next(iter(words.parties))} {next(iter(words.actions))}"

    def value_told(self, question: Question, name: str, *, latest: bool = False) -> ValueTold:
        """The value of a name in the situation of a question that is already typed."""
        from contract_engine.answers.value.value import value_of, value_of_figure

        words = self.model.vocabulary
        if name in self.model.figures and name not in {
            *words.facts,
            *words.events,
            *words.read_events,
        }:
            return value_of_figure(self.engine, question, name, None if latest else question.on)
        try:
            return value_of(self.engine, question, name)
        except Impossible:
            raise BadInput([impossible(self.engine.agreement, question)]) from None

    def norms(
        self, question: Question, parties: Sequence[str], modalities: Sequence[Modality]
    ) -> NormsTold:
        """The norms of parties in the situation of a question that is already typed."""
        from contract_engine.answers.norms.norms import norms_told

        try:
            return norms_told(self.engine, question, parties, modalities)
        except Impossible:
            raise BadInput([impossible(self.engine.agreement, question)]) from None


def impossible(agreement: Agreement, question: Question) -> Problem:
    """What is given is among the impossible combinations, or contradicts a definition."""
    said = ", ".join(f"`{name}`" for name in question.given)
    helps = ["see `impossible:` in agreement.yaml"] if agreement.impossible else []
    for name in question.given:
        if definitions := agreement.definitions.get(name):
            by = " and ".join(f"`{definition.id}`" for definition in definitions)
            helps.append(f"`{name}` follows from others, by the definition {by}")
    return Problem(
        "E501",
        f"what is given can't be together on {question.on}: {said}",
        Span("<question>"),
        help="; ".join(helps),
    )
