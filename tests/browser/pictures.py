"""Views of the page -> pictures of them: `python -m tests.browser.pictures FOLDER`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

from tests.browser.chromium import chromium
from tests.browser.served import served
from tests.browser.views import VIEWS


@dataclass(frozen=True)
class Picture:
    """A view, a window to see it through, and in which colours."""

    view: str
    width: int = 1200
    height: int = 900
    scheme: Literal["light", "dark"] = "light"


PICTURES = {
    "answer.png": Picture("answer", height=1010),
    "compare.png": Picture("compare", height=1150),
    "rights.png": Picture("rights", height=760),
    "narrow.png": Picture("answer", width=400, height=900, scheme="dark"),
}


def main(folder: Path) -> int:
    """Make every picture; 1 where there is no browser.

    Args:
        folder: where they are written.
    """
    path = chromium()
    if path is None:
        print("no Chromium is found here: install the package `chromium`", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    with served("microsoft-openai") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, each in PICTURES.items():
            context = browser.new_context(
                base_url=address,
                color_scheme=each.scheme,
                viewport={"width": each.width, "height": each.height},
            )
            page = context.new_page()
            page.goto(VIEWS[each.view])
            page.screenshot(path=folder / name)
            context.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
