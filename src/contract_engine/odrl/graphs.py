"""A file of policies, in Turtle or JSON-LD -> its statements, in their order; never the network."""

from __future__ import annotations

import json
import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

import rdflib
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.plugins.stores.memory import Memory
from rdflib.term import Node

from contract_engine.diagnostics import Problem, Span
from contract_engine.files.decoding import decode, unshown, without_unshown
from contract_engine.odrl.context import localised
from contract_engine.odrl.vocabulary import BASE

_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})")

Statement = tuple[Node, Node, Node]
Read = tuple[list[Statement] | None, tuple[Problem, ...]]


class _Ordered(Memory):
    """Remembers statements in the order of the file; those of named graphs count too."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[Statement, None] = {}

    def add(self, triple: Statement, context: rdflib.Graph, quoted: bool = False) -> None:
        self.said[triple] = None
        super().add(triple, context, quoted)


def graph_of(file: str, content: bytes) -> Read:
    """The statements of a file's bytes; or what is wrong with them. Nothing is raised."""
    text, problems = decode(file, content)
    if problems and not (text and unshown_in(content)):
        return None, problems
    text = without_unshown(text)
    try:
        said, problems = (_json_ld if _is_json(file, text) else _turtle)(file, text)
    except RecursionError:
        return None, (_bad(Span(file), "this is nested too deep"),)
    return (None if said is None else [_shown(statement) for statement in said]), problems


def unshown_in(content: bytes) -> tuple[str, ...]:
    """Characters that no text may hold, in a file of UTF-8 or written as escapes in it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ()
    escaped = "".join(chr(int(code, 16)) for code in _ESCAPED.findall(text))
    return unshown(text + escaped)


def _shown(statement: Statement) -> Statement:
    """A statement without them: they say nothing, and a terminal or an editor may act on them."""
    one, other, third = (_shown_node(node) for node in statement)
    return one, other, third


def _shown_node(node: Node) -> Node:
    text = str(node)
    if not unshown(text):
        return node
    if isinstance(node, rdflib.Literal):
        return rdflib.Literal(without_unshown(text), lang=node.language, datatype=node.datatype)
    return rdflib.URIRef(without_unshown(text)) if isinstance(node, rdflib.URIRef) else node


def _is_json(file: str, text: str) -> bool:
    suffix = PurePath(file).suffix.lower()
    if suffix in (".json", ".jsonld"):
        return True
    return suffix not in (".ttl", ".turtle", ".n3", ".nt") and text.lstrip()[:1] == "{"


def _turtle(file: str, text: str) -> Read:
    try:
        return _parsed(text, "turtle"), ()
    except BadSyntax as error:
        message = f"this is not Turtle: {_why(error)}"
        return None, (_bad(Span(file, error.lines + 1, 1), message),)
    except RecursionError:
        raise
    except Exception as error:  # the parser raises what it likes where text is odd
        return None, (_bad(Span(file), f"this is not Turtle: {error}"),)


def _why(error: BadSyntax) -> str:
    return str(getattr(error, "_why", "it can't be read"))


def _json_ld(file: str, text: str) -> Read:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg.lower()}"
        return None, (_bad(Span(file, error.lineno, error.colno), message),)
    except ValueError as error:
        return None, (_bad(Span(file), f"this is not JSON: {error}"),)
    local, strange = localised(data)
    if strange:
        help_ = "write the context itself in its place; nothing is fetched from the network"
        return None, tuple(
            _bad(Span(file), f"the JSON-LD context `{address}` is not known here", help_)
            for address in dict.fromkeys(strange)
        )
    try:
        return _parsed(json.dumps(local), "json-ld"), ()
    except RecursionError:
        raise
    except Exception as error:  # as above
        return None, (_bad(Span(file), f"this is not JSON-LD: {error}"),)


def _parsed(text: str, format: str) -> list[Statement]:
    store = _Ordered()
    with _quiet():
        rdflib.Graph(store).parse(data=text, format=format, publicID=BASE)
    return list(store.said)


def _bad(span: Span, message: str, help: str = "") -> Problem:
    help = help or "policies are read in Turtle (.ttl) and JSON-LD (.jsonld)"
    return Problem("E530", message, span, help=help)


@contextmanager
def _quiet() -> Iterator[None]:
    """Literals stay as they are written, and what rdflib thinks of them is not printed."""
    log = logging.getLogger("rdflib")
    level, normal = log.level, rdflib.NORMALIZE_LITERALS
    log.setLevel(logging.CRITICAL + 1)
    rdflib.NORMALIZE_LITERALS = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(level)
        rdflib.NORMALIZE_LITERALS = normal
