"""Definitions that follow from definitions, in a chain of any length."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from contract_engine.api import load
from contract_engine.checks.proofs import prove
from contract_engine.model.outcome import Verdict

LONG = 24
SECONDS = 60


@pytest.fixture
def in_time() -> Iterator[None]:
    """What takes so long goes through the same meanings again and again."""
    before = signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"not done after {SECONDS} seconds")


def _chain(folder: Path) -> Path:
    lines = ["format: 1", "agreement: chain", "grade: contract", "parties: {p: }"]
    lines += ["actions: {act: }", "facts:"]
    lines += [f"  t{i}: {{kind: {{a: , b: , c: }}}}" for i in range(LONG)]
    lines += ["definitions:"]
    for i in range(1, LONG):
        lines += [f"  t{i}:", "    rows:"]
        lines += [f"      - {{when: t{i - 1} is {x}, is: {y}}}" for x, y in ("ab", "bc", "ca")]
    lines += ["instruments:", '  - instrument: "2020"', "    kind: agreement"]
    lines += ["    effective: 2020-01-01", "    clauses:"]
    lines += [f"      c: {{norm: p may act, when: t{LONG - 1} is a}}"]
    folder.mkdir()
    (folder / "agreement.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.mark.usefixtures("in_time")
def test_a_long_chain_is_answered_kept_and_proved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTRACT_ENGINE_CACHE", str(tmp_path / "kept"))
    folder = _chain(tmp_path / "chain")
    given = {"t0": "abc"[-(LONG - 1) % 3]}
    for _ in range(2):  # read from the files, and from what was kept of them
        loaded = load(folder)
        answer = loaded.ask("p act", on="2020-02-01", given=given, checked=True)
        assert answer.verdict is Verdict.PERMITTED
    engine = loaded.engine
    assert prove(engine) == ()
    prepared = loaded.prepare("p act")
    assert prepared.verdict(on="2020-02-01", given=given) is Verdict.PERMITTED
