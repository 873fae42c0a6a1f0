"""Which instance of another step is meant, where there are several; and where circles begin."""

from __future__ import annotations

from typing import Any

import pytest

from tests.performance.test_status import ORDER, status, supply


def states(loaded: Any, entries: list[dict[str, Any]], on: str) -> dict[str, str]:
    """The state of each instance."""
    return {d["instance"]: d["state"] for d in status(loaded, entries, on)["duties"]}


def dues(loaded: Any, entries: list[dict[str, Any]], on: str) -> dict[str, str | None]:
    """The last day of each instance."""
    return {d["instance"]: d["due"] for d in status(loaded, entries, on)["duties"]}


def deliver(day: str, price: int) -> dict[str, Any]:
    return {"on": day, "act": "seller deliver", "with": {"price": f"{price} EUR"}}


def pay(day: str, amount: int) -> dict[str, Any]:
    return {"on": day, "act": "buyer pay", "with": {"amount": f"{amount} EUR"}}


TWO_DELIVERIES = [
    *(ORDER, {"on": "2026-03-03", "act": "buyer order"}),
    *(deliver("2026-03-04", 100), deliver("2026-03-05", 500), pay("2026-03-10", 100)),
]


@pytest.mark.parametrize(
    "opens",
    ["", "\n        after: deliver.done", "\n        after: seller deliver"],
    ids=["named", "after it is done", "after the act that does it"],
)
def test_a_payment_is_measured_by_the_delivery_it_followed(opens: str) -> None:
    """The price is that of the delivery from which a payment came, not of the last one."""
    then = "" if opens else "\n        then: [pay]"
    loaded = supply(f"""
      deliver:
        norm: seller must deliver
        after: buyer order
        by: 10 days after opened{then}
      pay:
        norm: buyer must pay{opens}
        by: 30 days after opened
        done_when: [sum of amount >= deliver.price]
""")
    found = states(loaded, TWO_DELIVERIES, "2026-03-11")
    assert (found["pay"], found["pay#2"]) == ("done", "open")


def test_a_day_counted_from_another_step_is_that_of_the_same_order() -> None:
    """Steps that one act opened go together, though another order's are done before."""
    loaded = supply("""
      pay:
        norm: buyer must pay
        after: buyer order
        by: 5 days after deliver.done
      deliver:
        norm: seller must deliver
        after: buyer order
        by: 30 days after opened
""")
    entries = [ORDER, deliver("2026-03-04", 1), {"on": "2026-03-05", "act": "buyer order"}]
    found = dues(loaded, entries, "2026-03-20")
    assert (found["pay"], found["pay#2"]) == ("2026-03-09", None)


def test_a_day_counted_from_another_step_is_that_of_the_same_period() -> None:
    """What is due after a quarter's report waits for the report of that quarter."""
    loaded = supply("""
      report:
        norm: seller must deliver
        each: {calendar: quarter, from: 2026-01-01, through: 2026-12-31}
        by: 45 days after period.last
      royalty:
        norm: buyer must pay
        each: {calendar: quarter, from: 2026-01-01, through: 2026-12-31}
        by: 15 days after report.done
""")
    found = dues(loaded, [deliver("2026-04-20", 1), pay("2026-04-30", 1)], "2026-06-01")
    assert (found["royalty@2026-Q1"], found["royalty@2026-Q2"]) == ("2026-05-05", None)


def test_what_opens_days_after_a_step_opens_after_each() -> None:
    """A step that opens three days after each delivery opens for each, though two are close."""
    loaded = supply("""
      deliver:
        norm: seller must deliver
        after: buyer order
        by: 10 days after opened
      pay:
        norm: buyer must pay
        after: 3 days after deliver.done
        by: 5 days after opened
""")
    found = dues(loaded, TWO_DELIVERIES, "2026-03-10")
    assert (found["pay"], found["pay#2"]) == ("2026-03-12", "2026-03-13")


def test_an_act_in_place_of_one_period_is_none_of_the_next() -> None:
    """What makes good one month's missed payment does not pay the next month too."""
    loaded = supply("""
      rent:
        norm: buyer must pay
        each: {calendar: month, from: 2026-01-01, through: 2026-12-31}
        by: 3 days after period.first
        else: [grace]
      grace:
        norm: buyer must pay
        by: 30 days after opened
""")
    found = states(loaded, [pay("2026-02-02", 1)], "2026-02-03")
    assert (found["rent@2026-01"], found["rent@2026-02"]) == ("repaired", "open")


def test_a_step_that_names_itself_begins_by_its_own_trigger() -> None:
    """An instalment after a delivery, then the next at once, three times at most."""
    loaded = supply("""
      instalment:
        norm: buyer must pay
        after: seller deliver
        by: 1 month after opened
        then: [instalment]
        at_most: 3
""")
    entries = [deliver("2026-03-02", 1), pay("2026-03-10", 1), pay("2026-03-20", 1)]
    found = dues(loaded, entries, "2026-03-20")
    assert found == {
        "instalment": "2026-04-02",
        "instalment#2": "2026-04-10",
        "instalment#3": "2026-04-20",
    }


def test_a_circle_that_nothing_opens_begins_at_its_first_step() -> None:
    """Of steps that name each other the one that is written first opens from the first day on."""
    loaded = supply("""
      deliver:
        norm: seller must deliver
        by: 10 days after opened
        then: [pay]
      pay:
        norm: buyer must pay
        by: 10 days after opened
        then: [deliver]
""")
    found = dues(loaded, [deliver("2026-01-02", 1), pay("2026-01-05", 1)], "2026-01-06")
    assert found == {"deliver": "2026-01-11", "pay": "2026-01-12", "deliver#2": "2026-01-15"}


def test_an_event_before_the_first_day_has_come() -> None:
    """What recurs once an event has come recurs though it came before the clause began."""
    loaded = supply("""
      pay:
        norm: buyer must pay
        after: deliver.done
        from: 2026-02-10
        each: {calendar: month, through: 2026-12-31}
        by: period.last
      deliver:
        norm: seller must deliver
        by: 2026-03-31
""")
    found = dues(loaded, [deliver("2026-01-20", 1)], "2026-02-12")
    assert found["pay@2026-02"] == "2026-02-28"


def test_a_value_is_also_of_the_act_that_broke_a_prohibition() -> None:
    """A penalty may be measured by the forbidden act."""
    loaded = supply("""
      no-delivery:
        norm: seller must not deliver
        through: 2026-12-31
        else: [penalty]
      penalty:
        norm: buyer must pay
        by: 10 days after opened
        done_when: [sum of amount >= no-delivery.price]
""")
    found = states(loaded, [deliver("2026-02-01", 50), pay("2026-02-03", 50)], "2026-02-04")
    assert found == {"no-delivery": "repaired", "penalty": "done"}


def test_a_residual_that_was_gone_on_from_is_gone_on_from_again() -> None:
    """Entries of three histories, each gone on from the last, stay apart."""
    loaded = supply("""
      pay:
        norm: buyer must pay
        after: buyer order
        by: 5 days after deliver.done
      deliver:
        norm: seller must deliver
        after: buyer order
        by: 30 days after opened
        counts_from: 2 days before opened
""")
    parts = [
        ([ORDER, deliver("2026-03-04", 1)], "2026-03-04"),
        ([{"on": "2026-03-10", "act": "buyer order"}], "2026-03-11"),
        ([{"on": "2026-03-14", "act": "buyer order"}, deliver("2026-03-15", 1)], "2026-03-15"),
    ]
    residual: Any = None
    for entries, through in parts:
        history = loaded.history(entries, through=through)
        told = loaded.status(history, resume=residual)
        residual = told.residual
    whole = [entry for entries, _ in parts for entry in entries]
    found = {d["instance"]: (d["state"], d["due"]) for d in told.to_json()["duties"]}
    assert found == {
        d["instance"]: (d["state"], d["due"]) for d in status(loaded, whole, "2026-03-15")["duties"]
    }
    assert found["pay#3"] == ("open", None)
