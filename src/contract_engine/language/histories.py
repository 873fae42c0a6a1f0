"""A history as written -> a History, every name and value typed; or its problems."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

from contract_engine.calendars.zones import day_in
from contract_engine.diagnostics import Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.files.histories import RawEntry, RawHistory
from contract_engine.language.values.days import Unreadable, read_day
from contract_engine.language.values.typed import read_given, subject
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.agreement import Agreement
from contract_engine.model.history import ActValue, Entry, History
from contract_engine.model.ordered import Instant
from contract_engine.model.question import UNKNOWN, Given
from contract_engine.model.vocabulary import Fact

_SHAPE = "write `{on: 2026-03-02, act: buyer order}`"


def type_history(
    agreement: Agreement,
    raw: RawHistory,
    *,
    through: date | None = None,
    sha256: str = "",
) -> tuple[History | None, tuple[Problem, ...]]:
    """The typed history; None with every problem where something can't be read.

    Args:
        agreement: Whose acts, values and events they are.
        raw: The history as written.
        through: The day up to which it is complete, where the history doesn't say.
        sha256: Of the bytes it was read from.
    """
    reader = _Reader(agreement, raw)
    entries: list[Entry] = []
    known = through if raw.through is None else _day_of(raw.through)
    for number, each in enumerate(raw.entries, 1):  # they may be read only now, one by one
        entry = reader.entry(number, each)
        if entry is not None:
            entries.append(entry)
            if known is not None and entry.on > known:
                place = each.place(raw.file, "on" if each.at is None else "at")
                reader.later(entry, known, place)
    reader.problems[:0] = raw.problems
    last = reader.through(through)
    if known is None and last is not None:
        for entry in entries:
            if entry.on > last:
                reader.later(entry, last, Span(raw.file, entry.line, 1))
    given = reader.given()
    if reader.problems or last is None:
        return None, tuple(reader.problems)
    entries.sort(key=_moment)
    return History(last, tuple(entries), given, raw.file, sha256), ()


def _day_of(text: str) -> date | None:
    try:
        return read_day(text)
    except Unreadable:
        return None


def _moment(entry: Entry) -> tuple[date, int]:
    return entry.on, -1 if entry.order is None else entry.order


@dataclass
class _Reader:
    agreement: Agreement
    raw: RawHistory
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._values: dict[str, Mapping[str, Fact]] = {}
        self._typed: dict[tuple[str, str, str], ActValue] = {}
        self._days: dict[str, date] = {}
        self._same: dict[date, date] = {}
        self._acts: dict[str, tuple[str, str]] = {}
        self._together: dict[object, tuple[tuple[str, ActValue], ...]] = {}

    def report(self, code: str, message: str, span: Span, help: str = "") -> None:
        self.problems.append(Problem(code, message, span, help=help))

    def unreadable(self, error: Unreadable, span: Span) -> None:
        self.report(error.code, error.message, span, error.help)

    def through(self, other: date | None) -> date | None:
        """The day up to which the history is complete."""
        raw = self.raw
        if raw.agreement is not None and raw.agreement != self.agreement.id:
            message = f"this history is about `{raw.agreement}`, not `{self.agreement.id}`"
            place = raw.agreement_place or Span(raw.file)
            self.report("E370", message, place, "ask with `--agreement`, or correct the name")
        if raw.through is None:
            if other is None and not self.problems:
                help_ = 'add a line {"through": "2026-06-30"}, or give `--through 2026-06-30`'
                message = "this history doesn't say through which day it is complete"
                self.report("E370", message, Span(raw.file), help_)
            return other
        try:
            return read_day(raw.through)
        except Unreadable as error:
            self.unreadable(error, raw.through_place or Span(raw.file))
            return None

    def given(self) -> dict[str, Given]:
        """The facts that a history gives."""
        found: dict[str, Given] = {}
        for name, text in self.raw.given.items():
            places, whole = self.raw.given_places, Span(self.raw.file)
            value_place = places.get(name, whole)
            try:
                fact = subject(self.agreement.vocabulary, name)
            except Unreadable as error:
                self.unreadable(error, places.get(f"{name}:", value_place))
                continue
            try:
                found[name] = read_given(fact, text)
            except Unreadable as error:
                self.unreadable(error, value_place)
        return {name: value for name, value in found.items() if value is not UNKNOWN}

    def entry(self, number: int, raw: RawEntry) -> Entry | None:
        """An entry; None after reporting what is wrong with it."""
        file, before = self.raw.file, len(self.problems)
        if (raw.on is None) is (raw.at is None):
            message = "an entry has a day (`on`) or a time (`at`)"
            self.report("E371", message, raw.place(file, "at"), _SHAPE)
        if (raw.act is None) is (raw.event is None):
            message = "an entry is an act or an event"
            self.report("E371", message, raw.place(file, "event"), _SHAPE)
        if len(self.problems) > before:
            return None
        on, order = self._day(raw) if raw.at is None else self._instant(raw)
        party, action = self._act(raw) if raw.act is not None else ("", "")
        event = raw.event or ""
        if event and event not in self.agreement.vocabulary.events:
            known = self.agreement.vocabulary.events
            place = raw.place(file, "event")
            help_ = did_you_mean(event, known) or "declare it under `events:`"
            self.report("E303", f"unknown event `{event}`", place, help_)
        values: tuple[tuple[str, ActValue], ...] = ()
        if raw.values:
            key = (action, *raw.values.items())
            values = self._together.get(key, ())
            if not values:
                values = tuple(self._value(raw, action, name) for name in raw.values)
                if len(self.problems) == before:
                    self._together[key] = values
        if on is None or len(self.problems) > before:
            return None
        return Entry(number, on, party, action, event, order, values, raw.line)

    def _day(self, raw: RawEntry) -> tuple[date | None, None]:
        assert raw.on is not None
        day = self._days.get(raw.on)
        if day is None:
            try:
                day = self._days[raw.on] = read_day(raw.on)
            except Unreadable as error:
                self.unreadable(error, raw.place(self.raw.file, "on"))
        return day, None

    def _instant(self, raw: RawEntry) -> tuple[date | None, int | None]:
        assert raw.at is not None
        zone = self.agreement.calendars.time_zone
        instant = Instant.read(raw.at)
        if instant is None:
            help_ = "write it with its zone: `2026-03-11T18:20:00+01:00`"
            place = raw.place(self.raw.file, "at")
            self.report("E326", f"`{raw.at}` is not a date-time", place, help_)
        elif not zone:
            message = "on which day this was hangs on a time zone, and the agreement names none"
            help_ = "add `time_zone: Europe/Berlin` to it, or write `on:` and the day"
            self.report("E373", message, raw.place(self.raw.file, "at"), help_)
        else:
            day = day_in(instant, zone)
            return self._same.setdefault(day, day), instant.micros
        return None, None

    def _act(self, raw: RawEntry) -> tuple[str, str]:
        assert raw.act is not None
        found = self._acts.get(raw.act)
        if found is not None:
            return found
        words = self.agreement.vocabulary
        party, _, action = raw.act.strip().partition(" ")
        action = action.strip()
        if party not in words.parties or action not in words.actions:
            place = raw.place(self.raw.file, "act")
            if not action or " " in action:
                help_ = "write PARTY ACTION, such as `buyer order`"
                self.report("E371", f"`{raw.act}` is not an act", place, help_)
            elif party not in words.parties:
                help_ = did_you_mean(party, words.parties)
                self.report("E305", f"unknown party `{party}`", _part(place, raw.act, party), help_)
            else:
                help_ = did_you_mean(action, words.actions)
                at = _part(place, raw.act, action)
                self.report("E304", f"unknown action `{action}`", at, help_)
            return party, action
        self._acts[raw.act] = party, action
        return party, action

    def _value(self, raw: RawEntry, action: str, name: str) -> tuple[str, ActValue]:
        key = (action, name, raw.values[name])
        found = self._typed.get(key)
        if found is not None:
            return name, found
        place = raw.place(self.raw.file, f"with.{name}")
        fact = self._facts(action).get(name)
        if fact is None:
            known = self._facts(action)
            help_ = did_you_mean(name, known) or "declare it under the action's `with:`"
            what = f"no act `{action}` carries" if action else "no event carries"
            self.report("E364", f"{what} `{name}`", place, help_)
            return name, False
        try:
            value = read_given(fact, raw.values[name])
        except Unreadable as error:
            self.unreadable(error, place)
            return name, False
        self._typed[key] = cast("ActValue", value)
        return name, cast("ActValue", value)

    def _facts(self, action: str) -> Mapping[str, Fact]:
        if action not in self._values:
            words = self.agreement.vocabulary
            found: dict[str, Fact] = {}
            for wide in reversed(words.widening(action)) if action in words.actions else ():
                found |= words.actions[wide].values
            self._values[action] = found
        return self._values[action]

    def later(self, entry: Entry, last: date, place: Span) -> None:
        """Report an entry that is later than the day up to which the history is complete."""
        message = f"this is later than {last}, through which the history is complete"
        help_ = f"write `through: {entry.on}` or later, or take the entry away"
        self.report("E372", message, place, help_)


def _part(place: Span, whole: str, part: str) -> Span:
    """Where a part of a text stands."""
    if place.length != len(whole):
        return place
    return Span(place.file, place.line, place.column + whole.index(part), len(part))
