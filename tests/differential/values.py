"""A value of the engine's model -> the same value as the reference has it."""

from __future__ import annotations

from contract_engine.model.days import NEVER
from contract_engine.model.ordered import Instant
from contract_engine.model.question import FactValue
from contract_engine.model.versions import Version
from tests import reference
from tests.reference.ordered import parse_instant
from tests.reference.versions import parse_version


def as_reference(value: FactValue) -> object:
    """The same value as the reference has it."""
    if value is NEVER:
        return reference.NEVER
    match value:
        case Instant():
            return parse_instant(str(value))
        case Version():
            return parse_version(value.scheme, value.text)
    return value
