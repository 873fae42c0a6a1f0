"""The JSON of a request -> typed fields, all of them still text: meaning is read by the API.

Days and values are text, strictly: a lax reading would take the number 0 for 1 January 1970, and
answer of it.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr

from contract_engine.api.request import OptionsSaid

LONGEST = 2_000
"""So many characters a text may have."""
MOST = 200
"""So many entries a list or mapping may have."""

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


class WithOptions(Body):
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


class AskRequest(LookRequest):
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


class NormsRequest(LookRequest):
    """A day, what is so on it, and whose norms are asked for: everybody's, where none is named."""

    parties: Annotated[list[Name], Field(max_length=MOST)] = []


class ValueRequest(LookRequest):
    """The name of a fact, event or figure, and when its value is asked for."""

    name: Annotated[Name, Field(description="its id, label or alias")]


class FigureRequest(Body):
    """The name of a figure, or of none for all, and the day; without one, the latest."""

    name: Name | None = None
    on: Day | None = None
