"""What is given of a fact that follows from others, beside what it follows from."""

from __future__ import annotations

import pytest

from contract_engine.answers.engine import Engine
from contract_engine.answers.value.value import value_of
from contract_engine.diagram.core.region import Impossible
from contract_engine.language.questions import QuestionText, read_question
from contract_engine.model.question import Question
from tests.differential.compare import engine_of

TERMS = [{"from": "d"}, {"when": ["d > 2025-01-01"]}, {"when": ["d"]}, {"until": "3 days after d"}]


def agreement(term: dict[str, object]) -> Engine:
    """A clause that asks for the date `d`, which is the day of the event `e`."""
    clause = {"text": "t", "norm": "p may act", **term}
    return engine_of(
        {
            "format": "1",
            "agreement": "a",
            "title": "A",
            "grade": "contract",
            "parties": {"p": None},
            "actions": {"act": None},
            "facts": {"d": {"type": "date or never"}},
            "events": {"e": None},
            "definitions": {"d": {"rows": [{"is": "e"}]}},
            "instruments": [
                {
                    "instrument": "i0",
                    "kind": "agreement",
                    "title": "I",
                    "effective": "2019-01-01",
                    "clauses": {"c": clause},
                }
            ],
        }
    )


def asked(engine: Engine, d: str, e: str) -> Question:
    text = QuestionText(ask="p act", on="2021-01-01", given={"d": d, "e": e})
    question, problems = read_question(engine.agreement, text)
    assert question is not None, problems
    return question


@pytest.mark.parametrize("term", TERMS, ids=str)
@pytest.mark.parametrize("d", ["never", "2021-03-01", "2020-01-01"])
@pytest.mark.parametrize("e", ["never", "2021-03-01", "2020-01-01"])
def test_a_given_value_that_contradicts_a_definition_is_refused(
    term: dict[str, object], d: str, e: str
) -> None:
    engine = agreement(term)
    q = asked(engine, d, e)
    if d == e:
        engine.find(q.bearer, q.action, q.on, q.given, q.options)
    else:
        with pytest.raises(Impossible):
            engine.find(q.bearer, q.action, q.on, q.given, q.options)


@pytest.mark.parametrize("term", TERMS, ids=str)
@pytest.mark.parametrize("d", ["never", "2021-03-01"])
def test_what_is_given_of_a_defined_fact_says_what_it_follows_from(
    term: dict[str, object], d: str
) -> None:
    """Where the event is unknown, it has the day that the fact is given."""
    engine = agreement(term)
    told = value_of(engine, asked(engine, d, "unknown"), "e")
    assert (told.status, told.value) == ("known", d)
