"""`contract-engine export`: an agreement's terms on a day -> rules written in another language."""

from __future__ import annotations

import json as json_
from pathlib import Path
from typing import Annotated

from contract_engine.cli.import_odrl import Language, tell_remarks
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
from contract_engine.cli.output import print_json
from contract_engine.cli.output_file import write_file
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.question_text import request_of


def export(
    language: Annotated[Language, Parameter(name="LANGUAGE", group=ASKED, help="what to write in")],
    /,
    *,
    asking: Asking | None = None,
    output: Annotated[
        Path | None,
        Parameter(
            group=OUTPUT, metavar="FILE", help="write the policy here; otherwise it is printed"
        ),
    ] = None,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """Write the terms that are in force on a day as an ODRL policy, in JSON-LD.

    What the policy doesn't say is told on stderr: nothing is lost silently. A term that ODRL can't
    express narrows its rule by a constraint on a name of its own, so that no permission gets wider.
    What is given says which terms have begun and ended, and no more. The page docs/odrl.md says
    what becomes what.

    For example:

      contract-engine export odrl --on 2026-05-01
      contract-engine export odrl --on 2025-11-15 --output terms.jsonld
    """
    from contract_engine.api.odrl_policies import export_terms

    loaded = open_agreement(agreement, drafts_of(asking))
    made = export_terms(loaded, request_of(loaded.model.vocabulary, (), asking or Asking()))
    if output is not None:
        text = json_.dumps(made.policy, indent=2, ensure_ascii=False) + "\n"
        write_file(output, text.encode())
    if json:
        print_json(made.to_json())
        return 0
    if output is None:
        print_json(made.policy)
    tell_remarks(made.remarks)
    return 0
