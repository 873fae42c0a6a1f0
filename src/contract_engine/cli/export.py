"""`contract-engine export`: terms of a day as an ODRL policy, or an act's decision as SQL."""

from __future__ import annotations

import json as json_
from pathlib import Path
from typing import Annotated, Literal

from contract_engine.cli.argv import place
from contract_engine.cli.export_sql import Sql, select_of
from contract_engine.cli.import_odrl import tell_remarks
from contract_engine.cli.opened import open_agreement
from contract_engine.cli.options import (
    ASKED,
    DEFAULT,
    OUTPUT,
    AgreementName,
    Asking,
    JsonFlag,
    drafts_of,
)
from contract_engine.cli.output import Paper, print_json
from contract_engine.cli.output_file import write_file
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.question_text import request_of
from contract_engine.diagnostics import BadInput, Problem


def export(
    language: Annotated[
        Literal["odrl", "sql"], Parameter(name="LANGUAGE", group=ASKED, help="what to write in")
    ],
    /,
    *,
    asking: Asking | None = None,
    sql: Sql | None = None,
    output: Annotated[
        Path | None,
        Parameter(group=OUTPUT, metavar="FILE", help="write it here; otherwise it is printed"),
    ] = None,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """Write the terms that are in force on a day as an ODRL policy, or an act's decision as SQL.

    What a policy doesn't say is told on stderr: nothing is lost silently. A term that ODRL can't
    express narrows its rule by a constraint on a name of its own, so that no permission gets wider.
    What is given says which terms have begun and ended, and no more. The page docs/odrl.md says
    what becomes what.

    The SQL answers every row of a table as `ask` does, where no Python runs: a SELECT whose
    columns are those of the table, verdict, clauses and error. What can't be written out exactly
    is refused. The page docs/portfolio.md says more.

    For example:

      contract-engine export odrl --on 2026-05-01
      contract-engine export odrl --on 2025-11-15 --output terms.jsonld
      contract-engine export sql --act "openai serve" --on 2026-05-01 --facts product,cloud=place
    """
    loaded = open_agreement(agreement, drafts_of(asking))
    asking = asking or Asking()
    if language == "sql":
        text = select_of(loaded, asking, sql or Sql())
        if output is not None:
            write_file(output, text.encode())
        if json:
            print_json({"agreement": loaded.model.id, "sql": text})
        elif output is None:
            Paper().print(text, end="")  # a terminal would break its lines
        return 0
    from contract_engine.api.odrl_policies import export_terms

    if sql is not None and sql != Sql():
        help_ = "they are of `export sql`"
        raise BadInput([Problem("E504", "options of SQL, and a policy", place(), help=help_)])
    made = export_terms(loaded, request_of(loaded.model.vocabulary, (), asking))
    if output is not None:
        policy = json_.dumps(made.policy, indent=2, ensure_ascii=False) + "\n"
        write_file(output, policy.encode())
    if json:
        print_json(made.to_json())
        return 0
    if output is None:
        print_json(made.policy)
    tell_remarks(made.remarks)
    return 0
