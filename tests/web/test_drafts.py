"""Drafts that are asked for: they count in every call, on every page and for assistants alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp.client.client import Client
from starlette.testclient import TestClient

from contract_engine.web.app import create_app
from contract_engine.web.engines import Engines
from contract_engine.web.mcp.server import server_of
from contract_engine.web.settings import Settings

ASK = {"ask": "tenant sublet", "on": "2026-01-01"}
BASE, PAGES = "/v1/agreements/lease", "/agreements/lease"
RULES = str(Path(__file__).parent / "agreements" / "lease.yaml")


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings(rules=(RULES,)))) as client:
        yield client


def test_a_call_asks_for_drafts_of_the_folder_alone(client: TestClient) -> None:
    def call(name: str, **more: object) -> Any:
        return client.post(f"{BASE}/{name}", json={**ASK, **more}).json()

    assert call("ask")["verdict"] == "prohibited"
    assert call("ask", **{"with": ["new"]})["verdict"] == "permitted"
    worlds = call("whatif", change={"with": ["new"]})
    assert [worlds[each]["verdict"] for each in ("first", "second")] == ["prohibited", "permitted"]
    for name in ("old", "nev", RULES):
        refused = call("ask", **{"with": [name]})
        assert [(p["code"], p["pointer"]) for p in refused["errors"]] == [("E349", "/with")]
    drafts = client.get(BASE).json()["drafts"]
    assert drafts == [{"id": "new", "title": "Second lease", "effective": "2025-01-01"}]


def test_a_batch_counts_drafts_in_every_line(client: TestClient) -> None:
    """What is asked for that isn't there is refused before any line is answered."""
    lines = "\n".join([json.dumps(ASK), json.dumps({**ASK, "on": "2021-01-01"})])
    for query, verdicts in (
        ("", ["prohibited", "prohibited"]),
        ("?with=new", ["permitted", "prohibited"]),
    ):
        response = client.post(f"{BASE}/batch{query}", content=lines)
        found = [json.loads(line)["verdict"] for line in response.text.splitlines()]
        assert found == verdicts
    refused = client.post(f"{BASE}/batch?with=nev", content=lines)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["help"] == "did you mean `new`?"


@pytest.mark.parametrize(
    ("view", "without", "counted"),
    [
        ("ask?act=tenant+sublet&on=2026-01-01", "v-prohibited", "v-permitted"),
        ("ask?q=May+the+tenant+sublet+on+1+January+2026%3F", "v-prohibited", "v-permitted"),
        ("ask?act=tenant+sublet", "through 31", "v-permitted"),
        ("terms?on=2026-01-01", "Nobody else", "The tenant may sublet."),
        ("rights?on=2026-01-01", "must not", "The tenant may sublet."),
        ("compare", "1 January 2020", "<del>Nobody else"),
        ("dates", "1 January", "Second lease</strong> takes effect"),
        ("clauses/bar", "Nobody else", "Replaced by"),
        ("check", "1 instrument", "2 instruments"),
    ],
)
def test_a_view_counts_a_draft_and_says_so(
    client: TestClient, view: str, without: str, counted: str
) -> None:
    """Each link and form of it keeps the draft; one leaves it out again."""
    plain = client.get(f"{PAGES}/{view}").text
    assert without in plain or view == "ask?act=tenant+sublet"
    assert counted not in plain
    assert "Proposed, and not counted: Second lease (from 1 January 2025)" in plain
    page = client.get(f"{PAGES}/{view}{'&' if '?' in view else '?'}with=new").text
    assert counted in page
    assert "Counted though only proposed: <strong>Second lease (from 1 January 2025)" in page
    body = page[page.index("<body>") :]
    links = [each.split('"')[0] for each in body.split('href="')[1:]]
    own = [link for link in links if link.startswith("/agreements/")]
    assert [link for link in own if "with=new" not in link] == [
        each.split('"')[0] for each in body.split('href="') if '">leave it out' in each[:200]
    ]
    assert body.count('method="get"') == body.count('<input type="hidden" name="with" value="new">')


def test_two_worlds_of_which_one_has_the_draft(client: TestClient) -> None:
    page = client.get(f"{PAGES}/whatif?act=tenant+sublet&on=2026-01-01&with=new").text
    assert "It would be permitted instead of prohibited" in page
    assert '<input type="checkbox" name="with" value="new" checked> Second lease' in page


def test_a_draft_that_is_not_there_is_told_once(client: TestClient) -> None:
    response = client.get(f"{PAGES}/terms?with=nev")
    assert response.status_code == 400
    assert "did you mean <code>new</code>?" in response.text
    assert "with=nev" not in response.text
    data = client.get(f"{PAGES}/terms.json?with=nev").json()
    assert [each["code"] for each in data["errors"]] == ["E349"]


def test_an_assistant_counts_drafts() -> None:
    """It reads of them in the list, and asks with them by name."""

    async def asked() -> None:
        engines = Engines(Settings(rules=(RULES,)))
        async with Client(server_of(engines)) as client:
            listed = await client.call_tool("list_agreements", {})
            assert listed.structured_content is not None
            assert listed.structured_content["agreements"][0]["drafts"][0]["id"] == "new"
            for with_, verdict in (([], "prohibited"), (["new"], "permitted")):
                found = await client.call_tool("ask", {**ASK, "with": with_})
                assert found.structured_content is not None
                assert found.structured_content["verdict"] == verdict
            worlds = await client.call_tool("what_if", {**ASK, "change": {"with": ["new"]}})
            assert worlds.structured_content is not None
            assert worlds.structured_content["second"]["verdict"] == "permitted"
        engines.worker.close()

    anyio.run(asked)
