"""Addresses -> what there is to read: agreements, the terms of a day, clauses, sources."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, unquote

from contract_engine.api import LoadedAgreement, shipped
from contract_engine.api.everything import Json
from contract_engine.render.markdown import markdown
from contract_engine.render.words.result import result_page
from contract_engine.web.http.calls import day
from contract_engine.web.http.catalogue import agreement_data, clause_data
from contract_engine.web.library import Library, Served, Unknown

SCHEME = "contract://"
JSON, MARKDOWN = "application/json", "text/markdown"
LANGUAGE = f"{SCHEME}language"
"""How rules are written; no agreement has this address, as its parts are below its id."""


@dataclass(frozen=True)
class Sort:
    """A sort of resource: what stands in its address below the agreement, and what is there."""

    name: str
    parts: tuple[str, ...]
    mime_type: str
    description: str
    read: Callable[[LoadedAgreement, str], str]
    known: Callable[[LoadedAgreement], list[str]]

    @property
    def template(self) -> str:
        """Its addresses, as a URI template."""
        return "/".join([f"{SCHEME}{{agreement}}", *self.parts])

    @property
    def variable(self) -> str:
        """The part of the address that is chosen, beside the agreement; empty where none is."""
        return self.parts[-1].strip("{}") if self.parts else ""


def _agreement(agreement: LoadedAgreement, _: str) -> str:
    return _json(agreement_data(agreement))


def _terms(agreement: LoadedAgreement, on: str) -> str:
    told = agreement.terms(on=day(on, "day"))
    return markdown(result_page(agreement.model, told))


def _clause(agreement: LoadedAgreement, name: str) -> str:
    clauses = agreement.model.clauses
    if name not in clauses:
        raise Unknown("clause", name, list(clauses))
    return _json(clause_data(agreement.model, clauses[name]))


def _source(agreement: LoadedAgreement, name: str) -> str:
    if name not in agreement.model.sources:
        raise Unknown("source", name, list(agreement.model.sources))
    return markdown(result_page(agreement.model, agreement.sources(name)[0]))


def _days(agreement: LoadedAgreement) -> list[str]:
    """Days on which terms change: those from which instruments are effective."""
    return [each.effective.isoformat() for each in agreement.model.instruments.values()]


SORTS = (
    Sort(
        "agreement",
        (),
        JSON,
        "An agreement: its parties, its instruments in order, and the clauses of each.",
        _agreement,
        lambda _: [],
    ),
    Sort(
        "terms",
        ("terms", "{day}"),
        MARKDOWN,
        "The terms as they stand on a day, such as 2025-11-15, as one text.",
        _terms,
        _days,
    ),
    Sort(
        "clause",
        ("clauses", "{clause}"),
        JSON,
        "A clause: its words, norms and sources, and what it did to others and they to it.",
        _clause,
        lambda agreement: list(agreement.model.clauses),
    ),
    Sort(
        "source",
        ("sources", "{source}"),
        MARKDOWN,
        "A source: who published it when, its grade, and the clauses that rest on it.",
        _source,
        lambda agreement: list(agreement.model.sources),
    ),
)
"""What can be read of an agreement."""


@dataclass(frozen=True)
class Found:
    """What stands at an address: of an agreement, or `text` that is of none."""

    mime_type: str
    served: Served | None = None
    read: Callable[[LoadedAgreement], str] | None = None
    text: str = ""


def found(library: Library, address: str) -> Found:
    """What stands at an address.

    Args:
        library: the agreements served.
        address: the address.

    Raises:
        Unknown: with the nearest that there is.
    """
    if address == LANGUAGE and language():
        return Found(MARKDOWN, text=language())
    if address == f"{SCHEME}agreements":
        return Found(JSON, text=_json({"agreements": listed(library)}))
    if not address.startswith(SCHEME):
        raise Unknown("resource", address, [f"{SCHEME}agreements"])
    name, *parts = (unquote(part) for part in address.removeprefix(SCHEME).split("/"))
    served = library[name]
    for sort in SORTS:
        fixed = sort.parts[:-1]
        if len(parts) == len(sort.parts) and tuple(parts[:-1]) == fixed:
            chosen = parts[-1] if parts else ""
            return Found(sort.mime_type, served, _reading(sort, chosen))
    raise Unknown("resource", address, [sort.template for sort in SORTS])


def _reading(sort: Sort, chosen: str) -> Callable[[LoadedAgreement], str]:
    return lambda agreement: sort.read(agreement, chosen)


def address_of(*parts: str) -> str:
    """The address of a part of an agreement."""
    return SCHEME + "/".join(quote(part, safe="") for part in parts)


def listed(library: Library) -> list[Json]:
    """The agreements served, with what is needed to ask of them: no clauses yet."""
    told: list[Json] = []
    for served in library:
        instruments: list[Json] = [
            {"id": each.id, "title": each.title, "effective": each.effective.isoformat()}
            for each in served.agreement.model.instruments.values()
        ]
        told.append({**agreement_data(served.agreement), "instruments": instruments})
    return told


@cache
def language() -> str:
    """The page on how rules are written; empty where it isn't installed."""
    for folder in shipped("docs"):
        if (folder / "language.md").is_file():
            return (folder / "language.md").read_text("utf-8")
    return ""


def _json(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)
