"""What opens a step, as written (`after:`) -> a Trigger."""

from __future__ import annotations

from typing import assert_never

from contract_engine.files.tree import Data, Path
from contract_engine.language.scope import Scope
from contract_engine.language.steps.day_rules import read_day_rule
from contract_engine.model.days import On
from contract_engine.model.steps import (
    ByAct,
    ByEvent,
    ByMilestone,
    Counting,
    DayOf,
    DayRule,
    FirstOf,
    LastOf,
    Milestone,
    Named,
    Opened,
    PeriodEnd,
    Rolled,
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
        case _ if rule is not None and _asks_itself(rule):
            message = "a step can't open after itself"
            help_ = "count from an act, an event, a day, or the step before it: `CLAUSE.done`"
            scope.report("E361", message, scope.tree.value(path), help=help_)
            return None
        case _:
            return rule


def _asks_itself(rule: DayRule) -> bool:
    """Whether a day hangs on when the step itself opened, or on its own period."""
    match rule:
        case Opened() | PeriodEnd():
            return True
        case Counting(day) | Rolled(day):
            return _asks_itself(day)
        case FirstOf(parts) | LastOf(parts):
            return any(_asks_itself(part) for part in parts)
        case On() | Named() | DayOf():
            return False
    assert_never(rule)
