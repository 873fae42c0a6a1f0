"""What was found of something -> a warning that `accepted.yaml` can name by code and `about`."""

from __future__ import annotations

from contract_engine.diagnostics import Problem, Span


def finding(
    code: str,
    about: str,
    message: str,
    place: Span,
    help: str = "",
    clause: str = "",
    also: tuple[tuple[Span, str], ...] = (),
) -> Problem:
    """A warning of `check`.

    Args:
        code: the code that says which sort of finding it is.
        about: what it is about: of one code each has its own.
        message: what was found, a lower-case sentence.
        place: where it stands.
        help: what to do.
        clause: the text of the clause it stands in.
        also: second places, each with its label.

    Returns:
        The warning.
    """
    return Problem(
        code, message, place, help=help, clause=clause, also=also, severity="warning", about=about
    )
