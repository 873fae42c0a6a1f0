"""Definitions, choices, parameters and what disapplies, as commands tell them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.cli.conftest import Run

SHOP = str(Path(__file__).parent / "shop")
CHOICE = (
    "The seller must mend (within: 14 days) or change (if not 30 days after delivered) "
    "or pay back (if paid and price < 1000 EUR), its choice"
)
SCENARIOS = """
format: 1
agreement: shop
scenarios:
  - name: A company ships
    ask: seller ship
    on: 2021-01-01
    given: {holder: company}
    expect: prohibited
  - name: Mended or changed
    ask: seller mend
    on: 2021-01-01
    given: {holder: company, delivered: 2020-12-20}
    expect: permitted
"""


@pytest.fixture
def told(run: Run) -> Run:
    """What a command line about the shop prints, its spaces evened out."""

    def told(command: str, **more: int) -> str:
        done = run(f"{command} --agreement {SHOP}", **more)
        assert done.code == 0, done.err
        return " ".join(done.out.split())

    return told  # type: ignore[return-value]  # a text in place of what came of it


@pytest.mark.parametrize(
    ("command", "fragments"),
    [
        (
            "ask seller ship holder=company --on 2021-01-01",
            ["may-ship: The seller may ship goods (by: rail, within: 3 days) (2020, contract)"],
        ),
        (
            "ask seller change holder=company --on 2021-01-01",
            ["may-ship: The seller must change (2020, contract)"],
        ),
        (
            "ask seller mend holder=company delivered=2020-12-20 --on 2021-01-01",
            ["PERMITTED", f"faulty: {CHOICE} (2020, contract)"],
        ),
        (
            "rights --on 2021-01-01 --party seller",
            [
                "2 norms in force",
                "The seller may ship goods (by: rail, within: 3 days); The seller must change",
                CHOICE,
                "and if `stopped` doesn't apply",
                "until 1 June 2024 (read as “in June”) or 1 September 2024 (read as",
            ],
        ),
        (
            "rights --on 2024-07-01 --party seller --reading season=early",
            ["1 norm in force"],
        ),
        (
            "rights --on 2024-07-01 --party seller --reading season=late",
            ["2 norms in force", "Through 31 August 2024", "until 1 September 2024"],
        ),
        ("rights --on 2024-07-01 --party seller", ["hangs on what is not known"]),
        ("rights --on 2024-09-01 --party seller", ["1 norm in force"]),
        (
            "terms --on 2021-01-01",
            [
                "merchant: defines merchant merchant is no if holder is authority "
                "merchant is yes if holder is company "
                "merchant is yes if holder is foundation and sells",
                "class is first if merchant and price >= 100 EUR class is second otherwise",
                "limit is 500 EUR if class is first limit is 50 EUR otherwise",
                "later restated as new-class in 2022 on 2022-01-01",
                f"faulty: {CHOICE}",
                "stopped: a statement if strike while it applies, may-ship and faulty don't",
            ],
        ),
        (
            "terms --on 2022-01-01",
            ["new-class: defines class class is first introduced as class in 2020"],
        ),
        (
            "diff 2020 2022",
            ["The buyer: pay from 2022-01-01", "not addressed → required", "must-pay"],
        ),
        ("check", ["8 clauses", "nothing new found"]),
    ],
)
def test_a_command_tells_what_the_terms_are_made_of(
    told: Run, command: str, fragments: list[str]
) -> None:
    out = told(command)
    for fragment in fragments:
        assert fragment in str(out)


def test_of_what_has_no_text_no_line_is_left_empty(run: Run) -> None:
    out = run(f"terms --on 2021-01-01 --agreement {SHOP}").out
    assert "\n\n\n" not in out


def test_with_json_what_a_definition_says_has_keys_of_its_own(run: Run) -> None:
    entries = {
        entry["id"]: entry
        for entry in run(f"terms --on 2021-01-01 --json --agreement {SHOP}").json["terms"]
    }
    assert entries["limit"]["defines"] == "limit"
    assert entries["limit"]["lines"] == [
        "limit is 500 EUR if class is first",
        "limit is 50 EUR otherwise",
    ]
    assert entries["stopped"]["disapplies"] == ["may-ship", "faulty"]
    assert entries["faulty"]["norms"] == [
        "seller must mend (within=14 days) or change (if not 30 days after delivered) "
        "or refund (if paid and price < 1000 EUR), its choice"
    ]
    assert not {"defines", "lines", "disapplies"} & set(entries["must-pay"])


def test_scenarios_about_a_choice_are_told_by_the_choice(run: Run, tmp_path: Path) -> None:
    """By `test`, its JUnit file, and the page of `coverage`."""
    file, junit, page = (tmp_path / name for name in ("shop.yaml", "junit.xml", "page.html"))
    file.write_text(SCENARIOS, encoding="utf-8")
    done = run(["test", str(file), "--junit", str(junit), "--agreement", SHOP])
    assert done.code == 1
    assert "seller may ship (by=rail, within=3 days)" in " ".join(done.out.split())
    failures = [e.text or "" for e in ET.parse(junit).iter("failure")]
    assert len(failures) == 1
    assert "seller may ship (by=rail, within=3 days)" in failures[0]
    run(["coverage", str(file), "--html", str(page), "--agreement", SHOP])
    text = page.read_text(encoding="utf-8")
    assert "not exercised: governs seller may refund" in text
    assert "not exercised: row merchant and price &gt;= 100 EUR: first" in text
