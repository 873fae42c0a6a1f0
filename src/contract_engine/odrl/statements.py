"""The statements of a file, and which of them nobody has read: those are told as left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from contract_engine.odrl.graphs import Statement
from contract_engine.odrl.policy import Operand
from contract_engine.odrl.vocabulary import RDF, XSD

_FIRST, _REST, _NIL = (URIRef(RDF + name) for name in ("first", "rest", "nil"))


class Statements:
    """Answers what is said; what is read is remembered."""

    def __init__(self, said: Iterable[Statement]) -> None:
        self._said = list(said)
        self._read: set[Statement] = set()
        self._values: dict[tuple[Node, Node], list[Node]] = {}
        self._pairs: dict[Node, list[tuple[Node, Node]]] = {}
        for subject, predicate, value in self._said:
            self._values.setdefault((subject, predicate), []).append(value)
            self._pairs.setdefault(predicate, []).append((subject, value))

    def values(self, subject: Node, *predicates: str) -> list[Node]:
        """The values of a subject under these predicates, the members of a list one by one."""
        found: dict[Node, None] = {}
        for name in predicates:
            predicate = URIRef(name)
            for value in self._objects(subject, predicate):
                self._read.add((subject, predicate, value))
                found.update(dict.fromkeys(self._members(value)))
        return list(found)

    def ids(self, subject: Node, *predicates: str) -> list[str]:
        """The values that are IRIs or blank nodes, as text; others stay unread."""
        return [id_of(value) for value in self.nodes(subject, *predicates)]

    def nodes(self, subject: Node, *predicates: str) -> list[Node]:
        """The values that are IRIs or blank nodes; others stay unread."""
        found = self.values(subject, *predicates)
        for value in found:
            if isinstance(value, Literal):
                for name in predicates:
                    self._read.discard((subject, URIRef(name), value))
        return [value for value in found if not isinstance(value, Literal)]

    def text(self, subject: Node, *predicates: str) -> str:
        """The first text under the first predicate that has one; English goes first."""
        for name in predicates:
            predicate = URIRef(name)
            texts = [v for v in self._objects(subject, predicate) if isinstance(v, Literal)]
            texts.sort(key=lambda text: not (text.language or "en").startswith("en"))
            if texts:
                self._read.add((subject, predicate, texts[0]))
                return " ".join(str(texts[0]).split())
        return ""

    def take(self, subject: Node, predicate: str, *values: str) -> None:
        """Read statements that say nothing new; with `values`, only those with one of these."""
        for value in self._objects(subject, URIRef(predicate)):
            if not values or str(value) in values:
                self._read.add((subject, URIRef(predicate), value))

    def having(self, predicate: str) -> list[tuple[Node, Node]]:
        """Every subject and value of a predicate; unread."""
        return self._pairs.get(URIRef(predicate), [])

    def has(self, subject: Node, *predicates: str) -> bool:
        """Whether a subject has any of these predicates; unread."""
        return any((subject, URIRef(name)) in self._values for name in predicates)

    def types(self, subject: Node) -> list[str]:
        """The types of a subject; unread."""
        return [str(each) for each in self._objects(subject, URIRef(f"{RDF}type"))]

    def is_a(self, subject: Node, *types: str) -> bool:
        """Whether a subject is said to be of one of these types; unread."""
        return any(name in types for name in self.types(subject))

    def rest(self) -> Iterator[Statement]:
        """The statements that nobody read."""
        return (each for each in self._said if each not in self._read)

    def _objects(self, subject: Node, predicate: Node) -> list[Node]:
        return self._values.get((subject, predicate), [])

    def _members(self, value: Node) -> list[Node]:
        if value != _NIL and (value, _FIRST) not in self._values:
            return [value]
        members: list[Node] = []
        seen = set()
        while value != _NIL and value not in seen:
            seen.add(value)
            for predicate in (_FIRST, _REST):
                for each in self._objects(value, predicate):
                    self._read.add((value, predicate, each))
            members += self._objects(value, _FIRST)
            value = next(iter(self._objects(value, _REST)), _NIL)
        return members


def id_of(node: Node) -> str:
    """An IRI as text; a blank node as `_:` and its label."""
    return f"_:{node}" if isinstance(node, BNode) else str(node)


def operand_of(node: Node) -> Operand:
    """A value as a right operand."""
    if isinstance(node, Literal):
        return Operand(str(node), str(node.datatype or f"{XSD}string"))
    return Operand(id_of(node))
