"""An agreement -> what there is to ask about: its words, instruments and clauses, as data."""

from __future__ import annotations

from contract_engine.api import LoadedAgreement
from contract_engine.api.everything import Json, as_json
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.vocabulary import (
    DateFact,
    Event,
    EventWithReadings,
    Fact,
    KindFact,
    NumberFact,
    YesNoFact,
)

Data = dict[str, Json]


def agreement_data(agreement: LoadedAgreement) -> Data:
    """What an agreement is: its title, parties, instruments in order, and its rules' hash."""
    model = agreement.model
    return {
        "id": model.id,
        "title": model.title,
        "researched_through": as_json(model.researched_through),
        "parties": {party.id: party.label for party in model.vocabulary.parties.values()},
        "instruments": [
            {
                "id": each.id,
                "kind": each.kind,
                "title": each.title,
                "effective": as_json(each.effective),
                "published": as_json(each.published),
                "approximate": each.approximate,
                "summary": each.summary,
                "clauses": [clause.id for clause in each.clauses],
            }
            for each in model.instruments.values()
        ],
        "drafts": [
            {"id": each.id, "title": each.title, "effective": as_json(each.effective)}
            for each in model.drafts.values()
        ],
        "rules_sha256": agreement.engine.rules_sha256,
    }


def words_data(model: Agreement) -> Data:
    """The vocabulary: what a question may name, with the labels people know it by."""
    words = model.vocabulary
    return {
        "parties": [
            {"id": each.id, "label": each.label, "aliases": list(each.aliases)}
            for each in words.parties.values()
        ],
        "actions": [
            {
                "id": each.id,
                "label": each.label,
                "aliases": list(each.aliases),
                "asks": list(each.asks),
                "parent": each.parent,
                "bearers": bearers_of(model, each.id),
            }
            for each in words.actions.values()
        ],
        "facts": [_fact(each) for each in words.facts.values()],
        "events": [_event(e) for e in (*words.events.values(), *words.read_events.values())],
        "readings": [
            {
                "id": each.id,
                "question": each.question,
                "values": {value.id: value.label for value in each.values.values()},
                "default": each.default,
            }
            for each in words.readings.values()
        ],
        "tables": [
            {"id": each.id, "label": each.label, "items": list(each.items)}
            for each in model.tables.values()
        ],
        "figures": [
            {"id": each.id, "label": each.label, "unit": each.unit}
            for each in model.figures.values()
        ],
    }


def bearers_of(model: Agreement, action: str) -> list[Json]:
    """The parties of whom some clause says something about this act."""
    wide = set(model.vocabulary.widening(action))
    found = {
        norm.bearer
        for clause in model.clauses.values()
        for norm in clause.norms
        if norm.action in wide
    }
    return [party for party in model.vocabulary.parties if party in found]


def clause_data(model: Agreement, clause: Clause) -> Data:
    """A clause: its words, norms and sources, and what it did to others and they to it."""
    return {
        "id": clause.id,
        "instrument": clause.instrument,
        "text": clause.text,
        "norms": [str(norm) for norm in clause.norms],
        "states": clause.states,
        "defines": clause.defines,
        "published": as_json(clause.published),
        "grade": str(clause.grade),
        "cites": [
            {"source": c.source, "grade": str(c.grade), "quote": c.quote, "where": c.where}
            for c in clause.cites or model.instruments[clause.instrument].cites
        ],
        "replaces": list(clause.replaces),
        "replaced_by": [c.id for c in model.clauses.values() if clause.id in c.replaces],
        "repealed_by": [r.instrument for r in model.repeals if r.clause == clause.id],
        "overrides": list(clause.overrides),
        "overridden_by": [c.id for c in model.clauses.values() if clause.id in c.overrides],
        "disputes": [d.id for d in model.disputes.values() if clause.id in d.clauses],
        "note": clause.note,
    }


def _fact(fact: Fact) -> Data:
    data: Data = {"id": fact.id, "label": fact.label, "aliases": list(fact.aliases)}
    match fact:
        case KindFact():
            data["type"] = "kind"
            values: list[Json] = [
                {
                    "id": each.id,
                    "label": each.label,
                    "aliases": list(each.aliases),
                    "parent": each.parent,
                    "end": each.is_end,
                }
                for each in fact.values.values()
            ]
            data["values"] = values
        case YesNoFact():
            data["type"] = "yes_no"
        case NumberFact():
            data |= {"type": fact.sort, "currency": fact.currency}
        case DateFact():
            data |= {"type": "date", "never": fact.never}
    data["usually"] = as_json(fact.usually) if fact.usually is not None else None
    return data


def _event(event: Event | EventWithReadings) -> Data:
    data: Data = {"id": event.id, "label": event.label, "aliases": list(event.aliases)}
    match event:
        case Event():
            data["usually"] = None if event.usually is None else as_json(event.usually)
        case EventWithReadings():
            data["reading"] = event.reading
            data["events"] = dict(event.events)
    return data
