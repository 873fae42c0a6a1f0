"""Answers -> the end of a chained log, if the server was started with one."""

from __future__ import annotations

from pathlib import Path

from contract_engine.answers.answer import Json
from contract_engine.receipts.log import append


class Log:
    """A log file, or nothing; several processes may write to one file."""

    def __init__(self, file: str | None) -> None:
        """Name the file; it is made with the first answer."""
        self._file = None if file is None else Path(file)

    def keep(self, answer: Json) -> None:
        """Write an answer down, and wait until it is on the disk: then it can be acknowledged."""
        if self._file is not None:
            append(self._file, [answer])
