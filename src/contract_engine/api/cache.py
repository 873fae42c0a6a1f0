"""An agreement's folder -> the model loaded before from the very same bytes, if there is one.

Entries are JSON, named by a hash of every rule file and of the engine's version, and read by
`model.codec`, which makes nothing but model objects: a cache file that was tampered with can't
run anything, and one that isn't whole is as good as none. Places in files are not kept.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import replace
from pathlib import Path

from contract_engine import __version__
from contract_engine.definitions.meanings import has_meanings, with_meanings
from contract_engine.files.snapshot import digest, raw_files
from contract_engine.model.agreement import Agreement
from contract_engine.model.codec import FORMAT, NotAnAgreement, decode, encode

SWITCH = "CONTRACT_ENGINE_CACHE"
"""The environment variable that moves the cache to a folder, or turns it `off`."""

KEPT = 40
"""More entries than this are thinned out, oldest first."""


class Entry:
    """Where the model of a folder's present bytes is kept, or would be."""

    def __init__(self, path: Path | None, folder: Path) -> None:
        self.path = path
        self.folder = folder

    def get(self) -> Agreement | None:
        """The model, if it is there whole."""
        if self.path is None:
            return None
        try:
            kept = replace(decode(json.loads(self.path.read_bytes())), folder=str(self.folder))
            return with_meanings(kept) if has_meanings(kept) else kept
        except (OSError, ValueError, RecursionError, NotAnAgreement):
            return None

    def put(self, agreement: Agreement) -> None:
        """Keep the model; where that can't be done, nothing happens."""
        if self.path is None:
            return
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            data = json.dumps(encode(agreement), ensure_ascii=False, separators=(",", ":"))
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=self.path.parent, suffix=".new", delete=False
            ) as file:
                file.write(data)
            Path(file.name).replace(self.path)
            _thin_out(self.path.parent)
        except (OSError, ValueError):
            return


def entry(folder: Path) -> Entry:
    """The entry for a folder as it is now; one that keeps nothing, where there is no cache."""
    base = _base()
    files = raw_files(folder) if base is not None else None
    if base is None or files is None:
        return Entry(None, folder)
    return Entry(base / f"{digest(files, __version__, str(FORMAT), _code())}.json", folder)


def _code() -> str:
    """A mark of the code that makes models: another checkout or an edit is another engine."""
    package = Path(__file__).parents[1]
    told = []
    for room in ("files", "language", "model"):
        for file in sorted((package / room).rglob("*.py")):
            status = file.stat()
            told.append(f"{file.name} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(told)


def _base() -> Path | None:
    chosen = os.environ.get(SWITCH, "")
    if chosen == "off":
        return None
    if chosen:
        return Path(chosen)
    named = os.environ.get("XDG_CACHE_HOME")
    try:
        home = Path(named) if named else Path.home() / ".cache"
    except RuntimeError:
        return None
    return home / "contract-engine" if home.is_absolute() else None


def _thin_out(base: Path) -> None:
    kept = sorted(base.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[KEPT:]:
        path.unlink(missing_ok=True)
