"""Random agreements as plain data, always valid for the language."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from .bearers import add_bearers
from .calendars import add_calendars
from .conditions import random_impossible
from .definitions import add_definitions, choose_defined, with_defined
from .ends import add_ends
from .instruments import random_instruments
from .links import link
from .names import Data, names_of
from .precedence import add_precedence
from .structure import add_choices, add_structure
from .vocabulary import add_ordered, chance, random_vocabulary


def random_agreement(rng: Random, *, additions: bool = False, compared: bool = False) -> Data:
    """A one-file agreement as the YAML would parse: every scalar a text, or None.

    With `additions` it uses all of the language: definitions, types, groups, choices and so on.
    Days are compared with one another, and periods end, with `compared` alone, since that can take
    long and isn't told in words that the laws read.
    """
    data = random_vocabulary(rng)
    if additions:
        add_ordered(rng, data["facts"])
    names = replace(names_of(data), additions=additions, compared=compared)
    defined = choose_defined(rng, names) if additions else ()
    names = with_defined(names, defined)
    if chance(rng, 0.4):
        data["impossible"] = random_impossible(rng, data, names)
    data["instruments"] = random_instruments(rng, names, list(data["sources"]))
    if data.get("grade") == "contract" and chance(rng, 0.5):
        for instrument in data["instruments"]:
            del instrument["cites"]  # "citations are then optional"
    if additions:
        add_choices(rng, data, names)
        add_definitions(rng, data, names, defined)
    link(rng, data, contradictions=2 if compared else 1)
    if additions:
        add_structure(rng, data, names)
        add_bearers(rng, data)
        add_precedence(rng, data)
    if compared:
        dated = {*names.dates, *names.events, *names.read_events}
        add_ends(data, dated)
        add_calendars(data, dated)
    return data
