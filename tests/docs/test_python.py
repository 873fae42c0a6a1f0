"""The page for Python: its code runs, and prints what the page says."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from tests.docs.blocks import blocks_of

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "python.md"


def test_the_page_for_python_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    printed, line = "", 0
    for block in blocks_of(PAGE):
        match block.language:
            case "python":
                assert not printed, f"line {line}: the page doesn't say what this prints"
                out, line = io.StringIO(), block.line
                with redirect_stdout(out):
                    exec(compile(block.body, f"{PAGE}:{block.line}", "exec"), names)
                printed = out.getvalue()
            case "text":
                assert printed == block.body, f"line {line}"
                printed = ""
            case other:
                pytest.fail(f"line {block.line}: a block of `{other}`")
    assert not printed
