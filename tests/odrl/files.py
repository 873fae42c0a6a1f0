"""Files of policies and what comes of each, beside it: `.yaml` of those in `cases/`, `.txt` of bad.

`python -m tests.odrl.files` writes all of it anew; read the difference.
"""

from __future__ import annotations

from pathlib import Path

from contract_engine.diagnostics.render import render
from contract_engine.odrl.agreement import agreement_of
from contract_engine.odrl.graphs import graph_of
from contract_engine.odrl.reading import read_policies
from contract_engine.odrl.writing import written

HERE = Path(__file__).parent
SUFFIXES = (".ttl", ".jsonld")


def cases(folder: str) -> list[Path]:
    """The files of policies in a folder."""
    return sorted(path for path in (HERE / folder).iterdir() if path.suffix in SUFFIXES)


def expected(case: Path) -> Path:
    """What is expected of a file."""
    return case.with_name(case.name + (".txt" if case.parent.name == "bad" else ".yaml"))


def comes_of(case: Path) -> str:
    """The text of the agreement, or the problems."""
    content = case.read_bytes()
    said, problems = graph_of(case.name, content)
    if said is not None:
        found, problems = read_policies(case.name, said)
        if found is not None:
            return written(agreement_of(found, case.stem), case.name)
    return "\n".join(f"{render(each, {case.name: content.decode()}.get)}\n" for each in problems)


if __name__ == "__main__":
    for each in (*cases("cases"), *cases("bad")):
        expected(each).write_text(comes_of(each), encoding="utf-8")
