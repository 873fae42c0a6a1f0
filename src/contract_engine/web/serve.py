"""Settings and an address -> a server that runs until it is told to stop."""

from __future__ import annotations

import uvicorn

from contract_engine.web.library import Library
from contract_engine.web.settings import Settings

GRACE = 20
"""So many seconds answers in flight have to be finished in, once the server is told to stop."""


def run(settings: Settings, *, host: str, port: int, workers: int = 1) -> None:
    """Serve until SIGTERM or SIGINT; answers in flight are finished.

    Args:
        settings: what is served.
        host: the address to listen on.
        port: the port; 0 takes a free one.
        workers: how many processes answer.

    Raises:
        BadInput: where the rules can't be read; nothing is served then.
        OSError: where the address can't be had.
    """
    Library(settings.rules)  # told once, before any process is started
    settings.to_environment()
    uvicorn.run(
        "contract_engine.web.app:from_started",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        limit_concurrency=None,
        h11_max_incomplete_event_size=1 << 16,
    )
