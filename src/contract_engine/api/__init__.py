"""The Python way in: `load` an agreement, `ask` it, get a typed answer."""

from contract_engine.api.agreement import LoadedAgreement
from contract_engine.api.agreements import DEFAULT, find_rules, names, rule_bases, shipped
from contract_engine.api.loader import load
from contract_engine.api.prepared import Prepared
from contract_engine.api.reading import impossible
from contract_engine.api.request import Request, request_of
from contract_engine.diagram.core.budget import Limits, TooLarge, limited, one_question
from contract_engine.diagram.decider.automaton import Table
from contract_engine.diagram.decider.decision import Decision
from contract_engine.diagram.decider.decision import Given as WayOfGiving
from contract_engine.diagram.decider.outcomes import Outcome

__all__ = [
    "DEFAULT",
    "Decision",
    "Limits",
    "LoadedAgreement",
    "Outcome",
    "Prepared",
    "Request",
    "Table",
    "TooLarge",
    "WayOfGiving",
    "find_rules",
    "impossible",
    "limited",
    "load",
    "names",
    "one_question",
    "request_of",
    "rule_bases",
    "shipped",
]
