"""A finding -> the defined facts it rests on: their values, and the lines that gave them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from contract_engine.answers.answer import Defined
from contract_engine.answers.wording import tell_condition, tell_given, tell_moment
from contract_engine.definitions.formula_words import tell_formula
from contract_engine.definitions.meanings import Meanings
from contract_engine.definitions.spell_out import meanings_of
from contract_engine.diagram.act.moment_days import KnownDays
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.finding.finding import Finding
from contract_engine.diagram.finding.number_nodes import value_where
from contract_engine.model.agreement import Clause, Row, Same
from contract_engine.model.conditions import All, Meant
from contract_engine.model.days import MeantMoment
from contract_engine.model.formulas import Formula
from contract_engine.model.ordered import Ordered
from contract_engine.model.question import Given
from contract_engine.model.traverse import Part, as_meant, of_clause, own_names
from contract_engine.model.vocabulary import DateFact, NumberFact


def defined_of(
    finding: Finding, days: KnownDays, given: Mapping[str, Given]
) -> tuple[Defined, ...]:
    """Each defined fact that the clauses of an outcome ask for and one line decides.

    `days` are the days of moments in the situations left open, `given` what the question gives.
    """
    program = finding.program
    agreement = program.agreement
    if not agreement.definitions:
        return ()
    outcome = finding.outcome
    names = [*outcome.governing, *outcome.also, *outcome.ended]
    names += [name for defeat in outcome.defeated for name in (defeat.id, defeat.by)]
    clauses = [agreement.clauses[name] for name in dict.fromkeys(names)]
    clauses = clauses or [norm.clause for norm in program.norms]
    meanings = meanings_of(agreement)
    found = []
    for fact in _asked(agreement.definitions, clauses):
        decided = _decided(finding, meanings, fact)
        if decided is not None:
            known = {**finding.region.assumed, **given}
            found.append(_said(program, fact, *decided, days, known))
    return tuple(found)


def _decided(finding: Finding, meanings: Meanings, fact: str) -> tuple[Clause, Row] | None:
    """The one line that gives a fact its value in every situation left open."""
    program, masks = finding.program, finding.region.masks
    nodes, possible = program.nodes, finding.program.possible
    for (definition, row), match in zip(meanings.lines(fact), meanings.matches(fact), strict=True):
        node = program.ground.condition(match, program.on)
        if any_true(program, masks, node, possible):
            sure = not any_true(program, masks, nodes.negate(node), possible)
            return (definition, row) if sure else None
    return None


def _said(
    program: Program,
    fact: str,
    definition: Clause,
    row: Row,
    days: KnownDays,
    known: Mapping[str, Given],
) -> Defined:
    subject = program.agreement.vocabulary.facts[fact]
    value = row.value
    told = str(value)
    if isinstance(value, bool):
        told = "yes" if value else "no"
    elif isinstance(value, Same):
        told = f"that of {value.fact}"
    elif isinstance(value, Formula):
        told = tell_formula(value)
        if (number := value_where(value, known)) is not None:
            told = f"{tell_given(program.agreement.vocabulary, fact, number)} ({told})"
    elif isinstance(subject, NumberFact) and subject.unit:
        told = f"{value} {subject.unit}"
    elif isinstance(subject, DateFact) and not isinstance(value, str | Ordered):
        told = tell_moment(value)
        day = days.day(meanings_of(program.agreement).moment(value))
        if isinstance(day, date) and day.isoformat() != told:
            told = f"{day.isoformat()} ({told})"
    parts = row.when.parts if isinstance(row.when, All) else (row.when,)
    because = tuple(tell_condition(part) for part in parts)
    otherwise = row.part == "means" and row.value is False
    return Defined(fact, told, definition.id, () if otherwise else because)


def _asked(defined: Mapping[str, object], clauses: Iterable[Clause]) -> Iterator[str]:
    """The defined facts that clauses ask for, and the definitions of those in turn.

    In the order of the files.
    """
    parts = as_meant(part for clause in clauses for part in of_clause(clause))
    said = (name for part in parts for name in (*own_names(part), *_said_in(part)))
    found = set(said) & defined.keys()
    return (name for name in defined if name in found)


def _said_in(part: Part) -> tuple[str, ...]:
    """The names that a part whose meaning is gone into was written with."""
    if isinstance(part, Meant):
        return (*own_names(part.says), *part.behind)
    return own_names(part.says) if isinstance(part, MeantMoment) else ()
