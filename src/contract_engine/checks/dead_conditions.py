"""Programs, one after the other -> lines, exceptions and alternatives that are true in none.

A line of a definition decides where its definition applies and no line asked before it is true.
An exception fires where all else that stands beside it is true; an alternative is left where its
clause applies and its own conditions are true.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from contract_engine.answers.wording import tell_condition, tell_row
from contract_engine.checks.finding import finding
from contract_engine.definitions.spell_out import meanings_of
from contract_engine.diagnostics import Problem, Span
from contract_engine.diagram.act.applied import applied
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.nodes import FALSE
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.choices import left_of
from contract_engine.model.conditions import (
    All,
    Any,
    Applies,
    Cardinality,
    Compare,
    Condition,
    Exceeds,
    HasCome,
    Holds,
    InOrder,
    Is,
    Meant,
    Not,
    ReadAs,
    Weighed,
)

Line = tuple[str, int]
"""A definition, and the number of one of its lines; or a clause and one of its exceptions."""


@dataclass
class Lines:
    """What was seen of lines, exceptions and alternatives; `asked` are the clauses looked at."""

    agreement: Agreement
    asked: set[str] = field(default_factory=set)
    applied: set[str] = field(default_factory=set)
    met: set[Line] = field(default_factory=set)
    decided: set[Line] = field(default_factory=set)
    fired: set[Line] = field(default_factory=set)
    left: set[tuple[str, str]] = field(default_factory=set)
    defined: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.meanings = meanings_of(self.agreement)
        self.excepted = {clause.id: tuple(_excepted(clause)) for clause in self._clauses()}

    def _clauses(self) -> Iterator[Clause]:
        return iter(self.agreement.clauses.values())

    def look(self, program: Program) -> None:
        """See what one program makes true."""
        look = _Look(self, program)
        for fact in self.agreement.definitions:
            if fact in program.ground.defined:
                look.at_definitions(fact)
        names = dict.fromkeys(norm.clause.id for norm in program.norms)
        names |= dict.fromkeys(applied(self.agreement, program.survivors, program.norms))
        for name in names:
            if program.sketch.could_apply(name):
                look.at_clause(self.agreement.clauses[name])

    def findings(self) -> Iterator[Problem]:
        """What was never seen, in the order of the files."""
        for clause in self._clauses():
            if clause.id not in self.asked:
                continue
            if clause.id not in self.applied:
                if not clause.norms:
                    yield _never_applies(clause)
                continue
            yield from self._lines(clause)
            yield from self._exceptions(clause)
            for choice in dict.fromkeys(norm.choice for norm in clause.norms if norm.choice):
                if (clause.id, choice) not in self.left:
                    message = f"the alternative `{choice}` of `{clause.id}` is never left"
                    help_ = "its conditions are never true while the clause applies"
                    yield _finding("W709", f"{clause.id} {choice}", message, clause, help_)
        yield from self._never_assumed()

    def _never_assumed(self) -> Iterator[Problem]:
        """What is said to be usual of a fact whose value always follows from definitions."""
        first = min(self.agreement.instruments.values(), key=lambda each: each.rank).id
        for name, fact in self.agreement.vocabulary.facts.items():
            if fact.usually is None or name not in self.defined - self.own:
                continue
            # What options can drop leaves the assumption its use; the first instrument stays.
            if any(each.instrument == first for each in self.agreement.definitions[name]):
                message = f"`usually` of `{name}` is never assumed"
                help_ = "in every situation its definitions decide what it is"
                yield finding("W716", name, message, fact.place, help_)

    def _lines(self, clause: Clause) -> Iterator[Problem]:
        lines = [
            (number, tell_row(row), row.place)
            for number, row in enumerate(clause.rows)
            if row.part != "means" or row.value is True
        ]
        idle = [line for line in lines if (clause.id, line[0]) not in self.decided]
        if lines and len(idle) == len(lines) and any((clause.id, n) in self.met for n, *_ in lines):
            message = f"`{clause.id}` never decides what `{clause.defines}` is"
            help_ = "whenever one of its lines is true, one of another definition is asked before"
            yield _finding("W708", clause.id, message, clause, help_)
            return
        for number, told, place in idle:
            help_ = "its conditions are never true while the definition applies"
            if (clause.id, number) in self.met:
                help_ = "whenever it is true, a line that is asked before it is true as well"
            message = f"the line `{told}` of `{clause.id}` never decides"
            yield _finding("W708", f"{clause.id} {told}", message, clause, help_, place)

    def _exceptions(self, clause: Clause) -> Iterator[Problem]:
        for number, (_, exception) in enumerate(self.excepted[clause.id]):
            if (clause.id, number) in self.fired:
                continue
            if isinstance(exception, Applies):
                message = f"`{exception.clause}` disapplies `{clause.id}`, to no effect"
                help_ = "the two never apply together, whatever the situation"
                about = f"{exception.clause} disapplies {clause.id}"
                yield _finding("W704", about, message, clause, help_, exception.place)
                continue
            said = tell_condition(exception)
            message = f"the exception `{said}` of `{clause.id}` can never fire"
            help_ = "no situation meets it together with the conditions beside it"
            about = f"{clause.id} unless {said}"
            yield _finding("W704", about, message, clause, help_, exception.place)


class _Look:
    """One program, looked at."""

    def __init__(self, seen: Lines, program: Program) -> None:
        self.seen, self.program = seen, program
        self.masks = tuple((1 << size) - 1 for size in program.nodes.sizes)

    def at_definitions(self, fact: str) -> None:
        """Which lines of a fact's definitions are true, and which decide."""
        seen, nodes = self.seen, self.program.nodes
        before = FALSE
        seen.defined.add(fact)
        matches = iter(seen.meanings.matches(fact))
        for definition in seen.agreement.definitions[fact]:
            for number in range(len(definition.rows)):
                node = self._node(next(matches))
                line = definition.id, number
                if line not in seen.met and self._can(node):
                    seen.met.add(line)
                if line not in seen.decided and self._can(nodes.both(node, nodes.negate(before))):
                    seen.decided.add(line)
                before = nodes.either(before, node)
        if fact not in seen.own and self._can(nodes.negate(before)):
            seen.own.add(fact)

    def at_clause(self, clause: Clause) -> None:
        """Whether it applies, which of its exceptions fire, and which alternatives are left."""
        seen = self.seen
        seen.asked.add(clause.id)
        applies = self._node(Applies(clause.id))
        if clause.id not in seen.applied and self._can(applies):
            seen.applied.add(clause.id)
        stands = self.program.stands(clause)
        for number, (beside, exception) in enumerate(seen.excepted[clause.id]):
            line = clause.id, number
            if line not in seen.fired and self._can(stands, *map(self._node, (*beside, exception))):
                seen.fired.add(line)
        in_play = {norm.clause.id for norm in self.program.norms}
        for norm in clause.norms if clause.id in in_play else ():
            alternative = clause.id, norm.choice
            if norm.when is None or not norm.choice or alternative in seen.left:
                continue
            if self._can(applies, self._node(left_of(norm))):
                seen.left.add(alternative)

    def _node(self, condition: Condition) -> int:
        return self.program.ground.condition(condition, self.program.on)

    def _can(self, *nodes: int) -> bool:
        return any_true(self.program, self.masks, *nodes, self.program.possible)


def _excepted(clause: Clause) -> Iterator[tuple[tuple[Condition, ...], Condition]]:
    """The exceptions of a clause, each with what stands beside it; then those in its groups."""
    for exception in clause.unless:
        yield clause.when.parts, exception
    groups = (*clause.when.parts, *clause.unless, *(row.when for row in clause.rows))
    for condition in groups:
        yield from _in_groups(condition)


def _in_groups(condition: Condition) -> Iterator[tuple[tuple[Condition, ...], Condition]]:
    match condition:
        case All(parts):
            for index, part in enumerate(parts):
                if isinstance(part, Not) and index:
                    yield (*parts[:index], *parts[index + 1 :]), part.part
                yield from _in_groups(part)
        case Any(parts) | Cardinality(parts):
            for part in parts:
                yield from _in_groups(part)
        case Not(part):
            yield from _in_groups(part)
        case (
            Is()
            | Holds()
            | Compare()
            | HasCome()
            | InOrder()
            | Weighed()
            | Exceeds()
            | ReadAs()
            | Applies()
            | Meant()
        ):
            return
        case _:
            assert_never(condition)


def _never_applies(clause: Clause) -> Problem:
    help_ = "its conditions contradict each other, or its term is over when it begins"
    return _finding("W702", clause.id, f"`{clause.id}` can never apply", clause, help_)


def _finding(
    code: str, about: str, message: str, clause: Clause, help: str, place: Span | None = None
) -> Problem:
    span = place if place is not None and place.line else clause.place
    return finding(code, about, message, span, help, clause.text)
