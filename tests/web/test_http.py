"""The calls answer as the commands of their names do, and errors say what to send instead."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from contract_engine import load
from contract_engine.web.app import create_app
from contract_engine.web.settings import Bounds, Settings

GIVEN = {"product": "stateless_api", "cloud": "aws"}
ASK: dict[str, Any] = {"ask": "openai serve", "on": "2025-11-15", "given": GIVEN}
BASE = "/v1/agreements/microsoft-openai"
CALLS: list[tuple[str, dict[str, Any]]] = [
    ("ask", ASK),
    ("timeline", {"ask": "openai serve", "given": GIVEN}),
    ("each", {**ASK, "given": {"product": "stateless_api", "cloud": "?"}}),
    ("flip", ASK),
    ("whatif", {**ASK, "on": "2026-06-15", "change": {"without": ["2026-04"]}}),
    ("rights", {"on": "2026-05-01", "parties": ["openai"]}),
    ("duties", {"on": "2026-05-01", "parties": ["openai"]}),
    ("terms", {"on": "2026-05-01"}),
    ("value", {"name": "microsoft_stake"}),
    ("figure", {"name": "microsoft_stake", "on": "2026-07-01"}),
]


@pytest.mark.parametrize(("name", "body"), CALLS)
def test_every_call_answers(client: TestClient, name: str, body: dict[str, Any]) -> None:
    response = client.post(f"{BASE}/{name}", json=body)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"


def test_an_answer_is_that_of_the_api(client: TestClient) -> None:
    agreement = load("microsoft-openai")
    answer = agreement.ask("openai serve", on="2025-11-15", given=GIVEN)
    assert client.post(f"{BASE}/ask", json=ASK).json() == answer.to_json()
    words = {"question": "Can OpenAI serve its API on AWS on 15 November 2025?"}
    assert client.post(f"{BASE}/ask", json=words).json()["verdict"] == "prohibited"


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({**ASK, "on": 0}, "E103", "/on"),
        ({**ASK, "on": "tomorrow"}, "E314", "/on"),
        ({**ASK, "given": {"clud": "aws"}}, "E301", "/given/clud"),
        ({**ASK, "given": {"cloud": "awz"}}, "E302", "/given/cloud"),
        ({**ASK, "ask": "openai serv"}, "E304", "/ask"),
        ({**ASK, "foo": 1}, "E102", "/foo"),
        ({**ASK, "question": "Can it?"}, "E502", "/ask"),
        ({"ask": "openai serve"}, "E505", "/ask"),
        ([], "E103", "/"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(
    client: TestClient, body: object, code: str, pointer: str
) -> None:
    response = client.post(f"{BASE}/ask", json=body)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    told = [(each["code"], each["pointer"]) for each in response.json()["errors"]]
    assert (code, pointer) in told, response.text


@pytest.mark.parametrize(
    ("path", "help_"),
    [
        ("/v1/agreements/microsoft-opnai/words", "did you mean `microsoft-openai`?"),
        (f"{BASE}/clauses/any-clou", "did you mean `any-cloud`?"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_one(
    client: TestClient, path: str, help_: str
) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.json()["errors"][0]["help"] == help_


def test_what_there_is_has_the_hash_of_the_rules(client: TestClient) -> None:
    for path in (
        "",
        "/words",
        "/clauses",
        "/clauses/any-cloud",
        "/sources",
        "/disputes",
        "/figures",
    ):
        response = client.get(BASE + path)
        assert response.status_code == 200
        tag = response.headers["etag"]
        again = client.get(BASE + path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")


def test_a_batch_is_answered_line_by_line(client: TestClient) -> None:
    lines = [json.dumps(ASK), "", "{", json.dumps({"text": "Can OpenAI serve its API?"})]
    response = client.post(f"{BASE}/batch", content="\n".join(lines))
    assert response.headers["content-type"] == "application/x-ndjson"
    one, two, three = (json.loads(line) for line in response.text.splitlines())
    assert one["verdict"] == "prohibited"
    assert (two["line"], two["problems"][0]["code"]) == (3, "E511")
    assert three["line"] == 4


def test_a_body_is_no_larger_than_it_may_be(client: TestClient) -> None:
    response = client.post(f"{BASE}/ask", content=b" " * (1 << 20) + b"{}")
    assert response.status_code == 413

    def pieces() -> Any:
        for _ in range(40):
            yield b" " * 40_000

    assert client.post(f"{BASE}/ask", content=pieces()).status_code == 413


def test_only_those_with_a_token_ask() -> None:
    app = create_app(Settings(rules=("microsoft-openai",), tokens=("secret", "other")))
    with TestClient(app) as client:
        assert client.post(f"{BASE}/ask", json=ASK).status_code == 401
        for said in ("secret", "Bearer", "Bearer secre", "Basic secret"):
            headers = {"Authorization": said}
            assert client.post(f"{BASE}/ask", json=ASK, headers=headers).status_code == 401
        headers = {"Authorization": "Bearer other"}
        assert client.post(f"{BASE}/ask", json=ASK, headers=headers).status_code == 200
        assert client.get("/healthz").status_code == 200


def test_a_question_past_its_bound_is_told_what_makes_it_large(tmp_path: Path) -> None:
    """Twenty numbers, none of which is given: more than a small bound of nodes allows."""
    names = [f"n{number}" for number in range(20)]
    conditions = ", ".join(f"{a} > {k}" for k in range(3) for a in names)
    pairs = [f"- all: [{a} > 1, {b} > 1]" for a, b in zip(names, reversed(names), strict=True)]
    rules = tmp_path / "wide.yaml"
    rules.write_text(
        "format: 1\nagreement: wide\ngrade: contract\nparties: {tenant: }\nactions: {sublet: }\n"
        f"facts: {{{', '.join(f'{name}: {{type: number}}' for name in names)}}}\n"
        "instruments:\n- instrument: lease\n  kind: agreement\n  effective: 2020-01-01\n"
        "  clauses:\n    one:\n      norm: tenant may sublet\n      when:\n        - any: "
        f"[{conditions}]\n      unless:\n        " + "\n        ".join(pairs) + "\n"
    )
    app = create_app(Settings(rules=(str(rules),), bounds=Bounds(nodes=2_000)))
    with TestClient(app) as client:
        body = {"ask": "tenant sublet", "on": "2021-01-01"}
        response = client.post("/v1/agreements/wide/ask", json=body)
    assert response.status_code == 504, response.text
    assert response.json()["errors"][0]["code"] == "E521"


def test_who_waits_too_long_is_sent_away() -> None:
    app = create_app(Settings(rules=("microsoft-openai",), bounds=Bounds(waiting=0)))
    with TestClient(app) as client:
        response = client.post(f"{BASE}/ask", json=ASK)
        assert client.get("/readyz").status_code == 503
    assert response.status_code == 503
    assert response.headers["retry-after"] == "1"


def test_no_request_names_a_path(client: TestClient) -> None:
    for name in ("..%2F..%2Frules%2Fmicrosoft-openai", "%2Fetc", "./rules"):
        assert client.get(f"/v1/agreements/{name}/words").status_code == 404


def test_the_document_of_an_agreement_lists_its_names(client: TestClient) -> None:
    made = client.get(f"{BASE}/openapi.json").json()
    asked = made["components"]["schemas"]["AskRequest"]["properties"]
    assert "openai serve" in asked["ask"]["enum"]
    assert "aws" in asked["given"]["properties"]["cloud"]["enum"]
    assert f"{BASE}/ask" in made["paths"]


def test_numbers_are_kept_for_operators(client: TestClient) -> None:
    client.post(f"{BASE}/ask", json=ASK)
    page = client.get("/metrics").text
    assert 'contract_engine_requests_total{call="ask",status="200"}' in page
    assert 'contract_engine_verdicts_total{agreement="microsoft-openai"' in page
