"""A country and years -> its holidays, as the text of a file for a calendar of an agreement."""

from __future__ import annotations

from contract_engine.calendars.holidays_file import holidays_csv

__all__ = ["holidays_csv"]
