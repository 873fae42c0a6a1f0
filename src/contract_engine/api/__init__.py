"""The Python way in: `load` an agreement, `ask` it, get a typed answer."""

from contract_engine.api.agreements import DEFAULT, find_rules, names, rule_bases, shipped
from contract_engine.api.loaded import Loaded, Prepared, load
from contract_engine.api.looks import impossible

__all__ = [
    "DEFAULT",
    "Loaded",
    "Prepared",
    "find_rules",
    "impossible",
    "load",
    "names",
    "rule_bases",
    "shipped",
]
