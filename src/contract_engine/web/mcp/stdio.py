"""Settings -> agreements served to one assistant over standard input and output."""

from __future__ import annotations

import anyio
from mcp.server.stdio import stdio_server

from contract_engine.web.engines import Engines
from contract_engine.web.mcp.server import server_of
from contract_engine.web.settings import Settings


def run(settings: Settings) -> None:
    """Serve until standard input ends.

    Args:
        settings: what is served, and within which bounds.

    Raises:
        BadInput: where the rules can't be read; nothing is served then.
    """
    engines = Engines(settings)

    async def serve() -> None:
        server = server_of(engines)
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    try:
        anyio.run(serve)
    finally:
        engines.worker.close()
