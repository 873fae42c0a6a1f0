"""`contract-engine demo`: the history of the main question, over every version."""

from __future__ import annotations

from datetime import date

from rich.table import Table
from rich.text import Text

from contract_engine.answers.sentences import day_in_words
from contract_engine.cli.answering import DISCLAIMER, verdict_text
from contract_engine.cli.options import DEFAULT, open_agreement
from contract_engine.cli.output import console
from contract_engine.model.question import Given, Question

QUESTION = "Can OpenAI serve its API on another cloud?"
SITUATION: dict[str, Given] = {
    "product": frozenset({"stateless_api"}),
    "cloud": frozenset({"aws"}),
}


def demo() -> int:
    """A tour: the main question over all versions of the shipped agreement."""
    from contract_engine.answers.timeline import timeline

    loaded = open_agreement(DEFAULT)
    out = console()
    out.print()
    out.print(Text(QUESTION, style="bold"))
    out.print(
        Text(
            "openai serve product=stateless_api cloud=aws, asked of every day", style="bright_black"
        )
    )
    out.print()
    question = Question("openai", "serve", date(2016, 1, 1), SITUATION)
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="bright_black")
    table.add_column("from", no_wrap=True)
    table.add_column("through", no_wrap=True)
    table.add_column("answer", no_wrap=True)
    table.add_column("because", overflow="fold")
    for interval in timeline(loaded.engine, question):
        reasons = Text()
        for index, clause in enumerate(interval.clauses):
            text = loaded.model.clauses[clause].text
            reasons.append(("\n" if index else "") + text)
            instrument = loaded.model.clauses[clause].instrument
            reasons.append(f"\n{clause}, {instrument}", style="bright_black")
        table.add_row(
            interval.from_.isoformat() if interval.from_ else "",
            interval.through.isoformat() if interval.through else "",
            verdict_text(interval.verdict),
            reasons or Text("no term in force speaks of it", style="bright_black"),
        )
    out.print(table)
    out.print("Ask your own:")
    for line in (
        'contract-engine ask "Can OpenAI serve its API on AWS on 15 November 2025?"',
        "contract-engine ask openai serve product=stateless_api cloud=aws "
        "customer=us_national_security --on 2025-10-28",
        "contract-engine rights --on 2026-05-01 --party microsoft",
    ):
        out.print(Text(f"  {line}", style="cyan"))
    out.print()
    last = loaded.model.researched_through
    looked = f" Looked through up to {day_in_words(last)}." if last else ""
    out.print(Text(DISCLAIMER + looked, style="bright_black"))
    return 0
