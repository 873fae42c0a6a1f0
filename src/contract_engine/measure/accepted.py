"""What no scenario shows, and `accepted.yaml` beside them -> what is meant to stay so, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from contract_engine.diagnostics import Problem, Span
from contract_engine.files.shapes import AcceptedShape
from contract_engine.files.snapshot import read_bytes
from contract_engine.files.validate import shape
from contract_engine.files.yaml_parser import parse
from contract_engine.scenarios.files import ACCEPTED


@dataclass(frozen=True)
class Acceptance:
    """An entry of the file: what it is about, and the reason."""

    about: str
    why: str
    place: Span


@dataclass(frozen=True)
class Accepted:
    """The reasons of what is accepted, by what they are about; and the entries that are stale."""

    reasons: Mapping[str, str]
    stale: tuple[Problem, ...]


def accepted(
    files: Iterable[Path], code: str, missing: Collection[str]
) -> tuple[Accepted, tuple[Problem, ...]]:
    """The entries of one code beside these scenario files, and what is wrong with their files.

    An entry is stale when nothing is missing that it is about.
    """
    entries: list[Acceptance] = []
    problems: list[Problem] = []
    for folder in dict.fromkeys(file.parent for file in files):
        found, wrong = _read(folder / ACCEPTED, code)
        entries += found
        problems += wrong
    stale = tuple(
        Problem(
            "W707",
            f"nothing is found any more of {code} `{entry.about}`",
            entry.place,
            help=f"take it out of {ACCEPTED}",
            severity="warning",
        )
        for entry in entries
        if entry.about not in missing
    )
    reasons = {entry.about: entry.why for entry in entries if entry.about in missing}
    return Accepted(reasons, stale), tuple(problems)


def _read(path: Path, code: str) -> tuple[list[Acceptance], tuple[Problem, ...]]:
    if not path.is_file():
        return [], ()
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
        Acceptance(entry.about, entry.why, tree.value(("accepted", index, "about")))
        for index, entry in enumerate(shaped.accepted)
        if entry.code == code
    ], ()
