"""What is given, stated and usual -> the days and numbers that are known of a name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from contract_engine.model.days import Day, Never
from contract_engine.model.question import Given
from contract_engine.model.vocabulary import NumberFact, Vocabulary


class KnownValues:
    """What is known of values before they are asked about.

    Args:
        vocabulary: Says what is usual of each.
        given: What all situations asked about have in common.
        stated: What is to be told apart besides; days and numbers alone.
    """

    def __init__(
        self, vocabulary: Vocabulary, given: Mapping[str, Given], stated: Mapping[str, Given]
    ) -> None:
        self.vocabulary = vocabulary
        self.given = given
        self.stated = {
            name: value
            for name, value in stated.items()
            if isinstance(value, date | Never | Decimal)
        }

    def days(self, name: str) -> set[Day]:
        """The days that are given or stated of a name, or usual.

        Args:
            name: Of a fact or an event.
        """
        subject = self.vocabulary.facts.get(name) or self.vocabulary.events[name]
        said = (subject.usually, self.given.get(name), self.stated.get(name))
        return {day for day in said if isinstance(day, date | Never)}

    def numbers(self, name: str) -> set[Decimal]:
        """The numbers that are given or stated of a name, or usual.

        Args:
            name: Of a fact.
        """
        said = (self._usual(name), self.given.get(name), self.stated.get(name))
        return {number for number in said if isinstance(number, Decimal)}

    def number(self, name: str) -> Decimal | None:
        """The number that is stated of a name, or else given, or else usual.

        Args:
            name: Of a fact.
        """
        for said in (self.stated.get(name), self.given.get(name), self._usual(name)):
            if isinstance(said, Decimal):
                return said
        return None

    def _usual(self, name: str) -> Given | None:
        fact = self.vocabulary.facts.get(name)
        return fact.usually if isinstance(fact, NumberFact) else None
