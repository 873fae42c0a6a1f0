"""The shape of every file, as pydantic models: which keys there are and what may stand under them.

Scalars are text throughout; what the words mean is the next room's (`language`). Field
descriptions and examples go into the JSON Schemas that editors use.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

GRADES = (
    "contract",
    "joint_statement",
    "filing",
    "party_statement",
    "executive",
    "press",
    "inference",
)
GradeName = Literal[
    "contract",
    "joint_statement",
    "filing",
    "party_statement",
    "executive",
    "press",
    "inference",
]
InstrumentKind = Literal[
    "agreement", "extension", "amendment", "clarification", "consent", "memorandum"
]

ConditionShape = Annotated[
    object,
    WithJsonSchema(
        {
            "description": "one comparison (`product is api`), a list, or any:/all:/not:",
            "$ref": "#/$defs/condition",
        }
    ),
]
MomentShape = Annotated[
    object,
    WithJsonSchema(
        {
            "description": "a date, an event, `4 years after date_fact`, earliest_of/latest_of",
            "$ref": "#/$defs/moment",
        }
    ),
]
Scalar = Annotated[str, WithJsonSchema({"type": ["string", "number", "boolean"]})]
"""Text in the file; editors that type scalars by themselves see a number or a yes."""
Names = Annotated[
    list[str] | str,
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class Shape(BaseModel):
    """A mapping with these keys and no others."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, frozen=True)


class CitationShape(Shape):
    """Words of a source."""

    source: str
    quote: Scalar = ""
    grade: GradeName | None = None
    where: Scalar = ""


Cites = list[CitationShape]


class WordShape(Shape):
    """What every word of the vocabulary has."""

    label: Scalar = ""
    aliases: list[Scalar] = Field(default_factory=list)


class PartyShape(WordShape):
    """Somebody who has rights and duties."""


class ActionShape(WordShape):
    """Something a party does."""

    asks: list[str] = Field(default_factory=list)
    kinds: dict[str, ActionShape | None] = Field(default_factory=dict)


class ValueShape(WordShape):
    """A node of a kind's tree."""

    kinds: dict[str, ValueShape | None] = Field(default_factory=dict)


class FactShape(WordShape):
    """A typed attribute of a situation."""

    kind: dict[str, ValueShape | None] | None = None
    type: Literal["yes/no", "number", "date"] | None = None
    usually: Scalar | None = None


class ReadingValueShape(WordShape):
    """One way to read the words."""

    cites: Cites = Field(default_factory=list)
    published: Scalar | None = None
    grade: GradeName | None = None


class ReadingShape(Shape):
    """A named choice between interpretations of the same words."""

    question: Scalar = ""
    values: dict[str, ReadingValueShape | None]
    default: str | None = None
    why: Scalar = ""


class RepealShape(Shape):
    """The ending of an earlier clause."""

    why: Scalar = ""
    cites: Cites = Field(default_factory=list)
    published: Scalar | None = None
    grade: GradeName | None = None


class ClauseShape(Shape):
    """One provision."""

    text: Scalar = ""
    norm: Names | None = None
    states: Scalar | None = None
    when: ConditionShape = None
    unless: ConditionShape = None
    from_: MomentShape = Field(default=None, alias="from")
    through: MomentShape = None
    until: MomentShape = None
    replaces: Names = Field(default_factory=list)
    overrides: Names = Field(default_factory=list)
    subject_to: Names = Field(default_factory=list)
    published: Scalar | None = None
    grade: GradeName | None = None
    cites: Cites = Field(default_factory=list)
    record: Names = Field(default_factory=list)
    note: Scalar = ""


class InstrumentShape(Shape):
    """One dated document in the agreement's history."""

    format: Scalar = "1"
    instrument: Scalar
    kind: InstrumentKind
    title: Scalar = ""
    summary: Scalar = ""
    effective: Scalar
    approximate: Literal["day", "month", "year"] | None = None
    published: Scalar | None = None
    basis: Literal["signed", "announced"] | None = None
    amends: Scalar | None = None
    clarifies: Scalar | None = None
    grade: GradeName | None = None
    cites: Cites = Field(default_factory=list)
    repeals: dict[str, RepealShape | None] | list[str] = Field(default_factory=dict)
    clauses: dict[str, ClauseShape] = Field(default_factory=dict)


class SourceShape(Shape):
    """A document that terms rest on."""

    title: Scalar
    publisher: Scalar = ""
    date: Scalar = ""
    address: Scalar = ""
    grade: GradeName
    record: Scalar = ""
    note: Scalar = ""


class ClaimShape(Shape):
    """What one side says."""

    says: Scalar
    sources: Names = Field(default_factory=list)


class DisputeShape(Shape):
    """A question on which sources disagree."""

    question: Scalar
    claims: list[ClaimShape]
    better: Scalar
    clauses: Names = Field(default_factory=list)
    record: Scalar = ""


class FigureValueShape(Shape):
    """A value from a day on."""

    on: Scalar
    value: Scalar
    cites: Cites = Field(default_factory=list)
    grade: GradeName | None = None
    note: Scalar = ""
    published: Scalar | None = None


class FigureShape(WordShape):
    """A dated quantity."""

    unit: Scalar = ""
    values: list[FigureValueShape]
    record: Names = Field(default_factory=list)


class SourcesShape(Shape):
    """`sources.yaml`."""

    format: Scalar = "1"
    sources: dict[str, SourceShape] = Field(default_factory=dict)
    disputes: dict[str, DisputeShape] = Field(default_factory=dict)


class FiguresShape(Shape):
    """`figures.yaml`."""

    format: Scalar = "1"
    figures: dict[str, FigureShape] = Field(default_factory=dict)


class AgreementShape(Shape):
    """`agreement.yaml`."""

    format: Scalar = "1"
    agreement: Scalar
    title: Scalar = ""
    researched_through: Scalar | None = None
    grade: GradeName | None = None
    parties: dict[str, PartyShape | None]
    actions: dict[str, ActionShape | None]
    facts: dict[str, FactShape | None] = Field(default_factory=dict)
    events: dict[str, dict[str, object] | None] = Field(default_factory=dict)
    readings: dict[str, ReadingShape] = Field(default_factory=dict)
    impossible: list[ConditionShape] = Field(default_factory=list)
    instruments: list[Scalar | InstrumentShape]
    sources: dict[str, SourceShape] = Field(default_factory=dict)
    disputes: dict[str, DisputeShape] = Field(default_factory=dict)
    figures: dict[str, FigureShape] = Field(default_factory=dict)


class ScenarioCaseShape(Shape):
    """One case of a `depends` or `disputed` answer."""

    given: dict[str, Scalar] = Field(default_factory=dict)
    verdict: str


class ScenarioShape(Shape):
    """A question and the answer that the record gives."""

    name: Scalar
    ask: Scalar
    on: Scalar
    given: dict[str, Scalar] = Field(default_factory=dict)
    under: Scalar | None = None
    without: Names = Field(default_factory=list)
    known: Scalar | None = None
    evidence: GradeName | None = None
    readings: dict[str, Scalar] = Field(default_factory=dict)
    expect: Literal[
        "permitted",
        "prohibited",
        "required",
        "not_required",
        "depends",
        "disputed",
        "not_addressed",
        "conflict",
    ]
    because: Names | None = None
    cases: list[ScenarioCaseShape] | None = None
    ended: Names | None = None
    record: Names = Field(default_factory=list)
    note: Scalar = ""


class ScenariosShape(Shape):
    """A scenario file."""

    format: Scalar = "1"
    agreement: Scalar
    scenarios: list[ScenarioShape]


class AcceptanceShape(Shape):
    """A finding of `check` that is meant to be so."""

    code: Scalar
    about: Scalar
    why: Scalar


class AcceptedShape(Shape):
    """`accepted.yaml`."""

    format: Scalar = "1"
    accepted: list[AcceptanceShape]
