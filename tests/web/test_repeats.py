"""A request that is sent again gets the same bytes, for as long as the rules are the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from contract_engine.web.app import create_app
from contract_engine.web.http import repeats
from contract_engine.web.settings import Settings
from tests.web.test_http import ASK, BASE, CALLS

EVALUATION: dict[str, Any] = {
    "subject": {"type": "party", "id": "openai"},
    "action": {"name": "serve"},
    "resource": {"type": "product", "id": "stateless_api"},
    "context": {"on": "2025-11-15", "cloud": "aws"},
}
EVALUATE = "/access/v1/evaluation"
SENT = [(f"{BASE}/{name}", body) for name, body in CALLS] + [
    (EVALUATE, EVALUATION),
    (EVALUATE, {**EVALUATION, "context": {"time": "2025-11-15T10:00:00Z", "cloud": "aws"}}),
    ("/access/v1/search/action", {k: v for k, v in EVALUATION.items() if k != "action"}),
    (f"{BASE}/ask", {"question": "Can OpenAI serve its API on AWS on 15 November 2025?"}),
]


@pytest.fixture
def app() -> FastAPI:
    return create_app(Settings(rules=("microsoft-openai",)))


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as found:
        yield found


def worked_out(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the engine is asked from now on."""
    asked: list[object] = []
    worker = app.state.server.worker
    run = worker.run

    async def running(work: Any) -> Any:
        asked.append(work)
        return await run(work)

    monkeypatch.setattr(worker, "run", running)
    return asked


def numbers(client: TestClient) -> dict[str, float]:
    lines = client.get("/metrics").text.splitlines()
    split = (line.rpartition(" ") for line in lines if not line.startswith("#"))
    found = {name: float(number) for name, _, number in split}
    return {k: v for k, v in found.items() if "_total" in k or "_seconds_count" in k}


@pytest.mark.parametrize(("path", "body"), SENT)
def test_what_is_sent_again_is_the_same_and_counted_as_before(
    app: FastAPI,
    client: TestClient,
    path: str,
    body: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = worked_out(app, monkeypatch)
    none = numbers(client)
    first = client.post(path, json=body)
    once = numbers(client)
    second = client.post(path, json=body)
    twice = numbers(client)
    assert len(asked) == 1
    assert (first.status_code, first.headers.raw, first.content) == (
        second.status_code,
        second.headers.raw,
        second.content,
    )
    first_time = {k: v - none.get(k, 0) for k, v in once.items()}
    assert {k: v - once.get(k, 0) for k, v in twice.items()} == first_time


def test_a_body_that_is_otherwise_is_another_request(
    app: FastAPI, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = worked_out(app, monkeypatch)
    content = json.dumps(ASK).encode()
    sent: list[tuple[bytes, dict[str, str], int]] = [
        (content, {"Content-Type": "application/json"}, 200),
        (content + b" ", {"Content-Type": "application/json"}, 200),
        (content, {"Content-Type": "text/plain"}, 400),
        (content, {}, 400),
        (content.replace(b"2025", b"2026"), {"Content-Type": "application/json"}, 200),
    ]
    answers = [
        client.post(f"{BASE}/ask", content=body, headers=headers) for body, headers, _ in sent
    ]
    assert [each.status_code for each in answers] == [status for *_, status in sent]
    assert len(asked) == 3
    assert client.post(f"{BASE}/ask?x=1", json=ASK).status_code == 200
    assert len(asked) == 4


def test_what_hangs_on_the_day_it_is_asked_is_worked_out_each_time(
    app: FastAPI, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = worked_out(app, monkeypatch)
    for _ in range(2):
        assert client.post(EVALUATE, json={**EVALUATION, "context": {}}).status_code == 200
    assert len(asked) == 2


def test_other_rules_are_asked_anew(tmp_path: Path) -> None:
    text = (Path(__file__).parent / "agreements" / "lease.yaml").read_text()
    rules = tmp_path / "lease.yaml"
    rules.write_text(text)
    app = create_app(Settings(rules=(str(rules),)))
    path, body = "/v1/agreements/lease/ask", {"ask": "tenant sublet", "on": "2026-01-01"}
    with TestClient(app) as client:
        assert client.post(path, json=body).json()["verdict"] == "prohibited"
        for said in (text.replace("must not", "may"), "broken: ["):
            rules.write_text(said)
            app.state.server.library.refresh()
            assert client.post(path, json=body).json()["verdict"] == "permitted"


def test_what_a_draft_says_is_not_what_the_rules_say() -> None:
    lease = str(Path(__file__).parent / "agreements" / "lease.yaml")
    with TestClient(create_app(Settings(rules=(lease,)))) as found:
        path, body = "/v1/agreements/lease/ask", {"ask": "tenant sublet", "on": "2026-01-01"}
        for _ in range(2):
            drafted = found.post(path, json={**body, "with": ["new"]})
            assert drafted.json()["verdict"] == "permitted"
            assert found.post(path, json=body).json()["verdict"] == "prohibited"


def test_where_a_log_is_kept_every_answer_is_written_down(tmp_path: Path) -> None:
    log = tmp_path / "answers.log"
    with TestClient(create_app(Settings(rules=("microsoft-openai",), log=str(log)))) as client:
        for _ in range(3):
            assert client.post(f"{BASE}/ask", json=ASK).status_code == 200
    assert len(log.read_text().splitlines()) == 3


def test_what_is_kept_has_its_room(
    app: FastAPI, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = worked_out(app, monkeypatch)
    size = len(client.post(f"{BASE}/ask", json=ASK).content)
    monkeypatch.setattr(repeats, "ROOM", 4 * size)
    others = [{**ASK, "on": f"2025-11-{day:02}"} for day in range(16, 26)]
    for body in others:
        client.post(f"{BASE}/ask", json=body)
    asked.clear()
    client.post(f"{BASE}/ask", json=others[-1])
    assert not asked, "the last is kept"
    client.post(f"{BASE}/ask", json=ASK)
    assert len(asked) == 1, "the one asked longest ago has made room"
    monkeypatch.setattr(repeats, "LARGEST", size // 2)
    for _ in range(2):
        client.post(f"{BASE}/ask", json={**ASK, "on": "2025-12-24"})
    assert len(asked) == 3, "what is too large is not kept"
