"""The shape of a scenario file."""

from __future__ import annotations

from typing import Literal

from contract_engine.files.shapes.base import Field, GradeName, Name, Names, Scalar, Shape

VerdictName = Literal[
    "permitted",
    "prohibited",
    "required",
    "not_required",
    "depends",
    "disputed",
    "not_addressed",
    "conflict",
]


class ScenarioCaseShape(Shape):
    """One case of a `depends` or `disputed` answer."""

    given: dict[str, Scalar] = Field(default={}, description="what the case supposes")
    verdict: VerdictName = Field(description="the verdict then")


class ScenarioShape(Shape):
    """A question and the answer that the record gives."""

    name: Scalar = Field(description="what a lawyer would call it; unique in the file")
    ask: Scalar = Field(description="PARTY ACTION")
    on: Scalar = Field(description="the day: 2025-10-29")
    given: dict[str, Scalar] = Field(default={}, description="facts and events of the situation")
    under: Scalar | None = Field(default=None, description="the last version that counts")
    without: Names = Field(default=[], description="instruments that don't count")
    known: Scalar | None = Field(default=None, description="leave out what was published later")
    evidence: GradeName | None = Field(default=None, description="leave out what is graded below")
    readings: dict[str, Scalar] = Field(default={}, description="the readings to take")
    expect: VerdictName = Field(description="the verdict")
    because: Names | None = Field(default=None, description="exactly the governing clauses")
    cases: list[ScenarioCaseShape] | None = Field(
        default=None, description="for depends and disputed: what each situation gives"
    )
    ended: Names | None = Field(default=None, description="clauses that would apply but have ended")
    record: Names = Field(default=[], description="the row of the record that it rests on")
    note: Scalar = Field(default="", description="a remark for people")


class ScenariosShape(Shape):
    """A scenario file."""

    format: Scalar = Field(default="1", description="always 1")
    agreement: Name = Field(description="the agreement that is asked")
    scenarios: list[ScenarioShape] = Field(description="the questions")
