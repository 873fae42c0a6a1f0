"""What a fact, event or figure is on a day, and what says so."""

from __future__ import annotations

from typing import Any

import pytest

from contract_engine.diagnostics import BadInput
from tests.answers.tables import licence, table

ROWS = table("values.yaml")
ASKED = ("on", "given", "readings", "without")


def _asked(row: dict[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ASKED if key in row}


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """What is told, by the keys of the rows."""
    data: Any = licence().value(row["name"], **_asked(row)).to_json()
    data |= {"from": data["holds"]["from"], "through": data["holds"]["through"]}
    data |= {"then": data["holds"]["next_change"] and data["holds"]["next_change"]["cause"]}
    data |= {"sources": [cite["source"] for cite in data["cites"]]}
    return data  # type: ignore[no-any-return]


@pytest.mark.parametrize("row", ROWS["values"], ids=lambda row: f"{row['name']} {_asked(row)}")
def test_the_value_is_this(row: dict[str, Any]) -> None:
    told = _told(row)
    for key in row.keys() - {"name", "note", *ASKED}:
        assert told[key] == row[key], key
    assert (told["value"] is not None) == (told["status"] == "known")
    assert bool(told["cases"]) == ("cases" in row)
    if "notes" not in row:
        assert told["notes"] == []


@pytest.mark.parametrize("row", ROWS["refused"], ids=lambda row: row["message"])
def test_what_has_no_value_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        licence().value(row["name"], **_asked(row))
    (problem,) = refused.value.problems
    assert (problem.code, problem.message, problem.help) == (
        row["code"],
        row["message"],
        row["help"],
    )


@pytest.mark.parametrize("row", ROWS["values"], ids=lambda row: f"{row['name']} {_asked(row)}")
def test_the_value_is_the_same_on_every_day_between_which_it_holds(row: dict[str, Any]) -> None:
    """And another on the day after, as the next change says."""
    from datetime import date, timedelta

    if "on" not in row or row["name"] not in licence().model.vocabulary.facts:
        return
    told = _told(row)
    begin = date.fromisoformat(told["from"] or "2015-01-01")
    end = date.fromisoformat(told["through"] or "2033-01-01")
    for day in (begin, begin + (end - begin) / 2, end):
        assert _of(row, day) == _of(row, date.fromisoformat(row["on"]))
    for beyond, known in (
        (begin - timedelta(days=1), "from"),
        (end + timedelta(days=1), "through"),
    ):
        if told[known]:
            assert _of(row, beyond) != _of(row, date.fromisoformat(row["on"]))


def _of(row: dict[str, Any], day: Any) -> object:
    try:
        told = licence().value(row["name"], **{**_asked(row), "on": day})
    except BadInput:
        return "impossible"
    moving = {"breach": "breach"}
    return told.status, [
        ({**case.given, **{n: "" for n in moving if n in case.given}}, case.words)
        for case in told.cases
    ] or told.words
