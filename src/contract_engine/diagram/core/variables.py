"""What was noted of each variable -> the order in which to ask for them, and their classes."""

from __future__ import annotations

from contract_engine.diagram.core.domains import (
    NO,
    YES,
    Classes,
    day_classes,
    kind_classes,
    number_classes,
)
from contract_engine.diagram.core.mentions import Mentions
from contract_engine.diagram.core.order import variable_order
from contract_engine.model.vocabulary import DateFact, Event, KindFact, NumberFact, YesNoFact


def variables_of(mentions: Mentions) -> list[str]:
    """The variables, first to last.

    Readings come first, because disputes are told by them; then see `variable_order`.

    Args:
        mentions: What was noted.
    """
    words, count = mentions.vocabulary, mentions.count
    place = {n: i for i, n in enumerate((*words.readings, *words.facts, *words.events))}
    last = len(place)
    weightiest = sorted(mentions.cuts, key=lambda name: (-count[name], place.get(name, last), name))
    readings = [name for name in weightiest if name in words.readings]
    rest = [name for name in weightiest if name not in words.readings]
    return [*readings, *variable_order(rest, mentions.together)]


def classes_of(mentions: Mentions, name: str) -> Classes:
    """The classes of one variable.

    Args:
        mentions: What was noted.
        name: The variable.
    """
    words, cuts = mentions.vocabulary, mentions.cuts[name]
    if name in words.readings:
        values = mentions.readings[name]
        return kind_classes(values, [frozenset({value}) for value in values])
    if name in mentions.relations:
        return kind_classes((NO, YES), [frozenset({YES})])
    match words.facts.get(name) or words.events[name]:
        case KindFact() as fact:
            return kind_classes(fact.ends, sorted(cuts.sets, key=sorted))
        case YesNoFact():
            return kind_classes((NO, YES), [frozenset({YES})])
        case NumberFact() as fact:
            return number_classes(fact, cuts.numbers)
        case DateFact(never=never):
            return day_classes(cuts.days, cuts.moving(), never=never)
        case Event():
            return day_classes(cuts.days, cuts.moving(), never=True)
