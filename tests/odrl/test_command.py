"""`contract-engine import` as it is typed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run
from tests.odrl.files import HERE

__all__ = ["run"]  # the fixture of the commands' own tests

CASE = HERE / "cases" / "duties.ttl"


def test_an_agreement_is_printed_and_what_was_left_out_told_apart(run: Run) -> None:
    done = run(f"import odrl {CASE}")
    assert done.code == 0
    assert done.out == CASE.with_name("duties.ttl.yaml").read_text(encoding="utf-8")
    told = " ".join(done.err.split())
    assert "Left out (nothing below says it): obligation 5 (inform): " in told
    assert "odrl:informedParty <http://example.org/agency>" in told


def test_a_folder_can_be_asked_and_checked(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    done = run(f"import odrl {CASE} --output {folder} --action give")
    assert (done.code, "Left out" in done.err) == (0, True)
    assert [file.name for file in tmp_path.rglob("*")] == ["photos", "agreement.yaml"]
    asked = run(f"ask assignee play party=paper --on 2024-01-01 --agreement {folder} --json")
    assert asked.json["verdict"] == "prohibited"
    asked = run(f"ask assignee give --on 2024-01-01 --agreement {folder} --json")
    assert asked.json["verdict"] == "not_addressed"
    again = run(f"import odrl {CASE} --output {folder}")
    assert (again.code, "E516" in again.err) == (2, True)


def test_json_holds_all_of_it(run: Run) -> None:
    data = run(f"import odrl {CASE} --json").json
    assert data["text"] == CASE.with_name("duties.ttl.yaml").read_text(encoding="utf-8")
    assert (data["agreement"], data["folder"], data["to_be_given"]) == ("duties", None, [])
    left_out = {each["about"]: each["says"] for each in data["left_out"]}
    assert left_out["the policy"] == "dct:creator <http://example.org/agency>"
    assert [each["about"] for each in data["read_as"]] == [
        "permission 1 (distribute)",
        "permission 2 (display)",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("import odrl nowhere.ttl", "E001"),
        (f"import odrl {HERE / 'bad' / 'no-policy.ttl'}", "there is no ODRL policy in this"),
        (f"import odrl {HERE / 'bad' / 'not-json.jsonld'}", "this is not JSON"),
        (f"import odrl {CASE} --action sel", "did you mean `sell`?"),
        (f"import odrl {CASE} --output {CASE}/inside", "E513"),
        (f"import prolog {CASE}", "E504"),
        ("import odrl", "FILE is missing"),
    ],
)
def test_bad_input_is_a_diagnostic(line: str, told: str, run: Run) -> None:
    done = run(line.split(" "))
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    done = run([*line.split(" "), "--json"])
    assert (done.code, done.err) == (2, "")
    assert done.json["problems"]


def test_what_is_too_deep_to_be_read_back_is_a_problem(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "deep.ttl"
    inner = "[ odrl:leftOperand odrl:count ; odrl:operator odrl:eq ; odrl:rightOperand 1 ]"
    for join in ["or", "xone"] * 10:
        inner = f"[ odrl:{join} ( {inner} {inner} ) ]" if len(inner) < 20_000 else inner
        inner = f"[ odrl:{join} ( {inner} ) ]"
    prefix = "@prefix odrl: <http://www.w3.org/ns/odrl/2/> ."
    file.write_text(f"{prefix} <p> odrl:permission [ odrl:constraint {inner} ] .")
    done = run(f"import odrl {file}")
    assert (done.code, done.out, "E531" in done.err) == (2, "", True)


def test_without_the_extra_it_says_how_to_install_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [*sys.modules]:
        if name.startswith(("contract_engine.odrl", "contract_engine.api.odrl")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "rdflib", None)
    done = run(f"import odrl {CASE}")
    assert (done.code, done.out) == (3, "")
    assert "`rdflib` is not installed" in done.err
    assert 'pip install "contract-engine[odrl]"' in done.err
    assert run("import --help").code == 0
