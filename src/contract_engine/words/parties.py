"""Parties named in a question beside the one that acts."""

from __future__ import annotations

from contract_engine.words.draft import Draft, listed
from contract_engine.words.lexicon import Meaning, Role
from contract_engine.words.matching import Match, owner_at


def other_party(draft: Draft, match: Match) -> None:
    """A party that doesn't act: whose thing it is, where that goes without saying; or a problem."""
    named = {meaning.name for meaning in match.meanings if meaning.role is Role.PARTY}
    thing = draft.match_at(match.end)
    owned = thing is not None and thing is not draft.action and thing.has_fact
    if owned and named <= _owners(draft):
        draft.pass_over(match.start, match.end)
        return
    draft.placed.update(range(match.start, match.end))
    _unplaced_party(draft, match.start, match.end)


def check_owners(draft: Draft, match: Match) -> None:
    """The possessives inside a phrase, as in "use OpenAI's IP" for "use IP"."""
    for parties, start, end in match.owners:
        if not _owners(draft).issuperset(parties):
            _unplaced_party(draft, start, end)


def _owners(draft: Draft) -> set[str]:
    """Whose things the act is about: as its names say ("use OpenAI's IP"), else the bearer's."""
    said = {
        party
        for phrase in draft.lexicon.phrases
        if phrase.meaning == Meaning(Role.ACTION, draft.act or "")
        for at in range(len(phrase.words))
        if (found := owner_at(draft.lexicon, phrase.words, at)) is not None
        for party in found[0]
    }
    return said or ({draft.form.parties[0][0]} if draft.form else set())


def _unplaced_party(draft: Draft, start: int, end: int) -> None:
    if draft.form is None or draft.act is None or draft.closed:
        return
    party, first, last = draft.form.parties[0]
    words = draft.words(start, end)
    phrases = draft.lexicon.phrases_with(draft.tokens[start].norm, {draft.act, *draft.asks})
    help_ = "leave it out"
    if phrases:
        help_ += f", or use a phrase of the agreement that names it: {listed(phrases)}"
    draft.report(
        "E409",
        f"`{words}` is named, and the question is about `{party}`",
        draft.place(start, end),
        help_,
        also=((draft.place(first, last), "the party asked about"),),
    )
