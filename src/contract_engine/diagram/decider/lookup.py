"""An automaton and the names that are given -> a Python function from a situation to its verdict.

The states become dictionaries, from a value as a caller gives it to the next state, and lists
where values are cut into classes. Of an act with many terms they become tuples, a third as large,
and values are looked up before: what is waited for there is memory. A verdict is then a subscript
or two for each name, and the function is written out as source, because a loop over the names
takes twice as long. The only words in it are the vocabulary's, as string constants.

What isn't a plain value (several values, `unknown`, a float) is left to the caller.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import cast

from contract_engine.diagram.core.domains import KindClasses, NumberClasses
from contract_engine.diagram.decider.decision import Decision, Given
from contract_engine.diagram.decider.outcomes import Outcome
from contract_engine.language.values.amounts import read_ordered
from contract_engine.language.values.days import Unreadable, read_event_day
from contract_engine.language.values.typed import read_date
from contract_engine.model.days import NEVER
from contract_engine.model.ordered import Instant
from contract_engine.model.outcome import Verdict
from contract_engine.model.versions import Version
from contract_engine.model.vocabulary import (
    DateFact,
    Event,
    Fact,
    KindFact,
    NumberFact,
    YesNoFact,
)

MOST_DAYS = 1 << 16
"""So many days are kept; past that, they are looked up anew."""
LARGE = 200
"""An act with more norms than this has more states than a processor keeps at hand."""
_READABLE = (int, Decimal, str, Instant, Version)
MOST_TEXTS = 1 << 12
"""So many values in text are kept read, of each name."""

Decide = Callable[[date, Mapping[str, object]], Verdict | None]
"""The verdict of a day and what is given; None where the caller has to ask in another way."""
Other = Callable[[date, Mapping[str, object]], Verdict]
"""That other way."""


class Lookup:
    """The verdicts of situations that give just these names.

    `decide` is the function; `or_other` is the same with keywords, `on` and `given`, which asks in
    another way by itself.
    """

    def __init__(
        self, decision: Decision, names: tuple[str, ...], other: Other | None = None
    ) -> None:
        self.decision = decision
        self.given = Given(frozenset(names))
        self._large = len(decision.norms) > LARGE
        self._days: dict[int, object] = {}
        self._states: dict[tuple[int, int], object] = {}
        self._layers = [n for n in decision.names if n in self.given.values]
        self._dated = [name for name in self._layers if name not in decision.fixed]
        known: dict[str, object] = {"days": self._days, "at": bisect_right, "other": other}
        exec(compile(self._written(names, known), "<decide>", "exec"), known)
        self.decide = cast("Decide", known["decide"])
        self.or_other = cast("Callable[..., Verdict]", known["or_other"])

    def learn(self, on: date) -> bool:
        """Make ready for a day; False where it was known. Raises TooLarge."""
        if on.toordinal() in self._days:
            return False
        if len(self._days) >= MOST_DAYS:
            self._days.clear()
        begin = self.decision.begin(on, self.given)
        start = self._object(begin.state, 0)
        cuts = [begin.classes[name].cuts for name in self._dated]
        self._days |= dict.fromkeys(self.decision.alike(on), (start, *cuts) if cuts else start)
        return True

    def _object(self, state: int, layer: int) -> object:
        """What a state is in the function: of names that aren't given, what they go on to."""
        automaton, names = self.decision.automaton, self.decision.names
        while layer < len(names) and names[layer] not in self.given.values:
            state, layer = automaton.rows[layer][state][0], layer + 1
        if layer == len(names):
            outcome = automaton.outcomes[state]
            return outcome.verdict if isinstance(outcome, Outcome) else None
        found = self._states.get((layer, state))
        if found is None:
            row = [self._object(kid, layer + 1) for kid in automaton.rows[layer][state]]
            found = self._states[layer, state] = self._by_value(names[layer], row)
        return found

    def _by_value(self, name: str, row: list[object]) -> object:
        if self._large:
            return tuple(row)
        codes = self._codes(name)
        return row if codes is None else {value: row[code] for value, code in codes.items()}

    def _codes(self, name: str) -> dict[object, int] | None:
        """The class of each plain value of a name; None where values are cut into classes."""
        fact = self._subject(name)
        if isinstance(fact, KindFact):
            of = cast("KindClasses", self.decision.fixed[name]).of
            return {
                value.id: min(classes)
                for value in fact.values.values()
                if len(classes := {of[end] for end in value.leaves}) == 1
            }
        if isinstance(fact, YesNoFact):
            return {False: 0, True: -1, "no": 0, "yes": -1}
        return None

    def _subject(self, name: str) -> Fact | Event:
        words = self.decision.agreement.vocabulary
        return words.facts.get(name) or words.events[name]

    def _written(self, names: tuple[str, ...], known: dict[str, object]) -> str:
        steps, dated = [], []
        for number, name in enumerate(self._layers):
            if name in self._dated:
                dated.append(f"cuts{number}")
            steps.append(f"[{self._key(name, number, known)}]")
        checks = [self._check(n, k, known) for k, n in enumerate(names) if n not in self._layers]
        return "".join(
            f"def {header}:\n"
            "    try:\n"
            f"        if len(given) != {len(names)}:\n"
            f"            return {otherwise}\n"
            f"        {', '.join(['start', *dated])} = days[on.toordinal()]\n"
            f"        verdict = start{''.join(steps)}\n"
            + "".join(f"        {check}\n" for check in checks)
            + "        if verdict is not None:\n"
            "            return verdict\n"
            "    except (KeyError, TypeError, AttributeError, IndexError):\n"
            "        pass\n"
            f"    return {otherwise}\n"
            for header, otherwise in (
                ("decide(on, given)", "None"),
                ("or_other(*, on, given=None)", "other(on, given)"),
            )
        )

    def _key(self, name: str, number: int, known: dict[str, object]) -> str:
        """The source of what a state is asked with."""
        said, fact = f"given[{name!r}]", self._subject(name)
        match fact:
            case KindFact() | YesNoFact():
                if not self._large:
                    return said
                known[f"codes{number}"] = self._codes(name)
                return f"codes{number}[{said}]"
            case NumberFact():
                classes = self.decision.fixed[name]
                assert isinstance(classes, NumberClasses)
                known[f"class{number}"] = _number_class(fact, classes)
                steps = _whole_steps(classes)
                if steps is None or fact.sort != "number" or _bounded(fact):
                    return f"class{number}({said})"
                known[f"steps{number}"] = steps
                return f"at(steps{number}, v) if type(v := {said}) is int else class{number}(v)"
            case DateFact() | Event():
                known[f"class{number}"] = _day_class(fact)
                return f"class{number}(cuts{number}, {said})"

    def _check(self, name: str, number: int, known: dict[str, object]) -> str:
        """The source that fails where a name that makes no difference has no plain value."""
        said, fact = f"given[{name!r}]", self._subject(name)
        key = f"check{number}"
        match fact:
            case KindFact():
                known[key] = dict.fromkeys(fact.values)
                return f"{key}[{said}]"
            case YesNoFact():
                known[key] = dict.fromkeys((False, True, "no", "yes"))
                return f"{key}[{said}]"
            case NumberFact():
                known[key] = _number_class(fact, NumberClasses(()))
                return f"{key}({said})"
            case DateFact() | Event():
                known[key] = _day_class(fact)
                return f"{key}((), {said})"


def _whole_steps(classes: NumberClasses) -> list[int] | None:
    """The cuts between whole numbers; None where a constant is none, or no number at all."""
    steps = []
    for constant, side in classes.cuts:
        if not isinstance(constant, Decimal) or constant != constant.to_integral_value():
            return None
        steps.append(int(constant) + side)
    return steps


def _bounded(fact: NumberFact) -> bool:
    return fact.least is not None or fact.most is not None


def _number_class(fact: NumberFact, classes: NumberClasses) -> Callable[[object], int]:
    """The class of a number, or of an ordered value in text; all else is a TypeError."""

    @lru_cache(maxsize=MOST_TEXTS)
    def read(text: str) -> int:
        return classes.of(read_ordered(fact, text))

    def of(value: object) -> int:
        if type(value) not in _READABLE:
            raise TypeError
        try:
            return read(str(value))
        except Unreadable:
            raise TypeError from None

    return of


def _day_class(fact: DateFact | Event) -> Callable[[tuple[int, ...], object], int]:
    """The class of a day among cuts, the last where it never comes; all else is a TypeError."""
    reader = partial(read_date, fact) if isinstance(fact, DateFact) else read_event_day
    read = lru_cache(maxsize=MOST_TEXTS)(reader)

    def of(cuts: tuple[int, ...], value: object) -> int:
        if type(value) is date:
            return bisect_left(cuts, value.toordinal())
        if value is not NEVER and type(value) is not str:
            raise TypeError
        try:
            day = read(str(value))
        except Unreadable:
            raise TypeError from None
        return bisect_left(cuts, day.toordinal()) if isinstance(day, date) else len(cuts)

    return of
