"""A country and years -> the text of a CSV file of its holidays, for a calendar of an agreement."""

from __future__ import annotations

import csv
import io


def holidays_csv(country: str, subdivision: str | None, years: range) -> str:
    """The file: a line for each holiday, `date` and `name`.

    Args:
        country: The country's code, such as DE.
        subdivision: The code of a part of it, such as BE; None for what the whole country has.
        years: The years.

    Needs the library `holidays` (the extra of that name); ModuleNotFoundError where it isn't
    installed. Raises NotImplementedError where the library knows no such country or part.
    """
    import holidays

    found = holidays.country_holidays(country, subdiv=subdivision, years=years)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["date", "name"])
    for day, name in sorted(found.items()):
        writer.writerow([day.isoformat(), name])
    return out.getvalue()
