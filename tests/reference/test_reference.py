"""The reference gives the answers that each rule of docs/meaning.md calls for.

The rules are in rules.yaml, definitions.yaml and structure.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from . import Agreement, Impossible, Options, TooMany, answer, evaluate, from_data, read
from .complete import values
from .files import parse
from .survives import surviving

TABLES = [
    parse(Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8"))
    for name in ("rules", "definitions", "structure")
]
RULES = [{"vocabulary": table["vocabulary"], **rule} for table in TABLES for rule in table["rules"]]
ROWS = [
    pytest.param(rule, ask, id=f"{rule['rule']} [{number}]")
    for rule in RULES
    for number, ask in enumerate(rule["asks"], 1)
]


def agreement_of(rule: Mapping[str, Any]) -> Agreement:
    data = dict(rule.get("vocabulary") or TABLES[0]["vocabulary"])
    for key, words in (rule.get("words") or {}).items():
        data[key] = {**(data.get(key) or {}), **words} if isinstance(words, dict) else words
    return from_data({**data, "instruments": rule["terms"]})


def options_of(ask: Mapping[str, Any]) -> Options:
    return Options(
        under=ask.get("under"),
        without=tuple(ask.get("without") or ()),
        known=date.fromisoformat(ask["known"]) if "known" in ask else None,
        evidence=ask.get("evidence"),
        readings=ask.get("with") or {},
    )


@pytest.mark.parametrize(("rule", "ask"), ROWS)
def test_rule(rule: Mapping[str, Any], ask: Mapping[str, Any]) -> None:
    agreement, options = agreement_of(rule), options_of(ask)
    bearer, action = ask["ask"].split()
    question = (bearer, action, date.fromisoformat(ask["on"]))
    given = ask.get("given") or {}
    if ask["expect"] == "impossible":
        with pytest.raises(Impossible):
            answer(agreement, *question, given, options)
        return
    got = answer(agreement, *question, given, options)
    assert got.verdict == ask["expect"]
    for key, part in (("because", got.governing), ("ended", got.ended), ("dropped", got.dropped)):
        if key in ask:
            assert sorted(part) == ask[key], key
    if "readings" in ask:
        assert {choice[-1][1]: verdict for choice, verdict in got.readings.items()} == (
            ask["readings"]
        )
    if "also" in ask or "defeated" in ask:
        total = {name: values(agreement, name, text)[0] for name, text in given.items()}
        outcome = evaluate(agreement, *question, total, options.readings, options)
        assert outcome.verdict == ask["expect"]
        assert sorted(outcome.governing) == ask["because"]
        assert sorted(outcome.also) == ask.get("also", [])
        assert dict(outcome.defeated) == ask["defeated"] if "defeated" in ask else True


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["rule"]))
def test_no_option_changes_nothing(rule: Mapping[str, Any]) -> None:
    agreement = agreement_of(rule)
    assert surviving(agreement, Options()) == agreement


def test_a_cycle_is_refused() -> None:
    clauses = {
        "ban": {"norm": "party must not act", "overrides": ["right"]},
        "right": {"norm": "party may act", "overrides": ["bar"]},
        "bar": {"norm": "party must not act", "overrides": ["licence"]},
        "licence": {"norm": "party may act", "overrides": ["ban"]},
    }
    terms = [{"instrument": "a", "effective": "2020-01-01", "clauses": clauses}]
    agreement = agreement_of({"terms": terms})
    with pytest.raises(ValueError, match="cycle"):
        answer(agreement, "party", "act", date(2020, 1, 1), {})


def test_too_many_completions_are_refused() -> None:
    facts = {f"fact_{letter}": None for letter in "abcdefghijklmnop"}
    clause = {"norm": "party may act", "when": list(facts)}
    terms = [{"instrument": "a", "effective": "2020-01-01", "clauses": {"right": clause}}]
    agreement = agreement_of({"words": {"facts": facts}, "terms": terms})
    with pytest.raises(TooMany):
        answer(agreement, "party", "act", date(2020, 1, 1), {})


@pytest.mark.parametrize(
    "line",
    [
        "nobody",
        "seats",
        "product is nothing",
        "consent is maybe",
        "scope is unheard_of",
        "3 moons after declared",
    ],
)
def test_an_unknown_word_is_refused(line: str) -> None:
    clause = {"norm": "party may act", "when": [line]}
    terms = [{"instrument": "a", "effective": "2020-01-01", "clauses": {"right": clause}}]
    with pytest.raises(ValueError, match="no "):
        agreement_of({"terms": terms})


def test_a_folder_reads_as_one_agreement(tmp_path: Path) -> None:
    (tmp_path / "agreement.yaml").write_text(
        "format: 1\nparties: {party: }\nactions: {act: }\nfacts: {on: }\ninstruments: ['2021']\n"
    )
    (tmp_path / "2021.yaml").write_text(
        "format: 1\ninstrument: 2021\neffective: 2021-01-01\n"
        "clauses:\n  right: {norm: party may act, when: [on is no], cites: [{source: deed}]}\n"
    )
    (tmp_path / "sources.yaml").write_text("format: 1\nsources: {deed: {grade: contract}}\n")
    agreement = read(tmp_path)
    options = Options(evidence="contract")
    got = answer(agreement, "party", "act", date(2021, 1, 1), {"on": "no"}, options)
    assert got.verdict == "permitted"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("seats", "101", id="above `max`"),
        pytest.param("seats", "-0.01", id="below `min`"),
        pytest.param("term", "1.5", id="a count that is not whole"),
        pytest.param("price", "5 USD", id="another currency"),
        pytest.param("price", "5", id="no currency"),
        pytest.param("opened", "2024-02-12T11:20:10", id="no time zone"),
        pytest.param("edition", "new", id="no version"),
        pytest.param("release", "never", id="a date that can't be never"),
    ],
)
def test_a_value_that_is_not_of_the_type_is_refused(name: str, text: str) -> None:
    facts = {**TABLES[2]["vocabulary"]["facts"], "release": {"type": "date"}}
    clause = {"norm": "party may act", "when": ["term years after release"]}
    agreement = from_data(
        {
            **TABLES[2]["vocabulary"],
            "facts": facts,
            "instruments": [
                {"instrument": "a", "effective": "2020-01-01", "clauses": {"right": clause}}
            ],
        }
    )
    with pytest.raises(ValueError, match=r"."):
        values(agreement, name, text)


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param({"when": [{"reading": "scope", "narrow": "consent"}]}, id="no value"),
        pytest.param({"from": {"reading": "scope", "narrow": "2020"}}, id="no value in a term"),
        pytest.param({"until": "seats years after release"}, id="no `min` to count by"),
        pytest.param({"until": "price years after release"}, id="no number to count by"),
        pytest.param({"until": "opened"}, id="no moment"),
        pytest.param({"when": ["price > 5 USD"]}, id="another currency"),
        pytest.param({"when": ["edition in 2.9-rc1"]}, id="in a pre-release"),
        pytest.param({"when": ["seats in 2"]}, id="in a number"),
    ],
)
def test_a_clause_that_says_nothing_is_refused(entry: dict[str, Any]) -> None:
    facts = {**TABLES[2]["vocabulary"]["facts"], "seats": {"type": "number", "max": "401"}}
    terms = [
        {
            "instrument": "a",
            "effective": "2020-01-01",
            "clauses": {"right": {"norm": "party may act", **entry}},
        }
    ]
    with pytest.raises(ValueError, match="no"):
        from_data({**TABLES[2]["vocabulary"], "facts": facts, "instruments": terms})


def test_a_clause_and_a_group_of_one_name_are_refused() -> None:
    terms = [
        {
            "instrument": "a",
            "effective": "2020-01-01",
            "groups": {"right": {"text": "A group"}},
            "clauses": {"right": {"norm": "party may act"}},
        }
    ]
    with pytest.raises(ValueError, match="one name"):
        agreement_of({"terms": terms})
