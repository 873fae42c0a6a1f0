"""An agreement on a day -> every clause in force, with what, since when, until when, from where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from contract_engine.answers.answer import WHERE_THERE, Cited
from contract_engine.answers.ask.ask import is_carried
from contract_engine.answers.engine import Engine
from contract_engine.answers.timeline.periods import ONE_DAY, resolve
from contract_engine.answers.wording import tell_condition, tell_definition, tell_moment, tell_norms
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.conditions import Not, ReadAs
from contract_engine.model.days import Choose, Day, EarliestOf, LatestOf, Moment, Never
from contract_engine.model.evidence import Grade
from contract_engine.model.question import Given, Options

Days = Mapping[str, Day]
Ending = tuple[bool | None, Day | None, str]
"""Something that ends a clause: whether it has, the last day it leaves, and in words."""


@dataclass(frozen=True)
class Step:
    """One step in a clause's history: introduced, restated, narrowed, replaced, repealed.

    `approximate` is the part of the day that isn't certain, if any.
    """

    on: date
    what: str
    clause: str
    instrument: str
    approximate: str = ""


@dataclass(frozen=True)
class Entry:
    """A clause in force on the day (`open`: it hangs on an event that is not known).

    `since` is the first day (`approximate`: the part of it that isn't certain), `until` the last
    day known or None, `ends` says in words what ends it, whichever comes first; `conditions` are
    the lines a situation must meet, and `exceptions` those it must not. Of a definition, `lines`
    say what `defines` is, the first that is true first.
    """

    id: str
    instrument: str
    text: str
    norms: tuple[str, ...]
    bearers: tuple[str, ...]
    states: str
    conditions: tuple[str, ...]
    exceptions: tuple[str, ...]
    since: date | None
    until: date | None
    ends: tuple[str, ...]
    open: bool
    carried: bool
    grade: Grade
    cites: tuple[Cited, ...]
    history: tuple[Step, ...]
    disputes: tuple[str, ...]
    note: str
    approximate: str = ""
    defines: str = field(default="", metadata=WHERE_THERE)
    lines: tuple[str, ...] = field(default=(), metadata=WHERE_THERE)
    disapplies: tuple[str, ...] = field(default=(), metadata=WHERE_THERE)


class Register:
    """Which clauses are in force, for given events and readings."""

    def __init__(self, engine: Engine, options: Options, given: Mapping[str, Given]) -> None:
        self.agreement: Agreement = engine.agreement
        self.left = engine.survivors(options)
        words = self.agreement.vocabulary
        self.days: dict[str, Day] = {}
        for name, subject in (*words.events.items(), *words.facts.items()):
            said = given.get(name, getattr(subject, "usually", None))
            if isinstance(said, (date, Never)):
                self.days[name] = said
        readings = self.readings = {**self.left.defaults, **options.readings}
        self.meant = {
            name: event.events[readings[event.reading]]
            for name, event in words.read_events.items()
            if readings.get(event.reading) in event.events
        }

    def entries(self, on: date) -> tuple[Entry, ...]:
        """Every clause in force on a day, or open, in the order of the files."""
        return tuple(
            self._entry(clause, on, status is None)
            for clause in self.left.clauses.values()
            if (status := self._in_force(clause, on)) is not False
        )

    def _settled(self, moment: Moment | None) -> Moment | None:
        """The moment, of one that hangs on readings that are known, the one they choose."""
        match moment:
            case EarliestOf(parts) | LatestOf(parts):
                settled = (self._settled(part) for part in parts)
                return replace(moment, parts=tuple(part for part in settled if part is not None))
            case Choose(options):
                for condition, option in options:
                    if not isinstance(condition, ReadAs) or condition.reading not in self.readings:
                        return moment
                    if self.readings[condition.reading] in condition.values:
                        return self._settled(option)
        return moment

    def _come(self, moment: Moment | None, on: date) -> bool | None:
        """Whether a moment has come by a day; None where that hangs on what is not known."""
        moment = self._settled(moment)
        match moment:
            case None:
                return True
            case Choose(options) if options:
                come = {self._come(option, on) for _, option in options}
                return come.pop() if len(come) == 1 else None
            case EarliestOf(parts):
                return _either(self._come(part, on) for part in parts)
            case LatestOf(parts):
                return _not(_either(_not(self._come(part, on)) for part in parts))
        day = resolve(moment, self.days, self._meant_on(on))
        return None if day is None else isinstance(day, date) and day <= on

    def _meant_on(self, on: date) -> Mapping[str, str]:
        """What events with readings stand for; where all their events agree, any will do."""
        meant = dict(self.meant)
        for name, event in self.agreement.vocabulary.read_events.items():
            known = {self.days.get(e) for e in event.events.values()}
            if name not in meant and None not in known and len(known) == 1:
                meant[name] = next(iter(event.events.values()))
        return meant

    def _in_force(self, clause: Clause, on: date) -> bool | None:
        instruments = self.agreement.instruments
        if instruments[clause.instrument].effective > on:
            return False
        begun = self._come(clause.from_, on)
        over = [ended for ended, _, _ in (*self._taken(clause, on), *self._term(clause, on))]
        if begun is False or True in over:
            return False
        return None if begun is None or None in over else True

    def _taken(self, clause: Clause, on: date) -> Iterator[Ending]:
        """The repeals and replacements of a clause."""
        instruments = self.agreement.instruments
        for repeal in self.left.repeals:
            if repeal.clause == clause.id:
                day = instruments[repeal.instrument].effective
                yield day <= on, _before(day), f"repealed by {repeal.instrument}"
        for other in self.left.clauses.values():
            if clause.id in other.replaces:
                effective = instruments[other.instrument].effective
                own = resolve(other.from_, self.days, self._meant_on(on)) if other.from_ else None
                start: Day | None = effective
                if other.from_ is not None:
                    start = max(effective, own) if isinstance(own, date) else own
                words = f"replaced by `{other.id}` ({other.instrument})"
                if effective > on:
                    yield False, _before(start), words
                else:
                    yield self._come(other.from_, on), _before(start), words

    def _term(self, clause: Clause, on: date) -> Iterator[Ending]:
        """What ends a clause by its own words."""
        for part in _first_of(self._settled(clause.through)):
            last = resolve(part, self.days, self._meant_on(on))
            past = on > date.min and self._come(part, on - ONE_DAY)
            yield past, last, f"through {tell_moment(part)}"
        for part in _first_of(self._settled(clause.until)):
            stop = resolve(part, self.days, self._meant_on(on))
            yield self._come(part, on), _before(stop), f"until {tell_moment(part)}"

    def _entry(self, clause: Clause, on: date, is_open: bool) -> Entry:
        agreement = self.agreement
        taken, term = tuple(self._taken(clause, on)), tuple(self._term(clause, on))
        until = min((day for _, day, _ in (*taken, *term) if isinstance(day, date)), default=None)
        first = [each for each in taken if each[1] == until or not isinstance(each[1], date)]
        instrument = agreement.instruments[clause.instrument]
        since: Day | None = instrument.effective
        if clause.from_ is not None:
            own = resolve(self._settled(clause.from_), self.days, self._meant_on(on))
            since = max(instrument.effective, own) if isinstance(own, date) else own
        cites = clause.cites or instrument.cites
        return Entry(
            id=clause.id,
            instrument=clause.instrument,
            text=clause.text,
            norms=tell_norms(clause.norms),
            bearers=tuple(dict.fromkeys(norm.bearer for norm in clause.norms)),
            states=clause.states,
            conditions=tuple(tell_condition(part) for part in clause.when.parts),
            exceptions=tuple(
                tell_condition(part.part if isinstance(part, Not) else Not(part))
                for part in clause.unless
            ),
            since=since if isinstance(since, date) else None,
            until=until,
            ends=tuple(words for _, _, words in (*first, *term)),
            open=is_open,
            carried=is_carried(agreement, clause, on, self.left.instruments),
            grade=clause.grade,
            cites=tuple(Cited(c.source, c.grade, c.quote, c.where) for c in cites),
            history=tuple(self._history(clause)),
            disputes=tuple(d.id for d in agreement.disputes.values() if clause.id in d.clauses),
            note=clause.note,
            approximate=instrument.approximate if since == instrument.effective else "",
            defines=clause.defines,
            lines=tell_definition(agreement.vocabulary, clause) if clause.defines else (),
            disapplies=clause.disapplies,
        )

    def _history(self, clause: Clause) -> Iterator[Step]:
        """Where a clause comes from, and what became of it, in the order of the days."""
        chain = [clause]
        seen = {clause.id}
        while older := [
            self.left.clauses[name]
            for name in chain[0].replaces
            if name in self.left.clauses and name not in seen
            if _restates(chain[0], self.left.clauses[name])
        ]:
            chain = [max(older, key=self._nearest), *chain]
            seen.add(chain[0].id)
        steps = [
            self._step(each, "restated" if index else "introduced")
            for index, each in enumerate(chain)
        ]
        others = self.left.clauses.values()
        ends = [
            self._step(other, "restated" if _restates(other, clause) else "replaced")
            for other in others
            if clause.id in other.replaces
        ]
        for repeal in self.left.repeals:
            if repeal.clause == clause.id:
                day = self.agreement.instruments[repeal.instrument].effective
                ends.append(Step(day, "repealed", clause.id, repeal.instrument))
        end = min((step.on for step in ends), default=date.max)
        steps += [self._step(other, "narrowed") for other in others if clause.id in other.overrides]
        steps += [step for step in ends if step.on == end]
        yield from sorted((step for step in steps if step.on <= end), key=lambda step: step.on)

    def _step(self, clause: Clause, what: str) -> Step:
        """A step on the day that a clause begins."""
        instrument = self.agreement.instruments[clause.instrument]
        own = resolve(clause.from_, self.days, self.meant) if clause.from_ else None
        on = max(instrument.effective, own) if isinstance(own, date) else instrument.effective
        rough = instrument.approximate if on == instrument.effective else ""
        return Step(on, what, clause.id, clause.instrument, rough)

    def _nearest(self, clause: Clause) -> tuple[tuple[date, int], int]:
        """The latest, and of one instrument's the widest."""
        return self.agreement.instruments[clause.instrument].rank, -len(clause.when.parts)


def rights(register: Register, on: date, parties: Iterable[str]) -> tuple[Entry, ...]:
    """The clauses in force with a norm of one of these parties, the next to end first."""
    wanted = set(parties)
    entries = [e for e in register.entries(on) if wanted & set(e.bearers)]
    return tuple(sorted(entries, key=lambda entry: (entry.until or date.max, entry.id)))


def _restates(newer: Clause, older: Clause) -> bool:
    """Whether a clause says anew what another said: a norm of both, or no norm in either."""
    if newer.defines or older.defines:
        return newer.defines == older.defines
    said = {(norm.bearer, norm.modality, norm.action) for norm in older.norms}
    again = {(norm.bearer, norm.modality, norm.action) for norm in newer.norms}
    return bool(said & again) or not (said or again)


def _first_of(moment: Moment | None) -> tuple[Moment, ...]:
    """The moments of which the first to come ends a term."""
    match moment:
        case None:
            return ()
        case EarliestOf(parts):
            return tuple(each for part in parts for each in _first_of(part))
        case _:
            return (moment,)


def _either(parts: Iterable[bool | None]) -> bool | None:
    """Whether one of them is true; None where that is not known."""
    found = set(parts)
    return True if True in found else None if None in found else False


def _not(part: bool | None) -> bool | None:
    return None if part is None else not part


def _before(day: Day | None) -> Day | None:
    return day - ONE_DAY if isinstance(day, date) and day > date.min else day
