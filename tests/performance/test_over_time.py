"""How long an answer about a day of a history holds, and what is told once a due day has passed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from contract_engine.answers.ask.notes import ON_RECORD
from contract_engine.api import LoadedAgreement, load
from contract_engine.cli import main
from contract_engine.files.yaml_parser import parse
from tests.cli.conftest import Run
from tests.cli.conftest import run as run  # a fixture

DEADLINES = "docs/deadlines"
TABLE: Any = parse("over_time.yaml", (Path(__file__).parent / "over_time.yaml").read_bytes())[
    0
].data
ENTRIES: dict[str, dict[str, Any]] = TABLE["entries"]
ROWS: list[dict[str, Any]] = TABLE["holds"]
SPAN = ("2026-01-01", "2026-06-30")

CASES = {f"{row['act']} {row['entries']} {row['through']}": row for row in ROWS}


@cache
def _loaded(name: str) -> LoadedAgreement:
    return load(f"{DEADLINES}/{name}")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['act']} {row['through']} {row['on']}")
def test_an_answer_holds_no_longer_than_the_step_is_known_to_be_open(row: dict[str, Any]) -> None:
    loaded = _loaded(row["of"])
    history = loaded.history([ENTRIES[name] for name in row["entries"]], through=row["through"])
    found = loaded.ask(row["act"], on=row["on"], history=history).holds
    assert [str(day) for day in (found.from_, found.through) if day] == row["holds"]
    assert (found.next_change and found.next_change.cause) == row.get("then")


@pytest.mark.parametrize(
    ("through", "told"),
    [
        ("2026-04-10", "whether it was done after 2026-04-10, the last day of the history"),
        ("2026-04-17", "`payment` was due on 2026-04-17, and is overdue."),
    ],
)
def test_a_due_day_that_has_passed_is_told(through: str, told: str) -> None:
    """As missed where the history tells that day, and else as not known."""
    loaded = _loaded("supply")
    history = loaded.history([ENTRIES["order"], ENTRIES["late"]], through=through)
    before = loaded.ask("buyer pay", on="2026-04-17", history=history)
    assert before.notes[-1] == ON_RECORD
    after = loaded.ask("buyer pay", on="2026-04-18", history=history)
    assert str(after.verdict) == "required"
    assert told in after.notes[-1]


@pytest.mark.parametrize("name", CASES)
def test_an_answer_holds_on_the_days_that_have_the_same_one(name: str) -> None:
    """Day by day: neither longer nor shorter, and the timeline has the same days."""
    row = CASES[name]
    loaded, act = _loaded(row["of"]), row["act"]
    history = loaded.history([ENTRIES[each] for each in row["entries"]], through=row["through"])
    told = loaded.timeline(act, history=history)
    intervals = told.intervals
    assert told.notes[-1].startswith("Steps are followed through 2028-12-31;")
    first, last = (date.fromisoformat(day) for day in SPAN)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    asked = {day: loaded.ask(act, on=day, history=history) for day in days}
    answers = {
        day: (each.verdict, {c.id for c in each.clauses}, each.notes[each.notes.index(ON_RECORD) :])
        for day, each in asked.items()
    }
    for day, answer in asked.items():
        begin, end = answer.holds.from_, answer.holds.through
        (there,) = [
            each for each in intervals if (each.from_ or day) <= day <= (each.through or day)
        ]
        assert (there.from_, there.through, there.verdict) == (begin, end, answer.verdict)
        for other in days:
            is_within = (begin or other) <= other <= (end or other)
            if is_within:
                assert answers[other] == answers[day]
        if end is not None and end < last:
            assert answers[end + timedelta(days=1)] != answers[day]


def test_a_step_that_is_given_as_open_is_so_on_every_day() -> None:
    loaded = _loaded("supply")
    history = loaded.history([ENTRIES["order"], ENTRIES["late"]], through="2026-04-10")
    given = {"payment.open": True}
    told = loaded.ask("buyer pay", on="2026-06-01", given=given, history=history)
    assert (str(told.holds.from_), told.holds.through) == ("2026-01-01", None)
    assert told.notes[-1] == ON_RECORD


def test_two_histories_hold_each_for_itself(run: Run) -> None:
    """Of one the goods came late, of the other in time: the price is due on another day."""
    supply = f"{DEADLINES}/supply"
    asked = f"whatif buyer pay --on 2026-04-15 --agreement {supply} --json"
    told = run(f"{asked} --history {supply}/history.yaml --against {supply}/on-time.yaml").json
    assert [told[which]["holds"]["through"] for which in ("first", "second")] == [
        "2026-04-17",
        "2026-04-15",
    ]


ON_RECORD_TOO = [
    (["ask", "Must the buyer pay on 15 April 2026?"], ["REQUIRED", "through 17 April 2026"]),
    (["ask", "When must the buyer pay?"], ["2026-03-18 2026-04-17 required"]),
    (["ask", "What must the buyer do on 17 March 2026?"], ["is what the history says of this day"]),
    (["duties", "--on", "2026-04-01"], ["1 April 2026 payment is open: yes the buyer must pay"]),
    (
        ["whatif", "buyer", "pay", "--on", "2026-06-01", "--given", "payment.open=no"],
        ["REQUIRED", "NOT ADDRESSED"],
    ),
    (
        ["ask", "buyer", "pay", "payment.open=?", "--on", "2026-04-15"],
        ["required", "not addressed"],
    ),
    (["ask", "Why must the buyer pay on 15 April 2026?"], ["REQUIRED"]),
    (["flip", "buyer", "pay", "--on", "2026-04-15"], ["REQUIRED"]),
    (["needed", "buyer", "pay", "--on", "2026-04-15"], ["Nothing more is needed"]),
]
REFUSED = [(["ask", "What were the terms on 15 April 2026?"], "2026-04-15` goes by no")]


@pytest.mark.parametrize(("args", "told"), ON_RECORD_TOO)
def test_a_history_is_not_passed_over_in_silence(
    args: list[str], told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Questions in words go by it, and so does one in two worlds."""
    supply = f"{DEADLINES}/supply"
    assert main([*args, "--history", f"{supply}/history.yaml", "--agreement", supply]) == 0
    out = " ".join(capsys.readouterr().out.split())
    for each in told:
        assert each in out
    assert "No norm listed here" not in out


@pytest.mark.parametrize(("args", "told"), REFUSED)
def test_what_goes_by_no_history_is_refused(
    args: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    supply = f"{DEADLINES}/supply"
    assert main([*args, "--history", f"{supply}/history.yaml", "--agreement", supply]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("on", "verdict"),
    [("2026-03-16", "not_addressed"), ("2026-03-17", "depends"), ("2026-07-01", "depends")],
)
def test_what_opens_after_a_miss_that_nobody_knows_of_is_unknown(
    on: str, verdict: str, run: Run, tmp_path: Path
) -> None:
    """The delivery is due on the 16th, and the history ends before; then it was missed or not."""
    history = tmp_path / "history.yaml"
    head = "format: 1\nagreement: supply\nthrough: 2026-03-10\nhistory:\n"
    act = "  - {on: 2026-03-02, act: buyer order, with: {quantity: 100}}\n"
    history.write_text(head + act, encoding="utf-8")
    asked = f"ask buyer terminate --on {on} --history {history} --agreement {DEADLINES}/supply"
    told = run(f"{asked} --json").json
    assert told["verdict"] == verdict
    if verdict == "not_addressed":
        assert told["holds"]["through"] == "2026-03-16"
        assert "was due on 2026-03-16" in told["holds"]["next_change"]["cause"]


def test_that_a_step_is_open_can_be_given_on_the_command_line(run: Run) -> None:
    """Several at once, and of a name with a hyphen."""
    place = f"--on 2026-04-15 --json --agreement {DEADLINES}/supply"
    asked = "ask seller deliver delivery.open=no,late-delivery.open"
    assert run(f"{asked}=yes {place}").json["verdict"] == "required"
    assert run(f"{asked}=no {place}").json["verdict"] == "not_addressed"


UNDATED = """
format: 1
agreement: works
title: Works
grade: contract
parties: {buyer: {label: the buyer}, seller: {label: the seller}}
actions: {order: , inspect: , deliver: }
events: {permit: {label: the permit}}
instruments:
  - format: 1
    instrument: works-2026
    kind: agreement
    title: Works
    effective: 2026-01-01
    clauses:
      inspection:
        text: The buyer inspects within three days of the order.
        norm: buyer must inspect
        after: buyer order
        by: 3 days after opened
      delivery:
        text: The seller delivers in ten days, but not before five from permit and inspection.
        norm: seller must deliver
        after: buyer order
        by: {latest_of: [10 days after opened, 5 days after permit, 5 days after inspection.done]}
"""


@pytest.mark.parametrize("has_come", [False, True])
def test_a_duty_without_a_due_day_is_told_with_what_that_hangs_on(
    has_come: bool, run: Run, tmp_path: Path
) -> None:
    """An event that never comes is the latest of all days: the duty would never fall due."""
    (tmp_path / "agreement.yaml").write_text(UNDATED, encoding="utf-8")
    entries = ["{on: 2026-03-02, act: buyer order}", "{on: 2026-03-03, act: buyer inspect}"]
    entries += ["{on: 2026-03-20, event: permit}"] if has_come else []
    lines = "".join(f"  - {each}\n" for each in entries)
    history = tmp_path / "history.yaml"
    history.write_text(f"format: 1\nagreement: works\nthrough: 2026-03-22\nhistory:\n{lines}")
    out = " ".join(run(f"status --history {history} --agreement {tmp_path}").out.split())
    assert ("no last day yet: it hangs on" in out) is not has_come
    assert ("inspection.done, permit" in out) is not has_come
    assert ("3 days left" in out) is has_come
