"""Writes `phrasings.yaml` anew from its own questions: read the difference before keeping it.

`python -m tests.words.phrasings_table`
"""

from __future__ import annotations

import json
from typing import Any

from contract_engine.words.understand import Refused
from tests.words.vocabularies import HERE, heard, reading, table

HEAD = """\
# Questions as people ask them, asked on 2026-11-30, and what is made of each, by agreement.
# `reads` are the commands that answer it; `codes` are the problems of one that is refused, and
# `offers` the questions that are asked back. `answerable: no` marks what the record can't answer,
# or what says too little to be answered: such a question is refused rightly.
"""


def row(name: str, known: dict[str, Any]) -> str:
    """A row of the table, as it is understood now."""
    found = heard(name, known["ask"])
    lines = [f"  - ask: {json.dumps(known['ask'], ensure_ascii=False)}"]
    if isinstance(found, Refused):
        codes = ", ".join(dict.fromkeys(problem.code for problem in found.problems))
        lines.append(f"    codes: [{codes}]")
        if found.offers:
            lines.append("    offers:")
            lines += [f"      - {json.dumps(o, ensure_ascii=False)}" for o in found.offers]
        if known.get("answerable") == "no":
            lines.append("    answerable: no")
    else:
        lines.append("    reads:")
        lines += [f"      - {json.dumps(read, ensure_ascii=False)}" for read in reading(found)]
    return "\n".join(lines)


def write() -> None:
    """Write the table."""
    parts = [HEAD]
    for name, known in table("phrasings.yaml").items():
        parts.append(f"{name}:\n" + "\n".join(row(name, each) for each in known) + "\n")
    (HERE / "phrasings.yaml").write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    write()
