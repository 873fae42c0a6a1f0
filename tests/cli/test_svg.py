"""`timeline --svg`: a picture with the same intervals as the table."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import Run

SVG = "{http://www.w3.org/2000/svg}"
QUESTION = 'timeline "Can OpenAI serve its API on AWS?"'


def _bars(file: Path) -> list[tuple[float, float, str]]:
    """Each stretch of the bar: where it begins, how wide it is, its tooltip."""
    root = ElementTree.parse(file).getroot()
    return [
        (float(rect.get("x", "")), float(rect.get("width", "")), title.text or "")
        for rect in root.iter(f"{SVG}rect")
        if (title := rect.find(f"{SVG}title")) is not None
    ]


def test_the_picture_has_every_interval_of_the_table(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "api.svg"
    told = run(f"{QUESTION} --svg {file} --json").json["intervals"]
    bars = _bars(file)
    assert [tip.split(": ")[1].split(" (")[0] for *_, tip in bars] == [
        each["verdict"].replace("_", " ") for each in told
    ]
    for (x, width, _), (after, _, _) in pairwise(bars):
        assert x + width == pytest.approx(after, abs=0.2)


def test_the_days_shown_are_those_asked_for(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "api.svg"
    run(f"{QUESTION} --svg {file} --from 2025-01-21 --through 2026-04-27")
    assert [tip.split(":")[0] for *_, tip in _bars(file)] == [
        "2025-01-21 to 2025-10-27",
        "2025-10-28 to 2026-04-26",
        "2026-04-27 on",
    ]


def test_a_picture_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    done = run(f"{QUESTION} --svg {tmp_path}/none/api.svg")
    assert done.code == 2
    assert "E513" in done.err


def test_the_picture_says_what_was_asked_and_assumed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "api.svg"
    told = run(f"{QUESTION} --svg {file}")
    title = "May OpenAI serve its stateless API on AWS?"
    assert told.out.startswith(title)
    words = [each.text or "" for each in ElementTree.parse(file).getroot().iter(f"{SVG}text")]
    assert words[0] == title
    below = " ".join(words)
    assert "Assuming Microsoft consents: no;" in below
    assert "looked through up to 6 September 2026" in below
