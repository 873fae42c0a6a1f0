"""The days and versions of a question -> as a question that is offered says them."""

from __future__ import annotations

from datetime import date, timedelta

from contract_engine.words.dates import MONTHS, Stretch, year_of
from contract_engine.words.draft import Draft, Time


def days_in_words(draft: Draft) -> tuple[str, ...]:
    """Each day or stretch that the question names, with the version: " in March 2025".

    Args:
        draft: the question.

    Returns:
        One for each, "" where it names none.
    """
    version = _version(draft)
    if draft.known is not None:
        version += f" as known on {written(draft.known)}"
    return tuple(f"{_said(time, draft.today)}{version}" for time in draft.times) or (version,)


def span_in_words(draft: Draft) -> str:
    """The two days, or the stretch, between which something may have changed; or the version."""
    times = draft.times
    if len(times) > 1:
        return f" between {_bare(times[0])} and {_bare(times[-1])}"
    if len(draft.instruments) > 1:
        one, other = (version_in_words(draft, name) for name in draft.instruments[:2])
        return f" between {one} and {other}"
    if times:
        return _said(times[0], draft.today)
    named = draft.instruments or ([draft.under] if draft.under else [])
    return f" with {version_in_words(draft, named[0])}" if named else ""


def event_in_words(draft: Draft, event: str) -> str:
    """The day that a question gives an event, or the one it is about: " on 2 February 2026"."""
    given = draft.given.get(event)
    if given and given != "never":
        return f" on {written(date.fromisoformat(given))}"
    if not draft.times:
        return ""
    days = draft.times[0].days
    if isinstance(days, Stretch) and days.last and days == year_of(days.last.year):
        return f" on {written(days.last)}"
    whole = isinstance(days, date) or _is_month(days)
    return _said(draft.times[0], None) if whole else ""


def version_in_words(draft: Draft, name: str) -> str:
    """An instrument by its month: "the October 2025 terms"."""
    instrument = draft.lexicon.agreement.instruments[name]
    day = instrument.published if instrument.clarifies else instrument.effective
    return f"the {MONTHS[day.month - 1]} {day.year} terms"


def written(day: date) -> str:
    """A day, as in "15 November 2025"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _version(draft: Draft) -> str:
    named = draft.under or (draft.instruments[0] if draft.instruments else None)
    if named and named not in draft.without and not draft.times:
        return f" under {version_in_words(draft, named)}"
    return "".join(f" without {version_in_words(draft, name)}" for name in draft.without[:1])


def _said(time: Time, today: date | None) -> str:
    days = time.days
    if isinstance(days, date):
        return " today" if time.relative and days == today else f" on {written(days)}"
    if days.first and days.last:
        if days == year_of(days.first.year) or _is_month(days):
            return f" in {_bare(time)}"
        return f" between {written(days.first)} and {written(days.last)}"
    if days.first:
        return f" since {written(days.first)}"
    return f" until {written(days.last)}" if days.last else ""


def _bare(time: Time) -> str:
    """Days without the word before them: "March 2025", "2027"."""
    days = time.days
    if isinstance(days, date):
        return written(days)
    if days.first and days == year_of(days.first.year):
        return str(days.first.year)
    if days.first and _is_month(days):
        return f"{MONTHS[days.first.month - 1]} {days.first.year}"
    one = days.first or days.last
    return written(one) if one else ""


def _is_month(days: Stretch) -> bool:
    first, last = days.first, days.last
    if first is None or last is None:
        return False
    after = last + timedelta(days=1) if last < date.max else last
    return (
        first.day == 1 and after.day == 1 and (first.year, first.month) == (last.year, last.month)
    )
