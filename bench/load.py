"""A server on loopback -> how many questions a second it answers, how soon, and what it takes.

Two servers in turn: ours, and a bare one of the same library that reads the same body and sends as
many bytes without working anything out. What separates them is ours.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from random import Random

from contract_engine import BadInput, load
from contract_engine.model.vocabulary import KindFact, YesNoFact

EVALUATE = "/access/v1/evaluation"
AGREEMENT, ACT = "microsoft-openai", "openai serve"
CONNECTIONS = 32
PORT = 8765
AGAIN, FRESH, LONG = 5_000, 1_000, 200_000
"""So many requests of each load."""
BYTES = 3_000
"""About as long as an answer."""
BARE = """
import sys, uvicorn
from fastapi import FastAPI, Response
from pydantic import BaseModel

class Body(BaseModel):
    ask: str
    on: str
    given: dict[str, str] = {}

app, content = FastAPI(), b"x" * int(sys.argv[2])

@app.post("/")
async def answer(body: Body) -> Response:
    return Response(content, media_type="application/json")

uvicorn.run(app, port=int(sys.argv[1]), log_level="error")
"""


@dataclass(frozen=True)
class Served:
    """What came of a load: answers a second, milliseconds, CPU and memory of the server."""

    name: str
    requests: int
    a_second: float
    p50: float
    p99: float
    cpu: float
    """Microseconds of CPU of the server for each."""
    memory: tuple[int, ...] = ()
    """Its memory in MB, from time to time."""


def questions(count: int, seed: int) -> Iterator[bytes]:
    """So many bodies, no two alike, about the act that is asked of most."""
    loaded, rng, seen = load(AGREEMENT), Random(seed), set[bytes]()
    words, verdict = loaded.model.vocabulary.facts, loaded.prepare(ACT).verdict
    kinds = {name: fact.ends for name, fact in words.items() if isinstance(fact, KindFact)}
    while len(seen) < count:
        on = date(2019, 7, 1) + timedelta(days=rng.randrange(2_800))
        given = {name: rng.choice(kinds[name]) for name in ("product", "cloud", "customer")}
        given |= {
            name: rng.choice(("yes", "no"))
            for name, fact in words.items()
            if isinstance(fact, YesNoFact) and rng.random() < 0.2
        }
        body = json.dumps({"ask": ACT, "on": str(on), "given": given}).encode()
        try:
            verdict(on=on, given=given)
        except BadInput:
            continue  # it can't be
        if body not in seen:
            seen.add(body)
            yield body


def otherwise(body: bytes) -> bytes:
    """The same question in other bytes, which the server has to read."""
    return b" " + body


def evaluation(body: bytes) -> bytes:
    """The same question as a gateway asks it, by AuthZEN."""
    asked = json.loads(body)
    given = asked["given"]
    return json.dumps(
        {
            "subject": {"type": "party", "id": ACT.split()[0]},
            "action": {"name": ACT.split()[1]},
            "resource": {"type": "product", "id": given.pop("product")},
            "context": {"on": asked["on"], **given},
        }
    ).encode()


@contextmanager
def running(line: Sequence[str], port: int) -> Iterator[int]:
    """A server's process, once it listens."""
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        asyncio.run(_listening(port))
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


async def _listening(port: int) -> None:
    for _ in range(600):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
    raise TimeoutError


def loaded(
    name: str,
    pid: int,
    port: int,
    path: str,
    bodies: Sequence[bytes],
    requests: int,
    looks: int = 0,
) -> Served:
    """What comes of so many requests, some at once, over connections that stay."""
    waiting = iter(islice(cycle(bodies), requests))
    taken: list[float] = []
    memory: list[int] = [_memory(pid)]
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for body in waiting:
            began = time.perf_counter()
            writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            if not answer.startswith(b"HTTP/1.1 200"):
                raise AssertionError(answer + await reader.read(2_000))
            found = re.search(rb"(?i)content-length: (\d+)", answer)
            assert found is not None
            await reader.readexactly(int(found[1]))
            taken.append(time.perf_counter() - began)
            if looks and len(taken) % (requests // looks) == 0:
                memory.append(_memory(pid))
        writer.close()

    async def all_() -> None:
        await asyncio.gather(*(one() for _ in range(CONNECTIONS)))

    cpu, began = _cpu(pid), time.perf_counter()
    asyncio.run(all_())
    seconds, used = time.perf_counter() - began, _cpu(pid) - cpu
    taken.sort()
    at = [1000 * taken[int(len(taken) * share)] for share in (0.5, 0.99)]
    return Served(name, requests, requests / seconds, *at, 1e6 * used / requests, tuple(memory))


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> int:
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) // 1024 if found else 0


def measured() -> list[Served]:
    """Questions asked again, questions never asked before, a long load, and the bare server."""
    ours = [sys.executable, "-m", "contract_engine", "serve", AGREEMENT, "--port", str(PORT)]
    path = f"/v1/agreements/{AGREEMENT}/ask"
    few, fresh = list(questions(200, 1)), list(questions(FRESH, 2))
    gateway, other = list(map(evaluation, few)), list(map(otherwise, fresh))
    with running(ours, PORT) as pid:
        loaded("first", pid, PORT, path, few, len(few))
        loaded("first", pid, PORT, EVALUATE, gateway, len(gateway))
        found = [
            loaded("200 questions, again and again", pid, PORT, path, few, AGAIN),
            loaded("the same, as a gateway asks", pid, PORT, EVALUATE, gateway, AGAIN),
            loaded("questions never asked before", pid, PORT, path, fresh, FRESH),
            loaded("those again, in other bytes", pid, PORT, path, other, FRESH),
            loaded("200 questions, for long", pid, PORT, path, few, LONG, looks=5),
        ]
    bare = [sys.executable, "-c", BARE, str(PORT + 1), str(BYTES)]
    with running(bare, PORT + 1) as pid:
        found.append(loaded("FastAPI, which answers nothing", pid, PORT + 1, "/", few, AGAIN))
    return found
