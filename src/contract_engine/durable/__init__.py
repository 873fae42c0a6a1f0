"""The rule evaluator: instruments compiled to durable-rules rule sets, total situations evaluated.

    bearer, action -> which clauses to ask about      relevance
    options -> which clauses and repeals are left      survival
    clauses -> formulas -> rules as plain data         clauses, conditions, kinds, graph, rules
    situation -> facts                                 situations, asks, exact, moments
    rules, facts -> rules that fired                   guards, library (the only one with durable)
    rules that fired -> what they settled, and a trace compiled, wording, trace
    what is settled -> the outcome                     prevails

evaluator.py runs them in this order. Nothing is imported from durable-rules until a
DurableEvaluator is made.
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
