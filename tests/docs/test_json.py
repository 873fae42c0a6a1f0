"""The page on JSON: every key that a command prints stands there, and the other way round."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, run

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
NAMED = {
    word for shown in re.findall(r"`([^`]+)`", TEXT) for word in re.findall(r"[a-z_0-9]+", shown)
}
NAMED |= set(re.findall(r"\b([a-z_]+)[,}]", " ".join(re.findall(r"[\[{][^\]}]+[\]}]", TEXT))))
KEYS = {
    key
    for row in re.findall(r"^\| (`.+?) \| ", TEXT, re.MULTILINE)
    for key in re.findall(r"`([a-z_]+)`", row)
}
BY_NAME = {
    "given",
    "with",
    "assumed",
    "items",
    "readings",
    "changes",
    "duties",
    "residual",
    "settles",
}
"""Under these the keys are names of an agreement; what a residual holds is for `--resume` alone."""

LARGE = {"more_cases"}
"""Only of answers with more than 100 cases."""

SUPPLY = "docs/deadlines/supply"
HISTORY = f"--history {SUPPLY}/history.yaml --agreement {SUPPLY}"
COMMANDS = [
    "ask openai serve product=stateless_api cloud=aws --on 2025-11-15",
    "ask openai serve --on 2025-11-15",
    "ask openai serve product=stateless_api cloud=? --on 2025-11-15",
    "ask microsoft serve --on 2017-01-01",
    'ask "Must OpenAI serve its API on Azure on 15 November 2025?"',
    'ask "Can OpenAI serve its API on AWS on 15 November 2025?"',
    "timeline openai serve product=stateless_api cloud=aws",
    "whatif openai serve product=stateless_api cloud=aws --on 2026-06-01 --without 2026-04",
    "flip openai serve product=stateless_api cloud=aws --on 2025-11-15",
    "needed openai serve product=stateless_api cloud=aws --on 2025-11-15",
    "rights --on 2026-05-01",
    "rights --on 2026-05-01 --given product=stateless_api",
    "terms --on 2026-05-01",
    "duties --on 2026-05-01 --given product=stateless_api",
    "figure microsoft_stake --on 2026-06-30",
    "figure",
    "value change_date release=1.4.4 --on 2022-06-30 --agreement zerotier-bsl",
    "value change_date --on 2022-06-30 --agreement zerotier-bsl",
    "sources",
    "disputes",
    f"status {HISTORY}",
    f"status {HISTORY} --on 2024-06-01",
    f"dates {HISTORY}",
]


def keys(value: Any, under: str = "") -> Iterator[str]:
    """Every key of a document but those that an agreement names."""
    if isinstance(value, list):
        for each in value:
            yield from keys(each, under)
    elif isinstance(value, dict):
        for key, each in value.items():
            if under not in BY_NAME or (under == "duties" and "state" in value):
                yield key
            if key != "residual":
                yield from keys(each, key)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_key_that_is_printed_stands_on_the_page(
    command: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    done = run(f"{command} --json")
    assert done.code == 0
    assert set(keys(json.loads(done.out))) - NAMED == set()


def test_a_problem_has_the_keys_of_the_page(run: Run) -> None:
    done = run("ask nobody serve --json")
    assert done.code == 2
    assert set(keys(json.loads(done.out))) - NAMED == set()


def test_a_key_of_the_page_is_printed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    printed = {key for each in COMMANDS for key in keys(json.loads(run(f"{each} --json").out))}
    assert KEYS - printed - LARGE - {"timeline", "rights", "terms", "figure", "flip"} == set()


__all__ = ["run"]
"""The fixture is the one of the command line's own tests."""
