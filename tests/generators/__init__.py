"""Random agreements and questions: the same for the same seed, and always valid."""

from .agreements import random_agreement
from .cases import cases
from .features import ADDED, FEATURES, features
from .names import Data
from .questions import Question, random_question
from .text import to_yaml

__all__ = [
    "ADDED",
    "FEATURES",
    "Data",
    "Question",
    "cases",
    "features",
    "random_agreement",
    "random_question",
    "to_yaml",
]
