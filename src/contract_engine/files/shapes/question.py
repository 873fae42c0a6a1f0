"""The shapes of what is asked: a line of a batch in JSON, and a file of a situation."""

from __future__ import annotations

from typing import ClassVar

from contract_engine.files.shapes.base import Field, Names, Others, Scalar, Shape


class LineShape(Shape):
    """A question: PARTY ACTION, or words; a day; what is given; options."""

    such_as: ClassVar[str] = "ask"

    ask: Scalar | None = Field(default=None, description="PARTY ACTION")
    text: Scalar | None = Field(default=None, description="in place of it, a question in words")
    on: Scalar | None = Field(default=None, description="the day: 2025-11-15")
    given: dict[str, Scalar | list[Scalar]] = Field(
        default={}, description="facts and events; of several values, one of them"
    )
    under: Scalar | None = Field(default=None, description="the last version that counts")
    without: Names = Field(default=[], description="instruments that don't count")
    known: Scalar | None = Field(default=None, description="leave out what was published later")
    evidence: Scalar | None = Field(default=None, description="leave out what is graded below")
    readings: dict[str, Scalar] = Field(default={}, description="the readings to take")


class SituationShape(Shape):
    """Facts and events, each with its value."""

    others_beside: ClassVar[str] = "format"

    format: Scalar | None = Field(default=None, description="always 1")
    others: Others = Field(default={}, description="each fact or event, and its value")
