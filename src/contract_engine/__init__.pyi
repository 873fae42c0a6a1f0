from contract_engine.answers.answer import Answer as Answer
from contract_engine.answers.answer import Asked as Asked
from contract_engine.answers.answer import CaseSaid as CaseSaid
from contract_engine.answers.answer import Change as Change
from contract_engine.answers.answer import Cited as Cited
from contract_engine.answers.answer import ClauseCited as ClauseCited
from contract_engine.answers.answer import Defined as Defined
from contract_engine.answers.answer import Ended as Ended
from contract_engine.answers.answer import HingeSaid as HingeSaid
from contract_engine.answers.answer import Holds as Holds
from contract_engine.answers.answer import Json as Json
from contract_engine.answers.answer import NearMiss as NearMiss
from contract_engine.answers.answer import OptionsAsked as OptionsAsked
from contract_engine.answers.answer import Receipt as Receipt
from contract_engine.answers.answer import Result as Result
from contract_engine.answers.answer import WordsRead as WordsRead
from contract_engine.answers.ask.cross_check import BrokenEngine as BrokenEngine
from contract_engine.answers.ask.each_value import EveryValue as EveryValue
from contract_engine.answers.ask.each_value import ForValue as ForValue
from contract_engine.answers.ask.flips import DayFlip as DayFlip
from contract_engine.answers.ask.flips import Flip as Flip
from contract_engine.answers.ask.flips import Flips as Flips
from contract_engine.answers.compare.diff import Row as Row
from contract_engine.answers.compare.tables import Cell as Cell
from contract_engine.answers.compare.whatif import Difference as Difference
from contract_engine.answers.compare.whatif import WhatIf as WhatIf
from contract_engine.answers.norms.in_force import Entry as Entry
from contract_engine.answers.norms.in_force import Step as Step
from contract_engine.answers.norms.result import Alternative as Alternative
from contract_engine.answers.norms.result import ChoiceTold as ChoiceTold
from contract_engine.answers.norms.result import NormsTold as NormsTold
from contract_engine.answers.norms.result import NormTold as NormTold
from contract_engine.answers.norms.result import Rights as Rights
from contract_engine.answers.norms.result import Terms as Terms
from contract_engine.answers.record import ClaimTold as ClaimTold
from contract_engine.answers.record import DisputeTold as DisputeTold
from contract_engine.answers.record import SourceTold as SourceTold
from contract_engine.answers.timeline.timeline import Interval as Interval
from contract_engine.answers.timeline.timeline import Timeline as Timeline
from contract_engine.answers.value.figures import FigureTold as FigureTold
from contract_engine.answers.value.result import Look as Look
from contract_engine.answers.value.result import ValueCase as ValueCase
from contract_engine.answers.value.result import ValueTold as ValueTold
from contract_engine.api.agreement import LoadedAgreement as LoadedAgreement
from contract_engine.api.checking import AcceptedFinding as AcceptedFinding
from contract_engine.api.checking import ByRank as ByRank
from contract_engine.api.checking import Checked as Checked
from contract_engine.api.checking import Gaps as Gaps
from contract_engine.api.diff import Diff as Diff
from contract_engine.api.diff import diff as diff
from contract_engine.api.loader import load as load
from contract_engine.api.measures import CoverageTold as CoverageTold
from contract_engine.api.measures import MutationTold as MutationTold
from contract_engine.api.measures import coverage as coverage
from contract_engine.api.measures import mutate as mutate
from contract_engine.api.prepared import Prepared as Prepared
from contract_engine.api.replay import Report as Report
from contract_engine.api.replay import replay as replay
from contract_engine.api.request import Request as Request
from contract_engine.api.request import request_of as request_of
from contract_engine.api.scenarios import ScenarioResult as ScenarioResult
from contract_engine.api.scenarios import Tested as Tested
from contract_engine.api.scenarios import run_scenarios as run_scenarios
from contract_engine.diagnostics import BadInput as BadInput
from contract_engine.diagnostics import Problem as Problem
from contract_engine.diagnostics import Span as Span
from contract_engine.diagram.core.budget import Limits as Limits
from contract_engine.diagram.core.budget import TooLarge as TooLarge
from contract_engine.diagram.core.budget import limited as limited
from contract_engine.model.agreement import Modality as Modality
from contract_engine.model.evidence import Grade as Grade
from contract_engine.model.history import History as History
from contract_engine.model.outcome import Defeat as Defeat
from contract_engine.model.outcome import Verdict as Verdict
from contract_engine.model.question import Act as Act
from contract_engine.model.question import Options as Options
from contract_engine.model.question import Question as Question
from contract_engine.model.question import Situation as Situation
from contract_engine.performance.result import StatusTold as StatusTold

__version__: str
__all__ = [
    "AcceptedFinding",
    "Act",
    "Alternative",
    "Answer",
    "Asked",
    "BadInput",
    "BrokenEngine",
    "ByRank",
    "CaseSaid",
    "Cell",
    "Change",
    "Checked",
    "ChoiceTold",
    "Cited",
    "ClaimTold",
    "ClauseCited",
    "CoverageTold",
    "DayFlip",
    "Defeat",
    "Defined",
    "Diff",
    "Difference",
    "DisputeTold",
    "Ended",
    "Entry",
    "EveryValue",
    "FigureTold",
    "Flip",
    "Flips",
    "ForValue",
    "Gaps",
    "Grade",
    "HingeSaid",
    "History",
    "Holds",
    "Interval",
    "Json",
    "Limits",
    "LoadedAgreement",
    "Look",
    "Modality",
    "MutationTold",
    "NearMiss",
    "NormTold",
    "NormsTold",
    "Options",
    "OptionsAsked",
    "Prepared",
    "Problem",
    "Question",
    "Receipt",
    "Report",
    "Request",
    "Result",
    "Rights",
    "Row",
    "ScenarioResult",
    "Situation",
    "SourceTold",
    "Span",
    "StatusTold",
    "Step",
    "Terms",
    "Tested",
    "Timeline",
    "TooLarge",
    "ValueCase",
    "ValueTold",
    "Verdict",
    "WhatIf",
    "WordsRead",
    "__version__",
    "coverage",
    "diff",
    "limited",
    "load",
    "mutate",
    "replay",
    "request_of",
    "run_scenarios",
]
