"""The days of the shipped rules against the record: a row or a note accounts for each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from contract_engine.api import load
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.days import On
from tests.rules.test_record import RULES, facts

Rows = dict[str, str]
SAYS = ("stands for", "inferred", "is taken to", "is a reading")
"""How a note says that a day is not the record's own; it names the year as well."""


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    return load(RULES).model


@pytest.fixture(scope="module")
def rows() -> Rows:
    """What the record says of each row: its cells, its set, its sources."""
    data = json.loads(facts("microsoft-openai.json"))
    sources = {source["key"]: " ".join(source.values()) for source in data["sources"]}
    found: Rows = {}
    for version in data["versions"]:
        for clause in version["clauses"]:
            keys = re.findall(r"\w+", clause["sources"])
            named = [text for key, text in sources.items() if key in keys]
            said = " ".join([*clause.values(), version["title"], version["intro"], *named])
            found[clause["id"]] = said
    points = re.split(r"^([0-9]+)\. ", facts("corrections.md"), flags=re.MULTILINE)[1:]
    found |= {f"correction-{n}": said for n, said in zip(points[::2], points[1::2], strict=True)}
    return found


def days_of(part: object) -> Iterator[date]:
    """The days that are written in a part of a clause's term."""
    if isinstance(part, On):
        yield part.day
    elif isinstance(part, tuple):
        for each in part:
            yield from days_of(each)
    elif is_dataclass(part):
        for field in fields(part):
            yield from days_of(getattr(part, field.name))


def forms(day: date) -> set[str]:
    """How the record may write a day: whole; as a year, where its first or last day is meant."""
    found = {day.isoformat(), day.isoformat().replace("-", "/"), f"{day.day} {day:%B %Y}"}
    if (day.month, day.day) == (12, 31):
        found.add(str(day.year))
    if (day.month, day.day) == (1, 1):
        found.add(str(day.year - 1))
    return found


def own_days(agreement: Agreement, clause: Clause) -> Iterator[date]:
    for part in (clause.from_, clause.through, clause.until):
        yield from days_of(part)
    instrument = agreement.instruments[clause.instrument]
    if clause.published != instrument.published:
        yield clause.published


def test_every_day_of_a_clause_is_in_its_rows_or_its_note_says_what_it_stands_for(
    agreement: Agreement, rows: Rows
) -> None:
    unaccounted = [
        f"{clause.id}: {day}"
        for clause in agreement.clauses.values()
        for day in own_days(agreement, clause)
        if not any(form in rows[row] for row in clause.record for form in forms(day))
        if not (any(words in clause.note for words in SAYS) and str(day.year) in clause.note)
    ]
    assert unaccounted == []


def test_every_instruments_day_is_in_the_rows_of_its_clauses_or_is_marked_as_not_certain(
    agreement: Agreement, rows: Rows
) -> None:
    for instrument in agreement.instruments.values():
        of_it = [c for c in agreement.clauses.values() if c.instrument == instrument.id]
        said = " ".join(rows[row] for clause in of_it for row in clause.record)
        written = instrument.effective.isoformat()
        certain = {"day": written[:7], "month": written[:4]}.get(instrument.approximate, written)
        assert certain in said, instrument.id
        assert instrument.published.isoformat() in said or instrument.approximate, instrument.id


def test_no_event_is_assumed_to_come_on_a_day(agreement: Agreement) -> None:
    """What is assumed of an event is that it never comes; a day of it is the question's to give."""
    assumed = {name: event.usually for name, event in agreement.vocabulary.events.items()}
    assert [name for name, usually in assumed.items() if isinstance(usually, date)] == []
