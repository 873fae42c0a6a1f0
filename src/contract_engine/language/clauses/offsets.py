"""The text of a moment (`2026-12-31`, `notice_given`, `60 days before term_end`) -> a Moment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from contract_engine.definitions.compare import later
from contract_engine.definitions.offsets import Steps, reached
from contract_engine.diagnostics import Span
from contract_engine.files.tree import Path
from contract_engine.language.clauses.offset_hints import is_number_word, offset_meant
from contract_engine.language.clauses.ways import PLAIN, How
from contract_engine.language.scope import Scope
from contract_engine.language.values.days import Unreadable, looks_like_day, read_period
from contract_engine.language.which_calendar import the_calendar
from contract_engine.model.days import After, BusinessDays, Counted, Moment, On, Unit
from contract_engine.model.vocabulary import DateFact, NumberFact

_ONE = r"[0-9]{1,5}\s+(?:(?:business\s+)?day|week|month|year)s?"
_MANY = rf"{_ONE}(?:(?:\s*,\s*|\s+and\s+|\s*,\s*and\s+){_ONE})*"
_DURATION = r"P(?=[0-9])(?:[0-9]{1,5}Y)?(?:[0-9]{1,5}M)?(?:[0-9]{1,5}W)?(?:[0-9]{1,5}D)?"
OFFSET = rf"{_MANY}|{_DURATION}"
"""How much later or earlier, as it is written: `1 year and 6 months`, `P18M`."""
_OFFSET = re.compile(rf"(?P<much>{OFFSET})\s+(?P<way>after|before)\s+(?P<start>\S.*)")
_END = re.compile(
    r"(?:end\s+of\s+(?P<ends>month|quarter|year)\s+of"
    r"|first\s+day\s+of\s+next\s+(?P<next>month|quarter|year)\s+after)\s+(?P<start>\S.*)"
)
_PART = re.compile(r"([0-9]+)\s*(business|day|week|month|year|[YMWD])")
_COUNTED = re.compile(
    r"(?P<count>[a-z]\w*)\s+(?:(?P<business>business)\s+)?(?P<unit>day|week|month|year)s?"
    r"\s+(?P<way>after|before)\s+(?P<start>\S+)"
)
_BUSINESS = re.compile(r"\bbusiness\b")
_UNITS = {"Y": Unit.YEARS, "M": Unit.MONTHS, "W": Unit.WEEKS, "D": Unit.DAYS}
_WAYS = ("after", "before")
MOST_COUNTED = 400


def starts_offset(words: Sequence[str]) -> bool:
    """Whether an offset begins with these words: `30 days`, `P18M`, `end of month of`."""
    first = words[0] if words else ""
    if first[:1].isdigit() or re.fullmatch(_DURATION, first) is not None:
        return True
    return tuple(words[:2]) == ("end", "of") or tuple(words[:3]) == ("first", "day", "of")


def is_counted(scope: Scope, words: Sequence[str]) -> bool:
    """Whether these words are an offset counted by a fact: `term_years years after ...`."""
    name, *rest = words
    rest = rest[1:] if rest[:1] == ["business"] else rest
    return (
        len(rest) > 1
        and name in scope.vocabulary.facts
        and rest[0].removesuffix("s") in ("day", "week", "month", "year")
        and rest[1] in _WAYS
    )


def read_steps(scope: Scope, text: str, span: Span, how: How = PLAIN) -> Steps | None:
    """The offsets that an `OFFSET` says, counted one after the other: months, then days.

    Years and months that stand together are counted at once, so are weeks and days; business days
    come last. None after reporting that there is no calendar for these.
    """
    found: dict[Unit, int] = {}
    business = 0
    for match in _PART.finditer(text):
        if match[2] == "business":
            business += int(match[1])
            continue
        unit = _UNITS.get(match[2]) or Unit(match[2] + "s")
        found[unit] = found.get(unit, 0) + int(match[1])
    if Unit.YEARS in found and Unit.MONTHS in found:
        found[Unit.MONTHS] += 12 * found.pop(Unit.YEARS)
    if Unit.WEEKS in found and Unit.DAYS in found:
        found[Unit.DAYS] += 7 * found.pop(Unit.WEEKS)
    order = (Unit.YEARS, Unit.MONTHS, Unit.WEEKS, Unit.DAYS)
    steps: Steps = tuple((found[unit], how.unit(unit)) for unit in order if unit in found)
    if not _BUSINESS.search(text):
        return steps
    calendar = how.calendar or the_calendar(scope, "", span)
    return None if calendar is None else (*steps, (business, BusinessDays(calendar)))


def backwards(steps: Steps) -> Steps:
    """The same offsets before a day."""
    return tuple((-count, unit) for count, unit in steps)


def counted_from(scope: Scope, moment: Moment, steps: Steps, span: Span) -> Moment | None:
    """The moment, so much later; None after reporting a stated day that isn't in the calendar."""
    if isinstance(moment, On):
        end = reached(moment.day, steps)
        if not isinstance(end, date):
            help_ = f"the last day there is, is {date.max.isoformat()}"
            scope.report("E314", "there is no such day in the calendar", span, help=help_)
            return None
    return later(moment, steps)


def read_text(
    scope: Scope,
    text: str,
    span: Span,
    path: Path,
    start: int = 0,
    *,
    last: bool = False,
    how: How = PLAIN,
) -> Moment | None:
    """A moment whose text stands at `start` of what is at a path, at a place.

    With `last` a year or month means its last day. None after reporting what is wrong.
    """
    if looks_like_day(text):
        try:
            return On(read_period(text, last=last))
        except Unreadable as error:
            place = scope.tree.part(path, start, len(text))
            scope.report(error.code, error.message, place, help=error.help)
            return None
    if " " in text:
        return read_offset(scope, text, span, path, start, how)
    if has_day(scope, text):
        return After(text)
    unknown(scope, text, scope.tree.part(path, start, len(text)))
    return None


def read_offset(
    scope: Scope, text: str, span: Span, path: Path, start: int = 0, how: How = PLAIN
) -> Moment | None:
    """`30 days after notice_given`, which stands at `start` of the text at a path."""
    if is_counted(scope, text.split()):
        return _read_counted(scope, text, span, path, start, how)
    if (ends := _END.fullmatch(text)) is not None:
        return _read_end(scope, ends, span, path, start, how)
    match = _OFFSET.fullmatch(text)
    if match is None:
        counted = _COUNTED.fullmatch(text)
        if counted is not None and not is_number_word(counted["count"]):
            place = scope.tree.part(path, start, len(counted["count"]))
            numbers = [f.id for f in scope.vocabulary.facts.values() if isinstance(f, NumberFact)]
            scope.unknown("E301", "fact", counted["count"], place, numbers)
        else:
            scope.report("E317", f"`{text}` is not an offset", span, help=offset_meant(text))
        return None
    start_words = match["start"].split()
    if len(start_words) > 1 and not (
        starts_offset(start_words)
        or is_counted(scope, start_words)
        or looks_like_day(match["start"])
    ):
        scope.report("E317", f"`{text}` is not an offset", span, help=offset_meant(text))
        return None
    at = start + match.start("start")
    moment = read_text(scope, match["start"], span, path, at, how=how)
    if moment is None:
        return None
    steps = read_steps(scope, match["much"], scope.tree.part(path, start, len(match["much"])), how)
    if steps is None:
        return None
    return counted_from(scope, moment, steps if match["way"] == "after" else backwards(steps), span)


def _read_end(
    scope: Scope, ends: re.Match[str], span: Span, path: Path, start: int, how: How
) -> Moment | None:
    """`end of month of delivered`, `first day of next year after delivered`."""
    moment = read_text(scope, ends["start"], span, path, start + ends.start("start"), how=how)
    if moment is None:
        return None
    steps: Steps = ((1, how.end_of(ends["ends"] or ends["next"])),)
    return counted_from(scope, moment, (*steps, (1, Unit.DAYS)) if ends["next"] else steps, span)


def _read_counted(
    scope: Scope, text: str, span: Span, path: Path, start: int, how: How
) -> Counted | None:
    """`term_years years after release_date`: as many as a number fact says."""
    count = text.split()[0]
    fact = scope.vocabulary.facts[count]
    place = scope.tree.part(path, start, len(count))
    found = _COUNTED.fullmatch(text)
    if found is None:
        units, way = [word for word in text.split()[1:4] if word != "business"][:2]
        help_ = f"write it as `{count} {units} {way} release_date`"
        scope.report("E317", f"`{text}` is not an offset", span, help=help_)
        return None
    if not isinstance(fact, NumberFact) or fact.sort != "number":
        scope.report("E317", f"`{count}` is not a number", place, help="count by a number fact")
        return None
    if (reason := _uncountable(fact)) is not None:
        message = f"`{count}` can't be counted by: {reason}"
        help_ = f"give it `min:` and `max:`, whole numbers at most {MOST_COUNTED} apart"
        scope.report("E317", message, place, also=((fact.place, "the fact"),), help=help_)
        return None
    name = found["start"]
    if not has_day(scope, name):
        unknown(scope, name, scope.tree.part(path, start + found.start("start"), len(name)))
        return None
    scope.counted.add(count)
    unit: Unit | BusinessDays = how.unit(Unit(found["unit"] + "s"))
    if found["business"]:
        calendar = how.calendar or the_calendar(scope, "", span)
        if calendar is None:
            return None
        unit = BusinessDays(calendar)
    return Counted(name, count, unit, found["way"] == "before")


def _uncountable(fact: NumberFact) -> str | None:
    """What is wrong with a number's bounds, where something is counted by it."""
    least, most = fact.least, fact.most
    if least is None or most is None:
        return "it has no bounds" if least is most else "it has one bound only"
    if least < 0:
        return "it may be less than 0"
    if least != least.to_integral_value() or most != most.to_integral_value():
        return "its bounds are not whole"
    return None if most - least <= MOST_COUNTED else "its bounds are too far apart"


def has_day(scope: Scope, name: str) -> bool:
    """Whether a name is that of a date fact or an event."""
    words = scope.vocabulary
    is_date = isinstance(words.facts.get(name), DateFact)
    return is_date or name in words.events or name in words.read_events


def unknown(scope: Scope, name: str, span: Span) -> None:
    """Report a name that has no day."""
    words = scope.vocabulary
    sort = "fact" if name in words.facts else "reading" if name in words.readings else ""
    if sort:
        help_ = f"it is a {sort}; a moment is a day, an event or a date fact"
        scope.report("E318", f"`{name}` has no day", span, help=help_)
    elif name == "never":
        scope.report("E317", "`never` is not a moment", span, help="leave the term out")
    else:
        dates = [f.id for f in words.facts.values() if isinstance(f, DateFact)]
        scope.unknown("E303", "event", name, span, [*words.events, *words.read_events, *dates])
