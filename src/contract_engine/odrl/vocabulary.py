"""ODRL's own words: namespaces, the actions and which is a kind of which, the operators."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ODRL: Final = "http://www.w3.org/ns/odrl/2/"
CC: Final = "http://creativecommons.org/ns#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
DCT: Final = "http://purl.org/dc/terms/"
PREFIXES: Final[Mapping[str, str]] = {
    "odrl": ODRL,
    "cc": CC,
    "xsd": XSD,
    "rdf": RDF,
    "rdfs": RDFS,
    "dct": DCT,
    "dc": "http://purl.org/dc/elements/1.1/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "owl": "http://www.w3.org/2002/07/owl#",
}

USE: Final = f"{ODRL}use"
TRANSFER: Final = f"{ODRL}transfer"
_KINDS: Final[Mapping[str, str]] = {
    USE: (
        "acceptTracking aggregate annotate anonymize archive attribute compensate concurrentUse "
        "delete derive digitize distribute ensureExclusivity execute grantUse include index inform "
        "install modify move nextPolicy obtainConsent play present print read reproduce "
        "reviewPolicy stream synchronize textToSpeech transform translate uninstall watermark"
    ),
    TRANSFER: "give sell",
    f"{ODRL}play": "display",
    f"{ODRL}reproduce": "extract copy",
    # Words that ODRL 2.2 has for older policies only, below those it gives as their matches.
    f"{ODRL}modify": "append appendTo write writeTo",
    f"{ODRL}transform": "export",
    f"{ODRL}grantUse": "license",
    f"{ODRL}compensate": "pay",
}
_CC: Final = (
    "Attribution CommericalUse CommercialUse DerivativeWorks Distribution Notice Reproduction "
    "ShareAlike Sharing SourceCode"  # the misspelt one is the vocabulary's
)
INCLUDED_IN: Final[Mapping[str, str]] = {
    **{f"{ODRL}{name}": wide for wide, names in _KINDS.items() for name in names.split()},
    **{f"{CC}{name}": USE for name in _CC.split()},
}
"""Of each action the wider one that it is a kind of, as the vocabulary of ODRL 2.2 has it."""

ACTIONS: Final[Mapping[str, str]] = {
    iri.rpartition("#" if iri.startswith(CC) else "/")[2]: iri
    for iri in (*INCLUDED_IN, USE, TRANSFER)
}
"""ODRL's actions by their names."""

COMPARED: Final[Mapping[str, str]] = {
    f"{ODRL}eq": "is",
    f"{ODRL}neq": "is not",
    f"{ODRL}lt": "<",
    f"{ODRL}lteq": "<=",
    f"{ODRL}gt": ">",
    f"{ODRL}gteq": ">=",
}
CHOSEN: Final[Mapping[str, str]] = {
    f"{ODRL}eq": "is",
    f"{ODRL}neq": "is not",
    f"{ODRL}isAnyOf": "is",
    f"{ODRL}isNoneOf": "is not",
}
DATE_TIME: Final = f"{ODRL}dateTime"
RULES: Final[Mapping[str, str]] = {
    f"{ODRL}permission": "permission",
    f"{ODRL}prohibition": "prohibition",
    f"{ODRL}obligation": "obligation",
}
_SIGNS: Final = ("nonNegative", "positive", "nonPositive", "negative")
_SIZES: Final = ("Int", "Long", "Short", "Byte")
NUMBERS: Final = frozenset(
    XSD + name
    for name in (
        *("decimal", "double", "float", "integer"),
        *(f"{sign}Integer" for sign in _SIGNS),
        *(size.lower() for size in _SIZES),
        *(f"unsigned{size}" for size in _SIZES),
    )
)


BASE: Final = "http://policy.invalid/"
"""Before a name that is relative: it stands for the place of the file, which says nothing."""


def short(iri: str) -> str:
    """An IRI as it is usually written: odrl:use, <http://example.org/x>."""
    if iri.startswith("_:"):
        return "a node without a name"
    if iri.startswith(BASE):
        return f"<{iri.removeprefix(BASE)}>"
    for prefix, space in PREFIXES.items():
        if iri.startswith(space) and len(iri) > len(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return f"<{iri}>"
