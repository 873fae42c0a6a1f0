"""A history given as text is read as its file would be, in each of the three forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_engine import load
from contract_engine.diagnostics import BadInput

SUPPLY = Path(__file__).parents[2] / "docs" / "deadlines" / "supply"
YAML = """format: 1
agreement: supply
through: 2026-03-30
history:
  - {on: 2026-03-02, act: buyer order, with: {quantity: 100}}
"""
LINES = """{"through": "2026-03-30"}
{"on": "2026-03-02", "act": "buyer order", "with": {"quantity": 100}}
"""
COMMAS = "on,act,quantity\n2026-03-02,buyer order,100\n"


@pytest.mark.parametrize(
    ("text", "ending"), [(YAML, "yaml"), (LINES, "jsonl"), (COMMAS, "csv"), ("\n" + YAML, "yaml")]
)
def test_a_text_is_read_as_its_file(tmp_path: Path, text: str, ending: str) -> None:
    agreement = load(SUPPLY)
    file = tmp_path / f"history.{ending}"
    file.write_text(text)
    through = "2026-03-30" if ending == "csv" else None
    told = agreement.status(agreement.history_text(text, through=through), on="2026-03-30")
    assert told == agreement.status(agreement.history(file, through=through), on="2026-03-30")
    assert told.found.state == "breached"


@pytest.mark.parametrize("text", ["", "through: [", "{", "on,act\nx", "a: 1", "\x00"])
def test_what_is_no_history_is_told(text: str) -> None:
    with pytest.raises(BadInput):
        load(SUPPLY).history_text(text)
