"""The name of a fact, event, reading or value -> how it is written for people."""

from __future__ import annotations

from contract_engine.model.agreement import Agreement
from contract_engine.model.vocabulary import KindFact


def label_of(model: Agreement, name: str) -> str:
    """The label of a fact, event or reading; the name itself where nothing has it."""
    words = model.vocabulary
    for sort in (words.facts, words.events, words.read_events):
        if name in sort:
            return sort[name].label
    if name in words.readings:
        return words.readings[name].question
    return name.replace("_", " ")


def value_label(model: Agreement, name: str, value: str) -> str:
    """The label of a value; of several (`a or b`) all of them."""
    words = model.vocabulary
    fact, reading = words.facts.get(name), words.readings.get(name)
    labels = {}
    if isinstance(fact, KindFact):
        labels = {each.id: each.label for each in fact.values.values()}
    elif reading is not None:
        labels = {each.id: each.label for each in reading.values.values()}
    return " or ".join(labels.get(part, part.replace("_", " ")) for part in value.split(" or "))
