"""Text -> the value of an ordered fact: a number, an amount, a percentage, and so on."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from contract_engine import lazy_pattern
from contract_engine.language.values.days import Unreadable, read_number
from contract_engine.model.ordered import Instant, Ordered
from contract_engine.model.versions import Version
from contract_engine.model.versions import example as version_like
from contract_engine.model.vocabulary import NumberFact

_MONEY = lazy_pattern.compile(r"(?:([A-Z]{3})\s*)?(-?[\d.,_']+)(?:\s*([A-Z]{3}))?")


_ZONED = lazy_pattern.compile(r"[0-9-]+T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})")
_VERSIONS = {
    "plain": "write numbers joined by points, as `2.9.1`; what a suffix means the fact's `scheme:` "
    "says: semver, pep440 or debian",
    "semver": "write three numbers, as `2.9.0` or `2.9.0-rc.1`",
    "pep440": "write it as `2.9`, `2.9rc1`, `2.9.post1` or `2.9.dev1`, without what follows a `+`",
    "debian": "write it as `2.9`, `1:2.9~rc1` or `2.9-1`, beginning with a number",
}
_WILD = lazy_pattern.compile(r"([0-9.]*[0-9])\.[xX*]")


def read_ordered(fact: NumberFact, text: str) -> Ordered:
    """A value of the fact. Raises Unreadable, also for a value beyond the fact's bounds."""
    value = read_constant(fact, text)
    if not isinstance(value, Decimal):
        return value
    low, high = fact.least, fact.most
    if (low is not None and value < low) or (high is not None and value > high):
        raise Unreadable(
            "E325", f"`{fact.id}` can't be {text}", f"it is {_bounds(fact, low, high)}"
        )
    if fact.whole and value != value.to_integral_value():
        message = f"`{fact.id}` counts something, so it can't be {text}"
        raise Unreadable("E325", message, "write a whole number")
    return value


def read_constant(fact: NumberFact, text: str) -> Ordered:
    """What the fact may be compared with: within its bounds or not. Raises Unreadable."""
    text = " ".join(text.split())
    match fact.sort:
        case "number":
            return read_number(text)
        case "money":
            return _money(fact, text)
        case "percent":
            return read_percentage(text)
        case "date-time":
            if (instant := Instant.read(text)) is None:
                message = f"`{text}` is not a date-time"
                help_ = "write it with its time zone: `2024-02-12T11:20:10Z`"
                if _ZONED.fullmatch(text):
                    help_ = "write a time that there is, at most to the microsecond"
                raise Unreadable("E326", message, help_)
            return instant
        case "version":
            if match := _WILD.fullmatch(text):
                help_ = f"for all of them write `{fact.id} in {match[1]}`"
                raise Unreadable("E327", f"`{text}` is not a version", help_)
            if (version := Version.read(fact.scheme, text)) is None:
                message = f"`{text}` is not a version"
                if fact.scheme != "plain":
                    message += f" of the scheme `{fact.scheme}`"
                raise Unreadable("E327", message, _VERSIONS[fact.scheme])
            return version
        case _:
            assert_never(fact.sort)  # type: ignore[arg-type]  # one of the five


def tell_ordered(fact: NumberFact, value: Ordered) -> str:
    """A value as it would be written."""
    return f"{value} {fact.unit}" if fact.unit else str(value)


def example(fact: NumberFact) -> str:
    """Some value of the fact, for a help text."""
    match fact.sort:
        case "money":
            return f"100 {fact.currency}"
        case "percent":
            return "12 %"
        case "date-time":
            return "2025-10-28T00:00:00Z"
        case "version":
            return version_like(fact.scheme)
        case _:
            return "100"


def read_percentage(text: str) -> Decimal:
    """A percentage, with its sign: `12 %` is 12. Raises Unreadable."""
    number = text.strip().removesuffix("%").strip()
    if number == text.strip():
        message = f"`{text}` is a percentage without its sign"
        try:
            read_number(number)
        except Unreadable:
            message = f"`{text}` is not a percentage"
        raise Unreadable("E328", message, "write `12 %` for twelve of a hundred, not `0.12`")
    return read_number(number)


def _money(fact: NumberFact, text: str) -> Decimal:
    found = _MONEY.fullmatch(text.upper())
    currency = (found[1] or found[3]) if found else None
    if found is None or (found[1] and found[3]):
        raise Unreadable("E328", f"`{text}` is not an amount", f"write `{example(fact)}`")
    number = read_number(found[2])
    if currency is None:
        help_ = f"write `{found[2]} {fact.currency}`"
        raise Unreadable("E328", f"`{text}` is an amount without a currency", help_)
    if currency != fact.currency:
        message = f"`{fact.id}` is in {fact.currency}, and `{text}` is not"
        raise Unreadable("E328", message, "different currencies are never compared")
    return number


def _bounds(fact: NumberFact, low: Decimal | None, high: Decimal | None) -> str:
    unit = " %" if fact.sort == "percent" else ""
    if low is not None and high is not None:
        return f"from {low} to {high}{unit}"
    return f"at least {low}{unit}" if low is not None else f"at most {high}{unit}"
