"""A question that names a figure or a topic -> the requests that tell it."""

from __future__ import annotations

from datetime import date

from contract_engine.words import function_words as small
from contract_engine.words.building import last_day
from contract_engine.words.dates import Stretch
from contract_engine.words.draft import Draft
from contract_engine.words.function_words import word_set
from contract_engine.words.leftovers import read_leftovers
from contract_engine.words.lexicon import SMALL, Role
from contract_engine.words.matching import choose
from contract_engine.words.opening import Opening, Sought
from contract_engine.words.plain_words import PLAIN, plain, take
from contract_engine.words.requests import About, FigureOf, Request, ValueOf, World

_COUNTING = word_set("how much many what which big large size percentage percent amount")
_BESIDE = small.BREACHES | small.THE_AGREEMENT | small.DENIALS
_BESIDE |= word_set(
    "can could may must shall should might need allowed permitted prohibited required"
)

TWO = 2
"""Words that a figure must share with a question that only asks what something is."""


def read_figure(draft: Draft, opening: Opening, on: date | None) -> tuple[Request, ...]:
    """The figure, or the figures, that have every word of the question that says something."""
    trial = draft.fork()
    if opening.tokens:
        trial.note(opening.tokens, "asks for a figure")
    keys = {
        trial.tokens[at].key: at
        for at in trial.free()
        if trial.tokens[at].norm not in PLAIN and trial.tokens[at].sort.name in ("WORD", "NUMBER")
    }
    if not keys:
        return ()
    figures = trial.lexicon.agreement.figures
    parties = {w.key for p in trial.lexicon.of(Role.PARTY) for w in p.words}
    said = keys.keys() - parties
    fits: dict[str, tuple[bool, int]] = {}
    for phrase in trial.lexicon.of(Role.FIGURE):
        name, own = phrase.meaning.name, phrase.keys - _COUNTING
        if said & own and said <= trial.lexicon.bags[Role.FIGURE, name]:
            fit = (not said <= own, len(own - keys.keys()))
            fits[name] = min(fits.get(name, fit), fit)
    if not fits:
        return ()
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
    take(draft, trial)
    return tuple(FigureOf(name, day) for name in figures if name in names)


def read_value(draft: Draft, opening: Opening, on: date | None) -> tuple[Request, ...]:
    """The value of a fact that has one: "When does release 1.0 become open source?"."""
    lexicon = draft.lexicon
    trial = draft.fork()
    if opening.tokens:
        trial.note(opening.tokens, "asks for a value")
    tables = lexicon.agreement.tables.values()
    known = {name for table in tables for item in table.items.values() for name in item.values}
    known |= set(lexicon.agreement.definitions)
    wanted = [
        m
        for m in trial.matches
        if m.meaning.name in known and m.meaning.role in (Role.MOMENT, Role.NUMBER, Role.YES)
    ]
    items = [
        m
        for m in trial.matches
        if m.meaning.role is Role.VALUE and m.meaning.name in lexicon.agreement.tables
    ]
    found, given = choose(wanted, trial.free()), choose(items, trial.free())
    names = list(dict.fromkeys(m.meaning.name for m in found))
    if len(names) != 1 or len(given) != 1:
        return ()
    trial.note(range(found[0].start, found[0].end), f"the value of `{names[0]}`")
    one = given[0]
    if not trial.free().issuperset(range(one.start, one.end)):
        return ()
    trial.note(range(one.start, one.end), f"`{one.meaning.name}={one.meaning.value}`")
    plain(trial)
    read_leftovers(trial, bearers=tuple(lexicon.vocabulary.parties))
    day = on or last_day(trial)
    for time in trial.times:
        day = time.days.last if isinstance(time.days, Stretch) else time.days
    if trial.problems or day is None:
        return ()
    take(draft, trial)
    world = World({one.meaning.name: one.meaning.value}, trial.under, trial.without, trial.known)
    return (ValueOf(names[0], day, world),)


def read_topic(draft: Draft, opening: Opening, on: date | None) -> tuple[Request, ...]:
    """What the record says of a topic that the question names."""
    topics = [m for m in draft.matches if m.meaning.role is Role.TOPIC]
    chosen = choose(topics, draft.free())
    names = list(dict.fromkeys(m.meaning.name for m in chosen))
    if not 0 < len(names) <= 2:
        return ()
    trial = draft.fork()
    for match in chosen:
        trial.note(range(match.start, match.end), f"the topic `{match.meaning.name}`")
    if opening.tokens:
        trial.note(opening.tokens, "asks of the topic")
    vocabulary = trial.lexicon.keys
    beside = {
        at
        for at in trial.free()
        if trial.tokens[at].key in vocabulary
        and trial.tokens[at].norm not in SMALL
        and trial.tokens[at].sort.name != "MARK"
    }
    trial.note(beside, "beside the topic; the answer is about the topic alone")
    plain(trial)
    for at in trial.free():
        if trial.tokens[at].norm in _BESIDE:
            trial.pass_over(at)
    read_leftovers(trial, bearers=tuple(trial.lexicon.vocabulary.parties))
    if trial.problems:
        return ()
    day = on
    for time in trial.times:
        day = time.days.last if isinstance(time.days, Stretch) else time.days
    take(draft, trial)
    return tuple(About(name, day) for name in names)
