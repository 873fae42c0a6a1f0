"""Which answers differ between two worlds -> rows in a few lines each, or Markdown to review."""

from __future__ import annotations

from collections.abc import Sequence

from contract_engine.answers.compare.diff import Row
from contract_engine.answers.compare.steps import StepChange
from contract_engine.answers.compare.tables import Cell
from contract_engine.answers.in_labels import InLabels
from contract_engine.api.diff import Diff
from contract_engine.model.agreement import Agreement
from contract_engine.render.markdown import row_of
from contract_engine.render.page import Inline, Page, Verbatim
from contract_engine.render.review import review_markdown
from contract_engine.render.styles import QUIET, STRONG
from contract_engine.render.words.phrases import (
    days_text,
    footer,
    readings_asked,
    several,
    verdict_text,
)

ONLY_STEPS = "What is allowed while a step is open is the same; when it is open may be another."
ONLY_ITEMS = "Questions that name these items can have another answer; no other question has."


def diff_page(found: Diff, *, all_: bool, clauses: bool, brief: bool = False) -> Page:
    """Each row, and how much there is; in brief, the rows without their examples."""
    page = Page()
    page.hang(Inline((found.first, STRONG), " → ", (found.second, STRONG)))
    if found.same:
        page.hang("The same: every question has the same answer, by the same clauses.")
    else:
        page.blank()
        for row in found.rows:
            if row.turns or clauses:
                row_lines(page, found.model, row, days=_days(found, row), brief=brief)
                page.blank()
    listed = [row for row in found.rows if row.turns or clauses]
    readings_asked(page, found.model, [name for row in listed for name in row.given])
    for cell in found.items:
        page.hang(_cell_text(cell), 0, 2)
    for change in found.steps:
        page.hang(_step_text(change), 0, 2)
    if not found.same:
        page.hang(_rest(found, all_=all_, clauses=clauses))
        page.hang(footer(found.model))
    if found.review:
        page.blank()
        page.add(Verbatim(review_markdown(found.review)))
    return page


def row_lines(
    page: Page, model: Agreement, row: Row, *, days: str | None, brief: bool = False
) -> None:
    """A difference in a few lines."""
    page.hang(Inline((_act(model, row), STRONG), f"  {days or ''}".rstrip()))
    page.hang(conditions_text(model, row), 2, 4)
    text = verdict_text(row.first)
    after = Inline(" → ", verdict_text(row.second)) if row.turns else " by other clauses"
    page.hang(Inline(text, after), 2, 4)
    because = f"{_names(row.first_clauses)} → {_names(row.second_clauses)}"
    page.hang(Inline((because, QUIET)), 2, 4)
    witness = {name: value for name, value in row.witness.items() if name in row.given}
    if witness and not brief:
        shown = InLabels(model).pairs(witness)
        day = f" on {row.witness_on}" if days is not None else ""
        page.hang(Inline((f"for example{day}: {shown}", QUIET)), 2, 4)


def diff_markdown(found: Diff, *, all_: bool) -> str:
    """Tables fit for a review."""
    parts = [_rows_markdown(found)]
    parts += [_rest(found, all_=all_)] if not found.same and not _only_items(found) else []
    parts += [_cells_markdown(found.items)] if found.items else []
    parts += [_steps_markdown(found.steps)] if found.steps else []
    parts += [review_markdown(found.review)] if found.review else []
    return "\n\n".join(parts)


def _act(model: Agreement, row: Row) -> str:
    words = model.vocabulary
    return f"{words.parties[row.bearer].label}: {words.actions[row.action].label}"


def conditions_text(model: Agreement, row: Row) -> str:
    """A row's facts."""
    return InLabels(model).pairs(row.given) or "in every situation"


def _days(found: Diff, row: Row) -> str | None:
    return None if found.on_days else days_text(row.from_, row.through)


def _only_items(found: Diff) -> bool:
    return bool(found.items) and found.complete and not found.rows and not found.steps


def _rest(found: Diff, *, all_: bool, clauses: bool = True) -> str:
    """How much there is, listed or not."""
    if _only_items(found):
        return ONLY_ITEMS
    if found.steps and found.complete and not found.rows:
        return ONLY_STEPS
    usual = found.usual
    turning = sum(row.turns for row in usual)
    rows = several(turning, "row")
    told = [f"{rows} in which the verdict turns, with all else as usually assumed"]
    if len(usual) > turning:
        option = "" if clauses else " (--clauses)"
        told.append(f"{len(usual) - turning} in which only other clauses govern{option}")
    if found.complete:
        told.append(f"{several(len(found.rows), 'row')} when nothing is assumed")
    elif all_ or not usual:
        told.append("more than can be listed where it is not as usually assumed")
    else:
        told.append("--all lists also where it is not as usually assumed")
    return "; ".join(told) + "."


def _names(clauses: Sequence[str]) -> str:
    return ", ".join(clauses) or "no clause"


def _cell_text(cell: Cell) -> str:
    what = f" {cell.fact}" if cell.fact else ""
    return f"{cell.table}={cell.key}:{what} {cell.first or 'nothing'} → {cell.second or 'nothing'}"


def _step_text(change: StepChange) -> Inline:
    was, now = change.first or "nothing", change.second or "nothing"
    key = f"{change.key}: " if change.key else ""
    return Inline((change.step, STRONG), f"  {key}{was} → {now}")


def _steps_markdown(steps: Sequence[StepChange]) -> str:
    lines = ["### Steps that say something else", "", "| step | key | was | is |"]
    lines.append("|---|---|---|---|")
    for each in steps:
        said = each.first or "nothing", each.second or "nothing"
        lines.append(row_of(each.step, each.key or "the whole step", *said))
    return "\n".join(lines)


def _cells_markdown(cells: Sequence[Cell]) -> str:
    lines = ["### Items that say something else", "", "| item | fact | was | is |"]
    lines.append("|---|---|---|---|")
    for cell in cells:
        item = f"{cell.table}={cell.key}"
        said = cell.first or "nothing", cell.second or "nothing"
        lines.append(row_of(item, cell.fact or "the whole row", *said))
    return "\n".join(lines)


def _rows_markdown(found: Diff) -> str:
    """The rows as a table."""
    lines = [f"### Answers that change: {found.first} → {found.second}", ""]
    if not found.rows:
        still = ", while the same steps are open" if found.steps else ""
        return "\n".join([*lines, f"None: every question has the same answer{still}."])
    lines += ["| who, what | when | if | was | is | because |", "|---|---|---|---|---|---|"]
    for row in found.rows:
        was = str(row.first).replace("_", " ")
        now = str(row.second).replace("_", " ") if row.turns else f"{was}, by other clauses"
        days = _days(found, row) or "on these days"
        because = f"{_names(row.first_clauses)} → {_names(row.second_clauses)}"
        cells = (_act(found.model, row), days, conditions_text(found.model, row), was, now, because)
        lines.append(row_of(*cells))
    return "\n".join(lines)
