"""An agreement -> warnings about what is unused, uncited, or without effect, each at its place."""

from __future__ import annotations

from collections.abc import Container, Iterator

from contract_engine.checks.finding import finding
from contract_engine.diagnostics import Problem
from contract_engine.diagram.act.life import gone_before
from contract_engine.diagram.act.survival import survivors
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.days import On
from contract_engine.model.evidence import Citation, Grade
from contract_engine.model.norms import incompatible, meeting_act
from contract_engine.model.place import NOWHERE
from contract_engine.model.question import Options
from contract_engine.model.steps import ByAct
from contract_engine.model.traverse import named, names_of
from contract_engine.model.vocabulary import DateFact, NumberFact


def lint(agreement: Agreement) -> tuple[Problem, ...]:
    """Every warning, by kind."""
    return (
        *_uncited(agreement),
        *_unused(agreement),
        *_idle_overrides(agreement),
        *_idle_from(agreement),
        *_unreasoned_defaults(agreement),
    )


def _uncited(agreement: Agreement) -> Iterator[Problem]:
    for clause in agreement.clauses.values():
        instrument = agreement.instruments[clause.instrument]
        if not clause.cites and not instrument.cites and clause.grade is not Grade.CONTRACT:
            yield finding(
                "W601",
                clause.id,
                f"`{clause.id}` cites nothing",
                clause.place,
                "add `cites:`, or `grade: contract` where the text itself is at hand",
                clause.text,
            )
    for repeal in agreement.repeals:
        instrument = agreement.instruments[repeal.instrument]
        if not repeal.cites and not instrument.cites and repeal.grade is not Grade.CONTRACT:
            message = f"the repeal of `{repeal.clause}` cites nothing"
            yield finding("W601", f"repeal of {repeal.clause}", message, repeal.place)
    if all(clause.grade is Grade.CONTRACT for clause in agreement.clauses.values()):
        return  # the text itself is at hand, and how its words are read needs no source
    for reading in agreement.vocabulary.readings.values():
        for value in reading.values.values():
            if not value.cites and value.grade is None:
                message = f"`{value.id}` of reading `{reading.id}` cites nothing"
                yield finding("W601", f"{reading.id} is {value.id}", message, value.place)


def _unused(agreement: Agreement) -> Iterator[Problem]:
    words = agreement.vocabulary
    used = set(_mentioned(agreement))
    for sort, subjects in (
        ("fact", words.facts),
        ("event", words.events),
        ("event", words.read_events),
        ("reading", words.readings),
    ):
        for name, subject in subjects.items():
            written = subject.place is not NOWHERE  # and no fact `CLAUSE.open`
            if written and name not in used and name not in agreement.definitions:
                yield finding(
                    "W602",
                    name,
                    f"no clause asks about the {sort} `{name}`",
                    subject.place,
                    "use it or leave it out",
                )
    yield from _unused_definitions(agreement, used)
    norms = [norm for clause in _with_drafts(agreement) for norm in clause.norms]
    acting = {norm.bearer for norm in norms} | {party for party, _ in _triggers(agreement)}
    for party in words.parties.values():
        if party.id not in acting:
            yield finding("W602", party.id, f"`{party.id}` bears no norm", party.place)
    acted = {wide for norm in norms for wide in words.widening(norm.action)}
    acted |= {wide for _, action in _triggers(agreement) for wide in words.widening(action)}
    for action in words.actions.values():
        chain = set(words.widening(action.id))
        if action.id not in acted and not chain & acted:
            yield finding("W602", action.id, f"no norm is about `{action.id}`", action.place)
    cited = {cite.source for cite in _cites(agreement)}
    cited |= {s for d in agreement.disputes.values() for claim in d.claims for s in claim.sources}
    for source in agreement.sources.values():
        if source.id not in cited:
            yield finding("W603", source.id, f"nothing cites `{source.id}`", source.place)


def _unused_definitions(agreement: Agreement, used: Container[str]) -> Iterator[Problem]:
    """Definitions, groups and tables that no clause makes use of."""
    help_ = "use it or leave it out"
    facts = agreement.vocabulary.facts
    for fact, definitions in agreement.definitions.items():
        told = isinstance(facts[fact], NumberFact | DateFact)  # a figure or a day: `value` tells it
        for definition in definitions if not (told or fact in used) else ():
            message = f"no clause asks about `{fact}`, which this defines"
            made = f"{help_}, or accept it where it is made for `value`"
            yield finding("W602", definition.id, message, definition.place, made, definition.text)
    around = {group.id: group.group for group in agreement.groups.values()}
    full: set[str] = set()
    for clause in agreement.clauses.values():
        name = clause.group
        while name:
            full.add(name)
            name = around[name]
    for group in agreement.groups.values():
        if group.id not in full:
            message = f"no clause is in the group `{group.id}`"
            yield finding("W602", group.id, message, group.place, help_, group.text)
    for table in agreement.tables.values():
        if not any(name in used for item in table.items.values() for name in item.values):
            message = f"no clause asks about anything that the table `{table.id}` says"
            yield finding("W602", f"table {table.id}", message, table.place, help_)


def _cites(agreement: Agreement) -> Iterator[Citation]:
    for instrument in (*agreement.instruments.values(), *agreement.drafts.values()):
        yield from instrument.cites
        for repeal in instrument.repeals:
            yield from repeal.cites
    for clause in _with_drafts(agreement):
        yield from clause.cites
    for reading in agreement.vocabulary.readings.values():
        for value in reading.values.values():
            yield from value.cites
    for table in agreement.tables.values():
        yield from table.cites
    for figure in agreement.figures.values():
        for each in figure.values:
            yield from each.cites


def _with_drafts(agreement: Agreement) -> Iterator[Clause]:
    """Every clause, those of drafts that don't count too."""
    for instrument in (*agreement.instruments.values(), *agreement.drafts.values()):
        yield from instrument.clauses


def _mentioned(agreement: Agreement) -> Iterator[str]:
    for clause in _with_drafts(agreement):
        yield from names_of(clause)
    yield from named(*agreement.impossible)
    for event in agreement.vocabulary.read_events.values():
        yield event.reading
        yield from event.events.values()


def _idle_overrides(agreement: Agreement) -> Iterator[Problem]:
    left = survivors(agreement, Options())
    for clause in agreement.clauses.values():
        swept = {name for _, names in clause.sweeps for name in names}
        for word, names in clause.sweeps:
            if not names:
                yield finding(
                    "W604",
                    f"{clause.id} overrides {word}",
                    f"`{clause.id}` overrides `{word}`, but nothing there can contradict it",
                    clause.place,
                    "an `overrides` works between incompatible norms on the same act",
                    clause.text,
                )
        for target in (name for name in clause.overrides if name not in swept):
            other = agreement.clauses[target]
            if not can_clash(agreement, clause, other):
                help_ = "an `overrides` works between incompatible norms on the same act"
                if not (clause.norms and other.norms):
                    help_ += "; write `disapplies:` for what is not to apply"
                yield finding(
                    "W604",
                    f"{clause.id} overrides {target}",
                    f"`{clause.id}` overrides `{target}`, but the two can't contradict each other",
                    clause.place,
                    help_,
                    clause.text,
                )
            elif gone_before(left, other, clause) and not gone_before(left, clause, clause):
                # Where both have ended, it works in questions whose options drop what ended them.
                yield finding(
                    "W605",
                    f"{clause.id} overrides {target}",
                    f"`{clause.id}` overrides `{target}`, which has ended when it begins",
                    clause.place,
                    "exceptions to a replaced clause do not pass to its replacement",
                    clause.text,
                )


def _idle_from(agreement: Agreement) -> Iterator[Problem]:
    """A first day on which the clause's instrument hasn't taken effect yet."""
    around = agreement.groups
    for clause in agreement.clauses.values():
        effective = agreement.instruments[clause.instrument].effective
        of_group = clause.group in around and around[clause.group].instrument != clause.instrument
        if isinstance(clause.from_, On) and clause.from_.day < effective and not of_group:
            yield finding(
                "W608",
                clause.id,
                f"`{clause.id}` says `from: {clause.from_.day}`, but {clause.instrument} takes "
                f"effect on {effective}",
                clause.place,
                "no clause holds before its instrument does: leave `from` out, or correct one of "
                "the two days",
                clause.text,
            )


def can_clash(agreement: Agreement, one: Clause, other: Clause) -> bool:
    """Whether two clauses have incompatible norms on the same act."""
    words = agreement.vocabulary
    return any(
        incompatible(a.modality, b.modality) and meeting_act(words, a, b) is not None
        for a in one.norms
        for b in other.norms
    )


def _unreasoned_defaults(agreement: Agreement) -> Iterator[Problem]:
    for reading in agreement.vocabulary.readings.values():
        if reading.default is not None and not reading.why:
            yield finding(
                "W606",
                reading.id,
                f"the default of `{reading.id}` gives no reason",
                reading.place,
                "say `why:` one side is clearly better supported",
            )


def _triggers(agreement: Agreement) -> Iterator[tuple[str, str]]:
    """The acts that open steps: who, and what."""
    for clause in agreement.clauses.values():
        if clause.step is not None and isinstance(clause.step.after, ByAct):
            yield clause.step.after.party, clause.step.after.action
