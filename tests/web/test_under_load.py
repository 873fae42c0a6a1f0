"""What strangers may do to a server: others are answered, and nothing acknowledged is lost."""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import httpx2
import pytest

from contract_engine.api.replay import replay
from tests.diagram.test_bounds import numbers
from tests.web.conftest import SUPPLY
from tests.web.running import Running, serving
from tests.web.test_http import ASK, BASE

pytestmark = pytest.mark.long
CONNECTIONS = 500


def ask(server: Running, day: int) -> dict[str, object] | None:
    """The answer for a day, if one is acknowledged."""
    body = {**ASK, "on": f"2026-{day % 12 + 1:02}-{day % 28 + 1:02}"}
    try:
        response = httpx2.post(f"{server.address}{BASE}/ask", json=body, timeout=60)
    except httpx2.TransportError:
        return None
    found: dict[str, object] = response.json()
    return found if response.status_code == 200 else None


def test_a_worker_that_is_killed_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """Answers that a client got stand in the log, whose chain is whole; the others are answered."""
    log = tmp_path / "answers.jsonl"
    with serving("microsoft-openai", "--workers", "2", "--log", str(log)) as server:
        with ThreadPoolExecutor(8) as pool:
            asked = [pool.submit(ask, server, day) for day in range(150)]
            workers = server.workers()
            assert workers
            os.kill(workers[-1], signal.SIGKILL)
            asked += [pool.submit(ask, server, day) for day in range(150, 300)]
            got = [answer for each in asked if (answer := each.result()) is not None]
        assert ask(server, 1) is not None
    assert len(got) > 200
    lines = [json.loads(line) for line in log.read_text().splitlines() if line.endswith("}")]
    kept = [json.dumps(line["answer"], sort_keys=True) for line in lines]
    for answer in got:
        assert json.dumps(answer, sort_keys=True) in kept
    report = replay(log)
    assert report.answers >= len(got)
    assert report.differing == ()


def test_connections_that_say_nothing_keep_nobody_from_an_answer() -> None:
    """Half of a request on each of 500 connections, and then nothing."""
    with serving("microsoft-openai") as server, ExitStack() as stack:
        for number in range(CONNECTIONS):
            slow = socket.create_connection(("127.0.0.1", server.port))
            stack.enter_context(closing(slow))
            head = b"POST /v1/agreements/microsoft-openai/ask HTTP/1.1\r\nHost: x\r\n"
            slow.sendall(head if number % 2 else head + b"Content-Length: 500\r\n\r\n{")
        assert ask(server, 1) is not None


def test_a_body_without_end_is_refused_and_takes_no_memory() -> None:
    with serving("microsoft-openai") as server:
        before = memory(server.process.pid)

        def pieces() -> Iterator[bytes]:
            for _ in range(1600):
                yield b" " * 65_536

        try:
            response = httpx2.post(f"{server.address}{BASE}/ask", content=pieces(), timeout=60)
            assert response.status_code == 413
        except httpx2.WriteError:
            pass  # the server hung up before everything was sent
        declared = {"Content-Length": str(100_000_000)}
        with closing(socket.create_connection(("127.0.0.1", server.port))) as sending:
            host = f"Host: 127.0.0.1:{server.port}"
            lines = [f"POST {BASE}/ask HTTP/1.1", host, *map(": ".join, declared.items())]
            sending.sendall("\r\n".join([*lines, "", ""]).encode())
            assert b" 413 " in sending.recv(1000)
        assert ask(server, 1) is not None
        assert memory(server.process.pid) - before < 50_000_000


def memory(process: int) -> int:
    """The bytes that a process has in memory."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def test_questions_made_to_explode_are_refused_and_others_answered(tmp_path: Path) -> None:
    with serving(str(numbers(tmp_path)), SUPPLY) as server, ThreadPoolExecutor(4) as pool:
        body = {"ask": "p act", "on": "2021-01-01"}
        address = f"{server.address}/v1/agreements/bomb/ask"
        bombs = [pool.submit(httpx2.post, address, json=body, timeout=120) for _ in range(4)]
        assert httpx2.get(f"{server.address}/healthz", timeout=5).status_code == 200
        terms = httpx2.post(
            f"{server.address}/v1/agreements/supply/terms", json={"on": "2026-05-01"}, timeout=120
        )
        assert terms.status_code in (200, 503)
        for each in bombs:
            assert each.result().status_code in (503, 504)
