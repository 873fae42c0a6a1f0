"""A question that names something -> requests: a right, a duty, a figure, a topic.

"When does Microsoft's licence end?", "How big is Microsoft's stake?", "Does Microsoft have a right of
first refusal?", "What must OpenAI do?", "What changed on 28 October 2025?"
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from contract_engine.words import function_words as small
from contract_engine.words.acts import Act, value_place
from contract_engine.words.dates import Stretch
from contract_engine.words.draft import Draft
from contract_engine.words.building import last_day
from contract_engine.words.leftovers import read_leftovers
from contract_engine.words.lexicon import SMALL, Phrase, Role
from contract_engine.words.matching import choose, party_at
from contract_engine.words.opening import Opening, Sought
from contract_engine.words.placing import Placing
from contract_engine.words.requests import (
    About,
    Ask,
    Diff,
    Duties,
    FigureOf,
    Request,
    Rights,
    Timeline,
    World,
)

_ASKING = frozenset(
    "what which how when who whose why where much big large long many great high is are was were be "
    "been do does did has have had will would can could there any it much about tell exist exists "
    "still whether happens happened happen become became".split()
)
_LASTING = frozenset(
    "end ends ended ending expire expires expired lapse lapses last lasts lasted run runs out begin "
    "begins began start starts started stop stops stopped apply applies applied terminate terminates "
    "continue continues continued over finish finishes valid force effective effect hold holds "
    "become becomes became remain remains survive survives exist long until due active come came "
    "in into go goes on up".split()
)
_HAVING = frozenset(
    "have has had hold holds held own owns owned enjoy enjoys get gets got keep keeps kept owe owes "
    "owed pay pays paid retain retains given granted give grant gives bear bears receive receives "
    "worth value cost costs total amount size today committed commit".split()
)
_COUNTING = frozenset("how much many what which big large size percentage percent amount".split())
_PLAIN = SMALL | small.FILLERS | small.FIRST_PERSON | _ASKING | _LASTING | _HAVING


def read_noun(draft: Draft, opening: Opening, on: date | None) -> tuple[Request, ...]:
    """What a question about a right or duty by its name comes to: "Microsoft's licence"."""
    for phrase in sorted(draft.lexicon.of(Role.NOUN), key=lambda p: -len(p.words)):
        for at in sorted(draft.free()):
            tokens = _stands(draft, phrase, at)
            if not tokens:
                continue
            trial = draft.fork()
            found = _of_noun(trial, phrase, tokens, opening, on)
            if found and not trial.problems:
                _take(draft, trial)
                return found
    return ()


def _stands(draft: Draft, phrase: Phrase, at: int) -> tuple[int, ...]:
    """The tokens of a noun that starts here: its words with small words or parties between."""
    if draft.tokens[at].key != phrase.words[0].key:
        return ()
    here, taken = at, []
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
        starts = {m.start for m in draft.matches if m.meaning.name == fact and m.meaning.role in (Role.VALUE, Role.KIND)}
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
    return any(m.end == at and m.meaning.name == fact and m.meaning.role is Role.VALUE for m in draft.matches)


def _of_noun(
    draft: Draft, phrase: Phrase, tokens: tuple[int, ...], opening: Opening, on: date | None
) -> tuple[Request, ...]:
    action = phrase.meaning.name
    draft.note(tokens, f"the action `{action}`")
    parties = _parties(draft)
    can = draft.lexicon.bearers.get(action, ())
    bearers = [p for p in parties if p in can] or ([can[0]] if len(can) == 1 else [])
    if len(bearers) > 1:
        owner = [p for p in bearers if _is_possessive(draft, p) or _is_first(draft, p)]
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
    _note_parties(draft, bearer)
    if opening.tokens:
        draft.note(opening.tokens, "asks for the days" if opening.sought is Sought.WHEN else "asks for it")
    plain(draft)
    read_leftovers(draft, placed.facts, bearers=(bearer,))
    if placed.each or any(len(v) > 1 for v in placed.values.values()):
        return ()
    given = {**draft.given, **{f: v[0] for f, v in placed.values.items()}, **placed.given}
    world = World(given, draft.under, draft.without, draft.known)
    if opening.sought not in (Sought.WHEN, Sought.WHETHER, Sought.WHAT, Sought.HOW_MUCH):
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
    if day is not None:
        yield Ask(bearer, action, day, world, "")


def read_figure(draft: Draft, opening: Opening, on: date | None) -> tuple[Request, ...]:
    """The figure, or the figures, that have every word of the question that says something."""
    trial = draft.fork()
    if opening.tokens:
        trial.note(opening.tokens, "asks for a figure")
    keys = {
        trial.tokens[at].key: at
        for at in trial.free()
        if trial.tokens[at].norm not in _PLAIN and trial.tokens[at].sort.name in ("WORD", "NUMBER")
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
    _take(draft, trial)
    return tuple(FigureOf(name, day) for name in figures if name in names)


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
        if trial.tokens[at].norm in small.BREACHES | small.THE_AGREEMENT | small.DENIALS | {"can", "could", "may", "must", "shall", "should", "might", "need", "allowed", "permitted", "prohibited", "required"}:
            trial.pass_over(at)
    read_leftovers(trial, bearers=tuple(trial.lexicon.vocabulary.parties))
    if trial.problems:
        return ()
    day = on
    for time in trial.times:
        day = time.days.last if isinstance(time.days, Stretch) else time.days
    _take(draft, trial)
    return tuple(About(name, day) for name in names)


_DO = frozenset("do does done".split())
_DUTY_NOUNS = frozenset("duty duties obligation obligations commitments responsibilities".split())
_RIGHT_NOUNS = frozenset("right rights permissions entitlements".split())


def read_norms(draft: Draft, opening: Opening, on: date | None) -> tuple[Request, ...]:
    """ "What must OpenAI do", "what are Microsoft's rights": the duties or rights of a party."""
    if opening.sought is not Sought.WHAT:
        return ()
    trial = draft.fork()
    trial.note(opening.tokens, "asks for norms")
    words = {trial.tokens[at].norm: at for at in sorted(trial.free())}
    modal = words.keys() & {"must", "can", "may", "could", "shall", "allowed", "permitted", "required", "obliged", "prohibited", "forbidden", "barred", "bound", "entitled"}
    do = words.keys() & _DO
    duty, right = words.keys() & _DUTY_NOUNS, words.keys() & _RIGHT_NOUNS
    if not (duty or right or (modal and "do" in do) or (modal and words.keys() & {"from"})):
        return ()
    parties = _parties(trial)
    if len(parties) != 1:
        return ()
    denied = bool(words.keys() & {"not"})
    must = bool(duty or modal & {"must", "shall", "required", "obliged", "bound", "prohibited", "forbidden", "barred"} or denied)
    _note_parties(trial, parties[0])
    trial.note({words[w] for w in (*modal, *do, *duty, *right)}, "asks for its duties" if must else "asks for its rights")
    for at in sorted(trial.free()):
        if trial.tokens[at].norm in small.DENIALS and must:
            trial.note({at}, "asks what is barred too")
    for match in choose([m for m in trial.matches if m.meaning.role in (Role.VALUE, Role.YES)], trial.free()):
        pass
    plain(trial)
    read_leftovers(trial, bearers=parties)
    if trial.problems:
        return ()
    days = [t.days.last or t.days.first if isinstance(t.days, Stretch) else t.days for t in trial.times]
    days = days or [on or last_day(trial)]
    world = World(dict(trial.given), trial.under, trial.without, trial.known)
    found: list[Request] = []
    for day in days:
        if day is not None:
            found.append(Duties(parties[0], day, world) if must else Rights(parties[0], day, world))
    if found:
        _take(draft, trial)
    return tuple(found)


_CHANGE = frozenset("change changes changed differ differs different difference differences new "
                    "amend amends amended alter alters altered compare happened".split())


def read_change(draft: Draft, opening: Opening) -> tuple[Request, ...]:
    """ "What changed on 28 October 2025", "what did the April 2026 amendment change"."""
    trial = draft.fork()
    words = [at for at in sorted(trial.free()) if trial.tokens[at].norm in _CHANGE]
    if not words or opening.sought not in (Sought.WHAT, Sought.WHY, Sought.WHETHER):
        return ()
    trial.note([*opening.tokens, *(w for w in words if w not in opening.tokens)], "asks what changed")
    pair = _pair(trial)
    if pair is None:
        return ()
    for at in sorted(trial.free()):
        party = party_at(trial.lexicon, trial.tokens, at)
        if party is not None:
            return ()
    plain(trial)
    for at in trial.free():
        if trial.tokens[at].norm in small.THE_AGREEMENT | {"between", "anything", "everything", "rules", "law", "situation", "position"}:
            trial.pass_over(at)
    read_leftovers(trial)
    if trial.problems:
        return ()
    _take(draft, trial)
    return (Diff(*pair),)


def _pair(draft: Draft) -> tuple[str, str] | None:
    """The two days, or the two versions, that are compared."""
    instruments = draft.lexicon.agreement.instruments
    if len(draft.instruments) == 2:
        first, second = draft.instruments
        versions = list(instruments)
        if versions.index(first) > versions.index(second):
            first, second = second, first
        return first, second
    named = [draft.instruments[0]] if draft.instruments else []
    if len(named) == 1 and not draft.times:
        day = instruments[named[0]].effective
        return f"{day - timedelta(days=1)}", f"{day}"
    times = draft.times
    if len(times) == 2 and all(isinstance(t.days, date) for t in times):
        days = sorted(t.days for t in times if isinstance(t.days, date))
        return f"{days[0]}", f"{days[1]}"
    if len(times) != 1 or named:
        return None
    days_ = times[0].days
    if isinstance(days_, date):
        return f"{days_ - timedelta(days=1)}", f"{days_}"
    last = days_.last or last_day(draft)
    if days_.first is None or last is None or last < days_.first:
        return None
    before = days_.first - timedelta(days=1)
    return f"{before}", f"{last}"


def plain(draft: Draft) -> None:
    """Pass over the words by which one asks for what is named."""
    for at in sorted(draft.free()):
        if draft.tokens[at].norm in _PLAIN - small.DENIALS:
            draft.pass_over(at)


def _parties(draft: Draft) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for at in sorted(draft.free()):
        party = party_at(draft.lexicon, draft.tokens, at)
        if party is not None and draft.tokens[at].norm not in small.ARTICLES:
            found[party[0]] = None
    parties = tuple(draft.lexicon.vocabulary.parties)
    asking = any(draft.is_word(at, small.FIRST_PERSON | small.OURS) for at in draft.free())
    return tuple(found) or (parties if len(parties) == 1 or (asking and len(parties) == 1) else ())


def _note_parties(draft: Draft, bearer: str) -> None:
    for at in sorted(draft.free()):
        party = party_at(draft.lexicon, draft.tokens, at)
        if party is None or at in draft.used:
            continue
        told = f"the party `{party[0]}`" + ("" if party[0] == bearer else ", the other party")
        draft.note([i for i in range(at, party[1]) if i not in draft.used], told)


def _is_possessive(draft: Draft, party: str) -> bool:
    return any(
        found is not None and found[0] == party and draft.tokens[found[1] - 1].possessive
        for at in draft.free()
        for found in (party_at(draft.lexicon, draft.tokens, at),)
    )


def _is_first(draft: Draft, party: str) -> bool:
    for at in sorted(draft.free()):
        found = party_at(draft.lexicon, draft.tokens, at)
        if found is not None:
            return found[0] == party
    return False


def _take(draft: Draft, trial: Draft) -> None:
    draft.used, draft.passed, draft.steps = trial.used, trial.passed, trial.steps
    draft.problems = trial.problems


