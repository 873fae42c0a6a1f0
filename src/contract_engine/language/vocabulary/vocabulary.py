"""The vocabulary of `agreement.yaml` -> Vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from contract_engine.files.shapes import ActionShape, AgreementShape, EventShape, PartyShape
from contract_engine.files.tree import Path
from contract_engine.language.scope import Scope, is_word, listed
from contract_engine.language.values.amounts import read_ordered
from contract_engine.language.vocabulary.events import read_events
from contract_engine.language.vocabulary.facts import read_fact
from contract_engine.language.vocabulary.readings import read_reading
from contract_engine.language.vocabulary.roles import read_roles, usual_party
from contract_engine.language.vocabulary.taxonomy import walk_kinds, words_in
from contract_engine.language.vocabulary.usage import read_usage, slots_of
from contract_engine.lazy_dataclass import replace
from contract_engine.model.vocabulary import Action, Fact, NumberFact, Party, Vocabulary, YesNoFact


def read_vocabulary(scope: Scope, shape: AgreementShape, defined: Iterable[str] = ()) -> Vocabulary:
    """Every word of an agreement; problems go to the scope.

    A defined fact that is not declared is yes or no.
    """
    parties = _parties(scope, shape)
    facts = _facts(scope, shape)
    roles = {}
    for role, of in read_roles(scope, shape, parties):
        if role.id in facts:
            _two_things(scope, role.id, "roles", "facts")
            continue
        usual = usual_party(scope, role, shape.roles[role.id].usually)
        facts[role.id], roles[role.id] = replace(role, usually=usual), of
    actions = _actions(scope, shape, facts)
    readings = {
        name: reading
        for name, inner in shape.readings.items()
        if (reading := read_reading(scope, name, inner)) is not None
    }
    for name in readings:
        if name in facts:
            _two_things(scope, name, "readings", "facts")
        elif name in shape.events and (shape.events[name] or EventShape()).reading is None:
            _two_things(scope, name, "readings", "events")
    for name in shape.events:
        if name in facts:
            _two_things(scope, name, "events", "facts")
    unread = scope.excused.names | {*facts, *shape.events, *shape.readings}
    for name in defined if "fact" not in scope.excused.sorts else ():
        if name not in unread and is_word(name):
            facts[name] = YesNoFact(name, words_in(name))
    events, read = read_events(scope, shape.events, readings)
    usage = read_usage(scope, shape.facts, facts, parties)
    return Vocabulary(parties, actions, facts, events, read, readings, usage, roles=roles)


def with_whole(scope: Scope) -> Vocabulary:
    """The same words; the number facts that something is counted by take whole numbers only."""
    facts = dict(scope.vocabulary.facts)
    for name in scope.counted:
        fact = facts[name]
        if isinstance(fact, NumberFact):
            facts[name] = whole = replace(fact, whole=True)
            usual = None if fact.usually is None else str(fact.usually)
            scope.read(usual, ("facts", name, "usually"), partial(read_ordered, whole))
    return replace(scope.vocabulary, facts=facts)


def _parties(scope: Scope, shape: AgreementShape) -> dict[str, Party]:
    _check_some(scope, "parties", "party", shape.parties)
    parties = {}
    for name, inner in shape.parties.items():
        party = inner or PartyShape()
        if scope.check_word(name, ("parties", name)):
            place = scope.tree.key(("parties", name))
            parties[name] = Party(name, party.label or words_in(name), tuple(party.aliases), place)
    return parties


def _facts(scope: Scope, shape: AgreementShape) -> dict[str, Fact]:
    facts = {}
    for name, inner in shape.facts.items():
        if scope.check_word(name, ("facts", name)):
            fact = read_fact(scope, name, inner)
            if fact is None:
                scope.excused.names.add(name)
            else:
                facts[name] = fact
    return facts


def _actions(scope: Scope, shape: AgreementShape, facts: Iterable[str]) -> dict[str, Action]:
    _check_some(scope, "actions", "action", shape.actions)
    actions: dict[str, Action] = {}
    for node in walk_kinds(scope, shape.actions, ("actions",), "action"):
        action = node.shape or ActionShape()
        actions[node.name] = Action(
            node.name,
            action.label or words_in(node.name),
            tuple(action.aliases),
            tuple(action.asks),
            node.above[-1] if node.above else None,
            scope.tree.key(node.path),
            tuple(action.nouns),
            _values(scope, action, node.path),
            _phrases(scope, action, (*node.path, "phrase"), facts),
        )
        for index, asked in enumerate(action.asks):
            if asked not in facts:
                place = scope.tree.value((*node.path, "asks", index))
                scope.unknown("E301", "fact", asked, place, facts)
    return actions


def _phrases(
    scope: Scope, action: ActionShape, path: Path, facts: Iterable[str]
) -> tuple[str, ...]:
    """What a sentence says of an action; the names in its braces are facts."""
    phrases = tuple(listed(action.phrase))
    for slot in (slot for phrase in phrases for slot in slots_of(phrase)):
        if slot not in facts:
            scope.unknown("E301", "fact", slot, scope.tree.value(path), facts)
    return phrases


def _values(scope: Scope, action: ActionShape, path: Path) -> dict[str, Fact]:
    """The values that an act carries."""
    values = {}
    for name, inner in action.with_.items():
        at = (*path, "with", name)
        fact = read_fact(scope, name, inner, at) if scope.check_word(name, at) else None
        if fact is None:
            scope.excused.names.add(name)
        else:
            values[name] = fact
    return values


def _check_some(scope: Scope, key: str, sort: str, names: Iterable[str]) -> None:
    if not any(True for _ in names) and not scope.lost((key,)):
        scope.excused.sorts.add(sort)
        help_ = f"write each as `NAME:` below `{key}:`"
        scope.report(
            "E208", f"an agreement has at least one {sort}", scope.tree.key((key,)), help=help_
        )


def _two_things(scope: Scope, name: str, key: str, other: str) -> None:
    sorts = {"roles": "a role", "readings": "a reading", "events": "an event", "facts": "a fact"}
    scope.report(
        "E201",
        f"`{name}` is two things",
        scope.tree.key((key, name)),
        label=sorts[key],
        also=((scope.tree.key((other, name)), sorts[other]),),
        help="give one of them another name",
    )
