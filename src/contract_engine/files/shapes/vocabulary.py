"""The shapes of the vocabulary: parties, actions, facts, events, readings."""

from __future__ import annotations

from typing import ClassVar, Literal

from contract_engine.files.shapes.base import (
    Cites,
    Field,
    GradeName,
    MomentShape,
    Name,
    Names,
    Others,
    Scalar,
    Shape,
)

FactType = Literal[
    "yes/no", "number", "money", "percent", "date", "date or never", "date-time", "version"
]


class WordShape(Shape):
    """What every word of the vocabulary has."""

    label: Scalar = Field(default="", description="how it is written for people")
    aliases: list[Scalar] = Field(default=[], description="other ways in which people ask about it")


class PartyShape(WordShape):
    """Somebody who has rights and duties."""


class RoleShape(WordShape):
    """What one of several parties is in a situation: the party in default, the transferor."""

    of: list[Name] = Field(description="the parties of whom it may be one")
    usually: Name | None = Field(default=None, description="who is assumed to be in it")


class SuccessionShape(Shape):
    """A party that takes over what another has, from a day on."""

    to: Name = Field(description="the party that it succeeds")
    from_: MomentShape = Field(alias="from", description="the first day on which it does")
    rights: Literal["yes", "no"] | None = Field(default=None, description="no: not the rights")
    duties: Literal["yes", "no"] | None = Field(default=None, description="no: not the duties")
    jointly: Literal["yes", "no"] | None = Field(
        default=None, description="yes: the party that it succeeds stays bound as well"
    )


class ValueShape(WordShape):
    """A node of a kind's tree."""

    kinds: dict[str, ValueShape | None] = Field(default={}, description="the values below it")


class FactShape(WordShape):
    """A typed attribute of a situation; with neither `kind` nor `type` it is a yes/no."""

    kind: dict[str, ValueShape | None] | None = Field(
        default=None, description="its values: a tree whose end nodes are what a situation can have"
    )
    type: FactType | None = Field(default=None, description="its type")
    scheme: Literal["plain", "semver", "pep440", "debian"] | None = Field(
        default=None, description="of a version: the scheme that orders it; by default plain"
    )
    currency: Name | None = Field(
        default=None, description="of `type: money`: three capitals, such as EUR"
    )
    min: Scalar | None = Field(default=None, description="of a number: the least it can be")
    max: Scalar | None = Field(default=None, description="of a number: the most it can be")
    usually: Scalar | None = Field(
        default=None, description="what is assumed when a question doesn't say"
    )
    phrase: Names = Field(
        default=[],
        description="what a sentence says of it: `on {value}`; of a yes/no, for yes and for no",
    )
    prepositions: Names = Field(
        default=[], description="the prepositions that may stand before its values in a question"
    )
    owner: Name | None = Field(default=None, description="the party whose things its values are")
    conduct: Name | None = Field(default=None, description="the party that does what it says")


class ActionShape(WordShape):
    """Something a party does."""

    asks: list[Name] = Field(default=[], description="the facts a question about it usually gives")
    nouns: list[Scalar] = Field(
        default=[], description="names for the right or duty to do it, such as `licence`"
    )
    with_: dict[str, FactShape | None] = Field(
        default={}, alias="with", description="the values an act carries, typed like facts"
    )
    phrase: Names = Field(
        default=[],
        description="what a sentence says of it where the facts in its braces are given: "
        "`serve {product}`",
    )
    kinds: dict[str, ActionShape | None] = Field(
        default={}, description="actions that are kinds of it"
    )


class EventShape(WordShape):
    """Something with a day, or never; or, with `reading`, an event for each of its values."""

    others_beside: ClassVar[str] = "reading"

    usually: Scalar | None = Field(default=None, description="a date or `never`")
    reading: Name | None = Field(
        default=None, description="the reading that says which event is meant"
    )
    others: Others = Field(default={}, description="for each of its values, an event")


class ReadingValueShape(WordShape):
    """One way to read the words."""

    cites: Cites = Field(default=[], description="what speaks for it")
    published: Scalar | None = Field(
        default=None, description="the first day anybody could know of it"
    )
    grade: GradeName | None = Field(default=None, description="by default its best citation's")


class ReadingShape(Shape):
    """A named choice between interpretations of the same words."""

    question: Scalar = Field(default="", description="what is disputed, as a question")
    values: dict[str, ReadingValueShape | None] = Field(description="the choices")
    default: Name | None = Field(
        default=None, description="only where one is clearly better supported"
    )
    why: Scalar = Field(default="", description="why it is the default")


class TopicShape(WordShape):
    """A name that matters to people and is no word of the terms, and what the record says of it."""

    says: Scalar = Field(default="", description="what the record says of it, in plain words")
    clauses: Names = Field(default=[], description="the clauses that speak of it")
    figures: Names = Field(default=[], description="the figures that are about it")
    ask: Scalar = Field(default="", description="the `PARTY ACTION` that it is about")
    given: dict[str, Scalar] = Field(
        default={}, description="what it stands for: facts and their values"
    )
