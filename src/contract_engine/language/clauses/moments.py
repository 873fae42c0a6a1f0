"""A `from`, `through` or `until` as written -> a Moment."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contract_engine.diagnostics import Span
from contract_engine.files.tree import Data, Path
from contract_engine.language.clauses.offset_hints import (
    is_number_word,
    offset_from_day,
    offset_meant,
)
from contract_engine.language.conditions.by_reading import by_reading
from contract_engine.language.scope import Scope
from contract_engine.language.values.days import looks_like_day, read_period
from contract_engine.model.conditions import Condition, ReadAs
from contract_engine.model.days import (
    After,
    Choose,
    Counted,
    EarliestOf,
    LatestOf,
    Moment,
    On,
    Unit,
)
from contract_engine.model.vocabulary import DateFact, NumberFact

_OFFSET = re.compile(r"([0-9]{1,5})\s+(day|week|month|year)s?\s+after\s+(\S+)")
_COUNTED = re.compile(r"([a-z]\w*)\s+(?:day|week|month|year)s?\s+after\s+\S+")
_HELP = "write a day, an event, `4 years after ...`, or `earliest_of: [...]`"
MOST_COUNTED = 400


def read_moment(scope: Scope, data: Data, path: Path, *, last: bool) -> Moment | None:
    """A moment; with `last` a year or month means its last day, else its first."""
    if scope.lost(path):
        return None
    if isinstance(data, str) and data.strip():
        return _read_text(scope, data, path, last)
    if isinstance(data, dict) and len(data) == 1:
        ((key, parts),) = data.items()
        if key in ("earliest_of", "latest_of"):
            return _read_group(scope, key, parts, path, last)
    if isinstance(data, dict) and "reading" in data:
        return _by_reading(scope, data, path, last)
    if isinstance(data, dict):
        key = next((k for k in data if k not in ("earliest_of", "latest_of")), "")
        span = scope.tree.key((*path, key)) if key else scope.tree.value(path)
        said = f"`{key}:` doesn't make a moment" if key else "this is two moments"
        scope.report("E317", said, span, help=_HELP)
    elif isinstance(data, list):
        help_ = "write `earliest_of:` or `latest_of:` before the list"
        scope.report("E317", "a list is not a moment", scope.tree.value(path), help=help_)
    else:
        place = scope.tree.key(path)
        scope.report("E317", "a moment is missing here", place, help=_HELP)
    return None


def _by_reading(scope: Scope, data: dict[str, Data], path: Path, last: bool) -> Moment | None:
    places = by_reading(scope, data, path)
    if places is None:
        return None
    options: list[tuple[Condition, Moment]] = []
    for value, at in places.items():
        never = data[value] == "never"
        moment = Choose(()) if never else read_moment(scope, data[value], at, last=last)
        if moment is not None:
            options.append((ReadAs(str(data["reading"]), frozenset({value})), moment))
    return Choose(tuple(options))


def is_counted(scope: Scope, words: Sequence[str]) -> bool:
    """Whether these words are an offset counted by a fact: `term_years years after ...`."""
    return (
        len(words) > 2
        and words[0] in scope.vocabulary.facts
        and words[1].removesuffix("s") in ("day", "week", "month", "year")
        and words[2] == "after"
    )


def _read_counted(
    scope: Scope, text: str, span: Span, path: Path, start: int
) -> After | Counted | None:
    """`term_years years after release_date`: as many as a number fact says."""
    count, unit, _, name = [*text.split(), "", ""][:4]
    fact = scope.vocabulary.facts[count]
    place = scope.tree.part(path, start, len(count))
    if len(text.split()) != 4:
        help_ = f"write it as `{count} {unit} after release_date`"
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
    if not _has_day(scope, name):
        _unknown(scope, name, scope.tree.part(path, start + text.rindex(name), len(name)))
        return None
    scope.counted.add(count)
    return Counted(name, count, Unit(unit.removesuffix("s") + "s"))


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


def read_offset(
    scope: Scope, text: str, span: Span, path: Path, start: int = 0
) -> After | Counted | None:
    """`30 days after notice_given`, which stands at `start` of the text at a path."""
    if is_counted(scope, text.split()):
        return _read_counted(scope, text, span, path, start)
    match = _OFFSET.fullmatch(text)
    counted = _COUNTED.fullmatch(text) if match is None else None
    if counted is not None and not is_number_word(counted[1]):
        place = scope.tree.part(path, start, len(counted[1]))
        numbers = [f.id for f in scope.vocabulary.facts.values() if isinstance(f, NumberFact)]
        scope.unknown("E301", "fact", counted[1], place, numbers)
        return None
    if match is None:
        scope.report("E317", f"`{text}` is not an offset", span, help=offset_meant(text))
        return None
    name = match[3]
    if looks_like_day(name):
        help_ = offset_from_day(match[1], match[2] + "s", name)
        message = "an offset is counted from an event or a date fact, not from a day"
        scope.report("E317", message, span, help=help_)
        return None
    if not _has_day(scope, name):
        _unknown(scope, name, scope.tree.part(path, start + match.start(3), len(name)))
        return None
    return After(name, int(match[1]), Unit(match[2] + "s"))


def _read_group(scope: Scope, key: str, parts: Data, path: Path, last: bool) -> Moment | None:
    inner = (*path, key)
    if not isinstance(parts, list) or not parts:
        help_ = f"write `{key}: [2030-12-31, ...]`"
        message = f"`{key}:` takes a list of moments"
        scope.report("E317", message, scope.tree.key(inner), help=help_)
        return None
    moments = [
        read_moment(scope, part, (*inner, index), last=last) for index, part in enumerate(parts)
    ]
    good = tuple(moment for moment in moments if moment is not None)
    return EarliestOf(good) if key == "earliest_of" else LatestOf(good)


def _read_text(scope: Scope, text: str, path: Path, last: bool) -> Moment | None:
    span = scope.tree.part(path, 0, len(text))
    if looks_like_day(text):
        day = scope.read(text, path, lambda words: read_period(words, last=last))
        return None if day is None else On(day)
    if " " in text:
        return read_offset(scope, text, span, path)
    if _has_day(scope, text):
        return After(text)
    _unknown(scope, text, span)
    return None


def _has_day(scope: Scope, name: str) -> bool:
    words = scope.vocabulary
    is_date = isinstance(words.facts.get(name), DateFact)
    return is_date or name in words.events or name in words.read_events


def _unknown(scope: Scope, name: str, span: Span) -> None:
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
