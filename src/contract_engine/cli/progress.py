"""Work that takes long -> a bar on a terminal's stderr, or a line now and then where one asks."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import Annotated, TypeVar

from contract_engine.cli.options import OUTPUT
from contract_engine.cli.output import console
from contract_engine.cli.parameters import Parameter

T = TypeVar("T")
PATIENCE = 1.0
"""Seconds that pass before a bar is worth its place."""
LINES = 20
"""So many lines are told of one piece of work, where there is no terminal."""

Verbose = Annotated[
    bool,
    Parameter(
        group=OUTPUT, help="say on stderr how far the work is, also where that is no terminal"
    ),
]


def watched(items: Iterable[T], total: int, doing: str, /) -> Iterator[T]:
    """The same items. Where stderr is no terminal, and where they come fast, nothing else."""
    out = console(error=True)
    if out.rich is None:
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
                bar = stack.enter_context(Progress(*columns, console=out.rich, transient=True))
                task = bar.add_task(doing, total=total)
            if bar is not None:
                bar.update(task, completed=done)


def told(items: Iterable[T], total: int, doing: str, /) -> Iterator[T]:
    """The same items; on a terminal with a bar, and elsewhere with a line on stderr at times."""
    if console(error=True).rich is not None:
        yield from watched(items, total, doing)
        return
    step = max(1, -(-total // LINES))
    for done, item in enumerate(items, 1):
        yield item
        if done % step == 0 or done == total:
            sys.stderr.write(f"{doing}: {done} of {total}\n")
            sys.stderr.flush()
