"""A relation of DuckDB and a plan -> the same rows with their answers, by joins.

The automaton's arrays become small tables, class codes a CASE over the values that are there, and
an answer as many joins. DuckDB reads, spills and writes; nothing here holds the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from contract_engine.diagnostics import BadInput, Problem
from contract_engine.tables.cells import bounds_of, coded, day_coded, quoted
from contract_engine.tables.plan import LOOKED_UP, NONE, ODD, UNKNOWN_SAID, Plan
from contract_engine.tables.request import TABLE

Progress = Callable[[Iterable[Any], int, str], Iterator[Any]]
MOST_IN_64 = 39
MOST_LOOSE = 80
"""So many columns of an act may have empty cells: their patterns are told apart in 128 bits."""
TYPES = {
    "verdict": "VARCHAR",
    "clauses": "VARCHAR[]",
    "grade": "VARCHAR",
    "from": "DATE",
    "through": "DATE",
    "silence": "VARCHAR",
    "assumed": "VARCHAR",
    "sentence": "VARCHAR",
    "error": "VARCHAR",
}
AT_ONCE = 2_000
_ADDED = ("__on", "__error", "__b", "__verdict", "__clauses", "__wrong")


class Answering:
    """Answers the rows of one source; temporary tables on `con` hold what is looked up.

    `source` is SQL for the rows, as a table expression; it is read twice, or more often.
    """

    def __init__(self, con: Any, plan: Plan, source: str, doing: Progress | None = None) -> None:
        """Looks through the source for what stands in its columns. Raises BadInput, TooLarge."""
        self.con = con
        self.plan = plan
        # The rows must be the side that a join streams, or they lose their order.
        con.execute("SET disabled_optimizers = 'build_side_probe_side'").fetchall()
        found = con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
        self.types = {row[0]: row[1] for row in found}
        read = {column: self.types[column] for column in plan.read}
        bounds = bounds_of(con, source, read)
        self.coded = {
            name: coded(con, plan, source, name, read[column], bounds)
            for name, column in plan.facts.items()
        }
        self.on = day_coded(con, plan, source, read, bounds)
        self.loose = [name for name in plan.layers if self.coded[name].loose]
        if len(self.loose) > MOST_LOOSE:
            message = f"{len(self.loose)} columns that the act asks for have empty cells"
            help_ = f"at most {MOST_LOOSE} may: map fewer columns"
            raise BadInput([Problem("E541", message, TABLE, help=help_)])
        self._begin(source, doing)

    def query(self, source: str, doing: Progress | None = None) -> str:
        """SQL for the rows of a source (the same, or a part of it) with their answers."""
        asked = self._asked(source, doing)
        columns = ", ".join(f"{self._told(name, asked)} AS {quoted(name)}" for name in self._wanted)
        joins = f" LEFT JOIN asked a ON a.key = {self._key}" if asked else ""
        return (
            f"WITH {self._rows(source)} "
            f"SELECT s.* EXCLUDE ({', '.join(self._extra)}), {columns} FROM rows s{joins}"
        )

    @property
    def _wanted(self) -> tuple[str, ...]:
        return self.plan.request.columns

    @property
    def _extra(self) -> list[str]:
        """The columns that are added on the way."""
        codes = [f"__c{i}" for i in range(len(self.coded))]
        days = [f"__d{i}" for i, name in enumerate(self.coded) if self.plan.is_dated(name)]
        cuts = [f"__x{i}_{k}" for i, k in self._cuts]
        states = [f"__s{share}" for share in range(len(self.tables))]
        return [*codes, *days, *cuts, *states, *_ADDED]

    def _cells(self, source: str) -> str:
        """The rows with the code of each cell, the ordinals of days, and what can't be read."""
        parts, joins, errors = [], [], []
        for i, each in enumerate(self.coded.values()):
            parts.append(f"{each.code} AS __c{i}")
            if each.day is not None:
                parts.append(f"{each.day} AS __d{i}")
            if each.error is not None:
                errors.append(each.error)
            joins.append(each.join)
        errors += [self.on.error] if self.on.error is not None else []
        joins.append(self.on.join)
        error = f"nullif(concat_ws('; ', {', '.join(errors)}), '')" if errors else "NULL::VARCHAR"
        parts += [f"{self.on.day} AS __on", f"{error} AS __error"]
        return f"SELECT s.*, {', '.join(parts)} FROM {source} s {' '.join(joins)}"

    @property
    def _pattern(self) -> str:
        """A number for which layers are empty or unknown."""
        index = {name: i for i, name in enumerate(self.coded)}
        terms = [
            f"{3**k}::{self._wide} * (CASE __c{index[name]} WHEN {NONE} THEN 1 "
            f"WHEN {UNKNOWN_SAID} THEN 2 ELSE 0 END)"
            for k, name in enumerate(self.loose)
        ]
        return " + ".join(terms) or f"0::{self._wide}"

    @property
    def _wide(self) -> str:
        return "BIGINT" if len(self.loose) < MOST_IN_64 else "HUGEINT"

    def _begin(self, source: str, doing: Progress | None) -> None:
        """Make the tables of days, layers and outcomes."""
        con, plan = self.con, self.plan
        found = con.execute(
            f"SELECT DISTINCT __on, {self._pattern} FROM ({self._cells(source)}) "
            "WHERE __on IS NOT NULL ORDER BY ALL"  # so that each period is laid out once
        ).fetchall()
        begins = []
        for on, pattern in found if doing is None else doing(found, len(found), "days"):
            marks = [(name, pattern // 3**k % 3) for k, name in enumerate(self.loose)]
            empty = frozenset(name for name, mark in marks if mark == 1)
            unknown = frozenset(name for name, mark in marks if mark == 2)
            begins.append((on, pattern, plan.begin(on, empty, unknown)))
        dated = [(i, n) for i, n in enumerate(self.coded) if n in plan.layers and plan.is_dated(n)]
        most = {i: max((len(b.cuts[n]) for *_, b in begins), default=0) for i, n in dated}
        self._cuts = [(i, k) for i, _ in dated for k in range(most[i])]
        columns: dict[str, tuple[str, list[Any]]] = {
            "day": ("INTEGER", [on for on, *_ in begins]),
            "pattern": (self._wide, [pattern for _, pattern, _ in begins]),
            "__b": ("INTEGER", [b.number for *_, b in begins]),
        }
        for share in range(len(plan.decision.automata)):
            columns[f"__s{share}"] = ("INTEGER", [b.states[share] for *_, b in begins])
        for i, name in dated:
            for k in range(most[i]):
                cuts = [b.cuts[name][k] if k < len(b.cuts[name]) else None for *_, b in begins]
                columns[f"__x{i}_{k}"] = ("INTEGER", cuts)
        _make(con, "begins", columns)
        layers = frozenset(plan.layers)
        self.tables = [automaton.tables(layers) for automaton in plan.decision.automata]
        for share, tables in enumerate(self.tables):
            for number, each in enumerate(tables):
                keys = list(range(len(each.cells)))
                made = {"k": ("INTEGER", keys), "s": ("INTEGER", list(each.cells))}
                _make(con, f"layer{share}_{number}", made)
            outcomes = plan.outcomes(share)
            columns = {
                "o": ("INTEGER", list(range(len(outcomes)))),
                "verdict": ("VARCHAR", [each.verdict for each in outcomes]),
                "clauses": ("VARCHAR[]", [each.clauses for each in outcomes]),
                "error": ("VARCHAR", [each.error for each in outcomes]),
            }
            _make(con, f"outcomes{share}", columns)

    def _rows(self, source: str) -> str:
        """The steps to the outcome of each row, as common table expressions."""
        joins = " ".join(self._steps(share) for share in range(len(self.tables)))
        # One whole number alone is looked up in an array.
        same = f" AND b.pattern = {self._pattern}" if self.loose else ""
        clauses = "o0.clauses"
        if len(self.tables) > 1:
            listed = ", ".join(f"o{share}.clauses" for share in range(1, len(self.tables)))
            clauses = f"CASE WHEN o0.verdict IS NOT NULL THEN flatten([{listed}]) END"
        return (
            f"cells AS ({self._cells(source)}), "
            "rows AS (SELECT c.*, b.* EXCLUDE (day, pattern), o0.verdict AS __verdict, "
            f"{clauses} AS __clauses, o0.error AS __wrong FROM cells c "
            f"LEFT JOIN begins b ON b.day = c.__on{same} {joins})"
        )

    def _steps(self, share: int) -> str:
        """The joins that follow one automaton to its outcomes."""
        index = {name: i for i, name in enumerate(self.coded)}
        last, joins = f"b.__s{share}", []
        for number, each in enumerate(self.tables[share]):
            terms = [
                f"{stride} * {self._code(index[name])}"
                for name, stride in zip(each.names, each.strides, strict=True)
                if name in index and name in self.plan.layers
            ]
            code, at = " + ".join([f"{last} * {each.size}", *terms]), f"l{share}_{number}"
            joins.append(f"LEFT JOIN layer{share}_{number} {at} ON {at}.k = {code}")
            last = f"{at}.s"
        joins.append(f"LEFT JOIN outcomes{share} o{share} ON o{share}.o = {last}")
        return " ".join(joins)

    def _code(self, index: int) -> str:
        """The class of a cell; of an empty one the first, as it makes no difference."""
        if self.plan.is_dated(list(self.coded)[index]):
            cuts = [k for i, k in self._cuts if i == index]
            after = [f"coalesce((__d{index} > __x{index}_{k})::INT, 0)" for k in cuts]
            return f"({' + '.join(after)})" if after else "0"
        each = list(self.coded.values())[index]
        plain = not each.loose and not each.odd and each.error is None
        return f"__c{index}" if plain else f"greatest(__c{index}, 0)"

    @property
    def _key(self) -> str:
        """What tells rows apart that are asked of the engine; NULL where one needn't be."""
        parts = ["__b"]
        odd = [i for i, each in enumerate(self.coded.values()) if each.odd]
        for i, (name, each) in enumerate(self.coded.items()):
            parts.append(f"__c{i}")
            if self.plan.is_dated(name):
                parts += [f"coalesce(__d{i}, 0)", self._code(i)]
            if self.plan.by_words:
                parts.append(f"coalesce(trim({each.raw}), '')")
            elif each.odd:
                parts.append(f"CASE WHEN __c{i} = {ODD} THEN trim({each.raw}) ELSE '' END")
        parts += ["__on"] if self.plan.by_words else []
        some = [f"__c{i} = {ODD}" for i in odd]
        if self.plan.asks_all:
            some.append("__wrong IS NULL")
        needed = f"__error IS NULL AND ({' OR '.join(some) or 'false'})"
        return f"CASE WHEN {needed} THEN concat_ws('|', {', '.join(parts)}) END"

    def _asked(self, source: str, doing: Progress | None) -> bool:
        """Ask the engine of the rows that need it, and keep what it says; whether any does."""
        if not (self.plan.asks_all or any(c.odd for c in self.coded.values())):
            return False
        con, plan = self.con, self.plan
        raw = [
            f"r{i} := nullif(trim({each.raw}), '')" for i, each in enumerate(self.coded.values())
        ]
        picked = f"any_value(struct_pack({', '.join(['day := __on', *raw])}))"
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE to_ask AS WITH {self._rows(source)} "
            f"SELECT {self._key} AS key, {picked} AS row FROM rows s "
            "WHERE key IS NOT NULL GROUP BY key"
        ).fetchall()
        columns = [(name, TYPES[name]) for name in plan.request.columns]
        listed = ", ".join(f"{quoted(name)} {kind}" for name, kind in columns)
        con.execute(f"CREATE OR REPLACE TEMP TABLE asked (key VARCHAR, {listed})").fetchall()
        total = con.execute("SELECT count(*) FROM to_ask").fetchall()[0][0]
        names = list(self.coded)
        answered = self._answers(names, total)
        batch: list[tuple[str, dict[str, object]]] = []
        for each in answered if doing is None else doing(answered, total, "distinct rows"):
            batch.append(each)
            if len(batch) >= AT_ONCE:
                self._keep(batch)
                batch = []
        self._keep(batch)
        return True

    def _answers(self, names: Sequence[str], total: int) -> Iterator[tuple[str, dict[str, object]]]:
        for start in range(0, total, AT_ONCE):
            rows = self.con.execute(
                f"SELECT key, row FROM to_ask ORDER BY key LIMIT {AT_ONCE} OFFSET {start}"
            ).fetchall()
            for key, row in rows:
                given = {n: row[f"r{i}"] for i, n in enumerate(names) if row[f"r{i}"] is not None}
                yield key, self.plan.answer(row["day"], given)

    def _keep(self, batch: Sequence[tuple[str, dict[str, object]]]) -> None:
        if not batch:
            return
        wanted = self._wanted
        lists = [[key for key, _ in batch], *([told[n] for _, told in batch] for n in wanted)]
        kinds = ["VARCHAR", *(TYPES[name] for name in wanted)]
        parts = ", ".join(f"unnest(?::{kind}[])" for kind in kinds)
        self.con.execute(f"INSERT INTO asked SELECT {parts}", lists).fetchall()

    def _told(self, name: str, asked: bool) -> str:
        """The SQL of a column that is told."""
        own = f"a.{quoted(name)}" if asked else "NULL"
        if name == "error":
            if asked:
                return f"coalesce(s.__error, CASE WHEN a.key IS NULL THEN __wrong ELSE {own} END)"
            return "coalesce(s.__error, s.__wrong)"
        if name not in LOOKED_UP:
            return own
        looked_up = f"__{name}"
        return (
            "CASE WHEN s.__error IS NULL THEN "
            + (f"CASE WHEN a.key IS NULL THEN {looked_up} ELSE {own} END" if asked else looked_up)
            + " END"
        )


def _make(con: Any, name: str, columns: dict[str, tuple[str, list[Any]]]) -> None:
    """A temporary table of columns, each with its type and values."""
    parts = ", ".join(f"unnest(?::{kind}[]) AS {quoted(n)}" for n, (kind, _) in columns.items())
    values = [values for _, values in columns.values()]
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {parts}", values).fetchall()
