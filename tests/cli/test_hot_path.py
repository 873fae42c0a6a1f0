"""What a question in names loads: neither YAML nor the shapes, once the rules are kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ASK = ["ask", "openai", "serve", "product=stateless_api", "cloud=aws", "--on", "2025-11-15"]


def test_a_question_loads_neither_yaml_nor_the_shapes_of_files(tmp_path: Path) -> None:
    env = {**os.environ, "CONTRACT_ENGINE_CACHE": str(tmp_path)}

    def loaded() -> set[str]:
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "contract_engine", *ASK],
            env=env,
            capture_output=True,
            text=True,
            check=True,
        )
        assert "PROHIBITED" in done.stdout
        return {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}

    reading = {"yaml", "contract_engine.files.shapes"}
    assert reading <= loaded()
    assert loaded().isdisjoint(reading)
