"""`contract-engine timeline`: a question on every day, as a bar and its intervals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from contract_engine.cli.argv import place
from contract_engine.cli.opened import open_agreement
from contract_engine.cli.options import (
    DEFAULT,
    OUTPUT,
    AgreementName,
    Asking,
    BatchFile,
    HistoryFile,
    Words,
    day_of,
    drafts_of,
)
from contract_engine.cli.output_file import write_file
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.question_text import request_of
from contract_engine.cli.show import Shown, show_result
from contract_engine.diagnostics import BadInput, Problem

if TYPE_CHECKING:
    from contract_engine.api import Request
    from contract_engine.api.results import Timeline


def timeline(
    *question: Words,
    asking: Asking | None = None,
    history: HistoryFile = None,
    start: Annotated[
        str | None, Parameter(name="--from", group=OUTPUT, metavar="DAY", help="first day shown")
    ] = None,
    through: Annotated[
        str | None, Parameter(group=OUTPUT, metavar="DAY", help="last day shown")
    ] = None,
    svg: Annotated[
        Path | None, Parameter(group=OUTPUT, metavar="FILE", help="draw it into this file too")
    ] = None,
    batch: BatchFile = None,
    agreement: AgreementName = DEFAULT,
    shown: Shown | None = None,
) -> int:
    """The same question on every day: the intervals of its answer, and what began each.

    A day in the question, or --on, is not looked at; events that are given keep theirs.

    For example:

      contract-engine timeline "Can OpenAI serve its API on AWS?"
      contract-engine timeline openai procure_compute provider=aws --from 2025-01-01
      contract-engine timeline microsoft use_ip ip=model --given agi_verified=2031-06-01
      contract-engine timeline "Can OpenAI serve its API on AWS?" --svg api-on-aws.svg
    """
    if svg is not None and batch is not None:
        raise BadInput([Problem("E505", "--svg draws one question", place(str(svg)))])
    loaded = open_agreement(agreement, drafts_of(asking))
    first, last = day_of(start, "--from"), day_of(through, "--through")
    if first is not None and last is not None and first > last:
        help_ = "write the earlier day after --from"
        said = f"the first day shown, {first}, is after the last, {last}"
        raise BadInput([Problem("E505", said, place(str(start)), help=help_)])
    words = question if batch is None else ()
    request = request_of(loaded.model.vocabulary, words, asking or Asking())

    recorded = loaded.history(history) if history is not None else None

    def asked(each: Request) -> Timeline:
        return loaded.timeline(each, start=first, through=last, history=recorded)

    if batch is not None:
        from contract_engine.cli.batch import answer_lines

        return answer_lines(loaded.model.id, question, request, batch, asked)
    found = asked(request)
    if svg is not None:
        from contract_engine.render.svg import timeline_svg

        write_file(svg, timeline_svg(loaded.model, found).encode())
    return show_result(loaded, found, shown)
