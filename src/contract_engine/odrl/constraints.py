"""Nodes of a graph -> constraints, single and joined, whatever is missing of them."""

from __future__ import annotations

from rdflib import Literal
from rdflib.term import Node

from contract_engine.diagnostics import Problem, Span
from contract_engine.odrl.policy import Condition, Constraint, Logical, Operand, told
from contract_engine.odrl.statements import Statements, id_of, operand_of
from contract_engine.odrl.vocabulary import ODRL, RDF, short

DEEPEST = 16
"""So many constraints may stand one in another."""
JOINS = ("and", "or", "xone", "andSequence")


class Constraints:
    """Reads constraints; `known` are the words for nodes that were met."""

    def __init__(self, file: str, statements: Statements) -> None:
        self.said = statements
        self.file = file
        self.problems: list[Problem] = []
        self.known: dict[Node, str] = {}

    def nodes(self, subject: Node, predicate: str) -> list[Node]:
        """The values of a predicate, each a node; a text in its place is a problem.

        (To leave it out would change what the rule is about.)
        """
        found = self.said.values(subject, predicate)
        for value in found:
            if isinstance(value, Literal):
                message = f"`{short(predicate)}` is followed by a text, `{value}`"
                help_ = "an IRI or a node has its place there"
                self.problems.append(Problem("E531", message, Span(self.file), help=help_))
        return [value for value in found if not isinstance(value, Literal)]

    def condition(self, node: Node, around: tuple[Node, ...] = ()) -> Condition:
        """The constraint that a node is."""
        self.said.take(node, f"{ODRL}uid", str(node))
        for type_ in self.said.types(node):
            if type_.startswith(ODRL):
                self.said.take(node, f"{RDF}type", type_)
        self.known.setdefault(node, "a constraint")
        if node in around:
            return self._wrong("a constraint is part of itself")
        if len(around) == DEEPEST:
            return self._wrong(f"constraints are joined more than {DEEPEST} deep")
        joined: list[Condition] = []
        for name in JOINS:
            if self.said.has(node, f"{ODRL}{name}"):
                parts = self.nodes(node, f"{ODRL}{name}")
                if not parts:
                    return self._wrong(f"`odrl:{name}` joins no constraints")
                inside = (*around, node)
                joined.append(Logical(name, tuple(self.condition(p, inside) for p in parts)))
        if not joined or self.said.has(node, f"{ODRL}leftOperand"):
            joined.append(self._single(node))
        return joined[0] if len(joined) == 1 else Logical("and", tuple(joined))

    def _single(self, node: Node) -> Constraint:
        left = [id_of(each) for each in self.nodes(node, f"{ODRL}leftOperand")]
        operators = [id_of(each) for each in self.nodes(node, f"{ODRL}operator")]
        right = tuple(operand_of(each) for each in self.said.values(node, f"{ODRL}rightOperand"))
        references = self.said.ids(node, f"{ODRL}rightOperandReference")
        units = self.said.ids(node, f"{ODRL}unit")
        flaw = ""
        for name, found in (("left operand", left), ("operator", operators)):
            if len(found) != 1:
                flaw = flaw or f"it has {'no' if not found else 'more than one'} {name}"
        if references:
            flaw = flaw or "its right operand would have to be fetched"
        elif not right:
            flaw = flaw or "it has no right operand"
        made = Constraint(
            " ".join(left),
            " ".join(operators),
            right or tuple(map(Operand, references)),
            " ".join(units),
            flaw,
        )
        self.known[node] = f"the constraint `{told(made)}`"
        return made

    def _wrong(self, message: str) -> Condition:
        self.problems.append(Problem("E531", message, Span(self.file)))
        return Logical("and", ())
