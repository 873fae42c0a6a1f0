"""What an option asked to be kept -> a file."""

from __future__ import annotations

from pathlib import Path

from contract_engine.cli.argv import place
from contract_engine.diagnostics import BadInput, Problem


def write_file(path: Path, content: bytes) -> None:
    """Write a file; BadInput where that can't be done."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise cant_write(path, error) from None


def cant_write(path: Path, error: OSError) -> BadInput:
    """That a file can't be written, and why."""
    message = f"`{path}` can't be written: {error.strerror or error}"
    return BadInput([Problem("E513", message, place(str(path)))])
