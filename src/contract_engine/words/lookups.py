"""A question that names a figure or a topic -> the requests that tell it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contract_engine.lazy_dataclass import replace
from contract_engine.model.vocabulary import Topic
from contract_engine.words import function_words as small
from contract_engine.words.building import last_day
from contract_engine.words.dates import Stretch
from contract_engine.words.done import left_open, names_deed
from contract_engine.words.draft import Draft
from contract_engine.words.function_words import word_set
from contract_engine.words.leftovers import read_leftovers
from contract_engine.words.lexicon import SMALL, Role
from contract_engine.words.matching import Match, choose
from contract_engine.words.opening import Opening, Sought
from contract_engine.words.plain_words import OWNING, PLAIN, note_parties, plain, take
from contract_engine.words.requests import About, FigureOf, Request, ValueOf, World

_COUNTING = word_set("how much many what which big large size percentage percent amount")
_PERCENT = word_set("percentage percent proportion")
_BESIDE = small.BREACHES | small.TERM_NOUNS | small.DENIALS
_BESIDE |= word_set(
    "can could may must shall should might need allowed permitted prohibited required free able "
    "entitled obliged forbidden barred"
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
    figures = trial.lexicon.agreement.figures
    parties = {w.key for p in trial.lexicon.of(Role.PARTY) for w in p.words}
    said = keys.keys() - parties
    soft = {trial.tokens[a].key: a for a in trial.free() if trial.tokens[a].norm in OWNING}
    both = said | (soft.keys() - parties)
    known = any(both <= (p.keys - _COUNTING) | parties for p in trial.lexicon.of(Role.FIGURE))
    if soft and opening.sought is Sought.HOW_MUCH and (known or not said):
        keys |= soft  # "how much of it does Microsoft own", "how much is its stake worth"
        said = keys.keys() - parties
    in_percent = any(draft.tokens[at].norm in _PERCENT for at in opening.tokens)
    fits: dict[str, tuple[bool, int]] = {}
    for phrase in trial.lexicon.of(Role.FIGURE):
        name, own = phrase.meaning.name, phrase.keys - _COUNTING
        if in_percent and "percent" not in figures[name].unit:
            continue
        if said & own and said <= trial.lexicon.bags[Role.FIGURE, name] - left_open(trial, name):
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


def read_topic(draft: Draft, opening: Opening, on: date | None) -> tuple[Request, ...]:
    """What the record says of a topic that the question names."""
    topics = [m for m in draft.matches if m.meaning.role is Role.TOPIC]
    chosen = _closest(draft, choose(topics, draft.free()))
    chosen = _unspoken(draft, chosen)
    names = list(dict.fromkeys(m.meaning.name for m in chosen))
    if not 0 < len(names) <= 2 or any(names_deed(draft, match) for match in chosen):
        return ()
    trial = draft.fork()
    for match in chosen:
        trial.note(range(match.start, match.end), f"the topic `{match.meaning.name}`")
    trial.note([at for at in opening.tokens if at in trial.free()], "asks of the topic")
    about = [trial.lexicon.vocabulary.topics[name] for name in names]
    alone = all(map(_is_silent, about))
    vocabulary = trial.lexicon.keys if alone else _of_topics(trial, names)
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


def _unspoken(draft: Draft, chosen: Sequence[Match]) -> Sequence[Match]:
    """Where a topic that no term speaks of stands beside another: that one, and not the other.

    Whether Google has a right of first refusal over chips is about chips.
    """
    topics = draft.lexicon.vocabulary.topics
    silent = [m for m in chosen if _is_silent(topics[m.meaning.name])]
    named = any(m.meaning.role is Role.PARTY for m in draft.matches)
    return silent if len(silent) == 1 and not named else chosen


def _is_silent(topic: Topic) -> bool:
    return bool(topic.says) and not (topic.ask or topic.clauses or topic.given)


def _closest(draft: Draft, chosen: Sequence[Match]) -> Sequence[Match]:
    """Where one topic is named: the one whose words the question has most of, of those it may be.

    "Is the licence still exclusive" is about the exclusive licence, though "exclusive" alone is a
    name of another topic.
    """
    if len({match.meaning.name for match in chosen}) != 1:
        return chosen
    lexicon = draft.lexicon
    said = {draft.tokens[at].key for at in draft.free()}
    named = {draft.tokens[at].key for m in chosen for at in range(m.start, m.end)}

    def shared(topic: str) -> int:
        bag = lexicon.bags[Role.TOPIC, topic]
        return len(said & bag) if named <= bag else 0

    own = chosen[0].meaning.name
    best = max(lexicon.vocabulary.topics, key=lambda topic: (shared(topic), topic == own))
    return [replace(m, meaning=replace(m.meaning, name=best)) for m in chosen]


def _of_topics(draft: Draft, topics: Sequence[str]) -> frozenset[str]:
    """The words that may stand beside these topics.

    What is supposed in a question may not, unless the topic is about it: "Can a government use it
    for free" is not answered by what is said of "for free".
    """
    lexicon = draft.lexicon
    words = lexicon.vocabulary
    stands = any(t.given and not (t.ask or t.clauses) for t in (words.topics[n] for n in topics))
    deeds = () if stands else (Role.ACTION, Role.NOUN)
    named = lexicon.of(Role.PARTY, Role.TOPIC, *deeds)
    found = {w.key for p in named for w in (*p.words, *p.tail)}
    things = (Role.VALUE, Role.KIND)
    found |= {
        draft.tokens[at].key
        for m in draft.matches
        if m.meaning.role in things
        for at in range(m.start, m.end)
    }
    for name in topics:
        topic = words.topics[name]
        found |= lexicon.bags[Role.TOPIC, name]
        acts = {topic.ask.split()[-1]} if topic.ask else set()
        clauses = lexicon.agreement.clauses
        acts |= {n.action for c in topic.clauses if c in clauses for n in clauses[c].norms}
        facts = set(topic.given)
        for act in acts:
            found |= lexicon.bags.get((Role.ACTION, act), frozenset())
            found |= lexicon.bags.get((Role.NOUN, act), frozenset())
            facts |= set(words.actions[act].asks) if act in words.actions else set()
        for (role, fact), bag in lexicon.bags.items():
            if fact in facts and role in (Role.VALUE, Role.KIND, Role.YES):
                found |= bag
    return frozenset(found)
