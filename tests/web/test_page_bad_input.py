"""Whatever an address says, a page says what is wrong with it: never an error of the server."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from contract_engine.web.page.state import state_of

BASE = "/agreements/microsoft-openai"
ODD = {
    "on": ["zzz", "2025-13-45", "9999-12-31", "0001-01-01", "\x00"],
    "other": ["zzz", "0001-01-01"],
    "q": ["<i>", "\x00", "é" * 300],
    "act": ["zzz", "openai zzz", "<i>"],
    "party": ["zzz"],
    "from": ["zzz", "9999-12-31"],
    "through": ["zzz", "0001-01-01"],
    "find": ["<i>"],
    "norm": ["zzz"],
    "sort": ["zzz"],
    "history": ["zzz", "\x00", "<i>"],
    "rules": ["zzz", "\x00", "<i>", "format: 1"],
    "scenarios": ["zzz", "\x00", "<i>", "format: 1"],
    "under": ["zzz"],
    "known": ["zzz", "0001-01-01"],
    "evidence": ["zzz"],
    "without": ["zzz"],
    "f.cloud": ["zzz", "<i>"],
    "f.none": ["zzz"],
    "f.": ["zzz"],
    "f.agi_verified": ["zzz", "0001-01-01"],
    "r.api_scope": ["zzz"],
    "r.none": ["zzz"],
}
READ = {
    "ask": ("q", "act", "on", "under", "known", "evidence", "without", "f", "r"),
    "terms": ("on", "under", "known", "evidence", "without", "f", "r"),
    "rights": ("on", "party", "find", "norm", "sort", "f", "r"),
    "compare": ("on", "other"),
    "whatif": ("act", "on", "under", "known", "evidence", "without", "f", "r"),
    "dates": ("from", "through", "party", "history", "f"),
    "status": ("history",),
    "check": ("rules", "scenarios"),
}
"""The names that a view reads, but for compare: what it shares with terms is tried there."""


@pytest.mark.parametrize("view", READ)
def test_odd_values_are_told_or_passed_over(client: TestClient, view: str) -> None:
    """Of each name that a view reads every odd value, beside a question where it takes one."""
    asked = {"act": "openai build_capacity", "on": "2025-06-01"}
    beside = asked if view in ("ask", "whatif") else {}
    for name, values in ODD.items():
        if name.split(".")[0] in READ[view]:
            for value in values:
                response = client.get(f"{BASE}/{view}", params={**beside, name: value})
                assert response.status_code in (200, 400), (name, value, response.text[:500])
                assert response.headers["content-type"].startswith("text/html")
                assert response.text.count("<h1") == 1
                assert "<i>" not in response.text


@pytest.mark.parametrize("ending", ["json", "csv", "xlsx", "ics"])
def test_what_is_wrong_with_a_download_is_a_problem(client: TestClient, ending: str) -> None:
    response = client.get(f"{BASE}/dates.{ending}?from=zzz")
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"


def test_a_file_that_is_no_text_is_told_on_the_page(client: TestClient) -> None:
    response = client.post(f"{BASE}/status", files={"file": ("h.yaml", b"\xff\xfe\x00")})
    assert response.status_code == 400
    assert response.headers["content-type"].startswith("text/html")
    assert "not UTF-8" in response.text


def test_a_form_without_its_file_is_told(client: TestClient) -> None:
    assert client.post(f"{BASE}/status").status_code == 400


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_lines_of_a_field_may_end_as_a_browser_or_a_file_has_them(end: str) -> None:
    state = state_of("supply", [("history", f"format: 1{end}history: []"), ("q", "a\x00b\u2028c")])
    assert state.history == "format: 1\nhistory: []"
    assert state.q == "a\ufffdb\ufffdc"
