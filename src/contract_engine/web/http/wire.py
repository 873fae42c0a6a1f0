"""The JSON of a request -> typed fields, all of them still text: meaning is read by the API.

Days and values are text, strictly: a lax reading would take the number 0 for 1 January 1970, and
answer of it.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr

from contract_engine.api.request import OptionsSaid

LONGEST = 2_000
"""So many characters a text may have."""
MOST = 200
"""So many entries a list or mapping may have."""

ENTRIES = 2_000
"""So many entries a history may have."""

Text = Annotated[StrictStr, Field(max_length=LONGEST)]
Name = Annotated[StrictStr, Field(max_length=200)]
Day = Annotated[
    StrictStr, Field(max_length=40, description="a day, as 2025-11-15", examples=["2025-11-15"])
]
Scalar = Text | StrictBool | StrictInt | StrictFloat
Value = Scalar | Annotated[list[Scalar], Field(max_length=MOST)]
Given = Annotated[
    dict[Name, Value],
    Field(
        max_length=MOST,
        description="facts to values, events to days (or never): names as the vocabulary has them",
        examples=[{"guest": "student", "consent": "yes"}],
    ),
]


class Body(BaseModel):
    """What every request is: no key that isn't known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class RecordedEntry(Body):
    """What happened on a day, or at a time: an act with what it carries, or an event."""

    on: Day | None = None
    at: Annotated[
        Day | None,
        Field(description="a time with its zone", examples=["2026-03-11T18:20:00+01:00"]),
    ] = None
    act: Annotated[Name | None, Field(description="PARTY ACTION")] = None
    event: Annotated[Name | None, Field(description="the id of an event")] = None
    with_: Annotated[
        dict[Name, Scalar],
        Field(alias="with", max_length=MOST, description="what the act carries, by name"),
    ] = {}


class HistoryBody(Body):
    """What was recorded, complete through a day; the keys are those of a history's file."""

    through: Annotated[Day, Field(description="the last day that it tells completely")]
    given: Given = {}
    history: Annotated[list[RecordedEntry], Field(max_length=ENTRIES)] = []


class WithHistory(Body):
    """What was recorded, where the answer is to go by it."""

    history: Annotated[
        HistoryBody | None,
        Field(description="a step's norm then applies while the step is open"),
    ] = None


class WithDrafts(Body):
    """What counts though it is only proposed."""

    with_: Annotated[
        list[Name],
        Field(alias="with", max_length=MOST, description="drafts of the rules that count, by name"),
    ] = []


class WithOptions(WithDrafts):
    """What a question leaves out of account."""

    under: Annotated[Name | None, Field(description="the instrument taken as the latest")] = None
    without: Annotated[
        list[Name], Field(max_length=MOST, description="instruments taken as never made")
    ] = []
    known: Annotated[Day | None, Field(description="only what was published by this day")] = None
    evidence: Annotated[Name | None, Field(description="only this grade or better")] = None
    readings: Annotated[
        dict[Name, Name], Field(max_length=MOST, description="readings to the values chosen")
    ] = {}

    def options(self) -> OptionsSaid:
        """The options as the API takes them."""
        return {
            "under": self.under,
            "without": self.without,
            "known": self.known,
            "evidence": self.evidence,
            "readings": self.readings,
        }


class LookRequest(WithOptions):
    """A day and what is so on it."""

    on: Day | None = None
    given: Given = {}


class AskRequest(LookRequest, WithHistory):
    """A question: in words, or an act and what is given."""

    question: Annotated[
        Text | None,
        Field(
            description="in words, in place of `ask`",
            examples=["May the tenant sublet to a student on 15 November 2025?"],
        ),
    ] = None
    ask: Annotated[Text | None, Field(description="PARTY ACTION", examples=["tenant sublet"])] = (
        None
    )


class TimelineRequest(AskRequest):
    """A question asked of every day; `from` and `through` cut the days that are told."""

    from_: Annotated[Day | None, Field(alias="from")] = None
    through: Day | None = None


class EachRequest(AskRequest):
    """A question whose value of one name is left open: `name`, or the one given as `?`."""

    name: Name | None = None


class FlipRequest(AskRequest):
    """A question whose answer is to become another."""

    pin: Annotated[
        list[Name], Field(max_length=MOST, description='what must stay; "on" is the day')
    ] = []
    to: Annotated[Name | None, Field(description="the verdict wanted")] = None
    most: Annotated[StrictInt, Field(ge=1, le=4, description="at most so many changes")] = 2


class WhatIfChange(WithOptions):
    """What is otherwise in the second world."""

    given: Given = {}


class WhatIfRequest(AskRequest):
    """A question in two worlds."""

    change: WhatIfChange = WhatIfChange()


class NormsRequest(LookRequest, WithHistory):
    """A day, what is so on it, and whose norms are asked for: everybody's, where none is named."""

    parties: Annotated[list[Name], Field(max_length=MOST)] = []


class ValueRequest(LookRequest, WithHistory):
    """The name of a fact, event or figure, and when its value is asked for."""

    name: Annotated[Name, Field(description="its id, label or alias")]


class DiffRequest(WithDrafts):
    """Two versions of an agreement, or two days."""

    first: Annotated[Name, Field(description="an instrument or a day", examples=["2025-10"])]
    second: Annotated[Name, Field(description="another of the same sort", examples=["2026-04"])]
    all: Annotated[
        StrictBool,
        Field(description="also where not all else is as usually assumed: much more"),
    ] = False


class PerformanceRequest(WithOptions):
    """What is given, and whose steps are asked for: everybody's, where none is named."""

    given: Given = {}
    parties: Annotated[list[Name], Field(max_length=MOST)] = []


class StatusRequest(PerformanceRequest):
    """A history, and the day at whose end the status is: by default its last."""

    history: HistoryBody
    on: Day | None = None
    resume: Annotated[
        dict[str, Any] | None,
        Field(description="the `residual` of an earlier status: the history goes on from there"),
    ] = None


class DatesRequest(PerformanceRequest, WithHistory):
    """The days that are told; with a history those that its acts decide are among them."""

    from_: Annotated[Day | None, Field(alias="from")] = None
    through: Day | None = None


class FigureRequest(WithDrafts):
    """The name of a figure, or of none for all, and the day; without one, the latest."""

    name: Name | None = None
    on: Day | None = None
