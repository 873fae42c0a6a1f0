"""`sources`, `disputes` and `figure`: what the terms rest on, where sources disagree, figures."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter
from rich.table import Table
from rich.text import Text

from contract_engine.answers.answer import as_json
from contract_engine.answers.figures import figure_on
from contract_engine.answers.sentences import day_in_words
from contract_engine.cli.answering import DISCLAIMER, GRADES
from contract_engine.cli.options import DEFAULT, AgreementName, JsonFlag, day_of, open_agreement
from contract_engine.cli.output import console, print_json
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.files.shaping import did_you_mean

PLACELESS = Span("<command line>")


def sources(*, agreement: AgreementName = DEFAULT, json: JsonFlag = False) -> int:
    """Every source, the best first, and how many clauses rest on it."""
    model = open_agreement(agreement).model
    resting: dict[str, int] = {}
    for clause in model.clauses.values():
        cites = clause.cites or model.instruments[clause.instrument].cites
        for name in {cite.source for cite in cites}:
            resting[name] = resting.get(name, 0) + 1
    ordered = sorted(model.sources.values(), key=lambda s: (-s.grade, s.date, s.id))
    if json:
        print_json(
            [
                {
                    "id": s.id,
                    "title": s.title,
                    "publisher": s.publisher,
                    "date": s.date,
                    "address": s.address,
                    "grade": str(s.grade),
                    "record": s.record,
                    "clauses": resting.get(s.id, 0),
                }
                for s in ordered
            ]
        )
        return 0
    out = console()
    out.print(Text(DISCLAIMER, style="bright_black"))
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bright_black")
    for heading in ("source", "title", "date", "grade", "clauses"):
        table.add_column(heading, overflow="fold", justify="left")
    for s in ordered:
        title = Text.assemble(s.title, (f"\n{s.publisher}  {s.address}", "bright_black"))
        table.add_row(s.id, title, s.date, GRADES[str(s.grade)], str(resting.get(s.id, 0)))
    out.print(table)
    return 0


def disputes(
    name: str | None = None, *, agreement: AgreementName = DEFAULT, json: JsonFlag = False
) -> int:
    """Where sources disagree: who says what, which is better supported, and why.

    Args:
        name: only this dispute, such as K07
    """
    model = open_agreement(agreement).model
    chosen = list(model.disputes.values())
    if name is not None:
        if name not in model.disputes:
            raise BadInput(
                [
                    Problem(
                        "E506",
                        f"unknown dispute `{name}`",
                        PLACELESS,
                        help=did_you_mean(name, model.disputes),
                    )
                ]
            )
        chosen = [model.disputes[name]]
    if json:
        print_json(
            [
                {
                    "id": d.id,
                    "question": d.question,
                    "claims": [{"says": c.says, "sources": list(c.sources)} for c in d.claims],
                    "better": d.better,
                    "clauses": list(d.clauses),
                }
                for d in chosen
            ]
        )
        return 0
    out = console()
    for dispute in chosen:
        out.print(Text.assemble((f"{dispute.id}  ", "magenta"), (dispute.question, "bold")))
        for claim in dispute.claims:
            named = f"  [{', '.join(claim.sources)}]" if claim.sources else ""
            out.print(Text.assemble(f"  – {claim.says}", (named, "bright_black")))
        out.print(Text.assemble("  better supported: ", dispute.better))
        if dispute.clauses:
            out.print(Text(f"  touches {', '.join(dispute.clauses)}", style="bright_black"))
        out.print()
    return 0


def figure(
    name: str | None = None,
    *,
    on: Annotated[str | None, Parameter(help="the day asked about, as 2026-06-30")] = None,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """A dated figure (a stake, a commitment, a rate) as it stood on a day.

    Args:
        name: the figure; without one, all are listed
    """
    model = open_agreement(agreement).model
    if name is not None and name not in model.figures:
        raise BadInput(
            [
                Problem(
                    "E507",
                    f"unknown figure `{name}`",
                    PLACELESS,
                    help=did_you_mean(name, model.figures),
                )
            ]
        )
    day = day_of(on)
    if name is not None and day is None:
        raise BadInput([Problem("E505", "on which day?", PLACELESS, help="add --on 2026-06-30")])
    names = [name] if name is not None else list(model.figures)
    told = [figure_on(model, each, day) for each in names]
    if json:
        print_json(as_json(told[0] if name is not None else told))
        return 0
    out = console()
    for each in told:
        when = f" on {day_in_words(day)}" if day else ""
        value = f"{each.value} {each.unit}".strip() if each.value is not None else "not known"
        out.print(Text.assemble((each.label, "bold"), f" ({each.name}){when}: ", (value, "bold")))
        if each.grade is not None:
            since = f"since {each.since}" if each.since else ""
            until = f", until {each.until}" if each.until else ""
            reported = "" if each.stated else "; as reported, not confirmed by a party"
            out.print(
                Text(f"  {since}{until}; {GRADES[str(each.grade)]}{reported}", style="bright_black")
            )
        for cite in each.cites:
            out.print(
                Text(
                    f"  {cite.source}" + (f": “{cite.quote}”" if cite.quote else ""),
                    style="bright_black",
                )
            )
        if each.note:
            out.print(Text(f"  {each.note}"))
    return 0
