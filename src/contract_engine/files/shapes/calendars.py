"""The shape of a calendar: which days are business days, and between which days it is known."""

from __future__ import annotations

from contract_engine.files.shapes.base import Field, Names, Scalar, Shape


class CoversShape(Shape):
    """The days that a calendar knows."""

    from_: Scalar = Field(alias="from", description="the first: a day, a month or a year")
    through: Scalar = Field(description="the last, included: a day, a month or a year")


class CalendarShape(Shape):
    """Business days: those that are neither weekend nor holiday."""

    weekend: Names = Field(
        default=["saturday", "sunday"], description="the days of the week that are none"
    )
    holidays: Names = Field(
        default=[], description="a CSV file of the folder with a column `date`; or a list of days"
    )
    covers: CoversShape = Field(description="between which days the holidays are known")
