"""Days counted by months and by days from one open event, which pass each other."""

from __future__ import annotations

from datetime import date, timedelta

from contract_engine import __version__
from contract_engine.answers.answer import Answer
from contract_engine.answers.ask.ask import answer
from contract_engine.answers.engine import Engine
from contract_engine.answers.timeline.timeline import timeline
from contract_engine.language.questions import QuestionText, read_question
from contract_engine.model.question import Question
from tests.differential.compare import engine_of

DATA = {
    "format": "1",
    "agreement": "passing",
    "title": "A month, and thirty days",
    "grade": "contract",
    "parties": {"p": None},
    "actions": {"act": None},
    "events": {"e": None},
    "instruments": [
        {
            "instrument": "first",
            "kind": "agreement",
            "title": "The first",
            "effective": "2021-11-01",
            "clauses": {
                "right": {"text": "t", "norm": "p may act", "until": "30 days after e"},
                "duty": {"text": "t", "norm": "p need not act", "from": "1 month after e"},
            },
        }
    ],
}
FIRST = date(2022, 1, 1)


def asked(engine: Engine, on: date) -> Question:
    question, problems = read_question(
        engine.agreement, QuestionText(ask="p act", on=on.isoformat(), given={"e": "unknown"})
    )
    assert question is not None, problems
    return question


def told(said: Answer) -> object:
    """What stays the same while an answer holds, but for the days it names."""
    return said.verdict, [c.id for c in said.clauses], sorted(str(c.clauses) for c in said.cases)


def test_an_answer_holds_until_a_month_and_thirty_days_pass_each_other() -> None:
    """In some months there are days in between, on which both or neither clause applies."""
    engine = engine_of(DATA)
    days = [FIRST + timedelta(n) for n in range(130)]
    said = {on: answer(engine, asked(engine, on), __version__) for on in days}
    kinds = {str(told(each)) for each in said.values()}
    assert len(kinds) > 1, "they pass each other"
    for on, each in said.items():
        first, last = each.holds.from_ or days[0], each.holds.through or days[-1]
        for other in days:
            if first <= other <= last:
                assert told(said[other]) == told(each), (on, other)
    for interval in timeline(engine, asked(engine, FIRST)):
        first, last = interval.from_ or days[0], interval.through or days[-1]
        inside = [on for on in days if first <= on <= last]
        assert len({str(told(said[on])) for on in inside}) <= 1, interval
