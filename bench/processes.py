"""Whole processes of the command line, beside one of Python that does nothing."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass

ROUNDS = 15
NAMES = "ask openai serve product=stateless_api cloud=aws --on 2025-11-15"
LINES = {
    "`--version`": ["--version"],
    "an error of usage": ["ask", "--nonsense"],
    "`ask`, in names, as JSON": [*NAMES.split(), "--json"],
    "`ask`, in names": NAMES.split(),
    "`ask`, in words": ["ask", "Can OpenAI serve its API on AWS on 15 November 2025?"],
    "`rights`": ["rights", "--on", "2026-05-01"],
}


@dataclass(frozen=True)
class Process:
    """A command, the least CPU time of a whole process of it, and that over the empty one's."""

    name: str
    seconds: float
    ratio: float


def measured() -> list[Process]:
    """The commands in turn, each some times, from a cache that is warm; the least of each."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "CONTRACT_ENGINE_CACHE": folder}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        commands = {
            "`python -c pass`": ["-c", "pass"],
            **{name: ["-m", "contract_engine", *line] for name, line in LINES.items()},
        }
        for line in commands.values():
            _cpu(line, env)
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, line in commands.items():
                times[name].append(_cpu(line, env))
    least = {name: min(each) for name, each in times.items()}
    empty = least["`python -c pass`"]
    return [Process(name, each, each / empty) for name, each in least.items()]


def _cpu(line: list[str], env: dict[str, str]) -> float:
    """Seconds of CPU of a Python process with these words."""
    quiet = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    child = os.posix_spawn(sys.executable, [sys.executable, *line], env, file_actions=quiet)
    used = os.wait4(child, 0)[2]
    return used.ru_utime + used.ru_stime
