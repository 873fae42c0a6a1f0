"""A folder of rule files -> their bytes, and a digest of them: quick, without reading YAML."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from contract_engine.files.decoding import MAX_BYTES

AGREEMENT = "agreement.yaml"
"""The file that makes a folder an agreement."""
SUFFIXES = (".yaml", ".csv")


def raw_files(path: Path) -> dict[str, bytes] | None:
    """The bytes of a folder's rule files by name; None where it isn't plainly a folder of them.

    CSV files are among them, whether a table names them or not: which do, only YAML would tell.
    """
    try:
        names = [p for p in path.iterdir() if p.suffix in SUFFIXES and not p.name.startswith(".")]
        if any(p.suffix != ".yaml" and p.stat().st_size > MAX_BYTES for p in names):
            return None
        files = {p.name: p.read_bytes() for p in names}
    except (OSError, ValueError):
        return None
    return files if AGREEMENT in files else None


def digest(files: Mapping[str, bytes], *more: str) -> str:
    """One hash of files with their names, and of anything else that matters."""
    found = hashlib.sha256("\0".join(more).encode())
    for name, content in sorted(files.items()):
        found.update(b"\0%b\0%d\0" % (name.encode("utf-8", "surrogateescape"), len(content)))
        found.update(content)
    return found.hexdigest()
