"""`contract-engine mutate`: which small mistakes in the terms the scenarios would notice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from cyclopts import Parameter, validators
from rich.text import Text

from contract_engine.answers.answer import as_json
from contract_engine.cli.coverage import (
    Measured,
    Paths,
    Whose,
    left_out,
    measure,
    reasons,
    several,
)
from contract_engine.cli.layout import hang, show_table, table
from contract_engine.cli.options import OUTPUT, JsonFlag
from contract_engine.cli.output import console, print_json, print_problems
from contract_engine.cli.progress import watched
from contract_engine.diagnostics import BadInput
from contract_engine.diagnostics.render import as_data
from contract_engine.measure.accepted import Accepted, accepted
from contract_engine.measure.mutation.mutation import Fate, Mutation, count, fates
from contract_engine.measure.space.proposals import as_file

CODE = "mutation"


def mutate(
    *paths: Paths,
    agreement: Whose = None,
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
            validator=validators.Number(gte=1),
            help="how many processes share the work; otherwise one for each core",
        ),
    ] = None,
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
    measured = measure(paths, agreement)
    model, held = measured.loaded.model, measured.suite.held
    total = count(model)
    found = Mutation(tuple(watched(fates(model, held, jobs), total, "mutants")))
    survivors = found.of_status("survived")
    fine, problems = accepted(measured.files, CODE, {fate.about for fate in survivors})
    if problems:
        raise BadInput(problems)
    left = [fate for fate in survivors if fate.about not in fine.reasons]
    settled = 100.0 - 100.0 * len(left) / found.counted if found.counted else 100.0
    if json:
        print_json(_data(measured, found, fine, left))
    else:
        _show(measured, found, fine, left)
    if fine.stale and not json:
        print_problems(fine.stale)
    return 1 if fine.stale or (threshold is not None and settled < threshold) else 0


def _show(measured: Measured, found: Mutation, fine: Accepted, left: Sequence[Fate]) -> None:
    out = console()
    made = table(["of", "mutants", "noticed", "survived", "equivalent"], ["of"])
    for name in dict.fromkeys(fate.of for fate in found.fates):
        own = Mutation(tuple(fate for fate in found.fates if fate.of == name))
        lost = len(own.of_status("survived"))
        made.add_row(
            name,
            str(own.counted),
            f"{own.score:.0f} %" if own.counted else "",
            Text(str(lost) if lost else "", style="yellow"),
            str(len(own.of_status("equivalent")) or ""),
        )
    show_table(out, made)
    out.print()
    same, refused = len(found.of_status("equivalent")), len(found.of_status("refused"))
    hang(
        out,
        f"{len(found.of_status('killed'))} of {several(found.counted, 'mutant')} noticed by "
        f"{several(len(measured.suite.held), 'scenario')}: {found.score:.1f} %. Not counted: "
        f"{same} that change no answer, {refused} that the loader refuses. "
        f"{several(len(left), 'survivor')} not accepted{'.' if not left else ', each with a '}"
        f"{'scenario that would notice it:' if left else ''}",
    )
    if left:
        out.print()
        text = as_file(measured.loaded.model.id, [f.proposal for f in left if f.proposal])
        out.print(Text(text.rstrip("\n")), soft_wrap=True)
        out.print()
    reasons(out, fine, "survivor")
    left_out(out, measured)


def _data(measured: Measured, found: Mutation, fine: Accepted, left: Sequence[Fate]) -> object:
    return {
        "agreement": measured.loaded.model.id,
        "scenarios": len(measured.suite.held),
        "left_out": [scenario.name for scenario in measured.suite.failed],
        "counted": found.counted,
        "score": round(found.score, 2),
        "mutants": [
            {"of": fate.of, "about": fate.about, "status": fate.status, "by": fate.by}
            for fate in found.fates
        ],
        "survivors": [{"about": f.about, "proposal": as_json(f.proposal)} for f in left],
        "accepted": [{"about": about, "why": why} for about, why in fine.reasons.items()],
        "stale": [as_data(problem) for problem in fine.stale],
    }
