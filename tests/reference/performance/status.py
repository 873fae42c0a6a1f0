"""A total situation and a history -> the status; and over all orders of a day's entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, permutations, product

from ..days import NEVER, When
from ..lines import listed, parse_condition
from ..model import Agreement
from ..truth import Situation, applies, day_of, is_over, is_true
from .rules import Rule, Steps
from .run import Entry, Instance, Run, World

Duty = tuple[str, str, date | None, date | None, date | None, date | None, date | None]


@dataclass(frozen=True)
class Status:
    """The agreement's state, since when and by whom; duties and breaches."""

    state: str
    since: date | None
    by: str | None
    duties: tuple[Duty, ...]
    breaches: tuple[tuple[str, str, date], ...]


class OrderMatters(Exception):
    """ "Where another order would give other states, the history is refused." """


def world_of(
    agreement: Agreement, total: Mapping[str, object], readings: Mapping[str, str]
) -> World:
    """What a total situation says of the clauses of steps; the agreement is one of `opening`."""
    clauses = {clause.id: clause for clause in agreement.clauses}

    def now(day: date) -> Situation:
        return Situation(agreement, day, total, readings)

    def opens(rule: Rule, day: date) -> bool:
        if not applies(clauses[rule.clause], now(day)):
            return False
        if not rule.own_conditions:
            return True
        words = agreement.vocabulary
        when = [parse_condition(line, words) for line in listed(rule.keys.get("when"))]
        unless = [parse_condition(line, words) for line in listed(rule.keys.get("unless"))]
        return all(is_true(each, now(day)) for each in when) and not any(
            is_true(each, now(day)) for each in unless
        )

    def first_day(rule: Rule) -> date | None:
        clause = clauses[rule.clause]
        if clause.start is None:
            return clause.effective
        own: When = day_of(clause.start, now(clause.effective))
        return None if own is NEVER else max(own, clause.effective)

    def true(line: str, day: date) -> bool:
        return is_true(parse_condition(line, agreement.vocabulary), now(day))

    return World(
        opens,
        lambda rule, day: is_over(clauses[rule.clause], now(day)),
        first_day,
        agreement.vocabulary.wider,
        true,
        {
            name: day
            for name, day in total.items()
            if isinstance(day, date) and name in agreement.vocabulary.facts
        },
    )


def orders(entries: Sequence[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Every order of the entries that keeps days and times."""
    days = [
        [way for way in permutations(some) if _keeps_times(way)]
        for some in (list(group) for _, group in groupby(entries, key=lambda entry: entry.on))
    ]
    for ways in product(*days):
        yield tuple(entry for way in ways for entry in way)


def _keeps_times(entries: Iterable[Entry]) -> bool:
    times = [entry.order for entry in entries if entry.order is not None]
    return times == sorted(times)


def status(steps: Steps, world: World, entries: Sequence[Entry], through: date, on: date) -> Status:
    """The status on a day, whatever the order of a day's entries; OrderMatters where it matters."""
    cut = min(through, on)
    known = [entry for entry in entries if entry.on <= cut]
    found = [_status(Run(steps, world, order, cut, on)) for order in orders(known)]
    if len({unnumbered(each) for each in found}) > 1:
        raise OrderMatters
    return found[0]


def unnumbered(found: Status) -> Status:
    """The same, whichever instance of a step has which state."""

    def plain(name: str) -> str:
        return name.partition("#")[0]

    duties = sorted(((plain(each[0]), *each[1:]) for each in found.duties), key=str)
    breaches = sorted((by, plain(name), since) for by, name, since in found.breaches)
    return replace(found, duties=tuple(duties), breaches=tuple(breaches))


def _status(run: Run) -> Status:
    may = _Waiting(run)
    waiting = [name for name in run.steps.rules if not may.has_opened(name) and may.open(name)]
    duties = [_duty(instance) for instance in run.instances]
    duties += [(name, "waiting", None, None, None, None, None) for name in waiting]
    places = list(run.steps.rules)
    breaches = tuple(
        sorted(
            run.breaches,
            key=lambda each: (each[2], places.index(re.split("[@#]", each[1])[0]), each[0]),
        )
    )
    if breaches:
        by, _, since = breaches[0]
        return Status("breached", since, by, tuple(sorted(duties, key=str)), breaches)
    left = any(i.state == "open" or (i.owed and i.late is None) for i in run.instances)
    done = bool(run.instances) and not left and not waiting and not may.recurs()
    state = "fulfilled" if done else "in_performance"
    return Status(state, None, None, tuple(sorted(duties, key=str)), breaches)


def _duty(instance: Instance) -> Duty:
    state, done = instance.state, None
    if state in ("done", "used"):
        done = instance.closed
    if state in ("missed", "broken") and _is_repaired(instance):
        state = "repaired"
    due = instance.due
    return instance.name, state, instance.opened, due, done, instance.late, instance.missed


def _is_repaired(instance: Instance) -> bool:
    """ "Repaired once each of these is done, kept, used, lapsed or repaired." """
    if not instance.followed or instance.blamed or instance.waiting or not instance.children:
        return False
    return all(
        child.state in ("done", "kept", "used", "lapsed")
        or (child.state in ("missed", "broken") and _is_repaired(child))
        for child in instance.children
    )


class _Waiting:
    """ "What hasn't opened, and still may." """

    def __init__(self, run: Run) -> None:
        self.run = run
        self.asked: set[str] = set()

    def has_opened(self, name: str) -> bool:
        return any(instance.rule.name == name for instance in self.run.instances)

    def is_live(self, name: str) -> bool:
        return any(i.rule.name == name and i.state == "open" for i in self.run.instances)

    def recurs(self) -> bool:
        return any(
            "each" in rule.keys and self.has_more(rule)
            for rule in self.run.steps.rules.values()
            if not rule.inner or any(armed.rule is rule for armed in self.run.armed)
        )

    def has_more(self, rule: Rule) -> bool:
        """Whether a period is to come, in which it may open."""
        if self.is_over(rule):
            return False
        return self.run.has_periods_to_come(rule)

    def is_over(self, rule: Rule) -> bool:
        return self.run.world.over(rule, self.run.on)

    def open(self, name: str) -> bool:
        """Whether a step may open still; a circle opens nothing by itself."""
        rule = self.run.steps.rules[name]
        if name in self.asked or self.is_over(rule):
            return False
        self.asked.add(name)
        try:
            return self.may_open(rule)
        finally:
            self.asked.discard(name)

    def may_open(self, rule: Rule) -> bool:
        if rule.inner:
            armed = any(armed.rule is rule for armed in self.run.armed)
            if armed and ("each" not in rule.keys or self.run.has_periods_to_come(rule)):
                return True
        if any(
            self.is_live(other.name) or (not self.has_opened(other.name) and self.open(other.name))
            for other in self.run.steps.rules.values()
            if rule.name in self.named_by(other)
        ):
            return True
        if rule.inner:
            return False
        after = rule.keys.get("after")
        if "each" in rule.keys:
            comes = not self.run.is_milestone(str(after)) or self.source_may_come(str(after))
            return comes and self.has_more(rule)
        if after is None:
            first = self.run.world.first_day(rule)
            return first is None or first > self.run.on
        if isinstance(after, str) and self.run.waits_for_entry(after):
            return True
        days = self.run.days_of(after)
        if days and not (isinstance(after, str) and self.run.is_milestone(after)):
            return any(day > self.run.on for day in days)
        return self.source_may_come(str(after))

    def source_may_come(self, after: str) -> bool:
        """What a day or trigger hangs on: an event that hasn't come, or another step."""
        source = after.rpartition(" ")[2]
        if "." not in source:
            return source not in self.run.events
        name, _, milestone = source.rpartition(".")
        rule = self.run.steps.rules[name]
        if self.is_live(name):
            never = rule.modality == "must" and not rule.alternatives and "by" not in rule.keys
            return not never or milestone == "done"
        return not self.has_opened(name) and self.open(name)

    def named_by(self, rule: Rule) -> list[str]:
        follows = [*listed(rule.keys.get("then")), *listed(rule.keys.get("else"))]
        return [*rule.alternatives, *(each for each in follows if isinstance(each, str))]


__all__ = ["OrderMatters", "Status", "orders", "status", "world_of"]
