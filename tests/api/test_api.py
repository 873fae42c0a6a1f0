"""The engine from Python: `from contract_engine import load`."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

import contract_engine
from contract_engine import Answer, BadInput, Verdict, __version__, load
from contract_engine.api import LoadedAgreement, find_rules, names
from tests.cli.conftest import FLAT


@pytest.fixture(autouse=True)
def uncached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTRACT_ENGINE_CACHE", "off")


@pytest.fixture(scope="module")
def flat() -> LoadedAgreement:
    return load(FLAT)


def test_importing_the_package_imports_nothing_else() -> None:
    code = (
        "import sys, contract_engine;"
        "print([m for m in sys.modules if m.startswith('contract_engine')]);"
        "contract_engine.BadInput; print('yaml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines() == ["['contract_engine']", "False"]


def test_every_public_name_is_there_and_typed() -> None:
    for name in contract_engine.__all__:
        assert name in dir(contract_engine)
        assert getattr(contract_engine, name) is not None
    stub = Path(contract_engine.__file__).with_suffix(".pyi").read_text()
    assert all(name in stub for name in contract_engine.__all__)
    with pytest.raises(AttributeError, match="no attribute 'laod'"):
        contract_engine.laod  # type: ignore[attr-defined]  # noqa: B018 (that it isn't there)


def test_the_shipped_agreement_by_default_and_by_name() -> None:
    for agreement in (load(), load("microsoft-openai")):
        answer = agreement.ask(
            "openai serve", on="2025-11-15", given={"product": "stateless_api", "cloud": "aws"}
        )
        assert answer.verdict is Verdict.PROHIBITED
    assert "microsoft-openai" in names()
    assert load(find_rules("microsoft-openai")).model.id == "microsoft-openai"


def test_an_answer_is_typed_and_frozen_and_is_json(flat: LoadedAgreement) -> None:
    answer = flat.ask("tenant sublet", on=date(2023, 1, 1), given={"guest": "student"})
    assert isinstance(answer, Answer)
    assert str(answer.verdict) == "permitted"
    assert [clause.id for clause in answer.clauses] == ["students-welcome-again-and-again"]
    assert answer.receipt.engine == f"contract-engine {__version__}"
    with pytest.raises(AttributeError):
        answer.verdict = Verdict.PROHIBITED  # type: ignore[misc]  # it is frozen
    data = answer.to_json()
    assert json.loads(json.dumps(data)) == data
    assert data["holds"] == {
        "from": "2022-01-01",
        "through": None,
        "next_change": None,
        "cause": "2022 takes effect",
    }


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ({"consent": True}, {"consent": "yes"}),
        ({"consent": "no"}, {"consent": "no"}),
        ({"guest": ["student", "lodger"]}, {"guest": "stranger"}),
        ({"guest": {"student"}}, {"guest": "student"}),
        ({"guest": "student or lodger"}, {"guest": "stranger"}),
        ({"guest": "unknown"}, {"guest": "unknown"}),
        ({"rooms": 3}, {"rooms": "3"}),
        ({"rooms": 3.5}, {"rooms": "3.5"}),
        ({"rooms": Decimal("3.25")}, {"rooms": "3.25"}),
        ({"announced": date(2022, 1, 1)}, {"announced": "2022-01-01"}),
        ({"announced": datetime(2022, 1, 1, 12)}, {"announced": "2022-01-01"}),
        ({"announced": "never"}, {"announced": "never"}),
    ],
)
def test_values_as_python_has_them(
    given: dict[str, object], written: dict[str, str], flat: LoadedAgreement
) -> None:
    assert flat.ask("tenant sublet", on="2023-01-01", given=given).question.given == written


@pytest.mark.parametrize("on", ["2023-01-01", date(2023, 1, 1), datetime(2023, 1, 1, 23, 59)])
def test_days_as_python_has_them(on: date | str, flat: LoadedAgreement) -> None:
    assert flat.ask("tenant sublet", on=on).question.on == date(2023, 1, 1)


def test_options(flat: LoadedAgreement) -> None:
    student = {"guest": "student"}

    def verdict(**options: object) -> str:
        answer = flat.ask("tenant sublet", on="2023-01-01", given=student, **options)  # type: ignore[arg-type]
        return str(answer.verdict)

    assert verdict() == "permitted"
    assert verdict(under="2020") == "prohibited"
    assert verdict(without="2022") == "prohibited"
    assert verdict(without=["2020", "2022"]) == "not_addressed"
    assert verdict(known=date(2021, 1, 1)) == "prohibited"
    assert verdict(evidence="filing") == "prohibited"
    assert verdict(readings={"sale": "made"}, checked=True) == "permitted"


def test_a_question_in_words(flat: LoadedAgreement) -> None:
    spoken = flat.ask("Can the tenant sublet to a student on 1 January 2023?")
    named = flat.ask("tenant sublet", on="2023-01-01", given={"guest": "student"})
    beside = flat.ask("Can the tenant sublet?", on="2023-01-01", given={"guest": "student"})
    assert spoken == named == beside


@pytest.mark.parametrize(
    ("ask", "said", "expected"),
    [
        ("tenent sublet", {"on": "2023-01-01"}, "unknown party `tenent` (did you mean `tenant`?)"),
        ("tenant sublet", {"on": "2023-02-30"}, "there is no day `2023-02-30`"),
        ("tenant sublet", {}, "on which day?"),
        ("tenant", {"on": "2023-01-01"}, "`tenant` is not a question"),
        ("", {"on": "2023-01-01"}, "there is no question"),
        (
            "tenant sublet",
            {"on": "2023-01-01", "given": {"gest": 1, "guest": None}},
            "`gest` (did you mean `guest`?)\n`None` is not a value of `guest`",
        ),
        ("tenant sublet", {"on": "2023-01-01", "under": "1999"}, "unknown instrument `1999`"),
        (
            "tenant sublet",
            {"on": "2023-01-01", "given": {"sold": "2022-01-01", "announced": "never"}},
            "what is given can't be together on 2023-01-01",
        ),
        ("Can the tenant sublet?", {}, "the question has no day"),
        (
            "Can the tenant sublet to a student?",
            {"on": "2023-01-01", "given": {"guest": "lodger"}},
            "`guest` is given twice",
        ),
    ],
)
def test_bad_input_reads_as_text(
    ask: str, said: dict[str, object], expected: str, flat: LoadedAgreement
) -> None:
    with pytest.raises(BadInput) as raised:
        flat.ask(ask, **said)  # type: ignore[arg-type]  # the table holds any keyword
    assert expected in str(raised.value)
    assert all(problem.message in str(raised.value) for problem in raised.value.problems)


def test_what_is_wrong_with_files_reads_as_text(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no agreement `nowhere`"):
        load("nowhere")
    text = (FLAT / "agreement.yaml").read_text().replace("guest is student", "guest is studnt")
    (tmp_path / "agreement.yaml").write_text(text)
    with pytest.raises(BadInput) as raised:
        load(tmp_path)
    assert "agreement.yaml:" in str(raised.value)
    assert "(did you mean `student`?)" in str(raised.value)


def test_a_prepared_act_is_asked_of_many_days_and_situations(flat: LoadedAgreement) -> None:
    sublet = flat.prepare("tenant sublet", evidence="press")
    verdicts = [
        str(sublet.verdict(on=date(year, 1, 1), given={"guest": guest}))
        for year in (2019, 2021, 2023)
        for guest in ("student", "lodger", "family")
    ]
    assert verdicts == [
        *("not_addressed", "not_addressed", "not_addressed"),
        *("prohibited", "prohibited", "permitted"),
        *("permitted", "prohibited", "permitted"),
    ]
    answer = sublet.ask(on="2023-01-01", given={"guest": "student"})
    assert answer == flat.ask(
        "tenant sublet", on="2023-01-01", given={"guest": "student"}, evidence="press"
    )


def test_a_prepared_verdict_is_that_of_the_whole_answer(flat: LoadedAgreement) -> None:
    """Law: leaving the reasons out changes no verdict."""
    for act in ("tenant sublet", "tenant pay_rent", "tenant paint"):
        for options in ({}, {"without": ["2022"]}, {"readings": {"sale": "made_known"}}):
            prepared = flat.prepare(act, **options)
            for on in ("2019-06-01", "2021-06-01", "2023-06-01"):
                for given in (
                    {},
                    {"guest": "student"},
                    {"guest": "stranger", "consent": "unknown"},
                    {"announced": "2020-05-05"},
                    {"rooms": 9},
                ):
                    answer = prepared.ask(on=on, given=given)
                    assert prepared.verdict(on=on, given=given) is answer.verdict


def test_what_is_wrong_is_told_when_preparing_or_asking(flat: LoadedAgreement) -> None:
    with pytest.raises(BadInput, match="unknown action `sublit`"):
        flat.prepare("tenant sublit")
    with pytest.raises(BadInput, match="unknown instrument `1999`"):
        flat.prepare("tenant sublet", under="1999")
    prepared = flat.prepare("tenant sublet")
    for ask in (prepared.ask, prepared.verdict):
        with pytest.raises(BadInput, match="there is no day"):
            ask(on="2023-02-30")
        with pytest.raises(BadInput, match="can't be together"):
            ask(on="2023-01-01", given={"sold": "2022-01-01", "announced": "never"})


def test_a_datetime_with_a_zone_is_an_instant(tmp_path: Path) -> None:
    (tmp_path / "agreement.yaml").write_text(
        "format: 1\nagreement: a\ngrade: contract\nparties: {p: }\nactions: {use: }\n"
        "facts: {used_at: {type: date-time}}\n"
        "instruments:\n  - instrument: '1'\n    kind: agreement\n    effective: 2019-01-01\n"
        "    clauses: {early: {norm: p may use, when: ['used_at < 2024-01-01T00:00:00Z']}}\n"
    )
    agreement = load(tmp_path)
    for hour, verdict in ((0, "permitted"), (1, "not_addressed")):
        used_at = datetime(2024, 1, 1, hour, 30, tzinfo=timezone(timedelta(hours=1)))
        answer = agreement.ask("p use", on="2024-01-01", given={"used_at": used_at})
        assert str(answer.verdict) == verdict
