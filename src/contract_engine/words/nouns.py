"""A question that names a right or duty by a noun -> requests: "When does the licence end?"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contract_engine.words import function_words as small
from contract_engine.words.acts import Act, value_place
from contract_engine.words.building import last_day
from contract_engine.words.dates import Stretch
from contract_engine.words.draft import Draft
from contract_engine.words.forms import DECIDING
from contract_engine.words.leftovers import read_leftovers
from contract_engine.words.lexicon import Phrase, Role
from contract_engine.words.matching import party_at
from contract_engine.words.opening import COVERING, Opening, Sought
from contract_engine.words.placing import Placing
from contract_engine.words.plain_words import (
    is_first,
    is_owner,
    note_parties,
    parties_named,
    plain,
    take,
)
from contract_engine.words.requests import Ask, Request, Timeline, World

DECIDES = DECIDING["may"] | DECIDING["must"] | DECIDING["must not"]


def read_noun(draft: Draft, opening: Opening, on: date | None) -> tuple[Request, ...]:
    """What a question about a right or duty by its name comes to: "Microsoft's licence"."""
    if draft.instruments and not draft.under:
        return ()  # it names a version, and says nothing of it
    for phrase in sorted(draft.lexicon.of(Role.NOUN), key=lambda p: -len(p.words)):
        for at in sorted(draft.free()):
            tokens = _stands(draft, phrase, at)
            if not tokens:
                continue
            trial = draft.fork()
            found = _of_noun(trial, phrase, tokens, opening, on)
            if found and not trial.problems:
                take(draft, trial)
                return found
    return ()


def noun_at(draft: Draft) -> tuple[str, tuple[int, ...]] | None:
    """The action that the longest noun of the question names, and the tokens that do."""
    for phrase in sorted(draft.lexicon.of(Role.NOUN), key=lambda p: -len(p.words)):
        for at in sorted(draft.free()):
            if tokens := _stands(draft, phrase, at):
                return phrase.meaning.name, tokens
    return None


def _stands(draft: Draft, phrase: Phrase, at: int) -> tuple[int, ...]:
    """The tokens of a noun that starts here: its words with small words or parties between."""
    if draft.tokens[at].key != phrase.words[0].key:
        return ()
    here, taken = at, list[int]()
    for word in phrase.words:
        while taken and here < len(draft.tokens) and draft.tokens[here].key != word.key:
            party = party_at(draft.lexicon, draft.tokens, here)
            if draft.tokens[here].norm in small.ARTICLES | small.POSSESSIVES:
                here += 1
            elif party is not None and draft.tokens[party[1] - 1].possessive:
                here = party[1]
            else:
                break
        if here >= len(draft.tokens) or here in draft.used or draft.tokens[here].key != word.key:
            return ()
        taken.append(here)
        here += 1
    for fact, preposition in phrase.slots:
        starts = {
            m.start
            for m in draft.matches
            if m.meaning.name == fact and m.meaning.role in (Role.VALUE, Role.KIND, Role.YES)
        }
        if not preposition:
            if value_place(draft, here, fact) not in starts and not _value_before(draft, at, fact):
                return ()
        elif not any(
            draft.is_word(i, (preposition,)) and value_place(draft, i + 1, fact) in starts
            for i in range(here, len(draft.tokens))
        ):
            return ()
    return tuple(taken)


def _value_before(draft: Draft, at: int, fact: str) -> bool:
    return any(
        m.end == at and m.meaning.name == fact and m.meaning.role is Role.VALUE
        for m in draft.matches
    )


def _of_noun(
    draft: Draft, phrase: Phrase, tokens: tuple[int, ...], opening: Opening, on: date | None
) -> tuple[Request, ...]:
    action = phrase.meaning.name
    draft.note(tokens, f"the action `{action}`")
    parties = () if opening.sought is Sought.WHO else parties_named(draft)
    can = draft.lexicon.bearers.get(action, ())
    bearers = [p for p in parties if p in can] or ([can[0]] if len(can) == 1 else [])
    if len(bearers) > 1:
        owner = [p for p in bearers if is_owner(draft, p) or is_first(draft, p)]
        bearers = owner[:1] if owner else bearers
    if not parties and not bearers:
        bearers = list(can)
    if not bearers or (len(bearers) > 1 and parties):
        first = draft.place(tokens[0], tokens[-1] + 1)
        draft.report("E403", "the question doesn't say whose it is", first, "say whose it is")
        return ()
    bearer = bearers[0]
    told = [f"`{party}`" for party in bearers]
    if not parties:
        draft.steps.append((draft.tokens[tokens[-1]].end, "", f"the party {' and '.join(told)}"))
    placed = Placing(draft, Act(action, tokens, phrase.slots), bearer).read()
    note_parties(draft, bearer)
    if opening.tokens:
        draft.note(
            opening.tokens, "asks for the days" if opening.sought is Sought.WHEN else "asks for it"
        )
    if opening.sought is Sought.CLAUSE:
        after = max(opening.tokens) + 1
        if draft.is_word(after, DECIDES | COVERING):
            draft.note([after], "asks what the terms say")
    plain(draft)
    read_leftovers(draft, placed.facts, bearers=(bearer,))
    if placed.each or any(len(v) > 1 for v in placed.values.values()):
        return ()
    given = {**draft.given, **{f: v[0] for f, v in placed.values.items()}, **placed.given}
    world = World(given, draft.under, draft.without, draft.known)
    if opening.sought in (Sought.WHY, Sought.EACH):
        return ()
    return tuple(r for b in bearers for r in _asked_of(draft, b, action, world, opening, on))


def _asked_of(
    draft: Draft, bearer: str, action: str, world: World, opening: Opening, on: date | None
) -> Iterator[Request]:
    day = on
    stretch: Stretch | None = None
    for time in draft.times:
        if isinstance(time.days, Stretch):
            stretch = time.days
        else:
            day = time.days
    if opening.sought is Sought.WHEN or day is None or stretch is not None:
        first = stretch.first if stretch else None
        yield Timeline(bearer, action, first, stretch.last if stretch else None, world, "")
    now = last_day(draft)
    if opening.sought is Sought.WHEN:
        return
    if day is None and stretch is not None:
        day = stretch.last if now is None or (stretch.last and stretch.last <= now) else now
    day = day or now
    if day is not None and stretch is not None and stretch.first is not None:
        day = max(day, stretch.first)
    if day is not None:
        yield Ask(bearer, action, day, world, "")
