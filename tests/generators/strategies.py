"""Hypothesis strategies, which draw each choice of the generator, so that failures shrink."""

from __future__ import annotations

from hypothesis import strategies as st

from .agreements import random_agreement
from .names import Data
from .questions import Question, random_question


@st.composite
def agreements(draw: st.DrawFn) -> Data:
    """An agreement as plain data."""
    rng = draw(st.randoms(use_true_random=False))
    return random_agreement(rng, additions=draw(st.booleans()))


@st.composite
def agreements_and_questions(draw: st.DrawFn) -> tuple[Data, Question]:
    """An agreement as plain data, and a question about it."""
    rng = draw(st.randoms(use_true_random=False))
    data = random_agreement(rng, additions=draw(st.booleans()))
    return data, random_question(rng, data)
