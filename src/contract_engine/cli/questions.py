"""The text of a question -> the typed question, how its words were read, and notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from contract_engine.answers.ask.ask import Impossible
from contract_engine.answers.norms.in_force import Register
from contract_engine.api import Loaded, find_rules, load
from contract_engine.api.agreements import is_there, missing
from contract_engine.api.looks import impossible
from contract_engine.api.text import SOME_DAY, in_words, out_of_words
from contract_engine.cli.options import Asking
from contract_engine.cli.parts import Parts, parts_of
from contract_engine.cli.typed import place
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.language.questions import QuestionText, read_question
from contract_engine.model.question import Question
from contract_engine.words.understand import Step


@dataclass(frozen=True)
class Understood:
    """A question, and where it came in words, how each of them was read."""

    question: Question
    how: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()


def question_of(loaded: Loaded, words: Sequence[str], asking: Asking) -> Understood:
    """The question of a command line; raises BadInput with all that is wrong."""
    return understood(loaded, parts_of(loaded.model.vocabulary, tuple(words), asking))


def any_day_of(loaded: Loaded, words: Sequence[str], asking: Asking) -> Understood:
    """A question that is asked of every day: it may name one, which is not looked at."""
    return understood(loaded, parts_of(loaded.model.vocabulary, tuple(words), asking), any_day=True)


def understood(
    loaded: Loaded,
    parts: Parts,
    *,
    over: Mapping[str, str] | None = None,
    any_day: bool = False,
) -> Understood:
    """The typed question of these parts; `over` is given in place of whatever the question says."""
    text = parts.text
    how: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()
    problems: list[Problem] = []
    if not text.ask.strip():
        words = loaded.model.vocabulary
        act = f"{next(iter(words.parties))} {next(iter(words.actions))}"
        help_ = f"ask in words, or write PARTY ACTION, such as `{act}`"
        raise BadInput([Problem("E502", "there is no question", place(text.ask), help=help_)])
    if in_words(text.ask):
        spoken, how = out_of_words(loaded.model, _dayless(text, any_day), any_day=any_day)
        named = spoken.on != SOME_DAY.isoformat()
        text = spoken
    else:
        named = bool(text.on)
        if not text.on:
            text = replace(text, on=SOME_DAY.isoformat())
            if not any_day:
                problems.append(
                    Problem("E505", "on which day?", place(), help="add --on 2025-11-15")
                )
    if any_day and (named or parts.text.on):
        day = parts.text.on or text.on
        notes = (f"The day {day} is not looked at: a timeline is of every day.",)
        text = replace(text, on=SOME_DAY.isoformat())
    text = replace(
        text,
        given={**parts.base, **text.given, **(over or {})},
        places={**_unsaid(parts.places, text.given), **text.places},
    )
    question, found = read_question(loaded.model, text)
    if question is None or problems:
        raise BadInput([*problems, *found])
    return Understood(question, how, notes)


def _unsaid(places: Mapping[str, Span], given: Mapping[str, str]) -> Mapping[str, Span]:
    """The places of what the question itself doesn't give."""
    return {key: span for key, span in places.items() if key[6:].rstrip(":") not in given}


def _dayless(text: QuestionText, any_day: bool) -> QuestionText:
    """A question that is asked of every day needs none beside its words."""
    return replace(text, on="") if any_day else text


def look_at(loaded: Loaded, parts: Parts, *, dayless: bool = False) -> Question:
    """A day and what is given, as a question about no act; raises BadInput.

    With `dayless` it need not name a day.
    """
    text = parts.text
    if stray := text.ask.strip():
        help_ = "write what is given as name=value"
        message = f"`{stray}` has no place here"
        raise BadInput([Problem("E505", message, text.places.get("ask", place()), help=help_)])
    on = text.on or (SOME_DAY.isoformat() if dayless else "")
    return understood(
        loaded, replace(parts, text=replace(text, ask=loaded.any_act, on=on))
    ).question


def register_of(loaded: Loaded, asking: Asking) -> tuple[Question, Register, tuple[str, ...]]:
    """A look at the terms, the register to look in, and notes; raises BadInput."""
    asked = look_at(loaded, parts_of(loaded.model.vocabulary, (), asking))
    register = Register(loaded.engine, asked.options, asked.given)
    try:
        register.entries(asked.on)
    except Impossible:
        raise BadInput([impossible(loaded.model, asked)]) from None
    notes = tuple(
        f"Whether a term is in force doesn't hang on `{n}`." for n in register.idle(asked.on)
    )
    return asked, register, notes


def open_agreement(name: str, *, places: bool = False) -> Loaded:
    """The agreement (with `places`, so that each part knows its line); raises BadInput."""
    if not is_there(find_rules(name)):
        raise BadInput([replace(missing(name), span=place(name, "--agreement"))])
    return load(name, places=places)
