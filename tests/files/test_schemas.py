"""The JSON Schemas say the same of a file as the shapes do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from contract_engine.files.json_schema import as_text, schemas
from contract_engine.files.yaml_parser import parse
from contract_engine.language import load_folder

from ..diagnostics.cases import SMALL, cases, loaded, small_folder

ROOT = Path(__file__).parents[2]
SCHEMAS = schemas()
SHIPPED = sorted([*(ROOT / "rules").rglob("*.yaml"), *(ROOT / "scenarios").rglob("*.yaml")])
NAMED = {"agreement.yaml": "agreement", "sources.yaml": "sources", "figures.yaml": "figures"}
NAMED |= {"accepted.yaml": "accepted"}


def _schema_of(file: Path) -> str:
    scenarios = "scenarios" in file.relative_to(ROOT).parts
    return NAMED.get(file.name, "scenarios" if scenarios else "instrument")


def _errors(schema: str, data: Any) -> list[str]:
    validator = Draft202012Validator(SCHEMAS[f"{schema}.schema.json"])
    return [f"{e.json_path}: {e.message}" for e in validator.iter_errors(data)]


def _as_editors_read(file: Path) -> Any:
    """The file with its scalars typed as YAML 1.2 types them; a date is a text there."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(file), default=str))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_written_schemas_are_those_of_the_shapes(name: str) -> None:
    """Write them anew with `python -m contract_engine.files.json_schema schemas`."""
    assert (ROOT / "schemas" / name).read_text(encoding="utf-8") == as_text(SCHEMAS[name])


def test_no_other_schemas_are_written() -> None:
    assert {file.name for file in (ROOT / "schemas").iterdir()} == set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_shipped_file_fits_its_schema(file: Path) -> None:
    assert _errors(_schema_of(file), parse("", file.read_bytes())[0].data) == []
    assert _errors(_schema_of(file), _as_editors_read(file)) == []


@pytest.mark.parametrize("file", sorted(SMALL.iterdir()), ids=lambda file: file.name)
def test_a_file_that_uses_most_of_the_language_fits(file: Path) -> None:
    assert _errors(NAMED.get(file.name, "instrument"), _as_editors_read(file)) == []


SHAPES = {"E101", "E102", "E103", "E104"}
"""The codes of what shapes know; a schema knows also the format, and of groups what is in them."""
MORE = {"E011", "E310", "E317", "E338"}
ONE_FILE = [case for case in cases() if case.is_file()]


@pytest.mark.parametrize("case", ONE_FILE, ids=lambda case: case.stem)
def test_schemas_refuse_what_shapes_refuse(case: Path) -> None:
    tree, broken = parse("", case.read_bytes())
    if broken:
        pytest.skip("it isn't YAML that the shapes would see")
    codes = {problem.code for problem in loaded(case)[0]}
    errors = _errors("agreement", tree.data)
    if codes & SHAPES:
        assert errors
    elif not codes & MORE:
        assert errors == []


def test_the_line_that_names_a_schema_is_a_comment() -> None:
    folder = small_folder()
    line = "# yaml-language-server: $schema=../../schemas/agreement.schema.json\n"
    assert folder.main is not None
    folder.main = parse("agreement.yaml", (line + folder.main.text).encode())[0]
    assert load_folder(folder)[1] == ()
