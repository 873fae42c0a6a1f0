"""Work that takes long -> a bar on a terminal's stderr, from the second second on."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TypeVar

from contract_engine.cli.output import console

T = TypeVar("T")
PATIENCE = 1.0
"""Seconds that pass before a bar is worth its place."""


def watched(items: Iterable[T], total: int, doing: str) -> Iterator[T]:
    """The same items. Where stderr is no terminal, and where they come fast, nothing else."""
    out = console(error=True)
    if not out.is_terminal:
        yield from items
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn())
    started = time.monotonic()
    with ExitStack() as stack:
        bar = None
        for done, item in enumerate(items, 1):
            yield item
            if bar is None and time.monotonic() - started > PATIENCE:
                bar = stack.enter_context(Progress(*columns, console=out, transient=True))
                task = bar.add_task(doing, total=total)
            if bar is not None:
                bar.update(task, completed=done)
