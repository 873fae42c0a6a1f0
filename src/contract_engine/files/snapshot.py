"""A folder of rule files -> the bytes of its files, each read once, and one hash of them all.

What is hashed is what is parsed: nobody reads a rule file from the disk a second time, so that a
file which is saved in between can't keep the model of one text under the hash of another. Quick,
without reading YAML.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from contract_engine.diagnostics import Problem, Span
from contract_engine.files.decoding import MAX_BYTES, too_large
from contract_engine.lazy_dataclass import dataclass, field

AGREEMENT = "agreement.yaml"
"""The file that makes a folder an agreement."""
SHEET = ".csv"
"""How the files of tables end."""
MOST_BYTES = 4 * MAX_BYTES
"""Where the tables of a folder hold more than this, they are read one by one as they are named."""

_RULES = (".yaml", ".yml")
_PIECE = 1 << 20
_ADDED = "\0"
"""Goes before the path of a file elsewhere: no file of the folder has such a name."""


@dataclass
class Snapshot:
    """The rule files at a path as they were when they were read.

    `files` are the YAML files by name, each its bytes or why it can't be read; `main` is the one
    that says what the agreement is. Where nothing could be read, `problem` says why.
    `drafts` are the instruments asked for by name, and `added` those from files elsewhere, by path.
    """

    path: Path
    folder: Path
    main: str = AGREEMENT
    files: dict[str, bytes | Problem] = field(default_factory=dict)
    problem: Problem | None = None
    drafts: tuple[str, ...] = ()
    added: dict[str, bytes | Problem] = field(default_factory=dict)
    _sheets: dict[str, bytes | Problem | None] = field(default_factory=dict)

    def sheet(self, name: str) -> bytes | Problem | None:
        """A CSV file beside the rules, read when it is first asked for; None where none is."""
        if name not in self._sheets:
            file = self.folder / name
            self._sheets[name] = read_bytes(file) if _is_there(file) else None
        return self._sheets[name]

    def digest(self, *more: str) -> str | None:
        """One hash of every file and of anything `more`; None where not all of it can be told.

        CSV files count, whether a table names them or not: which do, only YAML would tell.
        """
        if self.problem is not None or self.main != AGREEMENT or AGREEMENT not in self.files:
            return None
        names = _sheets_in(self.folder)
        if names is None:
            return None
        told = {name: self.sheet(name) for name in names} | self.files
        told |= {f"{_ADDED}{name}": content for name, content in self.added.items()}
        plain = {name: content for name, content in told.items() if isinstance(content, bytes)}
        return digest(plain, *more, *self.drafts) if len(plain) == len(told) else None


def take(path: Path, drafts: Iterable[str | Path] = ()) -> Snapshot:
    """The rule files at a path, a folder or one file that holds a whole agreement; never raises.

    Args:
        path: the folder or file.
        drafts: the drafts asked for, each the name of an instrument or a file that ends in `.yaml`.
    """
    files = _take(path)
    for draft in dict.fromkeys(drafts):
        file = Path(draft)
        if isinstance(draft, str) and file.suffix.lower() not in _RULES:
            files.drafts = (*files.drafts, draft)
        elif file.name in files.files and _is_same(file, files.folder / file.name):
            files.drafts = (*files.drafts, file.stem)
        else:
            files.added[str(draft)] = read_bytes(file)
    return files


def _take(path: Path) -> Snapshot:
    folder = path
    try:
        if path.is_file():
            folder = path.parent
            if path.name != AGREEMENT:
                return Snapshot(path, folder, path.name, {path.name: read_bytes(path)})
        if not folder.is_dir():
            return Snapshot(path, folder)
        files = {
            file.name: read_bytes(file)
            for file in sorted(folder.iterdir())
            if file.suffix.lower() in _RULES and not file.name.startswith(".")
        }
    except (OSError, ValueError) as error:
        return Snapshot(path, folder, problem=_unread(path, error))
    return Snapshot(path, folder, AGREEMENT, files)


def read_bytes(file: Path, most: int = MAX_BYTES) -> bytes | Problem:
    """A file's bytes, or why it can't be read; a device or a pipe is never waited for.

    Args:
        file: the file.
        most: so many bytes are read at most.
    """
    try:
        opened = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            status = os.fstat(opened)
            if stat.S_ISDIR(status.st_mode):
                return Problem("E001", "this is a folder, not a file", _place(file))
            if not stat.S_ISREG(status.st_mode):
                return Problem("E001", "this is a device or a pipe, not a file", _place(file))
            content = bytearray()
            while len(content) <= most and (piece := os.read(opened, _PIECE)):
                content += piece
        finally:
            os.close(opened)
    except (OSError, ValueError) as error:
        return _unread(file, error)
    if len(content) > most:
        return too_large(_place(file).file, max(len(content), status.st_size))
    return bytes(content)


def digest(files: Mapping[str, bytes], *more: str) -> str:
    """One hash of files with their names, and of anything else that matters."""
    import hashlib  # a command that is misspelt has no use for it

    found = hashlib.sha256("\0".join(more).encode())
    for name, content in sorted(files.items()):
        found.update(b"\0%b\0%d\0" % (name.encode("utf-8", "surrogateescape"), len(content)))
        found.update(content)
    return found.hexdigest()


def is_sheet(file: str) -> bool:
    """Whether a name is that of a CSV file in the same folder."""
    return file.endswith(SHEET) and file.isprintable() and not {*"/\\"} & {*file}


def shown(name: str) -> str:
    """A file's name as it can be printed: names may hold any bytes."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


def _sheets_in(folder: Path) -> list[str] | None:
    """The names of a folder's CSV files; None where they hold too much to read them all."""
    try:
        found = [file for file in folder.iterdir() if is_sheet(file.name)]
        return (
            None
            if sum(file.stat().st_size for file in found) > MOST_BYTES
            else [file.name for file in found]
        )
    except (OSError, ValueError):
        return None


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except (OSError, ValueError):
        return False


def _unread(file: Path, error: OSError | ValueError) -> Problem:
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return Problem("E001", f"this can't be read: {reason}", _place(file))


def _place(file: Path) -> Span:
    return Span(shown(str(file)))


Beside = Callable[[str], bytes | Problem | None]
"""The bytes of a file of this name beside the main one; None where there is none."""
