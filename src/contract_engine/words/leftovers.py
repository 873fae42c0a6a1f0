"""Pass: every word without a place is passed over by a stated list, or is a problem."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from contract_engine.words import function_words as small
from contract_engine.words.draft import Draft
from contract_engine.words.lexicon import Role
from contract_engine.words.matching import party_at
from contract_engine.words.tokens import Sort

_ALWAYS = small.ARTICLES | small.FILLERS
_JOINS = frozenset({"and", "but", "that", "which", "then", ","})
_REACH = 8
"""Words of a clause that may stand between "if" and what is supposed."""

_KEPT = 500
"""Unknown words whose nearest known one is kept."""


def read_leftovers(
    draft: Draft, facts: Collection[int] = (), *, bearers: Collection[str] = ()
) -> None:
    """Account for each word that nothing has a place for.

    Args:
        draft: the question.
        facts: the tokens that say what is supposed.
        bearers: the parties asked about; "its" is theirs.
    """
    _the_agreement(draft)
    said = set(facts) | draft.facts
    for at, token in enumerate(draft.tokens):
        if at in draft.used or token.sort is Sort.MARK:
            continue
        if (
            token.norm in _ALWAYS
            or (token.norm in small.POSSESSIVES and bearers)
            or token.norm in _JOINS
            or (token.norm in small.PREPOSITIONS and _leads(draft, at))
            or (token.norm in small.CONDITIONS and _supposes(draft, at, said))
            or (token.norm in small.AUXILIARIES and _beside(draft, at, said))
        ):
            draft.pass_over(at)
    _same_party(draft, said, bearers)
    for at, token in enumerate(draft.tokens):
        if at not in draft.used and token.sort is not Sort.MARK:
            _problem(draft, at)


def _same_party(draft: Draft, facts: Collection[int], bearers: Collection[str]) -> None:
    """Pass over the one who acts, named again before what is supposed: "when I redistribute it"."""
    alone = len(draft.lexicon.vocabulary.parties) == 1
    for at in sorted(draft.free()):
        party = party_at(draft.lexicon, draft.tokens, at)
        end = at + 1 if alone and draft.is_word(at, small.FIRST_PERSON) else None
        if party is not None and party[0] in bearers and len(bearers) == 1:
            end = party[1]
        if end is None or at in draft.used:
            continue
        if draft.skip(end, small.AUXILIARIES | small.FILLERS) in facts:
            draft.pass_over(*(i for i in range(at, end) if i not in draft.used))


_LICENCE = ("licence", "license")


def _the_agreement(draft: Draft) -> None:
    """As in "under the contract": the agreement itself."""
    for at in range(len(draft.tokens)):
        if draft.is_word(at, ("under", "by", "in", "within", "per", "of")):
            noun = draft.skip(
                at + 1, small.ARTICLES | {"current", "present", "existing"} | small.POSSESSIVES
            )
            named = draft.is_word(noun, small.THE_AGREEMENT) and noun > at
            # "Under licence" is how something may be had, and no agreement that is meant.
            if named and (noun > at + 1 or not draft.is_word(noun, _LICENCE)):
                draft.pass_over(*(i for i in range(at, noun + 1) if i not in draft.used))


def _leads(draft: Draft, at: int) -> bool:
    """Whether what follows a preposition has a place, or nothing follows it."""
    here = at + 1
    skipped = small.ARTICLES | small.POSSESSIVES | small.PREPOSITIONS | small.FILLERS
    while (
        here < len(draft.tokens) and here not in draft.used and draft.tokens[here].norm in skipped
    ):
        here += 1
    if here >= len(draft.tokens) or draft.tokens[here].sort is Sort.MARK:
        return draft.tokens[at].norm != "of"
    return here in draft.used and (draft.tokens[at].norm != "of" or at - 1 in draft.used)


def _supposes(draft: Draft, at: int, facts: Collection[int]) -> bool:
    """Whether what is supposed follows a word such as "if"."""
    for here in range(at + 1, min(at + _REACH, len(draft.tokens))):
        if here in facts:
            return True
        if draft.tokens[here].norm == "," or here in draft.used - draft.passed:
            return here in facts
    return False


def _beside(draft: Draft, at: int, facts: Collection[int]) -> bool:
    """Whether an auxiliary stands beside what is supposed."""
    near = small.AUXILIARIES | small.ARTICLES | small.FILLERS
    before, after = at - 1, at + 1
    while before >= 0 and draft.tokens[before].norm in near and before not in facts:
        before -= 1
    while after < len(draft.tokens) and draft.tokens[after].norm in near and after not in facts:
        after += 1
    return before in facts or after in facts


def _problem(draft: Draft, at: int) -> None:
    token, place, words = draft.tokens[at], draft.place(at, at + 1), draft.words(at, at + 1)
    party = party_at(draft.lexicon, draft.tokens, at)
    if party is not None and token.norm not in small.ARTICLES:
        place = draft.place(at, party[1])
        message = f"`{draft.words(at, party[1])}` has no place in this question"
        draft.used.update(range(at, party[1]))
        draft.report("E409", message, place, _ways(draft, token.key))
        return
    draft.used.add(at)
    if token.norm in small.DENIALS:
        draft.report("E413", f"`{words}` can't be placed here", place, "say what is so instead")
        return
    known = [m for m in draft.matches if m.start <= at < m.end]
    if known:
        best = max(known, key=lambda m: m.length)
        place = draft.place(best.start, best.end)
        message = f"`{draft.words(best.start, best.end)}` has no place in this question"
        draft.used.update(range(best.start, best.end))
        draft.report("E411", message, place, _ways(draft, token.key))
        return
    _unread(draft, at)


def _unread(draft: Draft, at: int) -> None:
    """Words side by side that nothing reads, as one problem."""
    end = at + 1
    while _alone(draft, end):
        end += 1
    draft.used.update(range(at, end))
    tokens = draft.tokens[at:end]
    near = next((n for t in tokens if (n := _near(draft, t.norm)) and n != t.norm), None)
    if near:
        help_ = f"did you mean `{near}`?"
    elif any(_is_known(draft, token.norm) for token in tokens):
        help_ = _ways(draft, next(t.key for t in tokens if _is_known(draft, t.norm)))
    else:
        help_ = "leave it out only if it changes nothing"
    message = f"`{draft.words(at, end)}` is not understood"
    draft.report("E408", message, draft.place(at, end), help_)


def _alone(draft: Draft, at: int) -> bool:
    """Whether nothing at all reads a word, nor would say more of it than that."""
    if at >= len(draft.tokens) or at in draft.used:
        return False
    token = draft.tokens[at]
    return (
        token.sort is not Sort.MARK
        and token.norm not in small.DENIALS
        and party_at(draft.lexicon, draft.tokens, at) is None
        and not any(m.start <= at < m.end for m in draft.matches)
    )


def _is_known(draft: Draft, word: str) -> bool:
    return word in draft.lexicon.written


def _ways(draft: Draft, key: str) -> str:
    """Phrases of the vocabulary that have this word."""
    found = [
        phrase.written
        for phrase in draft.lexicon.phrases
        if len(phrase.words) > 1
        and key in phrase.keys
        and not phrase.derived
        and phrase.meaning.role in (Role.ACTION, Role.YES, Role.MOMENT, Role.VALUE)
    ]
    if not found:
        return "ask without it, if it changes nothing"
    return "it stands in " + ", ".join(f"`{written}`" for written in dict.fromkeys(found[:3]))


def _near(draft: Draft, word: str) -> str | None:
    """The known word that is most like one that isn't."""
    if len(word) < 4:
        return None
    lexicon = draft.lexicon
    if word not in lexicon.nearest:
        found = get_close_matches(word, list(lexicon.written), n=1, cutoff=0.8)
        lexicon.nearest[word] = lexicon.written[found[0]] if found else None
        if len(lexicon.nearest) > _KEPT:
            return lexicon.nearest.pop(word)
    return lexicon.nearest[word]
