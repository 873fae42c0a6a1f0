"""What a question may use -> that much work and no more; past it, which facts make it large.

Limits are stated where a question comes in (a command, a call, a request) and looked at inside
the operations on nodes, once in some thousand steps. There are no signals and no threads: what
asks for work pays for it.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy

from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.lazy_dataclass import dataclass, replace

QUESTION = Span("<question>")
NAMED = 5
"""So many of the facts that make a question large are named."""


@dataclass(frozen=True)
class Limits:
    """How far a question may go.

    Args:
        nodes: how many nodes (with the results remembered between them) the diagrams of an act on
            a day may have; 1,000,000 are some 250 MB.
        seconds: how many seconds of computing a question may take.
        adjustable: whether who asks can allow more, by an option of the command.
    """

    nodes: int = 2_000_000
    seconds: float = 60
    adjustable: bool = True


class TooLarge(BadInput):
    """A question needs more than its limits; nothing is answered, or half answered."""


class Budget:
    """What is left to one question of its limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._end = time.thread_time() + limits.seconds

    def check(self, size: int = 0, names: Callable[[], Sequence[str]] = tuple) -> None:
        """Raise TooLarge where the time is up or there are too many nodes.

        Args:
            size: how many nodes there are.
            names: tells the facts that they ask for, those of most nodes first.
        """
        if size > self.limits.nodes:
            raise self._too_large(f"more than {self.limits.nodes:,} nodes", "--max-nodes", names())
        if time.thread_time() > self._end:
            time_ = f"more than {self.limits.seconds:g} s of computing"
            raise self._too_large(time_, "--max-seconds", names())

    def _too_large(self, what: str, option: str, names: Sequence[str]) -> TooLarge:
        return too_large(what, option if self.limits.adjustable else "", names)


_DEFAULT = Limits()
_LIMITS: ContextVar[Limits] = ContextVar("limits", default=_DEFAULT)
_BUDGET: ContextVar[Budget | None] = ContextVar("budget", default=None)


@contextmanager
def limited(limits: Limits) -> Iterator[None]:
    """What is asked inside has these limits, each question all of them.

    Args:
        limits: the seconds and nodes that a question may take.
    """
    token = _LIMITS.set(limits)
    try:
        yield
    finally:
        _LIMITS.reset(token)


@contextmanager
def one_question() -> Iterator[None]:
    """What is done inside is one question: it starts with all that its limits allow."""
    token = _BUDGET.set(Budget(_LIMITS.get()))
    try:
        yield
    finally:
        _BUDGET.reset(token)


def current() -> Budget:
    """The budget of the question being asked; outside of any, only nodes are bounded."""
    return _BUDGET.get() or Budget(replace(_LIMITS.get(), seconds=math.inf))


@contextmanager
def small(nodes: int) -> Iterator[None]:
    """What is done inside has the time that is left, and no more nodes than these."""
    around = current()
    budget = copy(around)
    budget.limits = replace(around.limits, nodes=min(nodes, around.limits.nodes))
    token = _BUDGET.set(budget)
    try:
        yield
    finally:
        _BUDGET.reset(token)


def too_large(what: str, option: str, names: Sequence[str]) -> TooLarge:
    """What a question has come to, what makes it large, and what to do."""
    told = [f"`{name}`" for name in names[:NAMED]]
    listed = " and ".join((", ".join(told[:-1]), told[-1]) if len(told) > 1 else told)
    helps = [f"give {listed}, which make it large"] if told else []
    if option:
        helps.append(f"{'or ' if told else ''}allow more with `{option}`")
    help_ = "; ".join(helps) or "ask about less, or give more of the facts"
    return TooLarge([Problem("E521", f"this question takes {what}", QUESTION, help=help_)])
