"""Passes: the form of the question with its bearer, the phrases around it, and the action."""

from __future__ import annotations

from contract_engine.words.draft import Draft, listed
from contract_engine.words.forms import QUESTIONS, STATEMENTS, Form, find_form
from contract_engine.words.glue import ARTICLES, FILLERS, GLUE
from contract_engine.words.lexicon import Role
from contract_engine.words.matching import Match, find, party_at
from contract_engine.words.parties import check_owners
from contract_engine.words.refusals import denied, no_form, passive
from contract_engine.words.tokens import Sort, span

_ASKED = {"may": "asks whether it may", "must": "asks whether it must"}
_JOINED = frozenset({"and", "or"})
_NEXT = ARTICLES | FILLERS | _JOINED
_BE = frozenset({"be", "been", "being"})


def read_form(draft: Draft) -> None:
    """Who is asked about, may or must; and the vocabulary's phrases around that."""
    lexicon, tokens = draft.lexicon, draft.tokens
    form = find_form(QUESTIONS, tokens, lambda at: party_at(lexicon, tokens, at))
    if form is None:
        draft.matches = find(lexicon, tokens)
        form = find_form(STATEMENTS, tokens, lambda at: _party_alone(draft, at))
    if form is None:
        no_form(draft)
        return
    draft.placed.update(range(form.start, form.end))
    act = draft.skip(form.end, _NEXT)
    draft.matches = find(lexicon, tokens, range(form.start, form.end), act)
    draft.form = form
    _read(draft, form)


def _party_alone(draft: Draft, at: int) -> tuple[tuple[str, ...], int] | None:
    """The party that starts at this token, where its name isn't part of a longer phrase."""
    match = draft.match_at(at)
    if match is None or match.start != at:
        return None
    named = tuple(meaning.name for meaning in match.meanings if meaning.role is Role.PARTY)
    return (named, match.end) if named else None


def _read(draft: Draft, form: Form) -> None:
    tokens, (party, start, end) = draft.tokens, form.parties[0]
    others = [other for other in form.parties if other[0] != party]
    if others and all(other[1:] == (start, end) for other in others):
        names = " or ".join(f"`{name}`" for name, _, _ in form.parties)
        message = f"`{draft.words(start, end)}` may mean {names}"
        help_ = "use a name that only one of them has"
        draft.report("E410", message, draft.place(start, end), help_)
    elif others:
        names = listed((party, *(other[0] for other in others)))
        also = tuple((draft.place(*other[1:]), "and here") for other in others)
        message = f"the question asks about more than one party: {names}"
        draft.report("E405", message, draft.place(start, end), "ask about one at a time", also=also)
    if form.asked == "barred" or form.denials:
        denied(draft, form)
    follows = draft.skip(form.end, _NEXT)
    if draft.is_word(follows, _BE):
        passive(draft, follows)
    lead = start
    while lead > form.start and tokens[lead - 1].norm in ARTICLES:
        lead -= 1
        draft.pass_over(lead, lead + 1)
    parts = [(form.start, lead), (end, form.end)]
    words = " ... ".join(draft.words(*part) for part in parts if part[0] < part[1])
    draft.steps.append((tokens[form.start].start, words, _ASKED.get(form.asked, "")))
    draft.note(start, end, f"the party `{party}`")


def read_action(draft: Draft) -> None:
    """What is asked about: the first action after the form; another action is a problem."""
    after = draft.form.end if draft.form else 0
    acts = [match for match in draft.matches if match.start >= after and match.has(Role.ACTION)]
    if not acts:
        if draft.form is not None and not draft.closed:
            _no_action(draft, after)
        return
    if draft.form is not None:
        _check_next(draft, after)
    draft.action = match = acts[0]
    named = _acts(match)
    if len(named) > 1:
        draft.report(
            "E410",
            f"`{draft.words(match.start, match.end)}` may mean {listed(named)}",
            draft.place(match.start, match.end),
            "use a name that only one of them has",
        )
        draft.placed.update(range(match.start, match.end))
        return
    draft.act = named[0]
    draft.note(match.start, match.end, f"the action `{draft.act}`")
    check_owners(draft, match)


def other_action(draft: Draft, match: Match) -> None:
    """A phrase that can only be an action, beside the one that was found."""
    first = draft.action
    draft.placed.update(range(match.start, match.end))
    if first is None or draft.closed:
        return
    words, place = draft.words(match.start, match.end), draft.place(match.start, match.end)
    also = ((draft.place(first.start, first.end), "the first is here"),)
    if draft.act not in _acts(match):
        names = listed((draft.act or "", _acts(match)[0]))
        message = f"the question asks about more than one act: {names}"
        draft.report("E407", message, place, "ask about one at a time", also=also)
    elif draft.is_word(match.start - 1, _JOINED) and draft.match_at(match.start - 2) is first:
        draft.note(match.start - 1, match.end, f"the action `{draft.act}` again")
    else:
        message = f"`{words}` is the act a second time"
        draft.report("E407", message, place, "say once what is done", also=also)


def _acts(match: Match) -> tuple[str, ...]:
    return tuple(meaning.name for meaning in match.meanings if meaning.role is Role.ACTION)


def _check_next(draft: Draft, at: int) -> None:
    """Directly after the form stands the act: "Can OpenAI customers serve" is about others."""
    match = draft.match_at(draft.skip(at, _NEXT))
    if match is None or match.has(Role.ACTION) or draft.closed:
        return
    if all(meaning.role is Role.PARTY for meaning in match.meanings):
        return
    words = draft.words(match.start, match.end)
    draft.report(
        "E406",
        f"`{words}` stands where the act should be",
        draft.place(match.start, match.end),
        "put the act directly after the party",
        label="not something a party does",
    )


def _no_action(draft: Draft, at: int) -> None:
    follows = draft.skip(at, ARTICLES | FILLERS)
    stop = draft.tokens[follows].start if follows < len(draft.tokens) else len(draft.text)
    names = draft.lexicon.acts()
    help_ = f"the acts are: {listed(names)}"
    stray = draft.claim(draft.tokens[at - 1].end, stop)
    if stray is not None:
        place, said = span(stray.start, stray.end), draft.text[stray.start : stray.end]
    elif _is_free_word(draft, follows):
        place, said = draft.place(follows, follows + 1), draft.words(follows, follows + 1)
        draft.placed.add(follows)
    else:
        draft.report(
            "E406",
            "the question doesn't say what is done",
            draft.place(at - 1, at),
            help_,
            label="an act stands after this",
        )
        return
    near = draft.lexicon.near(said.casefold(), role=Role.ACTION)
    help_ = f"did you mean `{near}`? {help_}" if near else help_
    draft.report("E406", f"`{said}` is not an act that this agreement knows", place, help_)


def _is_free_word(draft: Draft, at: int) -> bool:
    return (
        at < len(draft.tokens)
        and draft.tokens[at].sort is Sort.WORD
        and draft.tokens[at].norm not in GLUE
        and draft.match_at(at) is None
    )
