"""The shape of a scenario file."""

from __future__ import annotations

from typing import ClassVar, Literal

from contract_engine.files.shapes.base import Field, GradeName, Name, Names, Scalar, Shape
from contract_engine.files.shapes.history import EntryShape

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


class StatusAskedShape(Shape):
    """What was done and what came, and the day on which the status is asked."""

    such_as: ClassVar[str] = "history"

    history: list[EntryShape] = Field(default=[], description="the entries, as in a history's file")
    through: Scalar | None = Field(
        default=None, description="the day up to which it is complete; by default the day asked"
    )
    on: Scalar | None = Field(default=None, description="the day; by default `through`")
    given: dict[str, Scalar] = Field(default={}, description="facts that stay as they are")


class StatusExpectedShape(Shape):
    """What the status is, as far as it is said."""

    such_as: ClassVar[str] = "agreement"

    agreement: Literal["in_performance", "fulfilled", "breached", "depends"] | None = Field(
        default=None, description="the state of the agreement"
    )
    by: Names | None = Field(default=None, description="the parties in breach, exactly")
    since: Scalar | None = Field(default=None, description="since when it is in breach")
    duties: dict[str, Scalar] = Field(
        default={}, description="the states of steps, by clause or instance; `none` never opened"
    )
    due: dict[str, Scalar] = Field(default={}, description="the due days of steps")
    done: dict[str, Scalar] = Field(default={}, description="the days on which steps were done")
    outstanding: Names | None = Field(
        default=None, description="the instances still to be done, exactly"
    )


class ScenarioShape(Shape):
    """A question and the answer that the record gives; or a history and the status after it."""

    name: Scalar = Field(description="what a lawyer would call it; unique in the file")
    ask: Scalar | None = Field(default=None, description="PARTY ACTION")
    on: Scalar | None = Field(default=None, description="the day: 2025-10-29")
    status: StatusAskedShape | None = Field(
        default=None, description="in place of `ask`: a history, whose status is asked"
    )
    given: dict[str, Scalar] = Field(default={}, description="facts and events of the situation")
    under: Scalar | None = Field(default=None, description="the last version that counts")
    without: Names = Field(default=[], description="instruments that don't count")
    known: Scalar | None = Field(default=None, description="leave out what was published later")
    evidence: GradeName | None = Field(default=None, description="leave out what is graded below")
    readings: dict[str, Scalar] = Field(default={}, description="the readings to take")
    expect: VerdictName | StatusExpectedShape = Field(
        description="the verdict; of `status` the states"
    )
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
