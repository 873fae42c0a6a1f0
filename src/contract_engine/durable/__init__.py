"""The rule evaluator: instruments compiled to durable-rules rule sets, total situations evaluated.

    bearer, action -> which clauses to ask about       evaluate/relevance
    options -> which clauses and repeals are left      evaluate/survival
    clauses -> formulas -> rules as plain data         compile/clauses, conditions, kinds, graph,
                                                       rules
    situation -> facts                                 evaluate/situations, compile/inputs,
                                                       scaling, offsets
    rules, facts -> rules that fired                   compile/safe_subset, library (which alone
                                                       touches durable-rules)
    rules that fired -> what they settled, and a trace compile/compiled, wording, evaluate/trace
    what is settled -> the outcome                     evaluate/prevails

evaluate/evaluator.py runs them in this order. Nothing is imported from durable-rules until a
DurableEvaluator is made.
"""

from contract_engine.durable.errors import (
    BeyondLimits,
    BrokenInstallation,
    EngineError,
    RefusedInput,
)
from contract_engine.durable.evaluate.evaluator import DurableEvaluator, Finding
from contract_engine.durable.evaluate.trace import Fired, Line

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
