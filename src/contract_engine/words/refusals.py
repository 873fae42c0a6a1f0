"""What is said of a question whose form is refused: denied, passive, nobody acts, none at all."""

from __future__ import annotations

from contract_engine.words.draft import Draft, listed
from contract_engine.words.forms import LEADS, Form
from contract_engine.words.glue import ARTICLES
from contract_engine.words.lexicon import Role
from contract_engine.words.tokens import span

_PASSIVE = frozenset({"be", "been", "being", "get"})
_MAIN = frozenset(
    {"need", "needs", "needed", "have", "has", "had", "duty", "obligation"}
    | {"required", "obliged", "obligated", "bound"}
)
"""The words of a "must" form that a "not" may stand before (need not) or after (must not)."""


def denied(draft: Draft, form: Form) -> None:
    """A question with a "not" in its form: refused, with the question to ask instead."""
    _, start, end = form.parties[0]
    place = draft.place(form.start, form.end)
    who, before = draft.words(start, end), draft.text[: draft.tokens[form.start].start]
    rest = draft.text[draft.tokens[form.end - 1].end :].strip()
    if form.asked == "barred":
        rest, draft.closed = "...?", True
    verb = "Must" if form.asked == "must" and not _denies_the_act(draft, form) else "May"
    question = f"{before}{verb.lower() if before else verb} {who} {rest}"
    message = "a question that denies can be answered in two ways"
    help_ = f"ask `{question}`; the answer says prohibited or not required where that is so"
    draft.report("E402", message, place, help_)


def _denies_the_act(draft: Draft, form: Form) -> bool:
    """Whether "must not" is asked about, rather than "need not"."""
    words = {at: draft.tokens[at].norm for at in range(form.start, form.end)}
    if "to" not in words.values() and "must" not in words.values():
        return False  # "need not"
    main = [at for at, word in words.items() if word in _MAIN]
    return "must" in words.values() or (bool(main) and form.denials[-1] > main[-1])


def passive(draft: Draft, at: int) -> None:
    """A question about what is done, without who does it."""
    party = next(iter(draft.lexicon.parties()), "...")
    draft.closed = True
    draft.report(
        "E403",
        "the question says what is done, not who does it",
        draft.place(at, at + 1),
        f"start with who acts: `May {party} ...?`",
    )


def no_form(draft: Draft) -> None:
    """Say why none of the forms stands in the question."""
    lead = next((at for at in range(len(draft.tokens)) if draft.is_word(at, LEADS)), None)
    if lead is None:
        _not_a_question(draft)
        return
    verb = next((at for at in range(lead, len(draft.tokens)) if draft.is_word(at, _PASSIVE)), None)
    subject = draft.skip(lead + 1, ARTICLES)
    match = draft.match_at(subject)
    if match is not None and match.has(Role.PARTY) and not draft.tokens[match.end - 1].possessive:
        _not_a_question(draft)
    elif verb is not None:
        passive(draft, verb)
    else:
        _nobody_acts(draft, lead, subject)


def _not_a_question(draft: Draft) -> None:
    party = next(iter(draft.lexicon.parties()), "...")
    message = "this doesn't ask whether a party may or must do something"
    help_ = (
        f"ask `Can {party} ...?`, `Is {party} allowed to ...?`, `Must {party} ...?` "
        f"or `Does {party} have to ...?`"
    )
    draft.report("E401", message, span(0, len(draft.text)), help_)


def _nobody_acts(draft: Draft, lead: int, subject: int) -> None:
    names = draft.lexicon.parties()
    help_ = f"the parties are: {listed(names)}"
    stop = draft.tokens[subject].start if subject < len(draft.tokens) else len(draft.text)
    match = draft.match_at(subject)
    if (stray := draft.claim(draft.tokens[lead].end, stop)) is not None:
        start, end = stray.start, stray.end
    elif match is not None and not match.has(Role.ACTION):
        start, end = draft.tokens[match.start].start, draft.tokens[match.end - 1].end
        subject = match.end
    else:
        message = "the question doesn't say who acts"
        draft.report(
            "E404", message, draft.place(lead, lead + 1), help_, label="a party stands after this"
        )
        draft.placed.update(range(lead, subject))
        return
    draft.placed.update(range(lead, subject))
    said = draft.text[start:end]
    near = draft.lexicon.near(said.casefold(), role=Role.PARTY)
    help_ = f"did you mean `{near}`? {help_}" if near else help_
    draft.report("E404", f"`{said}` is not a party of this agreement", span(start, end), help_)
