"""A question -> the stretches of days on which its answer can't change, and what divides them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from contract_engine.answers.engine import Engine, options_key
from contract_engine.answers.timeline.causes import Causes
from contract_engine.answers.timeline.orders import Cause, Run
from contract_engine.definitions.spell_out import contradiction
from contract_engine.diagram.act.applied import OfClause, applied
from contract_engine.diagram.act.life import life_of
from contract_engine.diagram.act.survival import Survivors
from contract_engine.model.agreement import Clause
from contract_engine.model.conditions import Condition
from contract_engine.model.days import Day, Never
from contract_engine.model.ordered import Ordered
from contract_engine.model.question import Given, Question

ONE_DAY = timedelta(days=1)
A_YEAR = 366
MOST = 8
"""So many years are looked at closely."""


class Stretches:
    """The days on which something that a question's clauses ask for comes about."""

    def __init__(
        self,
        engine: Engine,
        question: Question,
        asked: Sequence[OfClause] | None = None,
        *,
        closely: bool = False,
    ) -> None:
        """Of the norms that bear on a question; or of what else is `asked`.

        Looked at `closely`, also the days on which some that are counted from one open day pass
        each other; see "The days between which an answer holds" in docs/meaning.md.
        """
        self.engine = engine
        self.agreement = engine.agreement
        self.left = engine.survivors(question.options)
        if asked is None:
            told = tuple(each for each in question.given.items() if self._sets_days(*each))
            act = (question.bearer, question.action, options_key(question.options))
            causes, found = engine.once((Stretches, *act, told), lambda: self._found(question))
        else:
            causes, found = self._found(question, asked)
        if closely:
            found = (
                *found,
                *causes.orders.of_passing(_looked_at(self.left, question.situation.on)),
            )
        self.causes: dict[date, list[Cause]] = {}
        for cause in found:
            self.causes.setdefault(cause.on, []).append(cause)
        self.starts = sorted(day for day in self.causes if day > date.min)

    def index(self, on: date) -> int:
        """The number of the stretch that a day is in."""
        return sum(start <= on for start in self.starts)

    def first(self, index: int) -> date | None:
        """The first day of a stretch; None for the one without a beginning."""
        return None if index == 0 else self.starts[index - 1]

    def last(self, index: int) -> date | None:
        """The last day of a stretch; None for the one without an end."""
        return None if index == len(self.starts) else self.starts[index] - ONE_DAY

    def sample(self, index: int) -> date:
        """A day of the stretch."""
        start = self.first(index)
        if start is not None:
            return start
        end = self.last(index)
        return end if end is not None else date(2000, 1, 1)

    def why(self, on: date, touched: frozenset[str]) -> str:
        """What comes about on a day, what is about the touched clauses first."""
        causes = self.causes.get(on, [])
        about = [c for c in causes if not c.clause or c.clause in touched] or causes
        best = min((cause.weight for cause in about), default=0)
        words = dict.fromkeys(cause.words for cause in about if cause.weight == best)
        return "; ".join(words)

    def _sets_days(self, name: str, value: Given) -> bool:
        """Whether what is given may bear on the days: a word does so by a definition alone."""
        if name in self.agreement.definitions:
            return True
        if isinstance(value, Ordered):
            return self.engine.numbers_choose
        return not isinstance(value, frozenset | bool)

    def _found(
        self, question: Question, asked: Sequence[OfClause] | None = None
    ) -> tuple[Causes, tuple[Cause, ...]]:
        """What comes about, but for what passes each other: of that, what to ask."""
        norms: Sequence[OfClause] = (
            self.engine.norms(question.bearer, question.action, question.options)
            if asked is None
            else asked
        )
        clauses = {norm.clause.id: norm.clause for norm in norms}
        # What is given of a defined fact is refused on the days on which it follows otherwise.
        given = [contradiction(self.agreement, *each) for each in question.given.items()]
        for name in applied(self.agreement, self.left, norms, given):
            clauses.setdefault(name, self.left.clauses[name])
        causes = Causes(self.agreement.vocabulary, self._days(question), question.given)
        return causes, tuple(self._all_causes(causes, clauses, given))

    def _days(self, question: Question) -> dict[str, Day]:
        """The days that events and date facts have, as given or assumed."""
        words = self.agreement.vocabulary
        days: dict[str, Day] = {}
        for name, subject in (*words.events.items(), *words.facts.items()):
            given: Given | None = question.given.get(name, getattr(subject, "usually", None))
            if isinstance(given, (date, Never)):
                days[name] = given
        return days

    def _all_causes(
        self, causes: Causes, clauses: Mapping[str, Clause], given: Sequence[Condition]
    ) -> Iterator[Cause]:
        for instrument in self.left.instruments.values():
            of = instrument.clarifies
            what = f"clarifies {of}" if of else "takes effect"
            yield Cause(instrument.effective, f"{instrument.id} {what}", weight=1)
        yield from causes.of_parts((*self.agreement.impossible, *given))
        for clause in clauses.values():
            yield from causes.of_life(life_of(self.left, clause), clauses)
        yield from causes.orders.of_order()
        yield from causes.orders.of_calendars()


def _looked_at(left: Survivors, on: date | None) -> list[Run]:
    """The days on which it is looked at what passes each other, in their order."""
    effective = [instrument.effective.toordinal() for instrument in left.instruments.values()]
    spans = [(min(effective) - A_YEAR, max(effective) + 2 * A_YEAR)] if effective else []
    spans += [(on.toordinal() - 2 * A_YEAR, on.toordinal() + 2 * A_YEAR)] if on else []
    runs: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        end = min(last, first + MOST * A_YEAR, date.max.toordinal())
        begin = max(first, date.min.toordinal())
        if runs and begin <= runs[-1][1] + 1:
            runs[-1] = runs[-1][0], max(end, runs[-1][1])
        else:
            runs.append((begin, end))
    return [(date.fromordinal(first), date.fromordinal(last)) for first, last in runs]
