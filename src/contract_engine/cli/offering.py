"""Questions that would be understood, in place of one that isn't: listed and chosen."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from contract_engine.cli.output import clean, console
from contract_engine.diagnostics import AskBack


def choose(tokens: Sequence[str], error: AskBack) -> list[str] | None:
    """The command line with the question that somebody chose; None where nobody did."""
    out = console(error=True)
    out.print("\nQuestions that are understood:")
    for number, offer in enumerate(error.offers, 1):
        out.print(f"  {number}  {clean(offer)}")
    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    out.print("Which? (Enter for none) ", end="")
    said = sys.stdin.readline().strip()
    if not said.isdigit() or not 1 <= int(said) <= len(error.offers):
        return None
    return asking(tokens, error.asked, error.offers[int(said) - 1])


def asking(tokens: Sequence[str], asked: str, offer: str) -> list[str]:
    """The command line with another question, and all its options."""
    if asked in tokens:
        at = list(tokens).index(asked)
        return [*tokens[:at], offer, *tokens[at + 1 :]]
    options = next((i for i, token in enumerate(tokens) if token.startswith("-")), len(tokens))
    return [*tokens[:1], offer, *tokens[options:]]
