"""The codes of diagnostics: every one used is named, explained and shown, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contract_engine.diagnostics.codes import CODES

from .cases import cases, expected, histories, questions
from .test_unreadable import SPOILT

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "contract_engine"
PAGE = ROOT / "docs" / "diagnostics.md"
OURS = ("files", "language")
"""The rooms whose every mistake has a case here; the others have tests of their own."""

ROW = re.compile(r"^\| (?P<code>[EW]\d{3}) \| (?P<title>[^|]+) \|(?P<rest>.*)\|$", re.MULTILINE)


def _used(*rooms: str) -> set[str]:
    files = [f for room in rooms for f in (SOURCE / room).rglob("*.py")]
    registry = SOURCE / "diagnostics" / "codes.py"
    text = "\n".join(f.read_text(encoding="utf-8") for f in files if f != registry)
    return set(re.findall(r'"([EW]\d{3})"', text))


def _told() -> dict[str, str]:
    """Of each code, the files of all cases in which it is told."""
    found: dict[str, str] = {}
    for case in [*cases(), *questions(), *histories()]:
        files = [case] if case.is_file() else sorted(case.iterdir())
        text = "\n".join(file.read_text(encoding="utf-8") for file in files)
        for code in re.findall(r"^error\[(\w+)\]", expected(case).read_text("utf-8"), re.MULTILINE):
            found[code] = found.get(code, "") + text
    return found


def test_every_code_used_has_a_title_and_every_title_a_use() -> None:
    assert _used("") == set(CODES)


def test_every_code_of_files_and_language_has_a_case() -> None:
    spoilt = {code for _, message in SPOILT.values() for code in re.findall(r"\[(\w+)\]", message)}
    assert _used(*OURS) == {*_told(), *spoilt} & _used(*OURS)


def test_codes_come_in_order() -> None:
    assert list(CODES) == sorted(CODES)


def test_the_page_explains_every_code_by_its_title() -> None:
    rows = {row["code"]: row["title"] for row in ROW.finditer(PAGE.read_text(encoding="utf-8"))}
    assert rows == dict(CODES)
    assert list(rows) == list(CODES)


def test_the_page_says_of_every_code_how_to_mend_it() -> None:
    for row in ROW.finditer(PAGE.read_text(encoding="utf-8")):
        *_, mend = row["rest"].strip().split(" | ")
        assert mend.strip(), row["code"]


@pytest.mark.parametrize("code", sorted(_used(*OURS)))
def test_an_example_of_the_page_is_one_of_the_cases(code: str) -> None:
    row = next(r for r in ROW.finditer(PAGE.read_text(encoding="utf-8")) if r["code"] == code)
    example = row["rest"].split(" | ")[0].strip()
    if re.fullmatch("`[^`]+`", example):
        assert example.strip("`") in _told()[code]
