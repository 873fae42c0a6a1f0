"""The bytes of an agreement's files -> the model loaded before from the very same, if it is kept.

An entry is named by a hash of the rule files, the engine's version and code, and the layout of the
model. Its first line says all this again with a hash of what follows, which is the model as JSON:
one that was cut short, changed or written by another engine is as good as none, and made anew.
The hash of the rules that receipts bear stands beside the model: it takes as long as to read that.
`model.codec` makes nothing but model objects from it, so it can't run anything. Places in files are
not kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from contextlib import suppress
from pathlib import Path

from contract_engine import __version__
from contract_engine.answers.digest import rules_sha256
from contract_engine.definitions.spell_out import has_meanings, with_meanings
from contract_engine.files.snapshot import Snapshot
from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Agreement
from contract_engine.model.codec import NotAnAgreement, decode, encode, layout

SWITCH = "CONTRACT_ENGINE_CACHE"
"""The environment variable that moves the cache to a folder, or turns it `off`."""

KEPT = 40
"""More entries than this are thinned out, oldest first."""

LARGEST = 64_000_000
"""So many bytes of an entry are read, and no more."""

_ROOMS = ("calendars", "files", "language", "model", "answers/digest.py")
"""The rooms whose code makes a model, and what hashes it."""


class Entry:
    """Where the model of these files is kept, or would be; nowhere, if there is no `path`."""

    def __init__(self, path: Path | None, folder: Path) -> None:
        self.path = path
        self.folder = folder

    def get(self) -> tuple[Agreement, str] | None:
        """The model and the hash of its rules, if it is there as it was written."""
        if self.path is None:
            return None
        try:
            content = _own(self.path)
            if content is None:
                return None
            head, _, body = content.partition(b"\n")
            if head != self._head(body):
                return None
            data, sha256 = json.loads(body)
            kept = replace(decode(data), folder=str(self.folder))
            return with_meanings(kept) if has_meanings(kept) else kept, str(sha256)
        except (OSError, ValueError, RecursionError, NotAnAgreement):
            return None

    def put(self, agreement: Agreement) -> None:
        """Keep the model; where that can't be done, nothing happens."""
        if self.path is None:
            return
        with suppress(OSError, ValueError, RecursionError):
            base = self.path.parent
            _make(base)
            if not _ours(base.stat()):
                return
            whole = [encode(agreement), rules_sha256(agreement)]
            text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
            body = text.encode()
            _write(self.path, self._head(body) + b"\n" + body)
            _thin_out(base)

    def _head(self, body: bytes) -> bytes:
        """The first line of an entry: what it is of, and a hash of the rest."""
        assert self.path is not None
        said = f"contract-engine {__version__} {self.path.stem} {hashlib.sha256(body).hexdigest()}"
        return said.encode()


def entry(files: Snapshot) -> Entry:
    """The entry for files as they were read; one that keeps nothing, where there is no cache."""
    with suppress(OSError):
        base = _base()
        name = files.digest(__version__, layout(), _code()) if base is not None else None
        if base is not None and name is not None:
            return Entry(base / f"{name}.json", files.folder)
    return Entry(None, files.folder)


def _code() -> str:
    """A mark of the code that makes models: another checkout or an edit is another engine."""
    package = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 (a third of the time)
    told: list[str] = []
    for room in _ROOMS:
        _note(f"{package}/{room}", told)
    return "\n".join(sorted(told))


def _note(path: str, told: list[str]) -> None:
    """Note the size and the day of a file, or of all the code in a folder."""
    if path.endswith(".py"):
        status = os.stat(path)  # noqa: PTH116 (as above)
        told.append(f"{path} {status.st_size} {status.st_mtime_ns}")
    elif not path.endswith("__pycache__"):
        for name in os.listdir(path):  # noqa: PTH208 (as above)
            if name.endswith(".py") or "." not in name:
                _note(f"{path}/{name}", told)


def _base() -> Path | None:
    """The folder of the cache; None where it is turned off, or there is no home for it."""
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


def _make(base: Path) -> None:
    """Make the folder and the one it is in, but no home where there is none."""
    if not base.is_dir():
        if not base.parent.is_dir():
            base.parent.mkdir(mode=0o700)
        base.mkdir(mode=0o700)


def _ours(status: os.stat_result) -> bool:
    """Whether a file or folder is this user's, and nobody else can write to it."""
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _own(path: Path) -> bytes | None:
    """What a file of the cache holds; None where somebody else could have written it."""
    if not _ours(path.parent.stat()):
        return None
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or not _ours(status) or status.st_size > LARGEST:
            return None
        return file.read(LARGEST)


def _write(path: Path, content: bytes) -> None:
    """Put a whole file in its place, or none."""
    import tempfile  # only to write: it takes longer than to read an entry

    file, name = tempfile.mkstemp(suffix=".new", dir=path.parent)
    try:
        with os.fdopen(file, "wb") as opened:
            opened.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _thin_out(base: Path) -> None:
    """Remove the oldest entries, and what an interrupted write left."""
    found = [(file, file.stat().st_mtime) for file in base.iterdir() if _is_entry(file)]
    for file, _ in sorted(found, key=lambda pair: pair[1], reverse=True)[KEPT:]:
        file.unlink(missing_ok=True)


def _is_entry(file: Path) -> bool:
    return file.suffix in (".json", ".new")
