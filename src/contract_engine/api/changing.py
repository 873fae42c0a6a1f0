"""A question -> its answer, what would give it another, and what is still to be found out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from contract_engine import __version__
from contract_engine.answers.answer import Answer
from contract_engine.answers.ask.ask import answer
from contract_engine.api.base import one_at_a_time
from contract_engine.api.reading import Heard
from contract_engine.api.records import Records
from contract_engine.api.request import Asking, Given, OptionsSaid
from contract_engine.lazy_dataclass import replace
from contract_engine.model.history import History
from contract_engine.model.outcome import Verdict

if TYPE_CHECKING:
    from contract_engine.answers.ask.flips import Flips
    from contract_engine.answers.ask.needed import Needed


class FindsChanges(Records):
    """What an answer hangs on."""

    @one_at_a_time
    def flip(
        self,
        question: Asking,
        *,
        on: date | str | None = None,
        given: Given | None = None,
        pin: Collection[str] = (),
        to: Verdict | str | None = None,
        most: int | None = None,
        history: History | str | Path | None = None,
        checked: bool = False,
        **options: Unpack[OptionsSaid],
    ) -> Flips:
        """The smallest changes that would give another answer, and the nearest day that does.

        Args:
            question: as in `ask`.
            on: as in `ask`.
            given: as in `ask`.
            pin: facts, events and readings that must stay as they are; "on" for the day.
            to: only changes that give this verdict.
            most: at most so many changes together, from 1 to 4; by default 3.
            history: what was recorded: it stays as it is, and so does the day; which steps are open
                may be changed.
            checked: as in `ask`.
            **options: as in `ask`.

        Returns:
            All sets of changes that are as small as can be.
        """
        from contract_engine.answers.ask.flips import MAX_CHANGES, Flips, day_flips, flips

        most = MAX_CHANGES if most is None else most
        from contract_engine.api.named import pins_named, verdict_named

        pinned, wanted = pins_named(self.model, pin), verdict_named(to)
        asked = self.heard(question, on, given, options)
        if history is not None:
            recorded = history if isinstance(history, History) else self.history(history)
            events = {entry.event for entry in recorded.entries if entry.event}
            pinned = pinned | {"on", *events, *recorded.given}
            asked = self.recalled(asked, recorded)
        answered = self.answered(asked, checked=checked)
        there = self.find(asked.question)
        days = () if "on" in pinned else day_flips(self.engine, asked.question, there)
        return Flips(
            answered.verdict,
            answered.question,
            flips(self.engine, asked.question, pinned=pinned, to=wanted, most=most),
            tuple(day for day in days if wanted in (None, day.verdict)),
            asked.understood,
            most,
            answer=answered,
        )

    @one_at_a_time
    def needed(
        self,
        question: Asking,
        *,
        on: date | str | None = None,
        given: Given | None = None,
        history: History | str | Path | None = None,
        **options: Unpack[OptionsSaid],
    ) -> Needed:
        """Which facts would still change the verdict, and which no longer can.

        Args:
            question: as in `ask`.
            on: as in `ask`.
            given: as in `ask`; nothing is assumed of what is left out.
            history: what was recorded: a step's norm then applies while the step is open.
            **options: as in `ask`.

        Returns:
            The facts that may still decide, the most telling first, each with the values that
            decide by themselves.
        """
        from contract_engine.answers.ask.needed import needed

        asked = self.recalled(self.heard(question, on, given, options), history)
        with self.possible(asked.question):
            found = needed(self.engine, asked.question)
        return replace(found, understood=asked.understood)

    def answered(self, asked: Heard, *, checked: bool = False) -> Answer:
        """The answer to a question that is typed already.

        Args:
            asked: the question, and how its words were read.
            checked: as in `ask`.
        """
        question = asked.question
        with self.possible(question):
            found = answer(self.engine, question, __version__)
        if checked:
            note = self.cross_check(question, self.find(question))
            if note is not None:
                found = replace(found, notes=(*found.notes, note))
        return replace(found, understood=asked.understood) if asked.understood else found
