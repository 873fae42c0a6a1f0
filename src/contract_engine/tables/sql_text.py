"""A plan that is laid out -> SQL that answers the rows of a table, without the engine.

What is looked up stands in the text as lists of values, and an answer is as many joins. Only the
days and the checks of cells differ between dialects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from contract_engine.api import LoadedAgreement
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.model.vocabulary import KindFact, NumberFact, YesNoFact
from contract_engine.tables.cells import quoted, text
from contract_engine.tables.dialects import Dialect, dialect_of
from contract_engine.tables.laid_out import LaidOut, asked_for, laid_out
from contract_engine.tables.plan import LOOKED_UP, Looked
from contract_engine.tables.request import COLUMNS, TABLE, Request

ON_A_LINE = 12
YES, NO = "('yes', 'true')", "('no', 'false')"


def sql(
    loaded: LoadedAgreement,
    request: Request,
    table: str,
    *,
    dialect: str = "duckdb",
    filled: Sequence[str] = (),
    span: tuple[date, date] = (date.min, date.max),
) -> str:
    """A SELECT of the rows of a table with their answers, equal to those of `ask`.

    Args:
        loaded: The agreement.
        request: What is asked; its `facts` are the columns there are, by default one for each fact
            and event that the act asks for.
        table: The table's name, with its schema where it has one.
        dialect: A name of `DIALECTS`.
        filled: Facts and events whose column always has a value.
        span: The first and the last day that there is in the column of days.

    Raises:
        BadInput: With all that can't be written out; TooLarge where the act is too large.
    """
    written_for = dialect_of(dialect)
    told = [name for name in request.columns if name in COLUMNS and name not in LOOKED_UP]
    if told:
        message = f"`{told[0]}` is told by the engine alone"
        raise BadInput([Problem("E544", f"this can't be written as SQL: {message}", TABLE)])
    if not request.facts:
        request = replace(request, facts={name: name for name in asked_for(loaded, request)})
    laid = laid_out(loaded, request, filled, span)
    about = f"{request.ask}: agreement {loaded.model.id}, rules {loaded.engine.rules_sha256}"
    return f"-- {about}\n{Writing(laid, written_for, table).select()}"


class Writing:
    """Writes the SQL of one plan in one dialect."""

    def __init__(self, laid: LaidOut, dialect: Dialect, table: str) -> None:
        self.laid = laid
        self.plan = laid.plan
        self.dialect = dialect
        self.table = ".".join(map(quoted, table.split(".")))
        self.dated = [name for name in laid.plan.layers if laid.plan.is_dated(name)]
        self.most = {
            name: max((len(s.cuts[name]) for s in laid.days), default=0) for name in self.dated
        }

    def select(self) -> str:
        """The rows of the table with their answers."""
        lists = ",\n".join(self._lists())
        joins = "\n".join(self._joins())
        columns = ",\n  ".join(["t.*", *self._told()])
        return f"WITH\n{lists}\nSELECT\n  {columns}\nFROM {self.table} AS t\n{joins}"

    def _lists(self) -> Iterator[str]:
        """What is looked up, as lists of values with names."""
        cuts = [f"cut_{i}_{k}" for i, name in enumerate(self.dated) for k in range(self.most[name])]
        days = []
        for each in self.laid.days:
            row = [self._literal(each.first), self._literal(each.last), str(each.shape)]
            for name in self.dated:
                here = [self._literal(cut) for cut in each.cuts[name]]
                row += [*here, *["NULL"] * (self.most[name] - len(here))]
            days.append(row)
        yield _values("ce_days", ["first_day", "last_day", "shape", *cuts], days)
        yield _numbered("ce_begin", self.laid.states)
        for number, array in enumerate(self.laid.arrays):
            yield _numbered(f"ce_array_{number}", array.cells)
        outcomes = [[str(k), *map(_text, _told(each))] for k, each in enumerate(self.laid.outcomes)]
        yield _values("ce_outcome", ["k", "verdict", "clauses", "error"], outcomes)

    @property
    def _span(self) -> tuple[int, int]:
        """The first and the last day there is."""
        return self.laid.days[0].first, self.laid.days[-1].last

    def _literal(self, ordinal: int) -> str:
        return self.dialect.day_of(ordinal)

    def _joins(self) -> Iterator[str]:
        """The steps of a row, from its day to its outcome."""
        request, laid = self.plan.request, self.laid
        if request.on_column is None:
            yield "JOIN ce_days AS d ON 1 = 1"
        else:
            day = self._day(request.on_column)
            yield f"LEFT JOIN ce_days AS d ON {day} BETWEEN d.first_day AND d.last_day"
        marks = [
            f"{laid.strides[name]} * {self._mark(name)}"
            for name, each in laid.marks.items()
            if each.count > 1
        ]
        checks = [f"CASE WHEN {bad} THEN NULL ELSE 0 END" for bad in self._bad().values()]
        yield _on("ce_begin", "b", [f"d.shape * {laid.patterns}", *marks, *checks])
        last = "b.s"
        for number, each in enumerate(laid.arrays):
            steps = [
                f"{stride} * {self._code(name)}"
                for name, stride in zip(each.names, each.strides, strict=True)
                if name in self.plan.layers
            ]
            yield _on(f"ce_array_{number}", f"a{number}", [f"{last} * {each.size}", *steps])
            last = f"a{number}.s"
        yield _on("ce_outcome", "o", [last])

    def _told(self) -> list[str]:
        """The columns of the answer; what can't be read leaves the other two empty."""
        parts = [
            f"CASE WHEN {bad} THEN '; ' || {self._message(name)} ELSE '' END"
            for name, bad in self._bad().items()
        ]
        column = self.plan.request.on_column
        if column is not None:
            at = self._at(column)
            parts.append(f"CASE WHEN {at} IS NULL THEN {text(f'; {column}: no day')} ELSE '' END")
            outside = f"{at} IS NOT NULL AND d.shape IS NULL"
            first, last = (date.fromordinal(each) for each in self._span)
            told = text(f"; {column}: not from {first} to {last}")
            parts.append(f"CASE WHEN {outside} THEN {told} ELSE '' END")
        wrong = f"NULLIF(SUBSTR({' || '.join(parts)}, 3), '')" if parts else ""
        errors = f"COALESCE(o.error, {wrong})" if wrong else "o.error"
        told_of = {"verdict": "o.verdict", "clauses": "o.clauses", "error": errors}
        wanted = [name for name in COLUMNS if name in self.plan.request.columns]
        return [f"{told_of[name]} AS {quoted(name)}" for name in wanted]

    def _message(self, name: str) -> str:
        fact, said = self.plan.subject(name), f"CAST({self._at(self.plan.facts[name])} AS VARCHAR)"
        one = "one value" if isinstance(fact, KindFact) else "value"
        empty = text(f"{name}: no value")
        told = f"{text(f'{name}: `')} || {said} || {text(f'` is no {one} of `{name}`')}"
        return f"COALESCE({told}, {empty})"

    def _bad(self) -> dict[str, str]:
        """Of each name the condition under which its cell can't be read, where there is one."""
        return {name: f"({bad})" for name in self.plan.facts if (bad := self._unreadable(name))}

    def _unreadable(self, name: str) -> str:
        at, fact = self._at(self.plan.facts[name]), self.plan.subject(name)
        marks = self.laid.marks.get(name)
        filled = marks is not None and marks.empty is None
        is_empty = f"{at} IS NULL"
        match fact:
            case KindFact() | YesNoFact():
                said = self._text(name)
                is_empty = f"COALESCE({said}, '') = ''"
                known = [text(each) for each in self._classes(name)]
                plain = f"{said} IN ({', '.join(known)})"
                if isinstance(fact, YesNoFact):
                    plain = f"LOWER({said}) IN {YES} OR LOWER({said}) IN {NO}"
                unknown = "" if filled else f" OR {said} = 'unknown'"
                bad = f"NOT ({is_empty} OR {plain}{unknown})"
            case NumberFact():
                wrong = [self.dialect.no_number.format(at)]
                wrong += [f"{at} < {fact.least}"] if fact.least is not None else []
                wrong += [f"{at} > {fact.most}"] if fact.most is not None else []
                wrong += [f"{at} <> ROUND({at}, 0)"] if fact.whole else []
                bad = f"{at} IS NOT NULL AND ({' OR '.join(wrong)})"
            case _:
                bad = f"{at} IS NOT NULL AND ({self.dialect.no_day.format(at)})"
        return f"{is_empty} OR {bad}" if filled else bad

    def _mark(self, name: str) -> str:
        """Whether a layer's cell has a value, or is empty or unknown, as a number."""
        marks, fact = self.laid.marks[name], self.plan.subject(name)
        if not isinstance(fact, KindFact | YesNoFact):
            at = self._at(self.plan.facts[name])
            return f"CASE WHEN {at} IS NULL THEN {marks.empty} ELSE 0 END"
        unknown = f"WHEN 'unknown' THEN {marks.unknown}"
        said = f"COALESCE({self._text(name)}, '')"
        return f"CASE {said} WHEN '' THEN {marks.empty} {unknown} ELSE 0 END"

    def _code(self, name: str) -> str:
        """The class of a layer's cell; of an empty one the first, as it makes no difference."""
        at, fact = self._at(self.plan.facts[name]), self.plan.subject(name)
        match fact:
            case KindFact():
                cases = [f"WHEN {text(t)} THEN {c}" for t, c in self._classes(name).items() if c]
                return f"CASE {self._text(name)} {' '.join(cases)} ELSE 0 END" if cases else "0"
            case YesNoFact():
                yes, no = (self.plan.cell(name, said).code for said in ("yes", "no"))
                said = f"LOWER({self._text(name)})"
                return (
                    f"CASE WHEN {said} IN {YES} THEN {yes} WHEN {said} IN {NO} THEN {no} ELSE 0 END"
                )
            case NumberFact():
                cuts = self.plan.decision.fixed[name].cuts  # type: ignore[union-attr]  # of a number
                steps = [f"{at} {'>' if side else '>='} {constant}" for constant, side in cuts]
            case _:
                index, day = self.dated.index(name), self._day(self.plan.facts[name])
                steps = [f"{day} > d.cut_{index}_{k}" for k in range(self.most[name])]
        parts = [f"CASE WHEN {step} THEN 1 ELSE 0 END" for step in steps]
        return f"({' + '.join(parts)})" if parts else "0"

    def _classes(self, name: str) -> dict[str, int]:
        """The values of a kind that are of one class, each with it."""
        fact = self.plan.subject(name)
        if not isinstance(fact, KindFact):
            return {}
        codes = {each: self.plan.cell(name, each).code for each in fact.values}
        return {each: code for each, code in codes.items() if code >= 0}

    def _at(self, column: str) -> str:
        return f"t.{quoted(column)}"

    def _text(self, name: str) -> str:
        return f"TRIM(CAST({self._at(self.plan.facts[name])} AS VARCHAR))"

    def _day(self, column: str) -> str:
        return self.dialect.day.format(self._at(column))


def _told(outcome: Looked) -> tuple[str | None, str | None, str | None]:
    clauses = None if outcome.clauses is None else " ".join(outcome.clauses)
    return outcome.verdict, clauses, outcome.error


def _text(value: str | None) -> str:
    return "CAST(NULL AS VARCHAR)" if value is None else text(value)


def _on(name: str, alias: str, terms: Sequence[str]) -> str:
    code = " +\n  ".join(terms)
    return f"LEFT JOIN {name} AS {alias} ON {alias}.k =\n  {code}"


def _numbered(name: str, values: Sequence[int]) -> str:
    return _values(name, ["k", "s"], [[str(k), str(s)] for k, s in enumerate(values)])


def _values(name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A list of values as a common table expression."""
    listed = [f"({', '.join(row)})" for row in rows]
    starts = range(0, len(listed), ON_A_LINE)
    lines = ",\n  ".join(", ".join(listed[start : start + ON_A_LINE]) for start in starts)
    return f"{name}({', '.join(columns)}) AS (VALUES\n  {lines})"
