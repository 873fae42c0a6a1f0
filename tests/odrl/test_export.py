"""Terms as policies: what is exported, and what comes of it when it is imported again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from pathlib import Path
from random import Random

import pytest

from contract_engine.api import LoadedAgreement, load
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder
from contract_engine.model.outcome import Verdict
from contract_engine.model.vocabulary import KindFact, NumberFact, YesNoFact
from contract_engine.odrl.agreement import PARTY
from contract_engine.odrl.exporting import exported
from contract_engine.odrl.facts import Words
from tests.cli.conftest import FLAT, Run, run
from tests.odrl import world
from tests.odrl.files import HERE, cases

__all__ = ["run"]  # the fixture of the commands' own tests

DAY = date(2024, 2, 29)
NUMBERS = ("0", "1", "2", "3", "4", "5", "7", "8", "9", "10", "11", "50", "1200", "1201")
MOMENTS = ("2023-12-31T23:59:59Z", "2024-03-01T12:00:00Z", "2024-06-30T23:00:00Z")


def again(loaded: LoadedAgreement, on: date) -> tuple[Words, LoadedAgreement, tuple[str, ...]]:
    """An agreement that was exported and imported again, and what was left out on the way."""
    made = exported(loaded.engine, on)
    text = json.dumps(made.document)
    imported, back = world.imported("terms.jsonld", text.encode())
    assert not [r for r in imported.remarks if r.sort == "left out"]
    return imported.words, back, tuple(f"{r.about}: {r.says}" for r in made.remarks)


def whole(text: str) -> LoadedAgreement:
    """An agreement of one file."""
    agreement, problems = load_folder(from_bytes({"a.yaml": text.encode()}, "", "a.yaml"))
    assert agreement is not None, problems
    return LoadedAgreement(agreement)


def situations(loaded: LoadedAgreement) -> Iterator[dict[str, str]]:
    """Some situations that give every fact a value, drawn in the same way every time."""
    values = {
        name: fact.ends
        if isinstance(fact, KindFact)
        else ("yes", "no")
        if isinstance(fact, YesNoFact)
        else (MOMENTS if fact.sort == "date-time" else NUMBERS)
        for name, fact in loaded.model.vocabulary.facts.items()
        if isinstance(fact, KindFact | YesNoFact | NumberFact)
    }
    draw = Random(7)
    for _ in range(30):
        yield {name: draw.choice(each) for name, each in values.items()}


def asked(words: Words, own: str, bearer: str, given: Mapping[str, str]) -> dict[str, str]:
    """The same situation in the words of the agreement that was imported again."""
    party = words.roles["party"]
    said = {party: words.values[party, f"{own}party:{bearer}"]}
    for name, value in given.items():
        if fact := words.operands.get(f"{own}fact:{name}"):
            plain = value in ("yes", "no") or value[0].isdigit()
            term = f"{own}value:{name}:{value}"
            said[fact] = value if plain else words.values.get((fact, term), f"another_{fact}")
    return said


SAID_WHOLE = [case for case in cases("cases") if case.stem != "collections"]
"""Policies without definitions, which the way back leaves out."""


@pytest.mark.parametrize("case", SAID_WHOLE, ids=lambda case: case.name)
def test_a_policy_says_the_same_when_it_is_imported_exported_and_imported(case: Path) -> None:
    _, first = world.imported(case.name, case.read_bytes())
    words, second, left_out = again(first, DAY)
    assert all(any(own in each for own in ("usually", "sources, grades")) for each in left_out)
    own = "urn:contract-engine:policy:"
    for action in first.model.vocabulary.actions:
        mine = words.actions.get(f"{own}action:{action}")
        for given in situations(first):
            verdict = first.ask(f"{PARTY} {action}", on=DAY, given=given).verdict
            if mine is None:
                assert verdict is Verdict.NOT_ADDRESSED
                continue
            said = asked(words, own, PARTY, given)
            other = second.ask(f"{PARTY} {mine}", on=DAY, given=said).verdict
            assert other is verdict, (action, given, said)


FORMS = """
format: 1
agreement: forms
title: All forms of conditions
grade: contract
parties: {seller: }
actions: {ship: {kinds: {send: }}, pack: , sign: , wrap: , fold: , stack: }
facts:
  seats: {type: number}
  since: {type: date-time}
  paid:
  goods: {kind: {food: {kinds: {fruit: , bread: }}, toys: }}
events: {sold: }
instruments:
  - instrument: first
    kind: agreement
    title: The first
    effective: 2020-01-01
    clauses:
      below:
        text: t
        norm: seller may ship
        when: [not: seats >= 5]
        unless: [seats > 8, {all: [paid, goods is food]}]
      above:
        text: t
        norm: seller must not ship
        when: [not: {any: [seats < 5, seats is 7]}]
        unless: [seats <= 5]
      alone:
        text: t
        norm: seller may fold
        when: [{exactly: 1, of: [paid, seats > 8, goods is food]}]
      several:
        text: t
        norm: seller may stack
        when: [{at_least: 2, of: [paid, seats > 8, goods is food]}]
      until-sold: {text: t, norm: seller may pack, until: sold}
      after-sale: {text: t, norm: seller must sign, when: [sold]}
      never: {text: t, norm: seller may wrap, when: [{not: {any: [{not: paid}, paid]}}]}
      either: {text: t, one_of: {a: {norm: seller must sign}, b: {norm: seller must pack}}}
      free: {text: t, norm: seller need not sign}
"""


def test_every_form_of_condition_is_stated_exactly() -> None:
    forms = whole(FORMS)
    words, second, left_out = again(forms, DAY)
    own = "urn:contract-engine:forms:"
    asked_ = {
        iri.removeprefix(f"{own}asked:"): fact
        for iri, fact in words.operands.items()
        if iri.startswith(f"{own}asked:")
    }
    counted = "at_least_2_of_paid_seats_8_goods_is_food"
    assert set(asked_) == {"until_sold_is_in_force", "sold", counted}
    assert left_out[:2] == (
        "either: a choice, which ODRL has not",
        "free: seller need not sign: a release from a duty, which ODRL has not",
    )
    for seats, paid, goods in product(range(2, 11), ("yes", "no"), ("fruit", "bread", "toys")):
        given = {"seats": str(seats), "paid": paid, "goods": goods}
        said = asked(words, own, "seller", given)
        for action in ("ship", "send", "fold"):
            one = forms.ask(f"seller {action}", on=DAY, given=given).verdict
            mine = words.actions[f"{own}action:{action}"]
            assert second.ask(f"{PARTY} {mine}", on=DAY, given=said).verdict is one, given
    for action, fact, verdict in (
        ("pack", "until_sold_is_in_force", Verdict.PERMITTED),
        ("sign", "sold", Verdict.REQUIRED),
        ("stack", counted, Verdict.PERMITTED),
    ):
        mine = words.actions[f"{own}action:{action}"]
        base = asked(words, own, "seller", {})
        for value, wanted in (("yes", verdict), ("no", Verdict.NOT_ADDRESSED)):
            said = {**base, asked_[fact]: value}
            assert second.ask(f"{PARTY} {mine}", on=DAY, given=said).verdict is wanted
    mine = words.actions[f"{own}action:wrap"]
    assert second.ask(f"{PARTY} {mine}", on=DAY).verdict is not Verdict.PERMITTED


@pytest.mark.parametrize("day", [date(2021, 6, 1), date(2023, 1, 1)])
def test_no_permission_is_wider_than_in_the_agreement(day: date) -> None:
    """Whatever is permitted or required by the policy alone is so in the agreement."""
    flat = load(FLAT)
    words, second, left_out = again(flat, day)
    own = "urn:contract-engine:flat:"
    open_ = {name: "no" for name in words.operands.values() if name.startswith("asked")}
    permitted = 0
    for bearer, action in product(flat.model.vocabulary.parties, flat.model.vocabulary.actions):
        if f"{own}party:{bearer}" not in {id for _, id in words.values}:
            continue
        for given in situations(flat):
            said = {**asked(words, own, bearer, given), **open_}
            mine = words.actions[f"{own}action:{action}"]
            if second.ask(f"{PARTY} {mine}", on=day, given=said).verdict is Verdict.PERMITTED:
                permitted += 1
                assert flat.ask(f"{bearer} {action}", on=day, given=given).verdict is (
                    Verdict.PERMITTED
                )
    assert permitted
    if day.year == 2023:
        told = "students-welcome-again-and-again: it prevails over no-strangers here, and there"
        assert any(each.startswith(told) for each in left_out)


def test_the_command_prints_a_policy_and_tells_what_it_leaves_out(run: Run, tmp_path: Path) -> None:
    done = run("export odrl --on 2026-05-01")
    assert done.code == 0
    assert done.json["@graph"][0]["@type"] == "Set"
    told = " ".join(done.err.split())
    assert "a release from a duty, which ODRL has not" in told
    assert "own:asked:agi_declared: whether agi_declared" in told
    file = tmp_path / "terms.jsonld"
    again_ = run(f"export odrl --on 2026-05-01 --output {file}")
    assert (again_.code, again_.out) == (0, "")
    assert json.loads(file.read_text(encoding="utf-8")) == done.json
    data = run("export odrl --on 2026-05-01 --json").json
    assert data["policy"] == done.json
    assert data["to_be_given"]
    back = run(f"import odrl {file} --output {tmp_path / 'back'}")
    assert back.code == 0
    checked = run(f"check --agreement {tmp_path / 'back'} --json").json
    assert "W701" not in {problem["code"] for problem in checked["problems"]}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("export odrl", "on which day?"),
        ("export odrl --on 2026-02-30", "E314"),
        ("export prolog --on 2026-05-01", "E504"),
        (f"export odrl --on 2026-05-01 --output {HERE}/nowhere/terms.jsonld", "E513"),
        (f"export odrl --on 2026-05-01 --agreement {HERE}", "E001"),
    ],
)
def test_bad_input_is_a_diagnostic(line: str, told: str, run: Run) -> None:
    done = run(line)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
