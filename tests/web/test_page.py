"""The page: every view at an address that holds its state, with its data beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from contract_engine.web.app import create_app
from contract_engine.web.settings import Settings

BASE = "/agreements/microsoft-openai"
ASKED = "ask?act=openai+serve&on=2025-11-15&f.product=stateless_api&f.cloud=aws"
VIEWS = [
    "ask",
    ASKED,
    "ask?act=openai+serve&f.product=stateless_api&f.cloud=aws",
    "ask?act=openai+serve&on=2025-11-15",
    "ask?q=Can+OpenAI+serve+its+API+on+AWS+on+15+November+2025%3F",
    "terms",
    "compare",
    "compare?on=2025-06-01&other=2026-06-01",
    "rights?on=2026-05-01&party=openai",
    "rights?on=2025-12-01&norm=must&find=revenue&sort=since",
    "whatif",
    "whatif?act=openai+serve&on=2026-06-15&f.product=stateless_api&f.cloud=aws&without=2026-04",
    "dates",
    "status",
    "sources",
    "sources/next-chapter",
    "disputes",
    "disputes/K12",
    "clauses/any-cloud",
    "check",
]
WITHOUT_DATA = ("ask", "whatif", "status")
"""Where nothing is asked yet."""


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_a_page(client: TestClient, view: str) -> None:
    """It is HTML of less than 100 kB with one first heading, and loads nothing from elsewhere."""
    response = client.get(f"{BASE}/{view}")
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/html")
    page = response.text
    assert page.count("<h1") == 1
    assert len(page) < 100_000
    assert not re.findall(r'(?:src|<link[^>]*href)="(?!/)', page)
    assert "<script>" not in page
    assert " style=" not in page
    assert "script-src 'self'" in response.headers["content-security-policy"]


@pytest.mark.parametrize("view", [each for each in VIEWS if each not in WITHOUT_DATA])
def test_the_data_of_a_view_is_beside_it(client: TestClient, view: str) -> None:
    name, _, query = view.partition("?")
    response = client.get(f"{BASE}/{name}.json?{query}")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json()


def test_words_and_form_ask_the_same(client: TestClient) -> None:
    words = client.get(f"{BASE}/{VIEWS[4]}").text
    form = client.get(f"{BASE}/{ASKED}").text
    for page in (words, form):
        assert '<p class="verdict"><span class="badge v-prohibited">prohibited</span>' in page
        assert '<option value="aws" selected>' in page
        assert 'value="2025-11-15"' in page


def test_what_is_not_understood_is_told_and_the_form_stays(client: TestClient) -> None:
    response = client.get(f"{BASE}/ask?q=Can+OpenAI+bake+bread%3F")
    assert response.status_code == 400
    assert "can't be answered yet" in response.text
    assert 'value="Can OpenAI bake bread?"' in response.text
    assert client.get(f"{BASE}/ask.json?q=Can+OpenAI+bake+bread%3F").status_code == 400


def test_the_first_address_leads_to_the_first_agreement(client: TestClient) -> None:
    assert client.get("/").url.path == f"{BASE}/ask"


def test_what_is_not_there_is_not_found(client: TestClient) -> None:
    for path in (f"{BASE}/nothing", "/agreements/nobody/ask", f"{BASE}/clauses/none"):
        assert client.get(path).status_code == 404


def test_markup_in_rules_and_questions_is_text(tmp_path: Path) -> None:
    """A label with markup in a rule file is shown, not obeyed; so are the words of a question."""
    rules = tmp_path / "lease.yaml"
    rules.write_text(
        "format: 1\nagreement: lease\ntitle: <b>Lease</b>\ngrade: contract\n"
        "parties: {tenant: {label: <i>Tenant</i>}}\nactions: {sublet: }\n"
        "instruments:\n- instrument: lease\n  kind: agreement\n  effective: 2020-01-01\n"
        "  clauses:\n    one: {text: <script>alert(1)</script>, norm: tenant may sublet}\n"
    )
    app = create_app(Settings(rules=(str(rules),)))
    with TestClient(app) as client:
        for view in ("ask?act=tenant+sublet&on=2021-01-01", "terms", "rights", "clauses/one"):
            page = client.get(f"/agreements/lease/{view}").text
            assert "&lt;b&gt;Lease" in page
            for markup in ("<b>", "<i>", "<script>"):
                assert markup not in page
        page = client.get("/agreements/lease/ask?q=<b>x</b>").text
        assert "<b>" not in page
