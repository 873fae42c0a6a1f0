"""`contract-engine import`: rules written in another language -> an agreement to read and ask."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from contract_engine.cli.argv import place
from contract_engine.cli.options import ASKED, OUTPUT, JsonFlag, listed
from contract_engine.cli.output import console, print_json
from contract_engine.cli.output_file import cant_write
from contract_engine.cli.parameters import Parameter
from contract_engine.diagnostics import BadInput, Problem

if TYPE_CHECKING:
    from contract_engine.api.odrl_policies import Remark

Language = Literal["odrl"]


def import_(
    language: Annotated[
        Language,
        Parameter(name="LANGUAGE", group=ASKED, help="what the file is written in"),
    ],
    file: Annotated[
        Path, Parameter(name="FILE", group=ASKED, help="policies, in Turtle or JSON-LD")
    ],
    /,
    *,
    action: Annotated[
        list[str] | None,
        Parameter(
            group=ASKED,
            metavar="NAME,...",
            help="actions to be asked about that the policies don't speak of (sell, or an IRI)",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        Parameter(
            group=OUTPUT,
            metavar="FOLDER",
            help="make this folder and write the agreement into it; otherwise it is printed",
        ),
    ] = None,
    json: JsonFlag = False,
) -> int:
    """Make an agreement of ODRL policies, for what the two languages have in common.

    What is left out, what is to be given with a question, and what was read in one of several ways
    is told on stderr and at the top of the file: nothing is lost silently. The page docs/odrl.md
    says what becomes what. Needs the extra `odrl`: pip install "contract-engine[odrl]".

    For example:

      contract-engine import odrl policy.ttl --output rules/policy
      contract-engine import odrl policy.jsonld --action sell
    """
    from contract_engine.api.agreements import AGREEMENT
    from contract_engine.api.odrl_policies import import_policies
    from contract_engine.render.inline import Inline
    from contract_engine.render.lines import hang
    from contract_engine.render.styles import STRONG

    if output is not None and os.path.lexists(output):
        help_ = "take another name, or take it away first"
        message = f"there is a `{output}` here already"
        raise BadInput([Problem("E516", message, place(str(output)), help=help_)])
    named = output.name if output is not None else ""
    actions = listed(action or [])
    made = import_policies(file, named, actions, lambda name: place(name, "--action"))
    if output is not None:
        _write(output, made.text)
    if json:
        told = made.to_json()
        folder = None if output is None else str(output)
        print_json({"agreement": told.pop("agreement"), "folder": folder, **told})
        return 0
    if output is None:
        console().print(made.text, end="")
    else:
        hang(console(), Inline("Made ", (f"{output / AGREEMENT}", STRONG)))
    tell_remarks(made.remarks)
    return 0


def _write(folder: Path, text: str) -> None:
    """The folder with its file, or neither: it is written aside, and then given its name."""
    from contract_engine.api.agreements import AGREEMENT

    aside = folder.with_name(f".{folder.name}.{os.getpid()}")
    import shutil

    try:
        aside.mkdir(parents=True)
        (aside / AGREEMENT).write_text(text, encoding="utf-8")
        aside.rename(folder)
    except OSError as error:
        raise cant_write(folder, error) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def tell_remarks(remarks: tuple[Remark, ...]) -> None:
    """What is not as it was, on stderr."""
    from contract_engine.api.odrl_policies import remark_lines
    from contract_engine.render.lines import hang

    out = console(error=True)
    for heading, lines in remark_lines(remarks).items():
        hang(out, f"{heading}:")
        for line in lines:
            hang(out, line, 2, 4)
