"""`contract-engine table`: one act asked of every row of a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from contract_engine.cli.argv import place
from contract_engine.cli.opened import open_agreement
from contract_engine.cli.options import (
    ASKED,
    DEFAULT,
    OUTPUT,
    WORLD,
    AgreementName,
    JsonFlag,
    day_of,
    grades,
    listed,
)
from contract_engine.cli.output import console, print_json
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.progress import watched
from contract_engine.diagnostics import BadInput, Problem

if TYPE_CHECKING:
    from contract_engine.tables.files import Done


def table(
    *files: Annotated[
        str,
        Parameter(
            name="IN", group=ASKED, help="Parquet, CSV or Arrow files, a folder of them, a pattern"
        ),
    ],
    ask: Annotated[
        str | None,
        Parameter(group=ASKED, metavar='"PARTY ACTION"', help="the act each row asks about"),
    ] = None,
    output: Annotated[
        Path,
        Parameter(
            name=("--output", "-o"),
            group=OUTPUT,
            metavar="OUT",
            help="a .parquet, .csv or .arrow file, or a folder: that gets a Parquet file for each "
            "part, and a job that stopped goes on with the parts that are not there yet",
        ),
    ],
    sql: Annotated[
        str | None,
        Parameter(
            group=ASKED, metavar="QUERY", help="rows of a query of DuckDB, in place of files"
        ),
    ] = None,
    on: Annotated[
        str | None, Parameter(group=ASKED, metavar="DAY", help="the day that all rows ask about")
    ] = None,
    on_column: Annotated[
        str | None, Parameter(group=ASKED, metavar="COLUMN", help="the column of each row's day")
    ] = None,
    map_: Annotated[
        list[str] | None,
        Parameter(
            name="--map",
            group=ASKED,
            metavar="NAME=COLUMN,...",
            help="the column of a fact, event or table of items, where it has another name",
        ),
    ] = None,
    histories: Annotated[
        list[str] | None,
        Parameter(
            group=ASKED,
            metavar="FILE,...",
            help="in place of --ask: each row is a contract, and these files have a row for each "
            "act or event of it (columns on or at, act or event, and what acts carry)",
        ),
    ] = None,
    key: Annotated[
        str | None,
        Parameter(group=ASKED, metavar="COLUMN", help="the column of both that names the contract"),
    ] = None,
    through: Annotated[
        str | None,
        Parameter(
            group=ASKED,
            metavar="DAY",
            help="the day through which all acts are told; otherwise each row's day",
        ),
    ] = None,
    columns: Annotated[
        list[str] | None,
        Parameter(
            group=OUTPUT,
            metavar="COLUMN,...",
            help="what is told of each row: verdict, clauses, grade, from, through, silence, "
            "assumed, sentence, error; otherwise verdict, clauses and error. All but these three "
            "are asked of the engine once for each distinct situation, and take longer. With "
            "--histories: state, since, by, due, due_on, due_by, overdue, breaches, hangs_on, "
            "error; otherwise all of them",
        ),
    ] = None,
    under: Annotated[
        str | None,
        Parameter(group=WORLD, metavar="VERSION", help="as if this version were the latest"),
    ] = None,
    without: Annotated[
        list[str] | None,
        Parameter(
            group=WORLD,
            metavar="INSTRUMENT,...",
            help="as if these instruments had never been made",
        ),
    ] = None,
    known: Annotated[
        str | None,
        Parameter(group=WORLD, metavar="DAY", help="only what had been published by this day"),
    ] = None,
    evidence: Annotated[
        str | None,
        Parameter(
            group=WORLD,
            metavar="GRADE",
            help=grades,
        ),
    ] = None,
    reading: Annotated[
        list[str] | None,
        Parameter(group=WORLD, metavar="NAME=VALUE,...", help="how to read disputed words"),
    ] = None,
    memory: Annotated[
        str,
        Parameter(group=OUTPUT, metavar="SIZE", help="what may be held before it spills to disk"),
    ] = "700MB",
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    r"""Ask about an act, or how a contract stands, in every row of a table, and write the answers.

    A column gives the fact, event or table of items of its name; an empty cell gives nothing, so
    that what is usual is assumed and the rest is open. A cell that can't be read is told in the
    column `error`, and its row is there all the same. Needs the extra `tables`.

    For example:

      contract-engine table orders.parquet --ask "openai serve" --on-column day -o answers.parquet
      contract-engine table orders/ --ask "openai serve" --on 2026-05-01 -o answers/
      contract-engine table contracts.parquet --histories acts.parquet --key contract
      --on 2026-05-01 -o statuses.parquet
      contract-engine table --sql "SELECT * FROM 'orders.csv' WHERE cloud = 'aws'" \
        --ask "openai serve" --on-column day --map product=kind -o answers.csv
    """
    from contract_engine.tables.files import Job, run
    from contract_engine.tables.request import Request
    from contract_engine.tables.statuses import COLUMNS, Histories

    if bool(ask) == bool(histories) or bool(histories) != bool(key):
        help_ = 'give `--ask "PARTY ACTION"`, or `--histories FILE --key COLUMN`'
        raise BadInput([Problem("E504", "what is asked of the rows?", place(), help=help_)])
    if bool(files) == bool(sql):
        help_ = "name files, or give a query with `--sql`; not both"
        raise BadInput([Problem("E504", "which rows?", place(), help=help_)])
    usual = COLUMNS if histories else ("verdict", "clauses", "error")
    given_columns = listed(columns or []) or usual
    request = Request(
        ask=ask or "",
        on=day_of(on, "--on"),
        on_column=on_column,
        facts=_pairs(map_ or [], "--map"),
        columns=given_columns if "error" in given_columns else (*given_columns, "error"),
        options={
            "under": under,
            "without": listed(without or []),
            "known": day_of(known, "--known"),
            "evidence": evidence,
            "readings": _pairs(reading or [], "--reading"),
        },
    )
    recorded = None if key is None else Histories(key, day_of(through, "--through"))
    job = Job(request, output, files, sql, memory, recorded, listed(histories or []))
    done = run(open_agreement(agreement), job, watched)
    if json:
        print_json(vars(done))
    else:
        _show(done, output)
    return 0


def _pairs(texts: list[str], option: str) -> dict[str, str]:
    found = {}
    for each in listed(texts):
        name, sign, value = each.partition("=")
        if not (name and sign and value):
            help_ = f"write `{option} NAME=...`"
            raise BadInput(
                [Problem("E505", f"`{each}` is no pair", place(each, option), help=help_)]
            )
        found[name] = value
    return found


def _show(done: Done, output: Path) -> None:
    from contract_engine.render.lines import hang
    from contract_engine.render.words.phrases import pairs

    out = console()
    kept = f", {done.kept} of {done.parts} parts were there" if done.kept else ""
    wrong = f", {done.errors:,} with an error" if done.errors else ""
    rows = "1 row" if done.rows == 1 else f"{done.rows:,} rows"
    hang(out, f"{rows}{wrong}{kept}, in {output}")
    taken = pairs(done.facts) if done.facts else "nothing: no column has the name of a fact"
    hang(out, f"read: {taken}", 2, 4)
