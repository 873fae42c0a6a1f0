"""The rule evaluator: instruments compiled to durable-rules rule sets, total situations evaluated.

Nothing is imported from durable-rules until a DurableEvaluator is made.
"""

from contract_engine.durable.errors import (
    BeyondLimits,
    BrokenInstallation,
    EngineError,
    RefusedInput,
)
from contract_engine.durable.evaluator import DurableEvaluator, Finding
from contract_engine.durable.trace import Fired, Line

__all__ = [
    "BeyondLimits",
    "BrokenInstallation",
    "DurableEvaluator",
    "EngineError",
    "Finding",
    "Fired",
    "Line",
    "RefusedInput",
]
