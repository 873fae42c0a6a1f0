"""A question that names a figure or a topic -> the requests that tell it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contract_engine.lazy_dataclass import replace
from contract_engine.words import function_words as small
from contract_engine.words.building import last_day
from contract_engine.words.dates import Stretch, year_of
from contract_engine.words.done import left_open
from contract_engine.words.draft import Draft
from contract_engine.words.function_words import word_set
from contract_engine.words.inflect import stem
from contract_engine.words.leftovers import read_leftovers
from contract_engine.words.lexicon import Lexicon, Role
from contract_engine.words.matching import choose, party_at
from contract_engine.words.opening import Opening, Sought
from contract_engine.words.plain_words import OWNING, PLAIN, note_parties, plain, take
from contract_engine.words.requests import (
    FigureOf,
    Request,
    ValueOf,
    World,
)
from contract_engine.words.tokens import Token

_COUNTING = word_set("how much many what which big large size percentage percent amount")
_PERCENT = word_set("percentage percent proportion")

_DOING = word_set("has have had did does do will would can could may might must shall should need")

TWO = 2
"""Words that a figure must share with a question that only asks what something is."""


def read_figure(draft: Draft, opening: Opening, on: date | None) -> tuple[Request, ...]:
    """The figure, or the figures, that have every word of the question that says something."""
    first = draft.skip(0, small.FILLERS | {"and", "so"})
    if opening.sought is Sought.WHETHER and draft.is_word(first, _DOING):
        return ()  # "Did the amendment end the revenue share" asks for no amount
    trial = draft.fork()
    if opening.tokens:
        trial.note(opening.tokens, "asks for a figure")
    keys = {
        trial.tokens[at].key: at
        for at in trial.free()
        if trial.tokens[at].norm not in PLAIN and trial.tokens[at].sort.name in ("WORD", "NUMBER")
    }
    figures = trial.lexicon.agreement.figures
    parties = {w.key for p in trial.lexicon.of(Role.PARTY) for w in p.words}
    said = keys.keys() - parties
    soft = {trial.tokens[a].key: a for a in trial.free() if trial.tokens[a].norm in OWNING}
    both = said | (soft.keys() - parties)
    known = any(both <= (p.keys - _COUNTING) | parties for p in trial.lexicon.of(Role.FIGURE))
    sought = opening.sought
    if soft and (
        known if sought is Sought.WHAT else sought is Sought.HOW_MUCH and (known or not said)
    ):
        keys |= soft  # "how much of it does Microsoft own", "how much is its stake worth"
        said = keys.keys() - parties
    in_percent = any(draft.tokens[at].norm in _PERCENT for at in opening.tokens)
    fits: dict[str, tuple[bool, int]] = {}
    years, of_another = _years(trial), set[str]()
    named = _parties_of(trial.lexicon, trial.tokens)
    owners = _parties_of(trial.lexicon, trial.tokens, owning=True)
    order = _order(trial)
    asks = opening.sought in (Sought.HOW_MUCH, Sought.WHAT)
    for phrase in trial.lexicon.of(Role.FIGURE):
        if not asks and phrase.written.startswith(("how ", "what ")):
            continue  # that OpenAI shares its revenue doesn't ask how much it shares
        name, own = phrase.meaning.name, phrase.keys - _COUNTING
        if in_percent and "percent" not in figures[name].unit:
            continue
        if said & own and said <= trial.lexicon.bags[Role.FIGURE, name] - left_open(trial, name):
            if order and (orders := _orders(trial, name)) and order not in orders:
                continue  # what one pays the other isn't what the other pays it
            of = _parties_of(trial.lexicon, phrase.words)
            of = _parties_of(trial.lexicon, phrase.words, owning=True) or of
            if of and not of & (owners or named or of):
                continue  # OpenAI's stake isn't Microsoft's
            fit = (not said <= own, len(own - keys.keys() - years - parties))
            if any(key.isdigit() for key in own - years - said):
                of_another.add(name)
            fits[name] = min(fits.get(name, fit), fit)
    if not fits:
        return ()
    of_year = [name for name in fits if years & trial.lexicon.bags[Role.FIGURE, name]]
    # "how much did Microsoft put in in 2019": of that year, and not by then
    chosen = of_year or [name for name in fits if name not in of_another] or list(fits)
    fits = {name: fits[name] for name in chosen}
    best = min(fits.values())
    whole = [name for name, fit in fits.items() if fit[1] == 0 and not fit[0]]
    names = whole or [name for name, fit in fits.items() if fit == best]
    if not whole and opening.sought is Sought.WHAT and len(said) < TWO:
        return ()
    if len(names) > 3 or (not whole and opening.sought not in (Sought.HOW_MUCH, Sought.WHAT)):
        return ()
    labels = " and ".join(f"`{name}`" for name in names)
    trial.note({at for at in trial.free() if trial.tokens[at].key in keys}, f"the figure {labels}")
    plain(trial)
    read_leftovers(trial, bearers=tuple(trial.lexicon.vocabulary.parties))
    if trial.problems:
        return ()
    day = on
    for time in trial.times:
        day = time.days.last if isinstance(time.days, Stretch) else time.days
    day = None if of_year else day
    take(draft, trial)
    return tuple(FigureOf(name, day) for name in figures if name in names)


def _parties_of(lexicon: Lexicon, tokens: Sequence[Token], *, owning: bool = False) -> set[str]:
    """The parties that are named, or of whom alone a thing is said to be."""
    found = (
        party_at(lexicon, tokens, at)
        for at, token in enumerate(tokens)
        if token.norm not in small.ARTICLES
    )
    return {
        party[0]
        for party in found
        if party is not None and (not owning or tokens[party[1] - 1].possessive)
    }


_Order = tuple[str, str]


def _order(draft: Draft) -> _Order | None:
    """The party that pays or holds and the other, where a question names both, and which first."""
    return _order_of(draft.lexicon, draft.tokens)


def _orders(draft: Draft, figure: str) -> set[_Order]:
    """The same of each name of a figure: "how much OpenAI pays Microsoft"."""
    found = (
        _order_of(draft.lexicon, phrase.words)
        for phrase in draft.lexicon.of(Role.FIGURE)
        if phrase.meaning.name == figure
    )
    return {order for order in found if order is not None}


_PASSING = frozenset(map(stem, ("pay", "share", "give", "owe", "hand", "transfer", "receive")))
"""By what passes from one to the other a figure is told from its reverse; a stake is held."""


def _order_of(lexicon: Lexicon, tokens: Sequence[Token]) -> _Order | None:
    if _PASSING.isdisjoint(token.key for token in tokens):
        return None
    named = [
        (party[0], at)
        for at in range(len(tokens))
        if tokens[at].norm not in small.ARTICLES
        and (party := party_at(lexicon, tokens, at)) is not None
        and not tokens[party[1] - 1].possessive
    ]
    parties = list(dict.fromkeys(name for name, _ in named))
    return (parties[0], parties[1]) if len(parties) == 2 else None


def _years(draft: Draft) -> set[str]:
    """The whole years that the question is about."""
    return {
        str(days.first.year)
        for days in (time.days for time in draft.times)
        if isinstance(days, Stretch) and days.first and days == year_of(days.first.year)
    }


def read_value(draft: Draft, opening: Opening, on: date | None) -> tuple[Request, ...]:
    """The value of a fact that has one: "When does release 1.0 become open source?"."""
    lexicon = draft.lexicon
    trial = draft.fork()
    lead = opening.tokens[:1] if opening.facts else opening.tokens  # "which law governs it"
    if lead:
        trial.note(lead, "asks for a value")
    tables = lexicon.agreement.tables.values()
    known = {name for table in tables for item in table.items.values() for name in item.values}
    known |= set(lexicon.agreement.definitions)
    wanted = [
        m
        for m in trial.matches
        if m.meaning.name in known
        and m.meaning.role in (Role.MOMENT, Role.NUMBER, Role.YES, Role.KIND)
    ]
    asked = lexicon.behind({m.meaning.name for m in wanted}) - known
    items = [
        m
        for m in trial.matches
        if m.meaning.role is Role.VALUE
        and (m.meaning.name in lexicon.agreement.tables or m.meaning.name in asked)
    ]
    given = choose(items, trial.free())
    taken = {at for one in given for at in range(one.start - 1, one.end)}
    # "version 1.6.0" asks for no version
    found = choose([m for m in wanted if taken.isdisjoint((m.start, m.end - 1))], trial.free())
    names = list(dict.fromkeys(m.meaning.name for m in found))
    if len(names) != 1 or len(given) > 1:
        return ()
    if opening.sought is Sought.WHEN and found[0].meaning.role is Role.YES:
        return ()  # whether it is so says nothing of when
    trial.note(range(found[0].start, found[0].end), f"the value of `{names[0]}`")
    world = World(dict(trial.given), trial.under, trial.without, trial.known)
    if not given and (
        opening.sought is Sought.WHETHER
        or found[0].meaning.role is Role.YES
        or not lexicon.behind({names[0]}).isdisjoint(lexicon.agreement.tables)
    ):
        return ()
    for one in given:
        if not trial.free().issuperset(range(one.start, one.end)):
            return ()
        trial.note(range(one.start, one.end), f"`{one.meaning.name}={one.meaning.value}`")
        world = replace(world, given={**world.given, one.meaning.name: one.meaning.value})
    plain(trial)
    note_parties(trial, "")
    for at in trial.free():
        if trial.tokens[at].norm in small.THE_AGREEMENT:
            trial.pass_over(at)
    read_leftovers(trial, bearers=tuple(lexicon.vocabulary.parties))
    day = on or last_day(trial)
    for time in trial.times:
        day = time.days.last if isinstance(time.days, Stretch) else time.days
    if trial.problems or day is None:
        return ()
    take(draft, trial)
    return (ValueOf(names[0], day, world),)
