"""Pass: the instruments a question names, and what it leaves out of account.

"Under the January 2025 terms", "without the April 2026 amendment", "as known on 1 March 2026"; and
"before the October 2025 terms", which is a time.
"""

from __future__ import annotations

from datetime import date, timedelta

from contract_engine.model.agreement import Instrument
from contract_engine.words import function_words as small
from contract_engine.words.dates import MONTHS, Fault, Stretch
from contract_engine.words.draft import Draft, Time
from contract_engine.words.tokens import Sort, Token, tokenise

_NEVER = (
    "had never been signed|made|agreed|concluded|reached",
    "had not been signed|made|agreed|concluded|reached",
    "was|were never|not signed|made|agreed|concluded|reached",
    "had never|not happened|existed",
    "did not happen|exist",
    "never happened|existed",
    "not|never been signed|made|agreed|concluded|reached",
    "hadn't happened|existed",
)
_UNSIGNED = tuple(tuple(frozenset(p.split("|")) for p in said.split()) for said in _NEVER)
_UNDER = ("under", "according to", "by", "in", "per", "as of", "pursuant to", "on the basis of")
_WITHOUT = ("without", "but for", "ignoring", "disregarding", "leaving out", "leaving aside")
_SIDES = {
    "before": -1,
    "prior": -1,
    "until": -1,
    "till": -1,
    "after": 1,
    "since": 1,
    "following": 1,
    "notwithstanding": 1,
    "despite": 1,
}
_AMENDED = frozenset({"amended", "revised", "restated", "changed"})
_SORTS = small.word_set("joint definitive original amended final signed revised press")
_COMPARING = small.word_set(
    "change changes changed differ differs different difference differences compare compared new"
)
_AND = ("and", "to", "until", "till")
_DOES = ("does", "did", "do", "would", "will")
_LETS = small.word_set(
    "let allow permit enable entitle stop bar forbid prohibit prevent ban require oblige bind"
)
_KNOWN = ("as known", "as it was known", "as was known", "known", "with what was known")

WORDS = frozenset(
    word
    for phrase in (*_UNDER, *_WITHOUT, *_SIDES, *_KNOWN, *_NEVER)
    for word in phrase.replace("|", " ").split()
)
"""The words that say what is left out of account."""


def read_worlds(draft: Draft) -> None:
    """Every instrument that is named, with what is said of it; and what is known by when."""
    _known(draft)
    at = 0
    while at < len(draft.tokens):
        found = _instrument(draft, at)
        if found is None:
            at += 1
            continue
        instrument, start, end = found
        if (second := _between(draft, instrument, start, end)) is not None:
            at = second
            continue
        _place(draft, instrument, start, end)
        at = max(end, at + 1)


def _known(draft: Draft) -> None:
    for at, token in enumerate(draft.tokens):
        if not isinstance(token.day, date) or at in draft.used:
            continue
        before = draft.skip(at - 1, ("on", "by", "at", "in", "as", "of"), -1)
        start = _ends(draft, before + 1, _KNOWN)
        if start is not None:
            draft.known = token.day
            draft.note(range(start, at + 1), f"only what was known by {token.day}")


def _ends(draft: Draft, end: int, phrases: tuple[str, ...]) -> int | None:
    """Where one of these phrases starts that ends before this token; the longest."""
    best: int | None = None
    for phrase in phrases:
        words = phrase.split()
        start = end - len(words)
        if start >= 0 and all(draft.is_word(start + i, (w,)) for i, w in enumerate(words)):
            best = start if best is None else min(best, start)
    return best


def _instrument(draft: Draft, at: int) -> tuple[Instrument, int, int] | None:
    """The instrument whose name starts at this token."""
    if at in draft.used:
        return None
    instruments = draft.lexicon.agreement.instruments.values()
    tokens = draft.tokens
    for instrument in instruments:
        title = [t for t in tokenise(instrument.title) if t.norm not in small.ARTICLES]
        if len(title) > 1 and all(
            at + i < len(tokens) and tokens[at + i].norm == word.norm
            for i, word in enumerate(title)
        ):
            return instrument, at, at + len(title)
    token = tokens[at]
    if (said := _period_of(token)) is not None:
        start = at
        before = draft.skip(at - 1, small.ARTICLES, -1)
        named = [before] if draft.is_word(before, ("of", "from")) else []
        if draft.is_word(before, ("in", "by")) and draft.is_word(before - 1, _AMENDED):
            before = draft.skip(before - 1, _AMENDED | {"as"}, -1) + 1
            named = [before]  # "the terms as amended in April 2026"
        noun_before = named and draft.is_word(before - 1, small.TERM_NOUNS)
        if draft.is_word(at + 1, small.TERM_NOUNS):
            end = at + 2
            while draft.is_word(end, small.TERM_NOUNS):
                end += 1
        elif noun_before:
            start, end = before - 1, at + 1
        elif draft.is_word(at + 1, ("and", "or", "to", "with", "versus", "vs")) and draft.is_word(
            draft.skip(at + 2, small.ARTICLES) + 1, small.TERM_NOUNS
        ):  # "the October 2025 and the April 2026 terms"
            end = at + 1
        else:
            return None
        while draft.is_word(start - 1, _SORTS):
            start -= 1  # "the joint statement of February 2026"
        kinds = {tokens[i].norm.rstrip("s") for i in (*range(at + 1, end), start)}
        chosen = _of_period(draft, said, kinds)
        return None if chosen is None else (chosen, start, end)
    kind = token.norm
    if kind in ("memorandum", "mou", "clarification"):
        kind = "memorandum" if kind == "mou" else kind
        of_kind = [i for i in instruments if i.kind == kind]
        if len(of_kind) == 1:
            end = (
                at + 3
                if draft.is_word(at + 1, ("of",)) and draft.is_word(at + 2, ("understanding",))
                else at + 1
            )
            return of_kind[0], at, end
    return None


def _period_of(token: Token) -> str | None:
    """The month or year by which an instrument may be called: "2025-10", "2021", "-10"."""
    if isinstance(token.day, Stretch) and token.day.first and token.day.last:
        of_month = token.day.last.month == token.day.first.month
        return token.day.first.strftime("%Y-%m") if of_month else None
    if isinstance(token.day, Fault):
        months = [month for month, name in enumerate(MONTHS, 1) if name.casefold() == token.norm]
        return f"-{months[0]:02}" if months else None
    is_year = token.sort is Sort.NUMBER and token.norm.isdigit() and len(token.norm) == 4
    return token.norm if is_year else None


def _of_period(draft: Draft, said: str, kinds: set[str]) -> Instrument | None:
    """The one instrument of a month or year; of several, the one that is of the kind said."""
    instruments = draft.lexicon.agreement.instruments
    if said in instruments:
        return instruments[said]
    if said.startswith("-"):  # "the April amendment", of whatever year
        found = [i for i in instruments.values() if i.id.endswith(said)]
        said_kinds = kinds & {i.kind for i in instruments.values()} - {"agreement"}
        found = [i for i in found if not said_kinds or i.kind in said_kinds]
        return found[0] if len(found) == 1 else None
    found = [i for i in instruments.values() if i.id.startswith(said)]
    found = found or [i for i in instruments.values() if f"{i.effective}".startswith(said)]
    if len(found) > 1:
        found = [i for i in found if i.kind in kinds] or found
    return found[0] if len(found) == 1 else None


def _place(draft: Draft, instrument: Instrument, start: int, end: int) -> None:
    """What is said of an instrument by the words around it."""
    lead = draft.skip(start - 1, small.ARTICLES, -1) + 1
    named = f"`{instrument.id}`"
    after = _unsigned(draft, end)
    if after is not None:
        before = draft.skip(lead - 1, ("if", "what", "suppose", "supposing", "had"), -1) + 1
        draft.without = (*draft.without, instrument.id)
        draft.supposed = True
        tokens = [i for i in range(before, after) if i not in draft.used]
        draft.note(tokens, f"as if {named} had never been made")
        return
    without = _ends(draft, lead, _WITHOUT)
    if without is not None:
        draft.without = (*draft.without, instrument.id)
        draft.note(range(without, end), f"as if {named} had never been made")
        return
    before = draft.skip(lead - 1, ("to",), -1)
    side = _SIDES.get(draft.tokens[before].norm, 0) if before >= 0 else 0
    if side and before not in draft.used:
        first = instrument.effective
        days = Stretch(first, None) if side > 0 else Stretch(None, first - timedelta(days=1))
        words = draft.words(before, end)
        draft.times.append(Time(days, words))
        when = f"from {first}" if side > 0 else f"through {days.last}"
        draft.note(range(before, end), f"the days {when}: {named}")
        return
    asks = draft.skip(lead - 1, small.ARTICLES, -1)
    if draft.is_word(asks, _DOES) and draft.is_word(end, _LETS):  # "did the 2025 deal let OpenAI"
        draft.under = instrument.id
        draft.instruments.append(instrument.id)
        draft.note(range(asks, end), f"as if {named} were the latest")
        return
    draft.instruments.append(instrument.id)
    under = _ends(draft, lead, _UNDER)
    if under is not None:
        draft.under = instrument.id
        draft.note(range(under, end), f"as if {named} were the latest")
    else:
        draft.note(range(lead, end), f"the instrument {named}")


def _between(draft: Draft, first: Instrument, start: int, end: int) -> int | None:
    """As in "between the October 2025 deal and the April 2026 amendment": where it ends."""
    lead = draft.skip(start - 1, small.ARTICLES, -1)
    if any(token.norm in _COMPARING for token in draft.tokens):
        return None  # "What changed between them" names no days
    if not draft.is_word(lead, ("between", "from")) or not draft.is_word(end, _AND):
        return None
    found = _instrument(draft, draft.skip(end + 1, small.ARTICLES))
    if found is None or found[0].effective <= first.effective:
        return None
    days = Stretch(first.effective, found[0].effective - timedelta(days=1))
    draft.times.append(Time(days, draft.words(lead, found[2])))
    told = f"the days from {days.first} through {days.last}: `{first.id}` to `{found[0].id}`"
    draft.note(range(lead, found[2]), told)
    return found[2]


def _unsigned(draft: Draft, at: int) -> int | None:
    for said in _UNSIGNED:
        here = at
        for words in said:
            if not draft.is_word(here, words):
                break
            here += 1
        else:
            return here
    return None
