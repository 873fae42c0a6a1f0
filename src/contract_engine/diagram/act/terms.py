"""An agreement under options, on a day -> a program in which every clause's life can be read.

It is about no act: no norm is in play, but the terms of all clauses are, and what they hang on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from contract_engine.diagram.act.in_play import Sketch
from contract_engine.diagram.act.program import Program, ground_of
from contract_engine.diagram.act.survival import Survivors
from contract_engine.diagram.core.mentions import Mentions
from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Agreement
from contract_engine.model.conditions import Condition
from contract_engine.model.traverse import named


class _Terms(Sketch):
    """What the terms of every clause ask, of those to come only when they begin."""

    def __init__(self, agreement: Agreement, survivors: Survivors, on: date) -> None:
        super().__init__(agreement, survivors, [], on)

    def note(self, mentions: Mentions, more: Iterable[Condition] = ()) -> None:
        """Tell what the lives of the clauses set apart, and `more`."""
        for clause in self.survivors.clauses.values():
            life = self.life(clause)
            mentions.begin()
            life.note(mentions, self.on)
            life.begins.note(mentions, self.on)
        super().note(mentions, more)


def terms_program(agreement: Agreement, survivors: Survivors, on: date) -> Program:
    """The program of the terms of all clauses on a day, over variables of its own."""
    sketch = _Terms(agreement, survivors, on)
    mentions = Mentions(agreement.vocabulary, survivors.readings)
    sketch.note(mentions)
    return Program(sketch, ground_of(mentions, len(agreement.instruments)))


def asked_by_terms(agreement: Agreement, survivors: Survivors, on: date) -> frozenset[str]:
    """The facts, events and readings on which it hangs, on a day, what is in force.

    Those that terms ask for, and those that can't be together with them.
    """
    mentions = Mentions(agreement.vocabulary, survivors.readings)
    sketch = _Terms(replace(agreement, impossible=()), survivors, on)
    sketch.note(mentions)
    asked = {*mentions.cuts, *mentions.defined}
    combinations = [set(named(combination)) for combination in agreement.impossible]
    while more := [each for each in combinations if each & asked and not each <= asked]:
        asked.update(*more)
    return frozenset(asked)
