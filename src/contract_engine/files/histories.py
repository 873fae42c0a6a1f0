"""The bytes of a history (YAML, JSON lines, CSV) -> its entries as written, with their places."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from contract_engine.diagnostics import Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.files.csv_parser import Cell, read_sheet
from contract_engine.files.decoding import MAX_BYTES
from contract_engine.files.shapes import EntryShape, HistoryShape
from contract_engine.files.tree import Path, Tree
from contract_engine.files.validate import salvage
from contract_engine.files.yaml_parser import parse
from contract_engine.lazy_dataclass import dataclass, field

KEYS = ("on", "at", "act", "event")
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
_EXAMPLE = '{"on": "2026-03-02", "act": "buyer order", "with": {"quantity": 100}}'
_ENTRY = frozenset({*KEYS, "with"})
_HEAD = frozenset({"format", "agreement", "through", "given"})


@dataclass(slots=True)
class RawEntry:
    """An entry as it was written. `places` tells where its parts stand, as far as is known."""

    line: int
    on: str | None
    at: str | None
    act: str | None
    event: str | None
    values: Mapping[str, str]
    places: Mapping[str, Span] | None = None

    def place(self, file: str, key: str) -> Span:
        """Where a part stands, or else the line."""
        found = (self.places or {}).get(key) or (self.places or {}).get("")
        return found or Span(file, self.line, 1)


@dataclass
class RawHistory:
    """A history as it was written."""

    file: str
    text: str = ""
    agreement: str | None = None
    agreement_place: Span | None = None
    through: str | None = None
    through_place: Span | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    given_places: dict[str, Span] = field(default_factory=dict)
    entries: list[RawEntry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


MOST_BYTES = 400_000_000
"""So many bytes of lines are read; YAML is read as any other file."""


def most_bytes(file: str) -> int:
    """How many bytes of a history's file are read."""
    return MOST_BYTES if file.lower().endswith((".jsonl", ".ndjson", ".csv")) else MAX_BYTES


def read_history(file: str, raw: bytes) -> RawHistory:
    """A history's file: JSON lines (`.jsonl`), CSV (`.csv`), else YAML. Nothing is raised."""
    name = file.lower()
    if name.endswith((".jsonl", ".ndjson")):
        return _json_lines(file, raw)
    if name.endswith(".csv"):
        return _csv(file, raw)
    tree, problems = parse(file, raw)
    if problems:
        return RawHistory(file, tree.text, problems=list(problems))
    shape, found = salvage(tree, HistoryShape)
    if shape is None:
        return RawHistory(file, tree.text, problems=list(found))
    history = in_tree(tree, shape.history, ("history",))
    history.agreement, history.through, history.given = shape.agreement, shape.through, shape.given
    history.agreement_place = tree.value(("agreement",))
    history.through_place = tree.value(("through",))
    history.given_places = {name: tree.value(("given", name)) for name in shape.given}
    history.given_places |= {f"{name}:": tree.key(("given", name)) for name in shape.given}
    history.problems = list(found)
    return history


def in_tree(tree: Tree, shapes: list[EntryShape], path: Path) -> RawHistory:
    """The entries that stand in a tree (a history's file, or a scenario)."""
    history = RawHistory(tree.file, tree.text)
    for index, shape in enumerate(shapes):
        at = (*path, index)
        if any(path[: len(at)] == at for path in tree.lost):
            continue  # what is wrong with it is reported
        places = {"": tree.value(at)}
        places |= {key: tree.value((*at, key)) for key in KEYS if getattr(shape, key) is not None}
        places |= {f"with.{name}": tree.value((*at, "with", name)) for name in shape.with_}
        line = tree.value(at).line
        history.entries.append(
            RawEntry(line, shape.on, shape.at, shape.act, shape.event, shape.with_, places)
        )
    return history


def _json_lines(file: str, raw: bytes) -> RawHistory:
    history = RawHistory(file)
    for number, line in enumerate(raw.split(b"\n"), 1):
        if line.strip():
            _json_line(history, number, line)
    return history


def _json_line(history: RawHistory, number: int, line: bytes) -> None:
    try:
        data = _DECODER.decode(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        why = str(getattr(error, "msg", "this can't be read")).lower()
        span = Span(history.file, number, getattr(error, "colno", 1))
        _wrong(history, f"this is not a line of JSON: {why}", span)
        return
    span = Span(history.file, number, 1)
    if not isinstance(data, dict):
        _wrong(history, "a JSON object belongs here", span)
        return
    if "through" in data or (data.keys() & _HEAD and not data.keys() & _ENTRY):
        _head(history, data, span)
        return
    if not _ENTRY.issuperset(data):
        odd = next(key for key in data if key not in _ENTRY)
        help_ = did_you_mean(odd, [*KEYS, "with"])
        history.problems.append(Problem("E370", f"unknown key `{odd}`", span, help=help_))
        return
    values = data.get("with") or {}
    texts = [data.get(key) for key in KEYS]
    if not isinstance(values, dict) or not all(_is_text(t) for t in (*texts, *values.values())):
        _wrong(history, "`with` holds names and values, and all else is text", span)
        return
    on, at, act, event = texts
    history.entries.append(
        RawEntry(number, on, at, act, event, {n: _plain(v) for n, v in values.items()})
    )


def _head(history: RawHistory, data: dict[str, Any], span: Span) -> None:
    """A line that says through which day the history is complete."""
    given = data.get("given") or {}
    texts = [data.get(key) for key in ("agreement", "through")]
    if data.keys() - _HEAD or not isinstance(given, dict):
        _wrong(history, "this line is neither an entry nor the day up to which all is told", span)
        return
    if not all(_is_text(text) for text in (*texts, *given.values())):
        _wrong(history, "`given` holds names and values, and all else is text", span)
        return
    history.agreement, history.through = texts
    history.agreement_place = span
    history.through_place = span
    history.given = {name: _plain(value) for name, value in given.items()}
    history.given_places = dict.fromkeys(given, span)


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str | bool)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _wrong(history: RawHistory, message: str, span: Span) -> None:
    history.problems.append(Problem("E370", message, span, help=f"write {_EXAMPLE}"))


def _csv(file: str, raw: bytes) -> RawHistory:
    sheet, problems = read_sheet(file, raw)
    history = RawHistory(file, sheet.text, problems=list(problems))
    names = [cell.text for cell in sheet.names]
    if names and not ({"on", "at"} & {*names} and {"act", "event"} & {*names}):
        help_ = "name the columns in the first line: `on,act,event` and the values that acts carry"
        message = "a history has the columns `on` (or `at`), and `act` or `event`"
        history.problems.append(Problem("E370", message, sheet.names[0].span, help=help_))
        return history
    for row in sheet.rows:
        history.entries.append(_row(names, row))
    return history


def _row(names: list[str], row: tuple[Cell, ...]) -> RawEntry:
    cells = {name: cell for name, cell in zip(names, row, strict=True) if cell.text}
    places = {name if name in KEYS else f"with.{name}": cell.span for name, cell in cells.items()}
    places[""] = row[0].span
    on, at, act, event = (cells[key].text if key in cells else None for key in KEYS)
    values = {name: cell.text for name, cell in cells.items() if name not in KEYS}
    return RawEntry(row[0].span.line, on, at, act, event, values, places)
