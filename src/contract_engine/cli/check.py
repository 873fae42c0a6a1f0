"""`contract-engine check`: what is wrong with rule files, or should be looked at."""

from __future__ import annotations

from contract_engine.answers.trust import CrossCheck
from contract_engine.checks.lints import lint
from contract_engine.checks.ranks import by_rank
from contract_engine.cli.options import DEFAULT, AgreementName, JsonFlag, open_agreement
from contract_engine.cli.output import console, print_json, print_problems
from contract_engine.diagnostics import in_order
from contract_engine.diagnostics.render import as_data


def check(
    *, agreement: AgreementName = DEFAULT, json: JsonFlag = False, ranks: bool = False
) -> int:
    """Load an agreement and tell every warning; exit code 1 where there is one.

    Args:
        ranks: also list every pair of clauses that only their rank decides
    """
    loaded = open_agreement(agreement)
    CrossCheck(loaded.engine)
    warnings = in_order(lint(loaded.model))
    pairs = by_rank(loaded.model)
    if json:
        print_json(
            {
                "agreement": loaded.model.id,
                "clauses": len(loaded.model.clauses),
                "problems": [as_data(problem) for problem in warnings],
                "decided_by_rank": [
                    {"later": later, "earlier": earlier} for later, earlier in pairs
                ],
            }
        )
        return 1 if warnings else 0
    if warnings:
        print_problems(warnings, as_json=False)
    out = console()
    model = loaded.model
    out.print(
        f"{model.id}: {len(model.instruments)} instruments, {len(model.clauses)} clauses, "
        f"{len(model.sources)} sources; {len(pairs)} pairs of clauses decided by rank alone"
    )
    if ranks:
        for later, earlier in pairs:
            out.print(f"  {later} (later) over {earlier}")
    return 1 if warnings else 0
