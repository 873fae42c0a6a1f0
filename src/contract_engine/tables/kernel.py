"""An Arrow batch and a plan -> the same rows with their answers, with numpy.

Where DuckDB isn't: in a worker of Spark, Ray or Daft, each batch by itself. The arrays of the
automaton are followed with one look-up for each.
"""

from __future__ import annotations

from typing import Any

from contract_engine.api import Table
from contract_engine.tables.extra import needed
from contract_engine.tables.plan import BAD, NEVER_COMES, NONE, ODD, UNKNOWN_SAID, Begin, Plan

MOST_KEPT = 1 << 16
MOST_IN_64 = 25
"""So many marks in threes fit into 64 bits beside a day."""


class Kernel:
    """Answers batches one after the other; keeps what it asked of the engine."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.np = needed("numpy")
        self.pa = needed("pyarrow")
        self.compute = needed("pyarrow.compute")
        self._asked: dict[object, dict[str, object]] = {}
        self._begins: dict[int, Begin] = {}
        self._tables: dict[int, tuple[int, list[tuple[Table, Any]]]] = {}

    def answered(self, batch: Any) -> Any:
        """A RecordBatch with its answers."""
        np, plan, rows = self.np, self.plan, batch.num_rows
        errors: list[list[str]] = [[] for _ in range(rows)]
        codes, days, texts = {}, {}, {}
        for name, column in plan.facts.items():
            codes[name], days[name], texts[name] = self._cells(
                batch.column(column), lambda text, n=name: plan.cell(n, text), errors
            )
        if plan.request.on_column is None:
            assert plan.request.on is not None
            on = np.full(rows, plan.request.on.toordinal(), np.int64)
        else:
            column = batch.column(plan.request.on_column)
            found, on, _ = self._cells(column, plan.day, errors)
            for row in np.flatnonzero(found == NONE):
                errors[row].append(f"{plan.request.on_column}: no day")
            on = np.where(found == 0, on, 0)
        states, number = self._begin(on, codes, days)
        for share, state in enumerate(states):
            states[share] = self._followed(share, state, codes)
        return self._told(batch, states, number, on, codes, days, texts, errors)

    def _followed(self, share: int, state: Any, codes: dict[str, Any]) -> Any:
        """The outcomes of one automaton, from the state in which each row begins."""
        for each, cells in self._laid_out(share):
            code = state * each.size
            for name, stride in zip(each.names, each.strides, strict=True):
                if name in self.plan.layers:
                    code += stride * self.np.maximum(codes[name], 0)
            state = cells[code]
        return state

    def _laid_out(self, share: int) -> list[tuple[Table, Any]]:
        """The arrays of an automaton, laid out anew where it has grown."""
        automaton = self.plan.decision.automata[share]
        known = self._tables.get(share)
        if known is None or known[0] != automaton.cells:
            tables = automaton.tables(frozenset(self.plan.layers))
            arrays = [(each, self.np.asarray(each.cells, self.np.int64)) for each in tables]
            known = self._tables[share] = automaton.cells, arrays
        return known[1]

    def _cells(self, column: Any, read: Any, errors: list[list[str]]) -> tuple[Any, Any, Any]:
        """Codes and days of a column, from each of its distinct texts; and those texts."""
        np, pa = self.np, self.pa
        if pa.types.is_floating(column.type):
            column = pa.array(
                [None if v is None else repr(v) for v in column.to_pylist()], pa.string()
            )
        elif pa.types.is_timestamp(column.type):
            zoned = column.type.tz is not None
            form = "%Y-%m-%dT%H:%M:%SZ" if zoned else "%Y-%m-%d"
            column = self.compute.strftime(column, form)
        elif not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
            column = self.compute.cast(column, pa.string())
        encoded = column.dictionary_encode()
        indices = encoded.indices.fill_null(len(encoded.dictionary)).to_numpy(zero_copy_only=False)
        texts = [*(text.strip() for text in encoded.dictionary.to_pylist()), ""]
        cells = [read(text) if text else None for text in texts]
        codes = np.asarray([NONE if cell is None else cell.code for cell in cells], np.int64)
        days = np.asarray([(cell.day if cell else None) or 0 for cell in cells], np.int64)
        for place in np.flatnonzero(codes == BAD):
            cell = cells[place]
            assert cell is not None
            for row in np.flatnonzero(indices == place):
                errors[row].append(cell.error or "")
        return codes[indices], days[indices], np.asarray(texts, object)[indices]

    def _begin(self, on: Any, codes: dict[str, Any], days: dict[str, Any]) -> tuple[Any, Any]:
        """The first states of each row, and its number; puts the classes of days into `codes`."""
        np, layers = self.np, self.plan.layers
        keys = on.astype(object) if len(layers) > MOST_IN_64 else on.copy()
        for name in layers:
            marks = codes[name]
            keys = keys * 3 + np.where(marks == NONE, 1, np.where(marks == UNKNOWN_SAID, 2, 0))
        distinct, where = np.unique(keys, return_inverse=True)
        begins = [self._of_key(key) for key in distinct.tolist()]
        for name in filter(self.plan.is_dated, layers):
            cuts = np.full((len(begins), max(len(b.cuts[name]) for b in begins)), NEVER_COMES)
            for row, each in enumerate(begins):
                cuts[row, : len(each.cuts[name])] = each.cuts[name]
            most = np.asarray([len(b.cuts[name]) for b in begins])[where]
            found = np.minimum((days[name][:, None] > cuts[where]).sum(axis=1), most)
            codes[name] = np.where(codes[name] >= 0, found, codes[name])
        states = np.asarray([each.states for each in begins], np.int64)
        numbers = np.asarray([each.number for each in begins], np.int64)
        return [states[where, share] for share in range(states.shape[1])], numbers[where]

    def _of_key(self, key: int) -> Begin:
        """The beginning of a day with the marks of all layers behind it, in threes."""
        known = self._begins.get(key)
        if known is None:
            if len(self._begins) >= MOST_KEPT:
                self._begins.clear()
            on, marks = key, {}
            for name in reversed(self.plan.layers):
                on, marks[name] = divmod(on, 3)
            empty = frozenset(name for name, mark in marks.items() if mark == 1)
            unknown = frozenset(name for name, mark in marks.items() if mark == 2)
            known = self._begins[key] = self.plan.begin(max(on, 1), empty, unknown)
        return known

    def _told(
        self,
        batch: Any,
        states: Any,
        number: Any,
        on: Any,
        codes: dict[str, Any],
        days: dict[str, Any],
        texts: dict[str, Any],
        errors: list[list[str]],
    ) -> Any:
        np, plan, pa = self.np, self.plan, self.pa
        names = list(plan.facts)
        told, state = self._outcomes(states)
        odd = np.zeros(batch.num_rows, bool)
        settled = np.asarray([each["error"] is not None for each in told], bool)[state]
        for name in names:
            odd |= codes[name] == ODD
        wrong = np.asarray([bool(each) for each in errors], bool)
        place = state.copy()
        ask = odd | (~settled if plan.asks_all else False)
        for row in np.flatnonzero(ask | wrong).tolist():
            place[row] = len(told)
            if errors[row]:
                told.append({"error": "; ".join(errors[row])})
                continue
            given = {n: texts[n][row] for n in names if texts[n][row]}
            key: list[object] = [int(number[row])]
            for name in names:
                code = int(codes[name][row])
                key += [code, int(days[name][row])]
                key += [given.get(name)] if code == ODD or plan.by_words else []
            key += [int(on[row])] if plan.by_words else []
            told.append(self._ask(tuple(key), int(on[row]), given))
        where = pa.array(place)
        columns = [
            pa.array([each.get(name) for each in told], TYPES[name](pa)).take(where)
            for name in plan.request.columns
        ]
        schema = self.schema(batch.schema)
        return pa.RecordBatch.from_arrays([*batch.columns, *columns], schema=schema)

    def _outcomes(self, states: Any) -> tuple[list[dict[str, object]], Any]:
        """What the rows come to, each only once; and which of it each row does."""
        np, plan = self.np, self.plan
        if len(states) == 1:
            return [dict(vars(each)) for each in plan.outcomes()], states[0]
        distinct, where = np.unique(np.stack(states, axis=1), axis=0, return_inverse=True)
        shares = [plan.outcomes(share) for share in range(len(states))]
        told = []
        for first, *rest in distinct.tolist():
            found: dict[str, object] = dict(vars(shares[0][first]))
            if found["verdict"] is not None:
                parts = [share[each].clauses for share, each in zip(shares[1:], rest, strict=True)]
                found["clauses"] = [name for part in parts for name in part or ()]
            told.append(found)
        return told, where.reshape(-1)

    def _ask(self, key: object, on: int, given: dict[str, str]) -> dict[str, object]:
        found = self._asked.get(key)
        if found is None:
            if len(self._asked) >= MOST_KEPT:
                self._asked.clear()
            found = self._asked[key] = self.plan.answer(on, given)
        return found

    def schema(self, given: Any) -> Any:
        """The schema of a batch with its answers."""
        for name in self.plan.request.columns:
            given = given.append(self.pa.field(name, TYPES[name](self.pa)))
        return given


TYPES: dict[str, Any] = {
    **dict.fromkeys(
        ("verdict", "grade", "silence", "assumed", "sentence", "error"), lambda pa: pa.string()
    ),
    **dict.fromkeys(("from", "through"), lambda pa: pa.date32()),
    "clauses": lambda pa: pa.list_(pa.string()),
}
