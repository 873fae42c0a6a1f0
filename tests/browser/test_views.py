"""What is true of every view: nobody is shut out, nothing is cut off or fetched elsewhere."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.views import QUESTION, REFUSED, VIEWS, WIDTHS

pytestmark = pytest.mark.long

EVERY = pytest.mark.parametrize("view", VIEWS)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
OPENED = "document.querySelectorAll('details').forEach((each) => each.open = true)"
SIZE = "performance.getEntries().reduce((sum, each) => sum + (each.encodedBodySize || 0), 0)"
CONTROLS = "button:visible, input:visible, select:visible, textarea:visible, nav:visible"


def findings(page: Page, options: dict[str, list[str]]) -> list[str]:
    """What axe finds: each rule with the places that break it."""
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {[node['html'] for node in each['nodes'][:3]]}" for each in found]


@EVERY
def test_a_view_at_every_width(page: Page, address: str, view: str) -> None:
    """Axe finds nothing in it (WCAG 2.2 AA and best practices), in the dark neither.

    It never scrolls sideways; all it loads is its own, under 60 kB; its console stays empty; it is
    printed without its controls.
    """
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        response = page.goto(VIEWS[view])
        assert response is not None
        assert response.status == REFUSED.get(view, 200)
        assert page.locator("h1").count() == 1
        page.evaluate(OPENED)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert findings(page, RULES) == [], width
    assert page.evaluate(SIZE) < 60_000
    assert [url for url in asked if not url.startswith(address)] == []
    # The browser notes by itself that a page is an error.
    assert [each for each in said if "Failed to load resource" not in each] == []
    page.emulate_media(color_scheme="dark")
    assert findings(page, COLOURS) == []
    page.emulate_media(media="print", color_scheme="light")
    assert page.locator("h1").is_visible()
    assert page.locator(CONTROLS).count() == 0


@EVERY
def test_every_view_is_whole_without_scripts(plain_page: Page, view: str) -> None:
    plain_page.goto(VIEWS[view])
    assert plain_page.locator("main h1").inner_text()
    assert plain_page.locator("[data-print]:visible, #slide:visible").count() == 0


def test_an_answer_is_a_page_to_print(page: Page) -> None:
    """It has the address of each source, and fits two sheets of paper."""
    page.emulate_media(media="print")
    page.goto(QUESTION)
    assert page.locator(".address").first.is_visible()
    sheets = page.pdf().count(b"/Type /Page\n")
    assert 1 <= sheets <= 2
