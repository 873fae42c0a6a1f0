"""A question as text (from a command line, a scenario, JSON) -> Question, or its problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from contract_engine.diagnostics import Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.language.days import Unreadable, read_day
from contract_engine.language.values import read_given, subject
from contract_engine.model.agreement import Agreement
from contract_engine.model.evidence import Grade
from contract_engine.model.question import Given, Options, Question

QUESTION = Span("<question>")


@dataclass(frozen=True)
class QuestionText:
    """A question's parts as written; `ask` is `PARTY ACTION`."""

    ask: str
    on: str
    given: Mapping[str, str] = field(default_factory=dict)
    under: str | None = None
    without: tuple[str, ...] = ()
    known: str | None = None
    evidence: str | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
    asked: str = "may"
    places: Mapping[str, Span] = field(default_factory=dict)


class _Reader:
    def __init__(self, agreement: Agreement, text: QuestionText) -> None:
        self.agreement = agreement
        self.text = text
        self.problems: list[Problem] = []

    def place(self, key: str) -> Span:
        places = self.text.places
        return places.get(key) or places.get(key.split(".")[0]) or places.get("") or QUESTION

    def report(self, code: str, message: str, key: str, help: str = "") -> None:
        self.problems.append(Problem(code, message, self.place(key), help=help))

    def unreadable(self, error: Unreadable, key: str) -> None:
        self.report(error.code, error.message, key, error.help)


def read_question(
    agreement: Agreement, text: QuestionText
) -> tuple[Question | None, tuple[Problem, ...]]:
    """The typed question; None with every problem where something can't be read."""
    reader = _Reader(agreement, text)
    bearer, action = _act(reader)
    on = None
    try:
        on = read_day(text.on)
    except Unreadable as error:
        reader.unreadable(error, "on")
    given: dict[str, Given] = {}
    for name, value in text.given.items():
        try:
            given[name] = read_given(subject(agreement.vocabulary, name), value)
        except Unreadable as error:
            reader.unreadable(error, f"given.{name}")
    options = _options(reader)
    if reader.problems or on is None:
        return None, tuple(reader.problems)
    return Question(bearer, action, on, given, options, text.asked), ()


def _act(reader: _Reader) -> tuple[str, str]:
    words = reader.agreement.vocabulary
    parts = reader.text.ask.split()
    if len(parts) != 2:
        reader.report(
            "E502",
            f"`{reader.text.ask}` is not a question",
            "ask",
            "write PARTY ACTION, such as `"
            + f"{next(iter(words.parties), 'PARTY')} {next(iter(words.actions), 'ACTION')}`",
        )
        return "", ""
    bearer, action = parts
    if bearer not in words.parties:
        reader.report(
            "E305", f"unknown party `{bearer}`", "ask", did_you_mean(bearer, words.parties)
        )
    if action not in words.actions:
        reader.report(
            "E304", f"unknown action `{action}`", "ask", did_you_mean(action, words.actions)
        )
    return bearer, action


def _options(reader: _Reader) -> Options:
    text, agreement = reader.text, reader.agreement
    for key, name in [("under", text.under), *(("without", name) for name in text.without)]:
        if name is not None and name not in agreement.instruments:
            reader.report(
                "E309",
                f"unknown instrument `{name}`",
                key,
                did_you_mean(name, agreement.instruments),
            )
    known = None
    if text.known is not None:
        try:
            known = read_day(text.known)
        except Unreadable as error:
            reader.unreadable(error, "known")
    evidence = None
    if text.evidence is not None:
        names = [str(grade) for grade in Grade]
        if text.evidence in names:
            evidence = Grade[text.evidence.upper()]
        else:
            reader.report(
                "E104",
                f"`{text.evidence}` is not a grade",
                "evidence",
                did_you_mean(text.evidence, names),
            )
    for name, value in text.readings.items():
        reading = agreement.vocabulary.readings.get(name)
        if reading is None:
            reader.report(
                "E308",
                f"unknown reading `{name}`",
                f"readings.{name}",
                did_you_mean(name, agreement.vocabulary.readings),
            )
        elif value not in reading.values:
            reader.report(
                "E308",
                f"`{value}` is not a value of `{name}`",
                f"readings.{name}",
                did_you_mean(value, reading.values),
            )
    return Options(text.under, tuple(text.without), known, evidence, dict(text.readings))
