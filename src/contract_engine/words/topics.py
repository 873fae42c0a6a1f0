"""A question that names a topic -> what the record says of it, and the days of its act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contract_engine.lazy_dataclass import replace
from contract_engine.model.vocabulary import Topic
from contract_engine.words import function_words as small
from contract_engine.words.dates import Stretch
from contract_engine.words.done import names_deed
from contract_engine.words.draft import Draft
from contract_engine.words.function_words import word_set
from contract_engine.words.leftovers import read_leftovers
from contract_engine.words.lexicon import SMALL, Role
from contract_engine.words.matching import Match, choose
from contract_engine.words.opening import Opening, Sought
from contract_engine.words.plain_words import plain, take
from contract_engine.words.requests import About, Request, Timeline, World

_BESIDE = small.BREACHES | small.TERM_NOUNS | small.DENIALS
_BESIDE |= word_set(
    "can could may must shall should might need allowed permitted prohibited required free able "
    "entitled obliged forbidden barred"
)


def read_topic(draft: Draft, opening: Opening, on: date | None) -> tuple[Request, ...]:
    """What the record says of a topic that the question names."""
    named = [m for m in draft.matches if m.meaning.role is Role.TOPIC]
    topics = [match for match in named if not _is_inside(draft, match)]
    chosen = _closest(draft, choose(topics, draft.free()))
    chosen = _unspoken(draft, chosen)
    names = list(dict.fromkeys(m.meaning.name for m in chosen))
    if not 0 < len(names) <= 2 or any(names_deed(draft, match) for match in chosen):
        return ()
    if len(chosen) == 1 and chosen[0].end == chosen[0].start + 1 and _is_of_pronoun(draft):
        return ()  # "Is it still exclusive?" doesn't say what
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
    told: list[Request] = [About(name, day) for name in names]
    if opening.sought is Sought.WHEN:
        told += [days for name in names if (days := _days_of(draft, name)) is not None]
    return tuple(told)


def _days_of(draft: Draft, name: str) -> Timeline | None:
    """The days of the act that a topic is asked by."""
    topic = draft.lexicon.vocabulary.topics[name]
    if not (topic.ask and topic.clauses):
        return None
    bearer, action = topic.ask.split()[:2]
    asks = draft.lexicon.mentions[action]
    given = {fact: value for fact, value in topic.given.items() if fact in asks}
    return Timeline(bearer, action, None, None, World(given), "")


def _is_inside(draft: Draft, topic: Match) -> bool:
    """Whether a topic's name is part of a longer one: "GPT" in "GPT-3"."""
    return any(
        m.start <= topic.start and topic.end <= m.end and m.end - m.start > topic.end - topic.start
        for m in draft.matches
        if m.meaning.role is not Role.TOPIC and m.length > topic.length
    )


def _is_of_pronoun(draft: Draft) -> bool:
    """Whether a question says "it" or "that" where the thing would stand: "is it"."""
    return any(
        draft.is_word(at, ("it", "that", "this", "they"))
        and draft.is_word(at - 1, ("is", "are", "was", "were", "does", "did"))
        for at in range(1, len(draft.tokens))
    ) and not any(m.meaning.role is Role.PARTY for m in draft.matches)


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
    quality = _is_quality(draft, topics)
    stands = any(t.given and not (t.ask or t.clauses) for t in (words.topics[n] for n in topics))
    deeds = () if stands else (Role.ACTION, Role.NOUN)
    named = lexicon.of(Role.PARTY, *(() if quality else (Role.TOPIC, *deeds)))
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


def _is_quality(draft: Draft, topics: Sequence[str]) -> bool:
    """Whether a topic is named by one word that is no name: "exclusive", of whatever it is said."""
    named = [m for m in draft.matches if m.meaning.role is Role.TOPIC and m.meaning.name in topics]
    return all(m.length == 1 and m.written.islower() for m in named)
