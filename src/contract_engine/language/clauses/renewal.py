"""`term:` as written -> when it begins, the moment through which it is in force, and its terms.

The end that an event brings about is a day counted from the event, as any other offset: so of a
term that is renewed nothing is left but a `through`.
"""

from __future__ import annotations

import re
from datetime import date

from contract_engine.definitions.offsets import counted_term
from contract_engine.files.shapes import RenewalShape
from contract_engine.files.tree import Path
from contract_engine.language.clauses.offsets import has_day, unknown
from contract_engine.language.scope import ReadTerm, Scope
from contract_engine.language.values.days import read_day
from contract_engine.model.agreement import Renewal
from contract_engine.model.days import After, EarliestOf, Moment, On, TermEnd, Unit

_LENGTH = re.compile(r"([0-9]{1,4})\s+(day|week|month|year)s?")
_BEFORE = re.compile(rf"({_LENGTH.pattern})\s+before\s+(?:the\s+)?end(?:\s+of\s+(?:the\s+)?term)?")
MOST_RENEWALS = 9_999
Length = tuple[int, Unit]


def read_renewal(
    scope: Scope, name: str, shape: RenewalShape, path: Path, effective: date | None
) -> ReadTerm | None:
    """A term; None after reporting what is wrong with it.

    Args:
        scope: where names are known, and problems are told.
        name: the clause, group or instrument whose term it is.
        shape: the term.
        path: where it stands.
        effective: the day on which it begins where it doesn't say; None where there is none.
    """
    at = (*path, "term")
    if scope.lost(at):
        return None
    begins = scope.read(shape.begins, (*at, "begins"), read_day)
    if shape.begins is None:
        begins = effective
        if begins is None:
            help_ = "add `begins: 2020-08-01`"
            scope.report("E336", "a term begins on a day", scope.tree.key(at), help=help_)
    lasts = _length(scope, shape.lasts, (*at, "lasts"))
    renews = _length(scope, shape.renews, (*at, "renews"))
    before = _before(scope, shape, at)
    most = _most(scope, shape, at)
    event = shape.unless.event if shape.unless is not None else ""
    good = _fits(scope, shape, at)
    if event and not has_day(scope, event):
        unknown(scope, event, scope.tree.value((*at, "unless", "event")))
        return None
    if begins is None or lasts is None or (shape.renews is not None and renews is None):
        return None
    if before is None or most is None or not good:
        return None
    terms = TermEnd(begins, lasts, renews or lasts, before)
    last = 1 if renews is None else most + 1 if most else None
    renewal = Renewal(name, terms, event, _through(terms, event, last), scope.tree.key(at))
    other = scope.renewals.setdefault(name, renewal)
    if other is not renewal:
        message = f"two terms are called `{name}.term`"
        also = ((other.place, "the other"),)
        help_ = "give the clause, group or instrument another name"
        scope.report("E336", message, renewal.place, also=also, help=help_)
    return ReadTerm(begins, renewal.through)


def _through(terms: TermEnd, event: str, last: int | None) -> Moment | None:
    """The last day of the last term: that of this number, or the one that the event leaves."""
    ends: list[Moment] = []
    if last is not None:
        end = counted_term(last, terms).end
        ends += [On(end)] if isinstance(end, date) else []
    if event:
        ends.append(After(event, 1, terms))
    return ends[0] if len(ends) == 1 else EarliestOf(tuple(ends)) if ends else None


def _length(scope: Scope, text: str | None, path: Path) -> Length | None:
    if text is None or scope.lost(path):
        return None
    match = _LENGTH.fullmatch(text.strip())
    if match is not None and int(match[1]):
        return int(match[1]), Unit(f"{match[2]}s")
    help_ = "write a number of days, weeks, months or years: `36 months`"
    scope.report("E336", f"`{text}` is no length of a term", scope.tree.value(path), help=help_)
    return None


def _before(scope: Scope, shape: RenewalShape, path: Path) -> Length | None:
    """How long before the end the event comes in time; by default on the last day."""
    text = shape.unless.at_least if shape.unless is not None else None
    if text is None:
        return 0, Unit.DAYS
    match = _BEFORE.fullmatch(text.strip())
    if match is not None:
        return int(match[2]), Unit(f"{match[3]}s")
    place = scope.tree.value((*path, "unless", "at_least"))
    help_ = "write it as `3 months before end`"
    scope.report("E336", f"`{text}` is no time before a term's end", place, help=help_)
    return None


def _most(scope: Scope, shape: RenewalShape, path: Path) -> int | None:
    """How often it is renewed at most; 0 where it doesn't say."""
    text = shape.at_most
    if text is None:
        return 0
    if text.isdecimal() and 0 < int(text) <= MOST_RENEWALS:
        return int(text)
    place = scope.tree.value((*path, "at_most"))
    help_ = f"write a number from 1 to {MOST_RENEWALS}, or leave `renews:` out"
    scope.report("E336", f"`{text}` is no number of renewals", place, help=help_)
    return None


def _fits(scope: Scope, shape: RenewalShape, path: Path) -> bool:
    """Whether what is said of renewals has one to be about; reports it otherwise."""
    for key in ("at_most", "unless"):
        if shape.renews is None and getattr(shape, key) is not None:
            help_ = f"add `renews: 12 months`, or leave `{key}:` out"
            message = f"`{key}:` is about a term that is renewed"
            scope.report("E336", message, scope.tree.key((*path, key)), help=help_)
            return False
    if (*path[:-1], "through") in scope.tree.keys:
        message = "`term:` and `through:` both say the last day"
        place = scope.tree.key((*path[:-1], "through"))
        help_ = "leave one out; what ends it before is `until:`"
        scope.report("E336", message, place, also=((scope.tree.key(path), "here"),), help=help_)
        return False
    return True
