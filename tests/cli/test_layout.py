"""What is printed fits its terminal, reads without colours, and breaks no name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from contract_engine.cli import output
from contract_engine.render.grid import grid
from contract_engine.render.inline import Inline, Said
from contract_engine.render.lines import hang, labelled, wrapped
from contract_engine.render.page import Table
from contract_engine.render.words.phrases import days_text, joined, pairs
from tests.cli.conftest import FLAT, Run

COMMANDS = [
    "ask tenant sublet guest=student --on 2023-01-01",
    "ask tenant sublet --on 2023-01-01",
    "timeline tenant sublet guest=student",
    "timeline tenant pay_rent sold=2024-05-01 announced=2024-01-01",
    "whatif tenant sublet guest=student --on 2023-01-01 --without 2022",
    "flip tenant sublet guest=student --on 2023-01-01",
    "rights --on 2023-01-01",
    "terms --on 2023-01-01",
    "figure",
    "sources",
    "disputes",
    "diff 2020 2022 --clauses",
    "check --gaps tenant sublet",
]
NAMES = ("students-welcome-again-and-again", "no-strangers", "rent-until-sale")


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 120, 200])
@pytest.mark.parametrize("command", COMMANDS)
def test_lines_fit_and_names_stay_whole(command: str, columns: int, flat: Run) -> None:
    out = flat(command, columns=columns).out
    lines = out.splitlines()
    assert max(cell_len(line) for line in lines) <= min(columns, 120)
    assert [line for line in lines if line != line.rstrip()] == []
    squeezed = re.sub(r"\s+", "", out)
    for name in NAMES:
        assert squeezed.count(name) == out.count(name), "a name is broken across lines"
    assert "\x1b" not in out


@pytest.mark.parametrize("columns", ["0", "-5", "x", "", "1", "99999"])
def test_an_odd_width_is_made_a_sensible_one(
    columns: str, flat: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert 24 <= output.console().width <= 120


def test_marks_tell_verdicts_apart_without_colours(flat: Run) -> None:
    out = flat("timeline tenant sublet guest=student").out
    bar = next(line for line in out.splitlines() if "░" in line)
    assert re.fullmatch("·+░+█+", bar)


def test_what_only_the_press_reports_is_marked_wherever_it_stands(flat: Run) -> None:
    for command in (
        "ask tenant sublet guest=student --on 2023-01-01",
        "whatif tenant sublet guest=student --on 2023-01-01 --without 2022",
        "flip tenant sublet guest=student --on 2023-01-01",
        "rights --on 2023-01-01",
        "terms --on 2023-01-01",
        "figure rent --on 2023-01-01",
        "sources paper",
    ):
        assert "as reported" in flat(command).out
    assert "as reported" not in flat("ask tenant pay_rent --on 2023-01-01").out


def test_the_footer_says_what_it_rests_on(flat: Run, run: Run, tmp_path: Path) -> None:
    assert "From public reports: not the contract, not legal advice." in flat("figure").out
    text = (FLAT / "agreement.yaml").read_text(encoding="utf-8")
    at_hand = re.sub(r"grade: \w+", "grade: contract", text)
    (tmp_path / "agreement.yaml").write_text(at_hand, encoding="utf-8")
    out = run(f"figure --agreement {tmp_path}").out
    assert "The lease of the flat. Not legal advice." in out
    assert "public reports" not in out


def test_rights_come_by_the_day_they_change(flat: Run) -> None:
    given = "--given sold=2024-05-01,announced=2024-05-01"
    out = flat(f"rights --on 2023-01-01 {given}").out
    headings = re.findall(r"^(?:Through|Until|Without) .*$", out, re.MULTILINE)
    assert headings == ["Through 30 April 2024", "Without a known end"]


def test_the_demo_is_a_table_at_80_columns_and_paragraphs_on_a_narrow_one(run: Run) -> None:
    wide, narrow = run("demo", columns=80).out, run("demo", columns=50).out
    for out in (wide, narrow):
        assert "Can OpenAI serve its API on another" in out
        for day in ("22 July 2019", "23 January 2023", "21 January 2025", "28 October 2025"):
            assert day in out
        assert out.count("prohibited") == 4
        assert out.count("permitted") == 1
    assert max(map(cell_len, wide.splitlines())) <= 80
    assert max(map(cell_len, narrow.splitlines())) <= 50


class Kept:
    """A paper of a width, and what was printed on it."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.text = ""

    def print(self, said: Said = "") -> None:
        self.text += (said if isinstance(said, str) else said.plain) + "\n"


def printed(width: int, text: str, indent: int = 0, rest: int | None = None) -> str:
    out = Kept(width)
    hang(out, text, indent, rest)
    return out.text


def test_hanging_lines() -> None:
    assert printed(12, "one two three four", 0, 2) == "one two\n  three four\n"
    assert printed(12, "one two three four", 4, 0) == "    one two\nthree four\n"
    assert printed(12, "one\ntwo", 1) == " one\n two\n"
    assert printed(12, "abcdefghijklmnop") == "abcdefghijkl\nmnop\n"
    assert printed(12, "") == "\n"
    assert printed(12, "one\n\ntwo") == "one\n\ntwo\n"
    assert printed(12, "日本語日本語日本語") == "日本語日本語\n日本語\n"
    assert printed(9, "e\u0301te\u0301 e\u0301te\u0301 e\u0301te\u0301") == (
        "e\u0301te\u0301 e\u0301te\u0301\ne\u0301te\u0301\n"
    )


def test_labels_stand_beside_their_text_or_above_it() -> None:
    for width, expected in ((70, "holds         from 1\n"), (50, "holds\n  from 1\n")):
        out = Kept(width)
        labelled(out, "holds", "from 1")
        assert out.text == expected


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (40, ["step      who         due", "delivery  the seller  2026-03-16"]),
        (30, ["step      who       due", "delivery  the       2026-03-16", "          seller"]),
        (16, ["step  who   due", "deli  the   2026", "very  sell  -03-", "      er    16"]),
    ],
)
def test_a_table_keeps_every_column_and_breaks_words_last(width: int, lines: list[str]) -> None:
    rows = ((Inline("delivery"), Inline("the seller"), Inline("2026-03-16")),)
    table = Table(("step", "who", "due"), rows, flexible=("step", "who"))
    assert [line.plain for line in grid(table, width)] == lines


def test_headings_give_way_before_the_first_column_does() -> None:
    headings = ("clause", "governs", "readings", "met")
    rows = ((Inline("licensed_work"), Inline("2/2"), Inline(""), Inline("6/6")),)
    table = Table(headings, rows, flexible=("clause",))
    told = [line.plain for line in grid(table, 30)]
    assert told[-1].startswith("licensed_work  2/2")
    assert [line.plain for line in grid(Table(headings, ()), 16)]


def test_small_words() -> None:
    assert pairs({"guest": "student or lodger", "rooms": "> 3", "sold": "by 2020-01-01"}) == (
        "guest=student or lodger, rooms > 3, sold by 2020-01-01"
    )
    assert [joined(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert days_text(None, None) == "on every day"


@pytest.mark.parametrize("width", [0, 1, 3])
def test_a_text_ends_however_narrow_its_lines(width: int) -> None:
    lines = list(wrapped("one long-word", width))
    assert "".join(text.plain for _, text in lines).replace(" ", "") == "onelong-word"
