"""`--log FILE`: answers -> the end of a log, and word of where that is now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from contract_engine.cli.argv import place
from contract_engine.cli.options import OUTPUT
from contract_engine.cli.output import console
from contract_engine.cli.output_file import cant_write
from contract_engine.cli.parameters import Parameter
from contract_engine.diagnostics import BadInput, Problem

if TYPE_CHECKING:
    from contract_engine.api.answer_log import Head
    from contract_engine.api.results import Json

LogFile = Annotated[
    Path | None,
    Parameter(
        name="--log",
        group=OUTPUT,
        metavar="FILE",
        help="also append the answer to this log, which `replay` verifies",
    ),
]


def keep(log: Path, answers: Sequence[Json]) -> Head:
    """Append answers to a log; BadInput where that can't be done."""
    from contract_engine.api import answer_log

    try:
        return answer_log.keep(log, answers, place(str(log), "--log"))
    except OSError as error:
        raise cant_write(log, error) from None


def refuse_log(log: Path | None, name: str) -> None:
    """A log keeps answers that can be asked again as they are; raises BadInput."""
    if log is not None:
        help_ = "leave --log out, or ask for one value"
        message = f"what `{name}=?` tells is not kept in a log"
        raise BadInput([Problem("E519", message, place(option="--log"), help=help_)])


def tell(head: Head | None) -> None:
    """Say on stderr which entry was written last, and its hash."""
    from contract_engine.render.lines import hang

    if head is not None:
        hang(console(error=True), f"logged as entry {head.n}, head {head.sha256}", 0, 2)
