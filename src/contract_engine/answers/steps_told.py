"""What a step says of time -> its keys, each as it would be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from contract_engine.answers.wording import tell_condition
from contract_engine.model.agreement import Agreement
from contract_engine.model.days import On
from contract_engine.model.steps import (
    Alternative,
    Amount,
    Blame,
    ByAct,
    ByEvent,
    ByMilestone,
    Counting,
    DayOf,
    DayRule,
    Each,
    FirstOf,
    Follow,
    LastOf,
    Named,
    Opened,
    PeriodEnd,
    Rolled,
    Step,
    Trigger,
    Versus,
    Where,
)


def steps_told(agreement: Agreement) -> Mapping[str, Mapping[str, str]]:
    """The keys of each step of an agreement, by the step's name."""
    found: dict[str, Mapping[str, str]] = {}
    for clause in agreement.clauses.values():
        if clause.step is None:
            continue
        found[clause.id] = dict(_keys(clause.step))
        for each in clause.step.alternatives:
            if isinstance(each, Alternative):
                found[each.name] = dict(_keys(each.step))
    return found


def _keys(step: Step) -> Iterator[tuple[str, str]]:
    rules = (("by", step.by), ("through", step.through), ("counts_from", step.counts_from))
    conditions = (("when", step.when.parts), ("unless", step.unless))
    follows = (("then", step.then), ("else", step.else_))
    yield from ((key, tell_day(rule)) for key, rule in rules if rule is not None)
    yield from ((key, "; ".join(map(tell_condition, parts))) for key, parts in conditions if parts)
    yield from ((key, ", ".join(map(_follow, items))) for key, items in follows if items)
    if step.after is not None:
        yield "after", _trigger(step.after)
    if step.where:
        yield "where", "; ".join(map(tell_where, step.where))
    if step.done_when:
        yield "done_when", "; ".join(map(_amount, step.done_when))
    if step.each is not None:
        yield "each", _each(step.each)
    if step.still_owed:
        yield "still_owed", "yes"
    if step.at_most is not None:
        yield "at_most", str(step.at_most)
    if named := [each for each in step.alternatives if isinstance(each, str)]:
        yield "one_of", ", ".join(named)


def tell_day(rule: DayRule) -> str:
    """A day of a step as it would be written: `10 business days after opened (berlin)`."""
    match rule:
        case On(day):
            return day.isoformat()
        case Opened():
            return "opened"
        case Named(name):
            return name
        case DayOf(clause, milestone):
            return f"{clause}.{milestone.value}"
        case PeriodEnd(last):
            return f"period.{'last' if last else 'first'}"
        case Counting(start, count, unit, calendar, before):
            one = unit.value.removesuffix("s") if count == 1 else unit.value
            business = "business " if calendar else ""
            told = f"{count} {business}{one} {'before' if before else 'after'} {tell_day(start)}"
            return f"{told} ({calendar})" if calendar else told
        case Rolled(day, calendar, roll):
            return f"{tell_day(day)}, roll: {roll.value} ({calendar})"
        case FirstOf(parts):
            return f"earliest of {', '.join(map(tell_day, parts))}"
        case LastOf(parts):
            return f"latest of {', '.join(map(tell_day, parts))}"
    assert_never(rule)


def tell_where(part: Where) -> str:
    """A condition on an act as it would be written."""
    if isinstance(part, Versus):
        return f"{part.value} {part.operator.value} {part.clause}.{part.of}"
    return tell_condition(part)


def _trigger(after: Trigger) -> str:
    match after:
        case ByAct(party, action):
            return f"{party} {action}"
        case ByEvent(event):
            return event
        case ByMilestone(clause, milestone):
            return f"{clause}.{milestone.value}"
        case _:
            return tell_day(after)


def _follow(item: Follow) -> str:
    return f"a breach by {item.by}" if isinstance(item, Blame) else item


def _amount(amount: Amount) -> str:
    what = f"sum of {amount.value}" if amount.value else "count of acts"
    right = f"{amount.clause}.{amount.of}" if amount.clause else str(amount.constant)
    return f"{what} {amount.operator.value} {right}"


def _each(each: Each) -> str:
    told = each.calendar or f"{each.count} {each.unit.value}"
    if each.start is not None:
        told += f", from {tell_day(each.start)}"
    if each.through is not None:
        told += f", through {tell_day(each.through)}"
    return (
        told
        if each.begins == (1, 1)
        else f"{told}, year begins {each.begins[0]:02}-{each.begins[1]:02}"
    )
