"""A question in words -> typed requests; or why it is refused, and what would be understood.

It is read as it is worded; if that fails, in other words that mean the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date

from contract_engine.answers.answer import WordsRead
from contract_engine.diagnostics import Problem, in_order
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.agreement import Agreement
from contract_engine.words.asides import mend_spelling
from contract_engine.words.attempt import Understood, attempt
from contract_engine.words.draft import Draft
from contract_engine.words.follow_up import follow_up
from contract_engine.words.lexicon import Lexicon
from contract_engine.words.parts import Part, parts_of
from contract_engine.words.rephrasing import each_event, each_item, in_other_words
from contract_engine.words.requests import About, FigureOf, Request
from contract_engine.words.stories import supposed_by
from contract_engine.words.tokens import span, tokenise


@dataclass(frozen=True, slots=True)
class Refused:
    """What of a question is not understood, and whole questions that would be."""

    problems: tuple[Problem, ...]
    offers: tuple[str, ...] = ()


_MADE: list[Lexicon] = []
_KEPT = 4
"""So many agreements' words are kept."""


def lexicon_of(agreement: Agreement) -> Lexicon:
    """The words of an agreement, made once for the agreements asked last."""
    for lexicon in _MADE:
        if lexicon.agreement is agreement:
            return lexicon
    lexicon = Lexicon(agreement)
    _MADE[:] = [lexicon, *_MADE[: _KEPT - 1]]
    return lexicon


def understand(
    agreement: Agreement, text: str, on: date | None = None, today: date | None = None
) -> Understood | Refused:
    """What a question in words asks, by the agreement's own names.

    Args:
        agreement: whose words they are.
        text: the question.
        on: a day given beside the question.
        today: the day on which it is asked; without it, "today" is refused.

    Returns:
        Requests and how each word was read; or problems, with the file "<question>" and line 1,
        and at most three questions that would be understood.
    """
    text = unicodedata.normalize("NFC", text)
    lexicon = lexicon_of(agreement)
    found = attempt(lexicon, text, on, today)
    if isinstance(found, Understood):
        inner = "?" in text.rstrip(" ?!.")  # it is several: what one says isn't said of all
        whole = not inner and not any(isinstance(r, About | FigureOf) for r in found.requests)
        several = None if whole else _in_parts(lexicon, text, on, today)
        loose = any(isinstance(request, About | FigureOf) for request in found.requests)
        if several is None and inner and loose:  # a name would be told, and the rest not
            place = span(0, len(text))
            message = "these are several questions, and not all of them are understood"
            return Refused((Problem("E401", message, place, help="ask them one at a time"),))
        return several or found
    problems, _, draft = found
    if draft is not None and (other := _in_other_words(lexicon, draft, on, today)) is not None:
        return other
    if draft is not None and (several := _in_parts(lexicon, text, on, today)) is not None:
        return several
    if draft is not None and (story := _as_story(lexicon, draft, on, today)) is not None:
        return story
    from contract_engine.words.offers import offers_for

    offers = () if draft is None else offers_for(draft, on, today)
    told = in_order(problems)
    return Refused(told if offers else tuple(map(_with_list, told)), offers)


def _with_list(problem: Problem) -> Problem:
    """A problem of a question that nothing known is like, with where the known names are."""
    if problem.code not in _OF_ACTS:
        return problem
    where = "`contract-engine words` lists what can be asked about"
    return replace(problem, help=f"{problem.help}; {where}" if problem.help else where)


def _in_parts(
    lexicon: Lexicon, text: str, on: date | None, today: date | None
) -> Understood | None:
    """The question as several, one after another, where each of them is understood."""
    for parts in parts_of(text):
        whole: list[Understood] = []
        for part in parts:
            found = _part(lexicon, part, whole, on, today)
            if found is None:
                break
            whole.append(found)
        else:
            how = tuple(step for each in whole for step in each.how)
            return Understood(_all_of(whole), how, whole[0].dayless)
    return None


def _as_story(
    lexicon: Lexicon, draft: Draft, on: date | None, today: date | None
) -> Understood | None:
    """What is told before the question as what it supposes."""
    supposing = supposed_by(draft.text, tokenise(draft.text))
    if supposing is None:
        return None
    found = attempt(lexicon, draft.text, on, today, supposing)
    if isinstance(found, Understood):
        return found
    for some in in_other_words(lexicon, draft.text, supposing.tokens):
        for way in some:
            other = attempt(
                lexicon, draft.text, on, today, replace(way, told=(*supposing.told, *way.told))
            )
            if isinstance(other, Understood) and not _is_loose(other, draft.text):
                return other
    return None


def _part(
    lexicon: Lexicon, part: Part, before: Sequence[Understood], on: date | None, today: date | None
) -> Understood | None:
    """One of several questions: as it stands, or as one that goes on from those before."""
    lead = (WordsRead(part.lead, "passed over"),) if part.lead else ()
    known = [request for each in before for request in each.requests]
    if known and (more := follow_up(lexicon, part.text, known, today)) is not None:
        requests, how = more
        return Understood(requests, (*lead, *how), before[0].dayless)
    found = attempt(lexicon, part.text, on, today)
    if not isinstance(found, Understood):
        draft = found[2]
        other = _in_other_words(lexicon, draft, on, today) if draft is not None else None
        if other is None:
            return None
        found = other
    return replace(found, how=(*lead, *found.how))


def _in_other_words(
    lexicon: Lexicon, draft: Draft, on: date | None, today: date | None
) -> Understood | None:
    """The question in words that mean the same, changed as little as needed, if it is one then."""
    if not all(problem.code in _OF_WORDS for problem in draft.problems):
        return None  # a faulty day stays one in any words
    if requests := _each_event(lexicon, draft, on, today):
        return requests
    mended, which = mend_spelling(lexicon, tokenise(draft.text))
    for some in in_other_words(lexicon, draft.text, mended, which):
        found = [attempt(lexicon, draft.text, on, today, each) for each in some]
        known = [
            each
            for each in found
            if isinstance(each, Understood) and not _is_loose(each, draft.text)
        ]
        if known:
            return known[0] if all(k.requests == known[0].requests for k in known) else None
    return None


def _each_event(
    lexicon: Lexicon, draft: Draft, on: date | None, today: date | None
) -> Understood | None:
    """Of an event that depends on a reading, or a version said in part: each that it may be."""
    tokens = tokenise(draft.text)
    ways = each_event(lexicon, draft.text, tokens, draft.matches)
    ways = ways or each_item(lexicon, draft.text, tokens)
    found = [attempt(lexicon, draft.text, on, today, way) for way in ways]
    known = [each for each in found if isinstance(each, Understood)]
    if not found or len(known) < len(found):
        return None
    return Understood(_all_of(known), known[0].how, known[0].dayless)


def _all_of(known: Sequence[Understood]) -> tuple[Request, ...]:
    kept: list[Request] = []
    for each in known:
        kept += [request for request in each.requests if request not in kept]
    return tuple(kept)


def _is_loose(found: Understood, text: str) -> bool:
    """Whether words may have been left beside what is told, as they may beside a topic.

    A figure is told in other words only where one asks how much, or what.
    """
    counted = any(token.norm in COUNTED for token in tokenise(text))
    beside = any(step.meaning.startswith("beside") for step in found.how)
    loose: list[type] = [] if counted else [FigureOf]
    loose += [About] if beside else []
    return any(isinstance(request, tuple(loose)) for request in found.requests)


COUNTED = frozenset(
    ["how", "what", "which", "amount", "percent", "percentage", "size", "dollars", "number"]
)
"""Ask how much, or what."""
_OF_ACTS = frozenset(["E401", "E406"])
"""Problems of a question in which no act, figure or topic is found."""
_OF_WORDS = frozenset(["E401", "E403", "E406", "E408", "E409", "E411", "E416"])
"""Problems of words, which other words may not have."""
