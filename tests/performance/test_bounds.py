"""Histories and steps that would take for ever are told or refused, within what a question may."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from contract_engine.api import Limits, TooLarge, limited, load
from contract_engine.checks.steps import lint_steps
from contract_engine.cli import main
from contract_engine.diagnostics import BadInput

HEAD = """\
format: 1
agreement: bomb
grade: contract
parties: {p: }
actions: {begin: , act: {with: {price: {type: number}}}}
instruments:
  - instrument: v1
    kind: agreement
    effective: 2020-01-01
    clauses:
"""
STEPS = """\
      s0: {text: t, norm: p must act, after: p begin, by: 30 days after opened, then: [s1]}
      s1:
        text: t
        norm: p must act
        by: 30 days after opened
        done_when: [sum of price >= s0.price]
"""


def agreement(path: Path, steps: str) -> Path:
    file = path / "bomb.yaml"
    file.write_text(HEAD + steps, encoding="utf-8")
    return file


def acts(path: Path, count: int) -> Path:
    """So many acts of one day, whose order isn't known and matters."""
    entries = [f"  - {{on: 2021-01-03, act: p act, with: {{price: {n}}}}}\n" for n in range(count)]
    file = path / "history.yaml"
    begun = "  - {on: 2021-01-02, act: p begin}\n"
    head = "format: 1\nagreement: bomb\nthrough: 2021-03-01\nhistory:\n"
    file.write_text(head + begun + "".join(entries), encoding="utf-8")
    return file


def test_acts_of_one_day_in_too_many_orders_are_asked_for_their_times(tmp_path: Path) -> None:
    loaded = load(agreement(tmp_path, STEPS))
    with pytest.raises(BadInput) as refused:
        loaded.status(acts(tmp_path, 300))
    (problem,) = refused.value.problems
    assert (problem.code, problem.message) == (
        "E376",
        "what isn't known leaves more than 256 ways open",
    )
    assert "the times of acts on one day" in problem.help


SUM = """\
      s1:
        text: t
        norm: p must act
        after: p begin
        by: 30 days after opened
        done_when: [sum of price >= 44850]
"""


def test_acts_of_one_day_that_add_up_need_no_times(tmp_path: Path) -> None:
    """Their order changes nothing: 0 + 1 + ... + 299 is enough, and without one it isn't."""
    loaded = load(agreement(tmp_path, SUM))
    assert loaded.status(acts(tmp_path, 300)).found.state == "fulfilled"
    assert loaded.status(acts(tmp_path, 299)).found.state == "breached"


def test_acts_that_add_up_need_times_where_what_is_left_over_counts_elsewhere(
    tmp_path: Path,
) -> None:
    few = SUM.replace("44850", "300")
    loaded = load(
        agreement(tmp_path, few + few.replace("s1:", "s2:").replace("p begin", "s1.done"))
    )
    with pytest.raises(BadInput) as refused:
        loaded.status(acts(tmp_path, 300))
    assert refused.value.problems[0].code == "E376"


def test_acts_that_add_up_need_times_where_one_takes_away(tmp_path: Path) -> None:
    loaded = load(agreement(tmp_path, SUM.replace("44850", "2")))
    file = acts(tmp_path, 3)
    file.write_text(file.read_text("utf-8").replace("price: 0", "price: -2"), encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        loaded.status(file)
    assert "order" in refused.value.problems[0].message


def test_a_status_takes_no_longer_than_a_question_may(tmp_path: Path) -> None:
    loaded = load(agreement(tmp_path, STEPS))
    history = acts(tmp_path, 3)
    with limited(Limits(seconds=1e-9)), pytest.raises(TooLarge):
        loaded.status(history)


def test_a_chain_of_two_thousand_steps_is_linted(tmp_path: Path) -> None:
    """Step by step, from the first: not each anew for each that opens."""
    steps = "".join(
        f"      s{n}: {{text: t, norm: p must act, by: 3 days after opened, then: [s{n + 1}]}}\n"
        for n in range(1, 2_000)
    )
    first = "      s0: {text: t, norm: p must act, after: p begin, by: 3 days after opened, "
    last = "      s2000: {text: t, norm: p must act, by: 3 days after opened}\n"
    loaded = load(agreement(tmp_path, f"{first}then: [s1]}}\n{steps}{last}"))
    assert lint_steps(loaded.model) == ()


def test_a_status_of_very_many_steps_is_listed_in_part_and_told_whole_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line each, and it goes on from there as from any other."""
    file = agreement(tmp_path, STEPS.partition("      s1:")[0].replace(", then: [s1]", ""))
    lines = ['{"through": "2025-12-31"}']
    for day in range(1_100):
        on = date(2021, 1, 1) + timedelta(days=day)
        lines.append(f'{{"on": "{on}", "act": "p begin"}}')
    history = tmp_path / "history.jsonl"
    history.write_text("\n".join(lines), encoding="utf-8")
    asked = ["status", "--agreement", str(file), "--history", str(history)]
    assert main(asked) == 0
    assert "and 600 before these (--json lists them)" in capsys.readouterr().out
    assert main([*asked, "--json"]) == 0
    text = capsys.readouterr().out
    told, whole = json.loads(text), load(file).status(history)
    assert told == json.loads(json.dumps(whole.to_json()))
    assert len(told["duties"]) == 1_100
    assert '\n    {"clause": "s0", "instance": "s0#1100"' in text
    resumed = load(file).status(history, resume=told["residual"])
    assert resumed.found.duties == whole.found.duties
