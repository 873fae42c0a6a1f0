"""A dated figure -> a picture of its values in SVG: steps over the years, each with its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape

from contract_engine.answers.answer import Cited
from contract_engine.answers.ask.notes import horizon
from contract_engine.answers.ask.sentences import period_in_words
from contract_engine.answers.in_labels import InLabels
from contract_engine.answers.labels import day_in_words
from contract_engine.answers.value.figures import FigureTold
from contract_engine.diagnostics.columns import columns
from contract_engine.model.agreement import Agreement
from contract_engine.model.evidence import FigureValue
from contract_engine.render import svg
from contract_engine.render.styles import INK, WEAK
from contract_engine.render.words.phrases import (
    GRADES,
    MARKS,
    footer,
    quotes_text,
    source_text,
)

HEIGHT, ABOVE = 170, 72
"""Of the steps; and above the highest, where its value and its source stand."""
LETTER = 8.0
"""So wide is a column of a value, at the most."""
GAP = 6.0
"""Between the words of one step and of the next."""
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


def figure_svg(model: Agreement, told: FigureTold, on: date | None = None) -> str:
    """The picture of a figure: its title is the sentence that answers.

    Args:
        model: the agreement.
        told: the figure as it stood on the day.
        on: the day asked about, which is marked; without one, the latest value is told.
    """
    values = model.figures[told.name].values
    listed = [_line(model, value, told.unit) for value in values]
    parts, y = svg.heading(told.sentence)
    if values:
        unit = f"In {told.unit}" if told.unit else "Its values"
        said = f"{unit}, from the day, month or year each is stated for; dashed after the last"
        if _levels(values) is None:
            said += "; not every value is a number, so the steps have no heights"
        parts.append(svg.text(svg.MARGIN, y + 4, said, f' fill="{svg.QUIET_INK}"'))
        parts += _plot(model, values, listed, y + ABOVE, on)
        y += ABOVE + HEIGHT + 60
    for index, (value, line) in enumerate(zip(values, listed, strict=True)):
        parts.append(svg.disc(svg.MARGIN + svg.MARK, y - 4, index + 1, _ink(value)))
        for row in svg.folded(line, svg.LISTED):
            parts.append(svg.text(svg.MARGIN + 28, y, row))
            y += svg.LISTED_ROW
        y += 4
    notes = [*map(InLabels(model).prose, horizon(model, None)), footer(model).plain]
    small, bottom = svg.remarks(notes, y + 12)
    return svg.framed(told.sentence, " ".join(listed), [*parts, *small], bottom)


def _line(model: Agreement, value: FigureValue, unit: str) -> str:
    """A value in words: what for, how much, how good it is, and every source and remark."""
    mark = MARKS.get(str(value.grade))
    amount = f"{value.value} {unit}".strip() + (f" ({mark})" if mark else "")
    cited = [Cited(c.source, c.grade, c.quote, c.where) for c in value.cites]
    sources = "; ".join(source_text(model.sources.get(c.source), c).plain for c in cited)
    grade = GRADES[str(value.grade)]
    rests = f"{grade[:1].upper()}{grade[1:]}: {sources}" if sources else "No source is named"
    more = [each for each in (quotes_text(cited), value.note) if each]
    when = period_in_words(value.stated or value.on.isoformat())
    return f"{when}: {amount}. {'; '.join([rests, *more]).rstrip('.')}."


def _levels(values: Sequence[FigureValue]) -> list[float] | None:
    """How high each value stands, from 0 to 1, where all are numbers; last of all, the zero."""
    if not all(_NUMBER.fullmatch(value.value) for value in values):
        return None
    numbers = [*(float(value.value) for value in values), 0.0]
    low, high = min(numbers), max(numbers)
    return [(number - low) / ((high - low) or 1.0) for number in numbers]


def _plot(
    model: Agreement,
    values: Sequence[FigureValue],
    listed: Sequence[str],
    top: float,
    on: date | None,
) -> Iterator[str]:
    """The steps above their years; dashed from the last value to the end of the record."""
    last, base = values[-1].on, top + HEIGHT
    end = max(model.researched_through or last, last)
    days = [values[0].on, end, *([on] if on else [])]
    low, high = date(min(days).year, 1, 1), date(max(days).year, 12, 31)
    levels = _levels(values) or [*(0.5 for _ in values), 0.0]
    points = [
        (svg.x_of(value.on, low, high), base - HEIGHT * level)
        for value, level in zip(values, levels[:-1], strict=True)
    ]
    ground = f'stroke="{svg.QUIET_INK}"'
    yield f'<path class="ground" d="M{svg.MARGIN} {base:g}H{svg.WIDTH - svg.MARGIN}" {ground}/>'
    yield from svg.years(low, high, base)
    if levels[-1]:
        zero = base - HEIGHT * levels[-1]
        yield f'<path class="zero" d="M{svg.MARGIN} {zero:.1f}H{svg.WIDTH - svg.MARGIN}" {ground}/>'
    if on is not None:
        yield from _asked(svg.x_of(on, low, high), top, day_in_words(on))
    drawn = f'fill="none" stroke="{svg.LINE}" stroke-width="3"'
    (x, y), turns = points[0], "".join(f"H{x:.1f}V{y:.1f}" for x, y in points[1:])
    yield f'<path class="steps" d="M{x:.1f} {y:.1f}{turns}" {drawn}/>'
    x, y = points[-1]
    onward = f"M{x:.1f} {y:.1f}H{svg.x_of(end, low, high, 1):.1f}"
    yield f'<path class="onward" d="{onward}" {drawn} stroke-dasharray="7 5"/>'
    free, edge = float(svg.MARGIN), float(svg.WIDTH - svg.MARGIN)
    for index, (x, y) in enumerate(points):
        yield svg.disc(x, y, index + 1, _ink(values[index]), listed[index])
        room = (free, points[index + 1][0] - svg.MARK if index + 1 < len(points) else edge)
        fell = index > 0 and y > points[index - 1][1]
        words, right = _label(values[index], x, y, room, base if fell else None)
        yield from words
        free = max(right + GAP, x + svg.MARK)


def _asked(x: float, top: float, day: str) -> Iterator[str]:
    """The day asked about, as an upright line."""
    look = f'stroke="{svg.QUIET_INK}" stroke-dasharray="2 3"'
    yield f'<path class="asked" d="M{x:.1f} {top - 46:g}V{top + HEIGHT:g}" {look}/>'
    yield from _within(day, svg.SMALL_LETTER, x, top - 50, (svg.MARGIN, svg.WIDTH - svg.MARGIN))[0]


def _ink(value: FigureValue) -> str:
    """The colour of weak evidence where a value rests on that."""
    return INK[WEAK] if str(value.grade) in MARKS else svg.LINE


def _label(
    value: FigureValue, x: float, y: float, room: tuple[float, float], base: float | None
) -> tuple[list[str], float]:
    """The value at its step and its source, where there is room for them, and where they end.

    They stand above the step. Where the line comes down to it (`base` is the ground then), they
    stand below, or near the ground beside it.
    """
    more = f" +{len(value.cites) - 1}" if len(value.cites) > 1 else ""
    source = f"{value.cites[0].source}{more}" if value.cites else ""
    upper, lower = y - 29, y - 15
    if base is not None:
        if y + 42 < base:
            upper, lower = y + 23, y + 37
        else:
            room = (max(room[0], x + GAP), room[1])
    small, small_end = _within(source, svg.SMALL_LETTER, x, lower, room)
    if not small and base is None:
        upper = lower
    words, end = _within(value.value, LETTER, x, upper, room, bold=True)
    return [*words, *small], max(end, small_end)


def _within(
    words: str, letter: float, x: float, y: float, room: tuple[float, float], *, bold: bool = False
) -> tuple[list[str], float]:
    """Words about a place, moved so that they stay within their room, and where they end.

    None where the room is too narrow: they are in the list below.
    """
    wide = letter * columns(words)
    if not words or wide > room[1] - room[0]:
        return [], room[0] - GAP
    middle = min(max(x, room[0] + wide / 2), room[1] - wide / 2)
    look = ' font-weight="600"' if bold else f' font-size="11" fill="{svg.QUIET_INK}"'
    place = f'x="{middle:.1f}" y="{y:.1f}" text-anchor="middle"'
    return [f"<text {place}{svg.HALO}{look}>{escape(words)}</text>"], middle + wide / 2
