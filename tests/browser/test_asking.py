"""What a person does with the page: each with a mouse or the keyboard, some without scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.served import served
from tests.browser.views import BROKEN, EXPECTED, LEASE, NOTHING_CAME, QUESTION, SHIPPED, SUPPLY

pytestmark = pytest.mark.long

WORDS = "Can OpenAI serve its API on AWS on 15 November 2025?"
NO = "No: on 15 November 2025 OpenAI must not serve its stateless API on AWS."


def test_the_main_question_in_words_by_keyboard_alone(page: Page) -> None:
    """What is typed is understood as it is typed; the answer is the first heading."""
    page.goto("/")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    page.keyboard.type(WORDS)
    expect(page.locator("#understood")).to_contain_text("cloud: AWS")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(NO)
    expect(page.locator(".verdict")).to_contain_text("prohibited")
    assert page.locator("#answer .clause").count() >= 1


def test_words_that_are_not_understood_offer_others(page: Page) -> None:
    page.goto(f"{SHIPPED}/ask")
    page.locator("#q").press_sequentially("Can OpenAI serve bread?")
    offer = page.locator("#understood a").first
    expect(offer).to_be_visible()
    offer.click()
    expect(page.locator("#q")).to_have_value("Can OpenAI serve?")
    expect(page.locator("h1")).to_be_visible()


def test_the_main_question_by_the_form(page: Page) -> None:
    """A choice asks at once."""
    page.goto(f"{SHIPPED}/ask")
    page.locator("#act").select_option(label="OpenAI: serve a product to customers")
    expect(page.locator("h1")).to_contain_text("The answer over the years")
    page.locator("#f\\.cloud").select_option("aws")
    page.locator("#f\\.product").select_option("stateless_api")
    page.locator("#on").fill("2025-11-15")
    page.get_by_role("button", name="Answer").click()
    expect(page.locator("h1")).to_have_text(NO)
    assert "f.customer" not in page.url  # an address holds what is said, and nothing else


def test_the_form_needs_no_script(plain_page: Page) -> None:
    plain_page.goto(f"{SHIPPED}/ask?act=openai+serve")
    plain_page.locator("#f\\.cloud").select_option("aws")
    plain_page.locator("#f\\.product").select_option("stateless_api")
    plain_page.locator("#on").fill("2025-11-15")
    plain_page.get_by_role("button", name="Answer").click()
    expect(plain_page.locator("h1")).to_have_text(NO)


def test_a_switch_is_turned(page: Page) -> None:
    page.goto(QUESTION)
    page.locator(".assumed li", has_text="Microsoft consents").get_by_text("suppose yes").click()
    expect(page.locator(".verdict")).to_contain_text("permitted")


def test_what_would_make_it_permitted_asks_just_that(page: Page) -> None:
    page.goto(QUESTION)
    page.get_by_role("link", name="on 27 April 2026").click()
    expect(page.locator(".verdict")).to_contain_text("permitted")


def test_the_day_is_moved_along_the_bar(page: Page) -> None:
    """By the keys of the slider, and by the interval itself."""
    page.goto(QUESTION)
    page.locator("#slide").focus()
    page.keyboard.press("End")
    expect(page.locator(".verdict")).to_contain_text("permitted")
    page.locator(".bar a").first.click()
    expect(page.locator(".verdict")).to_contain_text("not addressed")


def test_what_changed_in_october_2025(page: Page) -> None:
    """Asked in words, it is the terms and answers of two days, with an example for each."""
    page.goto(f"{SHIPPED}/ask")
    page.locator("#q").fill("What changed in October 2025?")
    page.keyboard.press("Enter")
    title = "What changed between 30 September 2025 and 31 October 2025"
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("main")).to_contain_text("The next chapter took effect on 28 October 2025")
    turn = page.locator(".turns li").nth(1)
    expect(turn).to_contain_text("another cloud")
    turn.locator(".turn a").nth(1).click()
    expect(page.locator(".verdict")).to_contain_text("permitted")


def test_terms_are_compared(plain_page: Page) -> None:
    """One day against another as a redline, chosen by day or by instrument; without scripts."""
    page = plain_page
    page.goto(f"{SHIPPED}/terms?on=2025-06-01")
    page.locator("#other").fill("2026-06-01")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("h1")).to_contain_text("between 1 June 2025 and 1 June 2026")
    assert page.locator(".redline del").count() > 10
    assert page.locator(".redline ins").count() > 10
    page.locator("summary").first.click()
    page.get_by_role("link", name="28 October 2025").first.click()
    expect(page.locator("h1")).to_contain_text("between 27 October 2025 and 28 October 2025")


def test_who_owes_revenue_share(page: Page) -> None:
    page.goto(f"{SHIPPED}/rights?on=2025-12-01")
    page.locator("#norm").select_option("must")
    page.locator("#find").fill("revenue")
    page.keyboard.press("Enter")
    norms = page.locator(".register tbody tr td:first-child")
    expect(norms.first).to_contain_text("OpenAI must share revenue")
    assert all("share" in text for text in norms.all_inner_texts())


@pytest.mark.parametrize(
    ("view", "name", "begins"),
    [
        ("rights?on=2026-05-01", "CSV", b"clause,instrument,text,norms"),
        ("rights?on=2026-05-01", "Excel", b"PK"),
        ("terms", "CSV", b"clause,instrument,text,norms"),
        ("dates", "CSV", b"day,what,party"),
        ("dates", "calendar (.ics)", b"BEGIN:VCALENDAR"),
    ],
)
def test_registers_are_downloaded(page: Page, view: str, name: str, begins: bytes) -> None:
    page.goto(f"{SHIPPED}/{view}")
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    file = download.value
    assert re.fullmatch(r"microsoft-openai-[a-z0-9-]+\.(csv|xlsx|ics)", file.suggested_filename)
    assert Path(file.path()).read_bytes().startswith(begins)


def test_a_history_is_pasted(page: Page) -> None:
    page.goto(f"{SUPPLY}/status")
    page.locator("#history").fill(NOTHING_CAME)
    page.get_by_role("button", name="Tell the status").click()
    expect(page.locator("h1")).to_contain_text("The seller is in breach")
    expect(page.locator(".register")).to_contain_text("missed")
    page.get_by_role("link", name="All dates of this history").click()
    expect(page.locator(".days")).to_contain_text("due")


def test_a_history_is_uploaded_without_scripts(plain_page: Page, tmp_path: Path) -> None:
    """Its address then holds it; a file that is no history is told, and nothing is lost."""
    file = tmp_path / "history.yaml"
    file.write_text(NOTHING_CAME)
    plain_page.goto(f"{SUPPLY}/status")
    plain_page.locator("#file").set_input_files(file)
    plain_page.get_by_role("button", name="Upload").click()
    expect(plain_page.locator("h1")).to_contain_text("The seller is in breach")
    assert "history=" in plain_page.url
    file.write_text("through: [")
    plain_page.locator("#file").set_input_files(file)
    plain_page.get_by_role("button", name="Upload").click()
    expect(plain_page.locator(".problems")).to_be_visible()
    expect(plain_page.locator("#history")).to_have_value("through: [")


def test_a_mistake_in_pasted_rules_is_found_and_mended(page: Page) -> None:
    """The link of a finding chooses its line, and what is mended is checked again."""
    page.goto(f"{SHIPPED}/check")
    page.locator("#rules").fill(BROKEN)
    page.locator("#scenarios").fill(EXPECTED)
    page.get_by_role("button", name="Check").click()
    expect(page.locator("h1")).to_contain_text("can't be read yet: 1 mistake")
    page.get_by_role("link", name="line 11").click()
    chosen = "(field) => field.value.slice(field.selectionStart, field.selectionEnd)"
    line = page.locator("#rules").evaluate(chosen)
    assert line.strip().endswith("norm: tennant must not sublet}")
    page.locator("#rules").fill(BROKEN.replace("tennant", "tenant"))
    page.get_by_role("button", name="Check").click()
    expect(page.locator("main")).to_contain_text("1 of 2 scenarios did not hold.")
    expect(page.locator("main")).to_contain_text("expected permitted, got prohibited")


def test_rules_are_checked_without_scripts(plain_page: Page) -> None:
    plain_page.goto(f"{SHIPPED}/check")
    plain_page.get_by_role("button", name="Check").click()
    expect(plain_page.locator("main")).to_contain_text("2 scenarios: all held.")


def test_two_worlds_stand_side_by_side(page: Page) -> None:
    page.goto(
        f"{SHIPPED}/whatif?act=openai+serve&on=2026-06-15&f.product=stateless_api&f.cloud=aws"
    )
    page.get_by_label("2026-04 The next phase").check()
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("h1")).to_have_text("It would be prohibited instead of permitted")
    assert page.locator(".worlds .card").count() == 2


def test_a_draft_is_counted_and_left_out_again(plain_page: Page) -> None:
    """It stays counted on the way through other views and forms; without scripts."""
    page = plain_page
    page.goto(f"{LEASE}/ask?act=tenant+sublet&on=2026-01-01")
    expect(page.locator(".verdict")).to_contain_text("prohibited")
    page.get_by_role("link", name="count it").click()
    expect(page.locator(".verdict")).to_contain_text("permitted")
    page.get_by_role("link", name="may", exact=True).click()
    page.get_by_role("link", name="Rights and duties").click()
    expect(page.locator(".register")).to_contain_text("The tenant may sublet.")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".register")).to_contain_text("The tenant may sublet.")
    page.get_by_role("link", name="leave it out").click()
    expect(page.locator(".register")).not_to_contain_text("The tenant may sublet.")
    page.get_by_role("link", name="what it would change").click()
    expect(page.locator("del")).to_have_text("Nobody else lives here.")


def test_answers_lead_to_clauses_sources_and_disputes(page: Page) -> None:
    page.goto(QUESTION)
    page.get_by_role("link", name="api-exclusive-azure").click()
    expect(page.locator("h1")).to_have_text("OpenAI's API is exclusive to Azure and runs on Azure.")
    page.locator("blockquote a").first.click()
    expect(page.locator("h1")).to_contain_text("Microsoft and OpenAI evolve partnership")
    page.goto(QUESTION)
    page.get_by_role("link", name="Did the API run only on Azure in 2025?").click()
    expect(page.locator("main")).to_contain_text("Better supported")


def test_a_saved_mistake_is_told_and_the_good_rules_stay(page: Page, tmp_path: Path) -> None:
    """With --watch the page loads anew by itself, and answers by the last good rules."""
    rules = tmp_path / "lease.yaml"
    good = (
        "format: 1\nagreement: lease\ntitle: Lease\ngrade: contract\nparties: {tenant: }\n"
        "actions: {sublet: }\ninstruments:\n- instrument: lease\n  kind: agreement\n"
        "  effective: 2020-01-01\n  clauses:\n    one: {text: One., norm: tenant may sublet}\n"
    )
    rules.write_text(good)
    with served(str(rules), "--watch") as address:
        page.goto(f"{address}/agreements/lease/check")
        expect(page.locator("h1")).not_to_contain_text("can't be read")
        rules.write_text(good.replace("tenant may sublet", "tenant may sing"))
        expect(page.locator("h1")).to_have_text("The rules that were saved can't be read")
        expect(page.locator(".findings")).to_contain_text("sing")
        page.goto(f"{address}/agreements/lease/ask?act=tenant+sublet&on=2021-01-01")
        expect(page.locator(".verdict")).to_contain_text("permitted")
        expect(page.locator(".warning")).to_be_visible()
        rules.write_text(good)
        expect(page.locator(".warning")).to_have_count(0)
