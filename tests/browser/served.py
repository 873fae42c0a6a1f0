"""Agreements -> a server of them in a process of its own, for as long as a context lasts."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

TRIES = 300


@contextmanager
def served(*arguments: str) -> Iterator[str]:
    """The address at which `contract-engine serve` with these arguments answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "contract_engine", "serve", *arguments, "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(TRIES):
            assert process.poll() is None, "the server has stopped"
            try:
                urllib.request.urlopen(f"{address}/healthz").close()
                break
            except urllib.error.URLError:
                time.sleep(0.1)
        else:
            raise AssertionError("the server doesn't answer")
        yield address
    finally:
        process.terminate()
        process.wait()
