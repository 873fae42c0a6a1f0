"""A server of its own, asked by a real browser.

Where no Chromium is, these tests are skipped and say so; with CONTRACT_ENGINE_REQUIRE_BROWSER they
fail, as in CI.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import chromium
from tests.browser.served import served

PATIENCE = 20_000
"""So many milliseconds are waited for what is expected, beside other work."""
expect.set_options(timeout=PATIENCE)

DEADLINES = Path(__file__).parents[2] / "docs" / "deadlines"
LEASE = Path(__file__).parents[1] / "web" / "agreements" / "lease.yaml"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        why = "no Chromium is found here: install the package `chromium`"
        if os.environ.get("CONTRACT_ENGINE_REQUIRE_BROWSER"):
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with served("microsoft-openai", str(DEADLINES / "supply"), str(LEASE)) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport={"width": 1400, "height": 1000})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def plain_page(browser: Browser, address: str) -> Iterator[Page]:
    """A page in a browser that runs no script."""
    context = browser.new_context(base_url=address, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
