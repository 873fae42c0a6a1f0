"""`accepted.yaml` beside rules or scenarios -> what is meant to be so, why, and what is stale."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from contract_engine.diagnostics import Problem, Span
from contract_engine.files.shapes import AcceptedShape
from contract_engine.files.snapshot import read_bytes
from contract_engine.files.validate import shape
from contract_engine.files.yaml_parser import parse
from contract_engine.lazy_dataclass import dataclass

FILE = "accepted.yaml"


@dataclass(frozen=True)
class Acceptance:
    """An entry of a file: the code of what is accepted, what it is about, and the reason."""

    code: str
    about: str
    why: str
    place: Span


@dataclass(frozen=True)
class Accepted:
    """The reasons of what is accepted, by what it is about; and the entries that are stale."""

    reasons: Mapping[str, str]
    stale: tuple[Problem, ...]


@dataclass(frozen=True)
class Sorted:
    """Findings by whether somebody has accepted them, with a reason."""

    new: tuple[Problem, ...]
    accepted: tuple[tuple[Problem, str], ...]
    stale: tuple[Problem, ...]


def sort_out(folder: str, findings: Sequence[Problem]) -> tuple[Sorted, tuple[Problem, ...]]:
    """Sort findings by the file in the agreement's folder, if any; and what is wrong with it."""
    entries, problems = read_accepted([Path(folder)] if folder else [])
    reasons = {(entry.code, entry.about): entry.why for entry in entries}
    there = {(f.code, f.about) for f in findings}
    new = tuple(f for f in findings if (f.code, f.about) not in reasons)
    accepted = tuple((f, reasons[key]) for f in findings if (key := (f.code, f.about)) in reasons)
    return Sorted(new, accepted, stale(entries, there)), problems


def accepted_of(
    folders: Iterable[Path], code: str, missing: Collection[str]
) -> tuple[Accepted, tuple[Problem, ...]]:
    """The reasons of one code in the files of these folders; and what is wrong with them."""
    entries, problems = read_accepted(folders)
    own = [entry for entry in entries if entry.code == code]
    reasons = {entry.about: entry.why for entry in own if entry.about in missing}
    return Accepted(reasons, stale(own, {(code, about) for about in missing})), problems


def stale(entries: Iterable[Acceptance], there: Collection[tuple[str, str]]) -> tuple[Problem, ...]:
    """The entries of which nothing is found any more, by what there is, each code and about."""
    return tuple(
        Problem(
            "W707",
            f"nothing is found any more of {entry.code} `{entry.about}`",
            entry.place,
            help=f"take it out of {FILE}",
            severity="warning",
        )
        for entry in entries
        if (entry.code, entry.about) not in there
    )


def read_accepted(folders: Iterable[Path]) -> tuple[list[Acceptance], tuple[Problem, ...]]:
    """The entries of the files in these folders, where there is one; and what is wrong."""
    entries: list[Acceptance] = []
    problems: list[Problem] = []
    for folder in dict.fromkeys(folders):
        if (folder / FILE).is_file():
            found, wrong = _read(folder / FILE)
            entries += found
            problems += wrong
    return entries, tuple(problems)


def _read(path: Path) -> tuple[list[Acceptance], tuple[Problem, ...]]:
    content = read_bytes(path)
    if isinstance(content, Problem):
        return [], (content,)
    tree, problems = parse(str(path), content)
    if problems:
        return [], problems
    shaped, problems = shape(tree, AcceptedShape)
    if shaped is None:
        return [], problems
    return [
        Acceptance(each.code, each.about, each.why, tree.value(("accepted", index, "about")))
        for index, each in enumerate(shaped.accepted)
    ], ()
