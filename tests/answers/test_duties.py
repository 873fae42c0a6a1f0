"""What parties must and must not do in a situation, and what that still hangs on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contract_engine.answers.norms.norms import DUTIES
from contract_engine.api import load
from contract_engine.diagnostics import BadInput
from contract_engine.model.agreement import Modality
from contract_engine.model.outcome import Verdict
from tests.answers.tables import LICENCE, licence, table
from tests.cli.conftest import Run
from tests.cli.conftest import run as run  # a fixture

ROWS = table("duties.yaml")["duties"]
SAYS = {
    Verdict.REQUIRED: {"must"},
    Verdict.PROHIBITED: {"must not"},
    Verdict.PERMITTED: {"may"},
    Verdict.NOT_REQUIRED: {"need not"},
}


def _told(row: dict[str, Any]) -> Any:
    modalities = tuple(Modality) if "all" in row else DUTIES
    told = licence().duties(*row["party"], on=row["on"], given=row["given"], modalities=modalities)
    return told.to_json()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['party']} {row['on']} {row['given']}")
def test_the_norms_in_a_situation_are_these(row: dict[str, Any]) -> None:
    told = _told(row)
    norms, choices = told["norms"], told["one_of"]
    assert [[n["id"], n["modality"], n["action"], n["open"]] for n in norms] == row["norms"]
    assert {
        choice["id"]: {each["label"]: each["open"] for each in choice["alternatives"]}
        for choice in choices
    } == row["one_of"]
    for each in (*norms, *(each for choice in choices for each in choice["alternatives"])):
        assert each["applies"] == ("open" if each["open"] else "yes")
    assert {n["bearer"] for n in norms} <= {*row["party"]} or not row["party"]
    if "with" in row:
        assert {n["id"]: n["with"] for n in norms} == row["with"]
    assert told["notes"] == row.get("notes", told["notes"] if "given" in row else [])
    if "assumed" in row:
        assert told["assumed"] == row["assumed"]


def test_rights_tell_the_same_of_what_is_given(run: Run) -> None:
    """Of all modalities, in the same shape; and nothing where nothing is given."""
    given = {"plan": "enterprise", "purpose": "trial", "release": "1.0"}
    words = ",".join(f"{name}={value}" for name, value in given.items())
    place = f"--party licensee --on 2024-01-01 --json --agreement {LICENCE}"
    told = run(f"rights --given {words} {place}").json
    expected = licence().duties(
        "licensee", on="2024-01-01", given=given, modalities=tuple(Modality)
    )
    data: Any = expected.to_json()
    assert [told[key] for key in ("norms", "one_of", "assumed")] == [
        data[key] for key in ("norms", "one_of", "assumed")
    ]
    assert {norm["modality"] for norm in told["norms"]} == {"may", "must", "need not"}
    assert {"on", "party", "rights", "notes"} <= told.keys()
    assert "norms" not in run(f"rights {place}").json


def test_what_can_not_be_is_refused() -> None:
    for given in ({"plan": "free", "seats": 11}, {"plan": "enterprise", "exempt": True}):
        with pytest.raises(BadInput, match="can't be together"):
            licence().duties("licensee", on="2024-01-01", given=given)
    with pytest.raises(BadInput, match="unknown party `licencee`"):
        licence().duties("licencee", on="2024-01-01")


@pytest.mark.parametrize("on", ["2020-01-01", "2024-05-01", "2025-11-15", "2026-06-01"])
def test_where_a_norm_applies_asking_about_its_act_says_so(on: str) -> None:
    """Of the shipped agreement: it governs, or applies as well; one that is open may do so.

    Nothing is assumed of what its bearer does itself.
    """
    loaded = load()
    given = {"product": "stateless_api", "cloud": "aws"}
    told = loaded.duties(on=on, given=given, modalities=tuple(Modality))
    assert told.norms
    for norm in told.norms:
        usage = loaded.model.vocabulary.usage
        own = {name: "unknown" for name, each in usage.items() if each.conduct == norm.bearer}
        asked = {**own, **given}
        answer = loaded.ask(f"{norm.bearer} {norm.action}", on=on, given=asked)
        assert norm.id in [clause.id for clause in (*answer.clauses, *answer.also)]
        if norm.applies == "yes" and answer.verdict in SAYS and not answer.also:
            assert str(norm.modality) in SAYS[answer.verdict]
        assert bool(norm.open) == (norm.applies == "open")


def test_a_duty_does_not_vanish_because_it_is_assumed_to_be_kept() -> None:
    """That the product ships on Azure first is assumed, and OpenAI's own conduct."""
    given = {"product": "stateless_api", "cloud": "aws"}
    told = load().duties("openai", on="2026-05-01", given=given)
    (first,) = [norm for norm in told.norms if norm.id == "ships-first-on-azure"]
    assert first.open == ("not on_azure_first",)
    assert "on_azure_first" not in told.assumed


def test_what_only_assumptions_keep_from_being_in_force_is_told_apart() -> None:
    terms = load().terms(on="2025-12-01")
    assert {each.id: each.assumed for each in terms.not_now} == {
        name: {"agi_declared": "never", "agi_rejected": "never"}
        for name in (
            "api-on-azure-after-rejection",
            "ip-exclusive-after-rejection",
            "research-ip-exclusive-after-rejection",
        )
    }
    assert terms.assumed["agi_rejected"] == "never"
    rejected = load().terms(
        on="2025-12-01", given={"agi_declared": "unknown", "agi_rejected": "unknown"}
    )
    assert {each.id for each in rejected.terms} >= {each.id for each in terms.not_now}


@pytest.mark.parametrize(
    ("name", "on", "clause", "assumed"),
    [
        ("github-corporate", "2021-01-01", "pay-fees", {"invoiced"}),
        (
            "github-corporate",
            "2021-01-01",
            "no-use-under-sanctions",
            {"breaks_export_control", "sanctioned_country", "denied_party"},
        ),
        ("microsoft-openai", "2026-05-01", "post-agi-guardrails-2026", {"post_agi_model"}),
    ],
)
def test_a_duty_that_only_assumptions_keep_away_is_listed_with_these(
    name: str, on: str, clause: str, assumed: set[str]
) -> None:
    """Each is enough to keep it away, or all of them are needed to."""
    agreement = load(Path(__file__).parents[2] / "rules" / name)
    found = [each for each in agreement.duties(on=on).not_now if each.id == clause]
    assert found
    for each in found:
        assert each.applies == "no"
        assert set(each.assumed) == assumed
        others = dict.fromkeys(assumed, "unknown")
        told = agreement.duties(on=on, given=others)
        assert clause in {norm.id for norm in told.norms}
