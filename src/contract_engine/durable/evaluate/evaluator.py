"""A bearer, an action, a total situation and options -> a finding, by durable-rules."""

from __future__ import annotations

import threading
import weakref
from functools import cached_property, partial
from types import TracebackType
from typing import Self

from contract_engine.durable.compile.clauses import Point
from contract_engine.durable.compile.compiled import Compiled, Conclusions, compile_instrument
from contract_engine.durable.compile.rules import MOST
from contract_engine.durable.errors import BeyondLimits, EngineError
from contract_engine.durable.evaluate.prevails import Found, prevail
from contract_engine.durable.evaluate.relevance import Plan, Wanted, plan
from contract_engine.durable.evaluate.situations import check
from contract_engine.durable.evaluate.survival import Left, survive
from contract_engine.durable.evaluate.trace import Fired, without_dropped
from contract_engine.durable.library import Library, RuleSet
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.agreement import Agreement
from contract_engine.model.outcome import Outcome
from contract_engine.model.question import Options, TotalSituation

NO_OPTIONS = Options()
Ready = tuple[Compiled, tuple[RuleSet, ...]]


@dataclass(frozen=True)
class Finding:
    """The outcome, and the durable rules that fired on the way to it, in order."""

    outcome: Outcome
    fired: tuple[tuple[Compiled, str], ...] = field(repr=False, compare=False)
    left: Left = field(repr=False, compare=False)

    @cached_property
    def trace(self) -> tuple[Fired, ...]:
        """The rules that fired, told to people."""
        return without_dropped((each.fired(rule) for each, rule in self.fired), self.left)


class DurableEvaluator:
    """Evaluates total situations of one agreement; safe to use from several threads, one at a time.

    Each instrument is compiled when a question first needs it, to rule sets with what questions
    about that bearer and action want of it, and kept until the evaluator is closed
    or others need the room.
    """

    def __init__(self, agreement: Agreement) -> None:
        """Import durable-rules; BrokenInstallation when that can't be done."""
        self.agreement = agreement
        self._library = Library()
        self._plans: dict[tuple[str, str], Plan] = {}
        self._rulesets: dict[tuple[str, Wanted], Ready] = {}
        self._lock = threading.Lock()
        # Python doesn't know of the memory that rule sets take; at exit it goes anyway.
        self._free = weakref.finalize(self, _close, self._rulesets)
        self._free.atexit = False

    def evaluate(
        self, bearer: str, action: str, situation: TotalSituation, options: Options = NO_OPTIONS
    ) -> Finding:
        """The outcome of a total situation on its day.

        Readings are those of the situation; `options.readings` is not looked at. Facts and readings
        that no relevant clause asks about may be left out. RefusedInput when the question or the
        situation can't be; EngineError when durable-rules fails or the agreement is beyond it.
        """
        left = survive(self.agreement, options)
        check(self.agreement.vocabulary, situation)
        with self._lock:
            if not self._free.alive:
                raise EngineError("this evaluator is closed")
            if (asked := self._plans.get((bearer, action))) is None:
                asked = self._plans[bearer, action] = plan(self.agreement, bearer, action)
            found, fired = Found(), list[tuple[Compiled, str]]()
            for instrument, wanted in asked.wanted.items():
                if _matters(instrument, wanted, left):
                    fired += self._ask(instrument, wanted, (situation, left), found)
        outcome = prevail(self.agreement, asked.norms, found, left)
        return Finding(outcome, tuple(fired), left)

    def close(self) -> None:
        """Free the rule sets; nothing can be evaluated afterwards."""
        with self._lock:
            self._free()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(
        self, instrument: str, wanted: Wanted, asked: tuple[TotalSituation, Left], found: Found
    ) -> list[tuple[Compiled, str]]:
        """Add to `found` what the instrument's rule sets find; the rules that fired."""
        fired: list[tuple[Compiled, str]] = []
        compiled, registered = self._compiled(instrument, wanted)
        conclusions = Conclusions(compiled)
        for made, ruleset in zip(compiled.rulesets, registered, strict=True):
            told = conclusions.facts(made, *asked)
            rules = ruleset.run(told, partial(conclusions.chain, made))
            fired += [(compiled, rule) for rule in rules]
        self._conclude(instrument, conclusions, found)
        return fired

    def _conclude(self, instrument: str, conclusions: Conclusions, found: Found) -> None:
        for point, clause, holds in conclusions.points():
            if not holds:
                continue
            match point:
                case Point.BEGUN:
                    found.begun.add(clause)
                case Point.SUITS:
                    found.suiting.add(clause)
                case Point.APPLIES:
                    found.applying.add(clause)
                case Point.REPEALED:
                    found.repealed.add((instrument, clause))
                case Point.LEFT:
                    found.left.add(clause)

    def _compiled(self, instrument: str, wanted: Wanted) -> Ready:
        """The instrument's rule sets for what is wanted; several, where one would be too large."""
        if (ready := self._rulesets.get((instrument, wanted))) is None:
            try:
                made = compile_instrument(self.agreement, instrument, wanted)
            except RecursionError as error:
                raise BeyondLimits("a condition is nested too deeply") from error
            ready = made, tuple(RuleSet(self._library, each.rules) for each in made.rulesets)
            self._rulesets[instrument, wanted] = ready
            self._forget_the_oldest()
        return ready

    def _forget_the_oldest(self) -> None:
        """Free the rule sets made first, until the others have no more rules than may be kept."""
        sizes = {
            key: sum(len(each.rules) for each in made.rulesets)
            for key, (made, _) in self._rulesets.items()
        }
        kept = sum(sizes.values())
        for key, size in [*sizes.items()][:-1]:
            if kept <= MOST:
                break
            kept -= size
            _, registered = self._rulesets.pop(key)
            for ruleset in registered:
                ruleset.close()


def _close(rulesets: dict[tuple[str, Wanted], Ready]) -> None:
    for _, registered in rulesets.values():
        for ruleset in registered:
            ruleset.close()
    rulesets.clear()


def _matters(instrument: str, wanted: Wanted, left: Left) -> bool:
    """Whether anything the instrument is asked about survives the options."""
    return any(clause in left.clauses for clause in (*wanted.applies, *wanted.begun)) or any(
        (instrument, clause) in left.repeals for clause in wanted.repealed
    )
