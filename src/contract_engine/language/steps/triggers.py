"""What opens a step, as written (`after:`) -> a Trigger."""

from __future__ import annotations

from contract_engine.files.tree import Data, Path
from contract_engine.language.scope import Scope
from contract_engine.language.steps.day_rules import read_day_rule
from contract_engine.model.steps import (
    ByAct,
    ByEvent,
    ByMilestone,
    DayOf,
    Milestone,
    Named,
    Opened,
    PeriodEnd,
    Trigger,
)


def read_trigger(scope: Scope, data: Data, path: Path) -> Trigger | None:
    """An act (`buyer order`), an event, a day, or a milestone of another step."""
    words = scope.vocabulary
    if isinstance(data, str):
        parts = data.split()
        if len(parts) == 2 and (parts[0] in words.parties or parts[1] in words.actions):
            party, action = parts
            if party not in words.parties:
                place = scope.tree.part(path, data.index(party), len(party))
                scope.unknown("E305", "party", party, place, words.parties)
                return None
            if action not in words.actions:
                place = scope.tree.part(path, data.rindex(action), len(action))
                scope.unknown("E304", "action", action, place, words.actions)
                return None
            return ByAct(party, action)
    rule = read_day_rule(scope, data, path, last=False)
    match rule:
        case Named(name) if name in words.events:
            return ByEvent(name)
        case DayOf(clause, Milestone.DONE | Milestone.MISSED | Milestone.BREACHED as milestone):
            return ByMilestone(clause, milestone)
        case Opened() | PeriodEnd():
            message = "a step can't open after itself"
            help_ = "write an act, an event, a day, or `CLAUSE.done`"
            scope.report("E361", message, scope.tree.value(path), help=help_)
            return None
        case _:
            return rule
