"""Which clauses are in force in a situation that leaves things open (docs/meaning.md, "The terms
in a situation")."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias

from .complete import LIMIT, completions_of, keeping, settle
from .mentions import asked_of_impossible, asked_of_terms
from .model import Agreement
from .survives import Options, surviving
from .truth import in_force

Standing: TypeAlias = Literal["in force", "open", "not in force"]


def terms(
    agreement: Agreement,
    day: date,
    given: Mapping[str, str],
    options: Options | None = None,
    limit: int = LIMIT,
) -> dict[str, Standing]:
    """ "A clause is in force in a situation when it is in force in every completion, and open when
    it is in some." Every clause that survives is told of. No more completions than `limit` are
    tried of each."""
    options = options or Options()
    said = {**given, **options.readings}
    left = keeping(surviving(agreement, options), said)
    fixed, assumed, _ = settle(left, day, said, limit)
    told: dict[str, Standing] = {}
    for clause in left.clauses:
        asked = asked_of_terms(left, clause, day) | asked_of_impossible(left, day)
        situations = completions_of(left, day, asked, {**fixed, **assumed}, limit)
        found = {in_force(clause, now) for now in situations}
        told[clause.id] = (
            "open" if len(found) > 1 else "in force" if True in found else "not in force"
        )
    return told
