"""The name of a calendar, of a roll -> it, or a problem that says what could be written."""

from __future__ import annotations

from contract_engine.diagnostics import Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.language.scope import Scope
from contract_engine.model.calendars import Calendar, Roll


def the_calendar(scope: Scope, name: str, span: Span) -> Calendar | None:
    """The calendar of a name, or without one the only one there is.

    Args:
        scope: Where calendars are known, and problems are told.
        name: Its name; empty where none is said.
        span: Where it is named, or what needs one.

    None after reporting what is wrong.
    """
    known = scope.calendars.named
    found = scope.calendars.find(name) if name else known[0] if len(known) == 1 else None
    if found is not None:
        return found
    if name:
        scope.unknown("E362", "calendar", name, span, [calendar.id for calendar in known])
        return None
    said = ", ".join(f"`{calendar.id}`" for calendar in known)
    beside = f"write `in: ...` beside it: {said}; a condition asks for a date that is defined so"
    help_ = beside if known else "declare one under `calendars:`"
    message = "by which calendar?" if known else "the agreement has no calendar"
    scope.report("E362", message, span, help=help_)
    return None


def the_roll(scope: Scope, word: str, span: Span, code: str) -> Roll | None:
    """The way to roll a day that is no business day.

    Args:
        scope: Where problems are told.
        word: What is written.
        span: Where it stands.
        code: The code of a problem with it.

    None after reporting what is wrong.
    """
    rolls = {each.value: each for each in Roll}
    if word not in rolls:
        help_ = did_you_mean(word, rolls) or f"write one of {', '.join(rolls)}"
        scope.report(code, f"`{word}` is no way to roll a day", span, help=help_)
    return rolls.get(word)
