"""A situation file -> the facts and events it gives, each with its place, and what is wrong."""

from __future__ import annotations

from pathlib import Path

from contract_engine.diagnostics import Problem, Span
from contract_engine.files.shapes import SituationShape
from contract_engine.files.snapshot import read_bytes
from contract_engine.files.validate import record
from contract_engine.files.yaml_parser import parse


def situation(path: Path, problems: list[Problem]) -> tuple[dict[str, str], dict[str, Span]]:
    """The facts and events of a situation file, and where each stands."""
    content = read_bytes(path)
    if isinstance(content, Problem):
        problems.append(content)
        return {}, {}
    tree, broken = parse(str(path), content)
    shaped, misfits = (None, broken) if broken else record(tree, SituationShape)
    problems += misfits
    if shaped is None:
        return {}, {}
    places = {f"given.{name}": tree.value((name,)) for name in shaped.others}
    return dict(shaped.others), places | {
        f"given.{name}:": tree.key((name,)) for name in shaped.others
    }
