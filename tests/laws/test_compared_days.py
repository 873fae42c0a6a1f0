"""On which days an answer holds, where days are compared with one another."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.generators import Data, Question
from tests.generators.days import agreement_of_days, question_of_days, some_day
from tests.laws.test_days import agrees, answer_on, same, told_apart
from tests.laws.trials import Trial, law
from tests.laws.worlds import World

ONE_DAY = timedelta(days=1)
LOOKED_AT = 30


@law(40, inside=8.0, bounded=0.8, compared=0.4, judged=0.1)
def test_an_answer_holds_where_days_are_compared(trial: Trial) -> None:
    """Of the days of about a year, an answer is the same on those on which it is said to hold, and
    another on the day before and the day after; and the reference says the same of some."""
    rng, world = trial.rng, World.of(trial.agreement_of(agreement_of_days))
    question = question_of_days(rng, world.data)
    said = world.ask(question)
    here = answer_on(world, question, question.on)
    if said is None or here is None:
        return
    first, last = said.holds.from_, said.holds.through
    days = {question.on, *(some_day(rng) for _ in range(LOOKED_AT))}
    days |= {day for day in (first, last) if day is not None}
    for day in sorted(days):
        if (first is None or first <= day) and (last is None or day <= last):
            there = answer_on(world, question, day)
            trial.show(question=question, holds=(first, last), day=day, here=here, there=there)
            assert same(there, here)
            trial.reach("inside")
    for edge in (first and first - ONE_DAY, last and last + ONE_DAY):
        if edge is not None:
            there = answer_on(world, question, edge)
            trial.show(question=question, holds=(first, last), edge=edge, here=here, there=there)
            assert not same(there, here) or not (told_apart(there) and told_apart(here))
            trial.reach("bounded")
    if rng.random() < 0.15:  # the reference is slow
        day = rng.choice(sorted(days))
        agrees(trial, world, question, day, answer_on(world, question, day))
        trial.reach("judged")
    trial.reach(*["compared"] * (len(here.cases) > 1))


@pytest.mark.parametrize(
    ("on", "given", "holds"),
    [
        ("2020-07-14", {"paid": "2020-11-21"}, (None, "2020-11-20")),
        ("2020-11-22", {"paid": "2020-11-21"}, ("2020-11-21", None)),
        ("2020-07-14", {}, ("2020-01-01", None)),
    ],
)
def test_a_day_compared_with_a_known_one_bounds_an_answer(
    on: str, given: dict[str, str], holds: tuple[str | None, str | None]
) -> None:
    """Notice that counts only from the day of payment on can't have been given before that day."""
    when = ["notified is on or after paid", "notified"]
    data: Data = {
        **{"format": "1", "agreement": "days", "parties": {"lessee": None}},
        **{"actions": {"sell": None}, "events": {"notified": None, "paid": None}},
        "instruments": [
            {
                **{"instrument": "lease", "kind": "agreement", "effective": "2020-01-01"},
                "clauses": {"duty": {"norm": "lessee must sell", "when": when}},
            }
        ],
    }
    said = World.of(data).ask(Question("lessee", "sell", date.fromisoformat(on), given))
    assert said is not None
    ends = (said.holds.from_, said.holds.through)
    assert tuple(None if end is None else end.isoformat() for end in ends) == holds
