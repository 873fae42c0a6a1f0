"""Laws of statuses under generated step systems and histories."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from contract_engine.model.agreement import Agreement
from contract_engine.model.history import Entry, History
from contract_engine.performance.result import StatusTold
from contract_engine.performance.run import TooManyInstances
from contract_engine.performance.status import OrderMatters, status_of
from tests.performance.compare import entries_of, load_system
from tests.performance.systems import FIRST, LENGTH, System, cases, history

Facts = Mapping[str, bool]
Case = tuple[System, Agreement, list[dict[str, Any]], date, Facts, Random]


def drawn(first: int, count: int, *, known: bool = True) -> Iterator[Case]:
    """Systems that load, each with a history, a day, facts, and a source of more."""
    for made, random in cases(first, count):
        agreement, _ = load_system(made)
        if agreement is not None:
            entries = history(random, made)
            on = FIRST + timedelta(days=random.randint(5, LENGTH))
            facts = {"f": random.random() < 0.5, "g": random.random() < 0.5} if known else {}
            yield made, agreement, entries, on, facts, random


def status(
    agreement: Agreement, entries: tuple[Entry, ...], on: date, facts: Facts, resume: object = None
) -> StatusTold | None:
    """The status; None where the order of a day's entries matters."""
    try:
        return status_of(agreement, History(on, entries), on, given=facts, resume=resume)
    except (OrderMatters, TooManyInstances):
        return None


def told(found: StatusTold | None) -> object:
    """What a status says, whichever entry it was and whichever instance of a step."""
    if found is None:
        return None
    duties = sorted(
        (
            duty.instance.partition("#")[0],
            duty.state,
            str((duty.opened, duty.due, duty.done, duty.done_late, duty.missed)),
        )
        for duty in found.found.duties
    )
    return found.found.state, found.found.since, found.found.by, duties, len(found.cases)


def test_the_order_of_a_days_entries_changes_nothing() -> None:
    """Shuffling the entries of one day changes nothing, or the history is refused either way."""
    shuffled = 0
    for _, agreement, entries, on, facts, random in drawn(0, 300):
        plain = [{k: v for k, v in entry.items() if k != "order"} for entry in entries]
        other = sorted(random.sample(plain, len(plain)), key=lambda entry: entry["on"])
        shuffled += plain != other
        one = status(agreement, entries_of(plain), on, facts)
        assert told(one) == told(status(agreement, entries_of(other), on, facts))
    assert shuffled > 20


def test_an_act_that_no_step_speaks_of_changes_nothing() -> None:
    """A recorded act that no step is about, and that opens none, leaves the status as it is."""
    for made, agreement, entries, on, facts, random in drawn(300, 150):
        clauses = made.data["instruments"][0]["clauses"]
        if "y" in str([(c.get("norm"), c.get("one_of"), c.get("after")) for c in clauses.values()]):
            continue
        day = FIRST + timedelta(days=random.randint(0, LENGTH))
        more = sorted([*entries, {"on": day, "act": "b y", "amount": 9}], key=lambda e: e["on"])
        before = status(agreement, entries_of(entries), on, facts)
        assert told(before) == told(status(agreement, entries_of(more), on, facts))


def test_a_history_cut_in_two_and_gone_on_from_is_the_same() -> None:
    """The residual after A, gone on from with B, gives the status and the residual of A and B."""
    for known in (True, False):
        for _, agreement, entries, on, facts, random in drawn(600, 80, known=known):
            middle = FIRST + timedelta(days=random.randint(0, (on - FIRST).days))
            typed = entries_of(entries)
            whole = status(agreement, typed, on, facts)
            if whole is None:
                continue
            first = tuple(entry for entry in typed if entry.on <= middle)
            half = status(agreement, first, middle, facts)
            if half is None:
                continue
            rest = tuple(entry for entry in typed if entry.on > middle)
            resumed = status(agreement, rest, on, facts, json.loads(json.dumps(half.residual)))
            assert resumed is not None
            assert told(resumed) == told(whole)
            assert _plain(resumed) == _plain(whole)


def _plain(found: StatusTold) -> object:
    """A residual without the numbers of entries, which a second history counts anew."""
    assert found.residual is not None
    ways = [
        sorted(
            (each["name"], each["state"], str(each["due"]))
            for row in way["instances"]
            for each in [dict(zip(way["columns"], row, strict=True))]
        )
        for way in found.residual["ways"]
    ]
    return sorted(ways)


def test_a_history_cut_at_a_day_gives_the_status_on_that_day() -> None:
    """What comes later than a day makes no difference to the status on it."""
    for _, agreement, entries, on, facts, _ in drawn(900, 150):
        typed = entries_of(entries)
        last = max([on, *(entry.on for entry in typed)])
        try:
            later = status_of(agreement, History(last, typed), on, given=facts)
        except (OrderMatters, TooManyInstances):
            continue
        cut = tuple(entry for entry in typed if entry.on <= on)
        assert told(later) == told(status(agreement, cut, on, facts))


def test_what_is_not_known_is_every_case() -> None:
    """Where facts are not given, the statuses are exactly those of the facts in every way."""
    split = 0
    for _, agreement, entries, on, _, _ in drawn(1200, 120, known=False):
        typed = entries_of(entries)
        whole = status(agreement, typed, on, {})
        each = [
            status(agreement, typed, on, {"f": f, "g": g})
            for f in (False, True)
            for g in (False, True)
        ]
        if whole is None or None in each:
            continue
        found = {str(told(one)) for one in each}
        if whole.cases:
            split += 1
            assert {str(_case(case.found)) for case in whole.cases} == found
        else:
            assert {str(told(whole))} == found
    assert split > 10


def _case(found: Any) -> object:
    return told(StatusTold("made", FIRST, FIRST, found))


def test_to_do_every_duty_at_once_leaves_no_breach() -> None:
    """Where each act is done on the day on which its step opens, nobody is in breach."""
    done = 0
    for made, agreement, _, on, facts, _ in drawn(1500, 400):
        if not _is_simple(made):
            continue
        entries: list[dict[str, Any]] = [
            {"on": FIRST, "act": act, "amount": amount}
            for act in ("a x", "b x", "a y", "b y")
            for amount in (3, 6)
        ]
        for _ in range(60):
            found = status(agreement, entries_of(entries), on, facts)
            assert found is not None
            owed = [d for d in found.found.duties if d.opened and d.modality == "must"]
            missing = [d for d in owed if d.done is None and d.state != "ended"]
            if not missing:
                break
            first = min(missing, key=lambda duty: str(duty.opened))
            act = {"on": first.opened, "act": f"{first.bearer} {first.action}", "amount": 4}
            entries = sorted([*entries, act], key=lambda entry: entry["on"])
        else:
            continue
        done += 1
        assert found.found.state != "breached"
    assert done > 10


def _is_simple(made: System) -> bool:
    """Whether all steps are duties without conditions on acts."""
    clauses = made.data["instruments"][0]["clauses"].values()
    odd = ("where", "done_when", "one_of", "each", "counts_from")
    return all(
        " must " in c.get("norm", "") and "must not" not in c["norm"] and not {*odd} & {*c}
        for c in clauses
    ) and "breach" not in str(clauses)


def test_an_act_moved_earlier_within_its_time_makes_no_breach() -> None:
    """An act that does a step, moved to an earlier day of the step's time, makes no new breach."""
    moved = 0
    for made, agreement, entries, on, facts, _ in drawn(2000, 400):
        if "e" in str(made.data["instruments"][0]["clauses"]).split():
            continue
        typed = entries_of(entries)
        before = status(agreement, typed, on, facts)
        if before is None:
            continue
        for duty in before.found.duties:
            days = duty.opened, duty.done
            if duty.modality != "must" or None in days or days[0] == days[1] or not duty.entry:
                continue
            assert duty.opened is not None
            act = entries[duty.entry - 1]
            others = [entry for entry in entries if entry is not act]
            if any(each["on"] <= act["on"] and each["on"] >= duty.opened for each in others):
                continue
            earlier = sorted([*others, {**act, "on": duty.opened}], key=lambda e: e["on"])
            after = status(agreement, entries_of(earlier), duty.due or on, facts)
            if after is None:
                continue
            moved += 1
            same = [each for each in after.found.breaches if each.instance == duty.instance]
            assert not same
    assert moved > 5
