"""Programs -> numbers and days between two lines of a definition, of which no line decides."""

from __future__ import annotations

from collections.abc import Iterator

from contract_engine.checks.finding import finding
from contract_engine.definitions.spell_out import meanings_of
from contract_engine.diagnostics import Problem
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.domains import KindClasses
from contract_engine.diagram.core.naming import describe
from contract_engine.diagram.core.nodes import FALSE, Nodes
from contract_engine.diagram.core.restriction import fixed
from contract_engine.model.agreement import Agreement
from contract_engine.model.conditions import Applies
from contract_engine.model.vocabulary import DateFact


class DefinitionGaps:
    """The gaps seen so far, by the definition and the fact in which they are."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.meanings = meanings_of(agreement)
        self.asked = [
            (fact, definitions)
            for fact, definitions in agreement.definitions.items()
            if all(row.part == "rows" for each in definitions for row in each.rows)
            and agreement.vocabulary.facts[fact].usually is None
        ]
        self.found: dict[tuple[str, str], str] = {}

    def look(self, program: Program) -> None:
        """See what no line decides in one program, between what some line decides."""
        nodes = program.nodes
        for fact, definitions in self.asked:
            if fact not in program.ground.defined:
                continue
            ground, on = program.ground, program.on
            applies = nodes.any(ground.condition(Applies(each.id), on) for each in definitions)
            lines = [ground.condition(line, on) for line in self.meanings.matches(fact)]
            here = nodes.both(applies, program.possible)
            none = nodes.minus(here, nodes.any(lines))
            for level in sorted(nodes.support(none)) if none != FALSE else ():
                name = ground.names[level]
                if (definitions[0].id, name) not in self.found:
                    mask = _between(nodes, level, none, nodes.both(here, nodes.any(lines)))
                    if mask and not isinstance(ground.classes[level], KindClasses):
                        every = (1 << nodes.sizes[level]) - 1
                        told = describe(program, level, mask, every)
                        self.found[definitions[0].id, name] = told

    def findings(self) -> Iterator[Problem]:
        """A finding for each."""
        for (name, over), told in self.found.items():
            clause = self.agreement.clauses[name]
            dated = isinstance(self.agreement.vocabulary.facts.get(over), DateFact)
            yield finding(
                "W714",
                f"{name} {over}",
                f"no line of `{name}` says what `{clause.defines}` is where `{over}` is {told}",
                clause.place,
                f"lines below and above do: {'a day' if dated else 'a number'} is missing between; "
                "write `<=` or `>=`, or add a last line without `when`",
                clause.text,
            )


def _between(nodes: Nodes, level: int, none: int, some: int) -> int:
    """The classes of a variable where nothing decides, though below and above something does.

    All else is the same in the three situations.
    """
    size = nodes.sizes[level]
    silent = [fixed(nodes, none, level, c) for c in range(size)]
    decided = [fixed(nodes, some, level, c) for c in range(size)]
    mask = 0
    for c in range(1, size - 1):
        below, above = nodes.any(decided[:c]), nodes.any(decided[c + 1 :])
        if silent[c] != FALSE and nodes.all([silent[c], below, above]) != FALSE:
            mask |= 1 << c
    return mask
