"""The page: every view at an address that holds its state, with its data beside it."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from starlette.testclient import TestClient

import contract_engine.web.page as page_of
from contract_engine.render.styles import VERDICTS
from contract_engine.web.app import create_app
from contract_engine.web.page.downloads import to_xlsx
from contract_engine.web.page.view import Sheet
from contract_engine.web.page.views import BESIDE, TITLES
from contract_engine.web.page.views import ONE as SERVED_ONE
from contract_engine.web.page.views import VIEWS as SERVED
from contract_engine.web.settings import Settings
from tests.browser.views import VIEWS as IN_A_BROWSER
from tests.web.test_page_bad_input import READ

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


def test_every_view_there_is_is_here_in_the_menu_and_before_a_browser() -> None:
    one_each = {f"{view}/" for view in SERVED_ONE}
    plain = {*SERVED, *BESIDE}
    for listed in (VIEWS, [address.split("/", 3)[3] for address in IN_A_BROWSER.values()]):
        paths = {each.partition("?")[0] for each in listed}
        assert plain <= paths
        assert one_each <= {f"{path.partition('/')[0]}/" for path in paths if "/" in path}
    assert set(TITLES) == plain
    assert set(READ) <= plain


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


def test_a_page_is_compressed_for_who_takes_that(client: TestClient) -> None:
    """The API is not: its answers are short."""
    for address in (f"{BASE}/terms", "/static/style.css", "/api"):
        for taken in ("gzip", "identity"):
            response = client.get(address, headers={"Accept-Encoding": taken})
            assert response.headers.get("content-encoding", "identity") == taken
    answer = client.get("/v1/agreements", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    ("words", "sentence", "shown", "hidden"),
    [
        (
            "What about exclusivity?",
            "The exclusivity of Azure: Which products must be on Azure has changed",
            f'<a href="{BASE}/sources/extend-partnership">OpenAI and Microsoft extend partnership',
            "contract-engine ask",
        ),
        (
            "What is Microsoft's stake in OpenAI?",
            "Microsoft's holding in OpenAI, as converted: 25 percent",
            "Stated for 30 June 2026",
            "microsoft_stake;",
        ),
        (
            "On which clouds may OpenAI serve its API on 15 November 2025?",
            "On 15 November 2025 OpenAI may serve its stateless API where the cloud is Azure",
            f'{BASE}/clauses/stateless-api-on-azure">',
            "other_cloud</",
        ),
        (
            "What happens if AGI is declared?",
            "What happens if AGI is declared?",
            "May Microsoft pursue AGI (OpenAI declares AGI",
            "openai serve: agi_declared",
        ),
    ],
)
def test_each_sort_of_answer_in_words_is_told_in_labels(
    client: TestClient, words: str, sentence: str, shown: str, hidden: str
) -> None:
    """The first sentence is true alone; clauses and sources are links, and no command is told."""
    response = client.get(f"{BASE}/ask", params={"q": words})
    assert response.status_code == 200
    page = html.unescape(response.text)
    heading = page[page.index("<h1") : page.index("</h1>")]
    assert sentence in heading
    assert shown in page
    assert hidden not in page


def test_the_examples_are_understood(client: TestClient) -> None:
    page = html.unescape(client.get(f"{BASE}/ask").text)
    offered = re.findall(r'<li><a href="([^"]*)">([^<]*\?)</a></li>', page)
    assert len(offered) >= 5
    assert any("changed in" in words for _, words in offered)
    for address, _ in offered:
        assert client.get(address).status_code == 200
    page = html.unescape(client.get(f"{BASE}/whatif").text)
    addresses = re.findall(r'<li><a href="([^"]*/whatif[^"]*)">[^<]* not been made</a></li>', page)
    assert addresses
    for address in addresses:
        assert "<h2>As it is</h2>" in client.get(address).text


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


@pytest.mark.parametrize(
    ("words", "leads"),
    [
        ("What changed in October 2025?", "compare?q=What+changed+in+October+2025%3F"),
        ("What may Microsoft do on 1 December 2025?", "rights?q="),
        ("What must OpenAI do on 1 December 2025?", "rights?q="),
        ("What are the terms on 1 June 2025?", "terms?q="),
    ],
)
def test_words_lead_to_the_view_that_shows_it(client: TestClient, words: str, leads: str) -> None:
    """The view has the words, and its data is where they lead, too."""
    for ending in ("", ".json"):
        response = client.get(f"{BASE}/ask{ending}", params={"q": words})
        assert response.status_code == 200
        view, _, query = leads.partition("?")
        assert f"{BASE}/{view}{ending}?{query}" in str(response.url)
    assert f"Asked: “{words}”" in client.get(f"{BASE}/ask", params={"q": words}).text


def test_a_question_without_a_day_is_answered_for_the_last_looked_through(
    client: TestClient,
) -> None:
    page = client.get(f"{BASE}/ask", params={"q": "Can OpenAI serve its API on AWS?"}).text
    assert "Yes: on 6 September 2026 OpenAI may serve its stateless API on AWS." in page
    assert "No day was named" in page


def test_who_does_it_is_answered_for_each_party(client: TestClient) -> None:
    page = html.unescape(
        client.get(f"{BASE}/ask", params={"q": "Who owes the revenue share?"}).text
    )
    told = page[page.index("<h1") :]
    assert "OpenAI must share revenue" in told
    assert "Microsoft need not share revenue" in told
    assert told.count("Why, until when, and what would change it") == 2


def test_what_is_left_open_is_answered_for_each_value(client: TestClient) -> None:
    words = "Can OpenAI serve its API on any cloud on 2025-12-01?"
    page = client.get(f"{BASE}/ask", params={"q": words}).text
    assert "OpenAI may serve its stateless API where the cloud is Azure" in page
    assert "f.cloud=azure" in page


def test_words_that_are_not_understood_lead_into_the_register(client: TestClient) -> None:
    page = client.get(f"{BASE}/ask", params={"q": "who bakes the revenue share?"}).text
    assert f'href="{BASE}/rights?find=revenue+share"' in page


def test_the_register_shows_what_is_asked_for(client: TestClient) -> None:
    """By norm, words and party, in the order that is asked for; its data holds the same rows."""
    asked = {"on": "2025-12-01", "norm": "must", "find": "revenue", "party": "openai"}
    rows = client.get(f"{BASE}/rights.json", params=asked).json()["rights"]
    assert [row["id"] for row in rows] == [
        "revenue-share-other-clouds",
        "revenue-share-until-verified",
    ]
    everything = client.get(f"{BASE}/rights.json?on=2025-12-01").json()["rights"]
    for by in ("since", "clause"):
        rows = client.get(f"{BASE}/rights.json?on=2025-12-01&sort={by}").json()["rights"]
        assert sorted(row["id"] for row in rows) == sorted(row["id"] for row in everything)
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    duties = client.get(f"{BASE}/rights.json?on=2025-12-01&norm=duties").json()["rights"]
    assert all(" must " in "; ".join(row["norms"]) for row in duties)
    assert 0 < len(duties) < len(everything)


def test_a_sheet_holds_what_the_view_shows(client: TestClient) -> None:
    sheet = io.StringIO(client.get(f"{BASE}/rights.csv?find=revenue").text, newline="")
    shown = client.get(f"{BASE}/rights.json?find=revenue").json()["rights"]
    assert [row[0] for row in csv.reader(sheet)] == ["clause", *(row["id"] for row in shown)]


def test_verdicts_have_the_colours_of_the_one_table() -> None:
    style = (Path(page_of.__file__).parent / "static" / "style.css").read_text("utf-8")
    light = style[: style.index("@media")]
    for verdict, look in VERDICTS.items():
        assert f"--{verdict}: {look.ink};" in light


def test_what_is_no_download_is_told(client: TestClient) -> None:
    response = client.get(f"{BASE}/sources.xlsx")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_text_that_looks_like_a_formula_stays_text() -> None:
    sheet = Sheet("x", ("text", "day"), (("=1+1", date(2025, 10, 28)), ("https://x", None)))
    with ZipFile(io.BytesIO(to_xlsx(sheet))) as book:
        cells = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in cells
        assert "hyperlink" not in cells
        assert "=1+1" in book.read("xl/sharedStrings.xml").decode()


def test_the_calls_have_a_page(client: TestClient) -> None:
    """Every operation of the OpenAPI document stands on it, with the keys of its body."""
    page = client.get("/api").text
    assert page.count("<h1") == 1
    for path, item in client.get("/openapi.json").json()["paths"].items():
        for method in item:
            assert f"<code>{method.upper()} {path}</code>" in page
    assert "only what was published by this day" in page
    assert "<script" not in page


NARROW = "“API” is read as the stateless API; as to a stateful API, it is disputed."


@pytest.mark.parametrize(
    "asked",
    [
        "Can OpenAI serve its API on AWS on 15 November 2025?",
        "Can OpenAI serve its API on AWS on 15 November 2025 and on 1 June 2026?",
    ],
)
def test_a_word_that_is_read_narrowly_says_so(client: TestClient, asked: str) -> None:
    assert NARROW in client.get(f"{BASE}/ask", params={"q": asked}).text


def test_what_a_step_says_of_time_stands_on_each_view() -> None:
    """Of two clauses, one of which replaces the other, a redline shows what is otherwise."""
    rules = Path(__file__).parent / "agreements" / "payment.yaml"
    with TestClient(create_app(Settings(rules=(str(rules),)))) as sale:

        def words(path: str) -> str:
            text = sale.get(f"/agreements/payment/{path}").text
            main = re.sub(r"<[^>]+>", " ", text.partition("<main")[2])
            return " ".join(main.split())

        red = words("compare?on=2024-12-31&other=2025-01-01")
        assert "Due 30 days after it opened" in red
        assert "Due 45 days after it opened" in red
        assert "When missed" not in red, "both say the same"
        for path in ("terms?on=2025-01-01", "clauses/price-2025"):
            told = words(path)
            assert "Opened by The seller: deliver the goods" in told
            assert "Due 45 days after it opened" in told
            assert "When missed a breach by the buyer" in told
            assert "price-2025 is open" not in told


def test_examples_say_what_is_done(client: TestClient) -> None:
    """A verb alone (`serve`) tells a stranger little: an example has the act's label."""
    page = client.get(f"{BASE}/ask").text
    assert "Can OpenAI serve a product to customers on 6 September 2026?" in page


def test_what_is_left_out_is_told_by_its_title(client: TestClient) -> None:
    asked = {"act": "openai serve", "on": "2026-06-15", "f.cloud": "aws", "without": "2026-04"}
    for view in ("ask", "whatif"):
        page = html.unescape(client.get(f"{BASE}/{view}", params=asked).text)
        assert "without “The next phase”" in page


def test_a_clause_that_is_replaced_later_says_from_when(client: TestClient) -> None:
    """Its instrument is in effect since 2025, and it begins in 2031."""
    text = client.get(f"{BASE}/rights?on=2026-09-06").text
    assert "(<a" in text
    told = " ".join(re.sub(r"<[^>]+>", "", text).split())
    assert "replaced by azure-openai-service-2032 (The next chapter) from 1 January 2031" in told


def test_answers_to_a_question_of_no_day_say_so(client: TestClient) -> None:
    page = client.get(f"{BASE}/ask", params={"q": "Who owes revenue share?"}).text
    assert "No day was named" in page
    assert "OpenAI goes on paying Microsoft a revenue share" in page


def test_what_is_not_addressed_is_said_once(client: TestClient) -> None:
    page = client.get(f"{BASE}/compare?on=2025-09-30&other=2025-10-31").text
    assert page.count("where no clause in force says anything") == 1


@pytest.mark.parametrize(
    "asked",
    [
        "What would it take for OpenAI to be allowed to serve its API on AWS on 15 November 2025?",
        "Why can't OpenAI serve its API on AWS on 15 November 2025?",
    ],
)
def test_how_else_is_told_with_the_answer(client: TestClient, asked: str) -> None:
    """The page of an answer has what would turn it: both requests of the words stand there."""
    page = client.get(f"{BASE}/ask", params={"q": asked}).text
    assert (
        "<h1>No: on 15 November 2025 OpenAI must not serve its stateless API on AWS.</h1>" in page
    )
    assert "What would make it permitted" in page
    assert "openai serve on" not in page, "names are for the command line"


def test_what_is_not_understood_leads_elsewhere(client: TestClient) -> None:
    page = client.get(f"{BASE}/ask", params={"q": "terms of 1 June 2025 against 1 June 2026"})
    assert page.status_code == 400
    assert "any two days against each other" in page.text


def test_what_is_supposed_stands_above_a_register(client: TestClient) -> None:
    """An address may leave out an instrument, and who is sent it must see that it does."""
    asked = {"on": "2026-06-15", "without": "2026-04", "f.cloud": "aws"}
    for view in ("terms", "rights"):
        page = html.unescape(client.get(f"{BASE}/{view}", params=asked).text)
        assert "Supposed: cloud: AWS; without “The next phase”." in page
        assert "Supposed" not in client.get(f"{BASE}/{view}?on=2026-06-15").text
