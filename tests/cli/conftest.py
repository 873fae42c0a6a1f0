"""Runs command lines in this process, the shipped agreement being read only once."""

from __future__ import annotations

import io
import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from contract_engine import api
from contract_engine.api import DEFAULT, LoadedAgreement
from contract_engine.api.loader import load
from contract_engine.cli import main

FLAT = Path(__file__).parent / "flat"


@dataclass(frozen=True)
class Done:
    """What came of a command line."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document that was printed."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The JSON documents that were printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line, given as one text or as its words; `stdin` is what it may read."""
    monkeypatch.setattr(api, "load", _load)
    monkeypatch.setenv("CONTRACT_ENGINE_CACHE", "off")
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "CONTRACT_ENGINE_DEBUG"):
        monkeypatch.delenv(name, raising=False)

    def run(command: str | list[str], *, columns: int = 100, stdin: bytes = b"") -> Done:
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = main(shlex.split(command) if isinstance(command, str) else command)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Done(code, out, err)

    return run


@pytest.fixture
def flat(run: Run) -> Run:
    """Run a command line about the made-up lease."""

    def flat(command: str | list[str], **more: Any) -> Done:
        words = shlex.split(command) if isinstance(command, str) else command
        return run([*words, "--agreement", str(FLAT)], **more)

    return flat


@cache
def _shipped() -> LoadedAgreement:
    return load(DEFAULT)


def _load(name: str, **more: Any) -> LoadedAgreement:
    plain = name == DEFAULT and not more.get("drafts")
    return _shipped() if plain else load(name, **more)
