"""The words and options of a command line -> the text of a question, each part with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from contract_engine import lazy_pattern
from contract_engine.cli.argv import place, stretch
from contract_engine.cli.options import Asking, listed
from contract_engine.cli.output import EXTRA_SOURCES
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.lazy_dataclass import replace

if TYPE_CHECKING:
    from contract_engine.api.request import Request
    from contract_engine.model.vocabulary import Vocabulary

_NAME = r"(?:[A-Za-z_][A-Za-z0-9_]*|[A-Za-z0-9_][A-Za-z0-9_-]*\.open)"
PIECE = lazy_pattern.compile(rf"({_NAME})=(.*)", re.DOTALL)
_NEXT_PIECE = lazy_pattern.compile(rf",\s*(?={_NAME}=)")


def request_of(vocabulary: Vocabulary, words: tuple[str, ...], asking: Asking) -> Request:
    """The question of a command line; raises BadInput with all that is wrong with its form."""
    from contract_engine.api.days import written_out
    from contract_engine.api.reading import in_words
    from contract_engine.api.request import QUESTION, QuestionText, Request

    problems: list[Problem] = []
    items = [item for word in words for item in _split(word)]
    plain = [item for item in items if not PIECE.match(item)]
    pieces = [item for item in items if PIECE.match(item)]
    ask = " ".join(plain)
    problems += _stray(vocabulary, ask.split())
    if in_words(ask) and not any(" " in item for item in plain):
        ask, pieces = " ".join(words), []  # a sentence that the shell took apart
    places: dict[str, Span] = {"": place()}
    if plain:
        places["ask"] = stretch(plain[0], plain[-1])
    given = _pairs(None, pieces, problems, places)
    for name, value in _pairs("--given", asking.given, problems, places).items():
        if given.setdefault(name, value) != value:
            problems.append(_twice(name, given[name], value))
    base, based = situation(asking.situation, problems)
    text = QuestionText(
        ask=ask,
        on=written_out(asking.on) if asking.on else None,
        given=given,
        under=asking.under,
        without=listed(asking.without),
        known=None if asking.known is None else written_out(asking.known),
        evidence=asking.evidence,
        readings=_pairs("--reading", asking.reading, problems, places, "readings"),
        places=places,
    )
    _note_options(asking, places)
    if in_words(ask):
        EXTRA_SOURCES[QUESTION.file] = ask
    if problems:
        raise BadInput(problems)
    return Request(text, base, base_places=based, which_day="add --on 2025-11-15")


def changed(plain: Request, asking: Asking) -> Request:
    """The other world of a question: its options on top, and what is given there in any case."""
    from contract_engine.api.days import written_out

    problems: list[Problem] = []
    text = plain.text
    over, based = situation(asking.situation, problems)
    places = {**text.places, **based}
    over |= _pairs("--given", asking.given, problems, places)
    readings = _pairs("--reading", asking.reading, problems, places, "readings")
    if problems:
        raise BadInput(problems)
    _note_options(asking, places)
    text = replace(
        text,
        under=text.under if asking.under is None else asking.under,
        without=tuple(dict.fromkeys((*text.without, *listed(asking.without)))),
        known=text.known if asking.known is None else written_out(asking.known),
        evidence=text.evidence if asking.evidence is None else asking.evidence,
        readings={**text.readings, **readings},
        places=places,
    )
    return replace(plain, text=text, over=over)


def _note_options(asking: Asking, places: dict[str, Span]) -> None:
    """Where the options were typed."""
    for key in ("on", "under", "known", "evidence"):
        if (value := getattr(asking, key)) is not None:
            places[key] = place(value, f"--{key}")
    for name in listed(asking.without):
        places.setdefault("without", place(name, "--without"))


def _split(word: str) -> list[str]:
    """`a=b,c=d` as its pieces."""
    return _NEXT_PIECE.split(word) if PIECE.match(word) else [word]


def _pairs(
    option: str | None,
    items: Iterable[str],
    problems: list[Problem],
    places: dict[str, Span],
    key: str = "given",
) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for item in (piece.strip() for each in items for piece in _split(each)):
        match = PIECE.fullmatch(item)
        if match is None:
            message = f"`{item}` after {option} is not name=value"
            help_ = "write NAME=VALUE, or several with commas between"
            problems.append(Problem("E505", message, place(item, option), help=help_))
        elif pairs.setdefault(match[1], match[2]) != match[2]:
            problems.append(_twice(match[1], pairs[match[1]], match[2]))
        else:
            places[f"{key}.{match[1]}"] = place(item, option)
    return pairs


def _twice(name: str, one: str, other: str) -> Problem:
    help_ = f"as `{one}` and as `{other}`: keep one"
    return Problem("E505", f"`{name}` is given twice", place(f"{name}={other}"), help=help_)


def _stray(vocabulary: Vocabulary, words: list[str]) -> Iterable[Problem]:
    """Words after PARTY ACTION that are not name=value."""
    from contract_engine.model.vocabulary import KindFact

    if (
        words[:1]
        and words[0] in vocabulary.parties
        and words[1:2]
        and (words[1] in vocabulary.actions)
    ):
        for word in words[2:]:
            facts = [
                f"{fact.id}={word}"
                for fact in vocabulary.facts.values()
                if fact.id == word or (isinstance(fact, KindFact) and word in fact.values)
            ]
            help_ = f"write {' or '.join(facts)}" if facts else "write name=value, and --on DAY"
            message = f"`{word}` has no place after PARTY ACTION"
            yield Problem("E505", message, place(word), help=help_)


def situation(path: Path | None, problems: list[Problem]) -> tuple[dict[str, str], dict[str, Span]]:
    """The facts and events of a situation file, if there is one, and where each stands."""
    if path is None:
        return {}, {}
    from contract_engine.api.situation_file import situation as read

    return read(path, problems)
