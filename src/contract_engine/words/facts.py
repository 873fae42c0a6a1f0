"""Pass: what the question supposes - values, yes/no facts, numbers, events, `fact=value`."""

from __future__ import annotations

from collections.abc import Sequence

from contract_engine.language.days import Unreadable
from contract_engine.language.values import read_given, subject
from contract_engine.words.dates import Fault
from contract_engine.words.draft import Draft, listed
from contract_engine.words.glue import ARTICLES, AUXILIARIES, DENIALS
from contract_engine.words.lexicon import Match, Meaning, Role
from contract_engine.words.subject import other_action
from contract_engine.words.tokens import Sort

_FREE = frozenset({Role.YES, Role.MOMENT, Role.NUMBER, Role.READ_EVENT})
_BETWEEN = ARTICLES | AUXILIARIES | {"of", "as", "that"}
_BEFORE_DAY = AUXILIARIES | {"on", ":", "(", "the"}


def read_facts(draft: Draft) -> None:
    """Each phrase that isn't the bearer or the action, and each `fact=value`."""
    for at, token in enumerate(draft.tokens):
        if token.sort is Sort.PIECE:
            _piece(draft, at)
    bare = []
    for match in draft.matches:
        if match is draft.action or match.start in draft.placed:
            continue
        meaning = _choose(draft, match)
        if meaning is None:
            continue
        if meaning.role is Role.KIND:
            bare.append((match, meaning))
        else:
            _place(draft, match, meaning)
    for match, meaning in bare:
        if match.start not in draft.placed:
            _bare(draft, match, meaning)


def _piece(draft: Draft, at: int) -> None:
    token = draft.tokens[at]
    try:
        fact = subject(draft.lexicon.vocabulary, token.norm)
        read_given(fact, token.value)
    except Unreadable as error:
        draft.report("E417", error.message, draft.place(at, at + 1), error.help)
        draft.placed.add(at)
        return
    draft.give(token.norm, token.value, at, at + 1)


def _choose(draft: Draft, match: Match) -> Meaning | None:
    """The one thing a phrase means here, settled by the fact named beside it or the act's facts."""
    options = [m for m in match.meanings if m.role not in (Role.PARTY, Role.ACTION)]
    beside = _named_beside(draft, match, options)
    asked = [m for m in options if m.name in draft.asks]
    named = [m for m in options if m.name in beside]
    both = [m for m in asked if m in named]
    left = both or [*asked, *(m for m in named if m not in asked)]
    if not left and match.has(Role.ACTION):
        other_action(draft, match)
        return None
    if not left and match.has(Role.PARTY):
        _other_party(draft, match)
        return None
    if not left and len(options) == 1 and (options[0].role in _FREE or not draft.asks):
        left = options
    if len(left) == 1:
        for other in beside.values():
            if left[0].name in beside:
                draft.note(other.start, other.end, f"names the fact `{left[0].name}`")
        return left[0]
    draft.placed.update(range(match.start, match.end))
    if not draft.closed:
        _undecided(draft, match, left or options)
    return None


def _named_beside(draft: Draft, match: Match, options: Sequence[Meaning]) -> dict[str, Match]:
    """The names beside a phrase of the facts that it may be a value of: "commercial customers"."""
    values = {option.name for option in options if option.role is Role.VALUE}
    before = draft.match_at(draft.skip(match.start - 1, _BETWEEN, -1))
    after = draft.match_at(draft.skip(match.end, _BETWEEN))
    return {
        meaning.name: other
        for other in (before, after)
        if other is not None and other is not match and other is not draft.action
        for meaning in other.meanings
        if meaning.role is Role.KIND and meaning.name in values
    }


def _place(draft: Draft, match: Match, meaning: Meaning) -> None:
    _check_owners(draft, match)
    match meaning.role:
        case Role.VALUE:
            draft.give(
                meaning.name, meaning.value, match.start, match.end, _why(draft, match, meaning)
            )
        case Role.YES:
            _yes_or_no(draft, match, meaning)
        case Role.NUMBER:
            _number(draft, match, meaning)
        case Role.READ_EVENT:
            _read_event(draft, match, meaning)
        case _:
            _moment(draft, match, meaning)


def _why(draft: Draft, match: Match, meaning: Meaning) -> str:
    others = [m.name for m in match.meanings if m.role is Role.VALUE and m.name != meaning.name]
    if not others or meaning.name not in draft.asks:
        return ""
    return f" (`{draft.act}` asks for `{meaning.name}`, not for {listed(others)})"


def _yes_or_no(draft: Draft, match: Match, meaning: Meaning) -> None:
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


def _moment(draft: Draft, match: Match, meaning: Meaning) -> None:
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


def _read_event(draft: Draft, match: Match, meaning: Meaning) -> None:
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


def _number(draft: Draft, match: Match, meaning: Meaning) -> None:
    after = draft.skip(match.end, frozenset({"of", "is", ":"}))
    for at in (match.start - 1, after):
        if not 0 <= at < len(draft.tokens) or at in draft.placed or draft.match_at(at):
            continue
        if draft.tokens[at].sort is Sort.NUMBER:
            start, end = min(at, match.start), max(at + 1, match.end)
            draft.give(meaning.name, draft.tokens[at].norm.removeprefix("+"), start, end)
            return
    draft.placed.update(range(match.start, match.end))
    draft.report(
        "E415",
        f"`{draft.words(match.start, match.end)}` has no number beside it",
        draft.place(match.start, match.end),
        f"write `{meaning.name}=150` with its number",
    )


def _bare(draft: Draft, match: Match, meaning: Meaning) -> None:
    """The name of a fact alone, as in "to a customer": understood as saying nothing of it."""
    beside = [draft.match_at(at) for at in (match.start - 1, match.end)]
    if all(other is None or other is draft.action for other in beside):
        draft.note(match.start, match.end, f"names the fact `{meaning.name}`, says nothing of it")
        return
    draft.placed.update(range(match.start, match.end))
    if not draft.closed:
        words = draft.words(match.start, match.end)
        draft.report(
            "E408",
            f"`{words}` can't be placed beside another fact",
            draft.place(match.start, match.end),
            _say_which(draft, meaning.name),
        )


def _undecided(draft: Draft, match: Match, options: Sequence[Meaning]) -> None:
    words, place = draft.words(match.start, match.end), draft.place(match.start, match.end)
    if draft.act is None:
        return
    choices = " or ".join(f"`{_piece_for(option)}`" for option in options)
    if len(options) > 1:
        draft.report(
            "E410", f"`{words}` may mean {choices}", place, f"write the one you mean: {choices}"
        )
        return
    name = options[0].name
    help_ = f"if you mean that, write {choices}"
    if options[0].role is Role.KIND:
        help_ = _say_which(draft, name)
    draft.report(
        "E411",
        f"`{words}` is about `{name}`, which `{draft.act}` doesn't ask for",
        place,
        f"{help_}; `{draft.act}` asks for {listed(draft.asks)}",
    )


def _piece_for(option: Meaning) -> str:
    match option.role:
        case Role.VALUE:
            return f"{option.name}={option.value}"
        case Role.YES:
            return f"{option.name}=yes"
        case _:
            return f"{option.name}=..."


def _say_which(draft: Draft, fact: str) -> str:
    values = draft.lexicon.kinds[fact].ends
    return f"say which, as in `{fact}={values[0]}`; its values are {listed(values)}"


def _other_party(draft: Draft, match: Match) -> None:
    """A party that doesn't act: the bearer's own name before a thing of its own, or a problem."""
    form = draft.form
    names = {meaning.name for meaning in match.meanings if meaning.role is Role.PARTY}
    if form is not None and form.parties[0][0] in names:
        follows = draft.match_at(match.end)
        if draft.tokens[match.end - 1].possessive or follows is not None:
            draft.pass_over(match.start, match.end)
            return
    draft.placed.update(range(match.start, match.end))
    if form is not None and not draft.closed:
        _unplaced_party(draft, match.start, match.end)


def _check_owners(draft: Draft, match: Match) -> None:
    """A possessive inside a phrase is passed over where it is the bearer's, and nowhere else."""
    for party, start, end in match.owners:
        if draft.form is not None and party != draft.form.parties[0][0] and not draft.closed:
            _unplaced_party(draft, start, end)


def _unplaced_party(draft: Draft, start: int, end: int) -> None:
    assert draft.form is not None
    party, first, last = draft.form.parties[0]
    words = draft.words(start, end)
    phrases = draft.lexicon.phrases_with(draft.tokens[start].norm)[:5]
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
