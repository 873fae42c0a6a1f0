"""`contract-engine import`: rules written in another language -> an agreement to read and ask."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from contract_engine.cli.argv import place
from contract_engine.cli.options import ASKED, OUTPUT, JsonFlag, listed
from contract_engine.cli.output import console, print_json
from contract_engine.cli.output_file import cant_write
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.files.folder import from_bytes
from contract_engine.files.snapshot import AGREEMENT, read_bytes
from contract_engine.language import load_folder
from contract_engine.render.text import hang

if TYPE_CHECKING:
    from contract_engine.odrl.policy import Remark

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
    from contract_engine.odrl.agreement import agreement_of
    from contract_engine.odrl.graphs import graph_of, unshown_in
    from contract_engine.odrl.policy import Remark
    from contract_engine.odrl.reading import read_policies
    from contract_engine.odrl.writing import remarks_data, written

    if output is not None and os.path.lexists(output):
        help_ = "take another name, or take it away first"
        message = f"there is a `{output}` here already"
        raise BadInput([Problem("E516", message, place(str(output)), help=help_)])
    content = read_bytes(file)
    if isinstance(content, Problem):
        raise BadInput([content])
    said, problems = graph_of(str(file), content)
    if said is None:
        raise BadInput(problems)
    found, problems = read_policies(str(file), said)
    if found is None:
        raise BadInput(problems)
    if dropped := unshown_in(content):
        said_of = f"characters that can't be seen: {', '.join(dropped)}"
        found = replace(found, remarks=(*found.remarks, Remark("left out", file.name, said_of)))
    name = _name(output.name if output is not None else file.stem)
    made = agreement_of(found, name, _actions(action or []))
    text = written(made, file.name)
    _check(text, file)
    if output is not None:
        _write(output, text)
    if json:
        where = None if output is None else str(output)
        about = {"agreement": name, "folder": where, "text": text}
        print_json({**about, **remarks_data(made.remarks)})
        return 0
    if output is None:
        console().print(text, end="", soft_wrap=True)
    else:
        hang(console(), Text.assemble("Made ", (f"{output / AGREEMENT}", "bold")))
    tell_remarks(made.remarks)
    return 0


def _name(stem: str) -> str:
    """An agreement's name out of a file's or a folder's."""
    return re.sub(r"[^A-Za-z0-9]+", "-", stem).strip("-") or "policy"


def _actions(options: list[str]) -> list[str]:
    """The IRIs of actions that are named; raises BadInput."""
    from contract_engine.odrl.vocabulary import ACTIONS, PREFIXES

    found = []
    for name in listed(options):
        prefix, colon, rest = name.partition(":")
        if colon:
            found.append(PREFIXES.get(prefix, f"{prefix}:") + rest)
        elif name in ACTIONS:
            found.append(ACTIONS[name])
        else:
            help_ = did_you_mean(name, ACTIONS) or "write the IRI of an action that isn't ODRL's"
            where = place(name, "--action")
            raise BadInput([Problem("E304", f"ODRL has no action `{name}`", where, help=help_)])
    return found


def _check(text: str, file: Path) -> None:
    """Whether the agreement can be read back; raises BadInput with what kept it from that."""
    agreement, problems = load_folder(from_bytes({AGREEMENT: text.encode()}, ""))
    if agreement is None:
        why = "; ".join(dict.fromkeys(problem.message for problem in problems if problem.is_error))
        message = f"what these policies become can't be read: {why}"
        raise BadInput([Problem("E531", message, Span(str(file)))])


def _write(folder: Path, text: str) -> None:
    """The folder with its file, or neither: it is written aside, and then given its name."""
    aside = folder.with_name(f".{folder.name}.{os.getpid()}")
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
    from contract_engine.odrl.writing import SORTS, remarks_of

    out = console(error=True)
    for sort, heading in SORTS.items():
        if said := remarks_of(remarks, sort):
            hang(out, f"{heading}:")
            for line in said:
                hang(out, line, 2, 4)
