"""An agreement, a history and a day -> the status, exactly, whatever isn't known.

Every way in which the history may go is gone through; ways of one status are told together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from contract_engine.answers.wording import tell_given
from contract_engine.calendars.business_days import NotCovered
from contract_engine.diagram.core.naming import describe
from contract_engine.diagram.core.nodes import FALSE
from contract_engine.diagram.core.region import Impossible, region_of
from contract_engine.diagram.finding.cases import partition
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.long_lived import long_lived
from contract_engine.model.agreement import Agreement
from contract_engine.model.history import Entry, History
from contract_engine.model.question import Given, Options
from contract_engine.performance.day_values import NeedsValue
from contract_engine.performance.facts import Case, Facts
from contract_engine.performance.oracle import Oracle, Order, TooManyWays, Way, explore
from contract_engine.performance.plan import plans_of
from contract_engine.performance.residual import residual_of
from contract_engine.performance.result import DEPENDS, CaseTold, Duty, Found, StatusTold
from contract_engine.performance.resume import NotAResidual, read_residual, restore
from contract_engine.performance.run import Run
from contract_engine.performance.telling import tell

__all__ = ["Impossible", "NeedsValue", "NotCovered", "OrderMatters", "TooManyWays", "status_of"]


MANY = 10_000
"""Of more entries than this, what is made of them is a large part of all there is."""


class OrderMatters(Exception):
    """The entries of a day without a time give several states, by the order they are put in."""

    def __init__(self, on: date, entries: Sequence[Entry]) -> None:
        self.on, self.entries = on, tuple(entries)
        super().__init__(f"the order of the entries of {on} matters")


@dataclass(frozen=True)
class _Group:
    """Ways of one status, by their number."""

    index: int


@dataclass(frozen=True)
class Ways:
    """Every way in which a history may go, with its run and its status."""

    facts: Facts
    runs: tuple[tuple[Way, Run, Found], ...]


def ways_of(
    agreement: Agreement,
    history: History,
    on: date,
    options: Options | None = None,
    given: Mapping[str, Given] | None = None,
    resume: object = None,
    rules: str = "",
) -> Ways:
    """Go through a history in every way, up to the end of a day.

    Args:
        agreement: Whose steps are gone through.
        history: What was recorded, in the order of days.
        on: The day; entries after it are left out.
        options: What is left out of account, as in a question.
        given: Facts that stay as they are, beside those that the history gives.
        resume: A residual; the history goes on from it.
        rules: The hash of the rules, which a residual must have been made by.

    Raises Impossible, NotCovered, NeedsValue, TooManyWays, OrderMatters, and NotAResidual.
    """
    cut = min(on, history.through)
    before = date.min
    starts: list[tuple[Case, dict[str, Any] | None]] = [((), None)]
    if resume is not None:
        before, ways = read_residual(resume, agreement.id, rules)
        starts = list(ways)
        if cut < before:
            raise NotAResidual(f"this residual tells up to {before}, which is later than {cut}")
    entries = [entry for entry in history.entries if before < entry.on <= cut]
    events: dict[str, Given] = {
        name: date.fromisoformat(day)
        for _, data in starts
        if data is not None
        for name, day in data["events"].items()
    }
    for entry in entries:
        if entry.event:
            events.setdefault(entry.event, entry.on)
    known = {**history.given, **(given or {}), **events}
    facts = Facts(agreement, options or Options(), known, on, cut, events)
    plans = plans_of(agreement)
    runs: list[tuple[Way, tuple[Run, Found]]] = []
    for case, data in starts:

        def gone_through(oracle: Oracle, data: dict[str, Any] | None = data) -> tuple[Run, Found]:
            run = Run(plans, facts, oracle, cut, on)
            if data is not None:
                restore(run, data, before)
            run.through(entries, begun=data is not None)
            return run, tell(run)

        with long_lived(many=len(entries) > MANY):
            runs += explore(facts, gone_through, case)
    _check_orders(facts, runs, entries)
    return Ways(facts, tuple((way, run, found) for way, (run, found) in runs))


def _check_orders(
    facts: Facts, runs: Sequence[tuple[Way, tuple[Run, Found]]], entries: Sequence[Entry]
) -> None:
    """Refuse a history whose states hang on the order of a day's entries."""
    for index, (way, (_, found)) in enumerate(runs):
        for other, (_, status) in runs[index + 1 :]:
            one, two = _by_day(way.orders), _by_day(other.orders)
            if one == two or _states(found) == _states(status):
                continue
            if way.case == other.case or facts.can_be((*way.case, *other.case)):
                day = min(on for on in {*one, *two} if one.get(on) != two.get(on))
                raise OrderMatters(day, [entry for entry in entries if entry.on == day])


def _by_day(orders: Iterable[Order]) -> dict[date, int]:
    return {order.on: order.number for order in orders}


def _states(found: Found) -> object:
    """The states of all steps, whichever instance of a step has which."""
    duties = sorted(
        (duty.instance.partition("#")[0], duty.state, str(_days(duty))) for duty in found.duties
    )
    return found.state, found.since, found.by, tuple(duties)


def _days(duty: Duty) -> object:
    return duty.opened, duty.due, duty.done, duty.done_late, duty.missed


def found_key(found: Found) -> object:
    """What makes a status the same: all but which entry it was, and what nearly counted."""
    duties = sorted((duty.instance, duty.state, str(_days(duty))) for duty in found.duties)
    return (
        found.state,
        found.since,
        found.by,
        tuple(duties),
        tuple((breach.by, breach.instance, breach.since) for breach in found.breaches),
    )


def status_of(
    agreement: Agreement,
    history: History,
    on: date,
    *,
    options: Options | None = None,
    given: Mapping[str, Given] | None = None,
    parties: Iterable[str] = (),
    resume: object = None,
    rules: str = "",
) -> StatusTold:
    """The status on a day, over all completions of what isn't known.

    Args:
        agreement: Whose steps are gone through.
        history: What was recorded.
        on: The day, at whose end the status is.
        options: What is left out of account, as in a question.
        given: Facts that stay as they are.
        parties: Whose duties are told; all where none is named.
        resume: A residual; the history goes on from it.
        rules: The hash of the rules.

    Raises what `ways_of` does.
    """
    ways = ways_of(agreement, history, on, options, given, resume, rules)
    groups: dict[object, list[tuple[Way, Found]]] = {}
    for way, _, found in ways.runs:
        key = found_key(found) if len(ways.runs) > 1 else None
        groups.setdefault(key, []).append((way, found))
    cases: tuple[CaseTold, ...] = ()
    hangs_on: tuple[str, ...] = ()
    found = next(iter(groups.values()))[0][1]
    if len(groups) > 1:
        cases, hangs_on = _cases(ways.facts, list(groups.values()))
        found = _in_common([some[0][1] for some in groups.values()])
    words = ways.facts.agreement.vocabulary
    assumed = _assumed(ways)
    told = {n: tell_given(words, n, v) for n, v in ways.facts.given.items() if n in words.facts}
    runs = [(way, run) for way, run, _ in ways.runs if not any(o.number for o in way.orders)]
    through = min(on, history.through)
    wanted = frozenset(parties)
    if wanted:
        found = _of_parties(found, wanted)
    return StatusTold(
        agreement.id,
        on,
        history.through,
        found,
        cases,
        hangs_on,
        told,
        {name: tell_given(words, name, value) for name, value in assumed.items()},
        left=lambda: residual_of(agreement.id, rules, runs, through),
    )


def _cases(
    facts: Facts, groups: Sequence[Sequence[tuple[Way, Found]]]
) -> tuple[tuple[CaseTold, ...], tuple[str, ...]]:
    """The fewest cases that tell which status comes when, and the facts that matter."""
    ways = [way for some in groups for way, _ in some]
    program, nodes = facts.program(*(way.case for way in ways))
    masks = region_of(program, facts.given).masks
    root, at = FALSE, 0
    for index, some in enumerate(groups):
        where = program.nodes.any(nodes[at : at + len(some)])
        at += len(some)
        root = program.nodes.choose(where, program.nodes.terminal(_Group(index)), root)
    found = []
    names: dict[str, None] = {}
    for where_, value in partition(program.nodes, root, program.possible, masks):
        if isinstance(value, _Group):
            given = {
                program.ground.names[level]: describe(program, level, mask, masks[level])
                for level, mask in where_.items()
            }
            names |= dict.fromkeys(given)
            found.append(CaseTold(given, groups[value.index][0][1]))
    return tuple(found), tuple(names)


def _in_common(found: Sequence[Found]) -> Found:
    """What all cases agree on; a duty on which they don't depends."""
    first = found[0]
    by_name = [{duty.instance: duty for duty in each.duties} for each in found]
    duties: list[Duty] = []
    for name in dict.fromkeys(name for each in by_name for name in each):
        some = [each.get(name) for each in by_name]
        duty = next(each for each in some if each is not None)
        plain = [None if each is None else replace(each, entry=None) for each in some]
        if all(each == plain[0] for each in plain):
            same_act = all(each is not None and each.entry == duty.entry for each in some)
            duties.append(duty if same_act else replace(duty, entry=None))
        else:
            duties.append(replace(duty, state=DEPENDS, remaining_days=None, entry=None, owed=False))
    states = {each.state for each in found}
    same = len(states) == 1
    sinces, bys = {each.since for each in found}, {each.by for each in found}
    return Found(
        states.pop() if same else DEPENDS,
        first.since if same and len(sinces) == 1 else None,
        first.by if same and len(bys) == 1 else None,
        tuple(duties),
        tuple(each for each in first.breaches if all(each in other.breaches for other in found)),
        tuple(each for each in first.next if all(each in other.next for other in found)),
        tuple(each for each in first.near if all(each in other.near for other in found)),
    )


def _of_parties(found: Found, parties: frozenset[str]) -> Found:
    return replace(
        found,
        duties=tuple(duty for duty in found.duties if duty.bearer in parties),
        breaches=tuple(breach for breach in found.breaches if breach.by in parties),
        next=tuple(each for each in found.next if each.party in parties),
    )


def _assumed(ways: Ways) -> Mapping[str, Given]:
    """What was assumed of the facts that were asked about."""
    cases = [way.case for way, _, _ in ways.runs]
    asked = tuple({each: None for way, run, _ in ways.runs for each in run.oracle.answers})
    if not asked:
        return {}
    program, _ = ways.facts.program(*cases, tuple((each, True) for each in asked))
    return region_of(program, ways.facts.given).assumed
