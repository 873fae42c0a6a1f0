"""The redline of two days: nothing is lost, and the other way round it is the same."""

from __future__ import annotations

from itertools import combinations

import pytest

from contract_engine import load
from contract_engine.web.page.redline import redline

AGREEMENT = load("microsoft-openai")
DAYS = sorted({each.effective for each in AGREEMENT.model.instruments.values()})


@pytest.mark.parametrize(("one", "other"), list(combinations(DAYS[::2], 2)))
def test_every_clause_is_told_once(one: object, other: object) -> None:
    """A clause of either day is struck, added, in one pair, changed, or as it was."""
    first, second = (AGREEMENT.terms(on=str(day)) for day in (one, other))
    found = redline(AGREEMENT.model, first, second)
    before = [each.id for pair in found.replaced for each in pair.before]
    after = [each.id for pair in found.replaced for each in pair.after]
    gone = [*before, *(each.id for each in found.struck)]
    new = [*after, *(each.id for each in found.added)]
    ours, theirs = ({each.id for each in side.terms} for side in (first, second))
    assert sorted(gone) == sorted(ours - theirs)
    assert sorted(new) == sorted(theirs - ours)
    assert (found.gone, found.new) == (len(gone), len(new))
    assert found.kept + len(found.changed) == len(ours & theirs)
    back = redline(AGREEMENT.model, second, first)
    assert (back.gone, back.new, back.kept) == (found.new, found.gone, found.kept)
    assert {tuple(e.id for e in pair.after) for pair in back.replaced} == {
        tuple(e.id for e in pair.before) for pair in found.replaced
    }


def test_october_2025() -> None:
    """What was repealed and has nothing in its place is struck."""
    first, second = (AGREEMENT.terms(on=day) for day in ("2025-10-27", "2025-10-28"))
    found = redline(AGREEMENT.model, first, second)
    pairs = [({e.id for e in p.before}, {e.id for e in p.after}) for p in found.replaced]
    assert ({"board-declares-agi"}, {"agi-panel"}) in pairs
    assert {"first-refusal", "profit-share-reported"} <= {each.id for each in found.struck}


def test_the_same_day_twice_is_empty() -> None:
    terms = AGREEMENT.terms(on="2025-06-01")
    assert redline(AGREEMENT.model, terms, terms).is_empty
