"""The page on the environment names every variable that the sources read, and no other."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "environment.md").read_text("utf-8")
READ = re.compile(r'"((?:CONTRACT_ENGINE_[A-Z]+|XDG_CACHE_HOME|NO_COLOR|COLUMNS|HOME))"')
BY_LIBRARIES = {"HOME", "COLUMNS", "NO_COLOR"}
"""What the standard library or rich reads for us."""


def test_the_page_names_what_is_read() -> None:
    sources = "".join(p.read_text("utf-8") for p in (ROOT / "src").rglob("*.py"))
    read = set(READ.findall(sources))
    table = "".join(line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| `"))
    named = set(re.findall(r"`([A-Z_]+)`", table))
    assert read | BY_LIBRARIES == named
