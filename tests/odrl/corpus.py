"""The conformance corpus of ODRL: where it is, and what is in its files.

It is not part of this repository. Where it is missing the tests that need it are skipped, or fail
under CONTRACT_ENGINE_REQUIRE_CORPUS=1.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PREFIXES = {"ex:": "http://example.org/", "odrl:": "http://www.w3.org/ns/odrl/2/"}

Json = Any


def place() -> Path:
    """The folder of the corpus; skips or fails the test where there is none."""
    said = os.environ.get("CONTRACT_ENGINE_CORPUS") or "../shared/conformance"
    folder = ROOT / said / "odrl"
    if not (folder / "cases.json").is_file():
        message = f"the ODRL corpus is not in {said} (CONTRACT_ENGINE_CORPUS says where)"
        if os.environ.get("CONTRACT_ENGINE_REQUIRE_CORPUS") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return folder


def file(name: str) -> Json:
    """The data of a file of the corpus."""
    return _read(place() / name)


def by_id(rows: Json) -> dict[str, Json]:
    """Rows by their id."""
    return {row["id"]: row for row in rows}


def iri(name: str) -> str:
    """A name of the corpus in full."""
    for prefix, space in PREFIXES.items():
        if name.startswith(prefix):
            return space + name.removeprefix(prefix)
    return name


@cache
def _read(path: Path) -> Json:
    return json.loads(path.read_text(encoding="utf-8"))
