"""A question that goes on from the one before it -> requests: "And until when?", "And on Azure?".

It names a value, a day or what is sought, and nothing else: the rest is what was asked before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contract_engine.answers.answer import WordsRead
from contract_engine.lazy_dataclass import replace
from contract_engine.words import function_words as small
from contract_engine.words.building import last_day, once, requests_of
from contract_engine.words.dates import Stretch
from contract_engine.words.deeds import Deed
from contract_engine.words.draft import Draft
from contract_engine.words.function_words import word_set
from contract_engine.words.lexicon import Lexicon, Role
from contract_engine.words.matching import Match, choose, find
from contract_engine.words.opening import Opening, Sought, read_opening
from contract_engine.words.requests import About, Ask, Each, Flip, Request, Timeline
from contract_engine.words.times import read_times
from contract_engine.words.tokens import Sort, tokenise

_ANAPHORA = word_set(
    "that this it so current today did does do is was are were has been will would be being now "
    "last lasts lasted end ends ended stop stops stopped begin begins began start starts started "
    "hold holds held apply applies applied run runs ran continue continues still alive true valid "
    "effective force effect in the case"
)
_JOINING = word_set(
    "what how about same for too also instead likewise similarly with question and "
    "only just merely or nor else"
)
Asked = tuple[tuple[Request, ...], tuple[WordsRead, ...]]


def follow_up(
    lexicon: Lexicon, text: str, before: Sequence[Request], today: date | None
) -> Asked | None:
    """What goes on from these requests; None where it names anything else.

    Args:
        lexicon: the words of the agreement.
        text: the question that goes on.
        before: what was asked before it.
        today: the day on which it is asked.
    """
    deeds = _deeds(before)
    draft = Draft(lexicon, text, tokenise(text), today=today)
    topics = [request for request in before if isinstance(request, About)]
    if not (deeds or topics) or not draft.tokens:
        return None
    draft.matches = find(lexicon, draft.tokens)
    opening = read_opening(draft)
    read_times(draft, today)
    values = _values(draft, deeds[0]) if deeds else []
    if draft.problems or len({m.meaning.name for m in values}) > 1:
        return None
    if values and opening.sought not in (Sought.WHETHER, Sought.WHAT):
        return None
    draft.note([at for at in opening.tokens if at in draft.free()], "goes on from what was asked")
    for match in values:
        told = f"`{match.meaning.name}={match.meaning.value}`"
        draft.note(range(match.start, match.end), told)
    known = _ANAPHORA | _JOINING | small.ARTICLES | small.PREPOSITIONS | small.FILLERS
    rest = [at for at in draft.free() if draft.tokens[at].sort is not Sort.MARK]
    if any(draft.tokens[at].norm not in known for at in rest):
        return None
    requests = _asked(draft, opening, deeds, before, values) if deeds else _told(draft, topics)
    if not requests:
        return None
    draft.pass_over(*rest)
    steps = [WordsRead(words, meaning) for _, words, meaning in sorted(draft.steps)]
    over = [draft.words(at, at + 1) for at in sorted(rest) if not draft.is_told(at)]
    return requests, (*steps, *([WordsRead(", ".join(over), "passed over")] if over else []))


def _told(draft: Draft, topics: Sequence[About]) -> tuple[Request, ...]:
    """The same topics on another day."""
    found: list[Request] = []
    for time in draft.times:
        day = time.days.last if isinstance(time.days, Stretch) else time.days
        found += [replace(topic, on=day) for topic in topics]
    return once(found)


def _deeds(before: Sequence[Request]) -> list[Deed]:
    found: list[Deed] = []
    for request in before:
        if isinstance(request, Ask | Timeline | Flip | Each):
            asked = "may" if isinstance(request, Flip) else request.asked
            each = ((request.fact, request.among),) if isinstance(request, Each) else ()
            deed = Deed(request.bearer, request.action, request.world, asked, each)
            known = [(d.bearer, d.action, d.world) for d in found]
            found += [] if (deed.bearer, deed.action, deed.world) in known else [deed]
    return found


def _values(draft: Draft, deed: Deed) -> list[Match]:
    """The values that are named, of a fact that was given before or that the act asks for."""
    asks = draft.lexicon.vocabulary.actions[deed.action].asks
    named = [
        m
        for m in draft.matches
        if m.meaning.role is Role.VALUE
        and (m.meaning.name in deed.world.given or m.meaning.name in asks)
    ]
    return list(choose(named, draft.free()))


def _asked(
    draft: Draft,
    opening: Opening,
    deeds: Sequence[Deed],
    before: Sequence[Request],
    values: Sequence[Match],
) -> tuple[Request, ...]:
    """The same with the values that are named now, on the days that are, or for the days of it."""
    if not (values or draft.times or opening.tokens or _is_of_now(draft)):
        return ()
    new: list[Deed] = []
    for deed in deeds:
        ways = [{m.meaning.name: m.meaning.value} for m in values] or [{}]
        for way in ways:
            world = replace(deed.world, given={**deed.world.given, **way})
            each = tuple(pair for pair in deed.each if pair[0] not in way)
            new.append(replace(deed, world=world, each=each))
    if opening.sought in (Sought.WHEN, Sought.WHY) and not values:
        return requests_of(draft, new, opening.sought, None)
    if draft.times:
        return requests_of(draft, new, Sought.WHETHER, None)
    if not values:
        now = draft.today or last_day(draft)
        return requests_of(draft, new, Sought.WHETHER, now) if _is_of_now(draft) else ()
    days = list(dict.fromkeys(r.on for r in before if isinstance(r, Ask | Each)))
    stretches = [r for r in before if isinstance(r, Timeline)]
    found: list[Request] = []
    for deed in new:
        found += [
            Timeline(deed.bearer, deed.action, line.first, line.last, deed.world, deed.asked)
            for line in stretches[:1]
        ]
        for day in days:
            found += requests_of(draft, [deed], Sought.WHETHER, day)
    return once(found)


def _is_of_now(draft: Draft) -> bool:
    """As in "and is that still alive", "and is it still so"."""
    words = {token.norm for token in draft.tokens}
    return bool(words & {"still", "now", "today", "currently"}) and bool(words & {"is", "does"})
