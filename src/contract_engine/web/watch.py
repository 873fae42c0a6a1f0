"""Rule files that are saved -> agreements loaded anew, while the server runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from contract_engine.web.library import Library

SECONDS = 1.0
"""So often the files are looked at."""


@asynccontextmanager
async def watching(library: Library, *, on: bool) -> AsyncIterator[None]:
    """Look after the rules of a library for as long as the context lasts.

    Args:
        library: the agreements.
        on: whether to look at all.
    """
    if not on:
        yield
        return

    async def look() -> None:
        while True:
            await asyncio.sleep(SECONDS)
            await asyncio.to_thread(library.refresh)

    task = asyncio.create_task(look())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
