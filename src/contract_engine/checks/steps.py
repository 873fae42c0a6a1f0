"""Steps -> warnings about those that can't open, can't be missed, or can't both be kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from contract_engine.checks.finding import finding
from contract_engine.diagnostics import Problem, Span
from contract_engine.model.agreement import Agreement, Modality
from contract_engine.model.history import Entry, History
from contract_engine.model.steps import Blame, ByAct, ByEvent, ByMilestone, Milestone
from contract_engine.performance.instance import State
from contract_engine.performance.plan import Plan, Plans, plans_of
from contract_engine.performance.problems import TROUBLES
from contract_engine.performance.status import Impossible, ways_of

MOST_PAIRS = 200
"""So many pairs of steps are tried together."""


def lint_steps(agreement: Agreement) -> tuple[Problem, ...]:
    """Every warning about steps."""
    plans = plans_of(agreement)
    if not plans.by_name:
        return ()
    return (*_endless(plans), *_never(plans), *_opposed(agreement, plans))


def _warning(code: str, message: str, plan: Plan, help: str, also: Plan | None = None) -> Problem:
    beside: tuple[tuple[Span, str], ...] = ()
    about = plan.name
    if also is not None:
        about, beside = f"{also.name} {plan.name}", ((also.clause.place, "the other"),)
    return finding(code, about, message, plan.clause.place, help, plan.clause.text, beside)


def _endless(plans: Plans) -> Iterator[Problem]:
    """A `must` without a last day, and an `else` that hence never comes."""
    for plan in plans.by_name.values():
        if plan.alternatives or plan.last_day is not None:
            continue
        follows = plan.step.then if plan.modality is Modality.MUST_NOT else plan.step.else_
        key = "by" if plan.modality is Modality.MUST else "through"
        part = "then" if plan.modality is Modality.MUST_NOT else "else"
        if follows:
            message = f"what stands under `{part}` of `{plan.name}` never comes: it has no last day"
            yield _warning("W711", message, plan, f"add `{key}: 10 days after opened`")
        elif plan.modality is Modality.MUST:
            message = f"`{plan.name}` has no last day, and so is never missed"
            yield _warning("W710", message, plan, "add `by: 10 days after opened`")


def _never(plans: Plans) -> Iterator[Problem]:
    """Steps that nothing can open."""
    may = _may(plans)
    for plan in plans.by_name.values():
        if plan.name not in may and not plan.written_inside:
            help_ = "name it under `then` or `else`, or give it `after:` something that comes"
            yield _warning("W712", f"`{plan.name}` can never open", plan, help_)


def _may(plans: Plans) -> set[str]:
    """The steps that something can open: from those that open by themselves on."""
    after: dict[str, list[tuple[Milestone, str]]] = {}
    may: dict[str, None] = {}
    for plan in plans.by_name.values():
        if plan.step.inner:
            continue
        if isinstance(plan.step.after, ByMilestone):
            opener = plan.step.after
            after.setdefault(opener.clause, []).append((opener.milestone, plan.name))
        else:
            may[plan.name] = None
    waiting = list(may)
    for name in waiting:
        plan = plans.by_name[name]
        inner = [each for each in _opens(plan) if plans.by_name[each].step.inner]
        others = [each for milestone, each in after.get(name, ()) if _comes(plan, milestone)]
        new = [each for each in (*inner, *others) if each not in may]
        may |= dict.fromkeys(new)
        waiting += dict.fromkeys(new)
    return set(may)


def _comes(plan: Plan, milestone: Milestone) -> bool:
    """Whether a step can come to a milestone."""
    if milestone is Milestone.DONE or plan.alternatives:
        return True
    if milestone is Milestone.BREACHED and plan.modality in (Modality.MAY, Modality.NEED_NOT):
        return any(isinstance(each, Blame) for each in plan.step.else_)
    return plan.modality is Modality.MUST_NOT or plan.last_day is not None


def _opens(plan: Plan) -> set[str]:
    """The steps that a step opens, as far as what it says can come."""
    found = set(plan.alternatives)
    ends = plan.alternatives or plan.last_day is not None
    if plan.modality is not Modality.MUST_NOT or ends:
        found |= {each for each in plan.step.then if isinstance(each, str)}
    if plan.modality is Modality.MUST_NOT or ends:
        found |= {each for each in plan.step.else_ if isinstance(each, str)}
    return found


def _opposed(agreement: Agreement, plans: Plans) -> Iterator[Problem]:
    """A `must` and a `must not` of one act that are open together, with a history that shows it."""
    for must, must_not in islice(_pairs(plans), MOST_PAIRS):
        if not must.action or must_not.action not in plans.wider[must.action]:
            continue
        if must_not.step.where or must.step.where or must_not.step.done_when:
            continue  # they may be about other acts of the sort
        witness = _witness(agreement, plans, (must, must_not))
        if witness is not None:
            told = ", ".join(_told(entry) for entry in witness) or "from the first day on"
            message = f"`{must.name}` and `{must_not.name}` can't both be kept: {told}"
            help_ = "part the two by `when:`, or by what opens them"
            yield _warning("W713", message, must_not, help_, must)


def _pairs(plans: Plans) -> Iterator[tuple[Plan, Plan]]:
    """Each `must` with each `must not` of one party, in the order of the files."""
    plain = list(plans.by_name.values())
    places: dict[tuple[str, Modality], list[int]] = {}
    for place, plan in enumerate(plain):
        places.setdefault((plan.bearer, plan.modality), []).append(place)
    against = {Modality.MUST: Modality.MUST_NOT, Modality.MUST_NOT: Modality.MUST}
    for place, one in enumerate(plain):
        if one.modality in against:
            others = places.get((one.bearer, against[one.modality]), [])
            for other in others[bisect_right(others, place) :]:
                pair = one, plain[other]
                yield pair if one.modality is Modality.MUST else pair[::-1]


def _witness(
    agreement: Agreement, plans: Plans, pair: tuple[Plan, Plan]
) -> tuple[Entry, ...] | None:
    """The entries after which both steps are open on one day, if such are found."""
    day = max(instrument.effective for instrument in agreement.instruments.values())
    day += timedelta(days=1)
    entries: list[Entry] = []
    for plan in pair:
        way = _way_to(plans, plan, frozenset())
        if way is None:
            return None
        for party, action, event in way:
            if all((e.party, e.action, e.event) != (party, action, event) for e in entries):
                number = len(entries) + 1
                entries.append(Entry(number, day, party, action, event, order=number))
    try:
        ways = ways_of(agreement, History(day, tuple(entries)), day)
    except (*TROUBLES, Impossible):
        return None
    for _, run, _ in ways.runs:
        is_open = {each.plan.name for each in run.instances if each.state is State.OPEN}
        if {plan.name for plan in pair} <= is_open:
            return tuple(entries)
    return None


def _way_to(
    plans: Plans, plan: Plan, seen: frozenset[str]
) -> tuple[tuple[str, str, str], ...] | None:
    """Acts and events that open a step, one after the other; None where none is found."""
    if plan.name in seen:
        return None
    match plan.step.after:
        case ByAct(party, action):
            own: tuple[tuple[str, str, str], ...] = ((party, action, ""),)
        case ByEvent(event):
            own = (("", "", event),)
        case ByMilestone(name, Milestone.DONE):
            return _done(plans, plans.by_name[name], seen | {plan.name})
        case ByMilestone():
            return None
        case _:
            own = ()
    if not plan.step.inner:
        return own
    for other in plans.by_name.values():
        if plan.name in other.step.then:
            before = _done(plans, other, seen | {plan.name})
            if before is not None:
                return (*before, *own)
    return None


def _done(
    plans: Plans, plan: Plan, seen: frozenset[str]
) -> tuple[tuple[str, str, str], ...] | None:
    """Acts that open a step and do it."""
    before = _way_to(plans, plan, seen)
    if before is None or plan.alternatives or plan.modality not in (Modality.MUST, Modality.MAY):
        return None
    return (*before, (plan.bearer, plan.action, ""))


def _told(entry: Entry) -> str:
    return f"after `{entry.event or f'{entry.party} {entry.action}'}`"
