"""`sources` and `disputes`: what the terms rest on, and where sources disagree."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from contract_engine.api.named import dispute_named, source_named
from contract_engine.cli.layout import QUIET, hang
from contract_engine.cli.options import ASKED, DEFAULT, AgreementName, JsonFlag
from contract_engine.cli.output import console, print_json
from contract_engine.cli.questions import open_agreement
from contract_engine.cli.telling import footer, grade_text
from contract_engine.cli.typed import place


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
    loaded = open_agreement(agreement)
    model = loaded.model
    chosen = loaded.sources(None if name is None else source_named(model, name, place))
    if json:
        print_json([each.to_json() for each in chosen])
        return 0
    out = console()
    for index, each in enumerate(chosen):
        if index:
            out.print()
        clauses = each.cited_by
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
    loaded = open_agreement(agreement)
    model = loaded.model
    chosen = loaded.disputes(None if name is None else dispute_named(model, name, place))
    if json:
        print_json([each.to_json() for each in chosen])
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
