"""What shapes are made of: keys, scalars, names, grades, conditions, moments, citations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from typing import Annotated, Any, ClassVar, Literal, dataclass_transform, get_args

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
DayRuleShape = Annotated[object, "day_rule"]
"""A day of a step: stated, of an event or a step, counted; read by the language's own rules."""
ValueOrMomentShape = Annotated[object, "row_value"]
"""A value of a fact; of a date, a moment; or a group by a reading."""
Scalar = str
"""Text in the file, whatever YAML might make of it: `no`, `2021`, `1.10`."""
Name = Annotated[str, "name"]
"""Text that names something, and so isn't empty."""
Names = list[Name] | Name
"""One name, or several."""
Others = Annotated[Mapping[str, str], "others"]
"""The keys of a mapping that its shape doesn't know, each with its text."""


def Field(*, description: str, default: Any = MISSING, alias: str | None = None) -> Any:
    """A key of a shape.

    Args:
        description: what it is for, in a few words; editors show it.
        default: what stands for it where it is left out; without one it must be there.
        alias: its name in files, where that is a word of Python.
    """
    told = {"description": description, "key": alias}
    if isinstance(default, (dict, list)):
        return field(default_factory=default.copy, metadata=told)
    return field(default=default, metadata=told)


@dataclass_transform(
    eq_default=False, kw_only_default=True, frozen_default=True, field_specifiers=(Field,)
)
class Shape:
    """A mapping with these keys and no others; each subclass is a frozen dataclass of its keys."""

    such_as: ClassVar[str] = ""
    """The key that is shown in an example; otherwise one that must be there, or the first."""
    others_beside: ClassVar[str] = ""
    """A key beside which any other keys may stand, each with a text."""
    elsewhere: ClassVar[Mapping[str, str]] = {}
    """Keys that belong to another sort of thing, each with where that stands."""
    ignores_others: ClassVar[bool] = False
    """Whether keys that aren't known are passed over."""

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True, kw_only=True, eq=False)(cls)


class CitationShape(Shape):
    """Words of a source."""

    source: Name = Field(description="a source of sources.yaml")
    quote: Scalar = Field(default="", description="its own words, fewer than 25")
    grade: GradeName | None = Field(default=None, description="by default the source's")
    where: Scalar = Field(default="", description="page, section, paragraph")


Cites = list[CitationShape]
