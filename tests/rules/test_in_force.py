"""A bar of the shipped agreement that an event has ended: every command says so."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.cli.conftest import Run, run

__all__ = ["run"]  # the fixture of the commands' own tests

BAR = "stateless-api-on-azure"
VERIFIED = "--given agi_verified=2026-01-01"
BEFORE, AFTER = "--on 2025-12-31", "--on 2026-02-01"
AWS = "openai serve product=stateless_api cloud=aws"


@pytest.mark.parametrize(("day", "stands"), [(BEFORE, True), (AFTER, False)])
def test_every_command_says_that_the_bar_has_ended_when_agi_is_verified(
    day: str, stands: bool, run: Run
) -> None:
    """Its term runs to 2032, but AGI ended it."""

    def said(command: str) -> object:
        done = run(f"{command} {day} {VERIFIED} --json")
        assert done.code == 0, done.err
        return json.loads(done.out)

    answer = said(f"ask {AWS}")
    assert isinstance(answer, dict)
    assert ([clause["id"] for clause in answer["clauses"]] == [BAR]) is stands
    ended = [] if stands else [{"id": BAR, "on": None, "by": "agi"}]
    assert answer["ended"] == ended
    for command in ("rights", "terms", "duties product=stateless_api cloud=aws"):
        assert (BAR in json.dumps(said(command))) is stands, command
    assert (f":clause:{BAR}" in json.dumps(said("export odrl"))) is stands


def test_a_situation_that_cannot_be_is_refused_by_every_command(run: Run) -> None:
    """AGI can't be verified where it is never declared."""
    given = "--given agi_verified=2026-01-01,agi_declared=never"
    for command in (f"ask {AWS}", "rights", "terms", "duties", "export odrl"):
        done = run(f"{command} {AFTER} {given}")
        assert done.code == 2, command
        assert "can't be together on 2026-02-01" in done.err


def test_a_term_that_may_have_ended_is_marked_open(run: Run) -> None:
    """Where it isn't known whether AGI was declared or verified."""
    given = "--given agi_declared=unknown,agi_verified=unknown"
    done = run(f"terms --on {date(2026, 2, 1)} {given} --json")
    (bar,) = (term for term in json.loads(done.out)["terms"] if term["id"] == BAR)
    assert bar["open"] is True
    told = run(f"terms --on {date(2026, 2, 1)} {given}").out
    assert "in force or not: hangs on what is not known" in told
    assert "hangs on what is not known" not in run("terms --on 2026-02-01").out
