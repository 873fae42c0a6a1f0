"""`contract-engine diff`: exactly which questions get another answer in another world."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from contract_engine.answers.answer import Json, as_json
from contract_engine.answers.compare.diff import Row, View, differ, incomparable
from contract_engine.answers.compare.tables import Cell, changed_cells
from contract_engine.cli.layout import QUIET, days_text, hang, markdown_row, pairs
from contract_engine.cli.options import ASKED, DEFAULT, OUTPUT, AgreementName, JsonFlag
from contract_engine.cli.output import console, print_json
from contract_engine.cli.reviewing import review_data, review_markdown, reviewed
from contract_engine.cli.revisions import views_of
from contract_engine.cli.telling import footer, verdict_text
from contract_engine.diagnostics import BadInput
from contract_engine.diagram.core.cover import TooManyBoxes

Sort = Literal["version", "date", "folder", "revision"]


ONLY_ITEMS = "Questions that name these items can have another answer; no other question has."


def diff(
    first: Annotated[
        str,
        Parameter(
            name="A",
            group=ASKED,
            help="a version, a day, a rule folder, or a git revision (or A...B)",
        ),
    ],
    second: Annotated[
        str | None,
        Parameter(
            name="B",
            group=ASKED,
            help="the other; a revision alone is compared with the working tree",
        ),
    ] = None,
    /,
    *,
    as_: Annotated[
        Sort | None,
        Parameter(name="--as", group=ASKED, metavar="SORT", help="what A and B are"),
    ] = None,
    all_: Annotated[
        bool,
        Parameter(name="--all", group=OUTPUT, help="also where not all else is as usually assumed"),
    ] = False,
    clauses: Annotated[
        bool, Parameter(group=OUTPUT, help="also where only the governing clauses differ")
    ] = False,
    exit_code: Annotated[
        bool, Parameter(group=OUTPUT, help="exit with 1 where anything differs")
    ] = False,
    markdown: Annotated[
        bool, Parameter(group=OUTPUT, help="print Markdown tables, for a review")
    ] = False,
    scenarios: Annotated[
        bool | None,
        Parameter(
            negative="--no-scenarios",
            group=OUTPUT,
            help="of rule folders and revisions, also the scenarios that turn, and the coverage "
            "gained and lost; --markdown does it unless told not to",
        ),
    ] = None,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """Which questions get another verdict or another governing clause, and nothing else.

    Versions are compared from the day the later one takes effect; days as they are; rule folders
    and git revisions on every day. A and B are tried in that order; --as forces one. Nothing is
    listed when the meaning is the same, however the text changed.

    For example:

      contract-engine diff 2025-10 2026-04
      contract-engine diff 2025-10-27 2025-10-28 --clauses
      contract-engine diff main...HEAD --markdown
    """
    compared = views_of(first, second, agreement, as_)
    one, other, since = compared.one, compared.other, compared.since
    problems = incomparable(one, other)
    if problems:
        raise BadInput(problems)
    usual = differ(one, other, since, usual=True)
    every: Sequence[Row] | None = None
    if all_ or json or not usual:
        with suppress(TooManyBoxes):
            every = differ(one, other, since)
    rows = usual if every is None else every
    cells = changed_cells(one.engine.agreement, other.engine.agreement)
    differs = bool(rows) or bool(cells) or (every is None and not usual)
    only_items = bool(cells) and every is not None and not every
    wanted = markdown if scenarios is None else scenarios
    review = reviewed(compared, asked=bool(scenarios)) if wanted else None
    if json:
        print_json(
            {
                "first": one.name,
                "second": other.name,
                "same": not differs,
                "rows": [_data(row) for row in rows],
                "items": as_json(cells),
                "complete": every is not None,
                "usual": [_data(row) for row in usual],
                **(review_data(review) if review else {}),
            }
        )
    elif markdown:
        parts = [as_markdown(one, other, rows)]
        parts += [_rest(usual, every, all_=all_)] if differs and not only_items else []
        parts += [_cells_markdown(cells)] if cells else []
        parts += [review_markdown(review)] if review else []
        console().print("\n\n".join(parts), soft_wrap=True)
    else:
        out = console()
        _show(out, one, other, [row for row in rows if row.turns or clauses], differs)
        for cell in cells:
            hang(out, _cell_text(cell), 0, 2)
        if differs:
            rest = ONLY_ITEMS if only_items else _rest(usual, every, all_=all_, clauses=clauses)
            hang(out, rest)
            hang(out, footer(other.engine.agreement))
        if review:
            out.print(f"\n{review_markdown(review)}", soft_wrap=True)
    return 1 if exit_code and differs else 0


def _cell_text(cell: Cell) -> str:
    what = f" {cell.fact}" if cell.fact else ""
    return f"{cell.table}={cell.key}:{what} {cell.first or 'nothing'} → {cell.second or 'nothing'}"


def _cells_markdown(cells: Sequence[Cell]) -> str:
    lines = ["### Items that say something else", "", "| item | fact | was | is |"]
    lines.append("|---|---|---|---|")
    for cell in cells:
        item = f"{cell.table}={cell.key}"
        said = cell.first or "nothing", cell.second or "nothing"
        lines.append(markdown_row(item, cell.fact or "the whole row", *said))
    return "\n".join(lines)


def _data(row: Row) -> Json:
    data = as_json(row)
    assert isinstance(data, dict)
    data["turns"] = row.turns
    return data


def _show(out: Console, one: View, other: View, rows: Sequence[Row], differs: bool) -> None:
    hang(out, Text.assemble((one.name, "bold"), " → ", (other.name, "bold")))
    if not differs:
        hang(out, "The same: every question has the same answer, by the same clauses.")
        return
    out.print()
    for row in rows:
        show_row(out, row, days=None if one.on and other.on else days_text(row.from_, row.through))
        out.print()


def show_row(out: Console, row: Row, *, days: str | None) -> None:
    """Print a difference in a few lines."""
    hang(out, Text.assemble((f"{row.bearer} {row.action}", "bold"), f"  {days or ''}".rstrip()))
    hang(out, conditions_text(row), 2, 4)
    text = verdict_text(row.first)
    if row.turns:
        text.append(" → ", style="default").append_text(verdict_text(row.second))
    else:
        text.append(" by other clauses", style="default")
    hang(out, text, 2, 4)
    because = f"{_names(row.first_clauses)} → {_names(row.second_clauses)}"
    hang(out, Text(because, style=QUIET), 2, 4)
    witness = {name: value for name, value in row.witness.items() if name in row.given}
    if witness:
        shown = " ".join(f"{name}={value}" for name, value in witness.items())
        day = f" on {row.witness_on}" if days is not None else ""
        hang(out, Text(f"for example{day}: {shown}", style=QUIET), 2, 4)


def _rest(
    usual: Sequence[Row], every: Sequence[Row] | None, *, all_: bool, clauses: bool = True
) -> str:
    """How much there is, listed or not."""
    turning = sum(row.turns for row in usual)
    told = [f"{_rows(turning)} in which the verdict turns, with all else as usually assumed"]
    if len(usual) > turning:
        option = "" if clauses else " (--clauses)"
        told.append(f"{len(usual) - turning} in which only other clauses govern{option}")
    if every is not None:
        told.append(f"{_rows(len(every))} when nothing is assumed")
    elif all_ or not usual:
        told.append("more than can be listed where it is not as usually assumed")
    else:
        told.append("--all lists also where it is not as usually assumed")
    return "; ".join(told) + "."


def _rows(count: int) -> str:
    return f"{count} row{'' if count == 1 else 's'}"


def conditions_text(row: Row) -> str:
    """A row's facts."""
    return pairs(row.given) or "in every situation"


def _names(clauses: Sequence[str]) -> str:
    return ", ".join(clauses) or "no clause"


def as_markdown(one: View, other: View, rows: Sequence[Row]) -> str:
    """A table fit for a review."""
    lines = [f"### Answers that change: {one.name} → {other.name}", ""]
    if not rows:
        return "\n".join([*lines, "None: every question has the same answer."])
    lines += ["| who, what | when | if | was | is | because |", "|---|---|---|---|---|---|"]
    for row in rows:
        was = str(row.first).replace("_", " ")
        now = str(row.second).replace("_", " ") if row.turns else f"{was}, by other clauses"
        days = "on these days" if one.on and other.on else days_text(row.from_, row.through)
        because = f"{_names(row.first_clauses)} → {_names(row.second_clauses)}"
        cells = (f"{row.bearer} {row.action}", days, conditions_text(row), was, now, because)
        lines.append(markdown_row(*cells))
    return "\n".join(lines)
