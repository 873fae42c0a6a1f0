"""`contract-engine holidays`: the holidays of a country, as a file for a calendar."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

from contract_engine.cli.argv import place
from contract_engine.cli.options import ASKED, OUTPUT
from contract_engine.cli.output_file import write_file
from contract_engine.cli.parameters import Parameter
from contract_engine.diagnostics import BadInput, Problem

_YEARS = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?")
MOST_YEARS = 200


def holidays(
    *,
    country: Annotated[str, Parameter(group=ASKED, metavar="CODE", help="its code, such as DE")],
    years: Annotated[
        str, Parameter(group=ASKED, metavar="FROM-THROUGH", help="the years, as 2020-2035")
    ],
    subdivision: Annotated[
        str | None, Parameter(group=ASKED, metavar="CODE", help="a part of it, such as BE")
    ] = None,
    output: Annotated[
        Path | None,
        Parameter(name="--output", group=OUTPUT, metavar="FILE", help="write it to this file"),
    ] = None,
) -> int:
    """The holidays of a country, as a CSV file for a calendar of an agreement.

    They are data of the agreement from then on: an answer doesn't hang on the library's version.

    For example:

      contract-engine holidays --country DE --subdivision BE --years 2020-2035
    """
    from contract_engine.api.holidays import holidays_csv

    match = _YEARS.fullmatch(years.strip())
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, -1)
    if not 0 <= last - first < MOST_YEARS:
        help_ = "write the first and the last: `--years 2020-2035`"
        problem = Problem("E505", f"`{years}` are no years", place(years, "--years"), help=help_)
        raise BadInput([problem])
    try:
        text = holidays_csv(country, subdivision, range(first, last + 1))
    except NotImplementedError:
        known = f"{country} {subdivision or ''}".strip()
        help_ = "write the ISO codes of a country and of a part of it, such as DE and BE"
        message = f"no holidays are known of `{known}`"
        raise BadInput([Problem("E505", message, place(country), help=help_)]) from None
    if output is not None:
        write_file(output, text.encode())
    else:
        sys.stdout.write(text)
    return 0
