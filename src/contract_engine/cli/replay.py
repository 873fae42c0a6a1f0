"""`contract-engine replay`: whether answers that were kept are still the answers today."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from contract_engine.cli.argv import place
from contract_engine.cli.options import ASKED, JsonFlag
from contract_engine.cli.output import print_json
from contract_engine.cli.parameters import Parameter
from contract_engine.cli.progress import watched
from contract_engine.cli.show import print_page


def replay(
    file: Annotated[
        Path,
        Parameter(
            name="FILE",
            group=ASKED,
            help="what `ask --json` printed (or --batch), or a log that `ask --log` wrote",
        ),
    ],
    /,
    *,
    rules: Annotated[
        str | None,
        Parameter(
            group=ASKED,
            metavar="REV|FOLDER",
            help="the rules as they were then, by git revision or folder: show what changed since",
        ),
    ] = None,
    head: Annotated[
        str | None,
        Parameter(
            group=ASKED, metavar="SHA256", help="a head noted earlier, which the log must hold"
        ),
    ] = None,
    agreement: Annotated[
        str | None,
        Parameter(
            group=ASKED, metavar="NAME|PATH", help="the rules of today; otherwise by the receipts"
        ),
    ] = None,
    json: JsonFlag = False,
) -> int:
    """Ask every kept answer's question again, under the rules of today and by the diagram alone.

    An answer that differs is shown with its fields, and with what changed since it was given: the
    rules, the engine's version, or neither (then the record itself was changed). Of a log the chain
    is verified too: a line that was changed, dropped or moved is named. That its last lines were
    cut off shows only against a head that was noted elsewhere. Exit code 1 where an answer differs
    or the log was touched.

    For example:

      contract-engine ask openai serve cloud=aws --on 2025-11-15 --log answers.log
      contract-engine replay answers.log
      contract-engine replay answers.log --rules HEAD~1
    """
    from contract_engine.api.replay import replay as replayed
    from contract_engine.render.words.replay import replay_page

    report = replayed(file, agreement, rules=rules, head=head, watch=watched, place=place)
    if json:
        print_json(report.to_json())
    else:
        print_page(replay_page(report, str(file)))
    return 0 if report.held else 1
