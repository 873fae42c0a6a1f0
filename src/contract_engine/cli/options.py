"""The options that questions share on the command line -> a Question."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from contract_engine.api import DEFAULT as DEFAULT
from contract_engine.api import Loaded, load
from contract_engine.cli.output import EXTRA_SOURCES
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.files.folder import read_bytes
from contract_engine.files.tree import parse
from contract_engine.language.days import Unreadable, read_day
from contract_engine.language.questions import QuestionText, read_question
from contract_engine.model.question import Given, Options, Question

COMMAND_LINE = Span("<command line>")
_PIECE = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=(.*)", re.DOTALL)
WORDS = "<question>"

AgreementName = Annotated[str, Parameter(name="--agreement", help="an agreement's name or path")]
JsonFlag = Annotated[bool, Parameter(name="--json", negative="", help="print JSON")]


@Parameter(name="*")
@dataclass
class Asking:
    """What a question takes besides its words."""

    on: Annotated[str | None, Parameter(help="the day asked about, as 2025-11-15")] = None
    given: Annotated[
        list[str], Parameter(negative="", help="name=value: a fact, or an event's day or `never`")
    ] = field(default_factory=list)
    situation: Annotated[Path | None, Parameter(help="a YAML file of name: value lines")] = None
    under: Annotated[str | None, Parameter(help="as if this version were the latest")] = None
    without: Annotated[
        list[str], Parameter(negative="", help="as if this instrument had never been made")
    ] = field(default_factory=list)
    known: Annotated[
        str | None, Parameter(help="only from what had been published by this day")
    ] = None
    evidence: Annotated[str | None, Parameter(help="only from this grade up")] = None
    reading: Annotated[
        list[str], Parameter(negative="", help="name=value: how to read disputed words")
    ] = field(default_factory=list)


@dataclass(frozen=True)
class Understood:
    """A question, and where it came in words, how each piece was understood."""

    question: Question
    how: tuple[tuple[str, str], ...] = ()


def open_agreement(name: str) -> Loaded:
    """The agreement, or BadInput."""
    return load(name)


def question_of(loaded: Loaded, words: tuple[str, ...], asking: Asking) -> Understood:
    """The question that words and options make; raises BadInput with all that is wrong."""
    problems: list[Problem] = []
    given = _situation(asking.situation, problems)
    given |= _pairs("--given", asking.given, problems)
    readings = _pairs("--reading", asking.reading, problems)
    how: tuple[tuple[str, str], ...] = ()
    asked = "may"
    on = asking.on
    if _in_words(words):
        text = " ".join(words)
        EXTRA_SOURCES[WORDS] = text
        from contract_engine.cli.wording import in_words

        spoken = in_words(loaded.model.vocabulary, text, on, problems)
        ask, on, asked, how = spoken.ask, spoken.on, spoken.asked, spoken.how
        given = {**spoken.given, **given}
    else:
        ask = " ".join(word for word in words if "=" not in word)
        given |= _pairs("", [word for word in words if "=" in word], problems)
        if on is None:
            problems.append(
                Problem("E505", "on which day?", COMMAND_LINE, help="add --on 2025-11-15")
            )
    text_of = QuestionText(
        ask=ask,
        on=on or "2000-01-01",
        given=given,
        under=asking.under,
        without=_listed(asking.without),
        known=asking.known,
        evidence=asking.evidence,
        readings=readings,
        asked=asked,
        places={"": COMMAND_LINE},
    )
    if any(problem.code.startswith("E4") for problem in problems):
        raise BadInput(problems)
    question, found = read_question(loaded.model, text_of)
    problems += found
    if problems or question is None:
        raise BadInput(problems)
    return Understood(question, how)


def situation_of(loaded: Loaded, asking: Asking) -> tuple[date, dict[str, Given], Options]:
    """The day, the given facts and events, and the options; raises BadInput."""
    problems: list[Problem] = []
    given = _situation(asking.situation, problems)
    given |= _pairs("--given", asking.given, problems)
    readings = _pairs("--reading", asking.reading, problems)
    words = loaded.model.vocabulary
    anything = f"{next(iter(words.parties))} {next(iter(words.actions))}"
    if asking.on is None:
        problems.append(Problem("E505", "on which day?", COMMAND_LINE, help="add --on 2025-11-15"))
    text = QuestionText(
        ask=anything,
        on=asking.on or "2000-01-01",
        given=given,
        under=asking.under,
        without=_listed(asking.without),
        known=asking.known,
        evidence=asking.evidence,
        readings=readings,
        places={"": COMMAND_LINE},
    )
    question, found = read_question(loaded.model, text)
    problems += found
    if problems or question is None:
        raise BadInput(problems)
    return question.on, dict(question.given), question.options


def day_of(text: str | None) -> date | None:
    """A day on the command line; raises BadInput."""
    if text is None:
        return None
    try:
        return read_day(text)
    except Unreadable as error:
        raise BadInput(
            [Problem(error.code, error.message, COMMAND_LINE, help=error.help)]
        ) from None


def _listed(names: list[str]) -> tuple[str, ...]:
    return tuple(name for each in names for name in each.split(","))


def _in_words(words: tuple[str, ...]) -> bool:
    """Whether this is a sentence, and not `PARTY ACTION name=value ...`."""
    plain = [word for word in words if "=" not in word]
    return any(" " in word.strip() or "?" in word for word in plain) or len(plain) > 2


def _pairs(option: str, items: list[str], problems: list[Problem]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for item in items:
        match = _PIECE.fullmatch(item)
        if match is None:
            where = f" after {option}" if option else ""
            problems.append(
                Problem(
                    "E505",
                    f"`{item}` is not name=value{where}",
                    COMMAND_LINE,
                    help="write, for example, cloud=aws",
                )
            )
        elif match[1] in pairs and pairs[match[1]] != match[2]:
            problems.append(
                Problem(
                    "E505",
                    f"`{match[1]}` is given twice",
                    COMMAND_LINE,
                    help=f"as `{pairs[match[1]]}` and as `{match[2]}`: keep one",
                )
            )
        else:
            pairs[match[1]] = match[2]
    return pairs


def _situation(path: Path | None, problems: list[Problem]) -> dict[str, str]:
    """The facts and events of a situation file."""
    if path is None:
        return {}
    content = read_bytes(path)
    if isinstance(content, Problem):
        problems.append(content)
        return {}
    tree, found = parse(str(path), content)
    problems += found
    if found:
        return {}
    if not isinstance(tree.data, dict):
        problems.append(
            Problem("E103", "a mapping (`name: value` lines) belongs here", tree.value(()))
        )
        return {}
    given: dict[str, str] = {}
    for name, value in tree.data.items():
        if name == "format":
            continue
        if isinstance(value, str):
            given[name] = value
        else:
            problems.append(
                Problem("E103", f"a single value belongs under `{name}`", tree.value((name,)))
            )
    return given
