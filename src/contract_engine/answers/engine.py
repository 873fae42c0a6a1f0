"""An agreement -> something to ask: survivors, relevant norms and programs, made once each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, lru_cache

from contract_engine.answers.answer import Answer
from contract_engine.answers.digest import rules_sha256
from contract_engine.diagram.act.in_play import Relevant, relevant_norms
from contract_engine.diagram.act.program import Program, program_of
from contract_engine.diagram.act.survival import Survivors, survivors
from contract_engine.diagram.finding.finding import Finding, find
from contract_engine.model.agreement import Agreement
from contract_engine.model.question import Given, Options

_Key = tuple[object, ...]

KEPT = 4096
"""So many findings and answers are kept of one agreement."""


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
        self._program = lru_cache(maxsize=512)(self._build)
        self._found = lru_cache(maxsize=KEPT)(self._find)
        self._answers: dict[_Key, Answer] = {}
        self._options: dict[_Key, Options] = {}

    def remembered(self, key: _Key, make: Callable[[], Answer]) -> Answer:
        """The answer made before for this key, or now; some thousand are kept."""
        found = self._answers.get(key)
        if found is None:
            found = make()
            if len(self._answers) >= KEPT:
                self._answers.clear()
            self._answers[key] = found
        return found

    @cached_property
    def rules_sha256(self) -> str:
        """The hash of the rules, for receipts."""
        return rules_sha256(self.agreement)

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

    def program(self, bearer: str, action: str, on: date, options: Options) -> Program:
        """The diagrams of an act on a day."""
        self.survivors(options)
        return self._program(bearer, action, on, options_key(options))

    def _build(self, bearer: str, action: str, on: date, key: _Key) -> Program:
        options = self._options[key]
        norms = self.norms(bearer, action, options)
        return program_of(self.agreement, self.survivors(options), norms, on)

    def find(
        self, bearer: str, action: str, on: date, given: Mapping[str, Given], options: Options
    ) -> Finding:
        """What the diagrams say of a question; raises Impossible."""
        self.survivors(options)
        return self._found(bearer, action, on, tuple(given.items()), options_key(options))

    def _find(
        self, bearer: str, action: str, on: date, given: tuple[tuple[str, Given], ...], key: _Key
    ) -> Finding:
        return find(self._program(bearer, action, on, key), dict(given))
