"""Statuses of small agreements: values that aren't recorded, days that aren't known, two orders."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contract_engine import BadInput
from contract_engine.api import LoadedAgreement
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder

FRAME = """\
format: 1
agreement: supply
grade: contract
parties: {buyer: , seller: }
actions:
  order:
  deliver: {with: {price: {type: money, currency: EUR}}}
  pay: {with: {amount: {type: money, currency: EUR}}}
facts: {urgent: , invoiced: {type: date}, days: {type: number, min: 1, max: 90}}
calendars: {short: {covers: {from: 2026, through: 2026}}}
instruments:
  - format: 1
    instrument: supply
    kind: agreement
    effective: 2026-01-01
    clauses:
"""


def supply(clauses: str) -> LoadedAgreement:
    content = (FRAME + clauses.lstrip("\n")).encode()
    agreement, problems = load_folder(from_bytes({"agreement.yaml": content}, "supply"))
    assert agreement is not None, problems
    return LoadedAgreement(agreement)


def status(
    loaded: LoadedAgreement, entries: list[dict[str, Any]], on: str, **more: Any
) -> dict[str, Any]:
    history = loaded.history(entries, through=on, given=more.pop("facts", None))
    return loaded.status(history, **more).to_json()


ORDER: dict[str, Any] = {"on": "2026-03-02", "act": "buyer order"}
DELIVERY = """
      deliver:
        norm: seller must deliver
        after: buyer order
        by: 10 days after opened
        then: [pay]
      pay:
        norm: buyer must pay
        by: 30 days after opened
        where: [amount >= deliver.price]
"""


def test_a_value_that_was_not_recorded_leaves_the_status_open() -> None:
    loaded = supply(DELIVERY)
    entries = [
        ORDER,
        {"on": "2026-03-05", "act": "seller deliver", "with": {"price": "500 EUR"}},
        {"on": "2026-03-10", "act": "buyer pay"},
    ]
    found = status(loaded, entries, "2026-05-01")
    assert found["agreement"]["state"] == "depends"
    told = {(tuple(case["given"].items()), case["duties"]["pay"]) for case in found["cases"]}
    assert told == {
        ((("pay#3.amount", "< 500 EUR"),), "missed"),
        ((("pay#3.amount", ">= 500 EUR"),), "done"),
    }


def test_two_values_that_were_not_recorded_are_asked_for() -> None:
    entries = [
        ORDER,
        {"on": "2026-03-05", "act": "seller deliver"},
        {"on": "2026-03-10", "act": "buyer pay"},
    ]
    with pytest.raises(BadInput, match="this act doesn't say its `amount`"):
        status(supply(DELIVERY), entries, "2026-05-01")


def test_a_condition_that_is_not_known_gives_cases() -> None:
    loaded = supply(
        """
      deliver:
        norm: seller must deliver
        after: buyer order
        by: 5 days after opened
        when: [urgent]
"""
    )
    found = status(loaded, [ORDER], "2026-03-07")
    assert found["agreement"]["state"] == "depends"
    assert found["hangs_on"] == ["urgent"]
    assert {case["given"]["urgent"] for case in found["cases"]} == {"yes", "no"}
    assert status(loaded, [ORDER], "2026-03-07", facts={"urgent": "yes"})["agreement"] == {
        "state": "breached",
        "since": "2026-03-07",
        "by": "seller",
    }


def test_a_day_that_hangs_on_a_fact_asks_for_it() -> None:
    clause = "      pay: {norm: buyer must pay, after: buyer order, by: 30 days after invoiced}\n"
    with pytest.raises(BadInput, match="a day of a step hangs on `invoiced`"):
        status(supply(clause), [ORDER], "2026-03-07")
    found = status(supply(clause), [ORDER], "2026-03-07", given={"invoiced": "2026-03-03"})
    assert found["duties"][0]["due"] == "2026-04-02"


def test_a_count_of_days_may_be_a_fact() -> None:
    clause = "      pay: {norm: buyer must pay, after: buyer order, by: days days after opened}\n"
    found = status(supply(clause), [ORDER], "2026-03-07", given={"days": "20"})
    assert found["duties"][0]["due"] == "2026-03-22"


def test_a_day_that_a_calendar_does_not_cover_is_an_error() -> None:
    clause = """
      pay:
        norm: buyer must pay
        after: buyer order
        by: {5 business days after opened, in: short}
"""
    with pytest.raises(BadInput, match="covers 2026-01-01 through 2026-12-31, and 2027-01-01"):
        status(supply(clause), [{"on": "2026-12-30", "act": "buyer order"}], "2026-12-31")


def test_the_order_of_two_payments_of_a_day_is_asked_for_where_it_matters() -> None:
    loaded = supply(
        """
      first: {norm: buyer must pay, after: buyer order, by: 9 days after opened, then: [second]}
      second:
        norm: buyer must pay
        by: 9 days after opened
        where: [amount >= 100 EUR]
"""
    )
    small = {"on": "2026-03-03", "act": "buyer pay", "with": {"amount": "10 EUR"}}
    large = {"on": "2026-03-03", "act": "buyer pay", "with": {"amount": "100 EUR"}}
    with pytest.raises(BadInput, match="the order of `buyer pay` and `buyer pay`"):
        status(loaded, [ORDER, small, large], "2026-03-04")
    found = status(loaded, [ORDER, small, {**large, "on": "2026-03-04"}], "2026-03-05")
    assert {each["instance"]: each["state"] for each in found["duties"]} == {
        "first": "done",
        "second": "done",
    }


def test_what_nearly_counted_is_named() -> None:
    entries = [
        {"on": "2026-03-01", "act": "seller deliver", "with": {"price": "9 EUR"}},
        ORDER,
        {"on": "2026-03-03", "act": "buyer deliver", "with": {"price": "9 EUR"}},
        {"on": "2026-03-04", "act": "seller deliver", "with": {"price": "500 EUR"}},
        {"on": "2026-03-05", "act": "buyer pay", "with": {"amount": "400 EUR"}},
    ]
    near = status(supply(DELIVERY), entries, "2026-03-06")["near"]
    assert [(each["entry"], each["why"]) for each in near] == [
        (1, "it came before 2026-03-02, when `deliver` opened"),
        (3, "`seller` is to do it, not `buyer`"),
        (5, "it doesn't meet `amount >= deliver.price`"),
    ]


def test_days_after_what_is_known_are_open(tmp_path: Path) -> None:
    loaded = supply(DELIVERY)
    history = loaded.history([ORDER], through="2026-03-05")
    later = loaded.status(history, on="2026-06-01").to_json()
    assert later["agreement"]["state"] == "in_performance"
    assert later["duties"][0]["state"] == "open"
    assert later["duties"][0]["remaining_days"] == -81


def test_questions_on_the_record() -> None:
    """A step's norm applies while it is open: before, on its days, after it is done."""
    loaded = supply(DELIVERY)
    delivered = {"on": "2026-03-06", "act": "seller deliver", "with": {"price": "5 EUR"}}
    history = loaded.history([ORDER, delivered], through="2026-03-31")
    verdicts = {
        day: str(loaded.ask("seller deliver", on=day, history=history, checked=True).verdict)
        for day in ("2026-03-01", "2026-03-02", "2026-03-05", "2026-03-06", "2026-03-20")
    }
    assert verdicts == {
        "2026-03-01": "not_addressed",
        "2026-03-02": "required",
        "2026-03-05": "required",
        "2026-03-06": "not_addressed",
        "2026-03-20": "not_addressed",
    }
    assert str(loaded.ask("seller deliver", on="2026-03-05").verdict) == "depends"
    days = [
        (i.from_, i.through)
        for i in loaded.timeline("seller deliver", history=history).intervals
        if str(i.verdict) == "required"
    ]
    assert [(str(first), str(last)) for first, last in days] == [("2026-03-02", "2026-03-05")]


@pytest.mark.parametrize(
    ("amount", "where", "state"),
    [
        ("600 EUR", "{at_least: 2, of: [urgent, amount > 500 EUR, amount > 1000 EUR]}", "done"),
        ("400 EUR", "{at_least: 2, of: [urgent, amount > 500 EUR, amount > 1000 EUR]}", "open"),
        ("600 EUR", "{at_most: 1, of: [urgent, amount > 500 EUR, amount > 1000 EUR]}", "open"),
        ("400 EUR", "{at_most: 1, of: [urgent, amount > 500 EUR, amount > 1000 EUR]}", "done"),
    ],
)
def test_what_an_act_must_be_like_may_be_counted(amount: str, where: str, state: str) -> None:
    """With the act's values in it, what is left of a count is asked of the facts."""
    loaded = supply(f"""
      pay: {{norm: buyer must pay, after: buyer order, by: 30 days after opened, where: {where}}}
""")
    entries = [ORDER, {"on": "2026-03-10", "act": "buyer pay", "with": {"amount": amount}}]
    found = status(loaded, entries, "2026-03-11", facts={"urgent": "yes"})
    assert [duty["state"] for duty in found["duties"]] == [state]
