"""`contract-engine check`: what is wrong with rule files, or should be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from cyclopts import Parameter

from contract_engine.answers.answer import as_json
from contract_engine.answers.trust import CrossCheck
from contract_engine.checks.accepted import sort_out
from contract_engine.checks.gaps import Gap, gaps
from contract_engine.checks.lints import lint
from contract_engine.checks.proofs import prove
from contract_engine.checks.ranks import by_rank
from contract_engine.cli.options import DEFAULT, AgreementName, JsonFlag, day_of, open_agreement
from contract_engine.cli.output import console, print_json, print_problems
from contract_engine.diagnostics import BadInput, Problem, Span, in_order
from contract_engine.diagnostics.render import as_data
from contract_engine.diagram.cover import TooManyBoxes
from contract_engine.files.shaping import did_you_mean
from contract_engine.model.agreement import Agreement


def check(
    *,
    agreement: AgreementName = DEFAULT,
    json: JsonFlag = False,
    ranks: Annotated[
        bool, Parameter(negative="", help="list every pair of clauses that only rank decides")
    ] = False,
    gap: Annotated[
        tuple[str, str] | None,
        Parameter(name="--gaps", help="PARTY ACTION: list the regions where no clause speaks"),
    ] = None,
    on: Annotated[str | None, Parameter(help="with --gaps: only this day")] = None,
) -> int:
    """Load an agreement, lint it, and prove what can be proved of it.

    Finds clauses that can conflict (with a situation), that can never apply or govern, exceptions
    that can never fire, amendments that change nothing, and days without a term. A finding that is
    meant to be so is accepted, with a reason, in `accepted.yaml` beside the rules. Exit code 1 on
    a new finding and on a stale acceptance.
    """
    loaded = open_agreement(agreement)
    if gap is not None:
        return _gaps(loaded.model, gaps_of=gap, engine_name=agreement, on=on, json=json)
    CrossCheck(loaded.engine)
    warnings = lint(loaded.model)
    sorted_out, problems = sort_out(loaded.model.folder, prove(loaded.engine))
    if problems:
        raise BadInput(problems)
    found = in_order((*warnings, *sorted_out.new, *sorted_out.stale))
    pairs = by_rank(loaded.model)
    if json:
        print_json(
            {
                "agreement": loaded.model.id,
                "clauses": len(loaded.model.clauses),
                "problems": [as_data(problem) for problem in found],
                "accepted": [
                    {"code": finding.problem.code, "about": finding.about, "why": why}
                    for finding, why in sorted_out.accepted
                ],
                "decided_by_rank": [
                    {"later": later, "earlier": earlier} for later, earlier in pairs
                ],
            }
        )
        return 1 if found else 0
    if found:
        print_problems(found, as_json=False)
    out = console()
    model = loaded.model
    out.print(
        f"{model.id}: {len(model.instruments)} instruments, {len(model.clauses)} clauses, "
        f"{len(model.sources)} sources; {len(pairs)} pairs of clauses decided by rank alone; "
        f"{len(sorted_out.accepted)} findings accepted"
    )
    if ranks:
        for later, earlier in pairs:
            out.print(f"  {later} (later) over {earlier}")
    return 1 if found else 0


def _gaps(
    model: Agreement, *, gaps_of: tuple[str, str], engine_name: str, on: str | None, json: bool
) -> int:
    bearer, action = gaps_of
    words = model.vocabulary
    place = Span("<command line>")
    problems = []
    if bearer not in words.parties:
        problems.append(
            Problem(
                "E305", f"unknown party `{bearer}`", place, help=did_you_mean(bearer, words.parties)
            )
        )
    if action not in words.actions:
        problems.append(
            Problem(
                "E304",
                f"unknown action `{action}`",
                place,
                help=did_you_mean(action, words.actions),
            )
        )
    day = day_of(on)
    if problems:
        raise BadInput(problems)
    try:
        found = gaps(open_agreement(engine_name).engine, bearer, action, day)
    except TooManyBoxes:
        raise BadInput(
            [
                Problem(
                    "E510",
                    "the regions are too many to list",
                    place,
                    help="ask for one day with --on",
                )
            ]
        ) from None
    if json:
        print_json({"bearer": bearer, "action": action, "gaps": [as_json(each) for each in found]})
    else:
        _show(found, bearer, action)
    return 0


def _show(found: Sequence[Gap], bearer: str, action: str) -> None:
    out = console()
    out.print(f"No clause speaks of {bearer} {action}:")
    for each in found:
        days = " ".join(
            part
            for part in (
                f"from {each.from_}" if each.from_ else "",
                f"through {each.through}" if each.through else "",
            )
            if part
        )
        given = ", ".join(f"{name} = {value}" for name, value in each.given.items())
        out.print(f"  {days or 'on every day'}: {given or 'whatever the situation'}")
    if not found:
        out.print("  (never: some clause always does)")
