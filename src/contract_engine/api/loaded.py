"""An agreement's name -> something to ask, and a question -> its typed answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from contract_engine import __version__
from contract_engine.answers.answer import Answer
from contract_engine.answers.ask.ask import Impossible, answer
from contract_engine.answers.ask.cross_check import CrossCheck
from contract_engine.answers.engine import Engine
from contract_engine.api.agreements import DEFAULT, find_rules, is_there, missing
from contract_engine.api.cache import entry
from contract_engine.api.looks import Given, Looks, impossible
from contract_engine.api.prepared import Prepared
from contract_engine.api.text import SOME_DAY, OptionsSaid, in_words, out_of_words, text_of
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.files.snapshot import take
from contract_engine.language import load_folder
from contract_engine.language.questions import QUESTION, QuestionText, read_question
from contract_engine.model.agreement import Agreement
from contract_engine.model.question import Question

if TYPE_CHECKING:
    from contract_engine.diagram.finding.finding import Finding


def load(name: str | Path = DEFAULT, *, places: bool = False) -> Loaded:
    """The agreement of this name (shipped, or in ./rules), or at this path.

    Raises BadInput with every problem of its files. With `places` the files are read even where
    their model is in the cache, so that each part knows its line.
    """
    place = find_rules(name)
    if not is_there(place):
        raise BadInput([missing(name)])
    files = take(place)
    kept = entry(files)
    agreement = None if places else kept.get()
    if agreement is None:
        from contract_engine.files.folder import parse_folder

        agreement, problems = load_folder(parse_folder(files))
        if agreement is None:
            raise BadInput(problems)
        kept.put(agreement)
    return Loaded(agreement)


class Loaded(Looks):
    """An agreement ready to be asked."""

    def __init__(self, agreement: Agreement) -> None:
        self.model = agreement
        self.engine = Engine(agreement)
        self._cross: CrossCheck | None = None

    def ask(
        self,
        ask: str,
        *,
        on: date | str | None = None,
        given: Given | None = None,
        checked: bool = False,
        **options: Unpack[OptionsSaid],
    ) -> Answer:
        """The answer to `PARTY ACTION`, such as "openai serve", on a day; or to one in words.

        `given` maps facts to values and events to days: a value's name (or several), True or
        "yes", a number, a date or "2027-03-01", "never", "unknown". With `checked`, durable-rules
        must say the same. Raises BadInput with every problem of the question.
        """
        text = text_of(
            ask,
            on=on,
            given=given,
            **options,
        )
        return self.answer(self.question(text), checked=checked)

    def prepare(
        self,
        ask: str,
        **options: Unpack[OptionsSaid],
    ) -> Prepared:
        """`PARTY ACTION` under these options, to be asked of many days and situations."""
        text = text_of(
            ask,
            on=SOME_DAY,
            **options,
        )
        return Prepared(self, text)

    def question(self, text: QuestionText) -> Question:
        """The typed question that a text asks, in words or not; raises BadInput."""
        missing_day: tuple[Problem, ...] = ()
        if in_words(text.ask):
            text, _ = out_of_words(self.model, text)
        elif not text.on:
            help_ = "give a day, as 2025-11-15"
            missing_day = (Problem("E505", "on which day?", QUESTION, help=help_),)
            text = replace(text, on=SOME_DAY.isoformat())
        question, problems = read_question(self.model, text)
        if question is None or missing_day:
            raise BadInput((*missing_day, *problems))
        return question

    def answer(self, question: Question, *, checked: bool = False) -> Answer:
        """The answer to a question that is already typed.

        With `checked`, durable-rules must say the same; BrokenEngine where it doesn't.
        """
        try:
            found = answer(self.engine, question, __version__)
        except Impossible:
            raise BadInput([impossible(self.engine.agreement, question)]) from None
        if checked:
            finding = self.engine.find(
                question.bearer, question.action, question.on, question.given, question.options
            )
            note = self.cross_check(question, finding)
            if note is not None:
                found = replace(found, notes=(*found.notes, note))
        return found

    def cross_check(self, question: Question, finding: Finding) -> str | None:
        """A note where durable-rules isn't there; BrokenEngine where it says something else."""
        self._cross = self._cross or CrossCheck(self.engine)
        return self._cross.note(question, finding)
