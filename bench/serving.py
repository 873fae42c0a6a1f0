"""One worker under load -> what a request costs it, how long answers take, and how it grows.

`python -m bench.serving [REQUESTS]` starts a server of the shipped agreement, asks it over 32
connections, and prints for each call: answers a second, the longest of a hundred (p99), the CPU of
the server for one request, and its memory before and after. The CPU is the server's own, so that
it can be compared beside other work; answers a second can't.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice, product
from pathlib import Path

AGREEMENT = "microsoft-openai"
CONNECTIONS = 32
REQUESTS = 20_000
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Load:
    """A call and the bodies it is sent, in turn."""

    name: str
    path: str
    bodies: tuple[bytes, ...]


@dataclass(frozen=True)
class Measured:
    """What a load came to: of the client, of the server's CPU (µs a request), memory in MB."""

    name: str
    a_second: float
    p99: float
    cpu: float
    before: float
    after: float

    def __str__(self) -> str:
        return (
            f"{self.name:24} {self.a_second:7.0f} /s   p99 {self.p99 * 1000:6.1f} ms   "
            f"{self.cpu:6.0f} µs CPU   {self.before:6.1f} -> {self.after:6.1f} MB"
        )


def loads() -> tuple[Load, ...]:
    """One question again and again, thousands of different ones, and the same over AuthZEN."""
    days = [f"2025-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    clouds, products = ("aws", "azure", "google_cloud"), ("stateless_api", "chatgpt", "frontier")
    asked = [
        {"ask": "openai serve", "on": day, "given": {"cloud": cloud, "product": sold}}
        for day, cloud, sold in product(days, clouds, products)
    ]
    evaluated = [
        {
            "subject": {"type": "party", "id": "openai"},
            "action": {"name": "serve"},
            "resource": {"type": "product", "id": each["given"]["product"]},
            "context": {"on": each["on"], "cloud": each["given"]["cloud"]},
        }
        for each in asked
    ]
    ask = f"/v1/agreements/{AGREEMENT}/ask"
    return (
        Load("ask, the same", ask, (_body(asked[0]),)),
        Load(f"ask, {len(asked):,} different", ask, tuple(map(_body, asked))),
        Load("AuthZEN evaluation", "/access/v1/evaluation", tuple(map(_body, evaluated))),
    )


def _body(data: object) -> bytes:
    return json.dumps(data).encode()


@contextmanager
def server() -> Iterator[tuple[int, int]]:
    """A server of one worker: its process and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "contract_engine", "serve", AGREEMENT, "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz").close()
                break
            except urllib.error.URLError:
                time.sleep(0.1)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait()


def cpu_of(process: int) -> float:
    """The seconds of CPU that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_of(process: int) -> float:
    """The memory of a process that is resident, in MB."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("no VmRSS")


async def send(port: int, load: Load, requests: int) -> list[float]:
    """Send requests over all connections; the seconds that each took."""
    heads = [
        f"POST {load.path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n".encode()
        + body
        for body in load.bodies
    ]
    source = islice(cycle(heads), requests)
    took: list[float] = []

    async def connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for request in source:
            began = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
            length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            await reader.readexactly(int(length))
            took.append(time.perf_counter() - began)
        writer.close()

    await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))
    return took


def measured(process: int, port: int, load: Load, requests: int) -> Measured:
    """What a load comes to, once the server is warm of it."""
    asyncio.run(send(port, load, max(len(load.bodies), 500)))
    before, cpu, began = memory_of(process), cpu_of(process), time.perf_counter()
    took = sorted(asyncio.run(send(port, load, requests)))
    seconds = time.perf_counter() - began
    return Measured(
        load.name,
        requests / seconds,
        took[len(took) * 99 // 100],
        (cpu_of(process) - cpu) / requests * 1e6,
        before,
        memory_of(process),
    )


def main(requests: int = REQUESTS) -> None:
    """Print what each load comes to."""
    with server() as (process, port):
        for load in loads():
            print(measured(process, port, load, requests), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
