"""What `export sql` is given on the command line -> the text of its SELECT or view."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from contract_engine.cli.argv import place
from contract_engine.cli.options import Asking, day_of, listed
from contract_engine.cli.parameters import SQL, Parameter, options
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.lazy_dataclass import dataclass, field

if TYPE_CHECKING:
    from contract_engine.api import LoadedAgreement

TABLE = "situations"
"""What a table is called that has no name yet."""


@options
@dataclass
class Sql:
    """What `export sql` takes besides the options of a question."""

    act: Annotated[
        str | None,
        Parameter(group=SQL, metavar='"PARTY ACTION"', help="the act each row asks about"),
    ] = None
    table: Annotated[
        str | None,
        Parameter(group=SQL, metavar="TABLE", help="the table of the rows; otherwise `situations`"),
    ] = None
    on_column: Annotated[
        str | None,
        Parameter(group=SQL, metavar="COLUMN", help="the column of each row's day, without --on"),
    ] = None
    facts: Annotated[
        list[str],
        Parameter(
            group=SQL,
            metavar="NAME[=COLUMN],...",
            help="the facts and events that have a column, of their name or of another; otherwise "
            "all that the act asks for",
        ),
    ] = field(default_factory=list)
    filled: Annotated[
        list[str],
        Parameter(group=SQL, metavar="NAME,...", help="those whose column always has a value"),
    ] = field(default_factory=list)
    first: Annotated[
        str | None,
        Parameter(group=SQL, metavar="DAY", help="the first day in the column of days"),
    ] = None
    last: Annotated[str | None, Parameter(group=SQL, metavar="DAY", help="and the last one")] = None
    columns: Annotated[
        list[str],
        Parameter(
            group=SQL, metavar="COLUMN,...", help="what is told: verdict, clauses, error, or fewer"
        ),
    ] = field(default_factory=list)
    view: Annotated[
        str | None,
        Parameter(group=SQL, metavar="NAME", help="write CREATE VIEW, not the SELECT alone"),
    ] = None
    dialect: Annotated[
        Literal["duckdb", "sqlite"] | None,
        Parameter(group=SQL, help="whose SQL; otherwise that of DuckDB"),
    ] = None


def select_of(loaded: LoadedAgreement, asking: Asking, sql: Sql) -> str:
    """The text, with a semicolon at its end; raises BadInput, TooLarge."""
    if asking.given or asking.situation:
        message = "rows say what is given: `export sql` takes no `--given` or `--situation`"
        raise BadInput([Problem("E504", message, place())])
    if sql.act is None:
        help_ = '`--act "PARTY ACTION"`'
        raise BadInput([Problem("E504", "which act is it about?", place(), help=help_)])
    pairs = (each.partition("=") for each in listed(sql.facts))
    readings = (each.partition("=") for each in listed(asking.reading))
    text = loaded.sql(
        sql.act,
        sql.table or TABLE,
        on=day_of(asking.on, "--on"),
        on_column=sql.on_column,
        facts={name: column or name for name, _, column in pairs},
        filled=listed(sql.filled),
        columns=listed(sql.columns) or ("verdict", "clauses", "error"),
        dialect=sql.dialect or "duckdb",
        under=asking.under,
        without=listed(asking.without),
        known=day_of(asking.known, "--known"),
        evidence=asking.evidence,
        readings={name: value for name, _, value in readings},
        first=day_of(sql.first, "--first") or date.min,
        last=day_of(sql.last, "--last") or date.max,
    )
    if sql.view is None:
        return f"{text};\n"
    about, _, select = text.partition("\n")
    named = ".".join('"' + part.replace('"', '""') + '"' for part in sql.view.split("."))
    return f"{about}\nCREATE VIEW {named} AS\n{select};\n"
