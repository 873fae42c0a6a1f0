"""Deeds and the days of a question -> the requests that answer it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

from contract_engine.lazy_dataclass import replace
from contract_engine.model.vocabulary import KindFact, YesNoFact
from contract_engine.words.dates import Stretch
from contract_engine.words.deeds import Deed
from contract_engine.words.draft import Draft, Time
from contract_engine.words.opening import Sought
from contract_engine.words.requests import Ask, Each, Flip, Request, Timeline, WhatIf, World

_PLACES = frozenset({"on", "in", "at", "from"})
"""Prepositions of facts that say where."""


def requests_of(
    draft: Draft, deeds: Sequence[Deed], sought: Sought, on: date | None
) -> tuple[Request, ...]:
    """What answers a question about acts, most direct first.

    Args:
        draft: the question, its days read.
        deeds: the acts that it is about.
        sought: what its first word seeks.
        on: a day given beside the question.
    """
    found: list[Request] = []
    times = draft.times or ([Time(on, "")] if on is not None else [])
    for deed in deeds:
        if not times or sought is Sought.WHEN:
            found += _of_all_days(draft, deed, sought, times)
        for time in times if sought is not Sought.WHEN else ():
            found += _of_time(draft, deed, sought, time)
    return once(found)


def once(found: Sequence[Request]) -> tuple[Request, ...]:
    """Each request once."""
    kept: list[Request] = []
    for request in found:
        if request not in kept:
            kept.append(request)
    return tuple(kept)


def last_day(draft: Draft) -> date | None:
    """The last day that the record was looked through for; today, where no such day is stated."""
    return draft.lexicon.agreement.researched_through or draft.today


def _of_all_days(
    draft: Draft, deed: Deed, sought: Sought, times: Sequence[Time]
) -> Iterator[Request]:
    """The timeline, and the answer as of the last day the record was looked through for."""
    first: date | None = None
    last: date | None = None
    for time in times:
        if isinstance(time.days, Stretch):
            first, last = time.days.first, time.days.last
        else:
            first = time.days
    now = last_day(draft)
    if deed.each and sought is Sought.WHEN and (widest := _widest(draft, deed)):
        for value in widest:
            world = replace(deed.world, given={**deed.world.given, deed.each[0][0]: value})
            yield Timeline(deed.bearer, deed.action, first, last, world, deed.asked)
        return
    if deed.each:
        if now is not None:
            yield from _on(draft, deed, sought, now)
        return
    yield Timeline(deed.bearer, deed.action, first, last, deed.world, deed.asked)
    if now is not None and not times:
        yield from _on(draft, deed, sought, now)


def _of_time(draft: Draft, deed: Deed, sought: Sought, time: Time) -> Iterator[Request]:
    days = time.days
    if not isinstance(days, Stretch):
        yield from _on(draft, deed, sought, days)
        return
    now = last_day(draft)
    on = days.last if now is None or (days.last is not None and days.last <= now) else now
    if days.first is not None and on is not None and on < days.first:
        on = days.first
    if not deed.each:
        yield Timeline(deed.bearer, deed.action, days.first, days.last, deed.world, deed.asked)
    if on is not None:
        yield from _on(draft, deed, sought, on)


def _on(draft: Draft, deed: Deed, sought: Sought, on: date) -> Iterator[Request]:
    """What answers on one day."""
    if draft.supposed and (deed.world.without or draft.given):
        before = replace(
            deed.world,
            without=(),
            given={n: v for n, v in deed.world.given.items() if n not in draft.given},
        )
        then = World(dict(draft.given), None, deed.world.without, None)
        yield WhatIf(deed.bearer, deed.action, on, before, then, deed.asked)
        return
    if deed.each:
        (fact, among), *more = deed.each
        known = dict(deed.world.given)
        ways = [_ways(draft, name, left) for name, left in more]
        for chosen in product(*ways):
            given = {**known, **dict(chosen)}
            world = replace(deed.world, given=given)
            yield Each(deed.bearer, deed.action, fact, on, world, among, deed.asked)
        return
    yield Ask(deed.bearer, deed.action, on, deed.world, deed.asked)
    if sought is Sought.WHY:
        yield Flip(deed.bearer, deed.action, on, deed.world)
    elif deed.asked == "must" and (fact := _place_of(draft, deed)):
        given = {name: value for name, value in deed.world.given.items() if name != fact}
        yield Each(
            deed.bearer, deed.action, fact, on, replace(deed.world, given=given), (), deed.asked
        )


def _ways(draft: Draft, name: str, among: tuple[str, ...]) -> list[tuple[str, str]]:
    """What a second fact may be, each as a fact and its value: its widest values, or those left."""
    if among:
        return [(name, " or ".join(among))]
    fact = draft.lexicon.vocabulary.facts.get(name)
    if not isinstance(fact, KindFact):
        return [(name, "yes"), (name, "no")]
    return [(name, v.id) for v in fact.values.values() if v.parent is None][:FEW]


def _place_of(draft: Draft, deed: Deed) -> str:
    """The fact that a "must ... on Azure" may be about: this value, and no other."""
    words = draft.lexicon.vocabulary
    given = deed.world.given
    for name, value in given.items():
        if value == "yes" and words.usage_of(name).conduct == deed.bearer:
            return name
    for name in words.actions[deed.action].asks:
        fact, value = words.facts.get(name), given.get(name, "")
        if (
            isinstance(fact, KindFact)
            and _PLACES & set(words.usage_of(name).prepositions)
            and value in fact.values
        ):
            return name
    return ""


def _widest(draft: Draft, deed: Deed) -> list[str]:
    """The widest values of the one kind that is asked for, where these are few enough to be told.

    "Since when on any cloud" is answered by a timeline of each.
    """
    (name, among), *more = deed.each
    fact = draft.lexicon.vocabulary.facts.get(name)
    if isinstance(fact, YesNoFact) and not more:
        return ["no", "yes"]
    if more or not isinstance(fact, KindFact):
        return []
    values = list(among) or [v.id for v in fact.values.values() if v.parent is None]
    return values if len(values) <= FEW else []


FEW = 4
"""Timelines that one question may come to for want of a value."""
