"""Clauses that prevail over many at once -> the clauses over which each prevails, by name.

`overrides: all` is "notwithstanding anything", `subject_to: all` its opposite; the name of an
instrument stands for the clauses in it. `precedence` orders instruments in place of their ranks.
A clause that names another goes before all of these, and what sweeps before `precedence`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from contract_engine.files.shapes import AgreementShape, TermShape
from contract_engine.language.scope import Scope, listed
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.agreement import Clause, Instrument, Norm
from contract_engine.model.norms import incompatible, meeting_act
from contract_engine.model.vocabulary import Vocabulary

ALL = "all"
PRECEDENCE = "precedence"

SWEEPING = ("overrides", "subject_to")
"""The keys under which many may be named at once."""

Pair = tuple[str, str]
"""The ids of two clauses: who prevails, and over whom."""


@dataclass(frozen=True)
class Sweeping:
    """What clauses say of many at once: for each clause the words under each key."""

    overrides: Mapping[str, tuple[str, ...]]
    subject_to: Mapping[str, tuple[str, ...]]

    def word(self, winner: Clause, loser: Clause) -> str:
        """The word by which the one would prevail over the other; none where there is no such."""
        for mine, other in ((self.overrides, loser), (self.subject_to, winner)):
            said = mine.get((winner if other is loser else loser).id, ())
            for word in said:
                if word in (ALL, other.instrument):
                    return word
        return ""


def sweeping_of(
    shapes: Mapping[str, TermShape], known: Mapping[str, object], instruments: Mapping[str, object]
) -> Sweeping:
    """What clauses say of many at once.

    Args:
        shapes: every clause as it is written.
        known: the names of clauses and groups, which go before those of instruments.
        instruments: the names of instruments.
    """

    def words(key: str) -> dict[str, tuple[str, ...]]:
        found = {}
        for name, shape in shapes.items():
            said = listed(getattr(shape, key, []))
            many = tuple(word for word in said if is_many(word, known, instruments))
            if many:
                found[name] = many
        return found

    return Sweeping(words("overrides"), words("subject_to"))


def is_many(word: str, known: Mapping[str, object], instruments: Mapping[str, object]) -> bool:
    """Whether a name after `overrides` or `subject_to` is of no clause or group, but of many."""
    return word not in known and (word == ALL or word in instruments)


def with_sweeping(
    scope: Scope, instruments: Mapping[str, Instrument], main: AgreementShape, said: Sweeping
) -> Mapping[str, Instrument]:
    """The instruments, with what prevails over many named in each clause, and by which word."""
    places = _places(scope, instruments, main)
    if not (said.overrides or said.subject_to or places):
        return instruments
    found: dict[str, dict[str, list[str]]] = {
        name: {word: [] for word in words} for name, words in said.overrides.items()
    }
    for winner, loser, word in _prevailing(scope.vocabulary, instruments, said, places):
        found.setdefault(winner, {}).setdefault(word, []).append(loser)
    return {
        name: replace(
            instrument,
            clauses=tuple(
                _swept(clause, found.get(clause.id, {})) for clause in instrument.clauses
            ),
        )
        for name, instrument in instruments.items()
    }


def _swept(clause: Clause, words: Mapping[str, Sequence[str]]) -> Clause:
    if not words:
        return clause
    losers = dict.fromkeys(loser for each in words.values() for loser in each)
    sweeps = tuple((word, tuple(each)) for word, each in words.items())
    return replace(clause, overrides=(*clause.overrides, *losers), sweeps=sweeps)


def _places(
    scope: Scope, instruments: Mapping[str, Instrument], main: AgreementShape
) -> dict[str, int]:
    """The place of each instrument in the order of precedence, also through what it amends."""
    order: dict[str, int] = {}
    for index, name in enumerate(main.precedence):
        place = scope.tree.value((PRECEDENCE, index))
        if name in scope.proposed:
            continue  # a draft that doesn't count
        if name not in instruments:
            scope.unknown("E309", "instrument", name, place, instruments)
        elif name in order:
            message = f"`{name}` stands twice in the order of precedence"
            scope.report("E340", message, place, help="keep one")
        else:
            order[name] = index
    places: dict[str, int] = {}
    for instrument in instruments.values() if order else ():
        seen: set[str] = set()
        at: Instrument | None = instrument
        while at is not None and at.id not in order and at.id not in seen:
            seen.add(at.id)
            at = instruments.get(at.clarifies or at.amends or "")
        if at is not None and at.id in order:
            places[instrument.id] = order[at.id]
    return places


def _prevailing(
    words: Vocabulary,
    instruments: Mapping[str, Instrument],
    said: Sweeping,
    places: Mapping[str, int],
) -> Iterator[tuple[str, str, str]]:
    """Who prevails over whom, and by which word, where neither names the other."""
    bound: dict[str, list[tuple[Clause, Norm]]] = {}
    for instrument in instruments.values():
        for clause in instrument.clauses:
            for norm in clause.norms:
                bound.setdefault(norm.bearer, []).append((clause, norm))
    done: set[Pair] = set()
    for norms in bound.values():
        for one, norm in norms:
            for other, against in norms:
                if one.id == other.id or (one.id, other.id) in done:
                    continue
                word = _word(one, other, said, places)
                if not word or not incompatible(norm.modality, against.modality):
                    continue
                if meeting_act(words, norm, against) is not None:
                    done.add((one.id, other.id))
                    yield one.id, other.id, word


def _word(one: Clause, other: Clause, said: Sweeping, places: Mapping[str, int]) -> str:
    """The word by which the one prevails over the other, where it does."""
    if other.id in one.overrides or one.id in other.overrides:
        return ""
    mine, theirs = said.word(one, other), said.word(other, one)
    if bool(mine) is not bool(theirs):
        return mine
    first, second = places.get(one.instrument), places.get(other.instrument)
    if first is None or second is None or first >= second:
        return ""
    return PRECEDENCE
