"""Passes: the day asked about, and every word that is still not accounted for."""

from __future__ import annotations

import re
from datetime import date

from contract_engine.words.dates import Fault
from contract_engine.words.draft import Draft, listed
from contract_engine.words.forms import LEADS
from contract_engine.words.glue import ARTICLES, AUXILIARIES, CONDITIONS, DENIALS, GLUE, STRETCHES
from contract_engine.words.lexicon import Role
from contract_engine.words.tokens import Sort, Token, span

_YEAR = re.compile("(?:19|20|21)[0-9]{2}")
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
        draft.report(
            "E428",
            f"`{words}` is a stretch of days",
            draft.place(before, at + 1),
            f"ask about one day of it, as in {iso}",
        )
        return True
    before = draft.skip(before, frozenset({"on"}), -1)
    if draft.is_word(before, CONDITIONS):
        draft.report(
            "E414",
            f"`{draft.words(before, at + 1)}`: this day could be an event's",
            draft.place(before, at + 1),
            "put the day of an event directly after it",
        )
        return True
    return False


def _one_day(draft: Draft, days: list[int]) -> None:
    found = {at: day for at in days if isinstance(day := draft.tokens[at].day, date)}
    first, *others = days
    draft.day = found[first]
    for at in days:
        draft.note(at, at + 1, f"the day {found[at]}")
    if second := next((at for at in others if found[at] != found[first]), None):
        both = f"`{found[first]}` and `{found[second]}`"
        draft.report(
            "E421",
            f"the question has two days: {both}",
            draft.place(second, second + 1),
            "ask about one day at a time; the day of an event stands directly after it",
            also=((draft.place(first, first + 1), "the first is here"),),
        )
    elif draft.on is not None and draft.on != found[first]:
        message = f"the question says {found[first]}, and the day given beside it is {draft.on}"
        draft.report("E427", message, draft.place(first, first + 1), "give the day once")


def read_leftovers(draft: Draft) -> None:
    """Every token without a place: passed over where it changes nothing, otherwise a problem."""
    for at, token in enumerate(draft.tokens):
        if at in draft.placed or draft.match_at(at) or token.sort is Sort.MARK:
            continue
        if token.norm in GLUE or _opens_a_fact(draft, at):
            draft.pass_over(at, at + 1)
        elif not draft.closed:
            _leftover(draft, at)
    if not draft.closed:
        for token in draft.unknown:
            _unplaced(draft, token)


def _opens_a_fact(draft: Draft, at: int) -> bool:
    """Whether a word joins a supposed fact to the rest: "when AGI is verified ..."."""
    if draft.tokens[at].norm in CONDITIONS:
        follows = draft.match_at(draft.skip(at + 1, ARTICLES | AUXILIARIES))
        return follows is not None and any(follows.has(role) for role in (Role.YES, Role.MOMENT))
    if draft.tokens[at].norm in AUXILIARIES:
        before = draft.match_at(draft.skip(at - 1, AUXILIARIES, -1))
        after = draft.match_at(draft.skip(at + 1, ARTICLES | AUXILIARIES))
        return before is not None and before.has(Role.KIND) and after is not None
    return False


def _leftover(draft: Draft, at: int) -> None:
    token, place = draft.tokens[at], draft.place(at, at + 1)
    words = draft.words(at, at + 1)
    if token.norm in DENIALS:
        help_ = (
            "say what is so, as in `cloud=aws`"
            if not draft.asks
            else (f"say what is so, as in `{draft.asks[0]}=...`")
        )
        draft.report(
            "E413", f"`{words}` can be placed only before something that is yes or no", place, help_
        )
    elif token.norm == "or":
        draft.report(
            "E408",
            "`or` joins two questions",
            place,
            "ask about one at a time; for a value that may be either of two, "
            "write `fact=one or other`",
        )
    elif token.sort is Sort.NUMBER and _YEAR.fullmatch(token.norm):
        draft.report(
            "E425",
            f"`{words}` is not one day",
            place,
            f"give the day, as in `on {token.norm}-11-15`",
        )
    else:
        _unplaced(draft, token)


def _unplaced(draft: Draft, token: Token) -> None:
    words = draft.text[token.start : token.end]
    near = draft.lexicon.near(token.norm, _run(draft, token), also=LEADS)
    if near is not None and near.casefold() != token.norm:
        help_ = f"did you mean `{near}`?"
    elif draft.asks:
        help_ = f"`{draft.act}` asks for {listed(draft.asks)}; write one as `{draft.asks[0]}=...`"
    else:
        help_ = "leave it out, or write what is supposed as `fact=value`"
    draft.report("E408", f"`{words}` is not understood", span(token.start, token.end), help_)


def _run(draft: Draft, token: Token) -> str:
    """The word with the words beside it that have no place either."""
    free = [
        t
        for at, t in enumerate(draft.tokens)
        if at not in draft.placed and t.sort is Sort.WORD and t.norm not in GLUE
    ]
    words = sorted({*free, *draft.unknown}, key=lambda word: word.start)
    run = [token.norm]
    at = words.index(token) if token in words else 0
    for word in words[at + 1 : at + 2]:
        if not draft.text[token.end : word.start].strip():
            run.append(word.norm)
    for word in words[max(at - 1, 0) : at]:
        if not draft.text[word.end : token.start].strip():
            run.insert(0, word.norm)
    return " ".join(run)
