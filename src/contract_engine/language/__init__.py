"""What the files mean: shapes become the model, every name resolved, every problem told.

Reading a question needs only parts of this room, so what reads files is imported when it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contract_engine.diagnostics import Problem, Span
    from contract_engine.files.folder import Folder
    from contract_engine.model.agreement import Agreement

__all__ = ["load_folder"]


def load_folder(
    folder: Folder, asked: Mapping[str, Span] | None = None
) -> tuple[Agreement | None, tuple[Problem, ...]]:
    """The agreement that a folder's files make; None where any problem is an error.

    Args:
        folder: the files.
        asked: the drafts that count, each with where it was asked for.
    """
    from contract_engine.language.load import load_folder as load

    return load(folder, asked)
