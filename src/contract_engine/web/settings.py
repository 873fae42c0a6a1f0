"""What `contract-engine serve` was started with -> settings, as each worker process reads them."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

VARIABLE = "CONTRACT_ENGINE_SERVE"
"""The environment variable in which a server hands its settings to its workers."""


@dataclass(frozen=True)
class Bounds:
    """How much one request may take.

    `body` is bytes; `seconds` and `nodes` are of one question; `waiting` is how many questions may
    wait for the engine before others are sent away, and `patience` the seconds one may wait;
    `lines` is how many questions a batch may have.
    """

    body: int = 1 << 20
    seconds: float = 5.0
    nodes: int = 300_000
    waiting: int = 256
    patience: float = 10.0
    lines: int = 100_000


@dataclass(frozen=True)
class Settings:
    """What is served, to whom, and within which bounds.

    `rules` are names or paths of agreements; `tokens` are those that may ask (nobody needs one
    where there are none); `hosts` are the names by which the server may be asked (by every name
    where there are none); `log` is the file of a chained log, if answers are kept.
    """

    rules: tuple[str, ...]
    tokens: tuple[str, ...] = field(default=(), repr=False)
    hosts: tuple[str, ...] = ()
    log: str | None = None
    watch: bool = False
    bounds: Bounds = field(default_factory=Bounds)

    def to_environment(self) -> None:
        """Hand these settings to processes that are started from this one."""
        os.environ[VARIABLE] = json.dumps(asdict(self))


def from_environment() -> Settings:
    """The settings that the process was started with.

    Returns:
        The settings; KeyError where there are none.
    """
    data = json.loads(os.environ[VARIABLE])
    return Settings(
        rules=tuple(data["rules"]),
        tokens=tuple(data["tokens"]),
        hosts=tuple(data["hosts"]),
        log=data["log"],
        watch=data["watch"],
        bounds=Bounds(**data["bounds"]),
    )


def tokens_in(text: str) -> tuple[str, ...]:
    """The tokens of a token file: one a line; blank lines and lines that begin with `#` are not.

    Args:
        text: what the file holds.

    Returns:
        The tokens, without white space around them.
    """
    lines: Sequence[str] = [line.strip() for line in text.splitlines()]
    return tuple(line for line in lines if line and not line.startswith("#"))
