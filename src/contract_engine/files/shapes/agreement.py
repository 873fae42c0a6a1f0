"""The shape of `agreement.yaml`."""

from __future__ import annotations

from contract_engine.files.shapes.base import ConditionsShape, Field, GradeName, Name, Scalar, Shape
from contract_engine.files.shapes.calendars import CalendarShape
from contract_engine.files.shapes.evidence import DisputeShape, FigureShape, SourceShape
from contract_engine.files.shapes.instrument import DefinitionShape, GroupShape, InstrumentShape
from contract_engine.files.shapes.items import TableShape
from contract_engine.files.shapes.vocabulary import (
    ActionShape,
    EventShape,
    FactShape,
    PartyShape,
    ReadingShape,
    RoleShape,
    SuccessionShape,
    TopicShape,
)


class AgreementShape(Shape):
    """The parties, the vocabulary and the instruments of an agreement."""

    format: Scalar = Field(default="1", description="always 1")
    agreement: Name = Field(description="its name, that of the folder")
    title: Scalar = Field(default="", description="a title for people")
    researched_through: Scalar | None = Field(
        default=None, description="the last day the record was looked through for"
    )
    grade: GradeName | None = Field(
        default=None,
        description="`contract` where the text itself is at hand: cites are then optional",
    )
    parties: dict[str, PartyShape | None] = Field(description="who has rights and duties")
    roles: dict[str, RoleShape] = Field(
        default={}, description="what one of several parties is in a situation, by name"
    )
    succeeds: dict[str, SuccessionShape] = Field(
        default={}, description="parties that take over what others have, by name"
    )
    actions: dict[str, ActionShape | None] = Field(description="what they do")
    facts: dict[str, FactShape | None] = Field(default={}, description="what a situation is like")
    events: dict[str, EventShape | None] = Field(
        default={}, description="what comes on a day, or never"
    )
    readings: dict[str, ReadingShape] = Field(default={}, description="choices of interpretation")
    topics: dict[str, TopicShape] = Field(
        default={}, description="names that matter to people and are no word of the terms"
    )
    impossible: list[ConditionsShape] = Field(
        default=[], description="combinations of conditions that can't all be true"
    )
    definitions: dict[str, DefinitionShape] = Field(
        default={}, description="what facts follow from, by name; of the first instrument"
    )
    groups: dict[str, GroupShape] = Field(
        default={}, description="conditions and terms that clauses share, by name"
    )
    items: dict[str, TableShape] = Field(
        default={}, description="tables of things that a question can name, by name"
    )
    calendars: dict[str, CalendarShape] = Field(
        default={}, description="which days are business days, by name"
    )
    time_zone: Name | None = Field(
        default=None, description="the zone that turns a history's instants into days"
    )
    instruments: list[Name | InstrumentShape] = Field(
        description="the instruments in order: their names, or the instruments themselves"
    )
    precedence: list[Name] = Field(
        default=[],
        description="instruments of which the earlier here prevails, in place of the later in time",
    )
    sources: dict[str, SourceShape] = Field(default={}, description="as in sources.yaml")
    disputes: dict[str, DisputeShape] = Field(default={}, description="as in sources.yaml")
    figures: dict[str, FigureShape] = Field(default={}, description="as in figures.yaml")
