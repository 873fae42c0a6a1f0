"""The tutorial on deadlines comes out as the page has it, and its agreements' scenarios hold."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from contract_engine.api import load
from tests.docs.blocks import Walk, blocks_of

DOCS = Path(__file__).parents[2] / "docs"


def test_the_tutorial(tmp_path: Path) -> None:
    shutil.copytree(DOCS / "deadlines", tmp_path / "deadlines")
    walk = Walk(tmp_path / "deadlines")
    for block in blocks_of(DOCS / "deadlines.md"):
        walk.follow(block)


def test_a_calendar_that_is_imported_twice_has_each_day_once() -> None:
    """The days of a history have the same names again, also when more has happened since."""
    supply = load(DOCS / "deadlines" / "supply")
    history = supply.history(DOCS / "deadlines" / "supply" / "history.yaml")
    first = supply.dates(history, start="2026-03-01")
    again = supply.dates(history, start="2026-04-01")
    kept = {str(e["uid"]): e["dtstart"].dt for e in _events(first.to_icalendar())}
    assert len(kept) == len(first.days)
    before = dict(kept)
    kept |= {str(e["uid"]): e["dtstart"].dt for e in _events(again.to_icalendar())}
    assert kept == before
    assert first.to_icalendar() == first.to_icalendar()


def _events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


@pytest.mark.parametrize("agreement", ["supply", "subscription", "service"])
def test_the_agreements_have_no_findings(agreement: str) -> None:
    assert not load(DOCS / "deadlines" / agreement).check().problems
