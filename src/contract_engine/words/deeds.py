"""One form and one action of a question -> the deeds that it asks about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.words import function_words as small
from contract_engine.words.acts import Act
from contract_engine.words.draft import Draft
from contract_engine.words.fitting import Placed
from contract_engine.words.forms import Form
from contract_engine.words.leftovers import read_leftovers
from contract_engine.words.lexicon import Role
from contract_engine.words.matching import party_at
from contract_engine.words.opening import Opening, Sought
from contract_engine.words.placing import Placing
from contract_engine.words.requests import World

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


def read_deeds(
    draft: Draft, form: Form, opening: Opening, acts: Sequence[Act], asked: str
) -> Acting:
    """The question as one about these acts, which all of its facts must fit."""
    trial = draft.fork()
    note_form(trial, form, opening, asked)
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
        if form.who.role:
            own.given = {**before.given, form.who.role: bearer}
        deeds, said = _deeds(own, form, opening, acts, asked, bearer)
        if form.who.role:  # where the question says who is in it, the others aren't
            deeds = [deed for deed in deeds if deed.world.given[form.who.role] == bearer]
        if own is not trial and (own.problems or own.free() != trial.free()):
            trial.problems = own.problems or trial.problems
            told = " and ".join(f"`{name}`" for name in bearers)
            place = trial.place(0, len(trial.tokens))
            message = f"the question doesn't say the same of {told}"
            trial.report("E405", message, place, "ask about one at a time")
        facts |= said
        reading.deeds += deeds
    read_leftovers(trial, facts, bearers=bearers)
    if len(reading.deeds) > MOST:
        place = trial.place(0, len(trial.tokens))
        trial.report(
            "E510", f"this would be {len(reading.deeds)} questions", place, "ask about fewer values"
        )
    return reading


def _deeds(
    draft: Draft, form: Form, opening: Opening, acts: Sequence[Act], asked: str, bearer: str
) -> tuple[list[Deed], set[int]]:
    found: list[Deed] = []
    tokens: set[int] = set()
    asks = draft.lexicon.asks
    first: Placed | None = None

    def of(action: str) -> Callable[[str], bool]:
        return lambda fact: asks(action, fact)

    for act in acts:  # what one act has no place for, the next may have
        placed = Placing(draft, act, bearer, form.who.thing).read()
        tokens |= placed.facts
        if first is not None:
            placed.share(first, of(act.action))
        first = first or placed
        for fact in _open_facts(draft, opening, act):
            placed.each = {fact: placed.each.get(fact, ()), **placed.each}
        found += combined(draft, placed, asked)
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


def combined(draft: Draft, placed: Placed, asked: str) -> Iterator[Deed]:
    """A deed for every combination of the values that were said."""
    values = {f: v for f, v in placed.values.items() if f not in placed.each}
    each = tuple(placed.each.items())
    given = {**draft.given, **placed.given}
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


def note_form(draft: Draft, form: Form, opening: Opening, asked: str) -> None:
    """Account for the words that ask, and for who is asked about."""
    if opening.tokens:
        told = {
            Sought.WHEN: "asks for the days",
            Sought.WHY: "asks for the reasons",
            Sought.WHO: "asks of each party",
            Sought.CLAUSE: "asks for the clause",
        }.get(opening.sought, "asks for each value")
        draft.note(opening.tokens, told)
    if opening.sought is Sought.WHO:
        draft.pass_over(*(at for at in draft.free() if draft.tokens[at].norm == "whom"))
    tokens = {*form.tokens, *form.denials, *form.inner} - draft.used
    be = draft.skip(form.end, small.FILLERS)
    while draft.is_word(be, small.BEGINNING | {"be", "been", "being", "to"}):
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
        draft.steps.append(
            (draft.tokens[form.end - 1].end, "", f"the party `{parties[0]}`, whose act it is")
        )
        return parties
    first = form.who.thing[0] if form.who.thing else 0
    labels = " or ".join(draft.lexicon.vocabulary.parties[p].label for p in parties) or "nobody"
    message = f"the question doesn't say who acts: {labels}"
    draft.report("E403", message, draft.place(first, first + 1), "say who acts")
    return ()


def owners_of(draft: Draft, thing: Sequence[int]) -> tuple[str, ...]:
    """Whose a thing is that a question starts with, as the vocabulary has it."""
    usage = draft.lexicon.vocabulary.usage_of
    owners = [usage(m.meaning.name).owner for m in draft.matches if m.start in thing]
    return tuple(dict.fromkeys(owner for owner in owners if owner))


def _owner_of(draft: Draft, form: Form) -> str:
    """The party whose thing the question starts with, as it says or as the vocabulary does."""
    for at in form.who.thing:
        party = party_at(draft.lexicon, draft.tokens, at)
        if party is not None:
            return party[0]
    for match in draft.matches:
        named = match.start in form.who.thing or not form.who.thing
        if named and match.meaning.role is Role.VALUE:
            owner = draft.lexicon.vocabulary.usage_of(match.meaning.name).owner
            if owner:
                return owner
    return ""
