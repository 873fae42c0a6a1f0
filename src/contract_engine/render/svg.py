"""Intervals -> a picture of them in SVG: a bar over the years, and under it what began each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape

from contract_engine.answers.in_labels import InLabels
from contract_engine.answers.timeline.timeline import Interval, Timeline, assumed_in
from contract_engine.diagnostics.columns import columns
from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Agreement
from contract_engine.model.outcome import Verdict
from contract_engine.render.bar import shown
from contract_engine.render.lines import wrapped
from contract_engine.render.styles import VERDICTS
from contract_engine.render.words.phrases import footer

WIDTH, MARGIN, BAR, ROW = 960, 20, 36, 22
TITLE_ROW, TITLE_LONGEST = 22, 96
"""Of the title, which is folded where it is longer."""
SMALL_ROW, SMALL_LONGEST = 16, 150
"""Of the lines below: what is assumed, how far the record goes, what it rests on."""
LONGEST = 120
"""So many columns of a line fit the width; a longer one is cut, and whole in its tooltip."""
YEAR = 36
"""The room a year's number takes."""
QUIET_INK = "#5f5f5f"
LINE = VERDICTS[Verdict.REQUIRED].fill
MARK, SMALL_LETTER = 9.0, 6.4
"""Half of a mark, which has its number in the list below; so wide is a column of small words."""
LISTED_ROW, LISTED = 18, 118
"""Of that list."""
HALO = ' paint-order="stroke" stroke="#ffffff" stroke-width="4"'
"""Keeps lines away from words."""


def picture(
    title: str, notes: Sequence[str], intervals: Sequence[Interval], low: date, high: date
) -> str:
    """The file's text. `low` and `high` are the first and last day shown, both included."""
    shown_ = [i for i in intervals if _begin(i, low) <= high and _end(i, high) >= low]
    parts, top = heading(title)
    for interval in shown_:
        look = f'fill="{VERDICTS[interval.verdict].fill}"'
        parts.append(_area(interval, low, high, top, look))
    parts += years(low, high, top + BAR)
    y = top + BAR + 44
    for interval in shown_:
        parts.append(
            f'<rect x="{MARGIN}" y="{y}" width="12" height="12" '
            f'fill="{VERDICTS[interval.verdict].fill}"/>'
        )
        parts.append(text(MARGIN + 20, y + 11, _told(interval)))
        y += ROW
    small, bottom = remarks(notes, y + 20)
    return framed(title, "; ".join(map(_told, shown_)), [*parts, *small], bottom)


def framed(title: str, told: str, parts: Sequence[str], height: int) -> str:
    """The file's text; `told` says in words what is to be seen. White lies below in any viewer."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'width="{WIDTH}" height="{height}" role="img" font-family="system-ui, sans-serif" '
            'font-size="13">',
            f"<title>{escape(title)}</title>",
            f"<desc>{escape(told)}</desc>",
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
            *parts,
            "</svg>",
            "",
        ]
    )


def heading(title: str) -> tuple[list[str], int]:
    """The title, in as many lines as it takes, and where what is below it begins."""
    lines = folded(title, TITLE_LONGEST)
    look = ' font-size="16" font-weight="600"'
    parts = [text(MARGIN, 36 + TITLE_ROW * row, line, look) for row, line in enumerate(lines)]
    return parts, 42 + TITLE_ROW * len(lines)


def remarks(notes: Sequence[str], y: int) -> tuple[list[str], int]:
    """Small lines from `y` on, and how high a picture is that ends with them."""
    lines = [line for note in notes for line in folded(note, SMALL_LONGEST)]
    look = f' fill="{QUIET_INK}" font-size="11"'
    parts = [
        text(MARGIN, y + SMALL_ROW * row, line, look, SMALL_LONGEST)
        for row, line in enumerate(lines)
    ]
    return parts, y + SMALL_ROW * len(lines)


def folded(words: str, width: int) -> list[str]:
    """The lines of a text, none of more columns than `width`."""
    return [line.plain for _, line in wrapped(words, width)]


def timeline_svg(model: Agreement, found: Timeline) -> str:
    """The picture of a timeline, with what it was asked and what it rests on."""
    labels, assumed = InLabels(model), assumed_in(found)
    low, high = shown(found.intervals, found.start, found.through)
    notes = [f"Assuming {labels.pairs(assumed)}."] if assumed else []
    notes += [*map(labels.prose, found.notes), footer(model).plain]
    told = [replace(i, cause=labels.prose(i.cause or "") or None) for i in found.intervals]
    return picture(found.title, notes, told, low, high)


def strip(intervals: Sequence[Interval], first: date | None, last: date | None) -> str:
    """The bar alone, to stand in a page; its colours are classes there, `fill-permitted` and so."""
    low, high = shown(intervals, first, last)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {BAR + 24}" '
        'width="100%" role="img" font-family="system-ui, sans-serif" font-size="13">',
        "<title>The answer on every day</title>",
    ]
    for interval in intervals:
        if _begin(interval, low) <= high and _end(interval, high) >= low:
            parts.append(_area(interval, low, high, 0, f'class="fill-{interval.verdict}"'))
    return "\n".join([*parts, *years(low, high, BAR), "</svg>", ""])


def _area(interval: Interval, low: date, high: date, y: int, look: str) -> str:
    left, right = x_of(_begin(interval, low), low, high), x_of(_end(interval, high), low, high, 1)
    return (
        f'<rect x="{left:.1f}" y="{y}" width="{max(1.0, right - left):.1f}" height="{BAR}" '
        f"{look}><title>{escape(_told(interval))}</title></rect>"
    )


def _told(interval: Interval) -> str:
    """An interval in one line: its days, its answer, the clauses, and what began it."""
    since = interval.from_.isoformat() if interval.from_ else "the beginning"
    until = f" to {interval.through.isoformat()}" if interval.through else " on"
    verdict = str(interval.verdict).replace("_", " ")
    clauses = f" ({', '.join(interval.clauses)})" if interval.clauses else ""
    cause = f": {interval.cause}" if interval.cause else ""
    return f"{since}{until}: {verdict}{clauses}{cause}"


def text(x: float, y: float, words: str, more: str = "", longest: int = LONGEST) -> str:
    """Words at a place; of more columns than `longest`, cut, and whole in their tooltip."""
    cut = words if columns(words) <= longest else f"{folded(words, longest - 1)[0]}…"
    whole = f"<title>{escape(words)}</title>" if cut != words else ""
    return f'<text x="{x:g}" y="{y:g}"{more}>{whole}{escape(cut)}</text>'


def disc(x: float, y: float, number: int, ink: str, tip: str = "") -> str:
    """A mark with its number in the list below."""
    title = f"<title>{escape(tip)}</title>" if tip else ""
    return (
        f'<g>{title}<circle cx="{x:.1f}" cy="{y:.1f}" r="{MARK:g}" fill="{ink}" stroke="#ffffff"/>'
        f'<text x="{x:.1f}" y="{y + 4:.1f}" font-size="10" fill="#ffffff" '
        f'text-anchor="middle">{number}</text></g>'
    )


def years(low: date, high: date, y: float) -> list[str]:
    """The years where they begin, as many as there is room for."""
    parts, free = [], 0.0
    for year in range(low.year, high.year + 1):
        x = x_of(max(low, date(year, 1, 1)), low, high)
        if free <= x <= WIDTH - YEAR:
            parts.append(f'<path d="M{x:.1f} {y:g}v6" stroke="{QUIET_INK}"/>')
            parts.append(f'<text x="{x:.1f}" y="{y + 20:g}" fill="{QUIET_INK}">{year}</text>')
            free = x + YEAR + 8
    return parts


def _begin(interval: Interval, low: date) -> date:
    return low if interval.from_ is None else max(low, interval.from_)


def _end(interval: Interval, high: date) -> date:
    return high if interval.through is None else min(high, interval.through)


def x_of(day: date, low: date, high: date, more: int = 0) -> float:
    """How far from the left the beginning of a day is (with `more`, of the day after it)."""
    days = (high - low).days + 1
    return MARGIN + (WIDTH - 2 * MARGIN) * ((day - low).days + more) / days
