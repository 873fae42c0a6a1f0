"""`contract-engine coverage`: what the scenarios exercise of every clause, and what they don't."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from contract_engine.cli.argv import place
from contract_engine.cli.options import ASKED, OUTPUT, Drafts, JsonFlag, listed
from contract_engine.cli.output import print_json, print_problems, source_of
from contract_engine.cli.output_file import write_file
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.progress import Verbose, told, watched
from contract_engine.cli.show import print_page

Paths = Annotated[
    Path, Parameter(name="PATH", group=ASKED, help="scenario files and folders, of one agreement")
]
Whose = Annotated[
    str | None,
    Parameter(
        group=ASKED,
        metavar="NAME|PATH",
        help="whose scenarios, where no PATH is given; the rules to measure, where one is",
    ),
]
Threshold = Annotated[
    float | None,
    Parameter(
        group=OUTPUT,
        metavar="PERCENT",
        help="exit with 1 where less than this is exercised or accepted",
    ),
]


def coverage(
    *paths: Paths,
    agreement: Whose = None,
    with_: Drafts = None,
    missing: Annotated[
        bool, Parameter(group=OUTPUT, help="print scenarios for what is not exercised, to paste")
    ] = False,
    threshold: Threshold = None,
    html: Annotated[
        Path | None,
        Parameter(
            group=OUTPUT,
            metavar="FILE",
            help="also write the rule files' text, with what is exercised in its margin",
        ),
    ] = None,
    verbose: Verbose = False,
    json: JsonFlag = False,
) -> int:
    """What the scenarios exercise of every clause.

    Each clause should govern somewhere, be set aside by whatever can, fail on each of its lines
    alone, be asked about before, on and after each day it begins or ends, and under each value of
    each reading that it turns on. Only what can happen is counted. Gaps that are meant to be are
    accepted, with a reason, in `accepted.yaml` beside the scenarios. Exit code 1 under the
    threshold and on a stale acceptance.

    For example:

      contract-engine coverage
      contract-engine coverage --missing --agreement microsoft-openai
      contract-engine coverage scenarios/lease --threshold 100
    """
    from contract_engine.api.measures import coverage as covered
    from contract_engine.render.coverage_page import page
    from contract_engine.render.words.measures import coverage_page

    watch = told if verbose else watched
    measured = covered(
        paths,
        agreement,
        drafts=listed(with_ or []),
        propose=missing,
        places=html is not None,
        watch=watch,
        place=place,
    )
    model, found, fine = measured.agreement.model, measured.found, measured.accepted
    if html is not None:
        files = sorted({objective.place.file for objective in (*found.met, *found.missing)})
        texts = {file: source_of(file) or "" for file in files}
        write_file(html, page(model.title, texts, found, fine.reasons).encode())
    if json:
        print_json(measured.to_json())
    elif missing:
        sys.stdout.write(measured.proposed())
    else:
        print_page(coverage_page(measured))
    if fine.stale and not json:
        print_problems(fine.stale)
    return (
        1 if fine.stale or (threshold is not None and measured.percent_settled < threshold) else 0
    )
