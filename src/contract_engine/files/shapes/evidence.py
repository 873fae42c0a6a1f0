"""The shapes of what terms rest on: sources, disputes between them, dated figures."""

from __future__ import annotations

from contract_engine.files.shapes.base import Cites, Field, GradeName, Names, Scalar, Shape
from contract_engine.files.shapes.vocabulary import WordShape


class SourceShape(Shape):
    """A document that terms rest on."""

    title: Scalar = Field(description="its title")
    publisher: Scalar = Field(default="", description="who published it")
    date: Scalar = Field(default="", description="a day, month or year, as far as it is known")
    address: Scalar = Field(default="", description="where it can be read")
    grade: GradeName = Field(description="how good it is")
    record: Scalar = Field(default="", description="its row of the research record")
    note: Scalar = Field(default="", description="a remark for people")


class ClaimShape(Shape):
    """What one side says."""

    says: Scalar = Field(description="the claim, in plain words")
    sources: Names = Field(default=[], description="who says so")


class DisputeShape(Shape):
    """A question on which sources disagree."""

    question: Scalar = Field(description="what is disputed")
    claims: list[ClaimShape] = Field(description="what each side says")
    better: Scalar = Field(description="which side is better supported, and why")
    clauses: Names = Field(default=[], description="the clauses it touches")
    record: Scalar = Field(default="", description="its row of the research record")


class FigureValueShape(Shape):
    """A value from a day on."""

    on: Scalar = Field(description="a day, month or year")
    value: Scalar = Field(description="in the figure's unit")
    cites: Cites = Field(default=[], description="what it rests on")
    grade: GradeName | None = Field(default=None, description="by default its best citation's")
    note: Scalar = Field(default="", description="a remark for people")
    published: Scalar | None = Field(
        default=None, description="the first day anybody could know it"
    )


class FigureShape(WordShape):
    """A dated quantity."""

    unit: Scalar = Field(default="", description="percent, dollars, ...")
    values: list[FigureValueShape] = Field(description="its values, each from a day on")
    record: Names = Field(default=[], description="rows of the research record")


class SourcesShape(Shape):
    """Every source, and the disputes between them."""

    format: Scalar = Field(default="1", description="always 1")
    sources: dict[str, SourceShape] = Field(default={}, description="by name")
    disputes: dict[str, DisputeShape] = Field(default={}, description="by name")


class FiguresShape(Shape):
    """Dated figures."""

    format: Scalar = Field(default="1", description="always 1")
    figures: dict[str, FigureShape] = Field(default={}, description="by name")
