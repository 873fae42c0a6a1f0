"""A question of the one something is done to -> the same of whoever does it.

"Can we be suspended?" is "Can GitHub suspend the customer?": the words are put in that order, each
with its place in the text, and are read as any others.
"""

from __future__ import annotations

from collections.abc import Iterator

from contract_engine.lazy_dataclass import replace
from contract_engine.words import function_words as small
from contract_engine.words.draft import Draft
from contract_engine.words.forms import Form, Who
from contract_engine.words.lexicon import Role
from contract_engine.words.matching import find, party_at
from contract_engine.words.tokens import Sort, Token

_BE = ("be", "been", "being", "get", "getting")


def of_affected(draft: Draft, form: Form) -> Iterator[tuple[Draft, Form, bool]]:
    """The question put the other way round, for every party that may be the one who acts.

    Args:
        draft: the question.
        form: how it asks, and of whom.

    Returns:
        Each with its form, and whether the one it is done to is still named: "suspend the
        customer", or not, as in "charge interest".
    """
    be = draft.skip(form.end, small.FILLERS)
    verb = draft.skip(be + 1, small.FILLERS)
    affected = form.who.parties
    if (
        len(affected) != 1
        or not form.who.tokens
        or not draft.is_word(be, _BE)
        or verb >= len(draft.tokens)
        or verb in draft.used
        or not _is_participle(draft.tokens[verb])
    ):
        return
    others = [p for p in draft.lexicon.vocabulary.parties if p != affected[0]]
    by = next((at for at in range(verb + 1, len(draft.tokens)) if draft.is_word(at, ("by",))), None)
    said = party_at(draft.lexicon, draft.tokens, by + 1) if by is not None else None
    if by is not None and said is not None and not draft.tokens[said[1] - 1].possessive:
        others = [said[0]]
    for other in others:
        for named in (True, False):
            trial = draft.fork()
            if by is not None and said is not None and others == [said[0]]:
                trial.note(range(by, said[1]), f"the party `{other}`")
            name = _name(draft, affected[0])
            if name is None:
                continue
            tokens = list(trial.tokens)
            tokens[be] = tokens[verb]
            first, last = tokens[form.who.tokens[0]], tokens[form.who.end - 1]
            tokens[verb] = replace(name, start=first.start, end=last.end)
            trial.tokens = tuple(tokens)
            trial.matches = find(trial.lexicon, trial.tokens)
            at = draft.tokens[be].start
            trial.steps.append((at, draft.words(be, be + 1), f"asks of the party `{other}`"))
            trial.used |= set(form.who.tokens)
            if not named:
                trial.note([verb], f"the party `{affected[0]}`, to whom it is done")
            yield trial, replace(form, who=Who((other,), form.who.end)), named


def _is_participle(token: Token) -> bool:
    """As in "suspended", "paid", "told"."""
    return token.sort is Sort.WORD and (
        token.norm.endswith(("ed", "en")) or token.key != token.norm.removesuffix("e")
    )


def _name(draft: Draft, party: str) -> Token | None:
    """A name of a party that is one word."""
    return next(
        (
            p.words[0]
            for p in draft.lexicon.of(Role.PARTY)
            if p.meaning.name == party
            and len(p.words) == 1
            and p.words[0].norm not in small.FIRST_PERSON
        ),
        None,
    )
