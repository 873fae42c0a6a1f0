"""A folder of rule files -> trees: the only place where rule files are read from disk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from contract_engine.diagnostics import Problem, Span
from contract_engine.files.tree import MAX_BYTES, Tree, parse

AGREEMENT = "agreement.yaml"
SIDE_FILES = ("sources.yaml", "figures.yaml")
NOT_RULES = ("accepted.yaml",)
"""Files beside the rules that say nothing about what they mean."""


@dataclass
class Folder:
    """The parsed files of an agreement: the main one, side files, and one per instrument."""

    name: str
    main: Tree | None = None
    sides: dict[str, Tree] = field(default_factory=dict)
    instruments: dict[str, Tree] = field(default_factory=dict)
    sha256: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def texts(self) -> dict[str, str]:
        """Every file's text by its name, for showing a line under a diagnostic."""
        trees = [self.main, *self.sides.values(), *self.instruments.values()]
        return {tree.file: tree.text for tree in trees if tree is not None}


def read_folder(path: Path) -> Folder:
    """Read an agreement's folder, or one file that holds a whole agreement."""
    if path.is_file():
        return from_bytes({path.name: read_bytes(path)}, str(path.parent), path.name)
    if not path.is_dir():
        folder = Folder(str(path))
        folder.problems.append(Problem("E001", f"there is no folder `{path}`", Span(str(path))))
        return folder
    files: dict[str, bytes | Problem] = {}
    for file in sorted(path.iterdir()):
        if file.suffix in (".yaml", ".yml") and not file.name.startswith("."):
            files[file.name] = read_bytes(file)
    return from_bytes(files, str(path))


def read_bytes(file: Path) -> bytes | Problem:
    """A file's bytes, or why it can't be read."""
    try:
        if file.is_dir():
            return Problem("E001", "this is a folder, not a file", Span(str(file)))
        if file.stat().st_size > MAX_BYTES:
            return b" " * (MAX_BYTES + 1)
        return file.read_bytes()
    except OSError as error:
        return Problem("E001", f"this can't be read: {error.strerror}", Span(str(file)))


def from_bytes(files: dict[str, bytes | Problem], name: str, main: str = AGREEMENT) -> Folder:
    """The folder that these files (by name) make; `name` stands before each in diagnostics."""
    folder = Folder(name)
    digest = hashlib.sha256()
    for file, content in sorted(files.items()):
        if file in NOT_RULES:
            continue
        if isinstance(content, Problem):
            folder.problems.append(content)
            continue
        digest.update(f"{file}\0{len(content)}\0".encode())
        digest.update(content)
        shown = f"{name}/{file}" if name not in ("", ".") else file
        tree, problems = parse(shown, content)
        folder.problems.extend(problems)
        if file == main:
            folder.main = tree
        elif file in SIDE_FILES:
            folder.sides[file] = tree
        else:
            folder.instruments[file.rsplit(".", 1)[0]] = tree
    if folder.main is None and not any(isinstance(c, Problem) for c in files.values()):
        folder.problems.append(
            Problem(
                "E001",
                f"there is no `{main}` in `{name}`",
                Span(name),
                help="an agreement is a folder with an `agreement.yaml`",
            )
        )
    folder.sha256 = digest.hexdigest()
    return folder
