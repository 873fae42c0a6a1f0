"""What shapes are made of: scalars, names, grades, conditions, moments, citations."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

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

_SCALAR = {"type": ["string", "number", "boolean"]}

ConditionShape = Annotated[object, WithJsonSchema({"$ref": "#/$defs/condition"})]
"""A line, a list or a group; read by the language's own rules."""
ConditionsShape = Annotated[object, WithJsonSchema({"$ref": "#/$defs/conditions"})]
"""A condition, or a list of them."""
MomentShape = Annotated[object, WithJsonSchema({"$ref": "#/$defs/moment"})]
"""A day, an event, an offset, or a group; read by the language's own rules."""
Scalar = Annotated[str, WithJsonSchema(_SCALAR)]
"""Text in the file; editors that type scalars by themselves see a number or a yes."""
Name = Annotated[str, WithJsonSchema(_SCALAR), "name"]
"""Text that names something, and so isn't empty."""
Names = Annotated[
    list[Name] | Name,
    WithJsonSchema({"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]}),
]
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
