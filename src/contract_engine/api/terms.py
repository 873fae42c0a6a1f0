"""An agreement -> its terms, norms, values and sources, as they stand on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from contract_engine.answers.ask.notes import ON_RECORD, notes_of_look
from contract_engine.api.base import one_at_a_time
from contract_engine.api.days import day_of
from contract_engine.api.records import Records
from contract_engine.api.request import Asking, Given, OptionsSaid
from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Modality
from contract_engine.model.history import History
from contract_engine.model.question import Question
from contract_engine.model.steps import open_fact

if TYPE_CHECKING:
    from contract_engine.answers.norms.in_force import Entry, Register
    from contract_engine.answers.norms.result import NormsTold, Rights, Terms
    from contract_engine.answers.record import DisputeTold, SourceTold
    from contract_engine.answers.value.figures import FigureTold
    from contract_engine.answers.value.result import ValueTold


class LooksAtTerms(Records):
    """What can be asked of an agreement beside the verdict on one act.

    Where a `look` can be given, it is a day, what is given and the options as one request, or as a
    question whose act doesn't matter; `on`, `given` and the options are its parts otherwise.
    """

    @one_at_a_time
    def value(
        self,
        name: str,
        look: Asking = "",
        *,
        on: date | str | None = None,
        given: Given | None = None,
        history: History | str | Path | None = None,
        **options: Unpack[OptionsSaid],
    ) -> ValueTold:
        """The value of a fact, event or figure on a day, and what says so.

        Args:
            name: its id, label or alias; of a term that is renewed `NAME.term.end`,
                `NAME.term.notice_by` or `NAME.term.number`.
            look: see the class.
            on: the day; of a figure, the latest where none is named.
            given: facts to values and events to days, as in `ask`.
            history: what was recorded: the events that it holds, and what it gives.
            **options: as in `ask`.

        Returns:
            The value, or what it hangs on; since and until when, and by which definition.
        """
        from contract_engine.answers.value.term_value import term_asked, value_of_term
        from contract_engine.answers.value.value import value_of, value_of_figure
        from contract_engine.api.named import value_named

        if "term." in name and (term := term_asked(self.model, name)) is not None:
            question = self.on_record(self.look(look, on, given, options), history, whole=True)
            with self.possible(question):
                return value_of_term(self.engine, question, *term)
        name = value_named(self.model, name)
        words = self.model.vocabulary
        other = any(name in sort for sort in (words.facts, words.events, words.read_events))
        figure = name in self.model.figures
        question = self.look(look, on, given, options, every_day=figure)
        if figure and not other:
            return value_of_figure(self.engine, question, name, question.situation.on)
        question = self.on_record(question, history, whole=True)
        with self.possible(question):
            return value_of(self.engine, question, name)

    def figure(self, name: str, *, on: date | str | None = None) -> FigureTold:
        """A dated figure (a stake, a commitment, a rate) as it stood on a day, and its source.

        Args:
            name: its id, label or alias.
            on: the day; without one, the latest.

        Returns:
            The figure; its `value` is None before its first one.
        """
        from contract_engine.answers.value.figures import figure_on
        from contract_engine.api.named import figure_named

        day = None if on is None else day_of(on)
        return figure_on(self.model, figure_named(self.model, name), day)

    def figures(self, *, on: date | str | None = None) -> tuple[FigureTold, ...]:
        """Every figure as it stood on a day.

        Args:
            on: the day; without one, the latest of each.

        Returns:
            The figures, in the order of the files.
        """
        from contract_engine.answers.value.figures import figure_on

        day = None if on is None else day_of(on)
        return tuple(figure_on(self.model, name, day) for name in self.model.figures)

    @one_at_a_time
    def duties(
        self,
        *parties: str,
        look: Asking = "",
        on: date | str | None = None,
        given: Given | None = None,
        modalities: Sequence[Modality] | None = None,
        history: History | str | Path | None = None,
        **options: Unpack[OptionsSaid],
    ) -> NormsTold:
        """What parties must and must not do in a situation, and what that still hangs on.

        Args:
            *parties: whose duties; everybody's, where none is named.
            look: see the class.
            on: the day.
            given: facts to values and events to days, as in `ask`.
            modalities: with others than duties, also what they may and need not do.
            history: what was recorded: a step's norm then applies while the step is open.
            **options: as in `ask`.

        Returns:
            The norms that apply or may; those that are set aside or can't apply are left out.
        """
        from contract_engine.answers.norms.norms import DUTIES
        from contract_engine.api.named import parties_named

        named = parties_named(self.model, parties)
        asked = self.look(look, on, given, options)
        question = self.on_record(asked, history, whole=True)
        told = self._norms(question, named, DUTIES if modalities is None else modalities)
        return told if history is None else self._without_closed(told, asked)

    @one_at_a_time
    def rights(
        self,
        *parties: str,
        look: Asking = "",
        on: date | str | None = None,
        given: Given | None = None,
        history: History | str | Path | None = None,
        **options: Unpack[OptionsSaid],
    ) -> Rights:
        """What each party may, must, must not and need not do on a day: the next to end first.

        Args:
            *parties: whose norms; everybody's, where none is named.
            look: see the class.
            on: the day.
            given: facts to values and events to days; they matter where terms hang on them.
            history: what was recorded: steps that are not open are left out.
            **options: as in `ask`.

        Returns:
            Every norm in force, with its conditions; where something is given, also which apply.
        """
        from contract_engine.answers.norms.in_force import rights as in_force
        from contract_engine.answers.norms.result import Rights
        from contract_engine.api.named import parties_named

        named = parties_named(self.model, parties)
        question = self.on_record(self.look(look, on, given, options), history, whole=True)
        steps = {open_fact(name) for name, c in self.model.clauses.items() if c.step is not None}
        facts = {name: value for name, value in question.given.items() if name not in steps}
        register, notes = self._register(question.with_given(facts))
        others = [party for party in self.model.vocabulary.parties if party not in named]

        def held(parties: Sequence[str]) -> tuple[Entry, ...]:
            entries = in_force(register, question.on, parties)
            closed = {n for n in question.given if question.given[n] is False}
            return tuple(each for each in entries if open_fact(each.id) not in closed)

        return Rights(
            question.on,
            named,
            held(named),
            notes,
            self._norms(question, named, tuple(Modality)) if question.given else None,
            {party: held([party]) for party in others},
            tuple(e for e in register.dormant(question.on) if set(named) & set(e.bearers)),
            register.assumed(question.on),
        )

    @one_at_a_time
    def terms(
        self,
        look: Asking = "",
        *,
        on: date | str | None = None,
        given: Given | None = None,
        **options: Unpack[OptionsSaid],
    ) -> Terms:
        """The terms as they stand on a day, as one text.

        Args:
            look: see the class.
            on: the day.
            given: facts to values and events to days; they matter where terms hang on them.
            **options: as in `ask`.

        Returns:
            Every clause in force, statements too, each with its history.
        """
        from contract_engine.answers.norms.result import Terms

        question = self.look(look, on, given, options)
        register, notes = self._register(question)
        on = question.on
        return Terms(on, register.entries(on), notes, register.dormant(on), register.assumed(on))

    def sources(self, name: str | None = None) -> tuple[SourceTold, ...]:
        """Every source, the best first, and what rests on it.

        Args:
            name: only the source of this id.

        Returns:
            The sources.
        """
        from contract_engine.answers.record import sources_of
        from contract_engine.api.named import source_named

        return sources_of(self.model, None if name is None else source_named(self.model, name))

    def disputes(self, name: str | None = None) -> tuple[DisputeTold, ...]:
        """Where sources disagree: who says what, which is better supported, and why.

        Args:
            name: only the dispute of this id.

        Returns:
            The disputes, in the order of the files.
        """
        from contract_engine.answers.record import disputes_of
        from contract_engine.api.named import dispute_named

        return disputes_of(self.model, None if name is None else dispute_named(self.model, name))

    def _register(self, question: Question) -> tuple[Register, tuple[str, ...]]:
        """What is in force in a situation, and notes on what doesn't bear on it."""
        from contract_engine.answers.norms.in_force import Register

        register = Register(self.engine, question.options, question.given)
        with self.possible(question):
            register.entries(question.on)
        idle = register.idle(question.on)
        notes = (f"Whether a term is in force doesn't hang on `{n}`." for n in idle)
        return register, (*notes_of_look(self.engine, question), *notes)

    def _without_closed(self, told: NormsTold, asked: Question) -> NormsTold:
        """Norms without a word on the steps that a history closes: of most steps that is so."""
        from contract_engine.answers.norms.norms import is_idle
        from contract_engine.performance.plan import plans_of

        closed = {
            fact
            for name in plans_of(self.model).by_name
            if told.question.given.get(fact := open_fact(name)) == "no" and fact not in asked.given
        }
        given = {name: value for name, value in told.question.given.items() if name not in closed}
        idle = {is_idle(name) for name in told.question.given if name not in asked.given}
        notes = tuple(note for note in told.notes if note not in idle)
        question = replace(told.question, given=given)
        return replace(told, question=question, notes=(*notes, ON_RECORD))

    def _norms(
        self, question: Question, parties: Sequence[str], modalities: Sequence[Modality]
    ) -> NormsTold:
        from contract_engine.answers.norms.norms import norms_told

        with self.possible(question):
            return norms_told(self.engine, question, parties, modalities)
