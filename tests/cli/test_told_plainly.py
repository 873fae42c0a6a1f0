"""What was once told misleadingly, or without help: each with what is told now."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_engine import BadInput, load

RULES = """
format: 1
agreement: shop
grade: contract
parties: {seller: }
actions: {ship: }
facts: {sells: , seats: {type: number}, plan: {kind: {free: , paid: }}, due: {type: date or never}}
instruments:
  - instrument: "2020"
    kind: agreement
    effective: 2020-01-01
    clauses:
      may-ship: {norm: seller may ship, when: sells}
      must-ship: {norm: seller must ship, when: [due, seats > 3]}
  - instrument: 2020-terms
    kind: agreement
    effective: 2020-01-01
    clauses:
      no-free: {norm: seller must not ship, when: plan is free}
  - instrument: "2021"
    kind: amendment
    effective: 2021-01-01
    clauses:
      not-many: {norm: seller must not ship, when: seats > 100}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "agreement.yaml").write_text(RULES, encoding="utf-8")
    return tmp_path


def test_of_two_documents_of_one_day_none_is_called_later(shop: Path) -> None:
    given = {"sells": "yes", "plan": "free", "seats": "200", "due": "never"}
    answer = load(shop).ask("seller ship", on="2021-06-01", given=given)
    assert {(d.id, d.by, d.why) for d in answer.defeated} == {
        ("may-ship", "no-free", "listed_later"),
        ("may-ship", "not-many", "later"),
    }


def test_before_the_first_instrument_that_is_said(shop: Path) -> None:
    agreement = load(shop)
    said = (
        "Nothing is in force on 2019-12-31 yet: the first instrument, 2020, takes effect on "
        "2020-01-01.",
    )
    assert agreement.duties(on="2019-12-31", given={"sells": "yes"}).notes == said
    assert agreement.rights(on="2019-12-31").notes == said
    assert agreement.duties(on="2020-01-01").notes == ()


@pytest.mark.parametrize(
    ("name", "said", "help_"),
    [
        ("due", "by 2024-12-31", "give one day, as `2024-12-31`, which is by 2024-12-31"),
        ("due", "after 2024-12-31", "give one day, as `2025-01-01`, which is after 2024-12-31"),
        (
            "due",
            "after 2024-12-31 and by 2025-02-01",
            "give one day, as `2025-02-01`, which is after 2024-12-31 and by 2025-02-01",
        ),
        ("due", "by tomorrow", "give one day, as `2025-10-28`, which is by tomorrow"),
        ("due", "after 9999-12-31", "give one day, as `2025-10-28`, which is after 9999-12-31"),
        ("seats", "> 3", "give one number, and leave the fact out where it isn't known"),
    ],
)
def test_days_and_numbers_as_cases_tell_them_get_one_to_give(
    shop: Path, name: str, said: str, help_: str
) -> None:
    with pytest.raises(BadInput) as caught:
        load(shop).ask("seller ship", on="2021-06-01", given={name: said})
    assert [problem.help for problem in caught.value.problems] == [help_]


@pytest.mark.parametrize("nothing", ["null", "~", "NULL"])
def test_null_in_place_of_a_mapping_or_list_is_to_be_left_out(shop: Path, nothing: str) -> None:
    text = RULES.replace("sells: ,", f"sells: {nothing},").replace(
        "when: plan is free", f"overrides: {{a: {nothing}}}"
    )
    (shop / "agreement.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load(shop)
    helps = {problem.help for problem in caught.value.problems}
    assert f"leave `{nothing}` out: it is no word for nothing here" in helps
