"""A server in processes of its own, as `contract-engine serve` starts it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

TRIES = 600


@dataclass(frozen=True)
class Running:
    """A server that runs: its address, and the process that was started."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> list[int]:
        """The processes that answer, where there are several."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                text = stat.read_text()
            except OSError:
                continue
            parent = int(text.rpartition(")")[2].split()[1])
            command = (stat.parent / "cmdline").read_bytes()
            if parent == self.process.pid and b"resource_tracker" not in command:
                found.append(int(stat.parent.name))
        return found


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


@contextmanager
def serving(*arguments: str, cwd: Path | None = None) -> Iterator[Running]:
    """Start a server, wait until it answers, and stop it in the end.

    Args:
        *arguments: what stands behind `serve`, without the port.
        cwd: the folder it is started in.
    """
    port = free_port()
    command = [sys.executable, "-m", "contract_engine", "serve", *arguments, "--port", str(port)]
    process = subprocess.Popen(command, cwd=cwd, stderr=subprocess.DEVNULL)
    running = Running(port, process)
    try:
        for _ in range(TRIES):
            try:
                if httpx2.get(f"{running.address}/healthz").status_code == 200:
                    break
            except httpx2.TransportError:
                assert process.poll() is None, "the server has ended"
                time.sleep(0.1)
        else:
            raise AssertionError("the server doesn't answer")
        yield running
    finally:
        process.terminate()
        process.wait(60)
