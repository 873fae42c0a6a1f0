"""Definitions whose days hang on each other's, deep: the work grows with the square at most."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest

from contract_engine.answers.ask.ask import answer
from contract_engine.answers.ask.cross_check import CrossCheck
from contract_engine.answers.engine import Engine
from contract_engine.answers.timeline.causes import Causes
from contract_engine.answers.timeline.timeline import timeline
from contract_engine.answers.value.value import value_of
from contract_engine.diagram.core.encode import Grounding
from contract_engine.diagram.core.mentions import Mentions
from contract_engine.durable.compile import conditions
from contract_engine.language.questions import QuestionText, read_question
from contract_engine.model.question import Question
from tests.differential.compare import engine_of

WAYS: dict[str, Callable[[int], list[dict[str, Any]]]] = {
    "two offsets": lambda k: [
        {"when": [f"x{k}"], "is": f"2 days after d{k - 1}"},
        {"is": f"1 day after d{k - 1}"},
    ],
    "whether it has come": lambda k: [
        {"when": [f"d{k - 1}"], "is": f"2 days after d{k - 1}"},
        {"is": f"1 day after d{k - 1}"},
    ],
    "the first and the last": lambda k: [
        {"when": [f"x{k}"], "is": {"latest_of": [f"d{k - 1}", "2021-01-01"]}},
        {"is": {"earliest_of": [f"d{k - 1}", "2025-01-01"]}},
    ],
}
"""Ways in which a day can hang twice on another."""


def deep(way: str, depth: int) -> Engine:
    """A clause that begins on a day so many definitions away from an event."""
    facts: dict[str, Any] = {f"d{k}": {"type": "date or never"} for k in range(depth + 1)}
    facts |= {f"x{k}": None for k in range(1, depth + 1)}
    definitions: dict[str, Any] = {"d0": {"rows": [{"is": "e"}]}}
    definitions |= {f"d{k}": {"rows": WAYS[way](k)} for k in range(1, depth + 1)}
    clauses = {
        "right": {"text": "t", "norm": "p may act", "from": f"d{depth}"},
        "bar": {"text": "t", "norm": "p must not act", "when": [f"d{depth} > 2021-05-05"]},
    }
    return engine_of(
        {
            "format": "1",
            "agreement": "deep",
            "title": "Days that hang on days",
            "grade": "contract",
            "parties": {"p": None},
            "actions": {"act": None},
            "facts": facts,
            "events": {"e": None},
            "definitions": definitions,
            "instruments": [
                {
                    "instrument": "first",
                    "kind": "agreement",
                    "title": "The first",
                    "effective": "2019-01-01",
                    "clauses": clauses,
                }
            ],
        }
    )


def question_of(engine: Engine, given: dict[str, str]) -> Question:
    text = QuestionText(ask="p act", on="2021-01-01", given=given)
    question, problems = read_question(engine.agreement, text)
    assert question is not None, problems
    return question


def steps(run: Callable[[], object]) -> int:
    """How often a condition or moment is gone into."""
    count = 0

    def counted(wrapped: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **more: object) -> object:
            nonlocal count
            count += 1
            return wrapped(*args, **more)

        return step

    of = (
        (Mentions, ("note", "note_moment")),
        (Grounding, ("condition", "come")),
        (Causes, ("_days_of", "_counted")),
        (conditions, ("condition", "came")),
    )
    patches = [
        patch.object(each, name, counted(getattr(each, name)))
        for each, names in of
        for name in names
    ]
    for each in patches:
        each.start()
    try:
        run()
    finally:
        for each in patches:
            each.stop()
    return count


def ask_of(engine: Engine, depth: int) -> object:
    del depth
    return answer(engine, question_of(engine, {"e": "2020-06-01"}), "tests")


def timeline_of(engine: Engine, depth: int) -> object:
    del depth
    return timeline(engine, question_of(engine, {"e": "2020-06-01", "x1": "yes"}))


def value_told(engine: Engine, depth: int) -> object:
    return value_of(engine, question_of(engine, {"e": "2020-06-01"}), f"d{depth}")


def cross_check(engine: Engine, depth: int) -> object:
    given = {"e": "2020-06-01", **{f"x{k}": "no" for k in range(1, depth + 1)}}
    question = question_of(engine, given)
    finding = engine.find(
        question.bearer, question.action, question.on, question.given, question.options
    )
    return CrossCheck(engine).note(question, finding)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("asked", [ask_of, timeline_of, value_told, cross_check])
def test_days_that_hang_on_days_are_gone_through_once(
    way: str, asked: Callable[[Engine, int], object]
) -> None:
    """Twice as deep costs at most ten times as much: a day is asked on as many days as there are
    ways to count to it, and on how many days an answer may change grows with the depth too."""
    few, many = (steps_of(asked, way, depth) for depth in (5, 10))
    assert few > 50
    assert many < 10 * few, (few, many)


def steps_of(asked: Callable[[Engine, int], object], way: str, depth: int) -> int:
    """What it costs to ask of an agreement that is so deep."""
    engine = deep(way, depth)
    return steps(lambda: asked(engine, depth))
