"""What survives the options of a question (docs/meaning.md; design 3.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from .grades import below, known_grade
from .model import Agreement, Clause, Instrument, Reading, ReadingValue, Repeal


@dataclass(frozen=True)
class Options:
    """The options of a question; `readings` fixes readings."""

    under: str | None = None
    without: tuple[str, ...] = ()
    known: date | None = None
    evidence: str | None = None
    readings: Mapping[str, str] = field(default_factory=dict)


def surviving(agreement: Agreement, options: Options) -> Agreement:
    """The agreement without what the options drop.

    "With an instrument go its clauses and repeals."
    "With a clause goes what it replaces and overrides."
    """
    kept = {
        name: instrument
        for name, instrument in agreement.instruments.items()
        if _is_under(instrument, agreement, options) and not _is_without(name, agreement, options)
    }
    words = agreement.vocabulary
    readings = {name: _left(reading, options) for name, reading in words.readings.items()}
    return replace(
        agreement,
        vocabulary=replace(words, readings=readings),
        instruments=kept,
        clauses=tuple(c for c in agreement.clauses if c.instrument in kept and _stays(c, options)),
        repeals=tuple(r for r in agreement.repeals if r.instrument in kept and _stays(r, options)),
    )


def _is_under(instrument: Instrument, agreement: Agreement, options: Options) -> bool:
    """ "`under V` drops instruments of higher rank than V." """
    if options.under is None:
        return True
    return instrument.rank <= agreement.instruments[options.under].rank


def _is_without(name: str, agreement: Agreement, options: Options) -> bool:
    """ "`without X` drops X, and every clarification of X (and of those)." """
    clarified = agreement.instruments[name].clarifies
    return name in options.without or (
        clarified is not None and _is_without(clarified, agreement, options)
    )


def _stays(item: Clause | Repeal | ReadingValue, options: Options) -> bool:
    """ "`known K` drops clauses, repeals and reading values published after K;
    `evidence G` those graded below G."
    """
    if options.known is not None and item.published is not None and item.published > options.known:
        return False
    return not (
        options.evidence is not None
        and item.grade is not None
        and below(
            known_grade(item.grade, item.cites, options.known, item.published), options.evidence
        )
    )


def _left(reading: Reading, options: Options) -> Reading:
    """ "If no value of a reading is left, all stay."
    "A default reading value that was dropped is no default."
    """
    left = {name: value for name, value in reading.values.items() if _stays(value, options)}
    if not left:
        return reading
    return replace(
        reading,
        values=left,
        default=reading.default if reading.default in left else None,
    )
