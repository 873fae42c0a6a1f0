"""`contract-engine diff`: exactly which questions get another answer in another world."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from contract_engine.answers.answer import as_json
from contract_engine.answers.differ import Row, View, differ, incomparable
from contract_engine.cli.answering import DISCLAIMER, verdict_text
from contract_engine.cli.options import DEFAULT, AgreementName, JsonFlag
from contract_engine.cli.output import console, print_json
from contract_engine.cli.revisions import views_of
from contract_engine.diagnostics import BadInput
from contract_engine.diagram.cover import TooManyBoxes

Sort = Literal["version", "date", "folder", "revision"]


def diff(
    first: str,
    second: str | None = None,
    *,
    as_: Annotated[Sort | None, Parameter(name="--as", help="what the two names are")] = None,
    all_: Annotated[
        bool, Parameter(name="--all", negative="", help="also where not all is as usually assumed")
    ] = False,
    clauses: Annotated[
        bool, Parameter(negative="", help="also where only the governing clauses differ")
    ] = False,
    exit_code: Annotated[
        bool, Parameter(negative="", help="exit with 1 where anything differs")
    ] = False,
    markdown: Annotated[
        bool, Parameter(negative="", help="print a Markdown table, for a review")
    ] = False,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """Which questions get another verdict or another governing clause, and nothing else.

    Versions are compared from the day the later one takes effect; dates on those days; rule
    folders and git revisions on every day. The names are tried in that order; --as forces one.
    Nothing is listed when the meaning is the same, however the text changed.

    Args:
        first: a version, a date, a rule folder, or a git revision (or REV...REV)
        second: the other one; a revision alone is compared with the working tree
    """
    one, other, since = views_of(first, second, agreement, as_)
    problems = incomparable(one, other)
    if problems:
        raise BadInput(problems)
    try:
        every = differ(one, other, since)
    except TooManyBoxes:
        every = None
    usual = differ(one, other, since, usual=True)
    differs = bool(usual) or every is None or bool(every)
    if json:
        print_json(
            {
                "first": one.name,
                "second": other.name,
                "same": not differs,
                "rows": [_data(row) for row in (usual if every is None else every)],
                "complete": every is not None,
                "usual": [_data(row) for row in usual],
            }
        )
    elif markdown:
        console().print(as_markdown(one, other, usual, every), soft_wrap=True, markup=False)
    else:
        _show(one, other, usual, every, all_=all_, clauses=clauses)
    return 1 if exit_code and differs else 0


def _data(row: Row) -> object:
    data = as_json(row)
    assert isinstance(data, dict)
    data["turns"] = row.turns
    return data


def _show(
    one: View,
    other: View,
    usual: tuple[Row, ...],
    every: tuple[Row, ...] | None,
    *,
    all_: bool,
    clauses: bool,
) -> None:
    out = console()
    rows = usual if not all_ or every is None else every
    shown = [row for row in rows if row.turns or clauses]
    out.print(Text.assemble((one.name, "bold"), " → ", (other.name, "bold")))
    if not rows and every == ():
        out.print("The same: every question has the same answer, by the same clauses.")
        return
    out.print()
    for row in shown:
        out.print(_line(row))
        out.print()
    if not all_:
        out.print(_rest(usual, every, clauses=clauses))
    out.print(Text(DISCLAIMER, style="bright_black"))


def _rest(usual: tuple[Row, ...], every: tuple[Row, ...] | None, *, clauses: bool) -> str:
    turning = sum(row.turns for row in usual)
    told = [f"{turning} rows in which the verdict turns, with all else as usually assumed"]
    if not clauses and len(usual) > turning:
        told.append(f"{len(usual) - turning} in which only other clauses govern (--clauses)")
    if every is None:
        told.append("more than can be listed where it is not as usually assumed")
    elif len(every) > len(usual):
        told.append(f"{len(every)} rows when nothing is assumed (--all)")
    return "; ".join(told) + "."


def _line(row: Row) -> Text:
    text = Text.assemble((f"{row.bearer} {row.action}", "bold"), f"  {days_in_words(row)}\n  ")
    text.append(conditions(row) + "\n  ")
    if row.turns:
        text.append_text(verdict_text(row.first))
        text.append(" → ")
        text.append_text(verdict_text(row.second))
    else:
        text.append_text(verdict_text(row.first))
        text.append(" by other clauses")
    text.append(
        f"  {_names(row.first_clauses)} → {_names(row.second_clauses)}", style="bright_black"
    )
    witness = " ".join(f"{name}={value}" for name, value in asked(row).items())
    text.append(f"\n  for example on {row.witness_on}: {witness}", style="bright_black")
    return text


def asked(row: Row) -> dict[str, str]:
    """The witness, but only what the row's own conditions are about."""
    return {name: value for name, value in row.witness.items() if name in row.given}


def conditions(row: Row) -> str:
    """A row's facts in words."""
    told = ", ".join(f"{name} = {value}" for name, value in row.given.items())
    return told or "in every situation"


def days_in_words(row: Row) -> str:
    """A row's days in words."""
    if row.from_ is not None and row.from_ == row.through:
        return f"on {row.from_}"
    begin = f"from {row.from_}" if row.from_ else ""
    end = f"through {row.through}" if row.through else ""
    return f"{begin} {end}".strip() or "on every day"


def _names(clauses: tuple[str, ...]) -> str:
    return ", ".join(clauses) or "no clause"


def as_markdown(
    one: View, other: View, usual: tuple[Row, ...], every: tuple[Row, ...] | None
) -> str:
    """A table fit for a review."""
    lines = [f"### Answers that change: {one.name} → {other.name}", ""]
    rows = usual or every or ()
    if not rows:
        return "\n".join([*lines, "None: every question has the same answer."])
    lines += ["| who, what | when | if | was | is | because |", "|---|---|---|---|---|---|"]
    for row in rows:
        was = str(row.first).replace("_", " ")
        now = str(row.second).replace("_", " ") if row.turns else f"{was}, by other clauses"
        because = f"{_names(row.first_clauses)} → {_names(row.second_clauses)}"
        lines.append(
            f"| {row.bearer} {row.action} | {days_in_words(row)} | {conditions(row)} | "
            f"{was} | {now} | {because} |"
        )
    return "\n".join([*lines, "", _rest(usual, every, clauses=True)])
