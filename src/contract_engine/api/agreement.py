"""An agreement, loaded: what may, must and must not be done, in its typed answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from contract_engine.answers.answer import Answer
from contract_engine.answers.ask.ask import asked_of
from contract_engine.answers.ask.notes import ON_RECORD, drafts_counted, horizon
from contract_engine.answers.labels import question_in_words
from contract_engine.api.base import one_at_a_time, together
from contract_engine.api.changing import FindsChanges
from contract_engine.api.examined import Examined
from contract_engine.api.performance import LooksAtPerformance
from contract_engine.api.reading import heard
from contract_engine.api.request import Asking, Given, OptionsSaid, request_of
from contract_engine.api.tabular import AsksTables
from contract_engine.lazy_dataclass import replace
from contract_engine.model.history import History
from contract_engine.model.question import Act, Question

if TYPE_CHECKING:
    from contract_engine.answers.ask.each_value import EveryValue
    from contract_engine.answers.compare.whatif import WhatIf
    from contract_engine.answers.timeline.timeline import Interval, Timeline
    from contract_engine.api.prepared import Prepared


class LoadedAgreement(LooksAtPerformance, FindsChanges, Examined, AsksTables):
    """An agreement ready to be asked. `load` makes one.

    A question is words ("Can OpenAI serve its API on AWS?"), `PARTY ACTION` ("openai serve"), an
    `Act`, or a whole `Question`. Days are dates or ISO text, and both ends of days are included.
    Every method raises BadInput, with all that is wrong with what was asked.

    It may be shared between threads, which then wait for one another; to use more cores, give
    each process its own (it can be pickled).
    """

    @one_at_a_time
    def ask(
        self,
        question: Asking,
        *,
        on: date | str | None = None,
        given: Given | None = None,
        history: History | str | Path | None = None,
        checked: bool = False,
        **options: Unpack[OptionsSaid],
    ) -> Answer:
        """May, must or need somebody do something on a day, and because of which words?

        Args:
            question: words, `PARTY ACTION`, an act, or a question that is whole.
            on: the day asked about; words may name it instead.
            given: facts to values and events to days: a value's name (or several), True or "yes",
                a number, a date or "2027-03-01", "never", "unknown".
            history: what was recorded: a step's norm then applies while the step is open.
            checked: durable-rules must say the same. BrokenEngine where it doesn't; a note in the
                answer where it isn't installed.
            **options: `under` an instrument, `without` some, what was `known` by a day, only
                `evidence` of a grade or better, and `readings`.

        Returns:
            The answer. Compare its `verdict`; `str()` of it is its sentence, and below it which
            words were read as less than they may mean.
        """
        asked = self.heard(question, on, given, options)
        if history is not None:
            from contract_engine.api.over_time import OverTime

            recorded = history if isinstance(history, History) else self.history(history)
            recalled = replace(asked, question=self.on_record(asked.question, recorded))
            answer = self.answered(recalled, checked=checked)
            over = OverTime(self, asked.question, recorded, asked.question.on)
            day = asked.question.on
            receipt = replace(answer.receipt, history_sha256=recorded.sha256)
            notes = (*answer.notes, ON_RECORD, *over.told(day))
            answer = replace(answer, notes=notes, holds=over.holds(day), receipt=receipt)
        else:
            answer = self.answered(asked, checked=checked)
        if not asked.understood:
            return answer
        from contract_engine.api.narrow_words import narrow_words

        def other(fact: str, values: str) -> Answer:
            ends = frozenset(values.split(" or "))
            there = asked.question.situation
            there = replace(there, given={**there.given, fact: ends})
            return self.ask(replace(asked.question, situation=there), history=history)

        narrow = narrow_words(self.model, asked.understood, answer, other)
        return replace(answer, narrow=tuple(narrow))

    @one_at_a_time
    def each(
        self,
        question: Asking,
        name: str | None = None,
        *,
        on: date | str | None = None,
        given: Given | None = None,
        history: History | str | Path | None = None,
        checked: bool = False,
        **options: Unpack[OptionsSaid],
    ) -> EveryValue:
        """The verdict for each value that a fact or event may have, or each item of a table.

        Args:
            question: as in `ask`.
            name: the fact, event or table gone through; left out where `given` has it as "?".
            on: as in `ask`.
            given: as in `ask`; `name` isn't among it.
            history: what was recorded: a step's norm then applies while the step is open.
            checked: as in `ask`.
            **options: as in `ask`.

        Returns:
            The values, those together that come to the same; those that can't be are left out.
        """
        from contract_engine.api.each import asked_for, each_value

        if isinstance(question, Question):
            if name is None:
                raise TypeError("a Question is whole: name what is gone through")
            whole = self.recalled(self.heard(question, on, given, options), history)
            return each_value(self, whole, name, checked=checked)
        request = request_of(question, on=on, given=given, **options)
        name, request, place = asked_for(request, name)
        asked = self.recalled(heard(self.model, request), history)
        return each_value(self, asked, name, place, checked=checked)

    @one_at_a_time
    def timeline(
        self,
        question: Asking,
        *,
        given: Given | None = None,
        start: date | None = None,
        through: date | None = None,
        history: History | str | Path | None = None,
        **options: Unpack[OptionsSaid],
    ) -> Timeline:
        """The same question on every day: the intervals of its answer, and what began each.

        Args:
            question: as in `ask`; a day in it is not looked at, which a note says.
            given: as in `ask`; given events keep their days.
            start: leave out the intervals that end before this day.
            through: leave out the intervals that begin after this day.
            history: what was recorded: a step's norm applies while the step is open.
            **options: as in `ask`.

        Returns:
            The intervals in order, the first without a beginning, the last without an end.
        """
        from contract_engine.answers.timeline.timeline import Timeline

        asked = self.heard(question, None, given, options, every_day=True)
        every, further = self._intervals(asked.question, history)
        intervals = tuple(
            i
            for i in every
            if not (start is not None and i.through is not None and i.through < start)
            and not (through is not None and i.from_ is not None and i.from_ > through)
        )
        said = asked_of(self.model, asked.question)
        last = min(
            (day for day in (through, intervals[-1].through if intervals else None) if day),
            default=None,
        )
        notes = (*asked.notes, *drafts_counted(self.model), *horizon(self.model, last), *further)
        title = question_in_words(self.model, asked.question)
        return Timeline(said, title, intervals, notes, asked.understood, start, through)

    def whatif(
        self,
        question: Asking,
        *,
        on: date | str | None = None,
        given: Given | None = None,
        change: Mapping[str, object] | Asking | None = None,
        rules: LoadedAgreement | None = None,
        history: History | str | Path | None = None,
        checked: bool = False,
        **options: Unpack[OptionsSaid],
    ) -> WhatIf:
        """A question in two worlds, side by side, and the clauses that make the difference.

        Args:
            question: the first world, as in `ask`.
            on: as in `ask`, of both worlds.
            given: as in `ask`, of both worlds.
            change: what the second world is asked with in place of what the first has: facts and
                events by their names. Or the second world's question, whole.
            rules: another agreement, whose rules hold in the second world.
            history: what was recorded, in both worlds.
            checked: as in `ask`.
            **options: of the second world alone.

        Returns:
            Both answers, and what becomes of each clause that governs in one of them only.
        """
        from contract_engine.answers.compare.whatif import WhatIf, World, differences

        there = rules or self
        if change is None or isinstance(change, Mapping):
            if isinstance(question, Question):
                raise TypeError("a Question is whole: give the other world's as `change`")
            plain = request_of(question, on=on, given=given)
            change, options = plain.changed(change or {}, **options), {}
        with together(self, there):
            one = self.recalled(self.heard(question, on, given, {}), history)
            two = there.recalled(there.heard(change, None, None, options), history)
            first = replace(self.answered(one, checked=checked), understood=())
            second = replace(there.answered(two, checked=checked), understood=())
            worlds = (
                World(self.engine, one.question, first),
                World(there.engine, two.question, second),
            )
            return WhatIf(first, second, differences(*worlds), one.understood)

    def _intervals(
        self, question: Question, history: History | str | Path | None
    ) -> tuple[tuple[Interval, ...], tuple[str, ...]]:
        """The intervals of every day, and notes; with a history, by the steps open on each."""
        if history is None:
            from contract_engine.answers.timeline.timeline import timeline

            return timeline(self.engine, question), ()
        from contract_engine.api.over_time import OverTime

        recorded = history if isinstance(history, History) else self.history(history)
        over = OverTime(self, question, recorded, None)
        note = f"Steps are followed through {over.until}; what opens later is not told."
        return over.intervals(), (note,)

    def prepare(self, question: str | Act, **options: Unpack[OptionsSaid]) -> Prepared:
        """One act under fixed options, to be asked of many days and situations.

        Args:
            question: `PARTY ACTION`, or an act.
            **options: as in `ask`.

        Returns:
            What has `ask` and `verdict`, each of a day and what is given.
        """
        from contract_engine.api.prepared import Prepared

        return Prepared(self, request_of(question, **options))

    def question(self, asking: Asking) -> Question:
        """The typed question that words, or a text, ask.

        Args:
            asking: as in `ask`.

        Returns:
            The question, whole: what `ask` and the others take as it is.
        """
        return self.heard(asking, None, None, {}).question
