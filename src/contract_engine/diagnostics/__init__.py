"""Problems in what people wrote: the place, the words underlined, what to write instead."""

from contract_engine.diagnostics.problem import AskBack, BadInput, Problem, Span, in_order

__all__ = ["AskBack", "BadInput", "Problem", "Span", "in_order"]
