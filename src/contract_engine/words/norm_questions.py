"""Questions about norms as a whole -> requests: "What must OpenAI do?", "What changed?"."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date, timedelta

from contract_engine.words import function_words as small
from contract_engine.words.building import last_day
from contract_engine.words.dates import Stretch
from contract_engine.words.draft import Draft
from contract_engine.words.function_words import word_set
from contract_engine.words.leftovers import read_leftovers
from contract_engine.words.lexicon import Role
from contract_engine.words.matching import party_at
from contract_engine.words.opening import Opening, Sought
from contract_engine.words.plain_words import note_parties, parties_named, plain, take
from contract_engine.words.requests import (
    Diff,
    Duties,
    Request,
    Rights,
    Terms,
    World,
)

_DO = word_set("do does done doing")
_DUTY_NOUNS = word_set(
    "duty duties obligation obligations commitments responsibilities promise promised promises "
    "undertake undertook undertaken commit committed owe owes owed"
)
_RIGHT_NOUNS = word_set("right rights permissions entitlements freedoms")
_TERM_NOUNS = word_set("terms clauses provisions rules")
_MAY = word_set("can may could allowed permitted entitled")
_HAVE = word_set("have has had need needs")
_ENTITLED = word_set("entitled allowed permitted obliged bound required")
_MUST = word_set("must shall required obliged prohibited forbidden barred bound")
_BESIDE = small.THE_AGREEMENT | word_set(
    "between things anything everything rules law situation position"
)
_CHANGE = word_set(
    "change changes changed differ differs different difference differences new amend amends "
    "amended alter alters altered compare happened agree agreed sign signed decide decided "
    "announce announced negotiate negotiated"
)
_TOUCH = word_set(
    "affect affects affected effect remove removes removed add adds added end ended touch touched "
    "impact lose lost gain gained"
)
"""Ask of a named instrument what it changed."""
_TO = ("to", "for", "about")
WORDS = _CHANGE | _DUTY_NOUNS | _RIGHT_NOUNS
"""Words of questions about norms."""
_OF_NORMS = word_set("right rights duty duties obligation obligations what may can must do does")


def read_norms(draft: Draft, opening: Opening, on: date | None) -> tuple[Request, ...]:
    """As in "What must OpenAI do": the duties or rights of a party."""
    first = draft.tokens[min(draft.free(), default=0)].norm if draft.tokens else ""
    noted = opening.sought is Sought.WHETHER and first in _DUTY_NOUNS | _RIGHT_NOUNS
    if opening.sought is not Sought.WHAT and not noted:
        return ()  # a note may begin with it: "Obligations of OpenAI today?"
    trial = draft.fork()
    trial.note(opening.tokens, "asks for norms")
    words = {trial.tokens[at].norm: at for at in sorted(trial.free())}
    modal = words.keys() & (_MAY | _MUST)
    if any(trial.is_word(at + 1, ("to",)) for word, at in words.items() if word in _HAVE):
        modal |= words.keys() & _HAVE  # "what does it have to do"
    do = words.keys() & _DO
    if terms := words.keys() & _TERM_NOUNS:
        return _terms(draft, trial, [words[word] for word in terms], on)
    duty, right = words.keys() & _DUTY_NOUNS, words.keys() & _RIGHT_NOUNS
    entitled = modal and words.keys() & {"from"}
    entitled = entitled or (words.keys() & _ENTITLED and words.keys() & {"to"})
    if not (duty or right or (modal and do) or entitled):
        return ()
    parties = parties_named(trial)
    if len(parties) > 1 and _is_towards(trial, parties[1], words.keys()):
        parties = parties[:1]
    if len(parties) != 1:
        return ()
    denied = bool(words.keys() & {"not"})
    must = bool(duty or modal & (_MUST | _HAVE) or denied)
    note_parties(trial, parties[0])
    trial.note(
        {words[w] for w in (*modal, *do, *duty, *right)},
        "asks for its duties" if must else "asks for its rights",
    )
    for at in sorted(trial.free()):
        if trial.tokens[at].norm in small.DENIALS and must:
            trial.note({at}, "asks what is barred too")
    for match in trial.matches:
        lead = trial.skip(match.start - 1, small.FIRST_PERSON | small.ARTICLES, -1)
        told = range(match.start, match.end)
        if (
            match.meaning.role is Role.YES
            and trial.free().issuperset(told)
            and trial.is_word(lead, small.CONDITIONS)
            and not match.denials
        ):
            trial.given[match.meaning.name] = "yes"
            trial.note([lead, *told], f"`{match.meaning.name}=yes`")
    plain(trial)
    for match in trial.matches:
        about = match.meaning
        if about.role is Role.KIND and about.name in trial.lexicon.agreement.tables:
            whole = [at for at in range(match.start, match.end) if at in trial.free()]
            trial.note(whole, f"any `{about.name}`")
    for at in trial.free():
        if trial.tokens[at].norm in small.OURS:
            trial.note({at}, f"the party `{parties[0]}`")
    read_leftovers(trial, bearers=parties)
    if trial.problems:
        return ()
    days = [
        t.days.last or t.days.first if isinstance(t.days, Stretch) else t.days for t in trial.times
    ]
    days = list(dict.fromkeys(days or [on or last_day(trial)]))
    world = World(dict(trial.given), trial.under, trial.without, trial.known)
    found: list[Request] = []
    for day in days:
        if day is not None:
            found.append(Duties(parties[0], day, world) if must else Rights(parties[0], day, world))
    if found:
        take(draft, trial)
    return tuple(found)


def _is_towards(draft: Draft, other: str, words: Set[str]) -> bool:
    """As in "OpenAI's duties towards Microsoft", "what does OpenAI owe Microsoft"."""
    if words & {"owe", "owes", "owed"}:
        return True
    for at in draft.free():
        if draft.is_word(at, ("towards", "toward", "to", "against")):
            party = party_at(draft.lexicon, draft.tokens, at + 1)
            if party is not None and party[0] == other:
                draft.pass_over(at)
                return True
    return False


def _terms(
    draft: Draft, trial: Draft, nouns: Sequence[int], on: date | None
) -> tuple[Request, ...]:
    """As in "What terms applied in 2021", "Which clauses are in force today"."""
    trial.note(nouns, "asks for the terms")
    plain(trial)
    for at in trial.free():
        if trial.tokens[at].norm in _BESIDE:
            trial.pass_over(at)
    read_leftovers(trial)
    days = [
        t.days.last or t.days.first if isinstance(t.days, Stretch) else t.days for t in trial.times
    ] or [on or last_day(trial)]
    if trial.problems or None in days:
        return ()
    take(draft, trial)
    world = World(dict(trial.given), trial.under, trial.without, trial.known)
    return tuple(Terms(day, world) for day in days if day is not None)


def read_change(draft: Draft, opening: Opening) -> tuple[Request, ...]:
    """As in "What changed on 28 October 2025", "what did the April 2026 amendment change"."""
    trial = draft.fork()
    asking = _CHANGE | _TOUCH if draft.instruments and not draft.under else _CHANGE
    done_to = [
        at for at in trial.free() if trial.is_word(at, ("do",)) and trial.is_word(at + 1, _TO)
    ]
    if draft.instruments and not draft.under and opening.sought is Sought.WHAT and done_to:
        asking |= {"do"}  # "What did the April 2026 amendment do to hosting"
    words = [at for at in sorted(trial.free()) if trial.tokens[at].norm in asking]
    if not words or opening.sought not in (Sought.WHAT, Sought.WHY, Sought.WHETHER):
        return ()
    trial.note(
        [*opening.tokens, *(w for w in words if w not in opening.tokens)], "asks what changed"
    )
    pair = _pair(trial)
    if pair is None:
        return ()
    named = parties_named(trial)
    if set(named) >= set(trial.lexicon.vocabulary.parties):
        note_parties(trial, named[0])  # "OpenAI and Microsoft" are all there are
    elif named and len(trial.lexicon.vocabulary.parties) > 1:
        return _for_one(draft, trial, named, pair)
    plain(trial)
    for at in trial.free():
        if trial.tokens[at].norm in _BESIDE:
            trial.pass_over(at)
    if "do" in asking:
        named_too = {at for at in trial.free() if trial.tokens[at].key in trial.lexicon.keys}
        trial.note(named_too, "what changed is told of all")
    read_leftovers(trial)
    if trial.problems:
        return ()
    take(draft, trial)
    return (Diff(*pair),)


def _for_one(
    draft: Draft, trial: Draft, named: Sequence[str], pair: tuple[str, str]
) -> tuple[Request, ...]:
    """As in "What changed for OpenAI": all that changed, which tells whose each is."""
    if len(named) != 1:
        return ()
    for at in sorted(trial.free()):
        party = party_at(trial.lexicon, trial.tokens, at)
        if party is not None and trial.is_word(at - 1, ("for",)) and at in trial.free():
            trial.note(range(at - 1, party[1]), f"`{named[0]}`; what changed is told of all")
        elif party is not None and at in trial.free():
            trial.note(range(at, party[1]), f"`{named[0]}`; what changed is told of all")
    plain(trial)
    for at in trial.free():
        if trial.tokens[at].norm in _OF_NORMS:
            trial.pass_over(at)
    read_leftovers(trial)
    if trial.problems:
        return ()
    take(draft, trial)
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
        earlier = list(instruments)[: list(instruments).index(named[0])]
        if any(instruments[name].effective >= day for name in earlier):
            return earlier[-1], named[0]  # what clarifies an earlier one counts from its day on
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
