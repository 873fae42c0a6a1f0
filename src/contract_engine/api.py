"""The Python way in: `load` an agreement, `ask` it, get a typed answer."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from contract_engine import __version__
from contract_engine.answers.answer import Answer
from contract_engine.answers.asking import Impossible, answer
from contract_engine.answers.engine import Engine
from contract_engine.answers.trust import CrossCheck
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.files.folder import read_folder
from contract_engine.language import load_folder
from contract_engine.language.questions import QuestionText, read_question
from contract_engine.model.agreement import Agreement
from contract_engine.model.question import Question

DEFAULT = "microsoft-openai"


class Loaded:
    """An agreement ready to be asked."""

    def __init__(self, agreement: Agreement) -> None:
        self.model = agreement
        self.engine = Engine(agreement)
        self._cross: CrossCheck | None = None

    @property
    def source_titles(self) -> dict[str, str]:
        """For people: each source's title, publisher and date."""
        return {
            source.id: ", ".join(
                part for part in (source.title, source.publisher, source.date) if part
            )
            for source in self.model.sources.values()
        }

    def ask(
        self,
        ask: str,
        *,
        on: date | str,
        given: Mapping[str, object] | None = None,
        under: str | None = None,
        without: Sequence[str] = (),
        known: date | str | None = None,
        evidence: str | None = None,
        readings: Mapping[str, str] | None = None,
    ) -> Answer:
        """The answer to `PARTY ACTION`, such as "openai serve", on a day.

        `given` maps facts to values and events to days, as they would be written: a value's name,
        True or "yes", a number, a date or "2027-03-01", "never", "unknown". Raises BadInput with
        every problem of the question.
        """
        text = QuestionText(
            ask=ask,
            on=str(on),
            given={name: _text(value) for name, value in (given or {}).items()},
            under=under,
            without=tuple(without),
            known=None if known is None else str(known),
            evidence=evidence,
            readings=dict(readings or {}),
        )
        question, problems = read_question(self.model, text)
        if question is None:
            raise BadInput(problems)
        return self.answer(question)

    def answer(self, question: Question, *, checked: bool = False) -> Answer:
        """The answer to a question that is already typed.

        With `checked`, durable-rules must say the same; BrokenEngine where it doesn't.
        """
        try:
            found = answer(self.engine, question, __version__)
        except Impossible:
            raise BadInput([impossible(question)]) from None
        if checked:
            self._cross = self._cross or CrossCheck(self.engine)
            finding = self.engine.find(
                question.bearer, question.action, question.on, question.given, question.options
            )
            note = self._cross.note(question, finding)
            if note is not None:
                found = replace(found, notes=(*found.notes, note))
        return found


def impossible(question: Question) -> Problem:
    """What is given is among the impossible combinations."""
    names = ", ".join(f"`{name}`" for name in question.given)
    return Problem(
        "E501",
        f"what is given can't be together on {question.on}: {names}",
        Span("<question>"),
        help="see `impossible:` in agreement.yaml",
    )


def load(name: str | Path = DEFAULT) -> Loaded:
    """The agreement of this name (shipped, or in ./rules), or at this path.

    Raises BadInput with every problem of its files.
    """
    agreement, problems = load_folder(read_folder(find_rules(name)))
    if agreement is None:
        raise BadInput(problems)
    return Loaded(agreement)


def find_rules(name: str | Path) -> Path:
    """The folder (or file) of an agreement: a path that is there, ./rules/NAME, or shipped."""
    path = Path(name)
    if path.exists() and (len(path.parts) > 1 or path.suffix or str(name).startswith(".")):
        return path
    for base in rule_bases():
        if (base / path).is_dir() and len(path.parts) == 1:
            return base / path
    return path


def rule_bases() -> list[Path]:
    """Where agreements are looked for by name."""
    return [Path(os.curdir, "rules"), *shipped("rules")]


def shipped(kind: str) -> list[Path]:
    """The `rules` or `scenarios` that came with the engine: in its wheel, or in its checkout."""
    package = Path(__file__).parent
    candidates = [package / "_shipped" / kind, package.parent.parent / kind]
    return [path for path in candidates if path.is_dir()]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
