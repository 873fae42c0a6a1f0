"""A step system and a history -> the status by the reference and by the engine, side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from contract_engine.diagnostics import Problem
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder
from contract_engine.model.agreement import Agreement
from contract_engine.model.days import NEVER as NEVER_COMES
from contract_engine.model.history import Entry, History
from contract_engine.model.question import Given
from contract_engine.performance.result import Found
from contract_engine.performance.run import TooManyInstances
from contract_engine.performance.status import OrderMatters, ways_of
from tests.performance.systems import System
from tests.reference import build
from tests.reference.days import NEVER
from tests.reference.performance.rules import read_steps
from tests.reference.performance.run import Entry as PlainEntry
from tests.reference.performance.run import TooMany
from tests.reference.performance.status import OrderMatters as PlainOrderMatters
from tests.reference.performance.status import Status, status, unnumbered, world_of

REFUSED = "the order matters"
TOO_MANY = "steps open too often"


def load_system(system: System) -> tuple[Agreement | None, tuple[Problem, ...]]:
    """The engine's model of a system; None where the loader refuses it."""
    content = json.dumps(system.data).replace(": null", ": ").encode()
    folder = from_bytes({"agreement.yaml": content}, "made")
    return load_folder(folder)


def entries_of(history: Sequence[Mapping[str, Any]]) -> tuple[Entry, ...]:
    """A history as the engine takes it."""
    found = []
    for number, entry in enumerate(history, 1):
        party, _, action = entry.get("act", "").partition(" ")
        values = (("amount", Decimal(entry["amount"])),) if party else ()
        found.append(
            Entry(
                number,
                entry["on"],
                party,
                action,
                entry.get("event", ""),
                entry.get("order"),
                values,
            )
        )
    return tuple(found)


def plain_entries(history: Sequence[Mapping[str, Any]]) -> tuple[PlainEntry, ...]:
    """A history as the reference takes it."""
    found = []
    for entry in history:
        party, _, action = entry.get("act", "").partition(" ")
        values = (("amount", Decimal(entry["amount"])),) if party else ()
        event = entry.get("event", "")
        found.append(PlainEntry(entry["on"], party, action, event, entry.get("order"), values))
    return tuple(found)


class Reference:
    """A system as the reference reads it."""

    def __init__(self, system: System) -> None:
        self.steps = read_steps(system.data)
        self.agreement = build.from_data(system.data, opening=True)

    def status(
        self,
        history: Sequence[Mapping[str, Any]],
        through: date,
        on: date,
        facts: Mapping[str, bool],
    ) -> Status | str:
        """The status in a total situation."""
        total: dict[str, object] = {**facts, "e": NEVER, "u": NEVER}
        for entry in reversed(history):
            if "event" in entry and entry["on"] <= min(on, through):
                total[entry["event"]] = entry["on"]
        world = world_of(self.agreement, total, {})
        try:
            entries = plain_entries(history)
            return unnumbered(status(self.steps, world, entries, through, on))
        except PlainOrderMatters:
            return REFUSED
        except TooMany:
            return TOO_MANY


def engine_status(
    agreement: Agreement,
    history: Sequence[Mapping[str, Any]],
    through: date,
    on: date,
    facts: Mapping[str, bool],
) -> set[Status] | str:
    """Every status that the engine finds."""
    given: dict[str, Given] = dict(facts)
    if on > through:  # as in the reference: what isn't recorded never comes
        cut = [entry for entry in history if entry["on"] <= through]
        given |= {e: NEVER_COMES for e in "eu" if all(each.get("event") != e for each in cut)}
    try:
        ways = ways_of(agreement, History(through, entries_of(history)), on, given=given)
    except OrderMatters:
        return REFUSED
    except TooManyInstances:
        return TOO_MANY
    return {unnumbered(as_status(found)) for _, _, found in ways.runs}


def as_status(found: Found) -> Status:
    """The engine's status in the reference's form."""
    duties = sorted(
        (
            (
                duty.instance,
                duty.state,
                duty.opened,
                duty.due if duty.action else None,
                duty.done,
                duty.done_late,
                duty.missed,
            )
            for duty in found.duties
        ),
        key=str,
    )
    breaches = tuple((breach.by, breach.instance, breach.since) for breach in found.breaches)
    return Status(found.state, found.since, found.by, tuple(duties), breaches)
