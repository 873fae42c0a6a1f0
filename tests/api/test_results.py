"""What comes back: it equals its name, refuses to be a truth, travels, and is shared safely."""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

import contract_engine
from contract_engine import Act, LoadedAgreement, Question, Result, Situation, load
from contract_engine.render.words.result import result_page
from tests.cli.conftest import FLAT

STUDENT: dict[str, Any] = {"on": "2023-05-01", "given": {"guest": "student"}}


@pytest.fixture(scope="module")
def flat() -> LoadedAgreement:
    return load(FLAT)


RESULTS: dict[str, Callable[[LoadedAgreement], Result]] = {
    "ask": lambda a: a.ask("tenant sublet", **STUDENT),
    "ask in words": lambda a: a.ask("Can the tenant sublet to a student on 1 May 2023?"),
    "each": lambda a: a.each("tenant sublet", "guest", on="2023-05-01"),
    "timeline": lambda a: a.timeline("tenant sublet", given={"guest": "student"}),
    "whatif": lambda a: a.whatif("tenant sublet", change={"guest": "stranger"}, **STUDENT),
    "flip": lambda a: a.flip("tenant sublet", **STUDENT),
    "rights": lambda a: a.rights("tenant", on="2023-05-01"),
    "rights in a situation": lambda a: a.rights("tenant", on="2023-05-01", given={"sold": "never"}),
    "duties": lambda a: a.duties(on="2023-05-01"),
    "terms": lambda a: a.terms(on="2023-05-01"),
    "value": lambda a: a.value("guest", **STUDENT),
    "sources": lambda a: a.sources()[0],
    "check": lambda a: a.check(),
    "gaps": lambda a: a.gaps("tenant sublet", on=date(2023, 5, 1)),
    "diff": lambda a: a.diff("2023-01-01", "2023-05-01"),
}


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_is_frozen_public_json_and_can_be_pickled(
    name: str, flat: LoadedAgreement
) -> None:
    found = RESULTS[name](flat)
    assert type(found).__name__ in contract_engine.__all__
    assert pickle.loads(pickle.dumps(found)) == found
    assert found.to_json()
    assert result_page(flat.model, found).blocks
    assert "understood" not in RESULTS["ask"](flat).to_json()
    with pytest.raises(AttributeError):
        setattr(found, "notes", ())  # noqa: B010 (whatever sort of result it is)


def test_a_verdict_equals_its_name_and_an_answer_is_no_truth(flat: LoadedAgreement) -> None:
    answer = flat.ask("tenant sublet", **STUDENT)
    assert answer.verdict == "permitted"
    assert str(answer) == answer.sentence
    with pytest.raises(TypeError, match=r"compare its verdict"):
        bool(answer)
    card = answer._repr_html_()
    assert answer.sentence in card
    assert answer.clauses[0].id in card


def test_a_question_is_an_act_a_situation_and_options(flat: LoadedAgreement) -> None:
    question = flat.question("Can the tenant sublet to a student on 1 May 2023?")
    assert question.act == Act("tenant", "sublet")
    assert question.situation == Situation(date(2023, 5, 1), {"guest": frozenset({"student"})})
    answers = [
        flat.ask(question),
        flat.ask(Act("tenant", "sublet"), **STUDENT),
        flat.ask("tenant sublet", **STUDENT),
    ]
    assert answers[0] == answers[1] == answers[2]
    with pytest.raises(TypeError, match="is whole"):
        flat.ask(question, on="2023-05-02")
    with pytest.raises(ValueError, match="of every day"):
        _ = Question(Act("tenant", "sublet")).on


def test_a_question_about_the_first_of_january_2000_is_about_that_day(
    flat: LoadedAgreement,
) -> None:
    """No day stands for none: the note that a timeline doesn't look at a day is of this one too."""
    told = flat.timeline("Can the tenant sublet on 1 January 2000?")
    assert told.question.on is None
    assert told.notes[0] == "The day 2000-01-01 is not looked at: a timeline is of every day."
    assert flat.ask("Can the tenant sublet on 1 January 2000?").question.on == date(2000, 1, 1)


def test_threads_share_an_agreement_and_each_gets_the_right_answer() -> None:
    shared, alone = load(FLAT), load(FLAT)
    days = [date(2023, 5, 1 + index % 28) for index in range(60)]
    guests = ["student", "stranger", "lodger"]

    def ask(agreement: LoadedAgreement, index: int) -> str:
        given = {"guest": guests[index % len(guests)]}
        return str(agreement.ask("tenant sublet", on=days[index], given=given).to_json())

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda index: ask(shared, index), range(len(days))))
    assert together == [ask(alone, index) for index in range(len(days))]


def test_threads_that_compare_two_agreements_both_ways_don_t_wait_for_ever() -> None:
    one, other = load(FLAT), load(FLAT)

    def compare(index: int) -> str:
        first, second = (one, other) if index % 2 else (other, one)
        given = {"guest": "student", "rooms": str(index)}
        return first.whatif(
            "tenant sublet", on="2023-05-01", given=given, rules=second
        ).first.verdict

    with ThreadPoolExecutor(4) as pool:
        came = [pool.submit(compare, index) for index in range(40)]
        assert {each.result(timeout=60) for each in came} == {"permitted"}


def test_an_agreement_and_a_prepared_act_can_be_sent_to_another_process(
    flat: LoadedAgreement,
) -> None:
    there = pickle.loads(pickle.dumps(flat))
    assert there.ask("tenant sublet", **STUDENT) == flat.ask("tenant sublet", **STUDENT)
    prepared = pickle.loads(pickle.dumps(flat.prepare("tenant sublet")))
    assert prepared.verdict(**STUDENT) == flat.ask("tenant sublet", **STUDENT).verdict


def _public() -> list[tuple[str, Any]]:
    functions = [
        (name, getattr(contract_engine, name))
        for name in contract_engine.__all__
        if inspect.isfunction(getattr(contract_engine, name))
    ]
    methods = inspect.getmembers(LoadedAgreement, inspect.isfunction)
    return functions + [(n, f) for n, f in methods if not n.startswith("_")]


@pytest.mark.parametrize(("name", "function"), _public())
def test_every_public_function_says_what_goes_in(name: str, function: Any) -> None:
    """Each parameter has its line under `Args:`."""
    parameters = [p for p in inspect.signature(function).parameters.values() if p.name != "self"]
    told = inspect.getdoc(function) or ""
    assert told
    for each in parameters:
        stars = {"VAR_POSITIONAL": "*", "VAR_KEYWORD": "**"}.get(each.kind.name, "")
        assert f"    {stars}{each.name}:" in told, (name, each.name)
