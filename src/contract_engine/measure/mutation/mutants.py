"""An agreement -> its mutants: the same agreement with one small thing wrong in its terms.

Each is what an encoder could have got wrong: a line forgotten, a day missed, a neighbouring value,
`may` for `must not`. Of statements only what they replace or disapply has mutants.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from contract_engine.definitions.spell_out import with_meanings
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.measure.mutation.edits import (
    dependants,
    effective_on,
    published_on,
    with_clause,
    with_reading,
    with_repeals,
    without_instrument,
)
from contract_engine.measure.mutation.operators import (
    around,
    wrong_lines,
    wrong_moments,
    wrong_parts,
    wrong_rows,
)
from contract_engine.measure.space.dependencies import has_meanings
from contract_engine.model.agreement import Agreement, Clause, Instrument, Modality
from contract_engine.model.choices import Way, choice_of, norms_of
from contract_engine.model.conditions import All, Condition
from contract_engine.model.vocabulary import Reading, Vocabulary

FLIPPED = {
    Modality.MAY: Modality.MUST_NOT,
    Modality.MUST_NOT: Modality.MAY,
    Modality.MUST: Modality.NEED_NOT,
    Modality.NEED_NOT: Modality.MUST,
}


@dataclass(frozen=True)
class Mutant:
    """A changed agreement; `of` is the clause, instrument or reading that was changed.

    `touched` are the clauses that it bears on; None where a `reading` was changed: then it bears
    on all. What was `published` on another day shows only in what was known.
    """

    of: str
    wrong: str
    agreement: Agreement
    touched: frozenset[str] | None
    reading: str | None = None
    published: bool = False

    @property
    def about(self) -> str:
        """Its name in `accepted.yaml`."""
        return f"{self.of} {self.wrong}"


def mutants(agreement: Agreement) -> Iterator[Mutant]:
    """Every mutant, in the order of the files, each under a name of its own."""
    seen: Counter[str] = Counter()
    means = has_meanings(agreement)
    for mutant in _all(agreement):
        seen[mutant.about] += 1
        again = seen[mutant.about]
        wrong = mutant.wrong if again == 1 else f"{mutant.wrong} ({again})"
        meant = _meant(mutant.agreement, agreement) if means else mutant.agreement
        yield replace(mutant, wrong=wrong, agreement=meant)


def _meant(mutated: Agreement, agreement: Agreement) -> Agreement:
    """With the meanings by its own definitions.

    While these are the same, so is what a clause means that says the same: it is the same object.
    """
    meant = with_meanings(mutated)
    if mutated.definitions != agreement.definitions:
        return meant
    ours = agreement.clauses
    instruments = {
        name: replace(
            instrument,
            clauses=tuple(
                ours[c.id] if c.id in ours and c == ours[c.id] else c for c in instrument.clauses
            ),
        )
        for name, instrument in meant.instruments.items()
    }
    return replace(meant, instruments=instruments)


def _all(agreement: Agreement) -> Iterator[Mutant]:
    for instrument in agreement.instruments.values():
        yield from _of_instrument(agreement, instrument)
        for clause in instrument.clauses:
            if _matters(clause):
                touched = frozenset({clause.id, *clause.replaces})
                for wrong, changed in _of_clause(agreement, clause):
                    other = with_clause(agreement, clause.id, changed)
                    late = changed is not None and changed.published != clause.published
                    yield Mutant(clause.id, wrong, other, touched, published=late)
    for reading in agreement.vocabulary.readings.values():
        yield from _of_reading(agreement, reading)


def _of_clause(agreement: Agreement, clause: Clause) -> Iterator[tuple[str, Clause | None]]:
    yield "left out", None
    words = agreement.vocabulary
    for index, line in enumerate(clause.when.parts):
        for wrong, other in wrong_lines(words, "when", line):
            yield wrong, replace(clause, when=All(_put(clause.when.parts, index, other)))
    for index, line in enumerate(clause.unless):
        for wrong, other in wrong_lines(words, "unless", line):
            yield wrong, replace(clause, unless=_put(clause.unless, index, other))
    swept = {name for _, names in clause.sweeps for name in names}
    for name in (each for each in clause.overrides if each not in swept):
        rest = tuple(other for other in clause.overrides if other != name)
        yield f"without overrides {name}", replace(clause, overrides=rest)
    for word, names in clause.sweeps:
        rest = tuple(other for other in clause.overrides if other not in names)
        yield f"without overrides {word}", replace(clause, overrides=rest)
    for name in clause.replaces:
        rest = tuple(other for other in clause.replaces if other != name)
        yield f"without replaces {name}", replace(clause, replaces=rest)
    for wrong, rows in wrong_rows(words, clause):
        yield wrong, replace(clause, rows=rows)
    yield from _of_choice(words, clause)
    for index, norm in enumerate(clause.norms):
        if norm.choice:
            continue
        flipped = replace(norm, modality=FLIPPED[norm.modality])
        norms = (*clause.norms[:index], flipped, *clause.norms[index + 1 :])
        yield f"{flipped} for {norm}", replace(clause, norms=norms)
    yield from _terms(clause)
    if clause.published != agreement.instruments[clause.instrument].published:
        for day in around(clause.published):
            yield f"published {day} for {clause.published}", replace(clause, published=day)


def _of_choice(words: Vocabulary, clause: Clause) -> Iterator[tuple[str, Clause]]:
    """An alternative left out, or with something wrong in its conditions."""
    left = choice_of(clause.norms)
    for label, way in left.items():
        rest = {name: each for name, each in left.items() if name != label}
        yield f"without alternative {label}", replace(clause, norms=norms_of(rest))
        for wrong, other in wrong_parts(words, way.when):
            changed = {**left, label: Way(way.norms, other)}
            yield f"{wrong} in alternative {label}", replace(clause, norms=norms_of(changed))
        for index, norm in enumerate(way.norms if len(way.norms) > 1 else ()):
            said = (*way.norms[:index], *way.norms[index + 1 :])
            changed = {**left, label: Way(said, way.when)}
            yield f"without {norm} in alternative {label}", replace(clause, norms=norms_of(changed))
            flipped = replace(norm, modality=FLIPPED[norm.modality])
            said = (*way.norms[:index], flipped, *way.norms[index + 1 :])
            changed = {**left, label: Way(said, way.when)}
            yield (
                f"{flipped} for {norm} in alternative {label}",
                replace(clause, norms=norms_of(changed)),
            )


def _terms(clause: Clause) -> Iterator[tuple[str, Clause]]:
    if clause.from_ is not None:
        for wrong, moment in wrong_moments("from", clause.from_):
            yield wrong, replace(clause, from_=moment)
    if clause.through is not None:
        for wrong, moment in wrong_moments("through", clause.through):
            yield wrong, replace(clause, through=moment)
    if clause.until is not None:
        for wrong, moment in wrong_moments("until", clause.until):
            yield wrong, replace(clause, until=moment)


def _put(lines: tuple[Condition, ...], index: int, line: Condition | None) -> tuple[Condition, ...]:
    """The lines with another in one place; with None, without it."""
    return (*lines[:index], *(() if line is None else (line,)), *lines[index + 1 :])


def _of_instrument(agreement: Agreement, instrument: Instrument) -> Iterator[Mutant]:
    name = instrument.id
    group = [agreement.instruments[other] for other in dependants(agreement, name)]
    touched = frozenset(clause for each in group for clause in (*_clauses(each), *_repealed(each)))
    if not touched:
        return
    yield Mutant(name, "lost", without_instrument(agreement, name), touched)
    for day in around(instrument.effective):
        moved = effective_on(agreement, name, day)
        yield Mutant(name, f"effective {day} for {instrument.effective}", moved, touched)
    for day in around(instrument.published):
        moved = published_on(agreement, name, day)
        wrong = f"published {day} for {instrument.published}"
        yield Mutant(name, wrong, moved, touched, published=True)
    for index, repeal in enumerate(instrument.repeals):
        before, after = instrument.repeals[:index], instrument.repeals[index + 1 :]
        only = frozenset({repeal.clause})
        other = with_repeals(agreement, name, (*before, *after))
        yield Mutant(name, f"without repeals {repeal.clause}", other, only)
        if repeal.published != instrument.published:
            for day in around(repeal.published):
                late = replace(repeal, published=day)
                other = with_repeals(agreement, name, (*before, late, *after))
                wrong = f"{repeal.clause} published {day} for {repeal.published}"
                yield Mutant(name, wrong, other, only, published=True)


def _matters(clause: Clause) -> bool:
    """Whether an answer can hang on a clause: it is no bare statement."""
    return bool(clause.norms or clause.replaces or clause.defines or clause.disapplies)


def _clauses(instrument: Instrument) -> Iterator[str]:
    for clause in instrument.clauses:
        if _matters(clause):
            yield from (clause.id, *clause.replaces)


def _repealed(instrument: Instrument) -> Iterator[str]:
    return (repeal.clause for repeal in instrument.repeals)


def _of_reading(agreement: Agreement, reading: Reading) -> Iterator[Mutant]:
    if reading.default is not None:
        for name in (*(other for other in reading.values if other != reading.default), None):
            other = with_reading(agreement, replace(reading, default=name))
            wrong = f"default {name or 'none'} for {reading.default}"
            yield Mutant(reading.id, wrong, other, None, reading.id)
    for value in reading.values.values():
        if value.published is not None:
            for day in around(value.published):
                late = replace(value, published=day)
                values = {**reading.values, value.id: late}
                other = with_reading(agreement, replace(reading, values=values))
                wrong = f"{value.id} published {day} for {value.published}"
                yield Mutant(reading.id, wrong, other, None, reading.id, published=True)
