"""What the terms rest on, each at its address: clauses, sources, and where sources disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from contract_engine.api import LoadedAgreement
from contract_engine.api.everything import Entry, Json, as_json
from contract_engine.api.results import Answer
from contract_engine.diagnostics import BadInput
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.evidence import Citation
from contract_engine.model.traverse import names_of
from contract_engine.model.vocabulary import Reading
from contract_engine.web.http.catalogue import clause_data
from contract_engine.web.library import Unknown
from contract_engine.web.page.labels import GRADES
from contract_engine.web.page.state import State
from contract_engine.web.page.view import View, latest


@dataclass(frozen=True)
class ReadAs:
    """One way to read disputed words, and what each question would then be answered."""

    id: str
    label: str
    answers: tuple[tuple[str, Answer], ...]


def sources(agreement: LoadedAgreement, state: State) -> View:
    """What the terms rest on, the best first."""
    found = agreement.sources()
    groups: dict[str, list[object]] = {}
    for each in found:
        groups.setdefault(str(each.grade), []).append(each)
    data: Json = {"sources": as_json(found)}
    return View("sources.html", {"groups": groups, "grades": GRADES}, data)


def source(agreement: LoadedAgreement, state: State, name: str) -> View:
    """One source: where it is found, what rests on it, and in which disputes it speaks."""
    model = agreement.model
    if name not in model.sources:
        raise Unknown("source", name, list(model.sources))
    found = agreement.sources(name)[0]
    resting = [
        (clause, [cite for cite in _cites(model, clause) if cite.source == name])
        for clause in (model.clauses[each] for each in found.cited_by)
    ]
    return View("source.html", {"source": found, "resting": resting}, as_json(found))


def disputes(agreement: LoadedAgreement, state: State) -> View:
    """Where sources disagree."""
    found = agreement.disputes()
    return View("disputes.html", {"disputes": found}, {"disputes": as_json(found)})


def dispute(agreement: LoadedAgreement, state: State, name: str) -> View:
    """One dispute: who says what, and what each reading of the words would answer."""
    model = agreement.model
    if name not in model.disputes:
        raise Unknown("dispute", name, list(model.disputes))
    found = agreement.disputes(name)[0]
    clauses = [model.clauses[each] for each in found.clauses]
    state = replace(state, on=state.on or latest(model))
    readings = [
        (reading, list(_read(agreement, state, reading, clauses)))
        for reading in _readings(model, clauses)
    ]
    context = {"dispute": found, "clauses": clauses, "readings": readings, "state": state}
    data = found.to_json() | {
        "readings": [
            {
                "reading": reading.id,
                "question": reading.question,
                "default": reading.default,
                "values": [
                    {
                        "value": each.id,
                        "label": each.label,
                        "answers": [answer.to_json() for _, answer in each.answers],
                    }
                    for each in told
                ],
            }
            for reading, told in readings
        ]
    }
    return View("dispute.html", context, data)


def clause(agreement: LoadedAgreement, state: State, name: str) -> View:
    """One clause: its words, its sources, when it holds, and what became of it."""
    model = agreement.model
    if name not in model.clauses:
        raise Unknown("clause", name, list(model.clauses))
    found = model.clauses[name]
    data = clause_data(model, found)
    entry = _entry(agreement, state, found)
    acts = sorted({(norm.bearer, norm.action) for norm in found.norms})
    context = {
        "clause": found,
        "told": data,
        "entry": entry,
        "cites": _cites(model, found),
        "acts": acts,
        "disputes": [each for each in model.disputes.values() if name in each.clauses],
    }
    return View("clause.html", context, data)


def _entry(agreement: LoadedAgreement, state: State, clause: Clause) -> Entry | None:
    """The clause as the terms of a day have it: of the day asked about, or of its first."""
    first = max(agreement.model.instruments[clause.instrument].effective, clause.published)
    days = [state.on] if state.on else [first.isoformat(), latest(agreement.model)]
    for day in days:
        try:
            listed = agreement.terms(replace(state, on=day).look()).terms
        except BadInput:
            continue
        for each in listed:
            if each.id == clause.id:
                return each
    return None


def _cites(model: Agreement, clause: Clause) -> tuple[Citation, ...]:
    return clause.cites or model.instruments[clause.instrument].cites


def _readings(model: Agreement, clauses: list[Clause]) -> Iterator[Reading]:
    """The readings on which some of these clauses hang, by their conditions, beginnings or ends."""
    events = model.vocabulary.read_events
    asked = {name for each in clauses for name in names_of(each)}
    asked |= {events[name].reading for name in asked if name in events}
    yield from (each for name, each in model.vocabulary.readings.items() if name in asked)


def _read(
    agreement: LoadedAgreement, state: State, reading: Reading, clauses: list[Clause]
) -> Iterator[ReadAs]:
    """Each value of a reading, with the answers on the acts that these clauses speak of."""
    acts = dict.fromkeys(f"{n.bearer} {n.action}" for each in clauses for n in each.norms)
    for value in reading.values.values():
        answers = []
        for act in acts:
            there = replace(state, q="", act=act, readings={**state.readings, reading.id: value.id})
            try:
                answers.append((there.address("ask"), agreement.ask(there.request())))
            except BadInput:  # this reading can't be combined with what is given
                continue
        yield ReadAs(value.id, value.label, tuple(answers))
