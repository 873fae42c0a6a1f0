"""A relation of contracts and one of acts -> the contracts with their status, by their keys.

A row is a contract on a day; its history is the rows of the other relation that have its key.
DuckDB sorts and joins them, and each history is gone through by itself, some thousands at once, so
that memory holds no more than these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from contract_engine.api import LoadedAgreement, TooLarge
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.tables.cells import DAYS, as_text, quoted
from contract_engine.tables.plan import told_of
from contract_engine.tables.request import TABLE, Request, columns_of, no_column

if TYPE_CHECKING:
    from contract_engine.performance.result import StatusTold
    from contract_engine.tables.relation import Progress

TYPES = {
    "state": "VARCHAR",
    "since": "DATE",
    "by": "VARCHAR",
    "due": "VARCHAR[]",
    "due_on": "DATE",
    "due_by": "VARCHAR",
    "overdue": "VARCHAR[]",
    "breaches": "VARCHAR[]",
    "hangs_on": "VARCHAR[]",
    "error": "VARCHAR",
}
COLUMNS = tuple(TYPES)
"""What can be told of each contract."""
AT_ONCE = 2_000
"""So many contracts are gone through at once."""
MOST_KEPT = 1 << 14
"""So many statuses are remembered, for contracts on whose record the same stands."""
WHEN = ("on", "at", "act", "event")


@dataclass(frozen=True)
class Histories:
    """The acts of all contracts: by which column they are theirs, and through when they are told.

    Without `through` each row's history is complete through the row's day.
    """

    key: str
    through: date | None = None


class Statuses:
    """Tells the status of each row of a source; temporary tables on `con` hold what is sorted."""

    def __init__(
        self,
        con: Any,
        loaded: LoadedAgreement,
        request: Request,
        histories: Histories,
        source: str,
        acts: str,
    ) -> None:
        """Raises BadInput with all that doesn't fit; `source` and `acts` are SQL of relations."""
        self.con, self.loaded, self.request, self.histories = con, loaded, request, histories
        self.acts = acts
        self.types, self.of_acts = _types(con, source), _types(con, acts)
        self.carried = sorted(
            {name for action in loaded.model.vocabulary.actions.values() for name in action.values}
        )
        self.facts = columns_of(loaded, request, [*self.types], COLUMNS)
        problems = [
            no_column(histories.key, [*types])
            for types in (self.types, self.of_acts)
            if histories.key not in types
        ]
        for one, other in (WHEN[:2], WHEN[2:]):
            if not {one, other} & {*self.of_acts}:
                message = f"the acts have neither a column `{one}` nor `{other}`"
                problems.append(Problem("E541", message, TABLE))
        if problems:
            raise BadInput(problems)
        self._known: dict[object, dict[str, object]] = {}

    def query(self, source: str, doing: Progress | None = None) -> str:
        """SQL for the rows of a source (the same, or a part of it) with their statuses."""
        con, wanted = self.con, self.request.columns
        con.execute(
            "CREATE OR REPLACE TEMP TABLE contracts AS "
            f"SELECT row_number() OVER () AS __n, * FROM {source}"
        ).fetchall()
        self._sort_acts()
        listed = ", ".join(f"{quoted(name)} {TYPES[name]}" for name in wanted)
        con.execute(f"CREATE OR REPLACE TEMP TABLE told (__n BIGINT, {listed})").fetchall()
        total = con.execute("SELECT count(*) FROM contracts").fetchall()[0][0]
        starts = range(1, total + 1, AT_ONCE)
        for start in starts if doing is None else doing(starts, len(starts), "contracts"):
            self._keep(start)
        columns = ", ".join(f"t.{quoted(name)}" for name in wanted)
        return (
            f"SELECT c.* EXCLUDE (__n), {columns} FROM contracts c "
            "JOIN told t ON t.__n = c.__n ORDER BY c.__n"
        )

    def _sort_acts(self) -> None:
        """The acts of the contracts, in their order."""
        key = quoted(self.histories.key)
        cells = [self._cell(self.of_acts, name, "a") for name in (*WHEN, *self.carried)]
        named = ", ".join(f"{cell} AS v{i}" for i, cell in enumerate(cells))
        self.con.execute(
            f"CREATE OR REPLACE TEMP TABLE acts AS SELECT c.__n, a.__m, {named} "
            f"FROM (SELECT row_number() OVER () AS __m, * FROM {self.acts}) a "
            f"JOIN contracts c ON c.{key} = a.{key} ORDER BY c.__n, a.__m"
        ).fetchall()

    def _cell(self, types: Mapping[str, str], name: str, alias: str) -> str:
        """A cell as text; NULL where it is blank or there is no such column."""
        if name not in types:
            return "NULL::VARCHAR"
        at = f"{alias}.{quoted(name)}"
        plain = types[name].partition("(")[0]
        if plain in DAYS and name != "at":
            at = f"CAST({at} AS DATE)"
        return f"nullif(trim({as_text(at, plain)}), '')"

    def _keep(self, start: int) -> None:
        """Go through the histories of some contracts, and keep what is told of them."""
        span = f"BETWEEN {start} AND {start + AT_ONCE - 1}"
        on = self.request.on_column
        day = "NULL::VARCHAR" if on is None else self._cell(self.types, on, "c")
        cells = [self._cell(self.types, column, "c") for column in self.facts.values()]
        key = f"c.{quoted(self.histories.key)} IS NULL"
        contracts = self.con.execute(
            f"SELECT {', '.join(['c.__n', key, day, *cells])} FROM contracts c "
            f"WHERE c.__n {span} ORDER BY c.__n"
        ).fetchall()
        acts = self.con.execute(
            f"SELECT * EXCLUDE (__m) FROM acts WHERE __n {span} ORDER BY __n, __m"
        ).fetchall()
        of = {n: [row[1:] for row in rows] for n, rows in groupby(acts, lambda row: row[0])}
        told = [self._told(of.get(n, []), *rest) for n, *rest in contracts]
        wanted = self.request.columns
        lists = [
            [n for n, *_ in contracts],
            *([each.get(name) for each in told] for name in wanted),
        ]
        kinds = ["BIGINT", *(TYPES[name] for name in wanted)]
        parts = ", ".join(f"unnest(?::{kind}[])" for kind in kinds)
        self.con.execute(f"INSERT INTO told SELECT {parts}", lists).fetchall()

    def _told(
        self,
        acts: Sequence[tuple[str | None, ...]],
        no_key: bool,
        day: str | None,
        *cells: str | None | None,
    ) -> dict[str, object]:
        request = self.request
        if no_key:
            return {"error": f"{self.histories.key}: no key"}
        if request.on_column is not None and day is None:
            return {"error": f"{request.on_column}: no day"}
        known = (day, cells, tuple(acts))
        found = self._known.get(known)
        if found is None:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            given = {n: c for n, c in zip(self.facts, cells, strict=True) if c is not None}
            found = self._known[known] = self._status(acts, day or str(request.on), given)
        return found

    def _status(
        self, acts: Sequence[tuple[str | None, ...]], day: str, given: Mapping[str, str]
    ) -> dict[str, object]:
        """What is told of one contract, or why nothing is."""
        entries = []
        for act in acts:
            said = dict(zip(WHEN, act, strict=False))
            values = zip(self.carried, act[len(WHEN) :], strict=True)
            with_ = {name: value for name, value in values if value is not None}
            entries.append({**said, "with": with_})
        through = self.histories.through or day
        try:
            history = self.loaded.history(entries, through=through, given=given)
            return columns_told(self.loaded.status(history, on=day, **self.request.options))
        except BadInput as error:
            return {"error": told_of(error)}
        except TooLarge as error:
            return {"error": str(error)}


def columns_told(status: StatusTold) -> dict[str, object]:
    """A status as the cells of its row."""
    found = status.found
    open_ = [each for each in found.outstanding if each.state == "open"]
    first = min(
        (each for each in open_ if each.due is not None),
        key=lambda each: each.due or date.max,
        default=None,
    )
    return {
        "state": found.state,
        "since": found.since,
        "by": found.by,
        "due": [each.instance for each in open_],
        "due_on": None if first is None else first.due,
        "due_by": None if first is None else first.bearer,
        "overdue": [each.instance for each in found.outstanding if each.state != "open"],
        "breaches": [each.instance for each in found.breaches],
        "hangs_on": list(status.hangs_on),
    }


def _types(con: Any, source: str) -> dict[str, str]:
    rows = con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    return {row[0]: row[1] for row in rows}
