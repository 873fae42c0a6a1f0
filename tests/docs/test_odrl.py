"""The page on ODRL: its policy is imported, asked and exported as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.blocks import Walk, blocks_of

PAGE = Path(__file__).parents[2] / "docs" / "odrl.md"


def test_the_page_can_be_followed(tmp_path: Path) -> None:
    pytest.importorskip("rdflib")
    walk = Walk(tmp_path)
    for block in blocks_of(PAGE):
        walk.follow(block)
    assert (tmp_path / "terms.jsonld").is_file()
