"""A column of a relation -> the SQL of its class codes, from the values that stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from contract_engine.diagnostics import BadInput, Problem
from contract_engine.model.vocabulary import NumberFact
from contract_engine.tables.plan import BAD, NONE, ODD, TABLE, UNKNOWN_SAID, Cell, Plan

MOST_CASES = 64
"""Of more values than this a code is looked up in a table; of fewer it is a CASE."""
MOST_TEXTS = 1_000_000
"""So many different texts may stand in one column."""
NUMBERS = (
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER"),
    *("UBIGINT", "UHUGEINT", "FLOAT", "DOUBLE", "DECIMAL"),
)
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


def coded(con: Any, plan: Plan, source: str, name: str, column: str, kind: str) -> Coded:
    """The codes of one column of a source; raises BadInput where it has too many texts."""
    fact, at = plan.subject(name), f"s.{quoted(column)}"
    plain = kind.partition("(")[0]
    if plain in NUMBERS and isinstance(fact, NumberFact) and fact.sort == "number":
        return _number(con, plan, source, name, column, fact)
    if plain in DAYS and plan.is_dated(name) and name not in plan.loaded.model.definitions:
        day = _ordinal(at)
        code = f"CASE WHEN {at} IS NULL THEN {NONE} WHEN {_outside(at)} THEN {BAD} ELSE 0 END"
        error = f"CASE WHEN {_outside(at)} THEN {text(name + ': there is no day ')} || {at} END"
        raw = f"CAST({at}::DATE AS VARCHAR)"
        return Coded(code, raw, day, error, loose=_has_null(con, source, column))
    raw = f"nullif(trim(CAST({at} AS VARCHAR)), '')"
    if kind == "TIMESTAMP WITH TIME ZONE":
        raw = f"strftime({at} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')"
    texts = _texts(con, source, raw, column)
    cells = {each: plan.cell(name, each) for each in texts if each is not None}
    return _of_texts(
        con,
        f"m{len(plan.facts)}_{list(plan.facts).index(name)}",
        raw,
        cells,
        None in texts,
        plan.is_dated(name),
    )


def day_coded(con: Any, plan: Plan, source: str, types: dict[str, str]) -> Coded:
    """The day that each row is asked of, as an ordinal; NULL where there is none."""
    request = plan.request
    if request.on_column is None:
        assert request.on is not None
        return Coded("0", "''", day=str(request.on.toordinal()))
    column = request.on_column
    at = f"s.{quoted(column)}"
    missing = f"CASE WHEN {at} IS NULL THEN {text(f'{column}: no day')} END"
    if types[column].partition("(")[0] in DAYS:
        error = f"CASE WHEN {_outside(at)} THEN {text(column + ': there is no day ')} || {at} END"
        day = f"CASE WHEN NOT {_outside(at)} THEN {_ordinal(at)} END"
        return Coded("0", "''", day, f"coalesce({missing}, {error})")
    raw = f"nullif(trim(CAST({at} AS VARCHAR)), '')"
    missing = f"CASE WHEN {raw} IS NULL THEN {text(f'{column}: no day')} END"
    texts = _texts(con, source, raw, column)
    cells = {each: plan.day(each) for each in texts if each is not None}
    found = _of_texts(con, "texts_on", raw, cells, False, True)
    error = missing if found.error is None else f"coalesce({missing}, {found.error})"
    return Coded("0", "''", found.day, error, found.join)


def _number(con: Any, plan: Plan, source: str, name: str, column: str, fact: NumberFact) -> Coded:
    at = f"s.{quoted(column)}"
    wrong = [f"NOT isfinite({at}::DOUBLE)"]
    wrong += [f"{at} < {fact.least}"] if fact.least is not None else []
    wrong += [f"{at} > {fact.most}"] if fact.most is not None else []
    wrong += [f"{at} != floor({at})"] if fact.whole else []
    steps = "0"
    if name in plan.layers:
        classes: Any = plan.decision.fixed[name]
        steps = (
            " + ".join(
                f"({at} {'>' if side else '>='} {_literal(constant)})::INT"
                for constant, side in classes.cuts
            )
            or "0"
        )
    bad = " OR ".join(wrong)
    odd = name in plan.loaded.model.definitions
    code = (
        f"CASE WHEN {at} IS NULL THEN {NONE} WHEN {bad} THEN {BAD} ELSE {ODD if odd else steps} END"
    )
    shown = f"CAST({at} AS VARCHAR)"
    told = text(f"{name}: `{name}` can't be ")
    error = f"CASE WHEN {bad} THEN {told} || {shown} END"
    return Coded(code, shown, error=error, loose=_has_null(con, source, column), odd=odd)


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
            f"coalesce({code}, {NONE})",
            raw,
            _case(raw, days, "INTEGER") if dated else None,
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


def _texts(con: Any, source: str, raw: str, column: str) -> list[str | None]:
    found = con.execute(f"SELECT DISTINCT {raw} FROM {source} s LIMIT {MOST_TEXTS + 1}").fetchall()
    if len(found) > MOST_TEXTS:
        message = f"more than {MOST_TEXTS:,} different texts stand in `{column}`"
        help_ = "read it as numbers or days: `SELECT * REPLACE (CAST(... AS ...))`"
        raise BadInput([Problem("E541", message, TABLE, help=help_)])
    return [row[0] for row in found]


def _has_null(con: Any, source: str, column: str) -> bool:
    found = con.execute(f"SELECT count(*) - count({quoted(column)}) FROM {source}").fetchall()
    return bool(found[0][0])


def _ordinal(at: str) -> str:
    return f"(({at})::DATE - DATE '1970-01-01' + {date(1970, 1, 1).toordinal()})::INTEGER"


def _outside(at: str) -> str:
    return f"(({at})::DATE NOT BETWEEN DATE '0001-01-01' AND DATE '9999-12-31')"


def quoted(name: str) -> str:
    """A name as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text as a literal of SQL."""
    return "'" + value.replace("'", "''") + "'"
