"""The Python way in: `load` an agreement, `ask` it, get a typed answer."""

from contract_engine.api.agreement import LoadedAgreement, load
from contract_engine.api.agreements import DEFAULT, find_rules, names, rule_bases, shipped
from contract_engine.api.prepared import Prepared
from contract_engine.api.reading import impossible
from contract_engine.api.request import Request, request_of

Loaded = LoadedAgreement

__all__ = [
    "DEFAULT",
    "Loaded",
    "LoadedAgreement",
    "Prepared",
    "Request",
    "find_rules",
    "impossible",
    "load",
    "names",
    "request_of",
    "rule_bases",
    "shipped",
]
