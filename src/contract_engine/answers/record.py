"""An agreement -> what it rests on: its sources, and where they disagree."""

from __future__ import annotations

from contract_engine.answers.answer import NOT_TOLD, WHERE_THERE, Result
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.agreement import Agreement
from contract_engine.model.evidence import Grade


@dataclass(frozen=True)
class SourceTold(Result):
    """A source, and the clauses that rest on it: how many, and which.

    `disputed` are the disputes in which a claim is its own.
    """

    id: str
    title: str
    publisher: str
    date: str
    address: str
    grade: Grade
    record: str
    clauses: int
    cited_by: tuple[str, ...]
    note: str = field(metadata=NOT_TOLD)
    disputed: tuple[str, ...] = field(default=(), metadata=WHERE_THERE)


@dataclass(frozen=True)
class ClaimTold:
    """What some sources say."""

    says: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class DisputeTold(Result):
    """A question on which sources disagree, and which claim is better supported and why."""

    id: str
    question: str
    claims: tuple[ClaimTold, ...]
    better: str
    clauses: tuple[str, ...]


def sources_of(agreement: Agreement, name: str | None = None) -> tuple[SourceTold, ...]:
    """The sources, the best and the earliest first; with a name, the one of that id."""
    resting: dict[str, list[str]] = {}
    for clause in agreement.clauses.values():
        cites = clause.cites or agreement.instruments[clause.instrument].cites
        for source in dict.fromkeys(cite.source for cite in cites):
            resting.setdefault(source, []).append(clause.id)
    return tuple(
        SourceTold(
            s.id,
            s.title,
            s.publisher,
            s.date,
            s.address,
            s.grade,
            s.record,
            len(resting.get(s.id, ())),
            tuple(resting.get(s.id, ())),
            s.note,
            tuple(
                d.id
                for d in agreement.disputes.values()
                if any(s.id in claim.sources for claim in d.claims)
            ),
        )
        for s in sorted(agreement.sources.values(), key=lambda s: (-s.grade, s.date, s.id))
        if name in (None, s.id)
    )


def disputes_of(agreement: Agreement, name: str | None = None) -> tuple[DisputeTold, ...]:
    """The disputes; with a name, the one of that id."""
    return tuple(
        DisputeTold(
            d.id,
            d.question,
            tuple(ClaimTold(claim.says, claim.sources) for claim in d.claims),
            d.better,
            d.clauses,
        )
        for d in agreement.disputes.values()
        if name in (None, d.id)
    )
