"""The Python way in: `load` an agreement, `ask` it, get a typed answer.

Importing this package imports nothing else until one of these names is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_HOMES = {
    "DEFAULT": "contract_engine.api.agreements",
    "Decision": "contract_engine.diagram.decider.decision",
    "Limits": "contract_engine.diagram.core.budget",
    "LoadedAgreement": "contract_engine.api.agreement",
    "Outcome": "contract_engine.diagram.decider.outcomes",
    "Prepared": "contract_engine.api.prepared",
    "Request": "contract_engine.api.request",
    "Table": "contract_engine.diagram.decider.automaton",
    "TooLarge": "contract_engine.diagram.core.budget",
    "WayOfGiving": "contract_engine.diagram.decider.decision",
    "find_rules": "contract_engine.api.agreements",
    "impossible": "contract_engine.api.reading",
    "limited": "contract_engine.diagram.core.budget",
    "load": "contract_engine.api.loader",
    "names": "contract_engine.api.agreements",
    "one_question": "contract_engine.diagram.core.budget",
    "request_of": "contract_engine.api.request",
    "rule_bases": "contract_engine.api.agreements",
    "shipped": "contract_engine.api.agreements",
}
_CALLED = {"WayOfGiving": "Given"}
"""Names that are others where they are defined."""

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


def __getattr__(name: str) -> object:
    """A name of this package, from where it is defined, on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), _CALLED.get(name, name))
    globals()[name] = value
    return value
