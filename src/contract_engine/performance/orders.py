"""The entries of a day -> whether their order matters, and the orders in which they may have come.

An order matters where two acts could each have done a step, and one of them did: which one makes
a difference where their values are asked for later, or where they could do different steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, permutations
from typing import TYPE_CHECKING

from contract_engine.model.history import Entry
from contract_engine.model.steps import ByAct
from contract_engine.performance.instance import Instance
from contract_engine.performance.oracle import MOST, TooManyWays

if TYPE_CHECKING:
    from contract_engine.performance.run import Run

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
    rivals: dict[int, Entry] = {}
    for instance in all_:
        rivals |= {act.number: act for act in _rivals(run, instance, by_act)}
    for one, other in combinations(rivals.values(), 2):
        run.budget.check()
        may_swap = one.party == other.party and _is_loose(one, other)
        if may_swap and _said(one) != _said(other) and _compete(run, one, other, all_):
            return True
    return _opened_alike(run, acts, all_) or _is_measured(run, acts, touched)


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


def _compete(run: Run, one: Entry, other: Entry, touched: Sequence[Instance]) -> bool:
    """Whether it makes a difference which of two acts came first."""
    first = [each for each in touched if run.acting.could_do(each, one)]
    second = [each for each in touched if run.acting.could_do(each, other)]
    both = [each for each in first if each in second]
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
