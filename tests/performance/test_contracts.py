"""Forms of contracts with histories, each with the status that was worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from contract_engine.api import load
from contract_engine.performance.result import Duty
from contract_engine.render.markdown import markdown
from contract_engine.render.words.status import status_page

CONTRACTS: dict[str, Any] = YAML(typ="safe", pure=True).load(
    Path(__file__).with_name("contracts.yaml").read_text(encoding="utf-8")
)
CASES = [
    pytest.param(contract, case, id=f"{name}: {title}")
    for name, contract in CONTRACTS.items()
    for title, case in contract["histories"].items()
]
SHOWN = {
    "state": "state",
    "opened": "opened",
    "due": "due",
    "done": "done",
    "missed": "missed",
    "late": "done_late",
}


def agreement(folder: Path, contract: dict[str, Any]) -> Path:
    """The contract's files."""
    clauses = "".join(f"      {line}\n" for line in contract["clauses"].splitlines())
    text = (
        f"format: 1\nagreement: contract\ngrade: contract\n{contract['head']}"
        "instruments:\n  - instrument: v1\n    kind: agreement\n    effective: 2020-01-01\n"
        f"    clauses:\n{clauses}"
    )
    (folder / "agreement.yaml").write_text(text, encoding="utf-8")
    if "holidays" in contract:
        days = "".join(f"{day},holiday\n" for day in contract["holidays"])
        (folder / "h.csv").write_text(f"date,name\n{days}", encoding="utf-8")
    return folder


def entry(text: str | date) -> dict[str, Any]:
    """`DAY PARTY ACTION NAME=VALUE` as an entry."""
    when, party, action, *values = str(text).split(" ", 3)
    with_ = dict(each.split("=", 1) for each in values)
    return {"at" if "T" in when else "on": when, "act": f"{party} {action}", "with": with_}


def days(duty: Duty) -> dict[str, str]:
    """What a case may say of a duty."""
    found = {name: getattr(duty, field) for name, field in SHOWN.items()}
    return {name: str(value) for name, value in found.items() if value is not None}


@pytest.mark.parametrize(("contract", "case"), CASES)
def test_the_status_is_what_was_worked_out(
    contract: dict[str, Any], case: dict[str, Any], tmp_path: Path
) -> None:
    loaded = load(agreement(tmp_path, contract))
    history = loaded.history(
        [entry(each) for each in case["history"]],
        through=case["through"],
        given=case.get("given"),
    )
    found = loaded.status(history).found
    expected = dict(case["expect"])
    told = found.state
    if found.state == "breached":
        told = f"breached by {found.by} since {found.since}"
    assert told == expected.pop("agreement", told)
    by_name = {duty.instance: days(duty) for duty in found.duties}
    for number, name in enumerate(("first", "second")):
        if name in expected:
            expected[sorted(by_name)[number]] = expected.pop(name)
    for name, parts in expected.items():
        shown = by_name[name]
        wanted = {key: str(value) for key, value in parts.items()}
        assert {key: shown.get(key) for key in wanted} == wanted, (name, shown)
        if "late" not in wanted:
            assert "late" not in shown


def test_a_power_past_its_last_day_is_not_told_as_due(tmp_path: Path) -> None:
    """Nobody knows whether it was used: it is no duty that anybody is late with."""
    loaded = load(agreement(tmp_path, CONTRACTS["a-subscription-that-renews"]))
    history = loaded.history([], through="2026-11-15")
    told = loaded.status(history, on="2026-12-15")
    page = markdown(status_page(loaded.model, told))
    assert "its last day has passed, and no record tells whether it was used" in page
    assert "past due" not in page
    answer = loaded.ask("customer cancel", on="2026-12-15", history=history)
    assert answer.verdict == "not_addressed"


def test_an_act_that_did_the_step_before_in_its_chain_is_told_as_near(tmp_path: Path) -> None:
    contract = {
        "head": "parties: {p: }\nactions: {begin: , act: }\n",
        "clauses": (
            "first: {text: t, norm: p must act, after: p begin, by: 3 days after opened, "
            "then: [second]}\nsecond: {text: t, norm: p must act, by: 3 days after opened}\n"
        ),
    }
    loaded = load(agreement(tmp_path, contract))
    history = [entry("2026-03-01 p begin"), entry("2026-03-02 p act")]
    (near,) = loaded.status(loaded.history(history, through="2026-03-03")).found.near
    assert (near.instance, near.entry) == ("second", 2)
    assert near.why == "it did `first`, and one act never does two steps of one chain"
