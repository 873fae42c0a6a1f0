"""What is supposed in a clause: a yes/no fact, an event, a number, a value that happens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from contract_engine.model.vocabulary import KindFact, NumberFact
from contract_engine.words import function_words as small
from contract_engine.words.dates import Stretch
from contract_engine.words.draft import Draft, Time
from contract_engine.words.lexicon import Role
from contract_engine.words.matching import Match
from contract_engine.words.tokens import Sort

if TYPE_CHECKING:
    from contract_engine.words.placing import Placing

_LEAD = small.ARTICLES | small.AUXILIARIES | small.FILLERS | small.POSSESSIVES | {"to"}
_TURNS = small.DENIALS | small.REFUSING
_AFTER = frozenset({"after", "upon", "following", "since"})
CAPITALS = 3
"""The letters of a currency."""


def supposed(placing: Placing, match: Match) -> None:
    """A fact that is so or not, an event that comes or doesn't, a value that is taken or isn't."""
    draft, meaning = placing.draft, match.meaning
    start, turns = _before(placing, match)
    unless = draft.skip(start - 1, small.ARTICLES | small.AUXILIARIES, -1)
    turns += list(match.denials)
    tokens = {*range(start, match.end)} - draft.used
    if draft.is_word(unless, ("unless",)):
        turns.append(unless)
        tokens.add(unless)
    denied = len(turns) % 2 == 1
    if len(turns) > 1:
        place, words = draft.place(start, match.end), draft.words(start, match.end)
        draft.used |= tokens
        draft.report("E413", f"`{words}` denies twice", place, "say what is so")
        return
    match meaning.role:
        case Role.YES:
            placing.give(meaning.name, "no" if denied else "yes", tokens)
        case Role.VALUE:
            _value(placing, match, tokens, denied=denied)
        case Role.READ_EVENT:
            _read_event(placing, match, tokens)
        case _:
            if denied:
                placing.give(meaning.name, "never", tokens, " (it has not come)")
            elif (day := _day_of(draft, match, tokens)) is not None:
                why = " (it has not come)" if day == "never" else " (no day of it is said)"
                placing.give(meaning.name, day, tokens, why)
            else:
                draft.used |= tokens
                words = draft.words(match.start, match.end)
                help_ = f"put the day directly after it: `{words} on 1 March 2027`"
                place = draft.place(match.start, match.end)
                draft.report("E414", f"`{words}` has no day", place, help_)


def supposed_together(placing: Placing, group: Sequence[Match]) -> bool:
    """Whether a name is that of several facts, all of them so or not: it is said of each.

    "In a commercial product" is in a product, and in a commercial one.
    """
    asks, action = placing.lexicon.asks, placing.placed.act.action
    if not all(m.meaning.role is Role.YES and asks(action, m.meaning.name) for m in group):
        return False
    supposed(placing, group[0])
    for match in group[1:]:
        fact = match.meaning.name
        value = placing.placed.given.get(group[0].meaning.name, "yes")
        placing.placed.given.setdefault(fact, value)
        placing.draft.steps.append(
            (placing.draft.tokens[match.end - 1].end, "", f"`{fact}={value}`")
        )
    return True


def _day_of(draft: Draft, match: Match, tokens: set[int]) -> str | None:
    """The day of an event that is supposed without one: the day asked about, or the record's last.

    Before it, it has not come. A date fact has no such day.
    """
    if match.meaning.name not in draft.lexicon.vocabulary.events:
        return None
    lead = draft.skip(match.start - 1, _LEAD | small.FIRST_PERSON, -1)
    if lead < 0 or draft.tokens[lead].norm not in _AFTER | {"before"} | small.CONDITIONS:
        return None
    if draft.tokens[lead].norm in _AFTER | {"before"}:
        tokens.add(lead)
        draft.used.discard(lead)
    if draft.tokens[lead].norm == "before":
        return "never"
    if draft.tokens[lead].norm in ("unless", "until"):
        return None
    days = [time.days for time in draft.times]
    day = days[0] if len(days) == 1 else draft.on
    if isinstance(day, Stretch) and draft.tokens[lead].norm in small.CONDITIONS:
        day = day.first  # it has come by then
    if days and not isinstance(day, date):
        return None
    if not isinstance(day, date):
        day = draft.lexicon.agreement.researched_through or draft.today
        if day is not None:
            draft.times.append(Time(Stretch(day, None), draft.words(match.start, match.end)))
    return None if day is None else day.isoformat()


def _before(placing: Placing, match: Match) -> tuple[int, list[int]]:
    """Where a clause starts that may have "is", "has been", "not" or "without" in front."""
    draft, at, turns = placing.draft, match.start - 1, list[int]()
    start = match.start
    while draft.is_word(at, _LEAD | _TURNS):
        if draft.tokens[at].norm in _TURNS:
            turns.append(at)
        if draft.tokens[at].norm not in small.ARTICLES:
            start = at
        at -= 1
    return start, turns


def _value(placing: Placing, match: Match, tokens: set[int], *, denied: bool) -> None:
    fact, value = match.meaning.name, match.meaning.value
    kind = placing.lexicon.vocabulary.facts[fact]
    if denied and isinstance(kind, KindFact):
        left = [end for end in kind.ends if end not in kind.values[value].leaves]
        placing.give(fact, " or ".join(left), tokens)
    else:
        placing.give(fact, value, tokens)


def _read_event(placing: Placing, match: Match, tokens: set[int]) -> None:
    """An event with readings has no day of its own: the events behind it do."""
    draft = placing.draft
    event = placing.lexicon.vocabulary.read_events[match.meaning.name]
    events = placing.lexicon.vocabulary.events
    labels = " or ".join(f"`{events[e].label}`" for e in dict.fromkeys(event.events.values()))
    draft.used |= tokens
    message = f"what `{draft.words(match.start, match.end)}` means depends on a reading"
    place = draft.place(match.start, match.end)
    draft.report("E416", message, place, f"say which is meant, with its day: {labels}")


def number(placing: Placing, match: Match) -> None:
    """A number fact with the number directly before or after it."""
    draft = placing.draft
    fact = placing.lexicon.vocabulary.facts[match.meaning.name]
    after = draft.skip(match.end, small.AUXILIARIES | {"of", "is", ":", "at"} | small.FILLERS)
    for at in (match.start - 1, draft.skip(match.start - 1, {"percent", "%"}, -1), after):
        if not 0 <= at < len(draft.tokens) or at in draft.used:
            continue
        if draft.tokens[at].sort is Sort.NUMBER:
            tokens = {*range(min(at, match.start), max(at + 1, match.end))} - draft.used
            said = draft.tokens[at].norm.removeprefix("+")
            if draft.is_word(at + 1, ("percent",)):
                tokens.add(at + 1)
            if isinstance(fact, NumberFact) and fact.sort == "money":
                currency = at + 1
                if (
                    currency < len(draft.tokens)
                    and len(draft.tokens[currency].norm) == CAPITALS
                    and draft.tokens[currency].norm.upper() == fact.currency
                ):
                    tokens.add(currency)
                    said += f" {fact.currency}"
            if isinstance(fact, NumberFact) and fact.sort == "percent":
                said += " %" if draft.is_word(at + 1, ("percent",)) else ""
            placing.give(match.meaning.name, said, tokens)
            return
    draft.used |= {*range(match.start, match.end)}
    words, place = draft.words(match.start, match.end), draft.place(match.start, match.end)
    draft.report("E415", f"`{words}` has no number beside it", place, f"write `{words} 99.5`")
