"""`contract-engine serve`: agreements over HTTP, for browsers and programs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from contract_engine.api import DEFAULT
from contract_engine.cli.argv import place
from contract_engine.cli.options import listed
from contract_engine.cli.parameters import Parameter
from contract_engine.diagnostics import BadInput, Problem

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def serve(
    *rules: Annotated[str, Parameter(help="names or paths of the agreements served")],
    host: Annotated[str, Parameter(metavar="ADDRESS", help="the address listened on")] = LOOPBACK[
        0
    ],
    port: Annotated[int, Parameter(metavar="N", least=1, most=65535, help="the port")] = 8000,
    workers: Annotated[
        int, Parameter(metavar="N", least=1, most=64, help="how many processes answer")
    ] = 1,
    token_file: Annotated[
        Path | None,
        Parameter(metavar="FILE", help="the tokens that may ask, one a line; others are refused"),
    ] = None,
    public: Annotated[bool, Parameter(help="let everybody ask who reaches the address")] = False,
    allow_host: Annotated[
        list[str] | None,
        Parameter(
            metavar="NAME,...",
            help="names by which the server may be asked, beside those of this machine; without "
            "it, on an address that others reach, it is asked by any",
        ),
    ] = None,
    log: Annotated[
        Path | None, Parameter(metavar="FILE", help="keep every answer in this chained log")
    ] = None,
    watch: Annotated[bool, Parameter(help="load the rules anew when a file is saved")] = False,
) -> int:
    """A page and an HTTP API of agreements, for people and programs without a terminal.

    It serves the agreements that are named here and nothing else, to this machine alone unless
    --host says otherwise. The document of its calls is at /openapi.json.

    For example:

      contract-engine serve
      contract-engine serve rules/lease --port 8080 --watch
    """
    tokens: tuple[str, ...] = ()
    if token_file is not None:
        tokens = _tokens(token_file)
    if host not in LOOPBACK and not tokens and not public:
        help_ = "give --token-file FILE, or --public to let everybody ask"
        message = f"`{host}` can be reached from other machines"
        raise BadInput([Problem("E504", message, place(option="--host"), help=help_)])
    try:
        from contract_engine.web.serve import run
        from contract_engine.web.settings import Settings
    except ImportError as error:
        help_ = 'install "contract-engine[serve]"'
        message = f"`serve` needs what isn't installed: {error.name}"
        raise BadInput([Problem("E504", message, place("serve"), help=help_)]) from None
    settings = Settings(
        rules=tuple(rules) or (DEFAULT,),
        tokens=tokens,
        hosts=_hosts(host, listed(allow_host or [])),
        log=None if log is None else str(log.absolute()),
        watch=watch,
    )
    shown = f"[{host}]" if ":" in host else host
    print(f"Serving at http://{shown}:{port} (stop with Ctrl+C)", file=sys.stderr, flush=True)
    if host not in LOOPBACK and public:
        print("Everybody who reaches this address can ask.", file=sys.stderr, flush=True)
    try:
        run(settings, host=host, port=port, workers=workers)
    except OSError as error:
        message = f"`{shown}:{port}` can't be had: {error.strerror or error}"
        raise BadInput([Problem("E504", message, place(option="--port"))]) from None
    return 0


def _hosts(host: str, allowed: Sequence[str]) -> tuple[str, ...]:
    """The names by which the server is asked; none, where that isn't looked at."""
    if host not in LOOPBACK and not allowed:
        return ()
    return (*LOOPBACK, *allowed) if host in LOOPBACK else (*LOOPBACK, host, *allowed)


def _tokens(file: Path) -> tuple[str, ...]:
    from contract_engine.web.settings import tokens_in

    try:
        tokens = tokens_in(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        message = f"`{file}` can't be read: {getattr(error, 'strerror', None) or error}"
        raise BadInput([Problem("E001", message, place(option="--token-file"))]) from None
    if not tokens:
        message = f"`{file}` holds no token"
        raise BadInput([Problem("E001", message, place(option="--token-file"))])
    return tokens
