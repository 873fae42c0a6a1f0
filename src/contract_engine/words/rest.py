"""Passes: the day asked about, and every word that is still not accounted for."""

from __future__ import annotations

import re
from datetime import date

from contract_engine.words.dates import Fault
from contract_engine.words.draft import Draft, listed
from contract_engine.words.glue import ARTICLES, AUXILIARIES, CONDITIONS, DENIALS, GLUE, STRETCHES
from contract_engine.words.lexicon import Role
from contract_engine.words.tokens import Sort, Token, span

_YEAR = re.compile("(?:19|20|21)[0-9]{2}")
_MODALS = ("can", "could", "may", "must", "does")
_TWICE = ("E405", "E407", "E412", "E421")
_HOW = "give one, as in `on 15 Nov 2025` or `on 2025-11-15`"


def read_day(draft: Draft) -> None:
    """The one day that is left when the events have theirs."""
    days: list[int] = []
    refused = draft.closed or draft.is_no_question
    for at, token in enumerate(draft.tokens):
        refused = refused or _is_year(draft, at)
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
    elif not refused:
        taken = tuple(
            (draft.place(at, at + 1), "this is the day of an event")
            for at, token in enumerate(draft.tokens)
            if token.sort is Sort.DAY and not draft.match_at(at)
        )
        place = span(0, len(draft.text))
        draft.report("E420", "the question has no day", place, _HOW, also=taken)


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
        draft.placed.add(before)
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
        if token.norm in GLUE or _joins(draft, at):
            draft.pass_over(at, at + 1)
        elif not draft.closed and not draft.is_no_question:
            _leftover(draft, at)
    if not draft.closed:
        for token in draft.unknown:
            _unplaced(draft, token)


def _is_year(draft: Draft, at: int) -> bool:
    """Whether this number has no place and looks like a year."""
    token = draft.tokens[at]
    return (
        token.sort is Sort.NUMBER
        and _YEAR.fullmatch(token.norm) is not None
        and at not in draft.placed
        and draft.match_at(at) is None
    )


def _joins(draft: Draft, at: int) -> bool:
    """Whether a word that isn't always glue is so here: "when AGI is verified", "as of 1 May"."""
    if draft.tokens[at].norm == "of":
        follows = draft.skip(at + 1, ARTICLES)
        return follows < len(draft.tokens) and draft.tokens[follows].sort is Sort.DAY
    if draft.tokens[at].norm in CONDITIONS:
        follows = draft.skip(at + 1, GLUE | AUXILIARIES | DENIALS)
        fact = draft.match_at(follows)
        if fact is None:
            return follows < len(draft.tokens) and draft.tokens[follows].sort is Sort.PIECE
        return fact is not draft.action and fact.has_fact
    if draft.tokens[at].norm in AUXILIARIES:
        before = draft.match_at(draft.skip(at - 1, AUXILIARIES, -1))
        after = draft.match_at(draft.skip(at + 1, ARTICLES | AUXILIARIES))
        return before is not None and before.has(Role.KIND) and after is not None
    return False


def _leftover(draft: Draft, at: int) -> None:
    token, place = draft.tokens[at], draft.place(at, at + 1)
    words = draft.words(at, at + 1)
    if token.norm in DENIALS:
        denied = draft.match_at(draft.skip(at + 1, GLUE))
        values = [m.name for m in denied.meanings if m.role is Role.VALUE] if denied else []
        named = next((name for name in values if name in draft.asks), next(iter(values), None))
        help_ = f"say what it is, as in `{named}=...`" if named else "say what is so instead"
        draft.report(
            "E413", f"`{words}` can be placed only before something that is yes or no", place, help_
        )
    elif token.norm == "or" and any(problem.code in _TWICE for problem in draft.problems):
        return  # the second of two is already a problem
    elif token.norm == "or":
        draft.report(
            "E408",
            "`or` joins two questions",
            place,
            "ask about one at a time; for a value that may be either of two, "
            "write `fact=one or other`",
        )
    elif _is_year(draft, at):
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
    near = draft.lexicon.near(token.norm, _run(draft, token), also=_MODALS)
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
