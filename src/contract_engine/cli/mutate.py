"""`contract-engine mutate`: which small mistakes in the terms the scenarios would notice."""

from __future__ import annotations

from typing import Annotated

from contract_engine.cli.argv import place
from contract_engine.cli.coverage import Paths, Whose
from contract_engine.cli.options import OUTPUT, Drafts, JsonFlag, listed
from contract_engine.cli.output import print_json, print_problems
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.progress import Verbose, told, watched
from contract_engine.cli.show import print_page


def mutate(
    *paths: Paths,
    agreement: Whose = None,
    with_: Drafts = None,
    threshold: Annotated[
        float | None,
        Parameter(
            group=OUTPUT,
            metavar="PERCENT",
            help="exit with 1 where fewer mutants than this are noticed or accepted",
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        Parameter(
            group=OUTPUT,
            metavar="N",
            least=1,
            help="how many processes share the work; otherwise one for each core",
        ),
    ] = None,
    verbose: Verbose = False,
    json: JsonFlag = False,
) -> int:
    """Which small mistakes in the encoded terms the scenarios would notice.

    Makes each mistake in turn: a clause, line, exception, override, repeal or replacement left
    out, a modality turned round, a day moved, a value swapped, an instrument lost, a default
    changed. A mutant that answers no question otherwise doesn't count. One that fails no scenario
    is a survivor, printed with a scenario that would notice it; survivors that are meant to be are
    accepted, with a reason, in `accepted.yaml` beside the scenarios. Exit code 1 under the
    threshold and on a stale acceptance.

    For example:

      contract-engine mutate
      contract-engine mutate scenarios/lease --threshold 95
      contract-engine mutate --jobs 4 --json
    """
    from contract_engine.api.measures import mutate as mutated
    from contract_engine.render.words.measures import mutation_page

    measured = mutated(
        paths,
        agreement,
        drafts=listed(with_ or []),
        jobs=jobs,
        watch=told if verbose else watched,
        place=place,
    )
    fine = measured.accepted
    if json:
        print_json(measured.to_json())
    else:
        print_page(mutation_page(measured))
    if fine.stale and not json:
        print_problems(fine.stale)
    return (
        1 if fine.stale or (threshold is not None and measured.percent_settled < threshold) else 0
    )
