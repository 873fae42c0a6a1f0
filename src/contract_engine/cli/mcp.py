"""`contract-engine mcp`: agreements as tools for an assistant, over standard input and output."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from contract_engine.api import DEFAULT
from contract_engine.cli.argv import place
from contract_engine.cli.parameters import Parameter
from contract_engine.diagnostics import BadInput, Problem


def mcp(
    *rules: Annotated[str, Parameter(help="names or paths of the agreements that can be asked")],
    log: Annotated[
        Path | None, Parameter(metavar="FILE", help="keep every answer in this chained log")
    ] = None,
) -> int:
    """Agreements as tools for an assistant, over the Model Context Protocol (MCP).

    An assistant starts it and speaks with it over standard input and output; it ends with them.
    `contract-engine serve` has the same tools at /mcp.

    For example:

      contract-engine mcp
      contract-engine mcp rules/lease --log answers.jsonl
    """
    try:
        from contract_engine.web.mcp.stdio import run
        from contract_engine.web.settings import Settings
    except ImportError as error:
        help_ = 'install "contract-engine[mcp]"'
        message = f"`mcp` needs what isn't installed: {error.name}"
        raise BadInput([Problem("E504", message, place("mcp"), help=help_)]) from None
    kept = None if log is None else str(log.absolute())
    run(Settings(rules=tuple(rules) or (DEFAULT,), log=kept))
    return 0
