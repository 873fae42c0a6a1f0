"""Where something was written: the span every node of the model keeps."""

from __future__ import annotations

from contract_engine.diagnostics import Span

NOWHERE = Span("")
"""The place of a node that was not read from a file."""

__all__ = ["NOWHERE", "Span"]
