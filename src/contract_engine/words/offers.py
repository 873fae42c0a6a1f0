"""A question that is not understood -> at most three that are, made of what was understood of it.

An offer says no more than the question did: its party, its days and the values that were named,
with an action, figure or day that is missing. Each is read again, and kept only if it comes to what
it was made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from contract_engine.answers.labels import party_in_words
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Modality
from contract_engine.words.dates import MONTHS, Stretch
from contract_engine.words.deeds import Acting
from contract_engine.words.draft import Draft
from contract_engine.words.lexicon import SMALL, Role
from contract_engine.words.matching import Match, choose
from contract_engine.words.phrasing import told_act
from contract_engine.words.requests import Request
from contract_engine.words.tokens import Sort

MOST = 3
"""Offers for one question."""
TRIED = 12
"""Questions that are tried for it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A question, and what its first request has to be about."""

    text: str
    bearer: str = ""
    action: str = ""
    given: tuple[str, ...] = ()


def offers_for(
    draft: Draft, failed: Sequence[Acting], on: date | None, today: date | None
) -> tuple[str, ...]:
    """Whole questions, each of them understood.

    Args:
        draft: the question.
        failed: the readings of it that were tried.
        on: a day given beside the question.
        today: the day on which it is asked.
    """
    from contract_engine.words.attempt import Understood, attempt

    kept: list[str] = []
    for number, offer in enumerate(dict.fromkeys(_candidates(draft, failed))):
        if number >= TRIED or len(kept) >= MOST:
            break
        if offer.text in kept:
            continue
        found = attempt(draft.lexicon, offer.text, on, today)
        if isinstance(found, Understood) and _is_meant(offer, found.requests):
            kept.append(offer.text)
    return tuple(kept)


def _is_meant(offer: Offer, requests: Sequence[Request]) -> bool:
    """Whether the question is read as it was made."""
    for request in requests:
        if offer.bearer and getattr(request, "bearer", offer.bearer) != offer.bearer:
            return False
        if offer.action and getattr(request, "action", offer.action) != offer.action:
            return False
        world = getattr(request, "world", None)
        each = getattr(request, "fact", "")
        if offer.action and world is not None:
            given = {*world.given, each} - {""}
            if not set(offer.given) <= given:
                return False
    return bool(requests)


def _candidates(draft: Draft, failed: Sequence[Acting]) -> Iterator[Offer]:
    """Questions to try, the likeliest first."""
    values = _values(draft)
    when = _when(draft)
    asked = _said(draft)
    figures = list(_figures(draft))
    counts = any(
        t.sort is Sort.NUMBER or t.norm in ("percent", "dollars", "billion", "much")
        for t in draft.tokens
    )
    if counts:
        yield from figures[:1]
    acts = list(_acts(draft, failed, values))
    supposed = _supposed(draft)
    for bearer, action in acts:
        for modal in _modals(draft, asked, bearer, action):
            for event in supposed or [""]:
                yield _made(draft, modal, bearer, action, event, when)
            if counts and figures:
                break
    yield from figures
    if acts:
        return
    parties = _parties(draft)
    for party in parties[:2]:
        label = party_in_words(draft.lexicon.vocabulary, party)
        what = "must" if asked == "must" else "may"
        yield Offer(f"What {what} {label} do{when}?")
    for action, bearers in draft.lexicon.bearers.items():
        if parties[0] in bearers:
            yield _made(
                draft, _modals(draft, asked, parties[0], action)[0], parties[0], action, "", when
            )


def _values(draft: Draft, action: str = "") -> list[Match]:
    """What the question says of facts, wherever it stands; of those that an action asks for."""
    asks = draft.lexicon.vocabulary.actions[action].asks if action else ()
    found = [
        m
        for m in draft.matches
        if m.meaning.role in (Role.VALUE, Role.YES)
        and not m.denials
        and (not action or m.meaning.name in asks or m.meaning.role is Role.YES)
        and (not action or draft.lexicon.asks(action, m.meaning.name))
    ]
    return list(choose(found, range(len(draft.tokens))))


def _said(draft: Draft) -> str:
    """Whether the question seems to ask what must be, or what may."""
    words = {token.norm for token in draft.tokens}
    return (
        "must" if words & {"must", "need", "obliged", "required", "has", "duty", "pay"} else "may"
    )


def _when(draft: Draft) -> str:
    """The days of the question, as it would be asked of them."""
    if len(draft.times) != 1:
        return ""
    days = draft.times[0].days
    if isinstance(days, date):
        return f" on {_written(days)}"
    return _stretch_written(days)


def _stretch_written(days: Stretch) -> str:
    if days.first and days.last:
        return f" between {_written(days.first)} and {_written(days.last)}"
    if days.first:
        return f" since {_written(days.first)}"
    return f" until {_written(days.last)}" if days.last else ""


def _written(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _parties(draft: Draft) -> list[str]:
    """The parties named, in order; all where none is."""
    found = [m.meaning.name for m in draft.matches if m.meaning.role is Role.PARTY]
    return list(dict.fromkeys(found)) or list(draft.lexicon.vocabulary.parties)


def _acts(
    draft: Draft, failed: Sequence[Acting], values: Sequence[Match]
) -> Iterator[tuple[str, str]]:
    """Who may be meant to do what: by the words that an action's names share with the question."""
    lexicon = draft.lexicon
    keys = {t.key for t in draft.tokens if t.sort is Sort.WORD and t.norm not in SMALL}
    keys -= {w.key for p in lexicon.of(Role.PARTY) for w in p.words}
    tried = {action for reading in failed for action in reading.acts}
    parties = _parties(draft)
    named = any(m.meaning.role is Role.PARTY for m in draft.matches)
    scores: list[tuple[float, int, str, str]] = []
    for number, action in enumerate(lexicon.vocabulary.actions):
        bag = lexicon.bags.get((Role.ACTION, action), frozenset())
        bag |= lexicon.bags.get((Role.NOUN, action), frozenset())
        shared = keys & bag
        fitting = {m.meaning.name for m in values if lexicon.asks(action, m.meaning.name)}
        asks = lexicon.vocabulary.actions[action].asks
        score = 2.0 * len(shared) + sum(2 if f in asks else 0.5 for f in fitting)
        score += 4 if action in tried else 0
        if not shared and not fitting and action not in tried:
            continue
        for party in lexicon.bearers.get(action, ()):
            if party in parties:
                place = parties.index(party) if named else 0
                scores.append((-score + place, number, party, action))
    best = min(scores, default=(0.0, 0, "", ""))[0]
    for score, _, party, action in sorted(scores)[:4]:
        if score <= best / 2:
            yield party, action


def _supposed(draft: Draft) -> list[str]:
    """Events that the question names without a day, each with one."""
    words = draft.lexicon.vocabulary
    days = [time.days for time in draft.times if isinstance(time.days, date)]
    day = days[0] if days else draft.lexicon.agreement.researched_through
    if day is None:
        return []
    names: list[str] = []
    for match in draft.matches:
        if match.meaning.name in draft.given or match.start in draft.facts:
            continue
        if match.meaning.role is Role.MOMENT and match.meaning.name in words.events:
            names.append(match.meaning.name)
        elif match.meaning.role is Role.READ_EVENT:
            names += words.read_events[match.meaning.name].events.values()
    given = [f"{name} on {_written(day)}" for name in dict.fromkeys(names)]
    return [
        g.replace(name, words.events[name].label, 1)
        for g, name in zip(given, dict.fromkeys(names), strict=True)
    ]


def _modals(draft: Draft, asked: str, bearer: str, action: str) -> list[str]:
    """How the question would be put: may or must, or both where it denies or there are both."""
    norms = {
        norm.modality
        for clause in draft.lexicon.agreement.clauses.values()
        for norm in clause.norms
        if norm.bearer == bearer and norm.action == action
    }
    may = bool(norms & {Modality.MAY, Modality.MUST_NOT})
    must = bool(norms & {Modality.MUST, Modality.NEED_NOT})
    denies = any(token.norm in ("not", "never") for token in draft.tokens)
    if denies or (may and must):
        return ["Must", "Can"] if asked == "must" else ["Can", "Must"]
    return ["Must"] if must and not may else ["Can"] if asked != "must" or not must else ["Must"]


def _made(draft: Draft, modal: str, bearer: str, action: str, event: str, when: str) -> Offer:
    """As in "Can OpenAI serve the stateless API on AWS on 15 November 2025?"."""
    words = draft.lexicon.vocabulary
    said: dict[str, str] = {}
    for match in _values(draft, action):
        said.setdefault(match.meaning.name, match.meaning.value)
    who = party_in_words(words, bearer)
    text = f"{modal} {who} {told_act(draft.lexicon, bearer, action, said)}"
    text += f" if {event},{when}" if event and when else f" if {event}" if event else when
    return Offer(f"{text}?", bearer, action, tuple(said))


def _figures(draft: Draft) -> Iterator[Offer]:
    """The figures that share most words with the question."""
    lexicon = draft.lexicon
    keys = {t.key for t in draft.tokens if t.sort is Sort.WORD and t.norm not in SMALL}
    keys -= {w.key for p in lexicon.of(Role.PARTY) for w in p.words}
    scored = []
    for number, figure in enumerate(lexicon.agreement.figures.values()):
        shared = keys & lexicon.bags[Role.FIGURE, figure.id]
        if shared and not any(letter.isdigit() for letter in figure.label):
            scored.append((-len(shared), number, figure))
    for score, _, figure in sorted(scored, key=lambda item: item[:2])[:2]:
        if -score >= 2 or len(scored) == 1:
            yield Offer(f"What is {figure.label}?")
