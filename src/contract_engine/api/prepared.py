"""One act under fixed options -> something to ask of many days and situations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from contract_engine.api.reading import heard
from contract_engine.api.request import Given, Request, request_of
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.diagram.core.budget import TooLarge, one_question
from contract_engine.diagram.core.verdicts import verdict_of
from contract_engine.language.questions import QUESTION
from contract_engine.language.values.days import Unreadable, read_day
from contract_engine.language.values.typed import read_given, subject
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Given as Said
from contract_engine.model.question import Question

if TYPE_CHECKING:
    from contract_engine.answers.answer import Answer
    from contract_engine.api.agreement import LoadedAgreement
    from contract_engine.diagram.decider.decision import Decision
    from contract_engine.diagram.decider.lookup import Lookup

MOST_WAYS = 64
"""Of so many sets of given names the verdict is a look-up; of others it is worked out."""


class VerdictOf(Protocol):
    """The verdict of an act in a situation."""

    def __call__(self, *, on: date | str, given: Given | None = None) -> Verdict:
        """The verdict alone, without the reasons: the same as that of `ask`.

        Args:
            on: The day asked about.
            given: As for `ask`. Values by name as the rule files have them, True and False,
                numbers and days are quickest.

        Raises:
            BadInput: With every problem of the question.
        """


@dataclass(frozen=True)
class Found:
    """A verdict, and the ids of the clauses that govern."""

    verdict: Verdict
    clauses: tuple[str, ...]


class Prepared:
    """One act under fixed options, to be asked of many days and situations.

    The first question about a period of days, or one that gives other names than before, takes
    milliseconds; those after it about a microsecond. As its agreement, it may be shared between
    threads and pickled.
    """

    verdict: VerdictOf
    """See `VerdictOf`; a function of its own for each act, so that it is a plain look-up."""

    def __init__(self, agreement: LoadedAgreement, request: Request) -> None:
        """Made by `LoadedAgreement.prepare`; BadInput with every problem of act and options."""
        self._agreement = agreement
        self._request = request
        question = heard(agreement.model, request, every_day=True).question
        self._options = question.options
        self._act = question.bearer, question.action
        self._decision = self.decision()
        self._ways: dict[tuple[str, ...], Lookup | None] = {}
        self._too_large = False
        defined = agreement.model.definitions
        names = tuple(
            name
            for name in self._decision.names
            if name not in self._decision.readings and name not in defined
        )
        everything = self._way(names)
        self.verdict = self._of_any if everything is None else everything.or_other

    def __reduce__(self) -> tuple[type[Prepared], tuple[LoadedAgreement, Request]]:
        return type(self), (self._agreement, self._request)

    def ask(self, *, on: date | str, given: Given | None = None) -> Answer:
        """The whole answer.

        Args:
            on: The day asked about.
            given: As for `LoadedAgreement.ask`.

        Returns:
            The answer; BadInput with every problem of the day and of what is given.
        """
        return self._agreement.ask(self._question(on, given))

    def found(self, *, on: date | str, given: Given | None = None) -> Found:
        """The verdict and the clauses that govern, without what else an answer tells.

        Args:
            on: The day asked about.
            given: As for `ask`.

        Returns:
            Both; BadInput with every problem of the day and of what is given.
        """
        with self._agreement.lock:
            outcome = self._agreement.find(self._question(on, given)).outcome
        return Found(outcome.verdict, outcome.governing)

    def decision(self, *, clauses: bool = False) -> Decision:
        """The act as a layered automaton, for who lays it out anew, such as tables.

        Args:
            clauses: Whether outcomes also tell which clauses govern.

        Returns:
            The automaton, which grows as it is asked; only for one thread at a time.
        """
        engine = self._agreement.engine
        return engine.decision(*self._act, self._options, clauses=clauses)

    def read(self, name: str, text: str) -> Said:
        """What a question would say of a fact or event by a text.

        Args:
            name: The fact or event.
            text: What is given of it.

        Returns:
            The value; BadInput where there is no such name, or the text is no value of it.
        """
        try:
            return read_given(subject(self._agreement.model.vocabulary, name), text)
        except Unreadable as error:
            raise _bad(error) from None

    def day(self, text: str) -> date:
        """The day that a text is.

        Args:
            text: Such as 2025-11-15.

        Returns:
            The day; BadInput where the text is none.
        """
        return day_of(text)

    def _other(self, on: date | str, given: Given | None) -> Verdict:
        """The verdict where other names are given, a day is new, or what is given needs reading."""
        given = given or {}
        way = self._ways.get(tuple(given))
        found = None if way is None else way.decide(on, given)  # type: ignore[arg-type]  # or None
        if found is not None:
            return found
        with self._agreement.lock:
            return self._worked_out(on, given)

    def _of_any(self, *, on: date | str, given: Given | None = None) -> Verdict:
        """The same for an act of which nothing is looked up."""
        return self._other(on, given)

    def _worked_out(self, on: date | str, given: Given) -> Verdict:
        way, day = self._way(tuple(given)), _day(on)
        if way is not None and day is not None:
            found = way.decide(day, given)
            if found is None and self._learned(way, day):
                found = way.decide(day, given)
            if found is not None:
                return found
        asked = self._question(on, given)
        program = self._agreement.engine.program(
            asked.bearer, asked.action, asked.on, self._options, asked.given
        )
        with self._agreement.possible(asked):
            return verdict_of(program, asked.given)

    def _learned(self, way: Lookup, day: date) -> bool:
        """Whether a look-up was made ready for a day that it didn't know.

        An act that is too large as a whole may not be so with what is given: then no more days of
        it are looked up, and each question is asked of the diagrams with what it gives.
        """
        if self._too_large:
            return False
        try:
            with one_question():
                return way.learn(day)
        except TooLarge:
            self._too_large = True
            return False

    def _way(self, names: tuple[str, ...]) -> Lookup | None:
        """The look-up for situations that give these names; None where there can be none."""
        if self._decision.asked_otherwise:
            return None
        from contract_engine.diagram.decider.lookup import Lookup

        if names not in self._ways:
            if len(self._ways) >= MOST_WAYS:
                self._ways = dict(list(self._ways.items())[:1])
            given = frozenset(names)
            agreement = self._agreement.model
            known = agreement.vocabulary.facts.keys() | agreement.vocabulary.events.keys()
            found = next((w for w in self._ways.values() if w and w.given.values == given), None)
            if found is None and given <= known - agreement.definitions.keys():
                found = Lookup(self._decision, names, self._other)
            self._ways[names] = found
        return self._ways[names]

    def _question(self, on: date | str, given: Given | None) -> Question:
        now = request_of(self._request.text.ask, on=on, given=given).text
        text = replace(self._request.text, on=now.on, given=now.given)
        return heard(self._agreement.model, replace(self._request, text=text)).question


def _day(on: date | str) -> date | None:
    if isinstance(on, date):
        return on
    try:
        return read_day(on)
    except Unreadable:
        return None


def day_of(text: str) -> date:
    """The day that a text is; BadInput where it is none."""
    try:
        return read_day(text)
    except Unreadable as error:
        raise _bad(error) from None


def _bad(error: Unreadable) -> BadInput:
    return BadInput([Problem(error.code, error.message, QUESTION, help=error.help)])
