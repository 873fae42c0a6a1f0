"""`contract-engine new`: a name -> a folder with a small agreement and its scenarios."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

from contract_engine.cli.argv import place
from contract_engine.cli.options import ASKED, JsonFlag
from contract_engine.cli.output import console, print_json
from contract_engine.cli.output_file import cant_write
from contract_engine.cli.parameters import Parameter
from contract_engine.diagnostics import BadInput, Problem

STARTER = Path(__file__).parent / "starter"
FILES = {
    "rules/NAME/agreement.yaml": "the parties, the words, the documents in order",
    "rules/NAME/2024-01.yaml": "the first document, clause by clause",
    "scenarios/NAME/first.yaml": "questions, and the answers you expect",
}
"""What is made, each from the file of the same name in `starter/`."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def new(
    name: Annotated[
        str, Parameter(name="NAME", group=ASKED, help="what to call the agreement and its folder")
    ],
    /,
    *,
    json: JsonFlag = False,
) -> int:
    """Make a folder with a small agreement, to be read, tried and rewritten.

    What is there already is left alone.

    For example:

      contract-engine new lease
    """
    folder = Path(name)
    if not _NAME.fullmatch(name):
        proposed = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower()
        help_ = f"call it `{proposed}`" if proposed else "write letters and digits joined by `-`"
        message = f"`{name}` can't be the name of an agreement"
        raise BadInput([Problem("E516", message, place(name), help=help_)])
    if os.path.lexists(folder):
        raise BadInput([_there(name)])
    _make(folder, name)
    made = [file.replace("NAME", name) for file in FILES]
    if json:
        print_json({"folder": name, "files": [f"{name}/{file}" for file in made]})
    else:
        _show(name, made)
    return 0


def _make(folder: Path, name: str) -> None:
    """All of it or nothing: it is written aside, and then given its name."""
    aside = folder.with_name(f".{name}.{os.getpid()}")
    import shutil

    try:
        for file in FILES:
            text = (STARTER / Path(file).name).read_text(encoding="utf-8")
            path = aside / file.replace("NAME", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace("NAME", name), encoding="utf-8")
        aside.rename(folder)
    except OSError as error:
        if os.path.lexists(folder):
            raise BadInput([_there(name)]) from None
        raise cant_write(folder, error) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _there(name: str) -> Problem:
    help_ = "take another name, or another folder to call this from"
    return Problem("E516", f"there is a `{name}` here already", place(name), help=help_)


def _show(name: str, made: list[str]) -> None:

    from contract_engine.render.inline import Inline
    from contract_engine.render.lines import hang
    from contract_engine.render.styles import STRONG

    out = console()
    hang(out, Inline("Made ", (f"{name}/", STRONG)))
    width = max(map(len, made)) + 2
    for file, about in zip(made, FILES.values(), strict=True):
        hang(out, f"{file:<{width}}{about}", 2, width + 2)
    out.print()
    hang(out, "Go on with:")
    for line in (
        f"cd {name}",
        "contract-engine check",
        "contract-engine test",
        'contract-engine ask "May the tenant sublet to a stranger?"',
    ):
        hang(out, line, 2, 6)
