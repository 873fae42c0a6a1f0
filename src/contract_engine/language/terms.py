"""A `from`, `through` or `until` as written -> a Moment."""

from __future__ import annotations

import re

from contract_engine.diagnostics import Span
from contract_engine.files.tree import Data, Path
from contract_engine.language.days import Unreadable, looks_like_day, read_period
from contract_engine.language.scope import Scope
from contract_engine.model.days import After, EarliestOf, LatestOf, Moment, On, Unit
from contract_engine.model.vocabulary import DateFact

_OFFSET = re.compile(r"(\d{1,5}) (day|week|month|year)s? after (\S+)")


def read_moment(scope: Scope, data: Data, path: Path, *, last: bool) -> Moment | None:
    """A moment; with `last` a year or month means its last day, else its first."""
    if isinstance(data, str):
        return _read_word(scope, data, path, last)
    if isinstance(data, dict) and len(data) == 1:
        ((key, parts),) = data.items()
        inner = (*path, key)
        if key in ("earliest_of", "latest_of") and isinstance(parts, list) and parts:
            moments = [
                read_moment(scope, part, (*inner, index), last=last)
                for index, part in enumerate(parts)
            ]
            good = tuple(moment for moment in moments if moment is not None)
            return EarliestOf(good) if key == "earliest_of" else LatestOf(good)
    help_ = "write a day, an event, `4 years after ...`, or `earliest_of: [...]`"
    scope.report("E317", "this is not a moment", scope.tree.value(path), help=help_)
    return None


def read_offset(scope: Scope, text: str, span: Span) -> After | None:
    """`30 days after notice_given`."""
    match = _OFFSET.fullmatch(text)
    if match is None:
        help_ = "write it as `30 days after notice_given`"
        scope.report("E317", f"`{text}` is not an offset", span, help=help_)
        return None
    name = match[3]
    if not _has_day(scope, name):
        _unknown(scope, name, span)
        return None
    return After(name, int(match[1]), Unit(match[2] + "s"))


def _read_word(scope: Scope, text: str, path: Path, last: bool) -> Moment | None:
    span = scope.tree.part(path, 0, len(text))
    if " " in text:
        return read_offset(scope, text, span)
    if looks_like_day(text):
        try:
            return On(read_period(text, last=last))
        except Unreadable as error:
            scope.unreadable(error, span)
            return None
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
    if name in words.facts:
        help_ = "a term ends on a day, an event or a date fact"
        scope.report("E312", f"`{name}` has no day", span, help=help_)
        return
    dates = [f.id for f in words.facts.values() if isinstance(f, DateFact)]
    scope.unknown("E303", "event", name, span, [*words.events, *words.read_events, *dates])
