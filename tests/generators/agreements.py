"""Random agreements as plain data, always valid for the language."""

from __future__ import annotations

from random import Random

from .conditions import random_impossible
from .instruments import random_instruments
from .links import link
from .names import Data, names_of
from .vocabulary import chance, random_vocabulary


def random_agreement(rng: Random) -> Data:
    """A one-file agreement as the YAML would parse: every scalar a text, or None."""
    data = random_vocabulary(rng)
    names = names_of(data)
    if chance(rng, 0.4):
        data["impossible"] = random_impossible(rng, data, names)
    data["instruments"] = random_instruments(rng, names, list(data["sources"]))
    if data.get("grade") == "contract" and chance(rng, 0.5):
        for instrument in data["instruments"]:
            del instrument["cites"]  # "citations are then optional"
    link(rng, data)
    return data
