"""`contract-engine` alone: the commands, grouped, each in a line."""

from __future__ import annotations

COMMANDS: dict[str, dict[str, str]] = {
    "Ask the agreement": {
        "ask": "May, must or need somebody do something on a day, and because of which words?",
        "timeline": "The same question on every day: when its answer changes, and why.",
        "whatif": "A question in two worlds, side by side, and what makes the difference.",
        "status": "Who owes what, what was missed, who is in breach, and what comes next.",
        "dates": "Every day on which something begins, ends or falls due.",
        "flip": "The smallest changes that would give another answer.",
        "needed": "Which facts would still change the answer, and which no longer can.",
        "table": "One act, asked of every row of a table.",
    },
    "Look at the terms": {
        "words": "Every word that a question may use, and what the record says of a topic.",
        "rights": "What each party may, must, must not and need not do on a day.",
        "duties": "What somebody must and must not do in a situation.",
        "terms": "The terms as they stand on a day, as one text.",
        "value": "What a defined fact, a fact of an item or a figure is, and what says so.",
        "figure": "A dated figure: a stake, a commitment, a rate.",
        "sources": "What it all rests on.",
        "disputes": "Where sources disagree.",
    },
    "Compare": {
        "diff": "Which answers differ between versions, days, rule folders or git revisions.",
    },
    "Serve": {
        "serve": "A page and an HTTP API, for people and programs that have no terminal.",
        "mcp": "Tools for an assistant, which asks the agreement in your place.",
    },
    "Test": {
        "check": "Load an agreement, and prove what can be proved of it.",
        "test": "Run scenarios: questions with the answers that the record gives.",
        "coverage": "What the scenarios exercise of every clause.",
        "mutate": "Which small mistakes in the encoded terms the scenarios would notice.",
        "replay": "Whether answers that were kept are still the answers today.",
    },
    "Begin": {
        "agreements": "The agreements at hand, and which is asked where none is named.",
        "new": "A folder with a small agreement of your own and its scenarios, to start from.",
        "import": "An agreement of policies that are written in ODRL.",
        "holidays": "The holidays of a country, as a file for a calendar of an agreement.",
        "export": "The terms of a day as a policy in ODRL, or an act as SQL.",
        "demo": "A tour: one question over all versions of the shipped agreement.",
    },
}
"""Every command by its group, with its line."""
LINES = {name: line for group in COMMANDS.values() for name, line in group.items()}

ABOUT = (
    "What an agreement allows on a given day, since when, until when, and by which words. "
    "The shipped agreement is encoded from public reports: not the contract, not legal advice."
)
EXAMPLE = 'contract-engine ask "Can OpenAI serve its API on AWS on 15 November 2025?"'


def overview() -> None:
    """Print the short help."""
    from contract_engine.cli.output import console
    from contract_engine.render.inline import Inline
    from contract_engine.render.lines import hang

    out = console()
    out.print("Usage: contract-engine COMMAND ...")
    out.print()
    hang(out, ABOUT)
    for group, commands in COMMANDS.items():
        out.print()
        out.print(Inline((group, "strong")))
        for name, line in commands.items():
            hang(out, f"{name:<12}{line}", 2, 14)
    out.print()
    hang(out, "contract-engine COMMAND --help tells the rest. For example:")
    hang(out, EXAMPLE, 2, 4)
    out.print()
    hang(
        out,
        "Every command takes --max-seconds N (of computing, by default 60) and --max-nodes N (of "
        "the diagrams, by default 2000000): a question that needs more is refused, and told "
        "which facts make it large.",
    )
    out.print()
    hang(
        out,
        "Exit codes: 0 done, whatever the verdict; 1 a check did not hold; 2 bad input, "
        "with diagnostics; 3 an internal error or a broken installation.",
    )
