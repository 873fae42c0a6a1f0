"""Passes: the day asked about, and every word that is still not accounted for."""

from __future__ import annotations

import re

from contract_engine.words.dates import Fault, written
from contract_engine.words.draft import CONDITIONS, GLUE, STRETCHES, Draft, listed
from contract_engine.words.forms import LEADS
from contract_engine.words.lexicon import AUXILIARIES, DENIALS, Role
from contract_engine.words.tokens import ARTICLES, Sort, Token, span

_HOW = "give one, as in `on 15 Nov 2025` or `on 2025-11-15`"


def read_day(draft: Draft) -> None:
    """The one day that is left when the events have theirs."""
    days: list[int] = []
    refused = False
    for at, token in enumerate(draft.tokens):
        if token.sort is not Sort.DAY or at in draft.placed or draft.match_at(at):
            continue
        draft.placed.add(at)
        if isinstance(token.day, Fault):
            draft.report(token.day.code, token.day.message, draft.place(at, at + 1), token.day.help)
            refused = True
        elif _is_stretch(draft, at):
            refused = True
        else:
            days.append(at)
    if days:
        _one_day(draft, days)
    elif draft.on is not None and not refused:
        draft.day = draft.on
        draft.steps.append((len(draft.text), "", f"the day {draft.on}, given beside the question"))
    elif not refused and not draft.closed:
        draft.report("E420", "the question has no day", span(0, len(draft.text)), _HOW)


def _is_stretch(draft: Draft, at: int) -> bool:
    """Whether a word before the date makes it a stretch of days, or the day of something else."""
    token = draft.tokens[at]
    before = draft.skip(at - 1, ARTICLES, -1)
    iso = f"`on {token.norm}`"
    if draft.is_word(before, STRETCHES):
        words = draft.words(before, at + 1)
        draft.placed.add(before)
        draft.report("E428", f"`{words}` is a stretch of days", draft.place(before, at + 1),
                     f"ask about one day of it, as in {iso}")
        return True
    before = draft.skip(before, frozenset({"on"}), -1)
    if draft.is_word(before, CONDITIONS):
        draft.report("E414", f"`{draft.words(before, at + 1)}`: this day could be an event's",
                     draft.place(before, at + 1), "put the day of an event directly after it")
        return True
    return False


def _one_day(draft: Draft, days: list[int]) -> None:
    first = days[0]
    draft.day = day = draft.tokens[first].day
    ...
