"""Pages say what is so: their links lead somewhere, and the files and rooms they name are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "contract_engine"
PAGES = sorted(
    page
    for where in ("", "docs/", "docs/decisions/", "rules/*/")
    for page in ROOT.glob(f"{where}*.md")
)
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(#[^)\s]*)?\)")
NAMED = re.compile(r"`((?:[a-z_]+/)+(?:[a-z_]+\.[a-z]+)?)`")
ELSEWHERE = ("rules/", "scenarios/", "histories/")
"""Folders of a reader's own."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(page.read_text("utf-8")):
        file = (page.parent / target) if target else page
        assert file.exists(), (page.name, target)
        if anchor and file.suffix == ".md":
            assert anchor[1:] in anchors(file), (page.name, target + anchor)


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/diagram.md"])
def test_every_file_that_is_named_is_there(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    bases = [ROOT, SOURCES, *(SOURCES / "diagram",), *(p for p in SOURCES.iterdir() if p.is_dir())]
    for named in NAMED.findall(text):
        if not named.startswith(ELSEWHERE):
            assert any((base / named).exists() for base in bases), (name, named)


def test_every_room_is_mapped() -> None:
    """ARCHITECTURE names every folder of the sources."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rooms = {path.name for path in SOURCES.iterdir() if (path / "__init__.py").is_file()}
    assert {room for room in rooms if f"`{room}`" not in text} == set()


def anchors(page: Path) -> set[str]:
    """What can stand behind `#`: the headings, as they are made into names."""
    found = set()
    for heading in re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.M):
        plain = re.sub(r"[`*\[\]]", "", heading)
        found.add(re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-"))
    return found
