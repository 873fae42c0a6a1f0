"""From plain data to an agreement: every default of docs/language.md is filled in here."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, cast

from .bearers import norms_said, with_successors
from .conditions import After, Earliest, InTime, Moment, On
from .days import Terms, ends
from .definitions import defined_fact, parse_lines
from .files import read_data
from .grades import grade_of, lending
from .groups import begun, groups_of, members, spread, with_group
from .lines import listed, parse_all, parse_condition, parse_guarded, parse_moment
from .model import (
    Agreement,
    Alternative,
    Clause,
    Instrument,
    Modality,
    Norm,
    Rank,
    Repeal,
    Vocabulary,
)
from .performance.rules import as_step, read_steps, with_open_facts
from .vocabulary import read_vocabulary


def read(place: Path) -> Agreement:
    """The agreement in a folder, or in one file."""
    return from_data(read_data(place))


@dataclass(frozen=True)
class _Files:
    """What a clause is read with: all the data, its words, and the clauses in each group."""

    data: Mapping[str, Any]
    words: Vocabulary
    groups: Mapping[str, Mapping[str, Any]]
    clauses_in: Mapping[str, tuple[str, ...]]


def counting(data: Mapping[str, Any], drafts: Collection[str] = ()) -> dict[str, Any]:
    """The data without the drafts that aren't asked for.

    "A draft that isn't asked for is as if it weren't there", and one that "amends or clarifies
    another draft comes with it".
    """
    entries = data.get("instruments") or []
    proposed = {entry["instrument"]: entry for entry in entries if entry.get("proposed") == "yes"}
    asked: set[str] = set()
    waiting = list(drafts)
    while waiting:
        name = waiting.pop()
        if name in proposed and name not in asked:
            asked.add(name)
            waiting += [proposed[name].get("amends"), proposed[name].get("clarifies")]
    kept = [e for e in entries if e["instrument"] not in proposed or e["instrument"] in asked]
    return {**data, "instruments": kept}


def from_data(
    data: Mapping[str, Any], *, opening: bool = False, drafts: Collection[str] = ()
) -> Agreement:
    """The agreement that plain data (texts, lists, mappings, None) with inline instruments says.

    Of drafts those count that are asked for. With `opening` the clauses of steps have the
    conditions under which they open; else they apply while they are open.
    """
    data = counting(data, drafts)
    steps = read_steps(data).rules
    words = with_open_facts(read_vocabulary(data), steps)
    entries = {entry["instrument"]: entry for entry in data.get("instruments") or []}
    instruments = {name: _instrument(name, entries) for name in entries}
    groups = groups_of(data)
    written = [(i, name, as_step(name, c, steps, opening)) for i, name, c in _written(data)]
    clauses_in = members(((name, clause) for _, name, clause in written), groups)
    files = _Files(data, words, groups, clauses_in)
    clauses = tuple(
        _clause(name, clause, instruments[entry["instrument"]], entry, files)
        for entry, name, clause in written
    )
    repeals = tuple(
        _repeal(clause, repeal or {}, instruments[entry["instrument"]], entry, data)
        for entry in entries.values()
        for name, repeal in _repealed(entry.get("repeals")).items()
        for clause in spread([name], clauses_in)
    )
    if len({clause.id for clause in clauses} | groups.keys()) < len(clauses) + len(groups):
        raise ValueError("two clauses or groups of one name")
    impossible = tuple(parse_all(lines, words) for lines in data.get("impossible") or [])
    return Agreement(words, impossible, instruments, clauses, repeals)


def _written(data: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str, Mapping[str, Any]]]:
    """Each clause and definition: its instrument, its name, what is written of it.

    "Those [definitions] of `agreement.yaml` belong to its first instrument."
    """
    for place, instrument in enumerate(data.get("instruments") or []):
        first = (data.get("definitions") or {}) if place == 0 else {}
        for defined in (first, instrument.get("definitions") or {}):
            for name, entry in defined.items():
                yield instrument, name, {"defines": defined_fact(name, entry), **entry}
        for name, entry in (instrument.get("clauses") or {}).items():
            yield instrument, name, entry or {}


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
    written: Mapping[str, Any],
    instrument: Instrument,
    instrument_entry: Mapping[str, Any],
    files: _Files,
) -> Clause:
    words, clauses_in = files.words, files.clauses_in
    entry = with_group(begun(written, instrument_entry), files.groups)
    if "term" in instrument_entry and not {"through", "term"} & entry.keys():
        entry = {**entry, "term": begun(instrument_entry, instrument_entry)["term"]}
    if "term" in entry:
        entry = {"from": entry["term"]["begins"], **entry}
    defines = entry.get("defines")
    return Clause(
        id=name,
        instrument=instrument.id,
        effective=instrument.effective,
        rank=instrument.rank,
        published=_published(entry, instrument_entry),
        grade=grade_of(entry, instrument_entry, files.data),
        cites=lending(entry, files.data),
        norms=_norms(entry.get("norm"), files),
        when=tuple(parse_condition(line, words) for line in listed(entry.get("when"))),
        unless=tuple(parse_condition(line, words) for line in listed(entry.get("unless"))),
        start=_beginning(entry, words),
        through=_term(entry["term"]) if "term" in entry else _moment(entry, "through", words),
        until=_moment(entry, "until", words),
        replaces=spread(listed(entry.get("replaces")), clauses_in, name),
        overrides=spread(_single(entry, "overrides", files), clauses_in, name),
        subject_to=spread(_single(entry, "subject_to", files), clauses_in, name),
        over_many=_many(entry, "overrides", files),
        under_many=_many(entry, "subject_to", files),
        precedence=_precedence(instrument_entry, files.data),
        choice=_choice(entry.get("one_of"), words),
        disapplies=spread(_disapplied(entry, files), clauses_in, name),
        defines=defines,
        lines=() if defines is None else parse_lines(defines, entry, words),
    )


def _is_many(word: str, files: _Files) -> bool:
    """ "`all` stands for every other clause, and the name of an instrument for those in it, where
    no clause or group has that name." """
    instruments = {each["instrument"] for each in files.data["instruments"]}
    named = {name for _, name, _ in _written(files.data)} | set(files.groups)
    return word not in named and (word == "all" or word in instruments)


def _single(entry: Mapping[str, Any], key: str, files: _Files) -> list[str]:
    return [word for word in listed(entry.get(key)) if not _is_many(word, files)]


def _many(entry: Mapping[str, Any], key: str, files: _Files) -> tuple[str, ...]:
    return tuple(word for word in listed(entry.get(key)) if _is_many(word, files))


def _disapplied(entry: Mapping[str, Any], files: _Files) -> list[str]:
    found: list[str] = []
    for word in listed(entry.get("disapplies")):
        inside = [name for i, name, _ in _written(files.data) if i["instrument"] == word]
        found += inside if word != "all" and _is_many(word, files) else [word]
    return found


def _precedence(entry: Mapping[str, Any], data: Mapping[str, Any]) -> int | None:
    """The place in the order of precedence of an instrument, or of what it amends or clarifies."""
    order = data.get("precedence") or []
    entries = {each["instrument"]: each for each in data["instruments"]}
    seen: list[str] = []
    while entry["instrument"] not in order:
        seen.append(entry["instrument"])
        target = entry.get("clarifies") or entry.get("amends")
        if target not in entries or target in seen:
            return None
        entry = entries[target]
    return list(order).index(entry["instrument"])


def _choice(plain: Mapping[str, Any] | None, words: Vocabulary) -> tuple[Alternative, ...]:
    """ "An alternative has `norm` (one, or a list), `one_of` (a choice of its own), or both; and
    may have `when`, `unless` and `with`." """
    return tuple(
        Alternative(
            tuple(_norm(norm) for norm in listed(way.get("norm"))),
            parse_guarded(way, words),
            _choice(way.get("one_of"), words),
        )
        for way in (plain or {}).values()
    )


def _beginning(entry: Mapping[str, Any], words: Vocabulary) -> Moment | None:
    start = _moment(entry, "from", words)
    if start is None or "void_after" not in entry:
        return start
    return InTime(start, parse_moment(entry["void_after"], words, last=True))


def _term(term: Mapping[str, Any]) -> Moment | None:
    """ "In force through the end of the term in which the event came in time", or of the last."""
    lasts = _length(term["lasts"])
    unless = term.get("unless") or {}
    before = _length(unless.get("at_least", "0 days").removesuffix(" before end"))
    begins = date.fromisoformat(term["begins"])
    terms = Terms(begins, lasts, _length(term.get("renews", term["lasts"])), before)
    found: list[Moment] = []
    if "renews" not in term or "at_most" in term:
        last = 1 if "renews" not in term else 1 + int(term["at_most"])
        found += [On(end) for end, _ in islice(ends(terms), last - 1, last)]
    if unless:
        found.append(After(1, terms, unless["event"]))
    return Earliest(tuple(found)) if found else None


def _length(text: str) -> tuple[int, str]:
    number, unit = text.split()
    return int(number), unit if unit.endswith("s") else f"{unit}s"


def _moment(entry: Mapping[str, Any], key: str, words: Vocabulary) -> Moment | None:
    term = entry.get(key)
    return None if term is None else parse_moment(term, words, last=key == "through")


def _norms(plain: Any, files: _Files) -> tuple[Norm, ...]:
    """Every norm of a clause, once for each party that it binds."""
    said = [each["norm"] if isinstance(each, dict) else each for each in listed(plain)]
    own = [norm for text in said for norm in norms_said(text, files.data)]
    return with_successors(own, files.data, files.words)


def _norm(plain: Any) -> Norm:
    """`PARTY may ACTION`, `PARTY must ACTION`, `PARTY must not ACTION`, `PARTY need not ACTION`.

    "A norm with parameters of its own is `{norm: ..., with: {...}}`"; these are not evaluated.
    """
    text = plain["norm"] if isinstance(plain, dict) else plain
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
    lent = lending(entry, data)
    return Repeal(name, instrument.id, instrument.effective, published, grade, lent)


def _repealed(plain: Any) -> dict[str, Any]:
    """`repeals` as "`clause: {why, cites, published, grade}`, or a list of clauses"."""
    return dict.fromkeys(plain) if isinstance(plain, list) else dict(plain or {})
