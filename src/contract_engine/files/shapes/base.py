"""What shapes are made of: scalars, names, grades, conditions, moments, citations."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

GradeName = Literal[
    "contract",
    "joint_statement",
    "filing",
    "party_statement",
    "executive",
    "press",
    "inference",
]
GRADES: tuple[str, ...] = get_args(GradeName)

ConditionsShape = Annotated[object, "conditions"]
"""A line, a group, or a list of these; read by the language's own rules."""
MomentShape = Annotated[object, "moment"]
"""A day, an event, an offset, or a group; read by the language's own rules."""
ValueOrMomentShape = Annotated[object, "row_value"]
"""A value of a fact; of a date, a moment; or a group by a reading."""
Scalar = str
"""Text in the file, whatever YAML might make of it: `no`, `2021`, `1.10`."""
Name = Annotated[str, "name"]
"""Text that names something, and so isn't empty."""
Names = list[Name] | Name
"""One name, or several."""


class Shape(BaseModel):
    """A mapping with these keys and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CitationShape(Shape):
    """Words of a source."""

    source: Name = Field(description="a source of sources.yaml")
    quote: Scalar = Field(default="", description="its own words, fewer than 25")
    grade: GradeName | None = Field(default=None, description="by default the source's")
    where: Scalar = Field(default="", description="page, section, paragraph")


Cites = list[CitationShape]
