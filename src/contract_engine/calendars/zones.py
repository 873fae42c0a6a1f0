"""An instant and a time zone -> the day it is there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from contract_engine.model.ordered import Instant

_START = datetime(1, 1, 1, tzinfo=UTC)


def is_zone(name: str) -> bool:
    """Whether there is a time zone of this name, such as Europe/Berlin."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def day_in(instant: Instant, zone: str) -> date:
    """The calendar day on which an instant falls in a time zone.

    Args:
        instant: The instant, in UTC.
        zone: The zone's name; `is_zone` of it is true.
    """
    moment = _START + timedelta(microseconds=instant.micros)
    try:
        return moment.astimezone(ZoneInfo(zone)).date()
    except OverflowError:  # within a day of the first or the last instant there is
        return moment.date()
