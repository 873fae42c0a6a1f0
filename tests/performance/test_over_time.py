"""How long an answer about a day of a history holds, and what is told once a due day has passed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from contract_engine.answers.ask.notes import ON_RECORD
from contract_engine.api import LoadedAgreement, load
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
    intervals = loaded.timeline(act, history=history).intervals
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


def test_two_histories_hold_each_for_itself(run: Run) -> None:
    """Of one the goods came late, of the other in time: the price is due on another day."""
    supply = f"{DEADLINES}/supply"
    asked = f"whatif buyer pay --on 2026-04-15 --agreement {supply} --json"
    told = run(f"{asked} --history {supply}/history.yaml --against {supply}/on-time.yaml").json
    assert [told[which]["holds"]["through"] for which in ("first", "second")] == [
        "2026-04-17",
        "2026-04-15",
    ]
