"""A finding -> each clause that has ended: its last day in force, and what really ended it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contract_engine.answers.answer import Ended
from contract_engine.answers.wording import tell_moment
from contract_engine.diagram.act.life import Ending, Life, Why
from contract_engine.diagram.act.moment_days import KnownDays
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.nodes import FALSE
from contract_engine.diagram.finding.finding import Finding

TERM = "term"
"""By what a clause is said to have ended where the last day of its term was passed."""


def endings_of(finding: Finding, days: KnownDays) -> Iterator[Ended]:
    """The clauses that have ended, in the order of the files, each with what ended it first.

    Args:
        finding: What the diagrams say of a question.
        days: The days of moments in the situations that it leaves open.

    Where it isn't known which of several endings came first, all that may have are told, and no
    day.
    """
    program = finding.program
    for name in finding.outcome.ended:
        yield _ended(finding, days, program.sketch.life(program.agreement.clauses[name]))


def _ended(finding: Finding, days: KnownDays, life: Life) -> Ended:
    program, masks = finding.program, finding.region.masks
    nodes, possible = program.nodes, program.possible
    came: list[Ending] = []
    sure: list[Ending] = []
    for ending in days.endings(life):
        node = ending.come(program.ground, program.on)
        if node == FALSE or not any_true(program, masks, node, possible):
            continue
        came.append(ending)
        if not any_true(program, masks, nodes.negate(node), possible):
            sure.append(ending)
    known = [day for each in came if isinstance(day := days.last(each), date)]
    first = min(known, default=None)
    begins = days.begins(life)
    was = first is not None and isinstance(begins, date) and begins <= first
    unsure = any(days.last(each) is None for each in came)
    told = [each for each in sure or came if days.last(each) in (None, first)]
    if not unsure:
        told = told[:1]
    by = dict.fromkeys(_tell(each) for each in told)
    return Ended(life.clause.id, first if was and not unsure else None, " or ".join(by))


def _tell(ending: Ending) -> str:
    if ending.by:
        return ending.by
    if ending.why is Why.THROUGH or ending.moment is None:
        return TERM
    return tell_moment(ending.moment)
