"""The examples of the language page that are whole: they load, and mean what the page says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from contract_engine import BadInput
from contract_engine.api import LoadedAgreement
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder

PAGE = Path(__file__).parents[2] / "docs" / "language.md"

FRAME = """\
format: 1
agreement: page
grade: contract
parties: {{seller: , buyer: }}
actions: {{repair: , replace: , respond: , trade: , use: , boast: }}
facts:
  entity: {{kind: {{company: , partnership: , foundation: , public_body: }}}}
  serves_the_public:
  tax_exempt:
  sells_goods:
  seats: {{type: number}}
  plan: {{kind: {{paid: , free: }}}}
  support_tier: {{kind: {{gold: , silver: , basic: }}}}
  release_date: {{type: date}}
  stated_change_date: {{type: date or never}}
  change_date: {{type: date}}
  kind_of_work: {{kind: {{server: , library: }}}}
  support_ordered:
  goods_faulty:
  out_of_stock:
sources: {{release-notes: {{title: Release notes, grade: contract}}}}
{items}
instruments:
  - instrument: "2020"
    kind: agreement
    effective: 2020-01-01
{definitions}
{groups}
{choice}
      trading: {{norm: buyer may trade, when: [business_entity]}}
      boasting: {{norm: buyer may boast, when: [support_tier is gold]}}
      using: {{norm: buyer may use, from: change_date}}
"""


def _example(heading: str) -> str:
    """The first block under a heading, without its last comment."""
    found = re.search(
        rf"^## {heading}\n.*?^```yaml\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S
    )
    assert found is not None
    return found[1].rstrip()


def _within(text: str, spaces: int) -> str:
    return "\n".join(" " * spaces + line for line in text.splitlines())


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> LoadedAgreement:
    """An agreement that is made of the page's own examples."""
    groups = _example("Groups").replace("    ...", "    norm: seller must respond")
    text = FRAME.format(
        items=_example("Items"),
        definitions=_within(_example("Definitions"), 4),
        groups=_within(groups, 4),
        choice=_within(_example("Choices"), 4),
    )
    loaded, problems = load_folder(from_bytes({"agreement.yaml": text.encode()}, "page"))
    assert not problems
    assert loaded is not None
    return LoadedAgreement(loaded)


CASES = [
    # a company or partnership; not a public body, unless it trades
    ("buyer trade", "2024-01-01", {"entity": "company"}, "permitted"),
    ("buyer trade", "2024-01-01", {"entity": "public_body", "sells_goods": "no"}, "not_addressed"),
    (
        "buyer trade",
        "2024-01-01",
        {"entity": "foundation", "serves_the_public": "no", "tax_exempt": "no"},
        "permitted",
    ),
    (
        "buyer trade",
        "2024-01-01",
        {
            "entity": "foundation",
            "serves_the_public": "no",
            "tax_exempt": "yes",
            "sells_goods": "yes",
        },
        "permitted",
    ),
    # an exception to the including line: the fact is then as it is given, or unknown
    ("buyer trade", "2024-01-01", {"entity": "foundation", "serves_the_public": "yes"}, "depends"),
    (
        "buyer trade",
        "2024-01-01",
        {"entity": "foundation", "serves_the_public": "yes", "business_entity": "no"},
        "not_addressed",
    ),
    ("buyer boast", "2024-01-01", {"seats": "100", "plan": "paid"}, "permitted"),
    ("buyer boast", "2024-01-01", {"seats": "99", "plan": "paid"}, "not_addressed"),
    ("buyer boast", "2024-01-01", {"plan": "free"}, "depends"),
    # the earliest of two days
    (
        "buyer use",
        "2024-02-28",
        {"release_date": "2020-02-29", "stated_change_date": "never"},
        "not_addressed",
    ),
    (
        "buyer use",
        "2024-02-29",
        {"release_date": "2020-02-29", "stated_change_date": "never"},
        "permitted",
    ),
    (
        "buyer use",
        "2023-01-01",
        {"release_date": "2020-02-29", "stated_change_date": "2023-01-01"},
        "permitted",
    ),
    ("buyer use", "2026-03-01", {"release": "1.0"}, "permitted"),
    # a group's conditions and last day
    ("seller respond", "2027-12-31", {"support_ordered": "yes"}, "required"),
    ("seller respond", "2027-12-31", {"support_ordered": "no"}, "not_addressed"),
    ("seller respond", "2028-01-01", {"support_ordered": "yes"}, "not_addressed"),
    # a choice, and what is left of it
    ("seller repair", "2024-01-01", {"goods_faulty": "yes", "out_of_stock": "no"}, "permitted"),
    ("seller repair", "2024-01-01", {"goods_faulty": "yes", "out_of_stock": "yes"}, "required"),
    (
        "seller replace",
        "2024-01-01",
        {"goods_faulty": "yes", "out_of_stock": "yes"},
        "not_addressed",
    ),
]


@pytest.mark.parametrize(("ask", "on", "given", "verdict"), CASES)
def test_an_example_means_what_the_page_says(
    page: LoadedAgreement, ask: str, on: str, given: dict[str, str], verdict: str
) -> None:
    assert str(page.ask(ask, on=date.fromisoformat(on), given=given).verdict) == verdict


def test_a_given_value_that_contradicts_a_definition_is_refused_with_both_names(
    page: LoadedAgreement,
) -> None:
    with pytest.raises(BadInput) as refused:
        page.ask(
            "buyer trade",
            on="2024-01-01",
            given={"entity": "company", "business_entity": "no"},
        )
    (problem,) = refused.value.problems
    assert problem.code == "E501"
    assert "by the definition `business_entity`" in problem.help


def test_an_answer_tells_what_a_defined_fact_follows_from(page: LoadedAgreement) -> None:
    given = {"release_date": "2020-02-29", "stated_change_date": "never"}
    (told,) = page.ask("buyer use", on="2024-02-29", given=given).defined
    assert (told.fact, told.by, told.because) == ("change_date", "change_date", ())
    assert told.value.startswith("2024-02-29 (")
