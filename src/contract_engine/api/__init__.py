"""The Python way in: `load` an agreement, `ask` it, get a typed answer."""

from contract_engine.api.agreement import LoadedAgreement, load
from contract_engine.api.agreements import DEFAULT, find_rules, names, rule_bases, shipped
from contract_engine.api.prepared import Prepared
from contract_engine.api.reading import impossible
from contract_engine.api.request import Request, request_of
from contract_engine.diagram.core.budget import Limits, TooLarge, limited

Loaded = LoadedAgreement

__all__ = [
    "DEFAULT",
    "Limits",
    "Loaded",
    "LoadedAgreement",
    "Prepared",
    "Request",
    "TooLarge",
    "find_rules",
    "impossible",
    "limited",
    "load",
    "names",
    "request_of",
    "rule_bases",
    "shipped",
]
