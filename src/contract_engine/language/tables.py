"""The tables of `agreement.yaml`, and the CSV files they name -> Tables, each row typed."""

from __future__ import annotations

from collections.abc import Mapping

from contract_engine.diagnostics import Span
from contract_engine.files.csv_parser import Cell, Sheet
from contract_engine.files.folder import Folder
from contract_engine.files.shapes import AgreementShape, TableShape
from contract_engine.files.snapshot import SHEET, is_sheet
from contract_engine.files.tree import Path
from contract_engine.language.clauses.citations import read_cites
from contract_engine.language.scope import Scope
from contract_engine.language.values.days import Unreadable
from contract_engine.language.values.typed import read_given, subject
from contract_engine.language.vocabulary.taxonomy import words_in
from contract_engine.model.agreement import Item, Table
from contract_engine.model.question import Given
from contract_engine.model.vocabulary import Event, Fact

NOT_KEYS = ("unknown", "?")
"""What a question says in place of a key."""

Column = tuple[str, Fact | Event | None]


def read_tables(scope: Scope, shape: AgreementShape, folder: Folder) -> dict[str, Table]:
    """Every table; problems go to the scope."""
    tables = {}
    for name, inner in shape.items.items():
        path: Path = ("items", name)
        if not scope.check_word(name, path) or not _is_new(scope, name, path):
            continue
        items: dict[str, Item] = {}
        if _says_rows_once(scope, inner, path):
            if inner.csv is None:
                _rows(scope, inner, path, items)
            elif (sheet := _sheet(scope, folder, inner.csv, (*path, "csv"))) is not None:
                _of_sheet(scope, sheet, inner.key or name, path, items)
        cites = read_cites(scope, inner.cites, (*path, "cites"))
        label, place = inner.label or words_in(name), scope.tree.key(path)
        tables[name] = Table(name, label, items, tuple(inner.aliases), cites, place)
    return tables


def _is_new(scope: Scope, name: str, path: Path) -> bool:
    """Whether a question can't give anything else of this name; reports it otherwise."""
    words = scope.vocabulary
    sorts: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("a fact", words.facts),
        ("an event", words.events),
        ("an event", words.read_events),
        ("a reading", words.readings),
    )
    for sort, known in sorts:
        if name in known:
            place: Span = known[name].place  # type: ignore[attr-defined]  # every word has one
            scope.report(
                "E201",
                f"`{name}` is two things",
                scope.tree.key(path),
                label="a table of items",
                also=((place, sort),) if place.line else (),
                help="give one of them another name",
            )
            return False
    return True


def _says_rows_once(scope: Scope, shape: TableShape, path: Path) -> bool:
    at = {key: (*path, key) in scope.tree.keys for key in ("rows", "csv", "key")}
    if scope.lost(path, (*path, "rows"), (*path, "csv")):
        return False
    if at["rows"] and at["csv"]:
        place, also = scope.tree.key((*path, "csv")), scope.tree.key((*path, "rows"))
        message, help_ = "a table has rows here or in a file", "leave one of the two out"
        scope.report("E350", message, place, also=((also, "its rows"),), help=help_)
    elif not at["rows"] and not at["csv"]:
        help_ = f"write `rows:`, each as `KEY: {{fact: value}}`, or `csv: {path[-1]}{SHEET}`"
        scope.report("E350", "this table has no rows", scope.tree.key(path), help=help_)
    elif at["rows"] and at["key"]:
        place, help_ = scope.tree.key((*path, "key")), "leave it out: each row stands under its key"
        scope.report("E350", "`key` is the column of a file", place, help=help_)
        return True
    return at["rows"] != at["csv"]


def _rows(scope: Scope, shape: TableShape, path: Path, items: dict[str, Item]) -> None:
    for key, values in (shape.rows or {}).items():
        at = (*path, "rows", key)
        if not _is_key(scope, key, scope.tree.key(at)):
            continue
        row: dict[str, Given] = {}
        for name, text in (values or {}).items():
            fact = _fact(scope, name, scope.tree.key((*at, name)))
            if fact is not None and text is not None and not scope.lost((*at, name)):
                _read(scope, fact, text, scope.tree.value((*at, name)), row)
        items[key.strip()] = Item(key.strip(), row, scope.tree.key(at))


def _of_sheet(scope: Scope, sheet: Sheet, key: str, path: Path, items: dict[str, Item]) -> None:
    """The rows of a CSV file; a problem in it is underlined there."""
    if sheet.names and key not in (names := [cell.text for cell in sheet.names]):
        own = (*path, "key")
        place = scope.tree.value(own if own in scope.tree.keys else (*path, "csv"))
        there = ", ".join(f"`{name}`" for name in names if name)
        help_ = f"write `key:` and the column of the keys; the file has {there}"
        message, also = f"there is no column `{key}`", ((sheet.names[0].span, "its columns"),)
        scope.report("E350", message, place, also=also, help=help_)
        return
    columns = _columns(scope, sheet, key)
    first: dict[str, Cell] = {}
    for cells in sheet.rows:
        row: dict[str, Given] = {}
        own_key: Cell | None = None
        for (name, fact), cell in zip(columns, cells, strict=True):
            if name == key and own_key is None:
                own_key = cell
            elif fact is not None and cell.text:
                _read(scope, fact, cell.text, cell.span, row)
        assert own_key is not None
        if not own_key.text:
            help_ = f"write it under `{key}`"
            scope.report("E351", "this row has no key", cells[0].span, help=help_)
        elif _is_key(scope, own_key.text, own_key.span) and _once(scope, own_key, first):
            items[own_key.text] = Item(own_key.text, row, own_key.span)


def _columns(scope: Scope, sheet: Sheet, key: str) -> list[Column]:
    """The facts that the columns are about; None for the key's, and what can't be read."""
    columns: list[Column] = []
    first: dict[str, Cell] = {}
    for cell in sheet.names:
        fact = None
        if not cell.text:
            help_ = "write the name of a fact, or take the column away"
            scope.report("E351", "this column has no name", cell.span, help=help_)
        elif _once(scope, cell, first) and cell.text != key:
            fact = _fact(scope, cell.text, cell.span)
        columns.append((cell.text, fact))
    return columns


def _once(scope: Scope, cell: Cell, first: dict[str, Cell]) -> bool:
    """Whether the text of a cell is the first of its like; reports it otherwise."""
    before = first.setdefault(cell.text, cell)
    if before is not cell:
        scope.report(
            "E352",
            f"`{cell.text}` stands twice in this table",
            cell.span,
            label="again here",
            also=((before.span, "first here"),),
            help="merge the two, or give one another name",
        )
    return before is cell


def _sheet(scope: Scope, folder: Folder, file: str, path: Path) -> Sheet | None:
    if file in folder.sheets:
        return folder.sheets[file]
    place = scope.tree.value(path)
    if not is_sheet(file):
        help_ = f"write the name of a file beside this one, such as `{path[-2]}{SHEET}`"
        scope.report("E351", f"`{file}` is not the name of a CSV file", place, help=help_)
    else:
        help_ = "write the file, or its name as it is"
        scope.report("E351", f"there is no `{file}` beside this file", place, help=help_)
    return None


def _is_key(scope: Scope, key: str, place: Span) -> bool:
    if key.strip() and key not in NOT_KEYS:
        return True
    help_ = "call it otherwise: a question says so of what isn't named"
    scope.report("E105", f"`{key}` can't be a key", place, help=help_)
    return False


def _fact(scope: Scope, name: str, place: Span) -> Fact | Event | None:
    try:
        return subject(scope.vocabulary, name)
    except Unreadable as error:
        if error.code == "E301":
            known = [*scope.vocabulary.facts, *scope.vocabulary.events]
            scope.unknown("E301", "fact or event", name, place, known)
        else:
            scope.unreadable(error, place)
        return None


def _read(scope: Scope, fact: Fact | Event, text: str, place: Span, row: dict[str, Given]) -> None:
    try:
        row[fact.id] = read_given(fact, text)
    except Unreadable as error:
        scope.unreadable(error, place)
