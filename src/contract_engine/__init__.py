"""A rules engine for the terms of agreements that change over the years.

`load` an agreement and `ask` it; docs/python.md shows all that can be asked.

Importing this package imports nothing else until one of these names is used; their types are in
`__init__.pyi`, out of sight of the layers below.
"""

from importlib import import_module

__version__ = "0.1.0"
_NAMES = {
    "contract_engine.answers.answer": (
        "Answer Asked CaseSaid Change Cited ClauseCited Defined Ended HingeSaid Holds Json "
        "NearMiss OptionsAsked Receipt Result WordsRead"
    ),
    "contract_engine.answers.ask.cross_check": "BrokenEngine",
    "contract_engine.answers.ask.each_value": "EveryValue ForValue",
    "contract_engine.answers.ask.flips": "DayFlip Flip Flips",
    "contract_engine.answers.compare.diff": "Row",
    "contract_engine.answers.compare.tables": "Cell",
    "contract_engine.answers.compare.whatif": "Difference WhatIf",
    "contract_engine.answers.norms.in_force": "Entry Step",
    "contract_engine.answers.norms.result": (
        "Alternative ChoiceTold NormTold NormsTold Rights Terms"
    ),
    "contract_engine.answers.record": "ClaimTold DisputeTold SourceTold",
    "contract_engine.answers.timeline.timeline": "Interval Timeline",
    "contract_engine.answers.value.figures": "FigureTold",
    "contract_engine.answers.value.result": "Look ValueCase ValueTold",
    "contract_engine.api.agreement": "LoadedAgreement",
    "contract_engine.api.checking": "AcceptedFinding ByRank Checked Gaps",
    "contract_engine.api.diff": "Diff diff",
    "contract_engine.api.loader": "load",
    "contract_engine.api.measures": "CoverageTold MutationTold coverage mutate",
    "contract_engine.api.prepared": "Prepared",
    "contract_engine.api.replay": "Report replay",
    "contract_engine.api.request": "Request request_of",
    "contract_engine.api.scenarios": "ScenarioResult Tested run_scenarios",
    "contract_engine.diagnostics": "BadInput Problem Span",
    "contract_engine.diagram.core.budget": "Limits TooLarge limited",
    "contract_engine.model.agreement": "Modality",
    "contract_engine.model.evidence": "Grade",
    "contract_engine.model.history": "History",
    "contract_engine.model.outcome": "Defeat Verdict",
    "contract_engine.model.question": "Act Options Question Situation",
    "contract_engine.performance.result": "StatusTold",
}
_HOMES = {name: home for home, names in _NAMES.items() for name in names.split()}
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


def __getattr__(name: str) -> object:
    """A public name, from where it is defined, on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
