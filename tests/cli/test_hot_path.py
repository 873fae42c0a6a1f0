"""What a command loads: no more than it needs, since it is waited for each time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ASK = ["ask", "openai", "serve", "product=stateless_api", "cloud=aws", "--on", "2025-11-15"]
READING = {"yaml", "contract_engine.files.shapes"}
"""Only where rules are not in the cache."""
NEVER = {"rich", "dataclasses", "inspect", "logging", "tempfile", "difflib"}
OTHERS = {
    "contract_engine.answers.ask.flips",
    "contract_engine.answers.norms.norms",
    "contract_engine.checks",
    "contract_engine.measure",
    "contract_engine.performance",
    "contract_engine.receipts",
    "contract_engine.scenarios",
    "contract_engine.tables",
    "contract_engine.web",
    "contract_engine.words.understand",
}
"""What a question in names has no use for."""


def loaded(tmp_path: Path, *words: str, code: int = 0) -> set[str]:
    """The modules that a command loads in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "contract_engine", *words],
        env={**os.environ, "CONTRACT_ENGINE_CACHE": str(tmp_path), "FORCE_COLOR": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    return {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines() if "|" in line}


def test_a_question_loads_neither_yaml_nor_what_others_need(tmp_path: Path) -> None:
    assert loaded(tmp_path, *ASK) >= READING
    for words in ([*ASK, "--json"], ASK):
        found = loaded(tmp_path, *words)
        assert found.isdisjoint(READING | NEVER | OTHERS), found & (READING | NEVER | OTHERS)
        assert "durable_rules_engine" in found, "both evaluators answer"


@pytest.mark.parametrize(
    ("line", "code"), [("--version", 0), ("", 0), ("ask --help", 0), ("ask --frob", 2)]
)
def test_what_asks_nothing_loads_no_agreement(line: str, code: int, tmp_path: Path) -> None:
    found = loaded(tmp_path, *line.split(), code=code)
    rooms = {name.split(".")[1] for name in found if name.startswith("contract_engine.")}
    allowed = {"cli", "render", "diagnostics", "api", "files", "lazy_dataclass", "lazy_pattern"}
    if line == "ask --help":
        allowed |= {"model"}  # it lists the grades
    assert rooms <= allowed
    assert found.isdisjoint({"contract_engine.api.agreement", *READING, *NEVER} - {"difflib"})
