"""The shape of `accepted.yaml`: findings of `check` that are meant to be so."""

from __future__ import annotations

from contract_engine.files.shapes.base import Field, Name, Scalar, Shape


class AcceptanceShape(Shape):
    """A finding of `check` that is meant to be so."""

    code: Name = Field(description="the code of the finding")
    about: Name = Field(description="what it is about, as the finding says in its last line")
    why: Scalar = Field(description="why it is meant to be so")


class AcceptedShape(Shape):
    """Findings that are accepted, each with its reason."""

    format: Scalar = Field(default="1", description="always 1")
    accepted: list[AcceptanceShape] = Field(description="the findings")
