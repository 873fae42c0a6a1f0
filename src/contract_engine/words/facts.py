"""Pass: what the question supposes - values, yes/no facts, numbers, events, `fact=value`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contract_engine.diagnostics import Span
from contract_engine.language.values.days import Unreadable
from contract_engine.language.values.typed import read_given, subject
from contract_engine.model.vocabulary import KindFact
from contract_engine.words.clauses import moment, number, read_event, yes_or_no
from contract_engine.words.draft import Draft, listed
from contract_engine.words.glue import ARTICLES, AUXILIARIES
from contract_engine.words.lexicon import Meaning, Role
from contract_engine.words.matching import Match
from contract_engine.words.parties import check_owners, other_party
from contract_engine.words.subject import other_action
from contract_engine.words.tokens import Sort, span

_FREE = frozenset({Role.YES, Role.MOMENT, Role.NUMBER, Role.READ_EVENT})
_BETWEEN = ARTICLES | AUXILIARIES | {"as", "that"}


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
    """`fact=value`; the name or the value that is wrong is underlined."""
    token = draft.tokens[at]
    name, _, value = draft.text[token.start : token.end].partition("=")
    place = span(token.start, token.start + len(name.rstrip()))
    wrong: list[tuple[Span, Unreadable]] = []
    try:
        fact = subject(draft.lexicon.vocabulary, token.norm)
    except Unreadable as error:
        wrong.append((place, error))
    else:
        start = token.end - len(value.lstrip()) if value.strip() else token.start
        said = [(span(start, token.end), token.value)]
        if isinstance(fact, KindFact) and value.strip():  # `one or another`
            found = list(re.finditer(r"\S+", value.lstrip()))[::2]
            said = [
                (span(start + word.start(), start + word.end()), word[0].casefold())
                for word in found
            ]
        for place, text in said:
            try:
                read_given(fact, text)
            except Unreadable as error:
                wrong.append((place, error))
    for place, problem in wrong:
        help_ = problem.help or "write `fact=value`, with a fact or event of the agreement"
        draft.report("E417", problem.message, place, help_)
    if wrong:
        draft.placed.add(at)
    else:
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
        other_party(draft, match)
        return None
    if not left and len(options) == 1 and (options[0].role in _FREE or not draft.lexicon.has_asks):
        left = options
    if len(left) == 1:
        for other in beside.values():
            if left[0].name in beside:
                draft.note(other.start, other.end, f"names the fact `{left[0].name}`")
        return left[0]
    for other in (match, *beside.values()):
        draft.placed.update(range(other.start, other.end))
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
    check_owners(draft, match)
    match meaning.role:
        case Role.VALUE:
            _value(draft, match, meaning)
        case Role.YES:
            yes_or_no(draft, match, meaning)
        case Role.NUMBER:
            number(draft, match, meaning)
        case Role.READ_EVENT:
            read_event(draft, match, meaning)
        case _:
            moment(draft, match, meaning)


def _value(draft: Draft, match: Match, meaning: Meaning) -> None:
    beside = _named_beside(draft, match, [meaning])
    if draft.tokens[match.end - 1].possessive and not beside:
        draft.placed.update(range(match.start, match.end))
        words, place = draft.words(match.start, match.end), draft.place(match.start, match.end)
        help_ = f"if the `{meaning.name}` is meant, write `{meaning.name}={meaning.value}`"
        draft.report("E408", f"`{words}` says whose it is, which has no place here", place, help_)
        return
    draft.give(meaning.name, meaning.value, match.start, match.end, _why(draft, match, meaning))


def _why(draft: Draft, match: Match, meaning: Meaning) -> str:
    others = [m.name for m in match.meanings if m.role is Role.VALUE and m.name != meaning.name]
    if not others or meaning.name not in draft.asks:
        return ""
    return f" (`{draft.act}` asks for `{meaning.name}`, not for {listed(others)})"


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
    asked = not draft.asks or any(option.name in draft.asks for option in options)
    if len(options) > 1 and asked:
        draft.report(
            "E410", f"`{words}` may mean {choices}", place, f"write the one you mean: {choices}"
        )
        return
    name = "` or `".join(dict.fromkeys(option.name for option in options))
    help_ = f"if you mean that, write {choices}"
    if options[0].role is Role.KIND:
        help_ = _say_which(draft, options[0].name)
    draft.report(
        "E411",
        f"`{words}` is about `{name}`, which `{draft.act}` doesn't ask for",
        place,
        help_ + (f"; `{draft.act}` asks for {listed(draft.asks)}" if draft.asks else ""),
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
