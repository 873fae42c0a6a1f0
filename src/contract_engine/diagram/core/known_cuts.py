"""Values compared with others, of which some are known -> what is set apart of the others."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product

from contract_engine.diagram.core.measures import Measure, Unsettled
from contract_engine.diagram.core.mentions import Mentions
from contract_engine.diagram.core.pushes import ordinal
from contract_engine.diagram.core.relations import Relation
from contract_engine.diagram.core.thresholds import Past


def cut_by_known(mentions: Mentions) -> None:
    """Tell apart, of each value that is compared with another, what known values make of it.

    A day that is known of one sets apart the days of the other that are after it.

    Args:
        mentions: What was noted; the cuts are noted too.
    """
    for relation in mentions.relations.values():
        if isinstance(relation, Relation):
            _cut_days(mentions, relation)
        else:
            _cut_numbers(mentions, relation)


def _cut_days(mentions: Mentions, relation: Relation) -> None:
    for link in (relation.yes, relation.no):
        cuts = mentions.cuts[link.high]
        for day in mentions.known.days(link.low):
            cut = link.push(ordinal(day)) - 1
            if 0 < cut <= date.max.toordinal():
                cuts.days.add(cut)
                cuts.marks[cut] = cut


def _cut_numbers(mentions: Mentions, measure: Measure | Unsettled) -> None:
    for name in measure.between:
        others = [other for other in measure.between if other != name]
        for values in product(*(mentions.known.numbers(other) for other in others)):
            known = {o: Fraction(v) for o, v in zip(others, values, strict=True)}
            found = measure.settled(known)
            if isinstance(found, Past):
                mentions.cut(found)
