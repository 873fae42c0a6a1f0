"""A register's sheet -> CSV and XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date

from contract_engine.web.page.view import Sheet, View

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = {"text": 70, "norms": 50, "if": 45, "unless": 35, "ends": 45, "sources": 45}
USUAL_WIDTH = 16
DAYS = "d mmm yyyy"


def to_csv(sheet: Sheet) -> bytes:
    """A sheet as CSV in UTF-8, its first line the headings, days as 2025-10-28."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(sheet.headings)
    writer.writerows(["" if cell is None else str(cell) for cell in row] for row in sheet.rows)
    return out.getvalue().encode()


def to_xlsx(sheet: Sheet) -> bytes:
    """A sheet as a workbook: days as days, what is long wrapped, the headings filter and stay.

    Text that begins with `=` stays text.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        page = book.add_worksheet("register")
        bold = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": DAYS, "valign": "top", "align": "left"})
        for column, heading in enumerate(sheet.headings):
            page.set_column(column, column, WIDTHS.get(heading, USUAL_WIDTH))
            page.write_string(0, column, heading, bold)
        for number, row in enumerate(sheet.rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, date) and cell.year > 1900:  # the first year of such a sheet
                    page.write_datetime(number, column, cell, day)
                elif cell is not None:
                    page.write_string(number, column, str(cell), text)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.headings) - 1)
        page.repeat_rows(0)
        page.set_landscape()
        page.fit_to_pages(1, 0)
    return out.getvalue()


def downloads(view: View) -> Mapping[str, tuple[str, Callable[[], bytes]]]:
    """What can be downloaded of a view: by the ending of its address its media type and content."""
    found: dict[str, tuple[str, Callable[[], bytes]]] = {}
    sheet, calendar = view.sheet, view.calendar
    if sheet is not None:
        found["csv"] = ("text/csv; charset=utf-8", lambda: to_csv(sheet))
        found["xlsx"] = (XLSX_TYPE, lambda: to_xlsx(sheet))
    if calendar is not None:
        found["ics"] = ("text/calendar; charset=utf-8", calendar)
    return found
