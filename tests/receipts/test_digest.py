"""Laws of the rules' hash: what it must not see, and what it must."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from contract_engine.answers.digest import LEFT_OUT, rules_sha256
from contract_engine.api import LoadedAgreement, load, shipped
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder
from contract_engine.scenarios.files import read_scenarios, scenario_files
from contract_engine.scenarios.run import read
from tests.receipts.lease import write_lease

MAIN, FIRST = "agreement.yaml", "2024-01.yaml"
Edit = Callable[[str], str]


def swapped(before: str, after: str) -> Edit:
    def edit(text: str) -> str:
        assert before in text
        return text.replace(before, after, 1)

    return edit


def hash_of(folder: Path) -> str:
    return rules_sha256(load(folder).model)


@pytest.mark.parametrize(
    ("file", "edit"),
    [
        (FIRST, lambda text: "# Another comment\n\n" + text.replace("\n\n", "\n\n\n")),
        (FIRST, swapped("norm: tenant may sublet", "norm: 'tenant  may sublet'")),
        (FIRST, swapped("when:\n      - landlord_agrees", "when: [landlord_agrees]")),
        (FIRST, swapped("title: The lease", "title: The first lease")),
        (FIRST, swapped("    norm: tenant may sublet", "    norm: tenant may sublet\n    note: x")),
        (MAIN, swapped("aliases: [sublet]", "aliases: [sublet, underlet]")),
        (MAIN, swapped("asks: [subtenant, landlord_agrees]", "asks: []")),
        (MAIN, swapped("title: A flat, let by the month", "title: A flat")),
    ],
)
def test_comments_layout_and_names_that_no_answer_shows_leave_the_hash(
    tmp_path: Path, file: str, edit: Edit
) -> None:
    folder = write_lease(tmp_path)
    before = hash_of(folder)
    (folder / file).write_text(edit((folder / file).read_text()))
    assert hash_of(folder) == before


@pytest.mark.parametrize(
    ("file", "edit"),
    [
        (FIRST, swapped("tenant may sublet", "tenant must sublet")),
        (FIRST, swapped("is stranger", "is relative")),
        (FIRST, swapped("3 months after", "4 months after")),
        (FIRST, swapped("effective: 2024-01-01", "effective: 2024-01-02")),
        (FIRST, swapped("to strangers without", "to a stranger without")),
        (FIRST, swapped("norm: tenant may", "grade: filing\n    norm: tenant may")),
        (MAIN, swapped("usually: no", "usually: yes")),
        (MAIN, swapped("label: the tenant", "label: the lodger")),
        (MAIN, swapped("stranger: {label: a stranger}", "stranger: {label: an outsider}")),
        (MAIN, lambda text: text + "researched_through: 2026-01-01\n"),
        (MAIN, lambda text: text + "impossible:\n  - [landlord_agrees, subtenant is relative]\n"),
    ],
)
def test_what_can_change_an_answer_changes_the_hash(tmp_path: Path, file: str, edit: Edit) -> None:
    folder = write_lease(tmp_path)
    before = hash_of(folder)
    (folder / file).write_text(edit((folder / file).read_text()))
    assert hash_of(folder) != before


def test_one_file_and_a_folder_of_files_have_one_hash(tmp_path: Path) -> None:
    folder = write_lease(tmp_path)
    body = (folder / FIRST).read_text().split("format: 1\n")[1]
    lines = [f"    {line}".rstrip() for line in body.splitlines()]
    inline = "instruments:\n" + "\n".join(lines).replace("    instrument", "  - instrument", 1)
    one = tmp_path / "one" / MAIN
    one.parent.mkdir()
    one.write_text((folder / MAIN).read_text().replace("instruments: [2024-01]", inline))
    assert hash_of(one.parent) == hash_of(folder)


def test_the_hash_does_not_hang_on_the_place_or_the_process(tmp_path: Path) -> None:
    folders = [write_lease(tmp_path / name) for name in ("here", "there")]
    assert hash_of(folders[0]) == hash_of(folders[1])


def junk(value: object) -> object:
    """Something else of the same type."""
    if isinstance(value, str):
        return "junk"
    return () if isinstance(value, tuple) else {}


def spoilt(value: Any) -> Any:
    """The same model, with junk in every field that is left out of the hash."""
    if is_dataclass(value) and not isinstance(value, type):
        left_out = LEFT_OUT.get(type(value), ())
        changes = {
            f.name: junk(old) if f.name in left_out else spoilt(old)
            for f in fields(value)
            if (old := getattr(value, f.name)) is not None
        }
        return replace(value, **changes)
    if isinstance(value, Mapping):
        return {key: spoilt(item) for key, item in value.items()}
    return tuple(map(spoilt, value)) if isinstance(value, tuple) else value


def test_no_answer_hangs_on_what_the_hash_leaves_out() -> None:
    pairs: dict[str, tuple[LoadedAgreement, LoadedAgreement]] = {}
    asked = 0
    for path in scenario_files(shipped("scenarios")):
        found, _ = read_scenarios(path)
        assert found is not None
        if found.agreement not in pairs:
            loaded = load(found.agreement)
            other = LoadedAgreement(spoilt(loaded.model))
            assert other.model != loaded.model
            assert rules_sha256(other.model) == rules_sha256(loaded.model)
            pairs[found.agreement] = loaded, other
        loaded, other = pairs[found.agreement]
        for scenario in found.scenarios[::17]:
            question, problems = read(loaded.model, scenario)
            assert question is not None, problems
            assert other.ask(question) == loaded.ask(question)
            asked += 1
    assert asked > 30


RULES = """
format: 1
agreement: shop
grade: contract
parties: {seller: }
actions: {ship: , mend: , change: }
facts:
  holder: {kind: {company: , foundation: }}
  class: {kind: {first: , second: }}
  price: {type: money, currency: EUR, min: 0}
  years: {type: number, min: 1, max: 3}
events: {ordered: }
readings: {scope: {values: {narrow: , wide: }}}
groups:
  section-2: {when: price > 10 EUR, text: Section 2}
definitions:
  class:
    rows:
      - {when: holder is company, is: first}
      - {is: {reading: scope, narrow: second, wide: first}}
instruments:
  - instrument: "2020"
    kind: agreement
    effective: 2020-01-01
    clauses:
      a: {norm: seller may ship, in: section-2, with: {by: rail}, when: class is first}
      b:
        one_of:
          mend: {norm: seller must mend}
          change: {norm: seller must change, unless: ordered}
      c: {norm: seller must not ship, until: years years after ordered, disapplies: a}
"""


def hash_with(edit: Edit) -> str:
    text = edit(RULES)
    agreement, problems = load_folder(from_bytes({MAIN: text.encode()}, "shop"))
    assert agreement is not None, problems
    return rules_sha256(agreement)


@pytest.mark.parametrize(
    "edit",
    [
        swapped("when: holder is company, is: first", "when: holder is foundation, is: first"),
        swapped("when: holder is company, is: first", "when: holder is company, is: second"),
        swapped("      - {when: holder is company, is: first}\n", ""),
        swapped("  class:\n    rows", "  its-class:\n    defines: class\n    rows"),
        swapped("{reading: scope, narrow: second, wide: first}", "second"),
        swapped("  class:\n    rows", "  class:\n    through: 2030\n    rows"),
        swapped("by: rail", "by: road"),
        swapped(", with: {by: rail}", ""),
        swapped(
            "change: {norm: seller must change, unless: ordered}",
            "change: {norm: seller must change}",
        ),
        swapped("mend: {norm", "repair: {norm"),
        swapped("price > 10 EUR", "price > 11 EUR"),
        swapped("currency: EUR, min: 0", "currency: EUR"),
        swapped("max: 3", "max: 4"),
        swapped("years years after", "years months after"),
        swapped(", disapplies: a", ""),
    ],
)
def test_definitions_choices_parameters_and_types_are_hashed(edit: Edit) -> None:
    assert hash_with(edit) != hash_with(str)


@pytest.mark.parametrize(
    "edit",
    [
        swapped("text: Section 2", "text: The second section"),
        lambda text: text.replace("section-2", "part-2"),
        swapped(
            "in: section-2, with: {by: rail}, when: class is first",
            "with: {by: rail}, when: [price > 10 EUR, class is first]",
        ),
        lambda text: text.replace("groups:", "groups:\n  more: {when: ordered}"),
    ],
)
def test_groups_are_hashed_only_by_what_they_give_their_clauses(edit: Edit) -> None:
    assert hash_with(edit) == hash_with(str)


def test_what_is_left_out_are_fields_that_there_are() -> None:
    for cls, names in LEFT_OUT.items():
        assert is_dataclass(cls)
        assert set(names) <= {field.name for field in fields(cls)}, cls
