"""Small agreements on which fuzzing found what few generated cases come upon."""

from __future__ import annotations

from datetime import date
from typing import Any

from contract_engine.answers.ask.flips import flips
from contract_engine.diagram.finding.hinges import hinges
from tests.generators import Data, Question
from tests.laws.worlds import World

QUESTION = Question("lessor", "sublet", date(2020, 1, 1))


def agreement(clauses: Data, **more: Any) -> World:
    """An agreement of these clauses, with a fact `place` and a reading `scope`."""
    instrument = {
        "instrument": "2019",
        "kind": "agreement",
        "title": "The agreement of 2019",
        "effective": "2019-01-01",
        "clauses": {name: {"text": "In plain words.", **each} for name, each in clauses.items()},
    }
    values = {"narrow": None, "wide": None, "middle": None}
    return World.of(
        {
            "format": "1",
            "agreement": "found",
            "title": "A small agreement",
            "grade": "contract",
            "parties": {"lessor": None},
            "actions": {"sublet": None},
            "facts": {"place": {"kind": {"cellar": None, "attic": None, "garden": None}}},
            "readings": {"scope": {"question": "Which is meant?", "values": values, **more}},
            "instruments": [instrument],
        }
    )


def test_values_that_are_disputed_each_are_not_joined_where_together_they_depend() -> None:
    """In the cellar, and anywhere else, only the reading is open; where the place is open too,
    more is: so these are two hinges."""
    world = agreement(
        {
            "bar": {"norm": "lessor must not sublet", "when": ["scope is narrow"]},
            "right": {"norm": "lessor may sublet", "when": ["place is cellar"]},
        }
    )
    found = world.find(QUESTION)
    assert found is not None
    told = {hinge.value: str(hinge.verdict) for hinge in hinges(found, {}) if hinge.name == "place"}
    assert told["cellar"] == "disputed"
    assert len(told) > 1
    for value, verdict in told.items():
        assert world.verdict(Question("lessor", "sublet", QUESTION.on, {"place": value})) == verdict


def test_values_of_a_reading_are_not_joined_in_a_flip() -> None:
    """A reading is fixed to one value, so each that gives the verdict is a flip of its own."""
    world = agreement(
        {"right": {"norm": "lessor may sublet", "when": ["scope is wide"]}},
        default="wide",
        why="The words fit better.",
    )
    told = [dict(flip.changes) for flip in flips(world.engine, world.typed(QUESTION))]
    assert sorted(change["scope"] for change in told) == ["middle", "narrow"]
