"""The calls answer as the commands of their names do, and errors say what to send instead."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from contract_engine import load
from contract_engine.web.app import create_app
from contract_engine.web.http.calls import CALLS as SERVED
from contract_engine.web.settings import Bounds, Settings
from tests.diagram.test_bounds import numbers

GIVEN = {"product": "stateless_api", "cloud": "aws"}
ASK: dict[str, Any] = {"ask": "openai serve", "on": "2025-11-15", "given": GIVEN}
JSON = "application/json"
BASE = "/v1/agreements/microsoft-openai"
CALLS: list[tuple[str, dict[str, Any]]] = [
    ("ask", ASK),
    ("timeline", {"ask": "openai serve", "given": GIVEN}),
    ("each", {**ASK, "given": {"product": "stateless_api", "cloud": "?"}}),
    ("needed", ASK),
    ("flip", ASK),
    ("whatif", {**ASK, "on": "2026-06-15", "change": {"without": ["2026-04"]}}),
    ("rights", {"on": "2026-05-01", "parties": ["openai"]}),
    ("duties", {"on": "2026-05-01", "parties": ["openai"]}),
    ("terms", {"on": "2026-05-01"}),
    ("value", {"name": "microsoft_stake"}),
    ("figure", {"name": "microsoft_stake", "on": "2026-07-01"}),
    ("diff", {"first": "2025-10", "second": "2026-04"}),
    ("dates", {"from": "2030-01-01", "through": "2032-12-31"}),
    ("status", {"history": {"through": "2026-05-01", "history": []}}),
]


def test_every_call_there_is_is_asked_here() -> None:
    assert {name for name, _ in CALLS} == {call.name for call in SERVED}


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


@pytest.mark.parametrize(
    "sent",
    [
        {"content": json.dumps(ASK)},
        {"content": json.dumps(ASK), "headers": {"Content-Type": "text/plain"}},
        {"content": json.dumps(ASK).encode("utf-16"), "headers": {"Content-Type": JSON}},
        {"content": b"{", "headers": {"Content-Type": JSON}},
        {"content": b'{"ask": "\xff"}', "headers": {"Content-Type": JSON}},
        {"content": b'{"ask": "\\ud800", "on": "2025-11-15"}', "headers": {"Content-Type": JSON}},
        {"content": b"", "headers": {"Content-Type": JSON}},
        {"content": b"[" * 3000, "headers": {"Content-Type": JSON}},
        {"json": {**ASK, "on": 0}},
        {"json": {**ASK, "none": 1}},
    ],
)
def test_what_is_not_read_in_one_step_is_refused_with_why(
    client: TestClient, sent: dict[str, Any]
) -> None:
    response = client.post(f"{BASE}/ask", **sent)
    assert response.status_code == 400, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["errors"]


def test_a_body_is_read_by_its_type_however_it_is_written(client: TestClient) -> None:
    for kind in (JSON, "application/json; charset=utf-8", "Application/JSON"):
        sent = client.post(f"{BASE}/ask", content=json.dumps(ASK), headers={"Content-Type": kind})
        assert sent.json()["verdict"] == "prohibited"


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
    app = create_app(Settings(rules=(str(numbers(tmp_path)),), bounds=Bounds(nodes=50_000)))
    with TestClient(app) as client:
        body = {"ask": "p act", "on": "2021-01-01"}
        response = client.post("/v1/agreements/bomb/ask", json=body)
    assert response.status_code == 504, response.text
    (error,) = response.json()["errors"]
    assert error["code"] == "E521"
    assert re.fullmatch(r"give (`n\d+`(, | and )?)+, which make it large", error["help"])


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


HISTORY: dict[str, Any] = {
    "through": "2026-04-10",
    "history": [
        {"on": "2026-03-02", "act": "buyer order", "with": {"quantity": 100}},
        {
            "at": "2026-03-18T18:20:00+01:00",
            "act": "seller deliver",
            "with": {"price": "450 EUR"},
        },
        {"on": "2026-04-09", "act": "buyer pay", "with": {"amount": "100 EUR"}},
    ],
}
SUPPLY = "/v1/agreements/supply"


def test_a_status_is_that_of_a_history_in_a_file(client: TestClient) -> None:
    told = load("docs/deadlines/supply").status("docs/deadlines/supply/history.yaml").to_json()
    found = client.post(f"{SUPPLY}/status", json={"history": HISTORY}).json()
    assert found["receipt"].items() <= told["receipt"].items()
    apart = {"receipt": 0, "residual": 0}  # the hash and the lines of the file
    assert {**found, **apart} == {**told, **apart}
    further = {"through": "2026-04-20", "history": []}
    resumed = client.post(
        f"{SUPPLY}/status", json={"history": further, "resume": found["residual"]}
    )
    assert resumed.status_code == 200, resumed.text
    days = client.post(f"{SUPPLY}/dates", json={"history": HISTORY, "from": "2026-04-01"}).json()
    assert days["dates"], days


PAY: dict[str, Any] = {"ask": "buyer pay", "on": "2026-04-01"}
BY_HISTORY: list[tuple[str, dict[str, Any], Callable[[Any], object]]] = [
    ("ask", PAY, lambda told: told["verdict"]),
    ("ask", {"question": "Must the buyer pay on 1 April 2026?"}, lambda told: told["verdict"]),
    ("ask", {**PAY, "given": {"payment.open": "?"}}, lambda told: len(told["values"])),
    ("timeline", {"ask": "buyer pay"}, lambda told: told["intervals"]),
    ("needed", PAY, lambda told: told["verdict"]),
    ("flip", PAY, lambda told: told["verdict"]),
    ("whatif", PAY, lambda told: told["first"]["verdict"]),
    ("rights", {"on": "2026-04-01"}, lambda told: told["rights"]),
    ("duties", {"on": "2026-04-01"}, lambda told: told["norms"]),
]


@pytest.mark.parametrize(("call", "body", "told"), BY_HISTORY)
def test_answers_go_by_a_history(
    client: TestClient, call: str, body: dict[str, Any], told: Callable[[Any], object]
) -> None:
    """They are others than without it; what is wrong with it has its place."""
    by_it = client.post(f"{SUPPLY}/{call}", json={**body, "history": HISTORY})
    assert by_it.status_code == 200, by_it.text
    if "?" not in str(body):
        assert told(by_it.json()) != told(client.post(f"{SUPPLY}/{call}", json=body).json())
    wrong = {**HISTORY, "through": "2026-01-01"}
    response = client.post(f"{SUPPLY}/{call}", json={**body, "history": wrong})
    assert response.status_code == 400, response.text
    assert response.json()["errors"][0]["pointer"] == "/history/history/0"


@pytest.mark.parametrize(
    ("history", "code", "pointer"),
    [
        ({"history": []}, "E101", "/history/through"),
        ({"through": "soon"}, "E314", "/history/through"),
        ({"through": "2026-01-01"}, "E372", "/history/history/0"),
        ({"history": [{"on": "2026-03-02", "act": "buyer ordr"}]}, "E304", "/history/history/0"),
        ({"history": [{"act": "buyer order"}]}, "E371", "/history/history/0"),
        ({"given": {"clud": "aws"}}, "E301", "/history"),
        ({"history": [{"on": "2026-03-02", "act": {}}]}, "E103", "/history/history/0/act"),
    ],
)
def test_what_is_wrong_with_a_history_is_told_with_its_place(
    client: TestClient, history: dict[str, Any], code: str, pointer: str
) -> None:
    body = {"history": {**HISTORY, **history}}
    if history.keys() == {"history"} and not history["history"]:
        del body["history"]["through"]
    response = client.post(f"{SUPPLY}/status", json=body)
    assert response.status_code == 400, response.text
    told = [(each["code"], each.get("pointer")) for each in response.json()["errors"]]
    assert (code, pointer) in told, response.text


@pytest.mark.parametrize(
    ("call", "body", "code", "pointer"),
    [
        ("status", {"history": HISTORY, "resume": {"format": 9}}, "E377", "/resume"),
        ("status", {"history": HISTORY, "parties": ["byer"]}, "E305", "/history"),
        ("dates", {"from": "soon"}, "E314", "/from"),
        ("diff", {"first": "2025-10", "second": "never"}, "E509", "/first"),
    ],
)
def test_other_calls_tell_the_place_too(
    client: TestClient, call: str, body: dict[str, Any], code: str, pointer: str
) -> None:
    response = client.post(f"{SUPPLY}/{call}", json=body)
    assert response.status_code == 400, response.text
    told = [(each["code"], each.get("pointer")) for each in response.json()["errors"]]
    assert (code, pointer) in told, response.text


def test_what_is_not_understood_comes_with_questions_that_are(client: TestClient) -> None:
    body = {"question": "May OpenAI serve its API on AWS moon on 15 November 2025?"}
    response = client.post(f"{BASE}/ask", json=body)
    offers = response.json()["offers"]
    again = client.post(f"{BASE}/ask", json={"question": offers[0]})
    assert again.status_code == 200, again.text


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        ({**ASK, "given": {"product": "stateless_api", "cloud": "?"}}, {"asks", "values"}),
        ({"question": "What may OpenAI do on 1 May 2026?"}, {"understood", "answers"}),
    ],
)
def test_a_question_may_come_to_more_than_one_answer(
    client: TestClient, body: dict[str, Any], keys: set[str]
) -> None:
    response = client.post(f"{BASE}/ask", json=body)
    assert response.status_code == 200, response.text
    assert keys <= response.json().keys()


def test_an_application_that_was_shut_down_can_be_started_again() -> None:
    app = create_app(Settings(rules=("microsoft-openai",)))
    for _ in range(2):
        with TestClient(app) as client:
            assert client.post(f"{BASE}/ask", json=ASK).status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "PUT"])
def test_an_assistant_has_nothing_to_listen_to_and_no_session_to_end(
    client: TestClient, method: str
) -> None:
    """Where a stream is asked for, one without end would be held open for whoever asks."""
    headers = {"accept": "text/event-stream", "mcp-session-id": "x"}
    refused = client.request(method, "/mcp", headers=headers)
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
