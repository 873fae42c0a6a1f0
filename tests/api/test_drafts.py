"""Drafts: asked for by name or by file, from Python, and what is wrong with asking."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contract_engine import BadInput, coverage, diff, load, replay, run_scenarios
from contract_engine.cli import main

AGREEMENT = """\
format: 1
agreement: lease
grade: contract
parties: {landlord: , tenant: }
actions: {sublet: {label: sublet the flat}, enter: {label: enter the flat}}
facts: {consent: {label: the landlord consents}}
instruments: ["2020", draft-2027, draft-2028]
"""
LEASE = """\
format: 1
instrument: "2020"
kind: agreement
effective: 2020-01-01
clauses:
  no-subletting:
    text: No subletting without consent.
    norm: tenant must not sublet
    unless: [consent]
"""
DRAFT = """\
format: 1
instrument: draft-2027
kind: amendment
proposed: yes
effective: 2027-01-01
clauses:
  subletting:
    text: The tenant may sublet.
    norm: tenant may sublet
    replaces: no-subletting
"""
SECOND = """\
format: 1
instrument: draft-2028
kind: amendment
proposed: yes
amends: draft-2027
effective: 2028-01-01
repeals: [subletting]
"""
ELSEWHERE = """\
format: 1
instrument: entry-2026
kind: amendment
effective: 2026-01-01
clauses:
  entry: {text: The landlord may enter., norm: landlord may enter}
"""
SCENARIOS = """\
format: 1
agreement: lease
scenarios:
  - name: Subletting in 2027
    ask: tenant sublet
    on: 2027-06-01
    given: {consent: no}
    expect: prohibited
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTRACT_ENGINE_CACHE", str(tmp_path / "cache"))
    for name, text in {
        "rules/lease/agreement.yaml": AGREEMENT,
        "rules/lease/2020.yaml": LEASE,
        "rules/lease/draft-2027.yaml": DRAFT,
        "rules/lease/draft-2028.yaml": SECOND,
        "scenarios/lease/all.yaml": SCENARIOS,
        "entry.yaml": ELSEWHERE,
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def verdict(*drafts: str | Path, act: str = "tenant sublet", on: str = "2027-06-01") -> str:
    agreement = load("lease", drafts=drafts)
    return str(agreement.ask(act, on=on, given={"consent": False}, checked=True).verdict)


@pytest.mark.parametrize("again", ["", "from the cache"])
def test_a_draft_counts_only_where_it_is_asked_for(here: Path, again: str) -> None:
    for _ in range(2 if again else 1):
        assert verdict() == "prohibited"
        assert verdict("draft-2027") == "permitted"
        assert verdict("rules/lease/draft-2027.yaml") == "permitted"
        assert verdict("draft-2027", on="2026-12-31") == "prohibited"


def test_a_draft_comes_with_the_draft_it_amends(here: Path) -> None:
    assert verdict("draft-2028") == "permitted"
    assert verdict("draft-2028", on="2028-01-01") == "not_addressed"
    assert verdict("draft-2027", on="2028-01-01") == "permitted"


def test_a_file_that_is_not_in_the_folder_counts(here: Path) -> None:
    assert verdict(act="landlord enter") == "not_addressed"
    assert verdict("entry.yaml", act="landlord enter") == "permitted"
    assert verdict(here / "entry.yaml", "draft-2027", act="landlord enter") == "permitted"


def test_an_answer_says_what_is_only_proposed(here: Path) -> None:
    answer = load("lease", drafts=["draft-2027"]).ask("tenant sublet", on="2027-06-01")
    assert "draft-2027 is a draft: this is so if it is made as it stands." in answer.notes
    assert answer.receipt.drafts == ("draft-2027",)
    assert load("lease").ask("tenant sublet", on="2027-06-01").receipt.drafts == ()
    hashes = {load("lease", drafts=d).engine.rules_sha256 for d in ((), ("draft-2027",))}
    assert len(hashes) == 2


def test_an_answer_with_a_draft_is_replayed_with_it(here: Path) -> None:
    answers = [
        load("lease", drafts=drafts).ask("tenant sublet", on="2027-06-01", given={"consent": False})
        for drafts in ((), ("draft-2027",))
    ]
    kept = here / "answers.jsonl"
    kept.write_text("".join(json.dumps(answer.to_json()) + "\n" for answer in answers))
    report = replay(kept, "lease")
    assert report.held
    assert report.answers == 2


def test_what_a_draft_would_change(here: Path) -> None:
    found = diff(agreement="lease", drafts=["draft-2027"], scenarios=True)
    assert [(row.given, str(row.first), str(row.second)) for row in found.usual] == [
        ({"consent": "no"}, "prohibited", "permitted"),
        ({"consent": "yes"}, "not_addressed", "permitted"),
    ]
    assert found.review is not None
    assert [turn.scenario for turn in found.review.turns] == ["lease/all.yaml: Subletting in 2027"]
    with_one = load("lease", drafts=["draft-2027"])
    asked = load("lease").whatif(
        "tenant sublet", on="2027-06-01", given={"consent": False}, rules=with_one
    )
    assert (asked.first.verdict, asked.second.verdict) == ("prohibited", "permitted")


def test_whose_scenarios_would_turn(here: Path) -> None:
    assert run_scenarios(agreement="lease").held
    assert not run_scenarios(agreement="lease", drafts=["draft-2027"]).held
    clauses = {o.clause for o in coverage(agreement="lease", drafts=["draft-2027"]).found.missing}
    assert clauses == {"no-subletting", "subletting"}


def test_check_counts_the_words_of_drafts_as_used(here: Path) -> None:
    assert [p.message for p in load("lease", places=True).check().problems] == [
        "`landlord` bears no norm",
        "no norm is about `enter`",
    ]
    whole = load("lease", drafts=["entry.yaml"], places=True).check()
    assert not whole.problems


@pytest.mark.parametrize(
    ("drafts", "code", "said"),
    [
        (["2020"], "E349", "`2020` is no draft: it counts anyway"),
        (["draft-207"], "E349", "there is no draft `draft-207`"),
        (["gone.yaml"], "E001", "this can't be read: no such file or directory"),
        (["twice.yaml"], "E340", "instrument `2020` stands twice"),
        (["wrong.yaml"], "E306", "unknown clause `nothing`"),
        (["lease.yaml"], "E102", "no key `parties` belongs here"),
    ],
)
def test_what_is_wrong_is_told(here: Path, drafts: list[str], code: str, said: str) -> None:
    (here / "twice.yaml").write_text(ELSEWHERE.replace("entry-2026", '"2020"'))
    (here / "wrong.yaml").write_text(ELSEWHERE + "repeals: [nothing]\n")
    (here / "lease.yaml").write_text(AGREEMENT)
    with pytest.raises(BadInput) as error:
        load("lease", drafts=drafts)
    assert (code, said) in [(p.code, p.message) for p in error.value.problems]


def test_a_draft_is_checked_though_nobody_asks_for_it(here: Path) -> None:
    file = here / "rules/lease/draft-2027.yaml"
    file.write_text(DRAFT.replace("replaces: no-subletting", "replaces: no-sublting"))
    with pytest.raises(BadInput) as error:
        load("lease")
    assert [(p.code, p.help) for p in error.value.problems] == [
        ("E306", "did you mean `no-subletting`?")
    ]


def test_what_counts_can_not_name_what_does_not(here: Path) -> None:
    (here / "rules/lease/2020.yaml").write_text(LEASE + "    overrides: subletting\n")
    with pytest.raises(BadInput) as error:
        load("lease")
    assert [(p.code, p.help) for p in error.value.problems] == [
        ("E306", "it stands in the draft `draft-2027`, which counts for nothing yet")
    ]


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("ask tenant sublet consent=no --on 2027-06-01 --with draft-2027", 0, "PERMITTED"),
        ("ask landlord enter --on 2027-06-01 --with entry.yaml", 0, "entry-2026 is a draft"),
        ("rights --on 2027-06-01 --with draft-2027", 0, "draft-2027 is a draft"),
        ("terms --on 2027-06-01 --with draft-2027", 0, "The tenant may sublet."),
        ("duties --on 2027-06-01 --with draft-2027", 0, "draft-2027 is a draft"),
        ("value consent --on 2027-06-01 --with draft-2027", 0, "draft-2027 is a draft"),
        ("timeline tenant sublet consent=no --with draft-2027", 0, "draft-2027 takes effect"),
        ("flip tenant sublet consent=no --on 2027-06-01 --with draft-2027", 0, "31 December 2026"),
        ("whatif tenant sublet consent=no --on 2027-06-01 --with draft-2027", 0, "with the draft"),
        ("diff --with draft-2027 --scenarios", 0, "prohibited → permitted"),
        ("diff", 2, "there is nothing to compare"),
        ("check --with draft-2027,entry.yaml", 0, "3 instruments, 3 clauses"),
        ("test --with draft-2027", 1, "expected prohibited, got permitted"),
        ("coverage --with draft-2027", 0, "1 scenario left out"),
        ("mutate --with draft-2027", 0, "subletting"),
        ("ask tenant sublet --on 2027-06-01 --with draft-207", 2, "did you mean `draft-2027`?"),
        ("ask tenant sublet --on 2027-06-01 --under draft-2027", 2, "ask for it: --with draft"),
    ],
)
def test_every_command_takes_drafts(
    here: Path, command: str, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command.split()) == code
    assert said in " ".join("".join(capsys.readouterr()).split())
