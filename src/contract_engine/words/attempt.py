"""A question as it is worded -> typed requests and how each word was read; or what is wrong.

Nothing is guessed: every word has a place, or is passed over by a stated list, or is a problem; and
words that could mean two things are a problem that names both.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contract_engine.answers.answer import WordsRead
from contract_engine.diagnostics import Problem
from contract_engine.lazy_dataclass import dataclass
from contract_engine.words.acting import read_acting
from contract_engine.words.amounts import read_amount
from contract_engine.words.asides import mend_spelling, read_asides
from contract_engine.words.building import requests_of
from contract_engine.words.consequences import read_consequences
from contract_engine.words.deeds import Acting
from contract_engine.words.draft import Draft
from contract_engine.words.fragments import read_fragment
from contract_engine.words.lexicon import Lexicon
from contract_engine.words.lookups import read_figure, read_value
from contract_engine.words.matching import find
from contract_engine.words.norm_questions import read_change, read_norms
from contract_engine.words.nouns import read_noun
from contract_engine.words.opening import Opening, Sought, read_opening
from contract_engine.words.rephrasing import Rephrased
from contract_engine.words.requests import Request
from contract_engine.words.times import CLOCK, read_events, read_times
from contract_engine.words.tokens import Sort, span, tokenise
from contract_engine.words.topics import read_topic
from contract_engine.words.worlds import read_worlds

LONGEST = 600
"""Characters of a question; longer text is not a question."""
MOST_WORDS = 90
"""Words and marks of a question."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question comes to: `requests` that are answered side by side.

    `how` accounts for the text, in the order it was written; words passed over come last.
    `dayless` says that neither it nor anything beside it names a day.
    """

    requests: tuple[Request, ...]
    how: tuple[WordsRead, ...]
    dayless: bool = False


Failed = tuple[Sequence[Problem], Sequence[Acting], Draft | None]


def attempt(
    lexicon: Lexicon,
    text: str,
    on: date | None,
    today: date | None,
    rephrased: Rephrased | None = None,
) -> Understood | Failed:
    """The question understood; or its problems and what was tried."""
    if len(text) > LONGEST or len(tokens := tokenise(text)) > MOST_WORDS:
        message = f"a question has at most {LONGEST} characters and {MOST_WORDS} words"
        place = span(min(LONGEST, len(text) - 1), len(text))
        return [Problem("E418", message, place, help="ask in fewer words")], (), None
    tokens = tokens if rephrased is None else rephrased.tokens
    mended, which = mend_spelling(lexicon, tokens)
    draft = Draft(lexicon, text, tuple(mended), today=today, on=on)
    draft.steps += rephrased.told if rephrased is not None else ()
    draft.matches = find(lexicon, draft.tokens)
    read_asides(draft)
    read_worlds(draft)
    opening = read_opening(draft)
    read_events(draft)
    read_times(draft, today)
    if opening.sought is Sought.WHETHER or any(at in draft.used for at in opening.tokens):
        opening = read_opening(draft)
    for at in which:
        written = text[tokens[at].start : tokens[at].end]
        draft.steps.append((tokens[at].start, "", f"`{written}` read as `{mended[at].norm}`"))
    _check_days(draft, on)
    if draft.problems:
        return draft.problems, (), draft
    return _read(draft, opening, on)


def _read(draft: Draft, opening: Opening, on: date | None) -> Understood | Failed:
    if requests := read_change(draft, opening) or read_norms(draft, opening, on):
        return _told(draft, requests, on)
    if requests := read_consequences(draft, opening, on):
        return _told(draft, requests, on)
    happens = bool(opening.tokens) and draft.is_word(max(opening.tokens) + 1, ("happens",))
    counted = opening.sought is Sought.HOW_MUCH or (
        opening.sought is Sought.WHAT and not happens and not _asks_of_duty(draft)
    )
    if counted and (requests := read_figure(draft, opening, on)):
        return _told(draft, requests, on)
    found, failed = read_acting(draft, opening)
    if found and opening.sought is not Sought.HOW_MUCH:  # what it may do is no amount
        return _of_acts(draft, found, opening, on)
    for read in (read_amount, read_noun, read_value, read_figure, read_fragment, read_topic):
        if requests := read(draft, opening, on):
            return _told(draft, requests, on)
    return _problems(draft, failed), failed, draft


def _asks_of_duty(draft: Draft) -> bool:
    """As in "What does Microsoft have to pay": whether it must, and no figure of something else."""
    return any(
        draft.is_word(at, ("must", "shall"))
        or (draft.is_word(at, ("have", "has", "had", "need")) and draft.is_word(at + 1, ("to",)))
        for at in draft.free()
    )


def _of_acts(
    draft: Draft, found: Sequence[Acting], opening: Opening, on: date | None
) -> Understood | Failed:
    """The readings that fit, side by side."""
    requests: list[Request] = []
    for reading in found:
        requests += [
            r
            for r in requests_of(reading.draft, reading.deeds, opening.sought, on)
            if r not in requests
        ]
    first = found[0].draft
    if not requests:
        place = span(0, len(draft.text))
        help_ = "give one, as in `on 15 Nov 2025` or `on 2025-11-15`"
        return [Problem("E420", "the question has no day", place, help=help_)], found, draft
    if first.instruments and not first.under:
        place = span(0, len(draft.text))
        message = f"`{first.instruments[0]}` is named, and nothing is said of it"
        return (
            [Problem("E408", message, place, help="say `under` it, or `without` it")],
            found,
            draft,
        )
    if len(found) > 1:
        names = " and ".join(f"`{act}`" for act in dict.fromkeys(a for r in found for a in r.acts))
        first.steps = [
            (at, words, f"the actions {names}" if meaning.startswith("the action `") else meaning)
            for at, words, meaning in first.steps
        ]
    return _told(first, tuple(requests), on)


def _told(draft: Draft, requests: tuple[Request, ...], on: date | None) -> Understood:
    steps = [WordsRead(words, meaning) for _, words, meaning in sorted(draft.steps)]
    if on is not None and not draft.times:
        steps.append(WordsRead("", f"the day {on}, given beside the question"))
    if _is_of_today(draft, requests, on):
        steps.append(WordsRead("", f"no day is said: the day {draft.today} {CLOCK}"))
    over = [draft.tokens[at] for at in sorted(draft.passed) if not draft.is_told(at)]
    spans = dict.fromkeys((token.start, token.end) for token in over)
    passed = [draft.text[start:end] for start, end in spans]
    if passed:
        steps.append(WordsRead(", ".join(passed), "passed over"))
    return Understood(requests, tuple(steps), not draft.times and on is None)


def _is_of_today(draft: Draft, requests: Sequence[Request], on: date | None) -> bool:
    """Whether a request is of today for want of any other day."""
    said = on is not None or draft.times or draft.lexicon.agreement.researched_through
    return not said and any(getattr(r, "on", None) == draft.today for r in requests)


def _check_days(draft: Draft, on: date | None) -> None:
    said = [time for time in draft.times if isinstance(time.days, date)]
    other = next((time for time in draft.times if time.days != on), None)
    if on is not None and other is not None:
        days = other.days if isinstance(other.days, date) else f"`{other.words}`"
        message = f"the question says {days}, and the day given beside it is {on}"
        start = max(draft.text.find(other.words), 0)
        place = span(start, start + len(other.words))
        draft.report("E427", message, place, "give the day once")
    elif len(draft.times) > MOST_DAYS or (said and len(said) != len(draft.times)):
        message = f"the question has several days: `{draft.days_said}`"
        draft.report("E421", message, span(0, len(draft.text)), "ask about one at a time")


MOST_DAYS = 3
"""Days that one question may be asked of."""


def _problems(draft: Draft, failed: Sequence[Acting]) -> list[Problem]:
    """What is wrong: of the reading that goes furthest, or that there is none."""
    best = min(
        (reading for reading in failed if reading.draft.problems),
        key=lambda reading: len(reading.draft.problems),
        default=None,
    )
    if best is not None:
        return best.draft.problems
    if failed:
        trial = failed[0].draft.fork()
        return [_no_act(trial)]
    words = [t for t in draft.tokens if t.sort is not Sort.MARK]
    place = span(words[0].start, words[-1].end) if words else span(0, 1)
    help_ = "ask whether a party may or must do something, since when, or what something is"
    return [Problem("E401", "this is not a question that is understood", place, help=help_)]


def _no_act(draft: Draft) -> Problem:
    free = [at for at in sorted(draft.free()) if draft.tokens[at].sort is Sort.WORD]
    names = ", ".join(
        f"`{draft.lexicon.short(action)}`" for action in list(draft.lexicon.vocabulary.actions)[:8]
    )
    help_ = f"the acts are {names} ..."
    if not free:
        return Problem(
            "E406", "the question doesn't say what is done", span(0, len(draft.text)), help=help_
        )
    message = f"`{draft.words(free[0], free[0] + 1)}` is not an act that this agreement knows"
    return Problem("E406", message, draft.place(free[0], free[0] + 1), help=help_)
