"""The evaluators on unknown facts of every type with an order, at values side by side."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any, Final

import pytest

from contract_engine.diagram.core.witness import witness
from tests import reference
from tests.differential.compare import (
    Case,
    engine_of,
    engine_says,
    found_by_engine,
    total_outcome,
    typed_question,
)
from tests.differential.values import as_reference
from tests.generators.questions import Question

TYPES: Final[dict[str, tuple[dict[str, str], tuple[str, ...]]]] = {
    "number": ({"type": "number"}, ("-1", "0", "0.0", "0.5", "1")),
    "bounds": ({"type": "number", "min": "0", "max": "1"}, ("-1", "0", "0.5", "1", "1.5")),
    "percent": ({"type": "percent"}, ("0 %", "12%", "12.5 %", "100.0 %")),
    "money": ({"type": "money", "currency": "EUR"}, ("0 EUR", "0.01 EUR", "1 EUR")),
    "date": ({"type": "date"}, ("0001-01-02", "2024-02-28", "2024-02-29", "9999-12-31")),
    "never": ({"type": "date or never"}, ("0001-01-02", "2024-02-28", "9999-12-30", "9999-12-31")),
    "date-time": (
        {"type": "date-time"},
        (
            *("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000001Z", "2024-02-29T12:00:00Z"),
            *("2024-02-29T13:00:00.000001+01:00", "9999-12-31T23:59:59.999999Z"),
        ),
    ),
    "plain": ({"type": "version"}, ("0", "2.9", "2.9.0.1", "2.10", "3")),
    "semver": (
        {"type": "version", "scheme": "semver"},
        (
            *("0.0.0-0", "0.0.0", "2.9.0-a", "2.9.0-rc1", "2.9.0-rc1.0", "2.9.0-rc1.1", "2.9.0"),
            *("2.9.1-0", "2.9.1", "2.10.0"),
        ),
    ),
    "pep440": (
        {"type": "version", "scheme": "pep440"},
        (
            *("0.dev0", "0.dev1", "0", "2.9.dev3", "2.9a1", "2.9a1.post0.dev0", "2.9"),
            *("2.9.post0.dev0", "2.9.post0", "2.9.1", "2.10", "1!0"),
        ),
    ),
    "debian": (
        {"type": "version", "scheme": "debian"},
        ("0", "0~", "0~~", "2.9~rc1", "2.9", "2.9-0A~", "2.9-1", "2.9a", "2.9+b", "2.10", "1:0"),
    ),
}
FAMILIES: Final = ("0", "2", "2.9", "2.9.0", "2.10")
AGREEMENTS: Final = 250


def random_lines(rng: Random, sort: str) -> list[str]:
    """Two to four comparisons of the fact, all of which must be true."""
    _, constants = TYPES[sort]
    found = []
    for _ in range(rng.randint(2, 4)):
        if sort in ("plain", "semver", "pep440") and rng.random() < 0.3:
            found.append(f"it {rng.choice(('in', 'not in'))} {rng.choice(FAMILIES)}")
        else:
            sign = rng.choice(("<", "<=", ">", ">=", ">", "<", "is", "is not"))
            found.append(f"it {sign} {rng.choice(constants)}")
    return found


def random_data(rng: Random, sort: str) -> dict[str, Any]:
    """An agreement that hangs on one fact; sometimes on what is defined by it."""
    entry, constants = TYPES[sort]
    norms = ("may", "must", "must not")
    clauses = {
        f"clause-{norm.replace(' ', '-')}": {
            "norm": f"party {norm} act",
            "when": random_lines(rng, sort),
        }
        for norm in rng.sample(norms, rng.choice((1, 1, 2)))
    }
    instrument: dict[str, Any] = {
        "instrument": "one",
        "kind": "agreement",
        "title": "The agreement",
        "effective": "2020-01-01",
        "clauses": clauses,
    }
    if rng.random() < 0.3:
        row = {"when": ["other"], "is": rng.choice(constants)}
        if sort != "bounds":
            instrument["definitions"] = {"it": {"rows": [row]}}
    return {
        "format": "1",
        "agreement": "ordered",
        "title": "Ordered",
        "grade": "contract",
        "parties": {"party": None},
        "actions": {"act": None},
        "facts": {"it": entry, "other": None},
        "instruments": [instrument],
    }


@pytest.mark.parametrize("sort", TYPES)
def test_an_unknown_value_is_any_of_its_type_and_no_other(sort: str) -> None:
    """What hangs on an unknown value is told alike, and by a value that there is."""
    rng = Random(sort)
    said = set()
    for number in range(AGREEMENTS):
        data = random_data(rng, sort)
        engine, theirs = engine_of(data), reference.from_data(data)
        question = Question("party", "act", date(2020, 6, 1))
        typed = typed_question(engine, question)
        case = Case(number, data, question, engine, typed, theirs, reference.Options())
        told = reference.answer(theirs, "party", "act", question.on, {})
        expected: object = (told.verdict, told.governing, told.ended, frozenset())
        assert engine_says(case) == expected, data
        found = witness(found_by_engine(case))
        assert found is not None
        total = {name: as_reference(value) for name, value in found.facts.items()}
        outcome = reference.evaluate(theirs, "party", "act", question.on, total, {})
        assert str(total_outcome(engine, typed, found).verdict) == outcome.verdict, (data, found)
        assert told.verdict in ("depends", outcome.verdict), (data, found)
        said.add(told.verdict)
    assert said >= {"depends", "not_addressed"}
