"""An answer as it was written down -> its question, to be asked again, and its receipt."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from contract_engine.answers.answer import Json
from contract_engine.diagnostics import Problem, Span
from contract_engine.language.questions import QuestionText


class _Kept(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class _Options(_Kept):
    under: str | None = None
    without: list[str] = Field(default_factory=list)
    known: str | None = None
    evidence: str | None = None
    readings: dict[str, str] = Field(default_factory=dict)


class _Question(_Kept):
    bearer: str
    action: str
    on: str
    given: dict[str, str] = Field(default_factory=dict)
    options: _Options = Field(default_factory=_Options)
    form: Literal["may", "must"] = "may"
    items: dict[str, str] = Field(default_factory=dict)


class _Receipt(_Kept):
    engine: str
    agreement: str = ""
    rules_sha256: str
    question_sha256: str


class _Answer(_Kept):
    verdict: str
    question: _Question
    receipt: _Receipt


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
        return self.agreement, text.ask, str(options), text.on


def read_recorded(data: Json, place: Span) -> tuple[Recorded | None, tuple[Problem, ...]]:
    """A recorded answer, or what keeps it from being one."""
    try:
        kept = _Answer.model_validate(data)
    except ValidationError as error:
        return None, (_not_an_answer(error, place),)
    assert isinstance(data, dict)
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
            place, data, question, receipt.engine, receipt.agreement, receipt.rules_sha256, intact
        ),
        (),
    )


def _not_an_answer(error: ValidationError, place: Span) -> Problem:
    first = error.errors(include_url=False)[0]
    path = ".".join(str(step) for step in first["loc"])
    what = f"`{path}` is missing" if first["type"] == "missing" else f"`{path}` is not as expected"
    return Problem(
        "E514",
        f"this is not an answer: {what if path else 'it is not a mapping'}",
        place,
        help="write answers with `ask --json`, or keep them with `ask --log FILE`",
    )


def _sha256(data: Json | Mapping[str, Json]) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
