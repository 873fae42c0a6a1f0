"""Every type and helper that surfaces name, in one place: for those that run long.

Importing it imports all of it; the command line, which is waited for, takes what it needs.
"""

from __future__ import annotations

from contract_engine.answers.answer import Answer, Json, Result, WordsRead, as_json
from contract_engine.answers.ask.each_value import EveryValue
from contract_engine.answers.ask.flips import Flips
from contract_engine.answers.ask.needed import Needed
from contract_engine.answers.compare.diff import Row
from contract_engine.answers.compare.whatif import WhatIf
from contract_engine.answers.in_labels import InLabels, Piece
from contract_engine.answers.in_words import Answers, TopicTold, WordsTold
from contract_engine.answers.norms.in_force import Entry
from contract_engine.answers.norms.norms import DUTIES
from contract_engine.answers.norms.result import NormsTold, Rights, Terms
from contract_engine.answers.record import DisputeTold, SourceTold
from contract_engine.answers.steps_told import steps_told
from contract_engine.answers.timeline.timeline import Interval, Timeline
from contract_engine.answers.value.figures import FigureTold
from contract_engine.answers.value.result import ValueTold
from contract_engine.answers.wording import tell_norms
from contract_engine.files.snapshot import take as rules_saved
from contract_engine.language.questions import QUESTION
from contract_engine.language.values.days import Unreadable, read_day
from contract_engine.performance.days import Dated, Dates
from contract_engine.performance.result import StatusTold
from contract_engine.receipts.log import append as append_to_log
from contract_engine.words.attempt import Understood
from contract_engine.words.requests import Ask as AskSpoken
from contract_engine.words.requests import Diff as DiffSpoken
from contract_engine.words.requests import Duties as DutiesSpoken
from contract_engine.words.requests import Each as EachSpoken
from contract_engine.words.requests import Flip as FlipSpoken
from contract_engine.words.requests import Request as SpokenRequest
from contract_engine.words.requests import Rights as RightsSpoken
from contract_engine.words.requests import Terms as TermsSpoken
from contract_engine.words.requests import Timeline as TimelineSpoken
from contract_engine.words.requests import WhatIf as WhatIfSpoken
from contract_engine.words.requests import World

__all__ = [
    "DUTIES",
    "QUESTION",
    "Answer",
    "Answers",
    "AskSpoken",
    "Dated",
    "Dates",
    "DiffSpoken",
    "DisputeTold",
    "DutiesSpoken",
    "EachSpoken",
    "Entry",
    "EveryValue",
    "FigureTold",
    "FlipSpoken",
    "Flips",
    "InLabels",
    "Interval",
    "Json",
    "Needed",
    "NormsTold",
    "Piece",
    "Result",
    "Rights",
    "RightsSpoken",
    "Row",
    "SourceTold",
    "SpokenRequest",
    "StatusTold",
    "Terms",
    "TermsSpoken",
    "Timeline",
    "TimelineSpoken",
    "TopicTold",
    "Understood",
    "Unreadable",
    "ValueTold",
    "WhatIf",
    "WhatIfSpoken",
    "WordsRead",
    "WordsTold",
    "World",
    "append_to_log",
    "as_json",
    "read_day",
    "rules_saved",
    "steps_told",
    "tell_norms",
]
