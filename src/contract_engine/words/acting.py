"""A question about what a party may or must do -> requests, or what of it is not understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from contract_engine.words import function_words as small
from contract_engine.words.acts import Act, find_acts, others
from contract_engine.words.draft import Draft
from contract_engine.words.forms import QUESTIONS, STATEMENTS, Form, Who, find_forms
from contract_engine.words.leftovers import read_leftovers
from contract_engine.words.lexicon import Role
from contract_engine.words.matching import party_at
from contract_engine.words.opening import Opening, Sought
from contract_engine.words.placing import Placed, Placing
from contract_engine.words.requests import World
from contract_engine.words.subject import who_at

MOST = 12
"""Questions that one sentence may come to."""
_TELL = {
    "may": "asks whether it may",
    "must": "asks whether it must",
    "must not": "asks whether it must not",
    "need not": "asks whether it need not",
    "": "asks what the terms say",
}


@dataclass(frozen=True, slots=True)
class Deed:
    """One act of one party with what is supposed, as a question has it.

    `each` are the facts whose every value is asked for, with the values it is about.
    """

    bearer: str
    action: str
    world: World
    asked: str
    each: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass
class Acting:
    """A reading of a question as one about acts."""

    draft: Draft
    deeds: list[Deed] = field(default_factory=list)
    parties: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()


def read_acting(draft: Draft, opening: Opening) -> tuple[list[Acting], list[Acting]]:
    """The readings in which every word has a place, and the best of those in which some hasn't.

    Those of the best form and the longest names come first, and only they are told.
    """
    failed: list[Acting] = []
    for form in _forms(draft, opening):
        found, wrong = _of_need(draft, form, opening) or _of_form(draft, form, opening)
        if not found and (own := _of_conduct(draft, form, opening)):
            found = own
        failed += wrong
        if found:
            return found, failed
    return [], failed


def _forms(draft: Draft, opening: Opening) -> Iterator[Form]:
    """The forms of a question, or of a sentence where none stands."""
    free = frozenset(draft.free() - set(opening.tokens))
    if opening.sought is Sought.WHO:
        yield from _subjectless(draft, opening)

    def who(at: int) -> Sequence[Who]:
        return who_at(draft, at)

    questions = find_forms(QUESTIONS, draft.tokens, free, who)
    statements = find_forms(STATEMENTS, draft.tokens, free, who)
    yield from questions
    yield from statements


def _subjectless(draft: Draft, opening: Opening) -> Iterator[Form]:
    """ "Who may use OpenAI's models": every party that some norm on the act is about."""
    modal = {"may": "may", "can": "may", "could": "may", "must": "must", "shall": "must"}
    at = draft.skip(max(opening.tokens) + 1, small.FILLERS | {"else"})
    parties = tuple(draft.lexicon.vocabulary.parties)
    who = Who(parties, at, ())
    words = [draft.tokens[i].norm for i in range(at, min(at + 4, len(draft.tokens)))]
    if words and words[0] in modal:
        yield Form(modal[words[0]], who, (at,), at + 1)
    elif words[:1] in (["is"], ["are"]) and words[1:3] and words[1] in ("allowed", "permitted", "entitled", "free"):
        yield Form("may", who, (at, at + 1), at + 2 + (words[2:3] == ["to"]))
    elif words[:1] in (["is"], ["are"]) and words[1:3] and words[1] in ("required", "obliged", "bound"):
        yield Form("must", who, (at, at + 1), at + 2 + (words[2:3] == ["to"]))
    elif words[:2] in (["has", "to"], ["have", "to"]):
        yield Form("must", who, (at, at + 1), at + 2)


def _of_form(
    draft: Draft, form: Form, opening: Opening
) -> tuple[list[Acting], list[Acting]]:
    asked = _asked(form)
    each = set(opening.facts)
    failed: list[Acting] = []
    tiers = find_acts(draft, form, each | _sought(draft, opening))
    if not tiers or asked is None:
        base = draft.fork()
        _note_form(base, form, opening, asked or "")
        if asked is None:
            at = min((*form.inner, *form.denials))
            words = draft.said({*form.tokens, *form.denials, *form.inner})
            message = f"`{words}` can be read in two ways"
            base.report("E402", message, draft.place(at, at + 1), "ask whether it may, or must")
        acts = tuple(act.action for act in tiers[0]) if tiers else ()
        return [], [Acting(base, parties=form.who.parties, acts=acts)]
    for full in tiers:
        found: list[Acting] = []
        can = draft.lexicon.bearers
        own = [a for a in full if set(can.get(a.action, ())) & set(form.who.parties)]
        tier = own or full
        also = others(draft, tier[0], form, each)
        for acts in [[*([act]), *also] for act in tier]:
            reading = _read(draft, form, opening, acts, asked)
            if reading.draft.problems or not reading.deeds:
                failed.append(reading)
            else:
                found.append(reading)
        if found:
            return found, failed
    return [], failed


def _of_need(
    draft: Draft, form: Form, opening: Opening
) -> tuple[list[Acting], list[Acting]] | None:
    """ "Does OpenAI need Microsoft's consent to build": may it, with the fact and without it."""
    if form.asked != "must" or draft.tokens[form.end - 1].norm not in ("need", "to", "get"):
        at = form.end
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
    """ "Must OpenAI offer capacity to Microsoft first": what depends on whether it does."""
    usage = draft.lexicon.vocabulary.usage_of
    at = draft.skip(form.end, small.FILLERS)
    if form.asked != "must":
        return []
    for match in draft.matches_at(at, Role.YES):
        fact = match.meaning.name
        if usage(fact).conduct not in form.who.parties or draft.tokens[at].possessive:
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
            _note_form(trial, form, opening, form.asked)
            trial.note(range(match.start, match.end), f"every value of `{fact}`")
            trial.facts.update(range(match.start, match.end))
            act = Act(action, (match.start,))
            placed = Placing(trial, act, bearer, form.who.thing).read()
            read_leftovers(trial, placed.facts, bearers=(bearer,))
            if not trial.problems:
                deeds = [_with_each(d, fact) for d in _combined(trial, placed, "may")]
                readings.append(Acting(trial, deeds, (bearer,), (action,)))
        if readings:
            return readings
    return []


def _sought(draft: Draft, opening: Opening) -> set[str]:
    """The facts that "where" or "to whom" may be about."""
    usage = draft.lexicon.vocabulary.usage
    return {f for f, u in usage.items() if set(u.prepositions) & set(opening.of)}


def _asked(form: Form) -> str | None:
    """What is asked, with the "not" that stands in it; None where it could be read in two ways."""
    if not form.inner or form.asked == "":
        return None if form.inner and form.asked == "" and not form.denials else form.asked
    if form.denials:
        return None
    match form.asked:
        case "must":
            return "must not"
        case _:
            return None


def _read(
    draft: Draft, form: Form, opening: Opening, acts: Sequence[Act], asked: str
) -> Acting:
    """The question as one about these acts, which all of its facts must fit."""
    trial = draft.fork()
    _note_form(trial, form, opening, asked)
    bearers = _bearers(trial, form, acts)
    reading = Acting(trial, parties=bearers, acts=tuple(act.action for act in acts))
    if not bearers:
        return reading
    for act in acts:
        tokens = [*act.tokens, *act.again]
        names = {i for i in tokens if i not in trial.used}
        trial.note(names, f"the action `{act.action}`")
    facts: set[int] = set()
    before = trial.fork()
    for bearer in bearers:
        own = trial if bearer == bearers[0] else before.fork()
        deeds, tokens = _deeds(own, form, opening, acts, asked, bearer)
        if own is not trial and (own.problems or own.free() != trial.free()):
            trial.problems = own.problems or trial.problems
            names = " and ".join(f"`{name}`" for name in bearers)
            place = trial.place(0, len(trial.tokens))
            message = f"the question doesn't say the same of {names}"
            trial.report("E405", message, place, "ask about one at a time")
        facts |= tokens
        reading.deeds += deeds
    read_leftovers(trial, facts, bearers=bearers)
    if len(reading.deeds) > MOST:
        place = trial.place(0, len(trial.tokens))
        trial.report("E510", f"this would be {len(reading.deeds)} questions", place, "ask about fewer values")
    return reading


def _deeds(
    draft: Draft, form: Form, opening: Opening, acts: Sequence[Act], asked: str, bearer: str
) -> tuple[list[Deed], set[int]]:
    found: list[Deed] = []
    tokens: set[int] = set()
    asks = draft.lexicon.asks
    first: Placed | None = None
    for act in acts:  # what one act has no place for, the next may have
        placed = Placing(draft, act, bearer, form.who.thing).read()
        tokens |= placed.facts
        if first is not None:
            for own, others_ in (
                (placed.given, first.given),
                (placed.values, first.values),
                (placed.each, first.each),
            ):
                shared = {f: v for f, v in others_.items() if asks(act.action, f)}  # type: ignore[attr-defined]  # three maps by fact
                for fact, value in shared.items():
                    own.setdefault(fact, value)  # type: ignore[attr-defined]  # as above
        first = first or placed
        for fact in _open_facts(draft, opening, act):
            placed.each.setdefault(fact, ())
        found += _combined(draft, placed, asked)
    return found, tokens


def _open_facts(draft: Draft, opening: Opening, act: Act) -> list[str]:
    """The fact whose values an opening such as "on which clouds" or "where" seeks, for this act."""
    if opening.facts:
        fitting = [f for f in opening.facts if draft.lexicon.asks(act.action, f)]
    else:
        asks = draft.lexicon.vocabulary.actions[act.action].asks
        usage = draft.lexicon.vocabulary.usage_of
        fitting = [f for f in asks if set(usage(f).prepositions) & set(opening.of)]
    if opening.sought is Sought.EACH and not fitting:
        at = min(opening.tokens)
        words = draft.said(opening.tokens)
        message = f"`{words}` is about nothing that `{act.action}` asks for"
        draft.report("E411", message, draft.place(at, at + 1), "ask whether it may or must")
    return fitting[:1]


def _combined(draft: Draft, placed: Placed, asked: str) -> Iterator[Deed]:
    """A deed for every combination of the values that were said."""
    values = {f: v for f, v in placed.values.items() if f not in placed.each}
    each = tuple(placed.each.items())
    given = {**{f: v for f, v in draft.given.items()}, **placed.given}
    for chosen in product(*values.values()):
        all_ = {**given, **dict(zip(values, chosen, strict=True))}
        order = {name: draft_order for draft_order, name in enumerate(placed.said)}
        world = World(
            dict(sorted(all_.items(), key=lambda item: order.get(item[0], len(order)))),
            draft.under,
            draft.without,
            draft.known,
        )
        yield Deed(placed.bearer, placed.act.action, world, asked, each)


def _note_form(draft: Draft, form: Form, opening: Opening, asked: str) -> None:
    if opening.tokens:
        told = {
            Sought.WHEN: "asks for the days",
            Sought.WHY: "asks for the reasons",
            Sought.WHO: "asks of each party",
        }.get(opening.sought, "asks for each value")
        draft.note(opening.tokens, told)
    tokens = {*form.tokens, *form.denials, *form.inner} - draft.used
    be = draft.skip(form.end, small.FILLERS)
    while draft.is_word(be, ("be", "been", "being")):
        tokens.add(be)
        be += 1
    draft.note(tokens, _TELL[asked])
    if form.who.tokens:
        names = " and ".join(f"`{name}`" for name in form.who.parties)
        draft.note(set(form.who.tokens) - draft.used, f"the party {names}")


def _bearers(draft: Draft, form: Form, acts: Sequence[Act]) -> tuple[str, ...]:
    """Who acts: as the question says, or whoever some norm on the act is about."""
    can = draft.lexicon.bearers
    known = [p for act in acts for p in can.get(act.action, ())]
    if form.who.parties:
        if not form.who.tokens and len(form.who.parties) > 1:  # "who may ..."
            return tuple(p for p in form.who.parties if p in known) or form.who.parties
        return form.who.parties
    for at in range(form.end, len(draft.tokens)):
        if draft.is_word(at, ("by",)):
            party = party_at(draft.lexicon, draft.tokens, at + 1)
            if party is not None and not draft.tokens[party[1] - 1].possessive:
                draft.note(range(at, party[1]), f"the party `{party[0]}`")
                return (party[0],)
    parties = tuple(dict.fromkeys(known))
    if len(parties) > 1:
        whose = _owner_of(draft, form)
        if whose in parties:
            parties = (whose,)
    if len(parties) == 1:
        draft.steps.append((draft.tokens[form.end - 1].end, "", f"the party `{parties[0]}`, whose act it is"))
        return parties
    first = form.who.thing[0] if form.who.thing else 0
    labels = " or ".join(draft.lexicon.vocabulary.parties[p].label for p in parties) or "nobody"
    message = f"the question doesn't say who acts: {labels}"
    draft.report("E403", message, draft.place(first, first + 1), "say who acts")
    return ()


def _owner_of(draft: Draft, form: Form) -> str:
    """The party whose thing the question starts with, as it says or as the vocabulary does."""
    for at in form.who.thing:
        party = party_at(draft.lexicon, draft.tokens, at)
        if party is not None:
            return party[0]
    for match in draft.matches:
        if match.start in form.who.thing and match.meaning.role is Role.VALUE:
            owner = draft.lexicon.vocabulary.usage_of(match.meaning.name).owner
            if owner:
                return owner
    return ""


