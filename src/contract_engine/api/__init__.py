"""The Python way in: `load` an agreement, `ask` it, get a typed answer."""

from contract_engine.api.agreements import DEFAULT, find_rules, names, rule_bases, shipped
from contract_engine.api.loaded import Loaded, load
from contract_engine.api.looks import impossible
from contract_engine.api.prepared import Prepared

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
