"""An evaluation -> the question that it asks an agreement, and the decision of its answer.

Subject is the party, action the act, and resource, properties and context are facts and the day:
`resource.type` names a fact or a table, `resource.id` its value or item. A property that the
agreement has no fact for is passed over, and told; a value that the fact doesn't have leaves the
fact open, which never makes a decision true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from contract_engine.api import LoadedAgreement
from contract_engine.api.everything import Answer, Json
from contract_engine.diagnostics import BadInput
from contract_engine.diagnostics.render import as_data
from contract_engine.model.outcome import Verdict
from contract_engine.model.vocabulary import KindFact
from contract_engine.web.authzen.wire import (
    Action,
    ActionSearch,
    Entity,
    Evaluation,
    ResourceSearch,
    SubjectSearch,
)

ALLOWED = (Verdict.PERMITTED, Verdict.REQUIRED)
PARTY = "party"
"""The type of a subject that is a party; a table of items of the same names is one too."""
OPTIONS = ("under", "without", "known", "evidence", "readings")
MOST_FOUND = 1000
"""So many candidates are tried in a search."""

Decision = dict[str, Json]


Keep = Callable[[Answer], object]
"""Is handed each answer that a decision is made of."""


def decide(agreement: LoadedAgreement, asked: Evaluation, keep: Keep | None = None) -> Decision:
    """The decision, and in its context the verdict, its sentence and what it rests on.

    Args:
        agreement: the agreement asked.
        asked: the evaluation.
        keep: is handed the answer, for a log.

    Returns:
        `decision` and `context`. What can't be asked is not allowed, and `context.error` says why.
    """
    try:
        given, told = _given(agreement, asked)
        answer = agreement.ask(
            f"{_party(agreement, asked.subject)} {asked.action.name}",
            on=_day(asked.context),
            given=given,
            **{key: asked.context[key] for key in OPTIONS if key in asked.context},
        )
    except BadInput as error:
        problems: list[Json] = [
            {k: v for k, v in as_data(each).items() if v and isinstance(v, str)}
            for each in error.problems
        ]
        return {"decision": False, "context": {"error": {"status": 400, "errors": problems}}}
    if keep is not None:
        keep(answer)
    return {"decision": answer.verdict in ALLOWED, "context": _context(answer) | told}


def subjects(agreement: LoadedAgreement, asked: SubjectSearch) -> list[Json]:
    """The subjects of a type that may do it."""
    kind = asked.subject.type
    names = list(agreement.model.vocabulary.parties)
    table = agreement.model.tables.get(kind)
    if table is not None:
        names = [name for name in names if name in table.items]
    elif kind != PARTY:
        return []
    found = (
        Evaluation(
            subject=Entity(type=kind, id=name, properties=asked.subject.properties),
            action=asked.action,
            resource=asked.resource,
            context=asked.context,
        )
        for name in names
    )
    return [{"type": kind, "id": each.subject.id} for each in _allowed(agreement, found)]


def resources(agreement: LoadedAgreement, asked: ResourceSearch) -> list[Json]:
    """The values of a fact, or items of a table, to which the subject may do it."""
    kind = asked.resource.type
    fact = agreement.model.vocabulary.facts.get(kind)
    table = agreement.model.tables.get(kind)
    names: list[str] = []
    if table is not None:
        names = list(table.items)
    elif isinstance(fact, KindFact):
        names = list(fact.ends)
    found = (
        Evaluation(
            subject=asked.subject,
            action=asked.action,
            resource=Entity(type=kind, id=name, properties=asked.resource.properties),
            context=asked.context,
        )
        for name in names[:MOST_FOUND]
    )
    return [{"type": kind, "id": each.resource.id} for each in _allowed(agreement, found)]


def actions(agreement: LoadedAgreement, asked: ActionSearch) -> list[Json]:
    """What the subject may do to the resource."""
    found = (
        Evaluation(
            subject=asked.subject,
            action=Action(name=name),
            resource=asked.resource,
            context=asked.context,
        )
        for name in agreement.model.vocabulary.actions
    )
    return [{"name": each.action.name} for each in _allowed(agreement, found)]


def _allowed(agreement: LoadedAgreement, asked: Iterator[Evaluation]) -> Iterator[Evaluation]:
    return (each for each in asked if decide(agreement, each)["decision"])


def _party(agreement: LoadedAgreement, subject: Entity) -> str:
    """The party that a subject is; one of a type that nothing declares is nobody's."""
    tables = agreement.model.tables
    if subject.type in tables and subject.id not in tables[subject.type].items:
        return f"{subject.type}/{subject.id}"
    known = subject.type == PARTY or subject.type in tables
    return subject.id if known else f"{subject.type}/{subject.id}"


def _given(
    agreement: LoadedAgreement, asked: Evaluation
) -> tuple[dict[str, object], dict[str, Json]]:
    """What is given of facts, and what was passed over or left open."""
    words = agreement.model.vocabulary
    tables = agreement.model.tables
    known = words.facts.keys() | words.events.keys() | tables.keys()
    given: dict[str, object] = {}
    passed: list[Json] = []
    left_open: list[Json] = []
    if asked.subject.type in tables:
        given[asked.subject.type] = asked.subject.id
    resource = asked.resource
    given[resource.type] = resource.id
    if resource.type in words.facts and not _has(agreement, resource.type, resource.id):
        given[resource.type] = "unknown"
        left_open.append(resource.type)
    said: Mapping[str, Any] = {
        **asked.subject.properties,
        **asked.action.properties,
        **resource.properties,
        **{k: v for k, v in asked.context.items() if k not in ("time", "on", *OPTIONS)},
    }
    for name, value in said.items():
        if name not in known:
            passed.append(name)
        elif _has(agreement, name, value):
            given[name] = value
        else:
            given[name] = "unknown"
            left_open.append(name)
    told: dict[str, Json] = {}
    if passed:
        told["passed_over"] = passed
    if left_open:
        told["left_open"] = left_open
    return given, told


def _has(agreement: LoadedAgreement, name: str, value: object) -> bool:
    """Whether a value is one that the fact may have."""
    fact = agreement.model.vocabulary.facts.get(name)
    if isinstance(value, dict | list) or value is None:
        return False
    return str(value) in fact.values if isinstance(fact, KindFact) else True


def names_its_day(context: Mapping[str, Any]) -> bool:
    """Whether the day asked about is said, or else today's.

    Args:
        context: of an evaluation or a search.
    """
    return _day_said(context) is not None


def _day(context: Mapping[str, Any]) -> date | str:
    """The day asked about: the one said, or else today in UTC."""
    said = _day_said(context)
    return datetime.now(UTC).date() if said is None else said


def _day_said(context: Mapping[str, Any]) -> str | None:
    """The day of `on`, or of `time` its own day."""
    match context:
        case {"on": str(on)}:
            return on
        case {"time": str(time)}:
            return time[:10]
    return None


def _context(answer: Answer) -> Decision:
    hanging = dict.fromkeys(name for case in answer.cases for name in case.given)
    told: Decision = {
        "verdict": str(answer.verdict),
        "sentence": answer.sentence,
        "on": answer.question.on.isoformat() if answer.question.on else None,
        "clauses": [clause.id for clause in answer.clauses],
        "rules_sha256": answer.receipt.rules_sha256,
    }
    if hanging:
        told["needed"] = list(hanging)
    return told
