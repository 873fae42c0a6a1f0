"""The command line -> how far each question may go, and the command line without that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace

from contract_engine.api import Limits, limited, one_question
from contract_engine.cli.argv import place
from contract_engine.diagnostics import BadInput, Problem

OPTIONS = ("--max-seconds", "--max-nodes")
MANY_QUESTIONS = ("test", "coverage", "mutate", "replay")
"""The commands that ask many questions, each of which has limits of its own."""


@contextmanager
def within_limits(tokens: Sequence[str]) -> Iterator[list[str]]:
    """What is done inside keeps to the limits that a command line names, or to the default.

    Args:
        tokens: the command line.

    Yields:
        The command line without the options that say so.

    Raises:
        BadInput: where one of them has no number.
    """
    limits, rest = Limits(), []
    waiting = iter(tokens)
    for token in waiting:
        option, equals, value = token.partition("=")
        if option not in OPTIONS:
            rest.append(token)
            continue
        number = _number(option, value if equals else next(waiting, ""))
        if option == "--max-nodes":
            limits = replace(limits, nodes=int(number))
        else:
            limits = replace(limits, seconds=number)
    many = bool(rest) and (rest[0] in MANY_QUESTIONS or any(t.startswith("--batch") for t in rest))
    with limited(limits), nullcontext() if many else one_question():
        yield rest


def _number(option: str, text: str) -> float:
    """A number above 0; raises BadInput."""
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not number > 0 or (option == "--max-nodes" and number != number // 1):
        help_ = f"as in {option} {'2000000' if option == '--max-nodes' else '60'}"
        message = f"`{option}` needs a number above 0"
        raise BadInput([Problem("E504", message, place(text or None, option), help=help_)])
    return number
