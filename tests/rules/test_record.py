"""The shipped rules against the record: every row has its place, every place is real."""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract_engine.api import load
from contract_engine.model.agreement import Agreement
from contract_engine.model.evidence import Citation

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules" / "microsoft-openai"
FACTS = ROOT.parent / "shared" / "facts"
ROW = re.compile(r"^\| `([^`]+)` \| (.*?) \|", re.MULTILINE)


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    return load(RULES).model


def facts(name: str) -> str:
    """A file of the record, or a skip where it doesn't stand beside the project."""
    path = FACTS / name
    if not path.is_file():
        if os.environ.get("CONTRACT_ENGINE_REQUIRE_CORPUS"):
            pytest.fail(f"the record is missing: {name}")
        pytest.skip("the research record doesn't stand beside this checkout")
    return path.read_text(encoding="utf-8")


def record_rows() -> list[str]:
    data = json.loads(facts("microsoft-openai.json"))
    return [clause["id"] for version in data["versions"] for clause in version["clauses"]]


def corrections() -> list[str]:
    """The points of the page that rules where it differs from the record, by number."""
    points = re.findall(r"^([0-9]+)\. ", facts("corrections.md"), re.MULTILINE)
    return [f"correction-{point}" for point in points]


def test_every_correction_of_the_record_is_in_the_coverage_table() -> None:
    listed = [row for row, _ in ROW.findall((RULES / "COVERAGE.md").read_text(encoding="utf-8"))]
    assert [row for row in listed if row.startswith("correction-")] == corrections()
    assert len(corrections()) == 20


def test_every_row_of_the_record_is_in_the_coverage_table() -> None:
    listed = [row for row, _ in ROW.findall((RULES / "COVERAGE.md").read_text(encoding="utf-8"))]
    assert [row for row in record_rows() if row not in listed] == []


def test_every_clause_in_the_coverage_table_is_real(agreement: Agreement) -> None:
    table = (RULES / "COVERAGE.md").read_text(encoding="utf-8")
    known = {*agreement.clauses, *agreement.figures, *agreement.disputes}
    known |= {repeal.clause for repeal in agreement.repeals} | set(agreement.vocabulary.readings)
    known |= set(agreement.sources)
    for row, where in ROW.findall(table):
        for name in re.findall(r"`([^`]+)`", where):
            assert name in known, f"{row} names {name}"
        assert where.strip(), f"{row} says neither a clause nor a reason"


def test_the_rows_that_clauses_name_are_rows_of_the_record(agreement: Agreement) -> None:
    rows = {*record_rows(), *corrections()}
    for clause in agreement.clauses.values():
        assert clause.record, f"{clause.id} names no row"
        assert set(clause.record) <= rows, clause.id


def citations(agreement: Agreement) -> Iterator[Citation]:
    for instrument in agreement.instruments.values():
        yield from instrument.cites
    for clause in agreement.clauses.values():
        yield from clause.cites
    for repeal in agreement.repeals:
        yield from repeal.cites
    for reading in agreement.vocabulary.readings.values():
        for value in reading.values.values():
            yield from value.cites
    for figure in agreement.figures.values():
        for figure_value in figure.values:
            yield from figure_value.cites


def announcement_of_2023() -> str:
    """The announcement that a seed document is a cache of, without the marks of its Markdown."""
    return facts("../seeds/002_71bf576dded1ef55.txt").replace("\\", "").replace("[capped", "capped")


def test_no_quote_is_one_that_the_corrections_call_wrong(agreement: Agreement) -> None:
    quotes = {cite.quote for cite in citations(agreement)}
    assert "For the SaaS business, they can run it anywhere" not in quotes
    assert "The SaaS business, they can run it anywhere" in quotes


def test_every_quote_is_in_the_record_letter_for_letter(agreement: Agreement) -> None:
    text = facts("microsoft-openai.md") + facts("microsoft-openai.json") + facts("corrections.md")
    text += announcement_of_2023()
    quotes = [cite.quote for cite in citations(agreement) if cite.quote]
    assert len(quotes) > 80
    assert [quote for quote in quotes if quote not in text] == []


def test_every_source_of_the_register_and_every_conflict_is_there(agreement: Agreement) -> None:
    data = json.loads(facts("microsoft-openai.json"))
    conflicts = {conflict["id"] for conflict in data["conflicts"]}
    more = set(agreement.disputes) - conflicts
    assert conflicts <= set(agreement.disputes)
    assert more == {"K33", "K34", "S01", "S02", "S03", "S04", "S05"}
    assert len(conflicts) == 32
    register = {source["key"] for source in data["sources"]}
    named = {part for s in agreement.sources.values() for part in s.record.split(", ")}
    assert register <= named


FIRST = re.compile(r"openai|azure|\bagi\b|agi_|stateless|chatgpt|\baws\b", re.IGNORECASE)


def code_words(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Names and texts of a module, but for docstrings and help."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and node.body:
            skipped |= {
                id(part.value)
                for part in node.body
                if isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)
            }
        if isinstance(node, ast.keyword) and node.arg == "help":
            skipped |= {id(part) for part in ast.walk(node.value)}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id


@pytest.mark.parametrize(
    "file",
    [f for f in sorted((ROOT / "src").rglob("*.py")) if f.name not in ("demo.py", "overview.py")],
    ids=lambda file: f"{file.parent.name}/{file.name}",
)
def test_the_engine_knows_no_agreement(file: Path) -> None:
    """No name or text in the code is the first agreement's, but its folder as the default."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = [(line, word) for line, word in code_words(tree) if FIRST.search(word)]
    assert [word for _, word in found if word != "microsoft-openai"] == []
    assert not found or file.parent.name == "api"
