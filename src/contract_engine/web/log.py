"""Answers -> the end of a chained log, if the server was started with one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from contract_engine.api.everything import Answer
from contract_engine.api.everything import append_to_log as append


class Log:
    """A log file, or nothing; several processes may write to one file."""

    def __init__(self, file: str | None) -> None:
        """Name the file; it is made with the first answer."""
        self._file = None if file is None else Path(file)

    @property
    def kept(self) -> bool:
        """Whether there is a log."""
        return self._file is not None

    def keep(self, answers: Sequence[Answer]) -> None:
        """Write answers down, and wait until they are on the disk: then they can be told."""
        if self._file is not None and answers:
            append(self._file, [answer.to_json() for answer in answers])
