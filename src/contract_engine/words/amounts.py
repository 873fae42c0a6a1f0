"""An amount in a question about an act -> the act's requests, and the figure that tells the amount.

"Must OpenAI purchase $250 billion of Azure?": whether it must purchase, and how much is recorded.
Whether the amount is right is left to whoever reads the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contract_engine.lazy_dataclass import replace
from contract_engine.words.acting import read_acting
from contract_engine.words.building import requests_of
from contract_engine.words.dates import Stretch
from contract_engine.words.deeds import Acting
from contract_engine.words.draft import Draft
from contract_engine.words.function_words import word_set
from contract_engine.words.lexicon import SMALL, Role
from contract_engine.words.lookups import read_figure
from contract_engine.words.matching import find
from contract_engine.words.opening import Opening, Sought
from contract_engine.words.plain_words import take
from contract_engine.words.requests import FigureOf, Request
from contract_engine.words.tokens import Sort, Token

_MONEY = word_set("dollars dollar usd eur euros euro gbp pounds billion million bn")
_PART = word_set("percent per cent")
_TIMES = word_set("billion million thousand bn")
_ABOUT = word_set("about around some roughly approximately up to exactly over least at a worth")


def read_amount(draft: Draft, opening: Opening, on: date | None) -> tuple[Request, ...]:
    """The act that a question with an amount is about, and the figures that have such an amount.

    Args:
        draft: the question.
        opening: its first word.
        on: a day given beside the question.

    Returns:
        Nothing where there is no amount, no act, or no figure of that kind.
    """
    found = _amount(draft)
    if found is None:
        return ()
    tokens, is_part = found
    trial = draft.fork()
    if is_part:  # "20 percent of its revenue" is a share of it
        kept = trial.tokens[tokens[0]]
        share = replace(kept, norm="share", sort=Sort.WORD)
        trial.tokens = (*trial.tokens[: tokens[0]], share, *trial.tokens[tokens[0] + 1 :])
        trial.matches = find(trial.lexicon, trial.tokens)
    names = _figures(trial, is_part=is_part)
    if not names:
        return ()
    labels = " and ".join(f"`{name}`" for name in names)
    trial.note(tokens[1:] if is_part else tokens, f"an amount, told by the figure {labels}")
    whole = trial.fork()
    readings, _ = read_acting(trial, opening)
    requests = _asked(readings, opening, on)
    if not requests:
        told = read_figure(whole, replace(opening, sought=Sought.HOW_MUCH), on)
        if told and opening.sought is Sought.HOW_MUCH:
            return ()  # "how much of the $13 billion" seeks another amount than the one it names
        if told:
            take(draft, whole)
            draft.tokens = whole.tokens
        return told
    first = readings[0].draft
    take(draft, first)
    draft.tokens, draft.times = first.tokens, first.times
    day = on
    for time in draft.times:
        day = time.days.last if isinstance(time.days, Stretch) else time.days
    return (*requests, *(FigureOf(name, day) for name in names))


def _asked(readings: Sequence[Acting], opening: Opening, on: date | None) -> tuple[Request, ...]:
    found: list[Request] = []
    for reading in readings:
        for request in requests_of(reading.draft, reading.deeds, opening.sought, on):
            found += [request] if request not in found else []
    return tuple(found)


def _amount(draft: Draft) -> tuple[list[int], bool] | None:
    """The tokens of an amount of money or of a percentage, and whether it is the latter."""
    for at, token in enumerate(draft.tokens):
        if token.sort is not Sort.NUMBER or at in draft.used:
            continue
        end = at + 1
        while draft.is_word(end, _TIMES | _MONEY | _PART):
            end += 1
        start = at - 1 if draft.is_word(at - 1, _MONEY) else at
        words = {draft.tokens[i].norm for i in range(start, end)}
        if not words & (_MONEY | _PART):
            continue
        while draft.is_word(start - 1, _ABOUT):
            start -= 1
        if draft.is_word(end, ("of", "worth")):
            end += 1
            end += draft.is_word(end, ("of",))
        tokens = [i for i in range(start, end) if i not in draft.used]
        if words & _PART:
            tokens.sort(key=lambda i: i != at)
        return tokens, bool(words & _PART)
    return None


def _figures(draft: Draft, *, is_part: bool) -> list[str]:
    """The figures of such a unit that share the most words with the question."""
    lexicon = draft.lexicon
    parties = {w.key for p in lexicon.of(Role.PARTY) for w in p.words}
    said = {t.key for t in draft.tokens if _says(t)} - parties
    scored: dict[str, int] = {}
    for name, figure in lexicon.agreement.figures.items():
        unit = figure.unit.casefold()
        fits = ("percent" in unit or "%" in unit) if is_part else "usd" in unit or "dollar" in unit
        bag = lexicon.bags[Role.FIGURE, name]
        if any(key.isdigit() and key not in said for key in bag):
            continue  # it is of one year
        shared = len(said & bag)
        if fits and shared:
            scored[name] = shared
    best = max(scored.values(), default=0)
    names = [name for name, score in scored.items() if score == best]
    return names if len(names) <= 2 else []


def _says(token: Token) -> bool:
    return token.sort is Sort.WORD and token.norm not in SMALL | _MONEY | _PART
