"""The days of an agreement -> a picture in SVG: its instruments on a line, what each changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from xml.sax.saxutils import escape

from contract_engine.answers.ask.notes import drafts_counted, horizon
from contract_engine.answers.ask.sentences import rough_day
from contract_engine.answers.in_labels import InLabels
from contract_engine.answers.labels import day_in_words
from contract_engine.diagnostics.columns import columns
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Agreement
from contract_engine.performance.days import BEGINS, ENDS, Dated, Dates
from contract_engine.render import svg
from contract_engine.render.words.phrases import footer, joined

LANE = 24
"""Between a mark and another above it, where they come too close on the line."""
GAP = 8.0
NARROW = 40
"""So many columns of names stand at a mark; more are in the list alone."""


@dataclass(frozen=True)
class _Day:
    """What comes on a day: the instruments that take effect, and lines that tell all of it."""

    day: date
    names: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class _Place:
    """Where a day's mark stands, and from where its names are written."""

    x: float
    lane: int
    words: float


def dates_svg(model: Agreement, found: Dates) -> str:
    """The picture of all days: on a line, and in a list of what begins, ends and falls due."""
    days = [
        _day(model, found, on, tuple(each)) for on, each in groupby(found.days, lambda one: one.day)
    ]
    title = f"{model.title}: what begins, ends or falls due, and when"
    parts, y = svg.heading(title)
    if days:
        low, high = date(days[0].day.year, 1, 1), date(days[-1].day.year, 12, 31)
        places = list(_places(days, low, high))
        base = y + 24 + LANE * (1 + max(place.lane for place in places))
        parts += _line(days, places, low, high, base)
        y = base + 60
    for number, each in enumerate(days, 1):
        parts.append(svg.disc(svg.MARGIN + svg.MARK, y - 4, number, svg.LINE))
        look = ' font-weight="600"'
        for line in each.lines:
            for row in svg.folded(line, svg.LISTED):
                parts.append(svg.text(svg.MARGIN + 28, y, row, look))
                y += svg.LISTED_ROW
            look = ""
        y += 4
    nothing = "No day is known on which something begins, ends or falls due."
    known = [*found.notes, *drafts_counted(model), *horizon(model, found.last)]
    notes = [*(() if days else (nothing,)), *map(InLabels(model).prose, known)]
    small, bottom = svg.remarks([*notes, footer(model).plain], y + 12)
    told = " ".join(line for each in days for line in each.lines)
    return svg.framed(title, told or nothing, [*parts, *small], bottom)


def _day(model: Agreement, found: Dates, on: date, dated: tuple[Dated, ...]) -> _Day:
    """A day in lines: which instruments take effect with which clauses, what ends, what is due."""
    begun = [model.instruments[e.clause] for e in dated if _is_instrument(model, e)]
    names = ", ".join(each.id for each in begun)
    rough = next((each.approximate for each in begun if each.approximate), "")
    when = f"Some day in {rough_day(on, rough)}" if rough else day_in_words(on)
    titles = [f"{each.title} ({each.id})" if each.title else each.id for each in begun]
    effect = f": {joined(titles)} {'takes' if len(titles) == 1 else 'take'} effect"
    lines = [f"{when}{effect}." if begun else f"{when}."]
    own = [name for each in begun for name in found.begun[each.id]]
    own += [e.clause for e in dated if e.what == BEGINS and not _is_instrument(model, e)]
    if own:
        lines.append(f"Begins: {', '.join(own)}.")
    if ended := [f"{e.clause} {_how(e)}" for e in dated if e.what == ENDS]:
        lines.append(f"Ends: {'; '.join(ended)}.")
    labels = InLabels(model)
    steps = [e for e in dated if e.what not in (BEGINS, ENDS)]
    lines += [f"{e.what.capitalize()}: {labels.prose(e.text)} ({e.instance})." for e in steps]
    return _Day(on, names if columns(names) <= NARROW else "", tuple(lines))


def _is_instrument(model: Agreement, each: Dated) -> bool:
    return each.what == BEGINS and not each.party and each.clause in model.instruments


def _how(each: Dated) -> str:
    """`is replaced by other`: what is said behind the norm."""
    return each.text.rpartition(": ")[2]


def _places(days: list[_Day], low: date, high: date) -> Iterator[_Place]:
    """A place for each day, as low as no other is in the way."""
    taken: list[float] = []
    for each in days:
        x = svg.x_of(each.day, low, high)
        wide = svg.SMALL_LETTER * columns(each.names)
        left, words = x - svg.MARK, x + svg.MARK + 4
        right = words + wide
        if right > svg.WIDTH - svg.MARGIN:
            words, right = x - svg.MARK - 4 - wide, x + svg.MARK
            left = words
        lane = next((n for n, end in enumerate(taken) if end <= left), len(taken))
        taken[lane : lane + 1] = [right + GAP]
        yield _Place(x, lane, words)


def _line(
    days: list[_Day], places: list[_Place], low: date, high: date, base: float
) -> Iterator[str]:
    """The years, a mark for each day above them, and at it the instruments that begin."""
    ground = f'stroke="{svg.QUIET_INK}"'
    yield f'<path class="ground" d="M{svg.MARGIN} {base:g}H{svg.WIDTH - svg.MARGIN}" {ground}/>'
    yield from svg.years(low, high, base)
    height = [base - 14 - LANE * place.lane for place in places]
    for place, y in zip(places, height, strict=True):
        yield f'<path class="stem" d="M{place.x:.1f} {base:g}V{y:.1f}" {ground}/>'
    for number, (each, place, y) in enumerate(zip(days, places, height, strict=True), 1):
        yield svg.disc(place.x, y, number, svg.LINE, " ".join(each.lines))
        if each.names:
            at = f'x="{place.words:.1f}" y="{y + 4:.1f}" font-size="11"'
            yield f"<text {at}{svg.HALO}>{escape(each.names)}</text>"
