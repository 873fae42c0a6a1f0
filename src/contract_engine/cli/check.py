"""`contract-engine check`: what is wrong with rule files, or should be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from cyclopts import Parameter

from contract_engine.answers.answer import as_json
from contract_engine.answers.ask.cross_check import CrossCheck
from contract_engine.api import Loaded
from contract_engine.checks.accepted import sort_out
from contract_engine.checks.decided_by_rank import by_rank
from contract_engine.checks.gaps import Gap, gaps
from contract_engine.checks.lints import lint
from contract_engine.checks.proofs import prove
from contract_engine.cli.layout import days_text, hang, pairs
from contract_engine.cli.options import (
    ASKED,
    DEFAULT,
    AgreementName,
    JsonFlag,
    day_of,
    unknown,
)
from contract_engine.cli.output import console, print_json, print_problems
from contract_engine.cli.questions import open_agreement
from contract_engine.cli.typed import place
from contract_engine.diagnostics import BadInput, Problem, in_order
from contract_engine.diagnostics.render import as_data
from contract_engine.diagram.core.cover import TooManyBoxes


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
    loaded = open_agreement(agreement, places=True)
    if gap is not None:
        return _gaps(loaded, *gap, on=on, json=json)
    if on is not None:
        message = "--on is for --gaps"
        raise BadInput([Problem("E505", message, place(option="--on"), help="leave it out")])
    return _check(loaded, ranks=ranks, json=json)


def _check(loaded: Loaded, *, ranks: bool, json: bool) -> int:
    CrossCheck(loaded.engine)
    model = loaded.model
    sorted_out, problems = sort_out(model.folder, prove(loaded.engine))
    if problems:
        raise BadInput(problems)
    found = in_order((*lint(model), *sorted_out.new, *sorted_out.stale))
    decided = by_rank(model)
    if json:
        print_json(
            {
                "agreement": model.id,
                "clauses": len(model.clauses),
                "problems": [as_data(problem) for problem in found],
                "accepted": [
                    {"code": finding.problem.code, "about": finding.about, "why": why}
                    for finding, why in sorted_out.accepted
                ],
                "decided_by_rank": [
                    {"later": later, "earlier": earlier} for later, earlier in decided
                ],
            }
        )
        return 1 if found else 0
    if found:
        print_problems(found)
    out = console()
    told = (
        _count(len(model.instruments), "instrument"),
        _count(len(model.clauses), "clause"),
        _count(len(model.sources), "source"),
    )
    hang(
        out,
        f"{model.id}: {', '.join(told)}; "
        f"{_count(len(decided), 'pair')} of clauses decided by rank alone; "
        f"{_count(len(sorted_out.accepted), 'finding')} accepted; "
        f"{_count(len(found), 'new finding') if found else 'nothing new found'}.",
        0,
        2,
    )
    if ranks:
        for later, earlier in decided:
            hang(out, f"{later} (later) over {earlier}", 2, 4)
    return 1 if found else 0


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _gaps(loaded: Loaded, bearer: str, action: str, *, on: str | None, json: bool) -> int:
    words = loaded.model.vocabulary
    problems = [
        unknown("E305", "party", bearer, words.parties, "--gaps"),
        unknown("E304", "action", action, words.actions),
    ]
    if wrong := [problem for problem in problems if problem is not None]:
        raise BadInput(wrong)
    day = day_of(on, "--on")
    try:
        found = gaps(loaded.engine, bearer, action, day)
    except TooManyBoxes:
        message = "the regions are too many to list"
        help_ = "ask for one day with --on"
        raise BadInput([Problem("E510", message, place(option="--gaps"), help=help_)]) from None
    if json:
        print_json({"bearer": bearer, "action": action, "gaps": [as_json(each) for each in found]})
    else:
        _show(found, bearer, action)
    return 0


def _show(found: Sequence[Gap], bearer: str, action: str) -> None:
    out = console()
    if not found:
        hang(out, f"Some clause always speaks of {bearer} {action}.")
        return
    hang(out, f"No clause speaks of {bearer} {action}")
    for each in found:
        days = days_text(each.from_, each.through)
        hang(out, f"{days}: {pairs(each.given) or 'whatever the situation'}", 2, 4)
