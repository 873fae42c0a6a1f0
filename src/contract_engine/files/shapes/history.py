"""The shape of a history's file: what was done and what came, day by day."""

from __future__ import annotations

from typing import ClassVar

from contract_engine.files.shapes.base import Field, Name, Scalar, Shape


class EntryShape(Shape):
    """An act or an event that was recorded."""

    such_as: ClassVar[str] = "on"

    on: Scalar | None = Field(default=None, description="its day, as 2026-03-02")
    at: Scalar | None = Field(
        default=None, description="in place of `on`: its time, as 2026-03-11T18:20:00+01:00"
    )
    act: Name | None = Field(default=None, description="PARTY ACTION, as `buyer order`")
    event: Name | None = Field(default=None, description="in place of `act`: an event")
    with_: dict[str, Scalar] = Field(
        default={}, alias="with", description="the values that the act carries"
    )


class HistoryShape(Shape):
    """Acts and events that were recorded, complete through a day."""

    format: Scalar = Field(default="1", description="always 1")
    agreement: Name | None = Field(default=None, description="the agreement that it is about")
    through: Scalar = Field(description="the last day up to which it is complete")
    history: list[EntryShape] = Field(default=[], description="the entries")
    given: dict[str, Scalar] = Field(default={}, description="facts that stay as they are")
