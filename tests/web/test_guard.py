"""Who may ask, and by which name: before anything else is looked at."""

from __future__ import annotations

import json
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from contract_engine.web.app import create_app
from contract_engine.web.http.guard import host_name
from contract_engine.web.settings import Settings
from tests.web.running import serving

LEASE = str(Path(__file__).parent / "agreements" / "lease.yaml")
ADDRESSES = ("/v1/agreements", "/agreements/lease/ask", "/mcp", "/healthz", "/static/style.css")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("localhost", "localhost"),
        ("LocalHost:8000", "localhost"),
        ("localhost.:80", "localhost"),
        ("127.0.0.1:8000", "127.0.0.1"),
        ("[::1]:8000", "::1"),
        ("::1", "::1"),
        ("evil.example", "evil.example"),
        ("localhost.evil.example:8000", "localhost.evil.example"),
        ("", ""),
    ],
)
def test_the_name_in_a_host_header(said: str, name: str) -> None:
    assert host_name(said) == name


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_server_of_this_machine_answers_to_its_own_names_alone(address: str) -> None:
    """Another name that was made to lead here reads nothing, from no address."""
    app = create_app(Settings(rules=(LEASE,), hosts=("localhost", "::1")))
    with TestClient(app, base_url="http://localhost:8000") as client:
        for host in ("localhost", "LOCALHOST:8000", "[::1]:8000"):
            assert client.head(address, headers={"Host": host}).status_code != 421
        for host in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8000", ""):
            refused = client.get(address, headers={"Host": host})
            assert refused.status_code == 421
            assert refused.headers["content-type"] == "application/problem+json"
            assert "--allow-host" in refused.json()["detail"]
            assert "Lease" not in refused.text


def test_no_second_host_opens_what_the_first_does_not() -> None:
    app = create_app(Settings(rules=(LEASE,), hosts=("localhost",)))
    with TestClient(app, base_url="http://localhost") as client:
        for pair in (("localhost", "evil.example"), ("evil.example", "localhost")):
            headers = [("host", each) for each in pair]
            assert client.get("/v1/agreements", headers=headers).status_code == 421


def test_the_command_takes_more_names() -> None:
    with serving(LEASE, "--allow-host", "contracts.example.com, other.example") as running:
        for host, status in (
            ("contracts.example.com", 200),
            ("other.example:443", 200),
            ("127.0.0.1", 200),
            ("evil.example", 421),
        ):
            address = f"{running.address}/v1/agreements"
            assert httpx2.get(address, headers={"Host": host}).status_code == status


def test_a_token_stands_in_its_header_alone() -> None:
    """Not in an address; and nothing that is told, or printed of the settings, has it."""
    settings = Settings(rules=(LEASE,), tokens=("a-secret",))
    assert "a-secret" not in repr(settings)
    with TestClient(create_app(settings)) as client:
        for query in ("token", "access_token", "authorization"):
            refused = client.get("/v1/agreements", params={query: "a-secret"})
            assert refused.status_code == 401
            assert "a-secret" not in refused.text + json.dumps(dict(refused.headers))
        wrong = client.get("/v1/agreements", headers={"Authorization": "Bearer b-secret"})
        assert wrong.status_code == 401
        assert "b-secret" not in wrong.text
        found = client.get("/agreements/lease/ask", headers={"Authorization": "Bearer a-secret"})
        assert found.status_code == 200
        assert "a-secret" not in found.text
