"""An agreement and its engine, which answers one question at a time, from whatever thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from threading import RLock
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from contract_engine.answers.ask.cross_check import CrossCheck
from contract_engine.answers.engine import Engine
from contract_engine.api.reading import Heard, heard, impossible, look_at
from contract_engine.api.request import Asking, Given, OptionsSaid, request_of
from contract_engine.definitions.covered import told_not_covered
from contract_engine.diagnostics import BadInput
from contract_engine.diagram.core.budget import one_question
from contract_engine.diagram.core.region import Impossible, Uncovered
from contract_engine.model.agreement import Agreement
from contract_engine.model.question import Question

if TYPE_CHECKING:
    from datetime import date

    from contract_engine.diagram.finding.finding import Finding

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound="Base")

_DURABLE = RLock()
"""durable-rules keeps its rules for the whole process, and so is asked by one thread at a time."""


def one_at_a_time(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    """The method, run by one thread at a time: an engine keeps what it has worked out.

    What it asks is one question, within the limits that are set.
    """

    @wraps(method)
    def alone(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self.lock, one_question():
            return method(self, *args, **kwargs)

    return alone


@contextmanager
def together(*agreements: Base) -> Iterator[None]:
    """What is asked inside of several agreements is one question, and no other thread's turn.

    They are locked in one order, whoever asks, so that nobody waits for ever.
    """
    with ExitStack() as locked, one_question():
        for each in sorted(set(agreements), key=id):
            locked.enter_context(each.lock)
        yield


class Base:
    """An agreement with what answers questions about it.

    It may be shared between threads, which then wait for one another, and it can be pickled: only
    the agreement travels, and what was worked out is worked out again.
    """

    def __init__(self, agreement: Agreement) -> None:
        """Make an agreement ready to be asked."""
        self.model = agreement
        self.engine = Engine(agreement)
        self.lock = RLock()
        self._cross: CrossCheck | None = None

    def __reduce__(self) -> tuple[type[Base], tuple[Agreement]]:
        return type(self), (self.model,)

    def __repr__(self) -> str:
        return f"<agreement {self.model.id}: {self.model.title}>"

    def heard(
        self,
        question: Asking,
        on: date | str | None,
        given: Given | None,
        options: OptionsSaid,
        *,
        every_day: bool = False,
    ) -> Heard:
        """The typed question of what a caller says.

        Args:
            question: the question in any form.
            on: its day, unless it is whole.
            given: what is given beside it, unless it is whole.
            options: its options, unless it is whole.
            every_day: it is asked of every day, and needs none.

        Returns:
            The question, and how its words were read. BadInput with every problem of it.
        """
        if not isinstance(question, Question):
            question = request_of(question, on=on, given=given, **options)
        elif on is not None or given is not None or options:
            raise TypeError("a Question is whole: it takes no day, no facts and no options beside")
        return heard(self.model, question, every_day=every_day)

    def look(
        self,
        question: Asking,
        on: date | str | None,
        given: Given | None,
        options: OptionsSaid,
        *,
        every_day: bool = False,
    ) -> Question:
        """A situation and options, as a question about no act.

        Args:
            question: a request without an act, or a whole question, whose act doesn't matter.
            on: the day, unless it is whole.
            given: what is given, unless it is whole.
            options: the options, unless it is whole.
            every_day: it needs no day.

        Returns:
            The question. BadInput with every problem of it.
        """
        if isinstance(question, Question):
            return question
        request = request_of(question, on=on, given=given, **options)
        return look_at(self.model, request, every_day=every_day)

    @contextmanager
    def possible(self, question: Question) -> Iterator[None]:
        """BadInput where what is asked for inside can't be.

        Args:
            question: what gives it.
        """
        try:
            yield
        except Uncovered as why:
            raise BadInput([told_not_covered(why)]) from None
        except Impossible:
            raise BadInput([impossible(self.engine, question)]) from None

    def find(self, question: Question) -> Finding:
        """What the diagram finds.

        Args:
            question: the question.

        Returns:
            The finding; BadInput where what is given can't be.
        """
        q = question
        with self.possible(q):
            return self.engine.find(q.bearer, q.action, q.on, q.given, q.options)

    def cross_check(self, question: Question, finding: Finding) -> str | None:
        """Whether durable-rules says the same.

        Args:
            question: the question.
            finding: what the diagram finds of it.

        Returns:
            A note where durable-rules isn't there; BrokenEngine where it says something else.
        """
        with _DURABLE:
            self._cross = self._cross or CrossCheck(self.engine)
            return self._cross.note(question, finding)
