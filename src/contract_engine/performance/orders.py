"""The entries of a day -> whether their order matters, and the orders in which they may have come.

An order matters where two acts could each have done a step, and one of them did: which one makes
a difference where their values are asked for later, or where they could do different steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from decimal import Decimal
from itertools import combinations, permutations
from typing import TYPE_CHECKING

from contract_engine.model.conditions import Operator
from contract_engine.model.history import Entry
from contract_engine.model.steps import ByAct
from contract_engine.performance.instance import Instance, State
from contract_engine.performance.oracle import MOST, TooManyWays

if TYPE_CHECKING:
    from contract_engine.performance.run import Run

_GROWING = (Operator.GE, Operator.GT)

ALL_ORDERS = 4
"""Of so many acts every order is tried; of more, each one first and each one last."""


def orders_of(entries: Sequence[Entry]) -> list[tuple[Entry, ...]]:
    """The orders in which a day's entries may have come, the one they stand in first.

    Entries with times keep their order. Raises TooManyWays where there are more than MOST.
    """
    loose = [entry for entry in entries if entry.order is None]
    if len(loose) > MOST:
        raise TooManyWays
    found: list[tuple[Entry, ...]] = [tuple(entries)]
    if len(entries) <= ALL_ORDERS:
        ways = list(permutations(entries))
    else:
        timed = [entry for entry in entries if entry.order is not None]
        ways = [tuple(reversed(entries)), (*timed, *loose), (*loose, *timed)]
        for entry in loose or entries:
            others = [other for other in entries if other is not entry]
            ways += [(entry, *others), (*others, entry)]
    for way in ways:
        if way not in found and _keeps_times(way):
            found.append(way)
    return found


def _keeps_times(entries: Sequence[Entry]) -> bool:
    times = [entry.order for entry in entries if entry.order is not None]
    return times == sorted(times)


def _have_one_order(entries: Sequence[Entry]) -> bool:
    """Whether each entry has a time of its own."""
    times = {entry.order for entry in entries}
    return None not in times and len(times) == len(entries)


def _is_loose(one: Entry, other: Entry) -> bool:
    """Whether either may have come first."""
    return one.order is None or other.order is None or one.order == other.order


def order_matters(run: Run, entries: Sequence[Entry], touched: Sequence[Instance]) -> bool:
    """Whether two acts of the day could each have done a step that one of them did."""
    acts = [entry for entry in entries if entry.party]
    if len(acts) < 2 or _have_one_order(entries):
        return False
    by_act: dict[tuple[str, str], list[Entry]] = {}
    for act in acts:
        by_act.setdefault((act.party, act.action), []).append(act)
    all_ = list(dict.fromkeys(way for each in touched for way in _with_others(each)))
    could = _CouldDo(run, all_)
    rivals = [(each, _rivals(run, each, by_act)) for each in all_]
    summed = {each.number for each, some in rivals if some and _adds_up(run, each, some, could)}
    for each, some in rivals:
        for one, other in combinations(some if each.number not in summed else (), 2):
            run.budget.check()
            may_swap = one.party == other.party and _is_loose(one, other)
            if may_swap and _said(one) != _said(other) and _compete(run, one, other, could, summed):
                return True
    return _opened_alike(run, acts, all_) or _is_measured(run, acts, touched)


class _CouldDo:
    """Tells which of the steps touched on a day an act of it could do, were it the only one."""

    def __init__(self, run: Run, touched: Sequence[Instance]) -> None:
        self.run = run
        self.touched: dict[tuple[str, str], list[Instance]] = {}
        for each in touched:
            self.touched.setdefault((each.plan.bearer, each.plan.action), []).append(each)
        self.found: dict[int, list[Instance]] = {}

    def of(self, act: Entry) -> list[Instance]:
        """The steps that an act could do."""
        found = self.found.get(act.number)
        if found is None:
            some = [
                each
                for action in self.run.plans.wider[act.action]
                for each in self.touched.get((act.party, action), ())
            ]
            found = [each for each in some if self.run.acting.could_do(each, act)]
            self.found[act.number] = found
        return found


def _adds_up(run: Run, step: Instance, rivals: Sequence[Entry], could: _CouldDo) -> bool:
    """Whether acts that add up towards a step come to the same in whatever order.

    So it is where sums only grow, and either all count or what is left over can do nothing else.
    """
    if len(_with_others(step)) > 1 or any(act.order is not None for act in rivals):
        return False
    parts, names = step.plan.step.done_when, {part.value for part in step.plan.step.done_when}
    if not parts or any(part.clause or part.operator not in _GROWING for part in parts):
        return False
    theirs = [act for act in rivals if step in could.of(act)]
    given = [value for act in theirs for name, value in act.values if name in names]
    if any(isinstance(value, Decimal) and value < 0 for value in given):
        return False
    if step.state is State.OPEN or (step.owed and step.late is None):
        counted = {act.number for act in step.acts}
        return all(act.number in counted for act in theirs)
    if step.entry is None or step.plan.name in run.plans.spoken_of or run.plans.admits_earlier:
        return False
    return all(could.of(act) == [step] and not run.acting.others(step, act) for act in theirs)


def _is_measured(run: Run, acts: Sequence[Entry], touched: Sequence[Instance]) -> bool:
    """Whether an act gave a value by which another act of the day may be measured."""
    if not run.plans.spoken_of:
        return False
    today = {act.number for act in acts}
    did: dict[int, list[Instance]] = {}
    for each in touched:
        for one in each.acts if each.plan.name in run.plans.spoken_of else ():
            did.setdefault(one.number, []).append(each)
    for each in touched:
        by = each.opened_by
        for rival in did.get(by.number, ()) if by is not None and by.number in today else ():
            if rival.opened == each.opened and rival.plan.name in each.plan.speaks_of:
                return True
    gave = {
        each.plan.name: each.gave
        for each in touched
        if each.gave is not None and each.gave.number in today and each.plan.name in run.plans.asks
    }
    for name, giver in gave.items():
        for plan in run.plans.asks.get(name, ()):
            for other in acts:
                is_its = other.party == plan.bearer and plan.action in run.plans.wider[other.action]
                if is_its and giver is not other and _is_loose(giver, other):
                    return True
    return False


def _rivals(
    run: Run, instance: Instance, by_act: Mapping[tuple[str, str], Sequence[Entry]]
) -> Sequence[Entry]:
    """The acts of the day of which each could do a step (or an alternative to it); two or more."""
    steps = [each.plan for each in _with_others(instance)]
    found = {
        act.number: act
        for plan in steps
        if plan.action
        for action in run.plans.kinds[plan.action]
        for act in by_act.get((plan.bearer, action), ())
    }
    return list(found.values()) if len(found) > 1 else ()


def _compete(run: Run, one: Entry, other: Entry, could: _CouldDo, summed: Set[int]) -> bool:
    """Whether it makes a difference which of two acts came first; not to what is `summed`."""
    first, second = could.of(one), could.of(other)
    both = [each for each in first if each in second and each.number not in summed]
    if any(each.acts for each in both) and (
        first != second
        or any(_asks_values(run, each) for each in both)
        or (one.order is None) is not (other.order is None)
    ):
        return True
    return any(_are_alternatives(each, way) for each in first for way in second)


def _opened_alike(run: Run, acts: Sequence[Entry], touched: Sequence[Instance]) -> bool:
    """Whether two acts could each have opened a step that is done by such acts.

    The one that opened it doesn't do it, and the other may.
    """
    wider = run.plans.wider
    today = {act.number for act in acts}
    for instance in touched:
        run.budget.check()
        by, choice = instance.opened_by, instance.parent
        is_way = choice is not None and instance in choice.ways
        after = choice.plan.step.after if choice and is_way else instance.plan.step.after
        if (
            by is None
            or not isinstance(after, ByAct)
            or instance.plan.action not in wider.get(by.action, ())
        ):
            continue
        for act in acts if by.number in today else ():
            opens = act.party == after.party and after.action in wider[act.action]
            if opens and act is not by and _is_loose(act, by) and _said(act) != _said(by):
                return True
    return False


def _said(entry: Entry) -> object:
    return entry.action, entry.values, entry.order is None


def _with_others(instance: Instance) -> Sequence[Instance]:
    """An instance, with the other alternatives of its choice."""
    choice = instance.parent
    return choice.ways if choice is not None and instance in choice.ways else [instance]


def _are_alternatives(one: Instance, other: Instance) -> bool:
    """Whether to do the one is to choose it over the other."""
    choice = one.parent
    return choice is not None and one is not other and {one, other} <= set(choice.ways)


def _asks_values(run: Run, instance: Instance) -> bool:
    plan = instance.plan
    return plan.name in run.plans.asks or bool(plan.step.done_when)
