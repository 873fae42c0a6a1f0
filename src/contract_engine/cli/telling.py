"""The words and colours that all commands use: verdicts, grades, marks of weak evidence."""

from __future__ import annotations

from rich.text import Text

from contract_engine.answers.answer import Cited
from contract_engine.cli.layout import QUIET
from contract_engine.model.agreement import Agreement
from contract_engine.model.evidence import Grade, Source
from contract_engine.model.outcome import Verdict

COLOURS = {
    Verdict.PERMITTED: "green",
    Verdict.REQUIRED: "green",
    Verdict.NOT_REQUIRED: "cyan",
    Verdict.PROHIBITED: "red",
    Verdict.CONFLICT: "bold red",
    Verdict.DEPENDS: "yellow",
    Verdict.DISPUTED: "magenta",
    Verdict.NOT_ADDRESSED: QUIET,
}
GRADES = {
    "contract": "contract",
    "joint_statement": "joint statement",
    "filing": "filing",
    "party_statement": "statement of one party",
    "executive": "executive's remark",
    "press": "as reported by the press",
    "inference": "inferred",
}
WEAKEST = {
    "contract": "the contract",
    "joint_statement": "joint statements",
    "filing": "filings",
    "party_statement": "statements of one party",
    "executive": "an executive's remark",
    "press": "press reports",
    "inference": "inference",
}
MARKS = {
    "executive": "as an executive said",
    "press": "as reported",
    "inference": "as inferred",
}
"""What is said beside words that no party has put its name to."""

REPORTED = "From public reports: not the contract, not legal advice."
IN_PART = "From its own text, and in part from public statements: not legal advice."
AT_HAND = "Not legal advice."


def footer(model: Agreement) -> Text:
    """What everything said of this agreement rests on, and what it isn't."""
    grades = {clause.grade for clause in model.clauses.values()}
    said = IN_PART if Grade.CONTRACT in grades else REPORTED
    if grades == {Grade.CONTRACT}:
        said = AT_HAND
    return Text(f"{model.title}. {said}", style=QUIET)


def verdict_text(verdict: Verdict) -> Text:
    """A verdict in its colour."""
    return Text(str(verdict).replace("_", " "), style=COLOURS[verdict])


def headline(verdict: Verdict, grade: Grade | None) -> Text:
    """A verdict that begins an answer, marked where it rests on no party's word."""
    text = Text(str(verdict).replace("_", " ").upper(), style=f"bold {COLOURS[verdict]}")
    mark = MARKS.get(str(grade))
    return Text.assemble(text, (f" ({mark})", "yellow")) if mark else text


def grade_text(grade: Grade, *, carried: bool = False) -> Text:
    """`joint statement, carried`; weak evidence in a colour."""
    text = Text(GRADES[str(grade)], style="yellow" if str(grade) in MARKS else "")
    if carried:
        text.append(", carried")
    return text


def source_text(source: Source | None, cite: Cited) -> Text:
    """A source by its title and date; weak evidence with its publisher and mark."""
    mark = MARKS.get(str(cite.grade))
    parts = [cite.source]
    if source is not None:
        publisher = source.publisher if mark else ""
        parts = [part for part in (source.title, publisher, source.date) if part]
    text = Text(", ".join(parts))
    if mark:
        text.append(f" ({mark})", style="yellow")
    return text
