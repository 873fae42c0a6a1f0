"""From plain data to an agreement: every default of docs/language.md is filled in here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

from .conditions import Moment
from .files import read_data
from .grades import grade_of
from .lines import parse_all, parse_condition, parse_moment
from .model import Agreement, Clause, Instrument, Modality, Norm, Rank, Repeal, Vocabulary
from .vocabulary import read_vocabulary


def read(place: Path) -> Agreement:
    """The agreement in a folder, or in one file."""
    return from_data(read_data(place))


def from_data(data: Mapping[str, Any]) -> Agreement:
    """The agreement that plain data (texts, lists, mappings, None) with inline instruments says."""
    words = read_vocabulary(data)
    entries = {entry["instrument"]: entry for entry in data.get("instruments") or []}
    instruments = {name: _instrument(name, entries) for name in entries}
    clauses = tuple(
        _clause(name, clause or {}, instruments[entry["instrument"]], entry, data, words)
        for entry in entries.values()
        for name, clause in (entry.get("clauses") or {}).items()
    )
    repeals = tuple(
        _repeal(name, repeal or {}, instruments[entry["instrument"]], entry, data)
        for entry in entries.values()
        for name, repeal in _repealed(entry.get("repeals")).items()
    )
    if len({clause.id for clause in clauses}) < len(clauses):
        raise ValueError("two clauses of one name")
    impossible = tuple(parse_all(lines, words) for lines in data.get("impossible") or [])
    return Agreement(words, impossible, instruments, clauses, repeals)


def _instrument(name: str, entries: Mapping[str, Any]) -> Instrument:
    entry = entries[name]
    effective = date.fromisoformat(entry["effective"])
    return Instrument(name, effective, _rank(name, entries), entry.get("clarifies"))


def _rank(name: str, entries: Mapping[str, Any]) -> Rank:
    """ "An instrument's rank is (effective day, place in the agreement's list);
    a clarification has the rank of what it clarifies." """
    clarified = entries[name].get("clarifies")
    if clarified is not None:
        return _rank(clarified, entries)
    return (date.fromisoformat(entries[name]["effective"]), list(entries).index(name))


def _published(entry: Mapping[str, Any], instrument: Mapping[str, Any]) -> date:
    """A clause's or repeal's own day, else its instrument's, which is "by default `effective`"."""
    return date.fromisoformat(
        entry.get("published") or instrument.get("published") or instrument["effective"]
    )


def _clause(
    name: str,
    entry: Mapping[str, Any],
    instrument: Instrument,
    instrument_entry: Mapping[str, Any],
    data: Mapping[str, Any],
    words: Vocabulary,
) -> Clause:
    return Clause(
        id=name,
        instrument=instrument.id,
        effective=instrument.effective,
        rank=instrument.rank,
        published=_published(entry, instrument_entry),
        grade=grade_of(entry, instrument_entry, data),
        norms=tuple(_norm(text) for text in _listed(entry.get("norm"))),
        when=tuple(parse_condition(line, words) for line in _listed(entry.get("when"))),
        unless=tuple(parse_condition(line, words) for line in _listed(entry.get("unless"))),
        start=_moment(entry, "from"),
        through=_moment(entry, "through"),
        until=_moment(entry, "until"),
        replaces=tuple(_listed(entry.get("replaces"))),
        overrides=tuple(_listed(entry.get("overrides"))),
        subject_to=tuple(_listed(entry.get("subject_to"))),
    )


def _moment(entry: Mapping[str, Any], key: str) -> Moment | None:
    term = entry.get(key)
    return None if term is None else parse_moment(term, last=key == "through")


def _norm(text: str) -> Norm:
    """`PARTY may ACTION`, `PARTY must ACTION`, `PARTY must not ACTION`, `PARTY need not ACTION`."""
    bearer, *modality, action = text.split()
    if " ".join(modality) not in ("may", "must", "must not", "need not"):
        raise ValueError(f"no norm: {text}")
    return Norm(bearer, cast(Modality, " ".join(modality)), action)


def _repeal(
    name: str,
    entry: Mapping[str, Any],
    instrument: Instrument,
    instrument_entry: Mapping[str, Any],
    data: Mapping[str, Any],
) -> Repeal:
    published = _published(entry, instrument_entry)
    grade = grade_of(entry, instrument_entry, data)
    return Repeal(name, instrument.id, instrument.effective, published, grade)


def _repealed(plain: Any) -> dict[str, Any]:
    """`repeals` as "`clause: {why, cites, published, grade}`, or a list of clauses"."""
    return dict.fromkeys(plain) if isinstance(plain, list) else dict(plain or {})


def _listed(plain: Any) -> list[Any]:
    if plain is None:
        return []
    return plain if isinstance(plain, list) else [plain]
