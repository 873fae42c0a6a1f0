"""The shape of an instrument's file: what it says of itself, its repeals and its clauses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from contract_engine.files.shapes.base import (
    Cites,
    ConditionsShape,
    DayRuleShape,
    Field,
    GradeName,
    MomentShape,
    Name,
    Names,
    Scalar,
    Shape,
    ValueOrMomentShape,
)

InstrumentKind = Literal[
    "agreement",
    "extension",
    "amendment",
    "clarification",
    "consent",
    "memorandum",
    "statute",
    "regulation",
    "policy",
    "licence",
]


class RepealShape(Shape):
    """The ending of an earlier clause."""

    why: Scalar = Field(default="", description="a reason, in plain words")
    cites: Cites = Field(default=[], description="what it rests on")
    published: Scalar | None = Field(default=None, description="by default the instrument's")
    grade: GradeName | None = Field(default=None, description="by default its best citation's")


class NoticeShape(Shape):
    """What keeps a term from being renewed."""

    event: Name = Field(description="an event, or a date fact")
    at_least: Scalar | None = Field(
        default=None, description="how long before the end it comes in time: `3 months before end`"
    )


class RenewalShape(Shape):
    """A term that may be renewed: it holds through the end of the last."""

    begins: Scalar | None = Field(
        default=None, description="its first day; by default the instrument's `effective`"
    )
    lasts: Name = Field(description="the length of the first term: `36 months`")
    renews: Name | None = Field(
        default=None, description="for how long it is renewed at its end: `12 months`"
    )
    at_most: Scalar | None = Field(default=None, description="how often it is renewed at most")
    unless: NoticeShape | None = Field(
        default=None, description="the event after which it isn't renewed any more"
    )


class GroupShape(Shape):
    """Clauses that share conditions and terms: what each of them is given."""

    such_as: ClassVar[str] = "when"

    text: Scalar = Field(default="", description="in plain words")
    when: ConditionsShape = Field(default=None, description="conditions that must all be true")
    unless: ConditionsShape = Field(default=None, description="exceptions: any one is enough")
    from_: MomentShape = Field(default=None, alias="from", description="the first day it holds")
    through: MomentShape = Field(default=None, description="the last day it holds, included")
    until: MomentShape = Field(default=None, description="the day it stops, already excluded")
    void_after: MomentShape = Field(
        default=None, description="beside `from`: where that comes later, it never begins"
    )
    term: RenewalShape | None = Field(
        default=None, description="in place of `through`: a term that is renewed"
    )
    in_: Name | None = Field(default=None, alias="in", description="the group it is in")


class TermShape(GroupShape):
    """What clauses and definitions have in common."""

    replaces: Names = Field(
        default=[], description="clauses that end for good when this one begins"
    )
    disapplies: Names = Field(
        default=[], description="clauses that don't apply while this one does"
    )
    published: Scalar | None = Field(default=None, description="by default the instrument's")
    grade: GradeName | None = Field(default=None, description="by default its best citation's")
    cites: Cites = Field(default=[], description="what it rests on")
    record: Names = Field(default=[], description="rows of the research record")
    note: Scalar = Field(default="", description="a remark for people")


class NormShape(Shape):
    """A norm with parameters of its own."""

    norm: Name = Field(description="PARTY may ACTION, and so on")
    with_: dict[str, Scalar] = Field(default={}, alias="with", description="its parameters")


class BlameShape(Shape):
    """Whose breach it is, and why."""

    by: Name = Field(description="the party in breach")
    because: Scalar = Field(default="", description="why, in plain words")


class FollowShape(Shape):
    """What follows in place of a clause."""

    breach: BlameShape = Field(description="a breach: by whom, and why")


class EachShape(Shape):
    """Periods that recur: of a calendar, or of a length from a day on."""

    such_as: ClassVar[str] = "calendar"

    calendar: Literal["month", "quarter", "half_year", "year"] | None = Field(
        default=None, description="a month, quarter, half-year or year of the calendar"
    )
    every: Name | None = Field(default=None, description="a length, such as `3 months`")
    from_: DayRuleShape = Field(default=None, alias="from", description="the first day")
    through: DayRuleShape = Field(default=None, description="the last day, included")
    year_begins: Name | None = Field(
        default=None, description="month and day on which the fiscal year begins, as 07-01"
    )


class StepKeys(Shape):
    """What a clause or an alternative says of time: any of these makes it a step."""

    by: DayRuleShape = Field(default=None, description="the last day to do a `must`")
    where: ConditionsShape = Field(
        default=None, description="what an act must be like: conditions on its values"
    )
    done_when: Names = Field(
        default=[], description="how much is enough: `sum of amount >= 500`, `count of acts >= 3`"
    )
    then: Name | FollowShape | list[Name | FollowShape] = Field(
        default=[], description="clauses that open when it is done, kept or used"
    )
    else_: Name | FollowShape | list[Name | FollowShape] = Field(
        default=[],
        alias="else",
        description="clauses that open when it is missed, broken, lapsed",
    )
    still_owed: Literal["yes", "no"] | None = Field(
        default=None, description="yes: what was missed stays owed beside what follows under `else`"
    )
    counts_from: DayRuleShape = Field(
        default=None, description="acts from this day on count, also before it opens"
    )


class AlternativeShape(StepKeys):
    """One of the things between which the bearer chooses."""

    such_as: ClassVar[str] = "norm"

    norm: Name | NormShape | list[Name | NormShape] | None = Field(
        default=None, description="PARTY must ACTION, and so on; or a list of them"
    )
    with_: dict[str, Scalar] = Field(default={}, alias="with", description="its parameters")
    one_of: dict[str, AlternativeShape] = Field(
        default={}, description="a choice of its own, beside its norms or in place of them"
    )
    when: ConditionsShape = Field(default=None, description="it falls away where one is false")
    unless: ConditionsShape = Field(default=None, description="it falls away where one is true")


class ClauseShape(TermShape, StepKeys):
    """One provision: a norm or a statement, its conditions and its term."""

    such_as: ClassVar[str] = "text"
    elsewhere: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("defines", "means", "includes", "excludes", "rows", "is"),
        "it belongs to a definition, which stands under `definitions:`",
    )

    norm: Name | NormShape | list[Name | NormShape] | None = Field(
        default=None,
        description="PARTY may ACTION, PARTY must ACTION, PARTY must not ACTION, "
        "PARTY need not ACTION; or a list of them",
    )
    with_: dict[str, Scalar] = Field(
        default={}, alias="with", description="parameters of the norm, in words or numbers"
    )
    one_of: dict[str, AlternativeShape] | list[Name] = Field(
        default={},
        description="in place of a norm: things between which the bearer chooses; "
        "or the names of clauses that are steps",
    )
    states: Scalar | None = Field(
        default=None, description="in place of a norm: what the words state"
    )
    overrides: Names = Field(
        default=[],
        description="clauses that lose against this one: names of clauses, groups or instruments, "
        "or `all`",
    )
    subject_to: Names = Field(
        default=[],
        description="clauses that win against this one: names of clauses, groups or instruments, "
        "or `all`",
    )
    after: DayRuleShape = Field(
        default=None,
        description="what opens it: an act (`buyer order`), an event, a day, `CLAUSE.done`",
    )
    at_most: Scalar | None = Field(default=None, description="how often it opens at most")
    each: EachShape | None = Field(default=None, description="it opens once in each such period")


class RowShape(Shape):
    """A line of a definition."""

    when: ConditionsShape = Field(default=None, description="conditions that must all be true")
    unless: ConditionsShape = Field(default=None, description="exceptions: any one is enough")
    is_: ValueOrMomentShape = Field(alias="is", description="what the fact then is")


class DefinitionShape(TermShape):
    """What a fact follows from."""

    such_as: ClassVar[str] = "means"
    elsewhere: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("norm", "with", "one_of", "states", "overrides", "subject_to", "after", "by"),
        "it belongs to a clause, which stands under `clauses:`",
    )

    defines: Name | None = Field(
        default=None, description="the fact; by default the definition's own name"
    )
    means: ConditionsShape = Field(
        default=None, description="yes/no: the fact is yes exactly when all of these are true"
    )
    includes: ConditionsShape = Field(
        default=None, description="yes/no: the fact is yes when one of these is true"
    )
    excludes: ConditionsShape = Field(
        default=None, description="yes/no: the fact is no when one of these is true"
    )
    rows: list[RowShape] = Field(
        default=[], description="the first whose conditions hold gives the value"
    )
    is_: ValueOrMomentShape = Field(
        default=None, alias="is", description="in place of one row without conditions"
    )


class InstrumentShape(Shape):
    """One dated document in the agreement's history."""

    format: Scalar = Field(default="1", description="always 1")
    instrument: Name = Field(description="its name, that of the file")
    kind: InstrumentKind = Field(description="what sort of document it is")
    proposed: Literal["yes", "no"] | None = Field(
        default=None, description="yes: a draft, without effect unless it is asked for"
    )
    title: Scalar = Field(default="", description="a title for people")
    summary: Scalar = Field(default="", description="what it changed, in plain words")
    effective: Scalar = Field(description="the first day its terms hold: 2025-10-28")
    approximate: Literal["day", "month", "year"] | None = Field(
        default=None, description="that part of `effective` isn't certain"
    )
    published: Scalar | None = Field(
        default=None, description="the first day anybody could know them"
    )
    basis: Literal["signed", "announced"] | None = Field(
        default=None, description="how it is known"
    )
    amends: Name | None = Field(default=None, description="the instrument it changes")
    clarifies: Name | None = Field(default=None, description="the instrument whose rank it takes")
    grade: GradeName | None = Field(
        default=None, description="for clauses that have none of their own"
    )
    cites: Cites = Field(default=[], description="for clauses that have none of their own")
    term: RenewalShape | None = Field(
        default=None, description="the term of its clauses that have none of their own"
    )
    repeals: dict[str, RepealShape | None] | list[Name] = Field(
        default={}, description="clauses that end when it takes effect"
    )
    clauses: dict[str, ClauseShape] = Field(default={}, description="its provisions, by name")
    definitions: dict[str, DefinitionShape] = Field(
        default={}, description="what facts follow from, by name"
    )
    groups: dict[str, GroupShape] = Field(
        default={}, description="conditions and terms that clauses share, by name"
    )
