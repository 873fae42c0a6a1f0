"""Days to come -> an iCalendar file, in which each has the same name whenever it is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from contract_engine.performance.days import DUE, LAPSES, Dates

ALARM = timedelta(days=7)
"""What falls due is announced so long before."""


def as_icalendar(dates: Dates) -> bytes:
    """The file: an all-day event for each day, with an alarm before what falls due.

    Importing it again brings each event up to date, and none twice. Needs the library
    `icalendar` (the extra of that name); ModuleNotFoundError where it isn't installed.
    """
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//contract-engine//dates//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", dates.title)
    for each in dates.days:
        event = Event()
        event.add("uid", f"{each.uid}@contract-engine")
        # A file doesn't depend on when it is written: the stamp is the day itself.
        event.add("dtstamp", datetime(each.day.year, each.day.month, each.day.day, tzinfo=UTC))
        event.add("dtstart", each.day)
        event.add("dtend", each.day + timedelta(days=1))
        event.add("summary", f"{each.instance}: {each.text}")
        event.add("description", f"{dates.title}, {each.clause} ({each.what})")
        event.add("transp", "TRANSPARENT")
        if each.what in (DUE, LAPSES):
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", f"{each.instance}: {each.text}")
            alarm.add("trigger", -ALARM)
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
