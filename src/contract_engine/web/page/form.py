"""An act and what is given -> the form that asks the same: choices with their labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from contract_engine.model.agreement import Agreement
from contract_engine.model.vocabulary import DateFact, Fact, KindFact, NumberFact, YesNoFact
from contract_engine.web.http.catalogue import bearers_of
from contract_engine.web.page.state import State


@dataclass(frozen=True)
class Choice:
    """An entry of a list: its value, how it reads, how deep it stands, whether it is chosen."""

    value: str
    label: str
    depth: int = 0
    chosen: bool = False


@dataclass(frozen=True)
class Field:
    """A fact or event of the form; `sort` is choice, number, day or text."""

    name: str
    label: str
    sort: str
    value: str
    usually: str
    choices: tuple[Choice, ...] = ()
    matters: bool = True


@dataclass(frozen=True)
class Form:
    """The whole form: acts by their bearers, facts that the act asks for, and all others."""

    acts: tuple[tuple[str, tuple[Choice, ...]], ...]
    asked: tuple[Field, ...]
    others: tuple[Field, ...]
    events: tuple[Field, ...]
    readings: tuple[Field, ...]
    instruments: tuple[Choice, ...]
    known: tuple[Choice, ...]


def form_of(model: Agreement, state: State, mattering: frozenset[str] | None = None) -> Form:
    """The form of a state.

    Args:
        model: the agreement whose words it offers.
        state: what is chosen.
        mattering: the names that still bear on the answer; None where that isn't known.

    Returns:
        The form; facts that the act doesn't ask for stand apart.
    """
    words = model.vocabulary
    action = words.actions.get(state.act.partition(" ")[2])
    asks = set(action.asks) if action else set()
    fields = [_field(model, fact, state, mattering) for fact in words.facts.values()]
    asked = tuple(f for f in fields if f.name in asks or f.value or _matters(f.name, mattering))
    others = tuple(f for f in fields if f not in asked)
    events = tuple(
        Field(
            event.id,
            event.label,
            "day",
            state.given.get(event.id, ""),
            "" if event.usually is None else str(event.usually),
            matters=_matters(event.id, mattering),
        )
        for event in words.events.values()
    )
    readings = tuple(
        Field(
            each.id,
            each.question,
            "choice",
            state.readings.get(each.id, ""),
            each.default or "",
            tuple(
                Choice(v.id, v.label, 0, state.readings.get(each.id) == v.id)
                for v in each.values.values()
            ),
            _matters(each.id, mattering),
        )
        for each in words.readings.values()
    )
    instruments = tuple(
        Choice(each.id, f"{each.id} {each.title}", 0, each.id in state.without)
        for each in model.instruments.values()
        if not each.proposed
    )
    under = tuple(
        Choice(each.id, f"{each.id} {each.title}", 0, each.id == state.under)
        for each in model.instruments.values()
    )
    return Form(_acts(model, state), asked, others, events, readings, instruments, under)


def _matters(name: str, mattering: frozenset[str] | None) -> bool:
    return mattering is not None and name in mattering


def _acts(model: Agreement, state: State) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    groups = []
    for party in model.vocabulary.parties.values():
        choices = tuple(
            Choice(
                f"{party.id} {action.id}",
                f"{party.label}: {action.label}",
                0,
                state.act == f"{party.id} {action.id}",
            )
            for action in model.vocabulary.actions.values()
            if party.id in bearers_of(model, action.id) or state.act == f"{party.id} {action.id}"
        )
        if choices:
            groups.append((party.label, choices))
    return tuple(groups)


def _field(model: Agreement, fact: Fact, state: State, mattering: frozenset[str] | None) -> Field:
    value = state.given.get(fact.id, "")
    usually = "" if fact.usually is None else str(fact.usually)
    matters = _matters(fact.id, mattering)
    match fact:
        case KindFact():
            choices = tuple(_tree(fact, value))
            if fact.usually is not None:
                usually = fact.values[fact.usually].label
            return Field(fact.id, fact.label, "choice", value, usually, choices, matters)
        case YesNoFact():
            usually = "" if fact.usually is None else "yes" if fact.usually else "no"
            both = tuple(Choice(each, each, 0, value == each) for each in ("yes", "no"))
            return Field(fact.id, fact.label, "choice", value, usually, both, matters)
        case NumberFact():
            return Field(fact.id, fact.label, "number", value, usually, (), matters)
        case DateFact():
            return Field(fact.id, fact.label, "day", value, usually, (), matters)


def _tree(fact: KindFact, value: str) -> Iterator[Choice]:
    for each in fact.values.values():
        depth, parent = 0, each.parent
        while parent is not None and parent in fact.values:
            depth, parent = depth + 1, fact.values[parent].parent
        yield Choice(each.id, each.label, depth, each.id == value)
