"""The optional packages of tables, imported where they are used; what to install without them."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from contract_engine.diagnostics import BadInput, Problem, Span


def needed(name: str) -> ModuleType:
    """A package of the extra `tables`; raises BadInput where it is not installed."""
    try:
        return import_module(name)
    except ImportError:
        help_ = 'pip install "contract-engine[tables]"'
        message = f"tables need `{name.partition('.')[0]}`, which is not installed"
        raise BadInput([Problem("E542", message, Span("<table>"), help=help_)]) from None
