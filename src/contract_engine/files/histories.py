"""The bytes of a history (YAML, JSON lines, CSV) -> its entries as written, with their places."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from contract_engine.diagnostics import Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.files.csv_parser import (
    Record,
    Records,
    empty,
    parted_by_other_marks,
    text_of,
    uneven,
)
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
_TEXTS = frozenset({str, bool, type(None)})
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
    places: Callable[[], Mapping[str, Span]] | None = None

    def place(self, file: str, key: str) -> Span:
        """Where a part stands, or else the line."""
        places = {} if self.places is None else self.places()
        return places.get(key) or places.get("") or Span(file, self.line, 1)


@dataclass
class RawHistory:
    """A history as it was written.

    The entries of lines and of CSV are read while they are gone through, once, and so are what is
    wrong with them and, of lines, the day through which they are complete.
    """

    file: str
    text: str = ""
    agreement: str | None = None
    agreement_place: Span | None = None
    through: str | None = None
    through_place: Span | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    given_places: dict[str, Span] = field(default_factory=dict)
    entries: Iterable[RawEntry] = ()
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
    entries: list[RawEntry] = []
    for index, shape in enumerate(shapes):
        at = (*path, index)
        if any(path[: len(at)] == at for path in tree.lost):
            continue  # what is wrong with it is reported
        places = {"": tree.value(at)}
        places |= {key: tree.value((*at, key)) for key in KEYS if getattr(shape, key) is not None}
        places |= {f"with.{name}": tree.value((*at, "with", name)) for name in shape.with_}
        line = tree.value(at).line
        entries.append(
            RawEntry(line, shape.on, shape.at, shape.act, shape.event, shape.with_, places.copy)
        )
    history.entries = entries
    return history


def _json_lines(file: str, raw: bytes) -> RawHistory:
    history = RawHistory(file)
    history.entries = _in_lines(history, raw)
    return history


def _in_lines(history: RawHistory, raw: bytes) -> Iterator[RawEntry]:
    for number, line in enumerate(io.BytesIO(raw), 1):
        if line.strip():
            entry = _json_line(history, number, line)
            if entry is not None:
                yield entry


def _json_line(history: RawHistory, number: int, line: bytes) -> RawEntry | None:
    try:
        data = _DECODER.decode(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except (ValueError, RecursionError) as error:
        why = str(getattr(error, "msg", "this can't be read")).lower()
        span = Span(history.file, number, getattr(error, "colno", 1))
        _wrong(history, f"this is not a line of JSON: {why}", span)
        return None
    span = Span(history.file, number, 1)
    if not isinstance(data, dict):
        _wrong(history, "a JSON object belongs here", span)
        return None
    if "through" in data or (data.keys() & _HEAD and not data.keys() & _ENTRY):
        _head(history, data, span)
        return None
    if not _ENTRY.issuperset(data):
        odd = next(key for key in data if key not in _ENTRY)
        help_ = did_you_mean(odd, [*KEYS, "with"])
        history.problems.append(Problem("E370", f"unknown key `{odd}`", span, help=help_))
        return None
    values = data.get("with") or {}
    texts = [data.get(key) for key in KEYS]
    if not isinstance(values, dict) or not _are_texts(*texts, *values.values()):
        _wrong(history, "`with` holds names and values, and all else is text", span)
        return None
    on, at, act, event = texts
    return RawEntry(number, on, at, act, event, _plainly(values) if values else {})


def _head(history: RawHistory, data: dict[str, Any], span: Span) -> None:
    """A line that says through which day the history is complete."""
    given = data.get("given") or {}
    texts = [data.get(key) for key in ("agreement", "through")]
    if data.keys() - _HEAD or not isinstance(given, dict):
        _wrong(history, "this line is neither an entry nor the day up to which all is told", span)
        return
    if not _are_texts(*texts, *given.values()):
        _wrong(history, "`given` holds names and values, and all else is text", span)
        return
    history.agreement, history.through = texts
    history.agreement_place = span
    history.through_place = span
    history.given = _plainly(given)
    history.given_places = dict.fromkeys(given, span)


def _are_texts(*values: object) -> bool:
    return _TEXTS.issuperset(map(type, values))


def _plainly(values: Mapping[str, object]) -> dict[str, str]:
    said = {True: "yes", False: "no"}
    return {n: said[v] if isinstance(v, bool) else str(v) for n, v in values.items()}


def _wrong(history: RawHistory, message: str, span: Span) -> None:
    history.problems.append(Problem("E370", message, span, help=f"write {_EXAMPLE}"))


def _csv(file: str, raw: bytes) -> RawHistory:
    records = Records(file, raw, MOST_BYTES)
    history = RawHistory(file, records.text, problems=records.problems)
    rows = iter(records)
    first = next(rows, None)
    if first is None:
        if not history.problems:
            history.problems.append(empty(file))
        return history
    names = first.cells()
    texts = {cell.text for cell in names}
    problem = parted_by_other_marks(names)
    if problem is None and not ({"on", "at"} & texts and {"act", "event"} & texts):
        help_ = "name the columns in the first line: `on,act,event` and the values that acts carry"
        message = "a history has the columns `on` (or `at`), and `act` or `event`"
        problem = Problem("E370", message, names[0].span, help=help_)
    if problem is not None:
        history.problems.append(problem)
        return history

    def entries() -> Iterator[RawEntry]:
        columns = [cell.text for cell in names]
        for record in rows:
            if len(record.values) == len(names):
                yield _row(columns, record)
            else:
                history.problems.append(uneven(names, record.cells()))

    history.entries = entries()
    return history


def _row(names: list[str], record: Record) -> RawEntry:
    values = {name: text_of(text) for name, text in zip(names, record.values, strict=True) if text}
    on, at, act, event = (values.pop(key, None) or None for key in KEYS)

    def places() -> Mapping[str, Span]:
        cells = record.cells()
        by_name = {n: cell.span for n, cell in zip(names, cells, strict=True) if cell.text}
        found = {n if n in KEYS else f"with.{n}": span for n, span in by_name.items()}
        return found | {"": cells[0].span}

    values = {name: text for name, text in values.items() if text}
    return RawEntry(record.line + 1, on, at, act, event, values, places)
