"""`contract-engine test`: scenario files against the rules they are about."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

from contract_engine.cli.argv import place
from contract_engine.cli.options import ASKED, OUTPUT, Drafts, JsonFlag, listed
from contract_engine.cli.output import print_json
from contract_engine.cli.output_file import write_file
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.progress import watched
from contract_engine.cli.show import print_page
from contract_engine.diagnostics import BadInput


def test(
    *paths: Annotated[
        Path,
        Parameter(name="PATH", group=ASKED, help="scenario files and folders"),
    ],
    agreement: Annotated[
        str | None,
        Parameter(
            group=ASKED,
            metavar="NAME|PATH",
            help="whose scenarios, where no PATH is given; the rules to test, where one is",
        ),
    ] = None,
    with_: Drafts = None,
    words: Annotated[
        str,
        Parameter(
            name="-k", group=ASKED, metavar="WORDS", help="only those with these in name or file"
        ),
    ] = "",
    exit_first: Annotated[
        bool, Parameter(name="-x", group=OUTPUT, help="stop at the first that does not hold")
    ] = False,
    junit_xml: Annotated[
        Path | None,
        Parameter(
            name="--junit", group=OUTPUT, metavar="FILE", help="also write them as JUnit XML"
        ),
    ] = None,
    json: JsonFlag = False,
) -> int:
    """Run scenarios: questions with the answers that the record gives.

    A scenario file names its agreement: the rules of that name beside the file, or else in ./rules
    or shipped. pytest runs scenario files too, each scenario as a test of its own.

    For example:

      contract-engine test scenarios/lease -k "deposit returned" -x
      contract-engine test --agreement lease --junit results.xml
    """
    from contract_engine.api.scenarios import run_scenarios
    from contract_engine.render.words.scenarios import tested_page

    started = time.perf_counter()
    found = run_scenarios(
        paths,
        agreement,
        drafts=listed(with_ or []),
        words=words,
        exit_first=exit_first,
        watch=watched,
        place=place,
    )
    if junit_xml is not None:
        from contract_engine.render.junit import junit

        write_file(junit_xml, junit(found))
    if found.problems:
        raise BadInput(found.problems)
    if json:
        print_json(found.to_json())
    else:
        print_page(tested_page(found, time.perf_counter() - started))
    return 0 if found.held else 1
