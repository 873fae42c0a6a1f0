"""An agreement on a day -> every clause in force, with what, since when, until when, from where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import assert_never

from contract_engine.answers.answer import WHERE_THERE, Cited
from contract_engine.answers.ask.ask import is_carried
from contract_engine.answers.citing import cites_known, clause_grade, told
from contract_engine.answers.engine import Engine
from contract_engine.answers.wording import (
    tell_condition,
    tell_definition,
    tell_given,
    tell_moment,
    tell_norms,
)
from contract_engine.diagram.act.life import Ending, Why
from contract_engine.diagram.act.moment_days import KnownDays
from contract_engine.diagram.act.terms import asked_by_terms, terms_program
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.region import Region, region_asked, region_of
from contract_engine.diagram.core.restriction import mattering
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.conditions import Not
from contract_engine.model.evidence import Grade
from contract_engine.model.question import UNKNOWN, Given, Options


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
    say what `defines` is, the first that is true first. `begins` is its own beginning in words, and
    `assumed` what is assumed and decides whether it is in force.
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
    begins: str = field(default="", metadata=WHERE_THERE)
    assumed: Mapping[str, str] = field(default_factory=dict, metadata=WHERE_THERE)


class Register:
    """Which clauses are in force in a situation, given or left open under some options.

    Raises Impossible, when a day is looked at, where what is given can't be on it.
    """

    def __init__(self, engine: Engine, options: Options, given: Mapping[str, Given]) -> None:
        self.agreement: Agreement = engine.agreement
        self.left = engine.survivors(options)
        self.given = given
        self.known = options.known
        self._days: dict[date, _OnDay] = {}
        self._known: dict[date, tuple[Entry, ...]] = {}

    def entries(self, on: date) -> tuple[Entry, ...]:
        """Every clause in force on a day, or open, in the order of the files."""
        if on not in self._known:
            self._known[on] = tuple(self._on(on).entries())
        return self._known[on]

    def dormant(self, on: date) -> tuple[Entry, ...]:
        """Every clause that only what is assumed keeps from being in force, each with that."""
        return tuple(self._on(on).dormant())

    def assumed(self, on: date) -> Mapping[str, str]:
        """What is assumed, and decides of some clause whether it is in force."""
        entries = (*self.entries(on), *self.dormant(on))
        return {name: value for entry in entries for name, value in entry.assumed.items()}

    def _on(self, on: date) -> _OnDay:
        if on not in self._days:
            self._days[on] = _OnDay(self, on)
        return self._days[on]

    def idle(self, on: date) -> tuple[str, ...]:
        """What is given and nothing that is in force on a day hangs on."""
        asked = asked_by_terms(self.agreement, self.left, on)
        return tuple(name for name in self.given if name not in asked)


class _OnDay:
    """The register on one day."""

    def __init__(self, register: Register, on: date) -> None:
        self.agreement, self.left, self.on = register.agreement, register.left, on
        self.known = register.known
        self.program = terms_program(self.agreement, self.left, on).given(register.given)
        self.region = region_asked(self.program, register.given)
        self.given = register.given
        self.wide = region_of(self.program, register.given, assume=False)
        self.days = KnownDays(self.program, self.region, register.given)

    def entries(self) -> Iterator[Entry]:
        """The clauses in force or open, in the order of the files."""
        nodes = self.program.nodes
        for clause in self.left.clauses.values():
            stands = self.program.stands(clause)
            if self._can(stands):
                yield self._entry(clause, self._can(nodes.negate(stands)))

    def dormant(self) -> Iterator[Entry]:
        """The clauses that would be in force or open, were it not for what is assumed."""
        for clause in self.left.clauses.values():
            stands = self.program.stands(clause)
            if not self._can(stands) and self._can(stands, self.wide):
                yield self._entry(clause, is_open=True)

    def _can(self, node: int, region: Region | None = None) -> bool:
        """Whether a node is true in some situation left open."""
        masks = (region or self.region).masks
        return any_true(self.program, masks, node, self.program.possible)

    def _assumed(self, node: int) -> dict[str, str]:
        """What is assumed and decides whether a node is true."""
        words, assumed = self.agreement.vocabulary, self.region.assumed
        matters = self._mattering(node)
        freed: dict[str, Given] = {name: UNKNOWN for name in assumed if name in matters}
        if not self._can(node) and not self._can(node, self._region_with(freed)):
            # What is assumed beside it makes that impossible together: as few as must be freed.
            beside = self._mattering(self.program.nodes.both(node, self.program.possible))
            matters |= beside & assumed.keys()
            for name in sorted(beside - freed.keys()):
                fewer: dict[str, Given] = dict.fromkeys(matters - {name}, UNKNOWN)
                if self._can(node, self._region_with(fewer)):
                    matters.discard(name)
        return {n: tell_given(words, n, assumed[n]) for n in assumed if n in matters}

    def _mattering(self, node: int) -> set[str]:
        names = self.program.ground.names
        return {names[level] for level in mattering(self.program, self.wide.masks, node)}

    def _region_with(self, given: Mapping[str, Given]) -> Region:
        return region_of(self.program, {**self.given, **given})

    def _entry(self, clause: Clause, is_open: bool) -> Entry:
        agreement = self.agreement
        life = self.program.sketch.life(clause)
        ends = [(ending, self.days.last(ending)) for ending in self.days.endings(life)]
        until = min((day for _, day in ends if isinstance(day, date)), default=None)
        ways = [
            _tell_ending(agreement, ending, day)
            for ending, day in ends
            # What repeals or replaces it after another has is no end of it.
            if not ending.by or day == until or not isinstance(day, date)
        ]
        instrument = agreement.instruments[clause.instrument]
        since = self.days.begins(life)
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
            ends=tuple(ways),
            open=is_open,
            carried=is_carried(agreement, clause, self.on, self.left.instruments),
            grade=clause_grade(agreement, clause, self.known),
            cites=told(cites_known(agreement, clause, self.known)),
            history=tuple(self._history(clause)),
            disputes=tuple(d.id for d in agreement.disputes.values() if clause.id in d.clauses),
            note=clause.note,
            approximate=instrument.approximate if since == instrument.effective else "",
            defines=clause.defines,
            lines=tell_definition(agreement.vocabulary, clause) if clause.defines else (),
            disapplies=clause.disapplies,
            begins="" if clause.from_ is None else tell_moment(clause.from_),
            assumed=self._assumed(self.program.stands(clause)),
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
        ends = [
            self._step(other, "restated" if _restates(other, clause) else "replaced")
            for other in self.left.replacers.get(clause.id, ())
        ]
        for repeal in self.left.repeals_of.get(clause.id, ()):
            day = self.agreement.instruments[repeal.instrument].effective
            ends.append(Step(day, "repealed", clause.id, repeal.instrument))
        others = self.left.clauses.values()
        end = min((step.on for step in ends), default=date.max)
        steps += [self._step(other, "narrowed") for other in others if clause.id in other.overrides]
        steps += [step for step in ends if step.on == end]
        yield from sorted((step for step in steps if step.on <= end), key=lambda step: step.on)

    def _step(self, clause: Clause, what: str) -> Step:
        """A step on the day that a clause begins."""
        instrument = self.agreement.instruments[clause.instrument]
        begins = self.days.begins(self.program.sketch.life(clause))
        on = begins if isinstance(begins, date) else instrument.effective
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


def _tell_ending(agreement: Agreement, ending: Ending, last: object) -> str:
    """How it ends; of what is replaced later than the other's instrument is in effect, when."""
    match ending.why:
        case Why.REPEALED:
            return f"repealed by {ending.by}"
        case Why.REPLACED:
            instrument = agreement.instruments[agreement.clauses[ending.by].instrument]
            told = f"replaced by `{ending.by}` ({instrument.id})"
            if isinstance(last, date) and instrument.effective <= last < date.max:
                told += f" from {last + timedelta(days=1)}"
            return told
        case Why.THROUGH | Why.UNTIL:
            assert ending.moment is not None
            return f"{ending.why.value} {tell_moment(ending.moment)}"
        case _:
            assert_never(ending.why)
