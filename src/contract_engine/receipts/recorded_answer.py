"""An answer as it was written down -> its question, to be asked again, and its receipt."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import ClassVar, Literal, cast

from contract_engine.answers.answer import Json
from contract_engine.diagnostics import Problem, Span
from contract_engine.files.shapes import Field, Shape
from contract_engine.files.tree import Data, Tree
from contract_engine.files.validate import record
from contract_engine.language.questions import QuestionText
from contract_engine.lazy_dataclass import dataclass


class OptionsShape(Shape):
    """The options of a question that was asked."""

    ignores_others: ClassVar[bool] = True

    under: str | None = Field(default=None, description="the last version that counted")
    without: list[str] = Field(default=[], description="instruments that didn't count")
    known: str | None = Field(default=None, description="the day up to which things were known")
    evidence: str | None = Field(default=None, description="the least grade that counted")
    readings: dict[str, str] = Field(default={}, description="the readings taken")


class QuestionShape(Shape):
    """A question that was asked."""

    ignores_others: ClassVar[bool] = True

    bearer: str = Field(description="who")
    action: str = Field(description="does what")
    on: str = Field(description="the day")
    given: dict[str, str] = Field(default={}, description="facts and events")
    options: OptionsShape = Field(default=OptionsShape(), description="its options")
    form: Literal["may", "must"] = Field(default="may", description="how it was put")
    items: dict[str, str] = Field(default={}, description="items by their tables")


class ReceiptShape(Shape):
    """What an answer was made with."""

    ignores_others: ClassVar[bool] = True

    engine: str = Field(description="the engine and its version")
    agreement: str = Field(default="", description="the agreement")
    rules_sha256: str = Field(description="a hash of what the rules mean")
    question_sha256: str = Field(description="a hash of the question")
    drafts: list[str] = Field(default=[], description="drafts that counted: names or files")


class AnswerShape(Shape):
    """An answer as far as it can be asked again."""

    ignores_others: ClassVar[bool] = True

    verdict: str = Field(description="the verdict")
    question: QuestionShape = Field(description="the question")
    receipt: ReceiptShape = Field(description="what it was made with")


@dataclass(frozen=True)
class Recorded:
    """An answer from a file, with the place it stands at; `agreement` is "" where it isn't said.

    `intact` is whether its question is still the one that its receipt is about.
    """

    place: Span
    answer: Mapping[str, Json]
    question: QuestionText
    engine: str
    agreement: str
    rules_sha256: str
    intact: bool
    drafts: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Equal for answers that are the same to the letter, receipt included."""
        return _sha256(self.answer)

    @property
    def order(self) -> tuple[str, ...]:
        """Sorts what is alike together, so that an engine's caches serve it well."""
        text = self.question
        options = (
            text.under,
            text.without,
            text.known,
            text.evidence,
            sorted(text.readings.items()),
        )
        return self.agreement, text.ask, str(options), str(text.on)


def read_recorded(data: Json, place: Span) -> tuple[Recorded | None, tuple[Problem, ...]]:
    """A recorded answer, or what keeps it from being one."""
    tree = Tree(place.file, "", cast(Data, data), values={(): place})
    kept, problems = record(tree, AnswerShape)
    if kept is None or not isinstance(data, dict):
        return None, tuple(_not_an_answer(problem) for problem in problems[:1])
    asked, options, receipt = kept.question, kept.question.options, kept.receipt
    question = QuestionText(
        ask=f"{asked.bearer} {asked.action}",
        on=asked.on,
        given={**asked.given, **asked.items},
        under=options.under,
        without=tuple(options.without),
        known=options.known,
        evidence=options.evidence,
        readings=options.readings,
        asked=asked.form,
        places={"": place},
    )
    intact = _sha256(data["question"]) == receipt.question_sha256
    return (
        Recorded(
            place,
            data,
            question,
            receipt.engine,
            receipt.agreement,
            receipt.rules_sha256,
            intact,
            tuple(receipt.drafts),
        ),
        (),
    )


def _not_an_answer(problem: Problem) -> Problem:
    return Problem(
        "E514",
        f"this is not an answer: {problem.message}",
        problem.span,
        help="write answers with `ask --json`, or keep them with `ask --log FILE`",
    )


def _sha256(data: Json | Mapping[str, Json]) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
