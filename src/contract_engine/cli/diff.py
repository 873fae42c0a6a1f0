"""`contract-engine diff`: exactly which questions get another answer in another world."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

from contract_engine.cli.argv import place
from contract_engine.cli.options import ASKED, DEFAULT, OUTPUT, AgreementName, Drafts, listed
from contract_engine.cli.output import clean
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.progress import watched
from contract_engine.cli.show import Shown, show

if TYPE_CHECKING:
    from contract_engine.render.page import Page

Sort = Literal["version", "date", "folder", "revision"]


def diff(
    first: Annotated[
        str | None,
        Parameter(
            name="A",
            group=ASKED,
            help="a version, a day, a rule folder, or a git revision (or A...B)",
        ),
    ] = None,
    second: Annotated[
        str | None,
        Parameter(
            name="B",
            group=ASKED,
            help="the other; a revision alone is compared with the working tree",
        ),
    ] = None,
    /,
    *,
    as_: Annotated[
        Sort | None,
        Parameter(name="--as", group=ASKED, metavar="SORT", help="what A and B are"),
    ] = None,
    all_: Annotated[
        bool,
        Parameter(name="--all", group=OUTPUT, help="also where not all else is as usually assumed"),
    ] = False,
    clauses: Annotated[
        bool, Parameter(group=OUTPUT, help="also where only the governing clauses differ")
    ] = False,
    exit_code: Annotated[
        bool, Parameter(group=OUTPUT, help="exit with 1 where anything differs")
    ] = False,
    markdown: Annotated[
        bool, Parameter(group=OUTPUT, help="print Markdown tables, for a review")
    ] = False,
    scenarios: Annotated[
        bool | None,
        Parameter(
            negative="--no-scenarios",
            group=OUTPUT,
            help="of rule folders and revisions, also the scenarios that turn, and the coverage "
            "gained and lost; --markdown does it unless told not to",
        ),
    ] = None,
    with_: Drafts = None,
    agreement: AgreementName = DEFAULT,
    shown: Shown | None = None,
) -> int:
    """Which questions get another verdict or another governing clause, and nothing else.

    Versions are compared from the day the later one takes effect; days as they are; rule folders
    and git revisions on every day. With --with and neither A nor B, the agreement as it is with the
    agreement if the drafts were made. A and B are tried in that order; --as forces one. Nothing is
    listed when the meaning is the same, however the text changed.

    For example:

      contract-engine diff 2025-10 2026-04
      contract-engine diff 2025-10-27 2025-10-28 --clauses
      contract-engine diff main...HEAD --markdown
      contract-engine diff --with draft.yaml --scenarios
    """
    from contract_engine.api.diff import diff as compared
    from contract_engine.render.words.diff import diff_markdown, diff_page

    shown = shown or Shown()
    markdown = markdown or shown.format == "markdown"
    found = compared(
        first,
        second,
        agreement,
        drafts=listed(with_ or []),
        as_=as_,
        every=all_,
        scenarios=(None if markdown else False) if scenarios is None else scenarios,
        watch=watched,
        place=place,
    )
    if markdown and not shown.as_json:
        sys.stdout.write(clean(f"{diff_markdown(found, all_=all_)}\n"))
    else:

        def page(brief: bool) -> Page:
            return diff_page(found, all_=all_, clauses=clauses, brief=brief)

        show(found.model, found.to_json, page, shown)
    return 1 if exit_code and not found.same else 0
