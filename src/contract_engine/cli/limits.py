"""The command line -> how far each question may go, and the command line without that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext

from contract_engine.cli.argv import place
from contract_engine.cli.parsing import Given
from contract_engine.diagnostics import BadInput, Problem

OPTIONS = {"--max-seconds": "seconds", "--max-nodes": "nodes"}
MANY_QUESTIONS = ("test", "coverage", "mutate", "replay")
"""The commands that ask many questions, each of which has limits of its own."""


def limits_of(tokens: Sequence[str]) -> tuple[dict[str, float], list[str]]:
    """The limits that a command line names, and the command line without them.

    Args:
        tokens: the command line.

    Returns:
        Each limit that is named, and the words that are left. BadInput where one has no number.
    """
    limits: dict[str, float] = {}
    rest: list[str] = []
    waiting = iter(tokens)
    for token in waiting:
        option, equals, value = token.partition("=")
        if option in OPTIONS:
            limits[OPTIONS[option]] = _number(option, value if equals else next(waiting, ""))
        else:
            rest.append(token)
    return limits, rest


@contextmanager
def within(limits: dict[str, float], asked: Given) -> Iterator[None]:
    """What is done inside keeps to these limits, or to the default.

    Args:
        limits: those that are named.
        asked: the command: where it asks many questions, each has limits of its own.
    """
    from contract_engine.api import Limits, limited, one_question

    default = Limits()
    nodes, seconds = limits.get("nodes", default.nodes), limits.get("seconds", default.seconds)
    many = asked.command.name in MANY_QUESTIONS or asked.has("--batch")
    each = Limits(nodes=int(nodes), seconds=seconds)
    with limited(each), nullcontext() if many else one_question():
        yield


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
