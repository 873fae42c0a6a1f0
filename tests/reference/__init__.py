"""The meaning of an agreement word for word (docs/meaning.md), slow and plain.

It reads the files itself and shares nothing with the engine, so that the two can be compared.
"""

from .build import from_data, read
from .complete import LIMIT, Impossible, TooMany
from .days import NEVER, When
from .model import Agreement
from .partial import PartialOutcome, answer
from .survives import Options
from .terms import terms
from .verdict import Outcome, Verdict, evaluate

__all__ = [
    "LIMIT",
    "NEVER",
    "Agreement",
    "Impossible",
    "Options",
    "Outcome",
    "PartialOutcome",
    "TooMany",
    "Verdict",
    "When",
    "answer",
    "evaluate",
    "from_data",
    "read",
    "terms",
]
