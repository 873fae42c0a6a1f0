"""An answer -> lines for people: verdict first, then why, until when, and what it hangs on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from contract_engine.answers.answer import Answer, CaseSaid, ClauseCited, Holds
from contract_engine.answers.sentences import day_in_words
from contract_engine.model.outcome import Verdict

COLOURS = {
    Verdict.PERMITTED: "green",
    Verdict.REQUIRED: "green",
    Verdict.NOT_REQUIRED: "cyan",
    Verdict.PROHIBITED: "red",
    Verdict.CONFLICT: "bold red",
    Verdict.DEPENDS: "yellow",
    Verdict.DISPUTED: "magenta",
    Verdict.NOT_ADDRESSED: "bright_black",
}
GRADES = {
    "contract": "contract",
    "joint_statement": "joint statement",
    "filing": "filing",
    "party_statement": "statement of one party",
    "executive": "executive's remark",
    "press": "press report",
    "inference": "inference",
}
DISCLAIMER = "From public reports: not the contract, not legal advice."
LABEL = 14


def verdict_text(verdict: Verdict) -> Text:
    """A verdict in its colour."""
    return Text(str(verdict).replace("_", " "), style=COLOURS[verdict])


class Sheet:
    """Prints the parts of an answer, labelled in a column on the left."""

    def __init__(self, out: Console, sources: Mapping[str, str]) -> None:
        self.out = out
        self.sources = sources

    def line(self, label: str, text: Text | str) -> None:
        """One labelled part, wrapped under itself."""
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(width=LABEL, no_wrap=True, style="bright_black")
        grid.add_column(overflow="fold")
        grid.add_row(label, text)
        self.out.print(grid)

    def understood(self, answer: Answer, how: Sequence[tuple[str, str]]) -> None:
        """How the question was understood."""
        if how:
            said = [f"{words} → {meaning}" if words else meaning for words, meaning in how]
            self.line("understood", "; ".join(said))
        given = ", ".join(f"{name} = {value}" for name, value in answer.question.given.items())
        asked = f"{answer.question.bearer} {answer.question.action} on {answer.question.on}"
        self.line("asked", f"{asked}: {given}" if given else asked)
        options = answer.question.options
        told = [
            f"{name} {value}"
            for name, value in (
                ("under", options.under),
                ("without", ", ".join(options.without)),
                ("known by", options.known),
                ("evidence from", options.evidence),
                ("reading", ", ".join(f"{k} as {v}" for k, v in options.readings.items())),
            )
            if value
        ]
        if told:
            self.line("", "; ".join(told))
        self.out.print()

    def verdict(self, answer: Answer) -> None:
        """The verdict and its sentence."""
        text = verdict_text(answer.verdict)
        text.stylize("bold")
        self.out.print(Text.assemble(text, "  ", answer.sentence))
        self.out.print()

    def reasons(self, answer: Answer) -> None:
        """The cases, or the governing clauses with their sources, and what they defeated."""
        if answer.cases:
            for index, case in enumerate(answer.cases):
                self.line("" if index else "cases", _case(case))
            self.out.print()
        for index, clause in enumerate(answer.clauses):
            self.line("" if index else "because", self._clause(clause))
        if answer.clauses:
            self.out.print()
        for index, defeat in enumerate(answer.defeated):
            why = "which overrides it" if defeat.why == "overrides" else "which is later"
            self.line("" if index else "set aside", f"{defeat.id}, by {defeat.by}, {why}")
        for index, end in enumerate(answer.ended):
            when = f" on {day_in_words(end.on)}" if end.on else ""
            by = "its term ran out" if end.by == "term" else f"by {end.by}"
            self.line("" if index else "ended", f"{end.id}{when} ({by})")

    def _clause(self, clause: ClauseCited) -> Text:
        carried = ", carried" if clause.carried else ""
        text = Text.assemble(
            (clause.id, "bold"),
            f"  {clause.norm}  ",
            (f"({clause.instrument}{carried}; {GRADES[str(clause.grade)]})", "bright_black"),
            f"\n{clause.text}",
        )
        for cite in clause.cites:
            title = self.sources.get(cite.source, cite.source)
            quote = f"“{cite.quote}” " if cite.quote else ""
            text.append(f"\n{quote}", style="italic")
            text.append(f"— {title}", style="bright_black")
        return text

    def days(self, answer: Answer) -> None:
        """Since when and until when the answer holds, and what changes it."""
        self.line("holds", holds_in_words(answer.holds))

    def openness(self, answer: Answer) -> None:
        """What was assumed, and what would change the verdict."""
        if answer.assumed:
            told = ", ".join(f"{name} = {value}" for name, value in answer.assumed.items())
            self.line("assuming", told)
        for index, hinge in enumerate(answer.hinges[:6]):
            text = Text(f"{hinge.fact} = {hinge.value} → ")
            text.append_text(verdict_text(hinge.verdict))
            self.line("" if index else "would change", text)
        more = len(answer.hinges) - 6
        if more > 0:
            self.line("", f"and {more} more (--json lists them)")

    def rest(self, answer: Answer) -> None:
        """Evidence, and notes."""
        if answer.grade is not None:
            self.line("rests on", f"{GRADES[str(answer.grade)]} at the weakest")
        for index, note in enumerate(answer.notes):
            self.line("" if index else "notes", note)

    def footer(self, title: str) -> None:
        """What all of it rests on."""
        self.out.print()
        self.out.print(Padding(Text(f"{title}. {DISCLAIMER}", style="bright_black"), 0))


def holds_in_words(holds: Holds) -> str:
    """`28 October 2025 to 26 April 2026; then 2026-04 takes effect`."""
    span = f"{_from(holds.from_)} {_through(holds.through)}".strip()
    if holds.from_ is None and holds.through is None:
        span = "on every day"
    if holds.next_change is not None and holds.next_change.cause:
        return f"{span}; then {holds.next_change.cause}"
    return span


def _from(day: date | None) -> str:
    return "" if day is None else f"from {day_in_words(day)}"


def _through(day: date | None) -> str:
    return "on, without a known end" if day is None else f"through {day_in_words(day)}"


def _case(case: CaseSaid) -> Text:
    given = ", ".join(f"{name} = {value}" for name, value in case.given.items())
    text = Text.assemble(f"{given or 'otherwise'} → ", verdict_text(case.verdict))
    if case.clauses:
        text.append(f"  ({', '.join(case.clauses)})", style="bright_black")
    return text
