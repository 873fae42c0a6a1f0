"""The page on testing terms says what is so."""

from __future__ import annotations

from pathlib import Path

from tests.docs.blocks import Walk, blocks_of

PAGE = Path(__file__).parents[2] / "docs" / "testing-terms.md"


def test_every_command_of_the_page_does_what_the_page_says(tmp_path: Path) -> None:
    walk = Walk(tmp_path)
    blocks = blocks_of(PAGE)
    for block in blocks:
        walk.follow(block)
    assert [block.language for block in blocks].count("console") == 7
