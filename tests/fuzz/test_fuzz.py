"""Whatever stands in an input, it is answered or refused in words, within bounds.

`make fuzz` draws new inputs for CONTRACT_ENGINE_FUZZ_MINUTES; the few drawn here are always the
same. What an input that failed was is told by its seed: `python -m tests.fuzz SORT SEED` shows it.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random, SystemRandom

import pytest
from starlette.testclient import TestClient

from contract_engine.web.app import create_app
from contract_engine.web.settings import Settings
from tests.fuzz.calls import CALLS, RULES, send
from tests.fuzz.inputs import SORTS, Input
from tests.fuzz.runner import MEGABYTES, fault, megabytes, run

GROWTH = 50
"""So many MB more may one sort of inputs take than the process had taken before."""
EACH = 8
"""So many inputs of each sort are drawn at every test run."""
MINUTES = float(os.environ.get("CONTRACT_ENGINE_FUZZ_MINUTES", "0"))


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CONTRACT_ENGINE_CACHE", "off")
    monkeypatch.setenv("NO_COLOR", "1")
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "CONTRACT_ENGINE_DEBUG", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)


def tried(sort: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> str | None:
    """What is wrong with what comes of one input; None where all is well."""
    for left in ("out", "lease", "touched", "rules"):
        shutil.rmtree(left, ignore_errors=True)
    drawn: Input = SORTS[sort](Random(f"{sort} {seed}"))
    drawn.write(Path())
    with monkeypatch.context() as patch:
        for name, value in drawn.environment.items():
            patch.setenv(name, value)
        done = run(drawn.words, drawn.stdin)
    wrong = fault(done)
    return None if wrong is None else f"{wrong}: {sort} {seed}\n{drawn.words}\n{done.out[-2000:]}"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings(rules=RULES)), raise_server_exceptions=False) as found:
        yield found


def called(client: TestClient, sort: str, seed: int) -> str | None:
    """What is wrong with what comes of one call of the server; None where all is well."""
    sent = CALLS[sort](Random(f"{sort} {seed}"))
    done = send(client, sent)
    wrong = fault(done)
    return None if wrong is None else f"{wrong}: {sort} {seed}\n{sent}\n{done.out[-2000:]}"


@pytest.mark.parametrize("sort", CALLS)
def test_a_call_with_mistakes_is_answered_or_refused(sort: str, client: TestClient) -> None:
    found = [wrong for seed in range(EACH) if (wrong := called(client, sort, seed))]
    assert not found, "\n\n".join(found)


@pytest.mark.parametrize("sort", SORTS)
def test_an_input_with_mistakes_is_answered_or_refused(
    sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = megabytes()  # what other tests of this process have taken
    found = [wrong for seed in range(EACH) if (wrong := tried(sort, seed, monkeypatch))]
    assert not found, "\n\n".join(found)
    assert megabytes() < max(MEGABYTES, before + GROWTH)


@pytest.mark.fuzz
@pytest.mark.skipif(not MINUTES, reason="runs for CONTRACT_ENGINE_FUZZ_MINUTES")
@pytest.mark.parametrize("sort", [*SORTS, *CALLS])
def test_inputs_drawn_anew_are_answered_or_refused(
    sort: str,
    client: TestClient,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each sort has its share of the minutes."""
    end = time.monotonic() + 60 * MINUTES / len((*SORTS, *CALLS))
    seeds = SystemRandom()
    found: list[str] = []
    count = 0
    while time.monotonic() < end and len(found) < 20:
        seed = seeds.randrange(10**12)
        wrong = tried(sort, seed, monkeypatch) if sort in SORTS else called(client, sort, seed)
        count += 1
        if wrong is not None:
            found.append(wrong)
    with capsys.disabled():
        print(f"\n{sort}: {count:,} inputs, {len(found)} faults, {megabytes()} MB")
    assert not found, "\n\n".join(found)


def test_a_page_holds_no_control_character_of_its_address(client: TestClient) -> None:
    shown = client.get("/agreements/flat/ask?q=a%05k+the+tenant&f.gu%1best=s%E2%80%A8t%C2%85").text
    assert "a\ufffdk the tenant" in shown
    assert not {*shown} & {*map(chr, (*range(9), *range(14, 32), 0x85, 0x2028))}
