"""A column of a relation -> the SQL of its class codes, from the values that stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from contract_engine.diagnostics import BadInput, Problem
from contract_engine.model.vocabulary import NumberFact, YesNoFact
from contract_engine.tables.plan import BAD, NONE, ODD, UNKNOWN_SAID, Cell, Plan
from contract_engine.tables.request import TABLE

MOST_CASES = 64
"""Of more values than this a code is looked up in a table; of fewer it is a CASE."""
MOST_TEXTS = 1_000_000
"""So many different texts may stand in one column."""
NUMBERS = (
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER"),
    *("UBIGINT", "UHUGEINT", "FLOAT", "DOUBLE", "DECIMAL"),
)
FLOATS = ("FLOAT", "DOUBLE")
DAYS = ("DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")


@dataclass(frozen=True)
class Coded:
    """The SQL of a column's codes, of its days as ordinals, of what is wrong, and of its texts.

    `loose` says that some cells are empty or unknown, `odd` that some aren't plain. `join` is
    what the source has to be joined with.
    """

    code: str
    raw: str
    day: str | None = None
    error: str | None = None
    join: str = ""
    loose: bool = False
    odd: bool = False


@dataclass(frozen=True)
class Bounds:
    """Of a column whether a cell is empty, and of days the first and the last."""

    empty: bool
    first: object = None
    last: object = None


def bounds_of(con: Any, source: str, types: Mapping[str, str]) -> dict[str, Bounds]:
    """The bounds of the columns that aren't text, by their types; the rows are read once."""
    plain = {column: kind.partition("(")[0] for column, kind in types.items()}
    columns = [c for c, kind in plain.items() if kind in (*NUMBERS, *DAYS, "BOOLEAN")]
    parts = ["count(*)"]
    for column in columns:
        day = f"{quoted(column)}::DATE" if plain[column] in DAYS else "NULL"
        parts += [f"count({quoted(column)})", f"min({day})", f"max({day})"]
    rows, *found = con.execute(f"SELECT {', '.join(parts)} FROM {source}").fetchall()[0]
    told = zip(found[::3], found[1::3], found[2::3], strict=True)
    return {
        column: Bounds(count < rows, first, last)
        for column, (count, first, last) in zip(columns, told, strict=True)
    }


def coded(
    con: Any, plan: Plan, source: str, name: str, kind: str, bounds: Mapping[str, Bounds]
) -> Coded:
    """The codes of the column of a name; raises BadInput where it has too many texts."""
    column = plan.facts[name]
    fact, at = plan.subject(name), f"s.{quoted(column)}"
    plain, own = kind.partition("(")[0], name not in plan.loaded.model.definitions
    if own and plain in NUMBERS and isinstance(fact, NumberFact) and fact.sort == "number":
        return _number(plan, name, kind, fact, empty=bounds[column].empty)
    if own and plain == "BOOLEAN" and isinstance(fact, YesNoFact):
        empty = bounds[column].empty
        code = f"coalesce({at}::INTEGER, {NONE})" if empty else f"{at}::INTEGER"
        if name in plan.layers and plan.cell(name, "yes") == plan.cell(name, "no"):
            code = f"CASE WHEN {at} IS NULL THEN {NONE} ELSE 0 END"
        return Coded(code, f"CAST({at} AS VARCHAR)", loose=empty)
    if own and plain in DAYS and plan.is_dated(name):
        return _days(name, column, bounds[column])
    texts, raw = _texts(con, source, column, kind)
    cells = {each: _cell(plan, name, each) for each in texts if each is not None}
    place = f"texts{list(plan.facts).index(name)}"
    return _of_texts(con, place, raw, cells, None in texts, plan.is_dated(name))


def _cell(plan: Plan, name: str, said: str) -> Cell:
    """What a text comes to, without the blanks around it; a blank one is an empty cell."""
    return plan.cell(name, said.strip()) if said.strip() else Cell(NONE)


def day_coded(
    con: Any, plan: Plan, source: str, types: Mapping[str, str], bounds: Mapping[str, Bounds]
) -> Coded:
    """The day that each row is asked of, as an ordinal; NULL where there is none."""
    request, column = plan.request, plan.request.on_column
    if column is None:
        assert request.on is not None
        return Coded("0", "''", day=str(request.on.toordinal()))
    no_day = text(f"{column}: no day")
    if types[column].partition("(")[0] in DAYS:
        found = _days(column, column, bounds[column])
        missing = f"CASE WHEN s.{quoted(column)} IS NULL THEN {no_day} END"
        day = found.day
        if found.error is not None:
            day = f"CASE WHEN {found.error} IS NULL THEN {found.day} END"
            missing = f"coalesce({missing}, {found.error})"
        return Coded("0", "''", day, missing if found.loose or found.error else None)
    texts, raw = _texts(con, source, column, types[column])
    cells = {t: plan.day(t.strip()) for t in texts if t is not None and t.strip()}
    found = _of_texts(con, "texts_on", raw, cells, False, True)
    missing = f"CASE WHEN {raw} IS NULL OR trim({raw}) = '' THEN {no_day} END"
    error = missing if found.error is None else f"coalesce({missing}, {found.error})"
    return Coded("0", "''", found.day, error, found.join)


def _days(name: str, column: str, bounds: Bounds) -> Coded:
    """A column of days; only days that Python has are days."""
    at, empty = f"s.{quoted(column)}", bounds.empty
    day = f"(({at})::DATE - DATE '1970-01-01' + {date(1970, 1, 1).toordinal()})::INTEGER"
    code = f"CASE WHEN {at} IS NULL THEN {NONE} ELSE 0 END" if empty else "0"
    error = None
    if not all(each is None or isinstance(each, date) for each in (bounds.first, bounds.last)):
        outside = f"(({at})::DATE NOT BETWEEN DATE '0001-01-01' AND DATE '9999-12-31')"
        code = f"CASE WHEN {at} IS NULL THEN {NONE} WHEN {outside} THEN {BAD} ELSE 0 END"
        error = f"CASE WHEN {outside} THEN {text(name + ': there is no day ')} || {at} END"
    return Coded(code, f"CAST({at}::DATE AS VARCHAR)", day, error, loose=empty)


def _number(plan: Plan, name: str, kind: str, fact: NumberFact, *, empty: bool) -> Coded:
    at = f"s.{quoted(plan.facts[name])}"
    wrong = [f"NOT isfinite({at}::DOUBLE)"] if kind in FLOATS else []
    wrong += [f"{at} < {fact.least}"] if fact.least is not None else []
    wrong += [f"{at} > {fact.most}"] if fact.most is not None else []
    wrong += [f"{at} != floor({at})"] if fact.whole else []
    steps = ""
    if name in plan.layers:
        classes: Any = plan.decision.fixed[name]
        steps = " + ".join(
            f"({at} {'>' if side else '>='} {_literal(constant)})::INTEGER"
            for constant, side in classes.cuts
        )
    shown, error, bad = f"CAST({at} AS VARCHAR)", None, " OR ".join(wrong)
    cases = [f"WHEN {at} IS NULL THEN {NONE}"] if empty else []
    if bad:
        told = text(f"{name}: `{name}` can't be ")
        error = f"CASE WHEN {bad} THEN {told} || {shown} END"
        cases.append(f"WHEN {bad} THEN {BAD}")
    code = f"CASE {' '.join(cases)} ELSE {steps or 0} END" if cases else f"({steps or 0})"
    return Coded(code, shown, error=error, loose=empty)


def _literal(constant: object) -> str:
    assert isinstance(constant, Decimal)
    return f"{constant:f}"


def _of_texts(
    con: Any, table: str, raw: str, cells: dict[str, Cell], empty: bool, dated: bool
) -> Coded:
    """The codes of the texts that stand in a column."""
    loose = empty or any(cell.code in (UNKNOWN_SAID, NONE) for cell in cells.values())
    odd = any(cell.code == ODD for cell in cells.values())
    bad = any(cell.error is not None for cell in cells.values())
    if len(cells) <= MOST_CASES:
        code = _case(raw, {t: str(cell.code) for t, cell in cells.items()})
        days = {t: str(cell.day) for t, cell in cells.items() if cell.day is not None}
        errors = {t: text(cell.error) for t, cell in cells.items() if cell.error is not None}
        return Coded(
            f"coalesce({code}, {NONE})" if empty else code,
            raw,
            _case(raw, days) if dated else None,
            _case(raw, errors, "VARCHAR") if bad else None,
            loose=loose,
            odd=odd,
        )
    values = [list(cells), *zip(*((c.code, c.day, c.error) for c in cells.values()), strict=True)]
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT unnest(?::VARCHAR[]) AS raw, "
        "unnest(?::INTEGER[]) AS code, unnest(?::INTEGER[]) AS day, unnest(?::VARCHAR[]) AS error",
        [list(each) for each in values],
    ).fetchall()
    return Coded(
        f"coalesce({table}.code, {NONE})",
        raw,
        f"{table}.day" if dated else None,
        f"{table}.error" if bad else None,
        f"LEFT JOIN {table} ON {table}.raw = {raw}",
        loose,
        odd,
    )


def _case(raw: str, values: dict[str, str], kind: str = "INTEGER") -> str:
    if not values:
        return f"NULL::{kind}"
    return f"CASE {raw} {' '.join(f'WHEN {text(t)} THEN {v}' for t, v in values.items())} END"


def _texts(con: Any, source: str, column: str, kind: str) -> tuple[list[str | None], str]:
    """The different texts of a column, and the SQL that tells a row's; BadInput if too many."""
    raw = as_text(f"s.{quoted(column)}", kind)
    found = con.execute(f"SELECT DISTINCT {raw} FROM {source} s LIMIT {MOST_TEXTS + 1}").fetchall()
    if len(found) > MOST_TEXTS:
        message = f"more than {MOST_TEXTS:,} different texts stand in `{column}`"
        help_ = "read it as numbers or days: `SELECT * REPLACE (CAST(... AS ...))`"
        raise BadInput([Problem("E541", message, TABLE, help=help_)])
    return [row[0] for row in found], raw


def as_text(cell: str, kind: str) -> str:
    """The SQL of a cell as text, by the type of its column."""
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"strftime({cell} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')"
    return cell if kind == "VARCHAR" else f"CAST({cell} AS VARCHAR)"


def quoted(name: str) -> str:
    """A name as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text as a literal of SQL."""
    return "'" + value.replace("'", "''") + "'"
