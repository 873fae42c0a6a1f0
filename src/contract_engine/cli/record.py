"""`sources` and `disputes`: what the terms rest on, and where sources disagree."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from contract_engine.answers.answer import Json
from contract_engine.cli.layout import QUIET, hang
from contract_engine.cli.options import ASKED, DEFAULT, AgreementName, JsonFlag, unknown
from contract_engine.cli.output import console, print_json
from contract_engine.cli.questions import open_agreement
from contract_engine.cli.telling import footer, grade_text
from contract_engine.diagnostics import BadInput
from contract_engine.model.agreement import Agreement
from contract_engine.model.evidence import Dispute, Source


def sources(
    name: Annotated[
        str | None,
        Parameter(name="SOURCE", group=ASKED, help="only this source, and what rests on it"),
    ] = None,
    /,
    *,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """Every source, the best first, and how many clauses rest on it.

    For example:

      contract-engine sources
      contract-engine sources next-chapter
    """
    model = open_agreement(agreement).model
    chosen = sorted(model.sources.values(), key=lambda s: (-s.grade, s.date, s.id))
    if name is not None:
        if problem := unknown("E506", "source", name, model.sources, listed_by="sources"):
            raise BadInput([problem])
        chosen = [model.sources[name]]
    resting = _resting(model)
    if json:
        print_json([_source_data(each, resting.get(each.id, [])) for each in chosen])
        return 0
    out = console()
    for index, each in enumerate(chosen):
        if index:
            out.print()
        clauses = resting.get(each.id, [])
        hang(out, Text.assemble((each.id, "bold"), f": {each.title}"), 0, 2)
        where = Text(", ".join(part for part in (each.publisher, each.date) if part) + "; ")
        count = f"{len(clauses)} clauses" if len(clauses) != 1 else "1 clause"
        hang(out, where.append_text(grade_text(each.grade)).append(f"; {count}"), 2)
        hang(out, Text(each.address, style=QUIET), 2)
        if name is not None and clauses:
            hang(out, f"cited by {', '.join(clauses)}", 2)
        if name is not None and each.note:
            hang(out, each.note, 2)
    if not chosen:
        hang(out, "No sources are recorded.")
    out.print()
    hang(out, footer(model))
    return 0


def _resting(model: Agreement) -> dict[str, list[str]]:
    """The clauses that cite a source, by the source."""
    resting: dict[str, list[str]] = {}
    for clause in model.clauses.values():
        cites = clause.cites or model.instruments[clause.instrument].cites
        for source in dict.fromkeys(cite.source for cite in cites):
            resting.setdefault(source, []).append(clause.id)
    return resting


def _source_data(source: Source, clauses: list[str]) -> Json:
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "date": source.date,
        "address": source.address,
        "grade": str(source.grade),
        "record": source.record,
        "clauses": len(clauses),
        "cited_by": list(clauses),
    }


def disputes(
    name: Annotated[
        str | None, Parameter(name="DISPUTE", group=ASKED, help="only this dispute, such as K07")
    ] = None,
    /,
    *,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """Where sources disagree: who says what, which is better supported, and why.

    For example:

      contract-engine disputes K13
      contract-engine disputes
    """
    model = open_agreement(agreement).model
    chosen = list(model.disputes.values())
    if name is not None:
        found = {each.casefold(): each for each in model.disputes}.get(name.casefold())
        if found is None:
            problem = unknown("E506", "dispute", name, model.disputes, listed_by="disputes")
            raise BadInput([problem] if problem else [])
        chosen = [model.disputes[found]]
    if json:
        print_json([_dispute_data(each) for each in chosen])
        return 0
    out = console()
    for dispute in chosen:
        hang(out, Text.assemble((f"{dispute.id}  ", "magenta"), (dispute.question, "bold")), 0, 2)
        for claim in dispute.claims:
            named = f" ({', '.join(claim.sources)})" if claim.sources else ""
            hang(out, Text.assemble(f"– {claim.says}", (named, QUIET)), 2, 4)
        hang(out, Text.assemble(("better supported: ", "bold"), dispute.better), 2, 4)
        if dispute.clauses:
            hang(out, Text(f"touches {', '.join(dispute.clauses)}", style=QUIET), 2, 4)
        out.print()
    if not chosen:
        hang(out, "No disputes are recorded.")
        out.print()
    hang(out, footer(model))
    return 0


def _dispute_data(dispute: Dispute) -> Json:
    return {
        "id": dispute.id,
        "question": dispute.question,
        "claims": [{"says": c.says, "sources": list(c.sources)} for c in dispute.claims],
        "better": dispute.better,
        "clauses": list(dispute.clauses),
    }
