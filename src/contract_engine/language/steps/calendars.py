"""`calendars:` and `time_zone:` as written, with their files of holidays -> Calendars."""

from __future__ import annotations

from datetime import date

from contract_engine.calendars.zones import is_zone
from contract_engine.files.csv_parser import Sheet
from contract_engine.files.folder import Folder
from contract_engine.files.shapes import AgreementShape, CalendarShape
from contract_engine.files.tree import Path
from contract_engine.language.scope import Scope, listed, name_places
from contract_engine.language.values.days import Unreadable, read_day, read_period
from contract_engine.model.calendars import WEEKDAYS, Calendar, Calendars

COLUMN = "date"
"""The column of a file of holidays that holds the days."""


def read_calendars(scope: Scope, main: AgreementShape, folder: Folder) -> Calendars:
    """The calendars of an agreement, and the zone its days are in."""
    zone = main.time_zone or ""
    if zone and not scope.lost(("time_zone",)) and not is_zone(zone):
        help_ = "write a zone of the tz database, such as `Europe/Berlin`"
        place = scope.tree.value(("time_zone",))
        scope.report("E362", f"there is no time zone `{zone}`", place, help=help_)
        zone = ""
    read = [
        _calendar(scope, name, shape, ("calendars", name), folder)
        for name, shape in main.calendars.items()
    ]
    return Calendars(tuple(calendar for calendar in read if calendar is not None), zone)


def _calendar(
    scope: Scope, name: str, shape: CalendarShape, path: Path, folder: Folder
) -> Calendar | None:
    if scope.lost(path, (*path, "covers")):
        scope.excused.names.add(name)
        return None
    scope.check_slug(name, path)
    covers = (*path, "covers")
    first = scope.read(
        shape.covers.from_, (*covers, "from"), lambda text: read_period(text, last=False)
    )
    last = scope.read(
        shape.covers.through, (*covers, "through"), lambda text: read_period(text, last=True)
    )
    weekend = _weekend(scope, shape, (*path, "weekend"))
    holidays = _holidays(scope, shape, (*path, "holidays"), folder)
    if first is None or last is None or weekend is None or holidays is None:
        scope.excused.names.add(name)
        return None
    if last < first:
        message = "this calendar ends before it begins"
        scope.report("E362", message, scope.tree.value((*covers, "through")), help="swap the two")
        return None
    return Calendar(name, weekend, tuple(sorted(set(holidays))), first, last, scope.tree.key(path))


def _weekend(scope: Scope, shape: CalendarShape, path: Path) -> tuple[int, ...] | None:
    names = listed(shape.weekend)
    bad = [name for name in names if name not in WEEKDAYS]
    if bad and path in scope.tree.values:
        for name, place in name_places(scope.tree, shape.weekend, path):
            if name in bad:
                scope.unknown("E362", "day of the week", name, place, WEEKDAYS)
        return None
    if len(set(names)) == len(WEEKDAYS):
        place = scope.tree.value(path)
        message, help_ = "a calendar has at least one business day a week", "leave one out"
        scope.report("E362", message, place, help=help_)
        return None
    return tuple(WEEKDAYS.index(name) for name in dict.fromkeys(names))


def _holidays(scope: Scope, shape: CalendarShape, path: Path, folder: Folder) -> list[date] | None:
    """The days of a file of the folder, or those that are listed."""
    if isinstance(shape.holidays, str):
        file = shape.holidays
        if file not in folder.sheets:
            help_ = "write the name of a CSV file of the folder, or a list of days"
            message = f"there is no file `{file}`"
            scope.report("E351", message, scope.tree.value(path), help=help_)
            return None
        sheet = folder.sheets[file]
        return None if sheet is None else _in_sheet(scope, sheet)
    days: list[date] = []
    for text, place in name_places(scope.tree, shape.holidays, path):
        try:
            days.append(read_day(text))
        except Unreadable as error:
            scope.report(error.code, error.message, place, help=error.help)
    return days


def _in_sheet(scope: Scope, sheet: Sheet) -> list[date] | None:
    names = [cell.text for cell in sheet.names]
    if COLUMN not in names:
        if names:
            help_ = f"name the column of the days `{COLUMN}`"
            message = f"this file has no column `{COLUMN}`"
            scope.report("E351", message, sheet.names[0].span, help=help_)
        return None
    column = names.index(COLUMN)
    days: list[date] = []
    for row in sheet.rows:
        cell = row[column]
        try:
            days.append(read_day(cell.text))
        except Unreadable as error:
            scope.report(error.code, error.message, cell.span, help=error.help)
    return days
