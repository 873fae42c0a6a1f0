"""What comes of an event or a fact -> requests: "What happens if AGI is declared?"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contract_engine.words import function_words as small
from contract_engine.words.acts import Act
from contract_engine.words.building import last_day
from contract_engine.words.draft import Draft
from contract_engine.words.function_words import word_set
from contract_engine.words.leftovers import read_leftovers
from contract_engine.words.lexicon import Role
from contract_engine.words.matching import Match, choose
from contract_engine.words.nouns import noun_at
from contract_engine.words.opening import Opening, Sought
from contract_engine.words.placing import Placing
from contract_engine.words.plain_words import note_parties, parties_named, take
from contract_engine.words.requests import Request, Terms, Timeline, WhatIf, World

MOST = 6
"""Acts that one event or fact is told for."""
_HAPPEN = word_set(
    "happens happen happened follows follow changes change consequence consequences effect effects "
    "mean means would will does is are becomes become do does to for the of"
)
_BEFORE = small.CONDITIONS | word_set("after upon following of on in case")


def read_consequences(draft: Draft, opening: Opening, on: date | None) -> tuple[Request, ...]:
    """What an event or a fact changes, for each act whose terms it decides.

    Args:
        draft: the question.
        opening: its first word.
        on: a day given beside the question.

    Returns:
        Of an event a timeline from its day on, of a fact both answers; where these are more than
        one would read, the terms of the day; nothing where the question is none of this sort.
    """
    if requests := _unsigned(draft, opening, on):
        return requests
    if opening.sought is not Sought.WHAT:
        return ()
    after = draft.skip(max(opening.tokens) + 1, _HAPPEN)
    said = {draft.tokens[at].norm for at in range(max(opening.tokens) + 1, after)}
    asks = said & word_set("happens happen happened follows follow changes consequence effect")
    done_to = [at for at in draft.free() if draft.is_word(at, ("do",)) and _leads_on(draft, at)]
    if not asks and not done_to and not draft.is_word(max(opening.tokens) + 1, ("if",)):
        return ()
    noun = noun_at(draft)
    parties = parties_named(draft) if noun else ()
    kept: Draft | None = None
    found: list[Request] = []
    lexicon = draft.lexicon
    for action, bearers in lexicon.bearers.items():
        if noun and action != noun[0]:
            continue
        for bearer in bearers:
            if parties and bearer not in parties:
                continue
            trial = draft.fork()
            asking = [*opening.tokens, *asked_by(draft, opening, after), *done_to]
            trial.note(asking, "asks what comes of it")
            trial.pass_over(*(at + 1 for at in done_to))
            if noun:
                trial.note(noun[1], f"the action `{action}`")
                note_parties(trial, bearer)
            new = tuple(_of_act(trial, bearer, action, on))
            if new and not trial.problems:
                found += new
                kept = kept or trial
    if kept is None:
        return ()
    if len(found) > MOST:
        first = found[0]
        on = first.first if isinstance(first, Timeline) else getattr(first, "on", None)
        given = first.world if isinstance(first, Timeline) else getattr(first, "then", None)
        if on is None or given is None or noun:
            return ()
        found = [Terms(on, given)]
    take(draft, kept)
    draft.given = kept.given
    return tuple(found)


def _unsigned(draft: Draft, opening: Opening, on: date | None) -> tuple[Request, ...]:
    """As in "What if the amendment had never been signed": the terms without it."""
    day = on or last_day(draft)
    asks = any(draft.tokens[at].norm in ("happen", "happened", "happens") for at in draft.free())
    if not (draft.supposed or asks) or not draft.without or day is None or draft.times:
        return ()
    trial = draft.fork()
    for at in trial.free():
        if trial.tokens[at].norm in _HAPPEN | small.AUXILIARIES:
            trial.pass_over(at)
    trial.note([at for at in opening.tokens if at in trial.free()], "asks what comes of it")
    read_leftovers(trial)
    if trial.problems:
        return ()
    take(draft, trial)
    return (Terms(day, World(dict(draft.given), None, draft.without, draft.known)),)


def _leads_on(draft: Draft, at: int) -> bool:
    """As in "What would a declaration of AGI do to the licence"."""
    return draft.is_word(at + 1, ("to", "for"))


def asked_by(draft: Draft, opening: Opening, end: int) -> list[int]:
    """The words after the opening by which one asks what happens."""
    start = max(opening.tokens) + 1
    return [at for at in range(start, end) if at not in draft.used]


def _of_act(draft: Draft, bearer: str, action: str, on: date | None) -> Iterator[Request]:
    words = draft.lexicon.vocabulary
    events, mentioned = words.events, draft.lexicon.mentions[action]
    read = {n: set(e.events.values()) for n, e in words.read_events.items() if n in mentioned}
    decided = mentioned.union(*read.values())
    before = dict(draft.given)
    supposed = choose([m for m in draft.matches if _is_clause(m)], draft.free())
    for match in supposed:
        lead = draft.skip(match.start - 1, small.ARTICLES | small.AUXILIARIES, -1)
        if draft.is_word(lead, _BEFORE):
            draft.pass_over(lead)
    placed = Placing(draft, Act(action, ()), bearer).read()
    read_leftovers(draft, placed.facts, bearers=(bearer,))
    given = {**draft.given, **placed.given}
    if draft.problems or not given or not decided.issuperset(given):
        return
    days = (time.days for time in draft.times if isinstance(time.days, date))
    day = next(days, on or last_day(draft))
    if day is None:
        return
    come = [name for name in given if name in events]
    if come:
        dates = [date.fromisoformat(given[name]) for name in come if given[name] != "never"]
        yield Timeline(bearer, action, min(dates, default=day), None, World(given), "")
    else:
        now = World({n: v for n, v in before.items() if n not in given})
        yield WhatIf(bearer, action, day, now, World(given), "")


def _is_clause(match: Match) -> bool:
    return match.meaning.role in (Role.MOMENT, Role.YES) or match.clause
