"""Rules in a folder, now or at a revision -> the scenarios that stand beside them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from contract_engine.api.worlds import Rules
from contract_engine.files.snapshot import read_bytes
from contract_engine.scenarios.files import ACCEPTED, Scenario, scenario_files, scenarios_of
from contract_engine.scenarios.rules import places_beside


def scenarios_beside(rules: Rules) -> Mapping[str, Scenario]:
    """The scenarios about these rules, by file and name; what can't be read is left to `test`."""
    found: dict[str, Scenario] = {}
    path = rules.path.resolve()
    for base in dict.fromkeys((path.parent, path.parent.parent)):
        for file, content in _files(base / "scenarios", rules):
            read, _ = scenarios_of(str(file), content)
            if read is not None and _is_about(file, read.agreement, path):
                label = file.relative_to(base / "scenarios").as_posix()
                found |= {f"{label}: {each.name}": each for each in read.scenarios}
    return found


def _files(folder: Path, rules: Rules) -> Iterator[tuple[Path, bytes]]:
    """The scenario files in a folder when the rules stood there."""
    if rules.then is None:
        for file in scenario_files([folder] if folder.is_dir() else []):
            content = read_bytes(file)
            if isinstance(content, bytes):
                yield file, content
    elif folder.is_relative_to(rules.then.top):
        for file, content in (rules.then.files(folder, deep=True) or {}).items():
            if file.suffix == ".yaml" and file.name != ACCEPTED:
                yield file, content


def _is_about(file: Path, name: str, rules: Path) -> bool:
    return any(Path(os.path.normpath(p)) == rules for p in places_beside(file, name))
