"""Lines of JSON, a question each -> requests, or what is wrong with it, as they come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from contract_engine.api.request import Request, request_of
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.files.json_parser import parse_json
from contract_engine.files.shapes import LineShape
from contract_engine.files.tree import Tree
from contract_engine.files.validate import record
from contract_engine.language.questions import QuestionText
from contract_engine.lazy_dataclass import replace

LONGEST = 1_000_000
"""So many bytes a line may have."""
NOTHING = Request(QuestionText(""))


def lines(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that hold something, one at a time.

    Args:
        source: the file, opened to be read as bytes.

    Yields:
        The number of a line, and the line; of one that is longer than any question, its beginning.
    """
    number = 0
    while line := source.readline(LONGEST + 1):
        number += 1
        rest = line
        while len(rest) > LONGEST and not rest.endswith(b"\n"):
            rest = source.readline(LONGEST + 1)
        if line.strip():
            yield number, line


def request_of_line(line: bytes, span: Span, common: Request = NOTHING) -> Request:
    """The question of one line.

    Args:
        line: a JSON object, as bytes.
        span: where the line stands, for diagnostics.
        common: what holds where the line doesn't say otherwise.

    Returns:
        The request. BadInput with every problem of the line's form.
    """
    tree, shaped = _shaped(line, span)
    said = {
        key: value
        for key in ("on", "given", "under", "without", "known", "evidence", "readings")
        if (value := getattr(shaped, key)) is not None
    }
    text = request_of(shaped.ask or shaped.text or "", **said).text
    shared = common.text
    text = replace(
        text,
        on=text.on or shared.on,
        given={**shared.given, **text.given},
        under=text.under if text.under is not None else shared.under,
        without=tuple(dict.fromkeys((*shared.without, *text.without))),
        known=text.known if text.known is not None else shared.known,
        evidence=text.evidence if text.evidence is not None else shared.evidence,
        readings={**shared.readings, **text.readings},
        places={**shared.places, **_places(tree, span)},
    )
    return replace(common, text=text, which_day='add "on": "2025-11-15"')


def _shaped(line: bytes, span: Span) -> tuple[Tree, LineShape]:
    if len(line) > LONGEST:
        message = f"this line has more than {LONGEST:,} bytes"
        raise BadInput([Problem("E511", message, span, help="give one question a line")])
    try:
        written = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput([Problem("E511", "this line is not UTF-8", span)]) from None
    tree, wrong = parse_json(span.file, written.strip("\r\n"), span.line, "E511")
    if wrong is not None:
        raise BadInput([replace(wrong, help=wrong.help or _EXAMPLE)])
    shaped, problems = record(tree, LineShape)
    if shaped is None:
        raise BadInput(replace(problem, help=problem.help or _EXAMPLE) for problem in problems)
    if (shaped.ask is None) == (shaped.text is None):
        message = "a question has either `ask` or `text`"
        raise BadInput([Problem("E511", message, tree.value(()), help=_EXAMPLE)])
    return tree, shaped


def _places(tree: Tree, span: Span) -> dict[str, Span]:
    """Where each part of a line stands."""
    places = {"": span}
    for path, place_ in tree.values.items():
        if len(path) == 1:
            places["ask" if path[0] == "text" else str(path[0])] = place_
        elif len(path) == 2 and path[0] in ("given", "readings"):
            places[f"{path[0]}.{path[1]}"] = place_
            places[f"{path[0]}.{path[1]}:"] = tree.key(path)
    return places


_EXAMPLE = 'write {"ask": "PARTY ACTION", "on": "2025-11-15", "given": {"NAME": "VALUE"}}'
