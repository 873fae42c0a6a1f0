"""The words by which one asks for what is named, and the parties beside it."""

from __future__ import annotations

from contract_engine.words import function_words as small
from contract_engine.words.draft import Draft
from contract_engine.words.function_words import word_set
from contract_engine.words.lexicon import SMALL, Role
from contract_engine.words.matching import party_at

_ASKING = word_set(
    "say says said anything something covered mentioned included excluded named regulated "
    "addressed "
    "obligation obligations duty covers governs concerns regulates addresses deals sets "
    "mentions defines contain contains record "
    "what which how when who whose why where much big large long many great high is are was "
    "were be been do does did has have had will would can could there any it much about tell "
    "exist exists still whether happens happened happen become became either both party parties "
    "anybody anyone somebody someone"
)
_LASTING = word_set(
    "end ends ended ending expire expires expired lapse lapses last lasts lasted run runs out "
    "begin begins began start starts started stop stops stopped apply applies applied "
    "terminate terminates continue continues continued over finish finishes valid force "
    "effective effect hold holds become becomes became remain remains survive survives exist "
    "long until due active come came in into go goes on up dropped abolished waived removed "
    "cancelled gone replaced lifted given left subject bind binds"
)
_HAVING = word_set(
    "have has had hold holds held own owns owned enjoy enjoys get gets got keep keeps kept "
    "lose loses lost gain gains gained owe owes owed pay pays paid retain retains given granted "
    "give grant gives bear bears "
    "made signed agreed possible goes went paid whom contracted for exist due else stand stands "
    "limits conditions restrictions term clause provision any "
    "receive receives worth value cost costs total amount size today committed commit"
)
OWNING = word_set("own owns owned hold holds held worth value pay pays paid cost costs")
"""Of the plain words those that say of what an amount is, where nothing else does."""
PLAIN = SMALL | small.FILLERS | small.FIRST_PERSON | _ASKING | _LASTING | _HAVING


def plain(draft: Draft) -> None:
    """Pass over the words by which one asks for what is named."""
    for at in sorted(draft.free()):
        if draft.tokens[at].norm in PLAIN - small.DENIALS:
            draft.pass_over(at)


def parties_named(draft: Draft) -> tuple[str, ...]:
    """The parties that the question names; the only one, where it names none."""
    found: dict[str, None] = {}
    for at in sorted(draft.free()):
        party = party_at(draft.lexicon, draft.tokens, at)
        if party is not None and draft.tokens[at].norm not in small.ARTICLES:
            found[party[0]] = None
    parties = tuple(draft.lexicon.vocabulary.parties)
    asking = any(draft.is_word(at, small.FIRST_PERSON | small.OURS) for at in draft.free())
    if found or not asking:
        return tuple(found) or (parties if len(parties) == 1 else ())
    own = (p for p in draft.lexicon.of(Role.PARTY) if p.words[0].norm in small.FIRST_PERSON)
    return parties if len(parties) == 1 else tuple(dict.fromkeys(p.meaning.name for p in own))


def note_parties(draft: Draft, bearer: str) -> None:
    """Account for every party that is named, the bearer and any other."""
    for at in sorted(draft.free()):
        party = party_at(draft.lexicon, draft.tokens, at)
        if party is None or at in draft.used:
            continue
        told = f"the party `{party[0]}`"
        told += ", the other party" if bearer not in ("", party[0]) else ""
        draft.note([i for i in range(at, party[1]) if i not in draft.used], told)


def is_owner(draft: Draft, party: str) -> bool:
    """Whether something is said to be this party's."""
    return any(
        found is not None and found[0] == party and draft.tokens[found[1] - 1].possessive
        for at in draft.free()
        for found in (party_at(draft.lexicon, draft.tokens, at),)
    )


def is_first(draft: Draft, party: str) -> bool:
    """Whether this party is the first that is named."""
    for at in sorted(draft.free()):
        found = party_at(draft.lexicon, draft.tokens, at)
        if found is not None:
            return found[0] == party
    return False


def take(draft: Draft, trial: Draft) -> None:
    """Keep what was understood in a trial."""
    draft.used, draft.passed, draft.steps = trial.used, trial.passed, trial.steps
    draft.problems = trial.problems
