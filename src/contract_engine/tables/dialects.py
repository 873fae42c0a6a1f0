"""A dialect of SQL -> how it writes days, and tells a cell that is no day or no number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contract_engine.diagnostics import BadInput, Problem
from contract_engine.tables.request import TABLE

FIRST, LAST = "0001-01-01", "9999-12-31"


@dataclass(frozen=True)
class Dialect:
    """How one writes: a literal of a day, and with `{}` for a cell a day and what is none."""

    literal: str
    day: str
    no_day: str
    no_number: str

    def day_of(self, ordinal: int) -> str:
        """The literal of a day; what lies before the calendar is the day before the first."""
        if ordinal < 1:
            return self.literal.format("0000-12-31")
        return self.literal.format(date.fromordinal(min(ordinal, date.max.toordinal())).isoformat())


DIALECTS = {
    "duckdb": Dialect(
        literal="DATE '{}'",
        day="CAST({} AS DATE)",
        no_day=f"CAST({{}} AS DATE) NOT BETWEEN DATE '{FIRST}' AND DATE '{LAST}'",
        no_number="NOT isfinite(CAST({} AS DOUBLE))",
    ),
    # Days are texts there, and a column holds what it is given, whatever its type.
    "sqlite": Dialect(
        literal="'{}'",
        day="CASE WHEN date({0}) IS {0} THEN {0} END",
        no_day="typeof({0}) <> 'text' OR date({0}) IS NOT {0}",
        no_number="typeof({0}) NOT IN ('integer', 'real') OR abs({0}) > 1.7976931348623157e308",
    ),
}


def dialect_of(name: str) -> Dialect:
    """The dialect of a name; raises BadInput with those there are."""
    found = DIALECTS.get(name)
    if found is None:
        help_ = "there are: " + ", ".join(DIALECTS)
        raise BadInput([Problem("E544", f"SQL isn't written for `{name}`", TABLE, help=help_)])
    return found
