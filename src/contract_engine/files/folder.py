"""The bytes of a folder of rule files -> trees of what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath

from contract_engine.diagnostics import Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.files.csv_parser import Sheet, read_sheet
from contract_engine.files.snapshot import (
    AGREEMENT,
    SHEET,
    Beside,
    Snapshot,
    is_sheet,
    shown,
    take,
)
from contract_engine.files.tree import Data, Tree
from contract_engine.files.yaml_parser import parse
from contract_engine.lazy_dataclass import dataclass, field

SIDE_FILES = ("sources.yaml", "figures.yaml")
NOT_RULES = ("accepted.yaml",)
"""Files beside the rules that say nothing about what they mean."""


@dataclass
class Folder:
    """The parsed files of an agreement: the main one, side files, and one per instrument.

    `sheets` are the CSV files that the main one names, by name; None where one is there and can't
    be read. `unread` holds the names of other files that are there but gave no text at all.
    `added` are instruments whose files stand elsewhere, and `left_out` those that don't count.
    """

    name: str
    main: Tree | None = None
    sides: dict[str, Tree] = field(default_factory=dict)
    instruments: dict[str, Tree] = field(default_factory=dict)
    sheets: dict[str, Sheet | None] = field(default_factory=dict)
    sha256: str = ""
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    added: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()

    def proposed(self) -> dict[str, str]:
        """The names of what stands in drafts that don't count, each with its draft."""
        main = self.main.data if self.main is not None else None
        inside = list(inline(main)) if isinstance(main, dict) else []
        beside = [(n, t.data) for n, t in self.instruments.items() if isinstance(t.data, dict)]
        found: dict[str, str] = {}
        for name, data in (*inside, *beside):
            if name in self.left_out:
                parts = [data.get(key) for key in ("clauses", "definitions", "groups")]
                names = (each for part in parts if isinstance(part, dict) for each in part)
                found |= dict.fromkeys((name, *names), name)
        return found

    def written(self) -> Iterator[tuple[str, Mapping[str, Data]]]:
        """The plain data of the main file ("") and of every instrument that counts, by name."""
        main = self.main.data if self.main is not None else None
        if isinstance(main, dict):
            yield "", main
            for name, data in inline(main):
                if name not in self.left_out:
                    yield name, data
        for name, tree in self.instruments.items():
            if isinstance(tree.data, dict) and name not in self.left_out:
                yield name, tree.data

    @property
    def trees(self) -> tuple[Tree, ...]:
        """Every file that could be read."""
        trees = (self.main, *self.sides.values(), *self.instruments.values())
        return tuple(tree for tree in trees if tree is not None)

    @property
    def texts(self) -> dict[str, str]:
        """Every file's text by its name, for showing a line under a diagnostic."""
        texts = {tree.file: tree.text for tree in self.trees}
        texts |= {sheet.file: sheet.text for sheet in self.sheets.values() if sheet is not None}
        return texts


def inline(main: Mapping[str, Data]) -> Iterator[tuple[str, Mapping[str, Data]]]:
    """The instruments that stand in the main file itself, by name."""
    listed = main.get("instruments")
    for data in listed if isinstance(listed, list) else ():
        if isinstance(data, dict):
            name = data.get("instrument")
            yield (name if isinstance(name, str) else ""), data


def read_folder(path: Path) -> Folder:
    """Read an agreement's folder, or one file that holds a whole agreement."""
    return parse_folder(take(path))


def parse_folder(files: Snapshot) -> Folder:
    """The folder that files make as they were read."""
    if files.problem is not None:
        return Folder(str(files.path), problems=[files.problem])
    if not files.files and not files.folder.is_dir():
        return _nothing(files.path)
    folder = from_bytes(files.files, str(files.folder), files.main, files.sheet, files.added)
    if files.main == AGREEMENT and AGREEMENT not in files.files and not folder.unread:
        inner = sorted(file.parent.name for file in files.folder.glob(f"*/{AGREEMENT}"))
        folder.problems = [_without_main(folder.name, AGREEMENT, files.files, inner)]
    return folder


def from_bytes(
    files: Mapping[str, bytes | Problem],
    name: str,
    main: str = AGREEMENT,
    beside: Beside | None = None,
    added: Mapping[str, bytes | Problem] | None = None,
) -> Folder:
    """The folder that these files (by name) make.

    Args:
        files: the bytes of each, or why it can't be read.
        name: stands before each in diagnostics.
        main: the one that says what the agreement is.
        beside: looks for CSV files that are not among them.
        added: instruments whose files stand elsewhere, by path.
    """
    folder = Folder(name)
    digest = hashlib.sha256()
    for file, content in sorted(files.items()):
        if file in NOT_RULES or file.endswith(SHEET):
            continue
        place = _in_folder(name, file)
        if isinstance(content, Problem):
            folder.problems.append(content)
            folder.unread.add(file)
            continue
        _add(digest, file, content)
        if file != main and PurePath(file).suffix != ".yaml":
            folder.problems.append(_misnamed(place, file))
            folder.unread.add(file)
            continue
        tree, problems = parse(place, content)
        folder.problems.extend(problems)
        if file == main:
            folder.main = tree
        elif file in SIDE_FILES:
            folder.sides[file] = tree
        else:
            folder.instruments[file.removesuffix(".yaml")] = tree
    if main not in files and not any(_stem(file) == _stem(main) for file in folder.unread):
        folder.problems.append(_without_main(name, main, files, ()))
    for path, content in (added or {}).items():
        _add_elsewhere(folder, path, content, digest)
    for file in _named_sheets(folder.main):
        sheet = files.get(file) if file in files or beside is None else beside(file)
        if isinstance(sheet, Problem):
            folder.problems.append(sheet)
            folder.sheets[file] = None
        elif sheet is not None:
            _add(digest, file, sheet)
            folder.sheets[file], problems = read_sheet(_in_folder(name, file), sheet)
            folder.problems.extend(problems)
    folder.sha256 = digest.hexdigest()
    return folder


def _add_elsewhere(
    folder: Folder, path: str, content: bytes | Problem, digest: hashlib._Hash
) -> None:
    """An instrument whose file stands elsewhere; its name is what it says it is."""
    if isinstance(content, Problem):
        folder.problems.append(content)
        return
    _add(digest, f"\0{path}", content)
    tree, problems = parse(shown(path), content)
    folder.problems.extend(problems)
    said = tree.data.get("instrument") if isinstance(tree.data, dict) else None
    name = said if isinstance(said, str) else PurePath(path).stem
    if name in folder.instruments:
        first = folder.instruments[name]
        problem = Problem(
            "E340",
            f"instrument `{name}` stands twice",
            tree.value(("instrument",)),
            label="again here",
            also=((first.value(("instrument",)), "first here"),),
            help=f"give the draft a name of its own, or ask for `{name}` by its name",
        )
        folder.problems.append(problem)
        return
    folder.instruments[name] = tree
    folder.added = (*folder.added, name)


def _add(digest: hashlib._Hash, file: str, content: bytes) -> None:
    raw_name = file.encode("utf-8", "surrogateescape")
    digest.update(b"%b\0%d\0" % (raw_name, len(content)))
    digest.update(content)


def _named_sheets(main: Tree | None) -> list[str]:
    """The CSV files that tables and calendars name, as far as they can be beside the agreement."""
    data = main.data if main is not None else None
    named: list[Data] = []
    for key, file in (("items", "csv"), ("calendars", "holidays")):
        parts = data.get(key) if isinstance(data, dict) else None
        inner = parts.values() if isinstance(parts, dict) else ()
        named += [part.get(file) for part in inner if isinstance(part, dict)]
    return sorted({file for file in named if isinstance(file, str) and is_sheet(file)})


def _in_folder(name: str, file: str) -> str:
    return shown(f"{name}/{file}" if name not in ("", ".") else file)


def _misnamed(place: str, file: str) -> Problem:
    help_ = f"rename it to `{PurePath(file).stem}.yaml`"
    return Problem(
        "E014", "only files whose names end in `.yaml` are read", Span(place), help=help_
    )


def _without_main(name: str, main: str, files: Iterable[str], inner: Iterable[str]) -> Problem:
    help_ = f"an agreement is a folder with an `{main}`"
    if inner := [f"`{name}/{folder}`" for folder in inner]:
        help_ += f"; there is one in {', '.join(inner)}"
    elif (near := did_you_mean(main, files)).startswith("did"):
        help_ += f"; {near}"
    message = f"there is no `{main}` in `{name}`" if name else f"there is no `{main}`"
    return Problem("E001", message, Span(shown(name or main)), help=help_)


def _nothing(path: Path) -> Folder:
    if path.exists():
        problem = Problem("E001", "this is neither a folder nor a file", Span(shown(str(path))))
        return Folder(str(path), problems=[problem])
    beside = [p.name for p in path.parent.iterdir() if p.is_dir()] if path.parent.is_dir() else []
    near = did_you_mean(path.name, [name for name in beside if not name.startswith(".")])
    problem = Problem(
        "E001",
        f"there is no folder `{path}`",
        Span(shown(str(path))),
        help=near if near.startswith("did") else "",
    )
    return Folder(str(path), problems=[problem])


def _stem(file: str) -> str:
    return PurePath(file).stem.casefold()
