"""The questions that the shipped agreement is about, and the JSON of an answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Run

API_ON_AWS = "ask openai serve product=stateless_api cloud=aws"
COMPUTE = "ask openai procure_compute provider=aws offered_to_microsoft=no"
MAIN = [
    ('ask "Can OpenAI serve its API on AWS on 15 November 2025?"', "prohibited"),
    ('ask "Can OpenAI serve its API on AWS on 2026-06-01?"', "permitted"),
    ('ask "Can OpenAI serve its API on AWS on 2026-06-01?" --without 2026-04', "prohibited"),
    (f"{API_ON_AWS} customer=us_national_security --on 2025-10-28", "permitted"),
    (f"{API_ON_AWS} customer=us_national_security --on 2025-10-27", "prohibited"),
    (f"{COMPUTE} --on 2025-10-27", "prohibited"),
    (f"{COMPUTE} --on 2025-10-28", "permitted"),
    (f"{API_ON_AWS} customer=unknown --on 2025-11-15", "depends"),
    ("ask microsoft share_revenue --on 2026-05-01", "not_required"),
]


@pytest.mark.parametrize(("command", "verdict"), MAIN)
def test_the_main_questions(command: str, verdict: str, run: Run) -> None:
    done = run(f"{command} --json")
    assert (done.code, done.json["verdict"]) == (0, verdict)
    assert done.json["clauses"]
    assert all(clause["cites"] for clause in done.json["clauses"])


def test_the_main_answer_shows_clause_source_and_assumptions_first(run: Run) -> None:
    done = run('ask "Can OpenAI serve its API on AWS on 15 November 2025?"', columns=80)
    out = done.out
    order = [
        "understood",
        "product=stateless_api (“API”)",
        "PROHIBITED",
        "No: on 15 November 2025 OpenAI must not serve its",
        "stateless-api-on-azure",
        "“exclusive cloud provider for stateless APIs",
        "— Joint Statement from OpenAI and Microsoft",
        "from 28 October 2025",
        "through 26 April 2026; then 2026-04",
        "customer: a commercial customer",
        "customer: a US national security customer → permitted",
    ]
    places = [out.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)
    first_screen = "\n".join(out.splitlines()[:24])
    assert order[8] in first_screen


def test_an_unknown_customer_gives_the_cases(run: Run) -> None:
    cases = run(f"{API_ON_AWS} customer=unknown --on 2025-11-15 --json").json["cases"]
    told = {case["given"]["customer"]: case["verdict"] for case in cases}
    assert told["us_national_security"] == "permitted"
    assert set(told.values()) == {"permitted", "prohibited"}


ANSWER = {
    "verdict": str,
    "sentence": str,
    "question": {
        "bearer": str,
        "action": str,
        "on": str,
        "given": dict,
        "options": {
            "under": (str, type(None)),
            "without": list,
            "known": (str, type(None)),
            "evidence": (str, type(None)),
            "readings": dict,
        },
    },
    "clauses": [
        {
            "id": str,
            "instrument": str,
            "text": str,
            "norm": str,
            "grade": str,
            "carried": bool,
            "cites": [{"source": str, "grade": str, "quote": str, "where": str}],
        }
    ],
    "also": list,
    "defeated": [{"id": str, "by": str, "why": str}],
    "nearly": [{"id": str, "failed": list}],
    "defined": [{"fact": str, "value": str, "by": str, "because": list}],
    "assumed": dict,
    "hinges": [{"fact": str, "value": str, "verdict": str, "sort": str}],
    "cases": [{"given": dict, "verdict": str, "clauses": list}],
    "holds": {
        "from": (str, type(None)),
        "through": (str, type(None)),
        "next_change": ({"on": str, "cause": str, "verdict": str}, type(None)),
        "cause": (str, type(None)),
    },
    "ended": [{"id": str, "on": (str, type(None)), "by": str}],
    "grade": (str, type(None)),
    "notes": list,
    "receipt": {"engine": str, "rules_sha256": str, "question_sha256": str},
}
"""The keys of `ask --json`, which are added to and never renamed, and what each holds."""


def fits(data: Any, shape: Any) -> bool:
    match shape:
        case dict():
            return (
                isinstance(data, dict)
                and set(shape) <= set(data)
                and all(fits(data[key], part) for key, part in shape.items())
            )
        case [part]:
            return isinstance(data, list) and all(fits(each, part) for each in data)
        case tuple():
            return any(fits(data, part) for part in shape)
        case _:
            return isinstance(data, shape)


@pytest.mark.parametrize(
    "command",
    [
        *(command for command, _ in MAIN),
        "ask openai serve --on 2019-01-01",
        "ask microsoft use_ip ip=model --on 2033-01-01",
        "ask openai serve product=frontier cloud=aws --on 2026-03-01 --evidence press",
    ],
)
def test_the_keys_of_an_answer_are_stable(command: str, run: Run) -> None:
    data = run(f"{command} --json").json
    in_words = {"agreement"} | ({"understood"} if '"' in command else set())
    silent = {"silence", "silent"} if data["verdict"] == "not_addressed" else set()
    narrow = {"narrow"} if '"' in command else set()
    assert set(data) - set(ANSWER) - silent - narrow == in_words
    assert fits(data, ANSWER)


def test_the_made_up_lease_fills_every_list_of_an_answer(flat: Run) -> None:
    """So that `fits` has looked into each of them."""
    found: set[str] = set()
    for command in (
        "ask tenant sublet guest=student --on 2023-01-01",
        "ask tenant sublet guest=lodger --on 2023-01-01",
        "ask tenant sublet guest=lodger consent=yes --on 2023-01-01",
        "ask tenant sublet --on 2023-01-01",
        "ask tenant pay_rent sold=2022-01-01 announced=2022-01-01 --on 2023-01-01",
        "ask tenant pay_rent sold=2025-01-01 announced=2022-01-01 --on 2023-01-01",
    ):
        data = flat(f"{command} --json").json
        assert fits(data, ANSWER)
        found |= {key for key, value in data.items() if value}
        found |= {"next_change"} if data["holds"]["next_change"] else set()
    assert found >= {*ANSWER, "next_change"} - {"also", "defined"}


def test_a_receipt_is_the_same_for_the_same_question(flat: Run) -> None:
    one = flat("ask tenant sublet guest=student --on 2023-01-01 --json").json["receipt"]
    same = flat('ask "Can the tenant sublet to a student on 1 January 2023?" --json').json
    other = flat("ask tenant sublet guest=lodger --on 2023-01-01 --json").json["receipt"]
    assert one == same["receipt"]
    assert one["question_sha256"] != other["question_sha256"]
