"""`contract-engine check`: what is wrong with rule files, or should be looked at."""

from __future__ import annotations

from typing import Annotated

from contract_engine.cli.argv import place
from contract_engine.cli.opened import open_agreement
from contract_engine.cli.options import (
    ASKED,
    DEFAULT,
    AgreementName,
    Drafts,
    JsonFlag,
    day_of,
    listed,
)
from contract_engine.cli.output import print_json, print_problems
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.show import print_page
from contract_engine.diagnostics import BadInput, Problem


def check(
    *,
    ranks: Annotated[
        bool, Parameter(group=ASKED, help="list every pair of clauses that only rank decides")
    ] = False,
    gap: Annotated[
        tuple[str, str] | None,
        Parameter(
            name="--gaps",
            group=ASKED,
            metavar="PARTY ACTION",
            help="list the regions in which no clause speaks of this act",
        ),
    ] = None,
    on: Annotated[
        str | None, Parameter(group=ASKED, metavar="DAY", help="with --gaps: only this day")
    ] = None,
    with_: Drafts = None,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
) -> int:
    """Load an agreement, and prove what can be proved of it.

    Finds clauses that can conflict (with a situation), that can never apply or govern, exceptions
    that can never fire, amendments that change nothing, and days without a term. A finding that is
    meant to be so is accepted, with a reason, in `accepted.yaml` beside the rules. Exit code 1 on
    a new finding and on a stale acceptance.

    For example:

      contract-engine check
      contract-engine check --ranks
      contract-engine check --gaps openai serve --on 2025-11-15
    """
    from contract_engine.api.named import act_named
    from contract_engine.render.words.check import checked_page, gaps_page

    loaded = open_agreement(agreement, listed(with_ or []), places=True)
    if gap is not None:
        act = act_named(loaded.model, *gap, place)
        regions = loaded.gaps(act, on=day_of(on, "--on"), place=place(option="--gaps"))
        if json:
            print_json(regions.to_json())
        else:
            print_page(gaps_page(regions))
        return 0
    if on is not None:
        message = "--on is for --gaps"
        raise BadInput([Problem("E505", message, place(option="--on"), help="leave it out")])
    found = loaded.check()
    if json:
        print_json(found.to_json())
    else:
        if found.problems:
            print_problems(found.problems)
        print_page(checked_page(found, ranks=ranks))
    return 1 if found.problems else 0
