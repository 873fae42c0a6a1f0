"""An agreement -> something to ask: survivors, relevant norms and programs, made once each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, TypeVar, cast

from contract_engine.answers.answer import Answer
from contract_engine.answers.digest import rules_sha256
from contract_engine.answers.programs import Act, Programs
from contract_engine.diagram.act.in_play import Relevant, relevant_norms
from contract_engine.diagram.act.program import Program, program_of
from contract_engine.diagram.act.survival import Survivors, survivors
from contract_engine.diagram.finding.finding import Finding
from contract_engine.model.agreement import Agreement
from contract_engine.model.days import Choose
from contract_engine.model.question import Given, Options
from contract_engine.model.traverse import as_meant, of_clause

if TYPE_CHECKING:
    from contract_engine.diagram.decider.decision import Decision

_Key = tuple[object, ...]
T = TypeVar("T")

KEPT = 4096
"""So many answers are kept of one agreement."""
KEPT_ONCE = 512
"""And so many other things that are worked out once."""
DECISIONS = 64
"""And so many acts as automata."""


def options_key(options: Options) -> _Key:
    """Options as something that can be a dictionary's key."""
    return (
        options.under,
        options.without,
        options.known,
        options.evidence,
        tuple(sorted(options.readings.items())),
    )


class Engine:
    """Programs of one agreement, kept between questions. Not for several threads at once."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self._survivors: dict[_Key, Survivors] = {}
        self._norms: dict[_Key, list[Relevant]] = {}
        self._programs = Programs(self._build, lambda: self.numbers_choose)
        self._once: dict[_Key, object] = {}
        self._answers: dict[_Key, Answer] = {}
        self._options: dict[_Key, Options] = {}
        self._decisions: dict[_Key, Decision] = {}

    def remembered(self, key: _Key, make: Callable[[], Answer]) -> Answer:
        """The answer made before for this key, or now; some thousand are kept."""
        found = self._answers.get(key)
        if found is None:
            found = make()
            if len(self._answers) >= KEPT:
                self._answers.clear()
            self._answers[key] = found
        return found

    def once(self, key: _Key, make: Callable[[], T]) -> T:
        """What was made before for this key, or now; some hundreds are kept.

        Args:
            key: all that it hangs on, beginning with what makes it.
            make: makes it.
        """
        found = self._once.get(key)
        if found is None:
            if len(self._once) >= KEPT_ONCE:
                self._once.clear()
            found = self._once[key] = make()
        return cast("T", found)

    @cached_property
    def rules_sha256(self) -> str:
        """The hash of the rules, for receipts."""
        return rules_sha256(self.agreement)

    @cached_property
    def numbers_choose(self) -> bool:
        """Whether a number may say which of several days is meant."""
        agreement = self.agreement
        said = chain(agreement.impossible, *map(of_clause, agreement.clauses.values()))
        return any(isinstance(part, Choose) for part in as_meant(said))

    def survivors(self, options: Options) -> Survivors:
        """What survives these options."""
        key = options_key(options)
        if key not in self._survivors:
            self._survivors[key] = survivors(self.agreement, options)
            self._options[key] = options
        return self._survivors[key]

    def norms(self, bearer: str, action: str, options: Options) -> list[Relevant]:
        """The norms relevant to an act, under these options, in force or not."""
        key = (bearer, action, options_key(options))
        if key not in self._norms:
            left = self.survivors(options)
            self._norms[key] = relevant_norms(self.agreement, left, bearer, action)
        return self._norms[key]

    def program(
        self,
        bearer: str,
        action: str,
        on: date,
        options: Options,
        given: Mapping[str, Given] | None = None,
    ) -> Program:
        """The diagrams of an act on a day.

        Args:
            bearer: who acts.
            action: what is done.
            on: the day.
            options: what is left out of account.
            given: what every situation has that will be asked of them. Where the act is large
                they say nothing of others.
        """
        return self._programs.of(self._act(bearer, action, options), on, given or {})

    def find(
        self, bearer: str, action: str, on: date, given: Mapping[str, Given], options: Options
    ) -> Finding:
        """What the diagrams say of a question; raises Impossible."""
        return self._programs.find(self._act(bearer, action, options), on, given)

    def decision(
        self, bearer: str, action: str, options: Options, *, clauses: bool = False
    ) -> Decision:
        """An act as a layered automaton, kept with what was asked of it.

        Args:
            bearer: who acts.
            action: what is done.
            options: what is left out of account.
            clauses: whether outcomes also tell which clauses govern.
        """
        from contract_engine.diagram.decider.decision import Decision

        key = (bearer, action, options_key(options), clauses)
        if key not in self._decisions:
            if len(self._decisions) >= DECISIONS:
                self._decisions.clear()
            norms, left = self.norms(bearer, action, options), self.survivors(options)
            self._decisions[key] = Decision(self.agreement, left, norms, clauses=clauses)
        return self._decisions[key]

    def _act(self, bearer: str, action: str, options: Options) -> Act:
        self.survivors(options)
        return Act(bearer, action, options_key(options))

    def _build(self, act: Act, on: date, held: Mapping[str, Given]) -> Program:
        options = self._options[act.options]
        norms = self.norms(act.bearer, act.action, options)
        return program_of(self.agreement, self.survivors(options), norms, on, held)
