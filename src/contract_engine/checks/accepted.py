"""Findings and `accepted.yaml` -> which findings are new, and which acceptances are stale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from contract_engine.checks.dead_conditions import Finding
from contract_engine.diagnostics import Problem, Span
from contract_engine.files.shapes import AcceptedShape
from contract_engine.files.snapshot import read_bytes
from contract_engine.files.validate import shape
from contract_engine.files.yaml_parser import parse

FILE = "accepted.yaml"


@dataclass(frozen=True)
class Sorted:
    """Findings by whether somebody has accepted them, with a reason."""

    new: tuple[Problem, ...]
    accepted: tuple[tuple[Finding, str], ...]
    stale: tuple[Problem, ...]


def sort_out(folder: str, findings: Sequence[Finding]) -> tuple[Sorted, tuple[Problem, ...]]:
    """Sort findings by `accepted.yaml` in the agreement's folder; and what is wrong with it."""
    entries, problems = _read(Path(folder) / FILE)
    reasons = {(code, about): why for code, about, why, _ in entries}
    new = tuple(f.problem for f in findings if (f.problem.code, f.about) not in reasons)
    accepted = tuple(
        (f, reasons[f.problem.code, f.about])
        for f in findings
        if (f.problem.code, f.about) in reasons
    )
    there = {(f.problem.code, f.about) for f in findings}
    stale = tuple(
        Problem(
            "W707",
            f"nothing is found any more of {code} `{about}`",
            place,
            help=f"take it out of {FILE}",
            severity="warning",
        )
        for code, about, _, place in entries
        if (code, about) not in there
    )
    return Sorted(new, accepted, stale), problems


def _read(path: Path) -> tuple[list[tuple[str, str, str, Span]], tuple[Problem, ...]]:
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
        (entry.code, entry.about, entry.why, tree.value(("accepted", index)))
        for index, entry in enumerate(shaped.accepted)
    ], ()
