"""What is supposed in a clause: a yes/no fact, an event or date fact with its day, a number."""

from __future__ import annotations

from contract_engine.model.vocabulary import NumberFact
from contract_engine.words.dates import Fault
from contract_engine.words.draft import Draft
from contract_engine.words.glue import ARTICLES, AUXILIARIES, DENIALS
from contract_engine.words.lexicon import Meaning
from contract_engine.words.matching import Match
from contract_engine.words.tokens import Sort

CAPITALS = 3
"""The letters of a currency."""
_BEFORE_DAY = AUXILIARIES | {"on", ":", "(", "the"}


def yes_or_no(draft: Draft, match: Match, meaning: Meaning) -> None:
    """A yes/no fact: no where one "not", "no" or "without" stands before or inside it."""
    start, before = _before(draft, match)
    denials = [*before, *match.denials]
    if len(denials) > 1:
        place = draft.place(start, match.end)
        message = f"`{draft.words(start, match.end)}` denies twice"
        draft.report("E413", message, place, f"write `{meaning.name}=yes` or `{meaning.name}=no`")
        draft.placed.update(range(start, match.end))
        return
    draft.give(meaning.name, "no" if denials else "yes", start, match.end)


def _before(draft: Draft, match: Match) -> tuple[int, list[int]]:
    """Where a clause starts that may have "is", "has been", "not" or "without" in front."""
    start, denials, at = match.start, [], match.start - 1
    while draft.is_word(at, ARTICLES | AUXILIARIES | DENIALS) and at not in draft.placed:
        if draft.tokens[at].norm in DENIALS:
            denials.append(at)
        if draft.tokens[at].norm not in ARTICLES:
            start = at
        at -= 1
    return start, denials


def moment(draft: Draft, match: Match, meaning: Meaning) -> None:
    """An event or date fact with the day, or the "never", that stands directly after it."""
    start, before = _before(draft, match)
    said = {draft.tokens[at].norm for at in (*before, *match.denials)}
    words = draft.words(match.start, match.end)
    help_ = f"write `{meaning.name}=2027-03-01` with its day, or `{meaning.name}=never`"
    if said == {"never"}:
        draft.give(meaning.name, "never", start, match.end)
        return
    end = draft.skip(match.end, _BEFORE_DAY)
    token = draft.tokens[end] if end < len(draft.tokens) and not draft.match_at(end) else None
    draft.placed.update(range(start, match.end))
    if said:
        message = f"`{draft.words(start, match.end)}`: an event has a day, or it never comes"
        draft.report("E413", message, draft.place(start, match.end), help_)
    elif token is not None and token.sort is Sort.DAY and not isinstance(token.day, Fault):
        draft.give(meaning.name, token.norm, start, end + 1)
    elif draft.is_word(end, frozenset({"never"})):
        draft.give(meaning.name, "never", start, end + 1)
    elif token is None or token.sort is not Sort.DAY:
        draft.report(
            "E414",
            f"`{words}` has no day",
            draft.place(match.start, match.end),
            f"{help_}; or put the day directly after: `{words} on 1 March 2027`",
        )


def read_event(draft: Draft, match: Match, meaning: Meaning) -> None:
    """An event with readings has no day of its own: the events behind it do."""
    event = draft.lexicon.vocabulary.read_events[meaning.name]
    choices = " or ".join(f"`{name}=2027-03-01`" for name in dict.fromkeys(event.events.values()))
    end = draft.skip(match.end, _BEFORE_DAY)
    if end < len(draft.tokens) and draft.tokens[end].sort is Sort.DAY:
        draft.placed.add(end)
    draft.placed.update(range(match.start, match.end))
    message = f"what `{draft.words(match.start, match.end)}` means depends on a reading"
    draft.report(
        "E416",
        message,
        draft.place(match.start, match.end),
        f"give the day of one event, as in {choices}",
    )


def _with_currency(draft: Draft, meaning: Meaning, at: int) -> str:
    """A number; of an amount with the currency directly after it."""
    said = draft.tokens[at].norm.removeprefix("+")
    fact = draft.lexicon.vocabulary.facts[meaning.name]
    if isinstance(fact, NumberFact) and fact.sort == "money":
        end = draft.tokens[at].end
        for token in draft.unknown:
            if (
                end <= token.start < end + 2
                and token.norm.isalpha()
                and len(token.norm) == CAPITALS
            ):
                draft.unknown.remove(token)
                words = draft.text[token.start : token.end]
                draft.steps.append((token.start, words, "the currency"))
                return f"{said} {words.upper()}"
    return said


def number(draft: Draft, match: Match, meaning: Meaning) -> None:
    """A number fact with the number directly before or after it."""
    after = draft.skip(match.end, frozenset({"of", "is", ":"}))
    for at in (match.start - 1, after):
        if not 0 <= at < len(draft.tokens) or at in draft.placed or draft.match_at(at):
            continue
        if draft.tokens[at].sort is Sort.NUMBER:
            said = _with_currency(draft, meaning, at)
            draft.give(meaning.name, said, min(at, match.start), max(at + 1, match.end))
            return
    draft.placed.update(range(match.start, match.end))
    draft.report(
        "E415",
        f"`{draft.words(match.start, match.end)}` has no number beside it",
        draft.place(match.start, match.end),
        f"write `{meaning.name}=150` with its number",
    )
