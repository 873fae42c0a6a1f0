"""A history in one order, in one total situation -> every instance and every breach.

Days are gone through one by one, from the first; see "Duties over time" in docs/meaning.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ..lines import listed
from .rules import COUNTED, ONE_DAY, Rule, Steps, business_days, follows, moved, periods, rolled

SIGNS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<=": lambda one, other: one <= other,
    ">=": lambda one, other: one >= other,
    "<": lambda one, other: one < other,
    ">": lambda one, other: one > other,
    "is not": lambda one, other: one != other,
    "is": lambda one, other: one == other,
}


MOST = 400
"""More instances than this are not gone through."""


class TooMany(Exception):
    """Steps open too often to be gone through so slowly."""


@dataclass(frozen=True, eq=False)
class Entry:
    """An act (`party` and `action`) or an `event`; `order` where it has a time.

    Two entries that say the same are two.
    """

    on: date
    party: str = ""
    action: str = ""
    event: str = ""
    order: int | None = None
    values: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True)
class World:
    """What a total situation says: where a clause may open, where it is over, kinds of actions.

    `days` are those of date facts, and of events that are to come.
    """

    opens: Callable[[Rule, date], bool]
    over: Callable[[Rule, date], bool]
    first_day: Callable[[Rule], date | None]
    wider: Mapping[str, Sequence[str]]
    true: Callable[[str, date], bool]
    days: Mapping[str, date]


@dataclass(eq=False)
class Instance:
    """One opening of a step. `acts` are the entries that counted, `owed` that it stays owed."""

    rule: Rule
    name: str
    opened: date
    parent: Instance | None = None
    by_entry: Entry | None = None
    at: int | None = None
    period: tuple[date, date] | None = None
    due: date | None = None
    settled: bool = False
    state: str = "open"
    closed: date | None = None
    missed: date | None = None
    late: date | None = None
    acts: list[Entry] = field(default_factory=list)
    owed: bool = False
    followed: bool = False
    blamed: bool = False
    children: list[Instance] = field(default_factory=list)
    waiting: int = 0
    sources: Sequence[Instance] = ()
    marks: Sequence[object] = ()
    ways: list[Instance] = field(default_factory=list)
    values: Mapping[str, Decimal] = field(default_factory=dict)
    breached: date | None = None

    def chain(self) -> Iterator[Instance]:
        """The instances that this one followed from."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def day_of(self, milestone: str) -> date | None:
        """The day on which it came to a milestone."""
        match milestone:
            case "opened":
                return self.opened
            case "due":
                return self.due
            case "done":
                return self.closed if self.state in ("done", "kept", "used") else None
            case "missed":
                return self.missed
            case _:
                return self.breached

    @property
    def is_way(self) -> bool:
        """Whether it is an alternative of a choice."""
        return self.parent is not None and self.rule.name in self.parent.rule.alternatives


@dataclass(frozen=True)
class Armed:
    """A step named by another that opens at a trigger of its own."""

    rule: Rule
    since: date
    parent: Instance | None
    in_else: bool
    at: int | None = None


class Run:
    """The history gone through up to the end of a day."""

    def __init__(
        self, steps: Steps, world: World, entries: Sequence[Entry], cut: date, on: date
    ) -> None:
        self.steps, self.world, self.entries, self.cut, self.on = steps, world, entries, cut, on
        self.instances: list[Instance] = []
        self.breaches: list[tuple[str, str, date]] = []
        self.armed: list[Armed] = []
        self.events: dict[str, date] = dict(world.days)
        self.milestones: dict[tuple[str, str], date] = {}
        self.last_values: dict[str, Mapping[str, Decimal]] = {}
        self.come: dict[tuple[str, date], date] = {}
        self.used: set[tuple[str, str | int]] = set()  # openings by a stated day or in a period
        self.seen: list[Entry] = []
        self.served: set[tuple[str, int]] = set()
        days = [entry.on for entry in entries]
        starts = [day for rule in steps.rules.values() if (day := world.first_day(rule))]
        self.day = min([*days, *starts, on])
        while self.day <= on:
            self._go_through_day()
            self.day += ONE_DAY

    # What is asked at the end.

    def waits_for_entry(self, after: str) -> bool:
        """Whether a step opens at each act or event of this name."""
        return self._is_act(after) or self._is_event(after)

    def is_milestone(self, after: str) -> bool:
        """Whether a step opens whenever another is done, missed or breached."""
        return re.fullmatch(r"\S+\.(done|missed|breached)", after) is not None

    def days_of(self, said: Any) -> list[date]:
        """The days that a rule is, as far as they are known."""
        milestone = self.counted_from(said)
        backs = [None] if milestone is None else self.came_to(*milestone)
        days = [self._day_of(said, None, back=back) for back in backs]
        return [day for day in days if day is not None]

    def counted_from(self, said: Any) -> tuple[str, str] | None:
        """The one step and milestone from which a day is counted; it is so each time anew."""
        found = re.findall(r"([\w-]+)\.(opened|due|done|missed|breached)", str(said))
        return found[0] if len(set(found)) == 1 else None

    def came_to(self, name: str, milestone: str) -> list[Instance]:
        """The instances of a step that came to a milestone."""
        some = [each for each in self.instances if each.rule.name == name]
        return [each for each in some if each.day_of(milestone) is not None]

    def has_periods_to_come(self, rule: Rule) -> bool:
        """Whether a period begins or goes on after the day in which the step hasn't opened."""
        named = [armed.since for armed in self.armed if armed.rule is rule]
        since = min(named) if named else self.world.first_day(rule)
        each = rule.keys["each"]
        start = (
            None
            if since is None
            else self._day_of(each.get("from", since.isoformat()), None, since)
        )
        if since is None or start is None:
            return True
        later = periods(each, start, date(self.on.year + 3, 12, 31))
        return any(
            last > self.on and last >= since and (rule.name, label) not in self.used
            for label, _, last in later
        )

    # A day.

    def _go_through_day(self) -> None:
        for instance in list(self.instances):
            # After the days that are known, what fell due stays open: who knows what was done.
            passed = instance.due is not None and instance.due < self.day
            is_open = instance.state == "open" and not passed
            if is_open and self.world.over(instance.rule, self.day):
                self._end(instance)
        self._open_by_day()
        self.seen = []
        for entry in self.entries if self.day <= self.cut else ():
            if entry.on == self.day:
                self.seen.append(entry)
                self._take(entry)
                self._open_by_day()
        while self.day <= self.cut and any(map(self._closes, list(self.instances))):
            self._open_by_day()
        for instance in self.instances:
            if self.day in (instance.closed, instance.opened) and instance.state != "ended":
                self._find_due(instance, at_end=True)

    def _end(self, instance: Instance) -> None:
        instance.state, instance.closed = "ended", self.day

    def _closes(self, instance: Instance) -> bool:
        """Whether the day's end closes it: "at the end of its due day (of the day it opens, where
        the due day has then passed)"."""
        if instance.state != "open" or instance.rule.alternatives:
            return False
        self._find_due(instance)
        if instance.due is None or max(instance.due, instance.opened) > self.day:
            return False
        match instance.rule.modality:
            case "must":
                self._close(instance, "missed", None)
            case "must not":
                self._close(instance, "kept", None)
            case _:
                self._close(instance, "lapsed", None)
        return True

    # Opening.

    def _open_by_day(self) -> None:
        """Open what opens today, and what that opens in turn."""
        before = -1
        while before < len(self.instances):
            before = len(self.instances)
            self._look_at_days()

    def _look_at_days(self) -> None:
        """Steps that open on a stated or counted day, in a period, or as soon as they can."""
        for rule in self.steps.rules.values():
            if rule.inner:
                continue
            first = self.world.first_day(rule)
            if "each" in rule.keys:
                if first is not None:
                    self._open_periods(rule, first, None, None)
            elif "after" not in rule.keys:
                if first == self.day:
                    self._open_once(rule, "first day", None)
            elif self._day_trigger(rule) is not None:
                self._open_counted(rule, None, None)
        for armed in list(self.armed):
            self._try(armed)

    def _try(self, armed: Armed) -> None:
        """Open a step that waits for its day, where that is today."""
        if "each" in armed.rule.keys:
            self._open_periods(armed.rule, armed.since, armed, armed.parent)
        elif self._day_trigger(armed.rule) is not None:
            self._open_counted(armed.rule, armed, armed.parent)

    def _day_trigger(self, rule: Rule) -> Any:
        """What `after` says, where that is a day and no act, event, or step that is done."""
        after = rule.keys.get("after")
        if isinstance(after, str) and (self._is_act(after) or self._is_event(after)):
            return None
        if isinstance(after, str) and re.fullmatch(r"\S+\.(done|missed|breached)", after):
            return None
        return after

    def _is_act(self, after: str) -> bool:
        words = after.split()
        return len(words) == 2 and words[1] in self.world.wider

    def _is_event(self, after: str) -> bool:
        return re.fullmatch(r"[a-z]\w*", after) is not None and after not in self.world.days

    def _open_once(self, rule: Rule, why: str, parent: Instance | None) -> None:
        if (rule.name, why) not in self.used:
            self.used.add((rule.name, why))
            self._open(rule, parent, None)

    def _open_counted(self, rule: Rule, armed: Armed | None, parent: Instance | None) -> None:
        if armed is None and (milestone := self.counted_from(rule.keys["after"])):
            for each in self.came_to(*milestone):
                used = (rule.name, id(each)) in self.used
                if not used and self._day_of(rule.keys["after"], None, back=each) == self.day:
                    self.used.add((rule.name, id(each)))
                    self._open(rule, None, None, cause=each)
            return
        day = self._day_of(rule.keys["after"], None, back=parent)
        if day is None:
            return
        if armed is None:
            if day == self.day:
                self._open_once(rule, f"after {day}", parent)
        elif max(day, armed.since) == self.day:
            self._open_armed(armed, None)

    def _open_periods(
        self, rule: Rule, since: date, armed: Armed | None, parent: Instance | None
    ) -> None:
        """ "On the period's first day (or, later in the period, on the clause's first day in
        force, the day from which it may open, or the day its trigger comes)"."""
        each = rule.keys["each"]
        start = self._day_of(each.get("from", since.isoformat()), None, since, back=parent)
        if start is None:
            return
        trigger = self._trigger_day(rule, since, parent)
        for label, first, last in periods(each, start, self.day):
            days = [first, since] + ([trigger] if trigger is not None else [])
            if "after" in rule.keys and trigger is None:
                continue
            if max(days) == self.day <= last and (rule.name, label) not in self.used:
                self.used.add((rule.name, label))
                self._open(rule, parent, None, label=label, period=(first, last))

    def _trigger_day(self, rule: Rule, since: date, parent: Instance | None) -> date | None:
        """The first day on or after `since` on which what opens it has come."""
        after = rule.keys.get("after")
        if after is None:
            return None
        if isinstance(after, str) and self._is_act(after):
            taken = [e for e in self.entries if e.on < self.day or e in self.seen]
            days = [e.on for e in taken if self._is(e, after) and since <= e.on]
            return min(days, default=None)
        day = self._day_of(after, None, back=parent)
        if day is not None and day <= self.day:  # it has come, whatever comes again later
            return self.come.setdefault((rule.name, since), day)
        return self.come.get((rule.name, since))

    def _open(
        self,
        rule: Rule,
        parent: Instance | None,
        by: Entry | None,
        *,
        label: str = "",
        period: tuple[date, date] | None = None,
        at: int | None = None,
        cause: Instance | None = None,
    ) -> Instance | None:
        """The instance, where conditions hold; then it sees what the day has brought so far."""
        before = 0 if label else sum(i.rule is rule for i in self.instances)
        most = rule.keys.get("at_most")
        all_before = sum(i.rule is rule for i in self.instances)
        if most is not None and all_before >= int(most):
            return None
        if not self.world.opens(rule, self.day):
            return None
        if rule.alternatives and not any(self._would_open(name) for name in rule.alternatives):
            return None
        name = rule.name + (f"@{label}" if label else "") + (f"#{before + 1}" if before else "")
        if len(self.instances) > MOST:
            raise TooMany
        instance = Instance(rule, name, self.day, parent, by, at, period)
        instance.sources = self._sources(parent, cause, by)
        instance.marks = _marks(instance)
        self.instances.append(instance)
        self.milestones[rule.name, "opened"] = self.day
        self._find_due(instance)
        if rule.alternatives:
            for each in rule.alternatives:
                rule_ = self.steps.rules[each]
                opened = self._open(rule_, instance, by, label=label, period=period, at=at)
                if opened is not None:
                    instance.children.append(opened)
                    instance.ways.append(opened)
            for each_ in list(instance.children):
                self._see(each_)
            return instance
        if parent is None or rule.name not in parent.rule.alternatives:
            self._see(instance)
        self._triggered(instance, "opened", None)
        return instance

    def _sources(
        self, parent: Instance | None, cause: Instance | None, by: Entry | None
    ) -> Sequence[Instance]:
        """ "What it followed from, whose end opened it, and what the act did that opened it." """
        did = [each for each in self.instances if by is not None and by in each.acts]
        return [each for each in (parent, cause, *did) if each is not None]

    def _see(self, instance: Instance) -> None:
        """ "A step that opens on a day sees all entries of the day"; a choice when all are open."""
        for entry in (*self._admitted(instance), *self.seen):
            if instance.state == "open" and self._fits(instance, entry):
                self._count(instance, entry)

    def _would_open(self, name: str) -> bool:
        return self.world.opens(self.steps.rules[name], self.day)

    def _admitted(self, instance: Instance) -> list[Entry]:
        """ "`counts_from` admits earlier acts from that day on." """
        said = instance.rule.keys.get("counts_from")
        start = None if said is None else self._day_of(said, instance)
        if start is None:
            return []
        return [entry for entry in self.entries if start <= entry.on < self.day]

    def _follow(self, instance: Instance, key: str, items: Sequence[Any], at: int | None) -> bool:
        """Open what follows; whether anything opened, or was said to be a breach."""
        any_ = False
        for item in items:
            if not isinstance(item, str):
                blame = item["breach"]
                instance.blamed = True
                self._breach(blame["by"], instance)
                any_ = True
                continue
            rule = self.steps.rules[item]
            if ("after" in rule.keys and rule.inner) or "each" in rule.keys:
                self.armed.append(Armed(rule, self.day, instance, key == "else", at))
                instance.waiting += key == "else"
                any_ = True
                self._retry(self.armed[-1])
                if self.armed and self.armed[-1].parent is instance:
                    self._try(self.armed[-1])
                continue
            child = self._open(rule, instance, None, at=at)
            if child is not None:
                any_ = True
                if key == "else":
                    instance.children.append(child)
        return any_

    def _retry(self, armed: Armed) -> None:
        """A step that waits from today on sees today's entries."""
        for entry in self.seen:
            early = armed.at is not None and entry.order is not None and entry.order < armed.at
            if armed in self.armed and not early and self._opened_by(armed.rule, entry):
                self._open_armed(armed, entry)

    def _open_armed(self, armed: Armed, entry: Entry | None, cause: Instance | None = None) -> None:
        self.armed.remove(armed)
        at = None if entry is None else entry.order
        child = self._open(armed.rule, armed.parent, entry, at=at, cause=cause)
        if child is not None and armed.in_else and armed.parent is not None:
            armed.parent.waiting -= 1
            armed.parent.children.append(child)

    def _triggered(self, cause: Instance, milestone: str, at: int | None) -> None:
        """Steps that open when another is done, missed or breached."""
        said = f"{cause.rule.name}.{milestone}"
        for rule in self.steps.rules.values():
            if not rule.inner and rule.keys.get("after") == said and "each" not in rule.keys:
                self._open(rule, None, None, at=at, cause=cause)
        for armed in list(self.armed):
            if armed.rule.keys.get("after") == said and "each" not in armed.rule.keys:
                self._open_armed(armed, None, cause)

    # Acts.

    def _take(self, entry: Entry) -> None:
        if entry.event:
            self.events.setdefault(entry.event, self.day)
        for instance in list(self.instances):
            if self._fits(instance, entry):
                self._count(instance, entry)
        for rule in self.steps.rules.values():
            if not rule.inner and "each" not in rule.keys and self._opened_by(rule, entry):
                self._open(rule, None, entry, at=entry.order)
        for armed in list(self.armed):
            if "each" not in armed.rule.keys and self._opened_by(armed.rule, entry):
                self._open_armed(armed, entry)

    def _opened_by(self, rule: Rule, entry: Entry) -> bool:
        after = rule.keys.get("after")
        return isinstance(after, str) and self._is(entry, after)

    def _is(self, entry: Entry, after: str) -> bool:
        """Whether an entry is this act (or a kind of it), or this event."""
        if entry.event:
            return entry.event == after
        party, _, action = after.partition(" ")
        return entry.party == party and action in self.world.wider[entry.action]

    def _fits(self, instance: Instance, entry: Entry) -> bool:
        """Whether an act does a step, or counts towards it."""
        rule = instance.rule
        if instance.state != "open" and not (instance.owed and instance.late is None):
            return False
        if not entry.party or rule.alternatives or rule.modality == "need not":
            return False
        if entry.party != rule.bearer or rule.action not in self.world.wider[entry.action]:
            return False
        number = self.entries.index(entry)
        family = [*instance.chain(), *(i for i in self.instances if instance in i.chain())]
        if entry is instance.by_entry or any(entry in each.acts for each in family):
            return False
        if (rule.name, number) in self.served or entry in instance.acts:
            return False
        if any(entry in each.acts and _of_one_sort(instance, each) for each in self.instances):
            return False
        if self.world.over(rule, entry.on):
            return False
        if entry.on < instance.opened:
            said = rule.keys.get("counts_from")
            start = None if said is None else self._day_of(said, instance)
            if start is None or entry.on < start:
                return False
        elif entry.on == instance.opened and self._is_before(entry, instance):
            return False
        self._find_due(instance)
        if instance.state == "open" and instance.due is not None and entry.on > instance.due:
            return False
        return all(self._where(instance, line, entry) for line in listed(rule.keys.get("where")))

    def _is_before(self, entry: Entry, instance: Instance) -> bool:
        """Whether it has a time "before that of the entry which opened" the step."""
        return instance.at is not None and entry.order is not None and entry.order < instance.at

    def _where(self, instance: Instance, line: str, entry: Entry) -> bool:
        found = re.fullmatch(r"(\w+) (<=|>=|<|>|is not|is) (\S+)( [A-Z]{3})?", line)
        values = dict(entry.values)
        if found is None or found[1] not in values:
            return self.world.true(line, entry.on)
        right = self._right(instance, found[3])
        return right is not None and SIGNS[found[2]](values[found[1]], right)

    def _right(self, instance: Instance, text: str) -> Decimal | None:
        """A number, or a value of the act that did another step."""
        clause, point, name = text.rpartition(".")
        if point and clause in self.steps.rules:
            kin = self._kin(clause, instance.sources, instance.marks, instance)
            values = self.last_values.get(clause, {}) if kin is None else kin.values
            return values.get(name)
        return Decimal(text)

    def _count(self, instance: Instance, entry: Entry) -> None:
        instance.acts.append(entry)
        self.served.add((instance.rule.name, self.entries.index(entry)))
        if not all(map(self._enough_of(instance), listed(instance.rule.keys.get("done_when")))):
            return
        if instance.state != "open":
            instance.late = entry.on
            choice = instance.parent
            if choice is not None and instance.rule.name in choice.rule.alternatives:
                choice.late = entry.on
            return
        self._note_values(instance, entry)
        state = {"must": "done", "must not": "broken"}.get(instance.rule.modality, "used")
        self._close(instance, state, entry)

    def _note_values(self, instance: Instance, entry: Entry) -> None:
        """ "Also of each step in whose place this one opened, where the act is of its action." """
        each: Instance | None = instance
        while each is not None and each.rule.action in self.world.wider[entry.action]:
            self.last_values[each.rule.name] = each.values = dict(entry.values)
            each = each.parent if each.parent is not None and each in each.parent.children else None

    def _enough_of(self, instance: Instance) -> Callable[[str], bool]:
        def enough(line: str) -> bool:
            found = re.fullmatch(r"(?:sum of (\w+)|count of acts) (<=|>=|<|>|is) (\S+).*", line)
            assert found is not None
            name = found[1]
            acts = instance.acts
            total = sum((dict(a.values)[name] for a in acts), Decimal(0)) if name else len(acts)
            right = self._right(instance, found[3])
            return right is not None and SIGNS[found[2]](total, right)

        return enough

    # Closing.

    def _close(self, instance: Instance, state: str, entry: Entry | None) -> None:
        """`then` follows done, kept and used; `else` follows missed, broken and lapsed."""
        rule, at = instance.rule, None if entry is None else entry.order
        instance.state, instance.closed = state, entry.on if entry is not None else self.day
        good = state in ("done", "kept", "used")
        choice = instance.parent
        if choice is not None and rule.name in choice.rule.alternatives:
            self._close_choice(choice, instance, good, entry)
            return
        if not good:
            instance.missed = self.day
        self._milestone(instance, "done" if good else "missed", at)
        items = follows(rule.keys.get("then" if good else "else"))
        self._go_on(instance, good, items, at)

    def _go_on(self, instance: Instance, good: bool, items: Sequence[Any], at: int | None) -> None:
        opened = self._follow(instance, "then" if good else "else", items, at)
        instance.followed = opened and not good
        duty = instance.rule.modality in ("must", "must not")
        if not good and duty and not opened:
            self._breach(self._bearer(instance), instance)
        is_must = instance.rule.modality == "must"
        if not good and is_must and (not opened or instance.rule.keys.get("still_owed") == "yes"):
            ways = [
                i
                for i in self.instances
                if i.parent is instance and i.rule.name in instance.rule.alternatives
            ]
            for each in (instance, *ways):
                each.owed = each.missed is not None

    def _close_choice(
        self, choice: Instance, instance: Instance, good: bool, entry: Entry | None
    ) -> None:
        """ "It is done when one is, and the others end; it is breached on the day the last of them
        is missed." """
        at = None if entry is None else entry.order
        self._milestone(instance, "done" if good else "missed", at)
        ways = [
            i
            for i in self.instances
            if i.parent is choice and i.rule.name in choice.rule.alternatives
        ]
        if not good:
            instance.missed = self.day
            if any(each.state == "open" for each in ways):
                return
        if choice.state != "open":
            return
        for each in ways:
            if each.state == "open":
                self._end(each)
        choice.closed = instance.closed
        choice.state = "done" if good else "breached"
        if not good:
            choice.missed = self.day
        choice.children = []
        if good:
            choice.values = self.last_values.get(instance.rule.name, {})
            self.last_values[choice.rule.name] = choice.values
        self._milestone(choice, "done" if good else "missed", at)
        key = "then" if good else "else"
        own = follows(instance.rule.keys.get(key))
        whole = follows(choice.rule.keys.get(key))
        self._go_on(choice, good, [*own, *(each for each in whole if each not in own)], at)
        if choice.followed:
            choice.state = "missed"

    def _bearer(self, instance: Instance) -> str:
        ways = instance.rule.alternatives
        return self.steps.rules[ways[0]].bearer if ways else instance.rule.bearer

    def _breach(self, by: str, instance: Instance) -> None:
        self.breaches.append((by, instance.name, self.day))
        instance.breached = self.day
        self._milestone(instance, "breached", None)

    def _milestone(self, instance: Instance, milestone: str, at: int | None) -> None:
        self.milestones[instance.rule.name, milestone] = self.day
        self._triggered(instance, milestone, at)

    # Days.

    def _kin(
        self,
        name: str,
        sources: Sequence[Instance],
        marks: Sequence[object],
        own: Instance | None,
    ) -> Instance | None:
        """ "The one that it goes back to; else one that began with it; else the last one." """
        found = _goes_back(sources, name, own)
        for mark in () if found is not None else marks:
            for each in reversed(self.instances):
                if each.rule.name == name and each is not own and mark in each.marks:
                    return each
        return found

    def _find_due(self, instance: Instance, *, at_end: bool = False) -> None:
        rule = instance.rule
        said = rule.keys.get("by" if rule.modality == "must" else "through")
        if rule.alternatives or instance.settled or said is None:
            return
        if instance.state == "open" or self.day in (instance.closed, instance.opened):
            # What opens with it on its first day may do so after it, so it stays open till then.
            may_settle = at_end or self.day > instance.opened
            instance.settled = may_settle and self._is_settled(instance, said)
            instance.due = self._day_of(said, instance)
            if instance.due is not None:
                self.milestones[rule.name, "due"] = instance.due

    def _is_settled(self, instance: Instance, said: Any) -> bool:
        """Whether every event and step that a day hangs on has come."""
        names = re.findall(r"(\w+)\.(opened|due|done|missed|breached)", str(said))
        events = re.findall(r"(?:after|before) (\w+)(?![\w.])", str(said))
        days = [self._day_of_step(name, milestone, instance) for name, milestone in names]
        dues = [name for name, milestone in names if milestone == "due"]
        if any(not self._is_due_settled(name, instance) for name in dues):
            return False
        return all(day is not None for day in days) and all(
            event in self.events for event in events if event not in ("opened", "period")
        )

    def _is_due_settled(self, name: str, instance: Instance) -> bool:
        """Whether the last day of another step, which may be one of several, stays as it is."""
        kin = self._kin(name, instance.sources, instance.marks, instance)
        some = [each for each in self.instances if each.rule.name == name]
        some = some if kin is None else [kin]
        return instance.rule.name == name or not any(
            each.state == "open" and not each.settled and _has_last_day(each) for each in some
        )

    def _day_of(
        self,
        said: Any,
        instance: Instance | None,
        since: date | None = None,
        back: Instance | None = None,
    ) -> date | None:
        """A day of a step; None where it hangs on what hasn't come.

        Before a step has opened, what named it (`back`) goes back to others for it.
        """
        calendar, roll = None, None
        if isinstance(said, dict):
            if len(said) == 1 and next(iter(said)) in ("earliest_of", "latest_of"):
                return self._of_several(said, instance, back)
            calendar, roll = said.get("in"), said.get("roll")
            [said] = [key for key in said if key not in ("in", "roll")]
        day = self._counted(said, calendar, instance, since, back)
        if day is None or roll is None:
            return day
        return rolled(self._calendar(calendar), day, roll)

    def _of_several(
        self, said: Mapping[str, Any], instance: Instance | None, back: Instance | None
    ) -> date | None:
        [(key, parts)] = said.items()
        days = [self._day_of(part, instance, None, back) for part in parts]
        known = [day for day in days if day is not None]
        if key == "earliest_of":
            return min(known, default=None)
        return max(known) if len(known) == len(days) else None

    def _counted(
        self,
        said: str,
        calendar: str | None,
        instance: Instance | None,
        since: date | None,
        back: Instance | None,
    ) -> date | None:
        found = COUNTED.fullmatch(said)
        if found is None:
            return self._plain(said, instance, since, back)
        start = self._counted(found[5], calendar, instance, since, back)
        if start is None:
            return None
        count = int(found[1]) * (-1 if found[4] == "before" else 1)
        if found[2]:
            return business_days(self._calendar(calendar), start, count)
        return moved(start, count, found[3])

    def _plain(
        self, said: str, instance: Instance | None, since: date | None, back: Instance | None
    ) -> date | None:
        if said == "opened":
            return instance.opened if instance is not None else since
        if said.startswith("period."):
            assert instance is not None
            assert instance.period is not None
            return instance.period[said == "period.last"]
        if "." in said:
            name, _, milestone = said.rpartition(".")
            return self._day_of_step(name, milestone, instance, back)
        if said[:1].isdigit():
            return date.fromisoformat(said)
        return self.events.get(said)

    def _day_of_step(
        self, name: str, milestone: str, instance: Instance | None, back: Instance | None = None
    ) -> date | None:
        """The day on which another step came to a milestone: the one that it goes back to."""
        if instance is not None and instance.rule.name == name and milestone in ("opened", "due"):
            return instance.day_of(milestone)
        kin = None
        if instance is not None:
            kin = self._kin(name, instance.sources, instance.marks, instance)
        elif back is not None:
            kin = self._kin(name, [back], back.marks, None)
        if kin is not None:
            return kin.day_of(milestone)
        return self.milestones.get((name, milestone))

    def _calendar(self, name: str | None) -> Any:
        if name is None:
            [only] = self.steps.calendars.values()
            return only
        return self.steps.calendars[name]


def _has_last_day(instance: Instance) -> bool:
    keys = instance.rule.keys
    return keys.get("by" if instance.rule.modality == "must" else "through") is not None


def _marks(instance: Instance) -> Sequence[object]:
    """What it began with: the period, then the entry or period at the beginning of its line."""
    own = instance.sources[0].marks if instance.sources else ()
    if not instance.sources and instance.by_entry is not None:
        own = (id(instance.by_entry),)
    if instance.period is None or instance.is_way:
        return own
    return ((own, instance.period), *own)


def _goes_back(sources: Sequence[Instance], name: str, own: Instance | None) -> Instance | None:
    """The nearest instance of a step (or alternative) among sources and what these came of."""
    for source in sources:
        is_way = own is not None and own.is_way and own.parent is source
        ways = [] if is_way else source.ways
        for each in (source, *ways):
            if each.rule.name == name:
                return each
    for source in sources:
        found = _goes_back(source.sources, name, source)
        if found is not None:
            return found
    return None


def _of_one_sort(one: Instance, other: Instance) -> bool:
    """ "Nor two that followed from two instances of one step", where both are duties."""
    if one.rule.modality != "must" or other.rule.modality != "must":
        return False
    first, second = [one, *one.chain()], [other, *other.chain()]
    apart = [each.rule.name for each in first if each not in second]
    return any(each.rule.name in apart for each in second if each not in first)
