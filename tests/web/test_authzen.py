"""The certification scenario of AuthZEN Authorization API 1.0, encoded as a small agreement.

The eight decisions, the levels Basic, Batch, Search and Discovery, and what is refused:
https://github.com/openid/authzen, certification/authorization-api-1_0-scenario.md.
"""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

Json = dict[str, Any]

RECORD_1: Json = {"type": "record", "id": "record-1"}
RECORD_2: Json = {"type": "record", "id": "record-2"}
ARCHIVED: Json = {**RECORD_2, "properties": {"status": "archived"}}
ALICE: Json = {"type": "user", "id": "alice"}
BOB: Json = {"type": "user", "id": "bob"}
ADMIN: Json = {**BOB, "properties": {"role": "admin"}}
USERS: Json = {"type": "user"}
RECORDS: Json = {"type": "record"}
NOBODY: Json = {"type": "user", "id": "nonexistent-user"}
SPACESHIPS: Json = {"type": "spaceship"}


def post(client: TestClient, path: str, body: object, status: int = 200) -> Json:
    response = client.post(f"/access/v1/{path}?agreement=records", json=body)
    assert response.status_code == status, response.text
    found: Json = response.json()
    return found


def act(name: str, **properties: object) -> Json:
    return {"name": name, "properties": properties} if properties else {"name": name}


READ, WRITE = act("read"), act("write")

DECISIONS = [
    (ALICE, READ, RECORD_1, True),
    (ALICE, WRITE, RECORD_1, True),
    (BOB, READ, RECORD_1, True),
    (BOB, WRITE, RECORD_1, False),
    (ALICE, WRITE, ARCHIVED, False),
    (ADMIN, WRITE, ARCHIVED, True),
    (ALICE, act("delete", soft=True), RECORD_1, True),
    (ALICE, act("delete", soft=False), RECORD_1, False),
]


@pytest.mark.parametrize(("subject", "action", "resource", "decision"), DECISIONS)
def test_the_eight_decisions(
    client: TestClient, subject: Json, action: Json, resource: Json, decision: bool
) -> None:
    body = {"subject": subject, "action": action, "resource": resource}
    assert post(client, "evaluation", body)["decision"] is decision
    body["context"] = {"time": "2025-06-27T18:03-07:00", "ip": "192.168.1.1"}
    assert post(client, "evaluation", body)["decision"] is decision


def test_properties_and_fields_that_are_not_known_are_passed_over(client: TestClient) -> None:
    body = {
        "subject": {**ALICE, "properties": {"department": "Sales", "role": "manager"}},
        "action": act("read", method="GET"),
        "resource": {**RECORD_1, "properties": {"status": "active", "owner": "bob"}},
        "futureField": {"nested": True},
    }
    found = post(client, "evaluation", body)
    assert found["decision"] is True
    assert found["context"]["passed_over"] == ["department", "method", "owner"]
    assert found["context"]["left_open"] == ["role"]


def test_a_value_that_is_not_known_makes_no_decision_true(client: TestClient) -> None:
    resource = {**RECORD_1, "properties": {"status": "lost"}}
    body = {"subject": ALICE, "action": WRITE, "resource": resource}
    found = post(client, "evaluation", body)
    assert found["decision"] is False
    assert found["context"]["verdict"] == "depends"
    assert found["context"]["needed"] == ["status"]


@pytest.mark.parametrize(
    "body",
    [
        {"action": READ, "resource": RECORD_1},
        {"subject": ALICE, "resource": RECORD_1},
        {"subject": ALICE, "action": READ},
        {"subject": {"id": "alice"}, "action": READ, "resource": RECORD_1},
        {"subject": USERS, "action": READ, "resource": RECORD_1},
        {"subject": ALICE, "action": {}, "resource": RECORD_1},
        {"subject": ALICE, "action": READ, "resource": {"id": "record-1"}},
        {"subject": ALICE, "action": READ, "resource": RECORDS},
        {"subject": "alice", "action": READ, "resource": RECORD_1},
        {"subject": ALICE, "action": {"name": 123}, "resource": RECORD_1},
    ],
)
def test_what_lacks_a_field_is_refused(client: TestClient, body: Json) -> None:
    assert "errors" in post(client, "evaluation", body, status=400)
    assert "errors" in post(client, "evaluations", body, status=400)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"", "application/json"), (b"{", "application/json"), (b"a", "text/plain")],
)
def test_what_is_not_json_is_refused(client: TestClient, content: bytes, kind: str) -> None:
    headers = {"Content-Type": kind}
    response = client.post("/access/v1/evaluation", content=content, headers=headers)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"


def test_the_request_id_comes_back(client: TestClient) -> None:
    body = {"subject": ALICE, "action": READ, "resource": RECORD_1}
    headers = {"X-Request-ID": "abc-1"}
    response = client.post("/access/v1/evaluation", json=body, headers=headers)
    assert response.headers["X-Request-ID"] == "abc-1"


BATCHES: list[tuple[Json, list[bool]]] = [
    (
        {
            "subject": BOB,
            "resource": RECORD_1,
            "evaluations": [{"action": READ}, {"action": WRITE}],
        },
        [True, False],
    ),
    (
        {
            "subject": ALICE,
            "action": WRITE,
            "evaluations": [
                {"resource": {**RECORD_1, "properties": {"status": "active"}}},
                {"resource": ARCHIVED},
            ],
        },
        [True, False],
    ),
    (
        {
            "action": WRITE,
            "resource": ARCHIVED,
            "evaluations": [{"subject": ALICE}, {"subject": ADMIN}],
        },
        [False, True],
    ),
    (
        {
            "subject": ALICE,
            "action": WRITE,
            "resource": RECORDS,
            "evaluations": [
                {"resource": {"id": "record-1", "properties": {"status": "active"}}},
                {"resource": ARCHIVED},
            ],
        },
        [True, False],
    ),
    (
        {"subject": ALICE, "action": READ, "evaluations": [{"resource": RECORD_1}, {}]},
        [True, False],
    ),
]


@pytest.mark.parametrize(("body", "decisions"), BATCHES)
def test_several_decisions_in_their_order(
    client: TestClient, body: Json, decisions: list[bool]
) -> None:
    found = post(client, "evaluations", body)
    assert [each["decision"] for each in found["evaluations"]] == decisions


@pytest.mark.parametrize(
    ("semantic", "count"),
    [("execute_all", 3), ("deny_on_first_deny", 2), ("permit_on_first_permit", 1)],
)
def test_a_list_goes_as_far_as_asked(client: TestClient, semantic: str, count: int) -> None:
    acts = [{"action": act(name)} for name in ("read", "write", "read")]
    body = {
        "subject": BOB,
        "resource": RECORD_1,
        "evaluations": acts,
        "options": {"evaluations_semantic": semantic},
    }
    assert len(post(client, "evaluations", body)["evaluations"]) == count


@pytest.mark.parametrize("more", [{}, {"evaluations": []}])
def test_without_a_list_it_is_one_decision(client: TestClient, more: Json) -> None:
    body = {"subject": ALICE, "action": READ, "resource": RECORD_1, **more}
    assert post(client, "evaluations", body)["decision"] is True


SEARCHES: list[tuple[str, Json, list[Json]]] = [
    (
        "subject",
        {"subject": USERS, "action": READ, "resource": RECORD_1},
        [ALICE, BOB],
    ),
    ("subject", {"subject": USERS, "action": WRITE, "resource": ARCHIVED}, [BOB]),
    (
        "resource",
        {"subject": ALICE, "action": READ, "resource": RECORDS},
        [RECORD_1, RECORD_2],
    ),
    (
        "resource",
        {"subject": ADMIN, "action": WRITE, "resource": RECORDS},
        [RECORD_2],
    ),
    ("action", {"subject": ALICE, "resource": RECORD_1}, [READ, WRITE]),
    ("action", {"subject": ADMIN, "resource": ARCHIVED}, [READ, WRITE]),
    ("action", {"subject": NOBODY, "resource": RECORD_1}, []),
    (
        "subject",
        {"subject": SPACESHIPS, "action": READ, "resource": RECORD_1},
        [],
    ),
]


@pytest.mark.parametrize(("what", "body", "results"), SEARCHES)
def test_searches_find_what_is_allowed(
    client: TestClient, what: str, body: Json, results: list[Json]
) -> None:
    assert post(client, f"search/{what}", body)["results"] == results
    paged = {**body, "page": {"limit": 1}, "context": {"time": "2025-06-27T18:03-07:00"}}
    assert post(client, f"search/{what}", paged)["results"] == results


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("subject", {"subject": USERS, "resource": RECORD_1}),
        (
            "subject",
            {"subject": USERS, "action": READ, "resource": RECORDS},
        ),
        ("resource", {"action": READ, "resource": RECORDS}),
        (
            "resource",
            {"subject": USERS, "action": READ, "resource": RECORDS},
        ),
        ("action", {"subject": ALICE}),
    ],
)
def test_a_search_that_lacks_a_field_is_refused(client: TestClient, what: str, body: Json) -> None:
    assert "errors" in post(client, f"search/{what}", body, status=400)


def test_the_configuration_names_the_endpoints(client: TestClient) -> None:
    found = client.get("/.well-known/authzen-configuration").json()
    base = found["policy_decision_point"]
    assert found["access_evaluation_endpoint"] == f"{base}/access/v1/evaluation"
    assert set(found) == {
        "policy_decision_point",
        "access_evaluation_endpoint",
        "access_evaluations_endpoint",
        "search_subject_endpoint",
        "search_resource_endpoint",
        "search_action_endpoint",
    }


def test_silence_is_no_permission(client: TestClient) -> None:
    """A party of whom no term speaks may not, and the context says that it is silence."""
    body = {
        "subject": {"type": "party", "id": "microsoft"},
        "action": act("train"),
        "resource": {"type": "cloud", "id": "aws"},
        "context": {"time": "2026-01-01T00:00:00Z"},
    }
    found = client.post("/access/v1/evaluation?agreement=microsoft-openai", json=body).json()
    assert found["decision"] is False
    assert found["context"]["verdict"] == "not_addressed"
