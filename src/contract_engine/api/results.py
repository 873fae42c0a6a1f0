"""The types of what comes back, for surfaces that name them."""

from __future__ import annotations

from contract_engine.answers.answer import Answer, Json, Result
from contract_engine.answers.ask.each_value import EveryValue
from contract_engine.answers.ask.flips import MAX_CHANGES, Flips
from contract_engine.answers.ask.needed import Needed
from contract_engine.answers.compare.whatif import WhatIf
from contract_engine.answers.in_words import Answers
from contract_engine.answers.timeline.timeline import Timeline

__all__ = [
    "MAX_CHANGES",
    "Answer",
    "Answers",
    "EveryValue",
    "Flips",
    "Json",
    "Needed",
    "Result",
    "Timeline",
    "WhatIf",
]
