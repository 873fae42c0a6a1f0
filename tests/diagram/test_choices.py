"""Alternatives that fall away on a day: intervals and compiled decisions against the diagrams."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from contract_engine.answers.timeline.periods import Stretches
from contract_engine.api import LoadedAgreement
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Act, Given, Options, Question, Situation
from tests.differential.compare import engine_of

ONE = timedelta(days=1)


def _agreement(unless: str) -> dict[str, Any]:
    return {
        "format": "1",
        "agreement": "small",
        "grade": "contract",
        "parties": {"p": None},
        "actions": {"mend": None, "change": None},
        "facts": {"sold": {"type": "date"}, "late": None, "last_day": {"type": "date"}},
        "definitions": {
            "last_day": {"rows": [{"when": "late", "is": "2024-09-01"}, {"is": "2024-06-01"}]}
        },
        "instruments": [
            {
                "instrument": "v1",
                "kind": "agreement",
                "effective": "2024-01-01",
                "clauses": {
                    "choice": {
                        "text": "t",
                        "one_of": {
                            "mend": {"norm": "p must mend"},
                            "change": {"norm": "p must change", "unless": unless},
                        },
                    }
                },
            }
        ],
    }


@pytest.mark.parametrize(
    ("unless", "given", "turns"),
    [
        ("30 days after sold", {"sold": date(2024, 3, 1)}, date(2024, 3, 31)),
        ("last_day", {"late": True}, date(2024, 9, 1)),
        ("last_day", {"late": False}, date(2024, 6, 1)),
    ],
)
def test_the_day_on_which_an_alternative_falls_away_is_the_first_of_the_duty(
    unless: str, given: dict[str, Given], turns: date
) -> None:
    """Until its eve the bearer may do either; from that day on it must do the other."""
    engine, options = engine_of(_agreement(unless)), Options()
    prepared = LoadedAgreement(engine.agreement).prepare("p mend")
    assert turns in Stretches(engine, Question(Act("p", "mend"), Situation(turns, given))).starts
    sure = {"sold": date(2024, 3, 1), "late": False, **given}
    for on, verdict in ((turns - ONE, Verdict.PERMITTED), (turns, Verdict.REQUIRED)):
        assert engine.find("p", "mend", on, given, options).verdict is verdict
        assert prepared.verdict(on=on, given=sure) is verdict
