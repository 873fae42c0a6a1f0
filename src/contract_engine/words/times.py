"""Pass: the days of events, and the days or stretches that a question is about."""

from __future__ import annotations

from datetime import date, timedelta

from contract_engine import lazy_pattern
from contract_engine.words import function_words as small
from contract_engine.words.dates import Fault, Relative, Stretch, in_year, quarter_of, year_of
from contract_engine.words.draft import Draft, Time
from contract_engine.words.function_words import word_set
from contract_engine.words.lexicon import Role
from contract_engine.words.matching import Match, choose, party_at
from contract_engine.words.tokens import Sort

_YEAR = lazy_pattern.compile("(?:19|20|21)[0-9]{2}")
_BEFORE_DAY = small.AUXILIARIES | {
    "on",
    "in",
    "at",
    "by",
    "the",
    ":",
    "(",
    "since",
    "as",
    "of",
    ",",
}
_BEFORE_YEAR = word_set(
    "in during throughout for of since from until till before after through by to and or "
    "between year end start beginning within around"
)
_ASKING = word_set(
    "can could may might must shall should will would need does do did is are was were has had"
)
_OPEN = {"since": "from", "starting": "from", "after": "after", "following": "after"}
_OPEN |= {"past": "after"}
_OPEN |= {"before": "before", "until": "until", "till": "until", "through": "until", "by": "until"}
_EDGES = {"end": "last", "close": "last", "start": "first", "beginning": "first"}
_ON = word_set("on in at as of during throughout within for around over the year ,")
_AT = frozenset({"on", "in", "at", "as", "during"})
_TO = word_set("to until till through and") | {"-", "–", "—"}

CLOCK = "(by this machine's clock)"
"""Said of a day that hangs on when one asks."""
WORDS = _ON | _TO | _OPEN.keys() | _EDGES.keys() | _BEFORE_YEAR
"""The words that bound the days of a question."""


def read_event_days(draft: Draft, match: Match) -> bool:
    """The day that stands directly after an event or date fact; whether there is one."""
    end = match.end
    while draft.is_word(end, _BEFORE_DAY) and draft.tokens[end].norm != ",":
        end += 1
    token = draft.tokens[end] if end < len(draft.tokens) else None
    if token is None or end in draft.used:
        return False
    if token.norm == "never":
        _give(draft, match, end + 1, "never")
        return True
    if token.sort is Sort.DAY and isinstance(token.day, date):
        _give(draft, match, end + 1, token.day.isoformat())
        return True
    day = token.day
    if isinstance(day, Stretch) and day.first and day.last and draft.is_word(end - 1, ("in",)):
        if day.first.month == day.last.month:
            _give(draft, match, end + 1, day.last.isoformat(), " (the last day of it)")
        return day.first.month == day.last.month
    return False


def _give(draft: Draft, match: Match, end: int, value: str, why: str = "") -> None:
    start = match.start
    while draft.is_word(start - 1, small.AUXILIARIES):
        start -= 1
    draft.note(range(start, end), f"`{match.meaning.name}={value}`{why}")
    draft.facts.update(range(start, end))
    draft.given[match.meaning.name] = value


def read_events(draft: Draft) -> None:
    """Every event and date fact that has its day directly after it."""
    moments = [m for m in draft.matches if m.meaning.role is Role.MOMENT]
    for match in choose(moments, draft.free()):
        before = draft.skip(match.start - 1, small.ARTICLES | small.FILLERS, -1)
        before = _before_party(draft, before)
        lead = draft.tokens[before].norm if before >= 0 else ""
        if match.denials or lead in small.DENIALS or lead in _ASKING:
            continue  # "Can OpenAI declare AGI on ..." asks about the act
        read_event_days(draft, match)


def _before_party(draft: Draft, at: int) -> int:
    """The token before the party whose name ends here; this one, where none does."""
    for start in range(max(at - 3, 0), at + 1):
        party = party_at(draft.lexicon, draft.tokens, start)
        if party is not None and party[1] == at + 1:
            return draft.skip(start - 1, small.ARTICLES, -1)
    return at


def read_times(draft: Draft, today: date | None) -> None:
    """Every other day, month, quarter or year, with the words that say how it bounds."""
    at = 0
    while at < len(draft.tokens):
        at = _read(draft, at, today) if at not in draft.used else at + 1


def _read(draft: Draft, at: int, today: date | None) -> int:
    first = _days(draft, at, today)
    if first is None:
        return at + 1
    days, words_end = first
    start = draft.skip(at - 1, {"the", "year", "month", "of"}, -1) + 1
    lead = start - 1
    while draft.is_word(lead, {"the"}):
        lead -= 1
    open_ = draft.tokens[lead].norm if lead >= 0 and lead not in draft.used else ""
    between = open_ in ("between", "from") or draft.is_word(start - 1, {"from", "between"})
    second = _second(draft, words_end, today) if between or not isinstance(days, date) else None
    if between and second is None:
        between = open_ == "between"
    if second is not None and between:
        other, end = second
        begin = start - 1 if draft.is_word(start - 1, {"from", "between"}) else lead
        _add(draft, range(begin, end), Stretch(_first(days), _last(other)))
        return end
    edge = draft.tokens[start - 1].norm if start else ""
    before = draft.skip(at - 1, {"of", "the"}, -1)
    if draft.is_word(before, _EDGES) and not isinstance(days, date):
        edge = _EDGES[draft.tokens[before].norm]
        start = draft.skip(before - 1, {"the", "at", "by", "in", "on"}, -1) + 1
        one = days.last if edge == "last" else days.first
        if one is not None:
            _add(draft, range(start, words_end), one, is_relative(draft, at))
            return words_end
    return _bounded(draft, at, words_end, days)


def _bounded(draft: Draft, at: int, end: int, days: date | Stretch) -> int:
    """A day or stretch with what stands before and after it: "since", "before", "onwards"."""
    relative = is_relative(draft, at)
    tokens = draft.tokens
    start = at
    while draft.is_word(start - 1, _ON) and not _is_comma_apart(draft, start - 1):
        start -= 1
    while start < at and tokens[start].norm == ",":
        start += 1
    word = tokens[start - 1].norm if start and start - 1 not in draft.used else ""
    if start < at and tokens[start].norm in _AT:  # "buy it from, on 1 July 2024"
        word = ""
    if word in ("prior", "up", "to", "from", "later", "earlier", "than", "leading"):
        pair = f"{tokens[start - 2].norm} {word}" if start > 1 else ""
        known = {
            "prior to": "before",
            "up to": "until",
            "later than": "after",
            "earlier than": "before",
        }
        if word == "from":
            _add(draft, range(start - 1, _onwards(draft, end)), Stretch(_first(days), None))
            return _onwards(draft, end)
        if pair in known and start - 2 not in draft.used:
            begin = start - 2
            _add(draft, range(begin, end), _open(known[pair], days))
            return end
    if word in _OPEN:
        begin = start - 1
        while draft.is_word(begin - 1, {"ever", "even", "any", "time"}):
            begin -= 1
        _add(draft, range(begin, end), _open(_OPEN[word], days), relative)
        return end
    onwards = _onwards(draft, end)
    if onwards > end:
        _add(draft, range(start, onwards), Stretch(_first(days), None))
        return onwards
    _add(draft, range(start, end), days, relative)
    return end


def _is_comma_apart(draft: Draft, at: int) -> bool:
    return draft.tokens[at].norm == ","


def _onwards(draft: Draft, end: int) -> int:
    here = draft.skip(end, {"on", "and"}) if draft.is_word(end, {"and"}) else end
    if draft.is_word(here, {"onwards", "onward", "forward", "forwards", "later", "after"}):
        return here + 1
    if draft.is_word(end, {"on"}) and (
        end + 1 >= len(draft.tokens) or draft.tokens[end + 1].norm in ("?", ",", ".")
    ):
        return end + 1
    return end


def _open(side: str, days: date | Stretch) -> Stretch:
    match side:
        case "from":
            return Stretch(_first(days), None)
        case "after":
            last = _last(days)
            return Stretch(last + timedelta(days=1) if last and last < date.max else last, None)
        case "before":
            first = _first(days)
            return Stretch(None, first - timedelta(days=1) if first and first > date.min else first)
        case _:
            return Stretch(None, _last(days))


def _first(days: date | Stretch) -> date | None:
    return days if isinstance(days, date) else days.first


def _last(days: date | Stretch) -> date | None:
    return days if isinstance(days, date) else days.last


def is_relative(draft: Draft, at: int) -> bool:
    """Whether the date here hangs on the day on which one asks."""
    return isinstance(draft.tokens[at].day, Relative)


def _second(draft: Draft, end: int, today: date | None) -> tuple[date | Stretch, int] | None:
    """The other end of a stretch, after "and", "to" or "until"."""
    if not draft.is_word(end, _TO) and not (
        end < len(draft.tokens) and draft.tokens[end].norm in _TO
    ):
        return None
    here = draft.skip(end + 1, {"the", "on", "year"})
    if here >= len(draft.tokens) or here in draft.used:
        return None
    return _days(draft, here, today, bare_year=True)


def _of_the_year(draft: Draft, at: int) -> date | Stretch | None:
    """A day without a year, where the question has days of one year alone: that year's."""
    days = [token.day for token in draft.tokens]
    years = {day.year for day in days if isinstance(day, date)}
    years |= {day.first.year for day in days if isinstance(day, Stretch) and day.first}
    years |= {day.last.year for day in days if isinstance(day, Stretch) and day.last}
    if len(years) != 1:
        return None
    return in_year(draft.words(at, at + 1), min(years))


def _days(
    draft: Draft, at: int, today: date | None, *, bare_year: bool = False
) -> tuple[date | Stretch, int] | None:
    """What the date or year at this token means, and where it ends; problems are reported."""
    token = draft.tokens[at]
    if token.sort is Sort.DAY:
        day = token.day
        if isinstance(day, Relative):
            if today is None:
                draft.report(
                    "E426",
                    f"`{draft.words(at, at + 1)}` is another day whenever the question is asked",
                    draft.place(at, at + 1),
                    "give the date, as in `on 2025-11-15`",
                )
                draft.used.add(at)
                return None
            return day.on(today), at + 1
        if isinstance(day, Fault) and (known := _of_the_year(draft, at)) is not None:
            return known, at + 1
        if isinstance(day, Fault):
            draft.report(day.code, day.message, draft.place(at, at + 1), day.help)
            draft.used.add(at)
            return None
        assert day is not None
        return day, at + 1
    if token.sort is Sort.NUMBER and _YEAR.fullmatch(token.norm):
        after = draft.tokens[at + 1 :]
        last = not after or after[0].sort is Sort.MARK or at + 1 in draft.passed
        before = draft.tokens[at - 1].norm if at else ""
        if bare_year or before in _BEFORE_YEAR or (last and before not in ("",)):
            return year_of(int(token.norm)), at + 1
    if token.norm in ("q1", "q2", "q3", "q4") and at + 1 < len(draft.tokens):
        year = draft.tokens[at + 1].norm
        if _YEAR.fullmatch(year):
            return quarter_of(int(year), int(token.norm[1])), at + 2
    return None


def _add(draft: Draft, tokens: range, days: date | Stretch, relative: bool = False) -> None:
    words = draft.words(tokens.start, tokens.stop)
    if isinstance(days, date):
        told = f"the day {days}" + (f" {CLOCK}" if relative else "")
    else:
        first = f"from {days.first} " if days.first else ""
        told = f"the days {first}through {days.last}" if days.last else f"the days {first}on"
        told += f" {CLOCK}" if relative else ""
    draft.times.append(Time(days, words, relative))
    draft.note([at for at in tokens if at not in draft.used], told)
