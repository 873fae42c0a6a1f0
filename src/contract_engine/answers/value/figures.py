"""A figure on a day -> its value then, since when, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contract_engine.answers.answer import Cited, Result
from contract_engine.answers.ask.sentences import period_in_words
from contract_engine.answers.labels import closed, day_in_words
from contract_engine.answers.timeline.periods import ONE_DAY
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.agreement import Agreement
from contract_engine.model.evidence import FigureValue, Grade
from contract_engine.model.publication import grade_known, published_by

STATED = Grade.PARTY_STATEMENT
"""Below this grade a figure is told as reported."""


@dataclass(frozen=True)
class FigureTold(Result):
    """A figure's value on a day; None before its first one.

    It is stated for a day, month or year (`stated_for`, and the one after for `next_for`, as they
    were written); `since` is that period's first day, `until` the last day before the next value.
    """

    name: str
    label: str
    unit: str
    value: str | None
    since: date | None
    until: date | None
    grade: Grade | None
    stated: bool
    cites: tuple[Cited, ...]
    note: str
    stated_for: str = ""
    next_for: str = ""
    sentence: str = ""


def _sentence(told: FigureTold, on: date | None) -> str:
    """The figure in a sentence that can stand alone."""
    label = closed(told.label[:1].upper() + told.label[1:])
    when = f" on {day_in_words(on)}" if on and told.stated_for != on.isoformat() else ""
    if told.value is None:
        return f"{label} is not on record{when}."
    amount = f"{told.value} {told.unit}".strip()
    how = "stated" if told.stated else "reported"
    return f"{label} is {amount}{when}, as {how} for {period_in_words(told.stated_for)}."


def figure_on(
    agreement: Agreement,
    name: str,
    on: date | None,
    known: date | None = None,
    evidence: Grade | None = None,
) -> FigureTold:
    """The value whose day is the last on or before `on`; without a day, the latest.

    Args:
        agreement: the agreement.
        name: the figure's id.
        on: the day the value is of.
        known: leaves out values, and citations, that were not published by this day.
        evidence: leaves out values that what is left of their citations grades lower.
    """
    figure = agreement.figures[name]
    values = tuple(_left(agreement, figure.values, known, evidence))
    past = [v for v in values if on is None or v.on <= on]
    if not past:
        first = values[0] if values else None
        note = f"The first figure on record is of {first.stated or first.on}." if first else ""
        told = FigureTold(name, figure.label, figure.unit, None, None, None, None, False, (), note)
        return replace(told, sentence=_sentence(told, on))
    value = past[-1]
    later = [v for v in values if v.on > value.on]
    told = FigureTold(
        name,
        figure.label,
        figure.unit,
        value.value,
        value.on,
        later[0].on - ONE_DAY if later else None,
        value.grade,
        value.grade >= STATED,
        tuple(Cited(c.source, c.grade, c.quote, c.where) for c in value.cites),
        value.note,
        value.stated or value.on.isoformat(),
        (later[0].stated or later[0].on.isoformat()) if later else "",
    )
    return replace(told, sentence=_sentence(told, on))


def _left(
    agreement: Agreement,
    values: tuple[FigureValue, ...],
    known: date | None,
    evidence: Grade | None,
) -> Iterator[FigureValue]:
    """What `known` and `evidence` leave of the values, each with what was published by then."""
    for value in values:
        cites = published_by(agreement.sources, value.cites, known, value.published)
        late = known is not None and value.published is not None and value.published > known
        if late or (value.cites and not cites):
            continue
        grade = grade_known(agreement.sources, value.grade, value.cites, known, value.published)
        if evidence is None or grade >= evidence:
            yield replace(value, cites=cites, grade=grade)
