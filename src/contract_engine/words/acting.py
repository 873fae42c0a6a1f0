"""A question about what a party may or must do -> requests, or what of it is not understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from contract_engine.words import function_words as small
from contract_engine.words.acts import Act, find_acts, others
from contract_engine.words.affected import of_affected
from contract_engine.words.deeds import Acting, Deed, combined, note_form, owners_of, read_deeds
from contract_engine.words.done import is_done, report_done
from contract_engine.words.draft import Draft
from contract_engine.words.forms import (
    ALLOWED,
    DECIDING,
    FOUND,
    OBLIGED,
    QUESTIONS,
    STATEMENTS,
    Form,
    Who,
    find_forms,
)
from contract_engine.words.leftovers import read_leftovers
from contract_engine.words.lexicon import Role
from contract_engine.words.opening import Opening, Sought
from contract_engine.words.placing import Placing
from contract_engine.words.subject import who_at

_NEEDED = frozenset({"needed", "required", "necessary", "mandatory"})


def read_acting(draft: Draft, opening: Opening) -> tuple[list[Acting], list[Acting]]:
    """The readings in which every word has a place, and the best of those in which some hasn't.

    Those of the best form and the longest names come first, and only they are told.
    """
    failed: list[Acting] = []
    if needed := _of_needed(draft, opening):
        return needed, failed
    for form in _forms(draft, opening):
        if turned := _of_affected(draft, form, opening):
            return turned, failed
        found, wrong = _of_need(draft, form, opening) or _of_form(draft, form, opening)
        if not found and (own := _of_conduct(draft, form, opening)):
            found = own
        failed += wrong
        if found:
            return found, failed
    return [], failed


def _of_affected(draft: Draft, form: Form, opening: Opening) -> list[Acting]:
    """As in "Can we be suspended": of whoever can do that, and whom it is done to cannot."""
    found: list[Acting] = []
    can = draft.lexicon.bearers
    for turned, other, named in of_affected(draft, form):
        done = {act for reading in found for act in reading.acts}
        for reading in _of_form(turned, other, opening)[0]:
            theirs = all(set(other.who.parties) <= set(can.get(a, ())) for a in reading.acts)
            both = any(form.who.parties[0] in can.get(a, ()) for a in reading.acts)
            if theirs and (named or not both) and done.isdisjoint(reading.acts):
                found.append(reading)
    return found


def _forms(draft: Draft, opening: Opening) -> Iterator[Form]:
    """The forms of a question, or of a sentence where none stands."""
    free = frozenset(draft.free() - set(opening.tokens))
    if opening.sought is Sought.WHO or opening.facts:
        yield from _subjectless(draft, opening)

    @cache
    def who(at: int) -> Sequence[Who]:
        return who_at(draft, at)

    questions = find_forms(QUESTIONS, draft.tokens, free, who)
    statements = find_forms(STATEMENTS, draft.tokens, free, who)
    yield from questions
    yield from statements
    yield from _of_doing(draft, opening)


def _subjectless(draft: Draft, opening: Opening) -> Iterator[Form]:
    """As in "Who may use it": every party that some norm on the act is about."""
    modal = {"may": "may", "can": "may", "could": "may", "must": "must", "shall": "must"}
    at = draft.skip(max(opening.tokens) + 1, small.FILLERS | {"else"})
    everyone = tuple(draft.lexicon.vocabulary.parties)
    parties = everyone if opening.sought is Sought.WHO else ()
    who = Who(parties, at, ())
    words = [draft.tokens[i].norm for i in range(at, min(at + 4, len(draft.tokens)))]
    if words and words[0] in modal:
        yield Form(modal[words[0]], who, (at,), at + 1)
    elif (
        words[:1] in (["is"], ["are"])
        and words[1:3]
        and words[1] in ("allowed", "permitted", "entitled", "free")
    ):
        yield Form("may", who, (at, at + 1), at + 2 + (words[2:3] == ["to"]))
    elif (
        words[:1] in (["is"], ["are"])
        and words[1:3]
        and words[1] in ("required", "obliged", "bound")
    ):
        yield Form("must", who, (at, at + 1), at + 2 + (words[2:3] == ["to"]))
    elif words[:1] in (["is"], ["are"], ["was"]) and opening.sought is Sought.WHO:
        yield Form("", who, (at,), at + 1)  # "who is liable"
    elif words[:2] in (["has", "to"], ["have", "to"], ["had", "to"]):
        yield Form("must", who, (at, at + 1), at + 2)


def _of_doing(draft: Draft, opening: Opening) -> Iterator[Form]:
    """As in "Is subletting allowed", "which clause forbids serving": of whoever can act so."""
    start = max(opening.tokens, default=-1) + 1
    led = opening.sought is Sought.WHY or (opening.sought is Sought.WHEN and not draft.times)
    if led and draft.tokens[start - 1].norm in ("for", "to"):
        yield Form("may", Who((), start), (), start)  # "the conditions for serving it"
    free = sorted(draft.free())
    if opening.sought is Sought.WHETHER and free and draft.tokens[free[0]].norm.endswith("ing"):
        first = free[0]
        yield Form("may", Who((), first), (), first)  # "Training on AWS in 2024: allowed?"
    for at in range(start, len(draft.tokens)):
        if opening.sought is Sought.CLAUSE and at == start:
            asked = next((a for a, words in DECIDING.items() if draft.is_word(at, words)), None)
            if asked is not None:
                yield Form(asked, Who((), at + 1), (at,), at + 1)
        if not draft.is_word(at, ("is", "are", "was", "were")):
            continue
        for end in range(at + 2, len(draft.tokens)):
            asked = next((a for a, words in FOUND.items() if draft.is_word(end, words)), None)
            if asked is None:
                continue
            denied = draft.is_word(end - 1, ("not",))
            if denied and asked == "may":
                yield Form("must not", Who((), at + 1), (at, end - 1, end), at + 1)
            elif not denied:
                yield Form(asked, Who((), at + 1), (at, end), at + 1)
            break


def _of_form(draft: Draft, form: Form, opening: Opening) -> tuple[list[Acting], list[Acting]]:
    asked = _asked(draft, form)
    if asked is None and opening.sought is Sought.WHY and form.asked == "may":
        asked = "must not"  # "Why may it not" supposes that it must not
    each = set(opening.facts)
    failed: list[Acting] = []
    tiers = find_acts(draft, form, each | _sought(draft, opening))
    done = bool(tiers) and is_done(draft, form, tiers[0][0])
    if not tiers or asked is None or done:
        base = draft.fork()
        note_form(base, form, opening, asked or "")
        if done:
            report_done(base, tiers[0][0])
        elif asked is None:
            at = min((*form.inner, *form.denials))
            words = draft.said({*form.tokens, *form.denials, *form.inner})
            message = f"`{words}` can be read in two ways"
            base.report("E402", message, draft.place(at, at + 1), "ask whether it may, or must")
        acts = tuple(act.action for act in tiers[0]) if tiers else ()
        return [], [Acting(base, parties=form.who.parties, acts=acts)]
    for full in tiers:
        found: list[Acting] = []
        can = draft.lexicon.bearers
        theirs = [a for a in full if set(can.get(a.action, ())) & set(form.who.parties)]
        tier = theirs or full
        also = others(draft, tier[0], form, each)
        for act in tier:
            reading = read_deeds(draft, form, opening, [act, *also], asked)
            if reading.draft.problems or not reading.deeds:
                failed.append(reading)
            else:
                found.append(reading)
        if found:
            return found, failed
    return [], failed


def _of_needed(draft: Draft, opening: Opening) -> list[Acting]:
    """As in "Is Microsoft's consent needed to build": may it, with and without."""
    for fact in (m for m in draft.matches if m.meaning.role is Role.YES):
        is_ = draft.skip(fact.start - 1, small.ARTICLES | small.ALL_OF, -1)
        needed = draft.skip(fact.end, small.FILLERS)
        be = draft.is_word(is_, ("is", "are", "was", "were"))
        if not be or not draft.is_word(needed, _NEEDED):
            continue
        end, who = needed + 1, Who((), needed + 1)
        if draft.is_word(end, ("for",)) and (found := who_at(draft, end + 1)):
            who, end = found[0], found[0].end
        if not draft.is_word(end, ("to",)):
            continue
        trial = draft.fork()
        trial.note(range(is_, needed + 1), f"every value of `{fact.meaning.name}`")
        readings, _ = _of_form(trial, Form("may", who, (), end + 1), opening)
        for reading in readings:
            reading.deeds = [_with_each(deed, fact.meaning.name) for deed in reading.deeds]
        if readings:
            return readings
    return []


def _of_need(
    draft: Draft, form: Form, opening: Opening
) -> tuple[list[Acting], list[Acting]] | None:
    """As in "Does OpenAI need Microsoft's consent to build": may it, with and without."""
    if form.asked != "must" or draft.tokens[form.end - 1].norm not in ("need", "to", "get"):
        at = draft.past(form.end, small.FILLERS)
        if not draft.is_word(at, ("need", "require", "get", "obtain")):
            return None
    else:
        at = form.end - 1
    verb = draft.skip(at, {"need", "require", "get", "obtain", "to", "any", *small.ARTICLES})
    facts = draft.matches_at(verb, Role.YES)
    if not facts:
        return None
    fact = facts[0]
    to = draft.skip(fact.end, small.FILLERS)
    if not draft.is_word(to, ("to", "for", "before")):
        return None
    trial = draft.fork()
    lead = {i for i in range(at, to + 1) if i not in trial.used}
    trial.note(lead, f"every value of `{fact.meaning.name}`")
    new = Form("may", form.who, form.tokens, to + 1)
    found, failed = _of_form(trial, new, opening)
    for reading in found:
        reading.deeds = [_with_each(deed, fact.meaning.name) for deed in reading.deeds]
    return found, failed


def _with_each(deed: Deed, fact: str) -> Deed:
    return Deed(deed.bearer, deed.action, deed.world, deed.asked, (*deed.each, (fact, ())))


def _of_conduct(draft: Draft, form: Form, opening: Opening) -> list[Acting]:
    """As in "Must OpenAI offer capacity to Microsoft first": what depends on whether it does."""
    usage = draft.lexicon.vocabulary.usage_of
    at = draft.past(form.end, small.FILLERS)
    if form.asked != "must":
        return []
    for match in draft.matches_at(at, Role.YES):
        fact = match.meaning.name
        whose = form.who.parties or owners_of(draft, form.who.thing)
        if usage(fact).conduct not in whose or draft.tokens[at].possessive:
            continue
        bearer = usage(fact).conduct
        can = draft.lexicon.bearers
        actions = draft.lexicon.vocabulary.actions
        fitting = [a for a in actions if bearer in can.get(a, ()) and fact in actions[a].asks]
        fitting = fitting or [
            a for a in actions if bearer in can.get(a, ()) and draft.lexicon.asks(a, fact)
        ]
        readings = []
        for action in fitting[:3]:
            trial = draft.fork()
            note_form(trial, form, opening, form.asked)
            trial.note(range(match.start, match.end), f"every value of `{fact}`")
            trial.facts.update(range(match.start, match.end))
            act = Act(action, (match.start,))
            placed = Placing(trial, act, bearer, form.who.thing).read()
            read_leftovers(trial, placed.facts, bearers=(bearer,))
            if not trial.problems:
                deeds = [_with_each(d, fact) for d in combined(trial, placed, "may")]
                readings.append(Acting(trial, deeds, (bearer,), (action,)))
        if readings:
            return readings
    return []


def _sought(draft: Draft, opening: Opening) -> set[str]:
    """The facts that "where" or "to whom" may be about."""
    usage = draft.lexicon.vocabulary.usage
    return {f for f, u in usage.items() if set(u.prepositions) & set(opening.of)}


def _asked(draft: Draft, form: Form) -> str | None:
    """What is asked, with the "not" that stands in it; None where it could be read in two ways."""
    if form.who.denied:
        return None if form.inner or form.denials or form.asked != "may" else "must not"
    after = {draft.tokens[at + 1].norm for at in form.inner if at + 1 < len(draft.tokens)}
    if len(form.inner) == 1 and not form.denials and after & ALLOWED:
        return "must not"
    if len(form.inner) == 1 and not form.denials and after & OBLIGED:
        return "must"
    if not form.inner or form.asked == "":
        return None if form.inner and form.asked == "" and not form.denials else form.asked
    if form.denials:
        return None
    match form.asked:
        case "must":
            return "must not"
        case _:
            return None
