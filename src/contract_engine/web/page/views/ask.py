"""A question in words or by the form -> its answer, why, until when, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from contract_engine.api import LoadedAgreement
from contract_engine.api.dispatch import answered
from contract_engine.api.everything import FlipSpoken as Flip
from contract_engine.api.everything import Interval
from contract_engine.api.everything import TimelineSpoken as Timeline
from contract_engine.api.reading import spoken
from contract_engine.api.results import Answer, EveryValue
from contract_engine.api.vocabulary import words_told
from contract_engine.diagnostics import BadInput
from contract_engine.model.agreement import Agreement
from contract_engine.model.outcome import Verdict
from contract_engine.web.page.bar import bar_of, day_told
from contract_engine.web.page.form import form_of
from contract_engine.web.page.leading import act_state, leads_to, one_act, spoken_of
from contract_engine.web.page.results import told_of
from contract_engine.web.page.state import State
from contract_engine.web.page.understood import Told, told
from contract_engine.web.page.view import View, instruments_by_day, latest, refused

MOST_WAYS = 8
"""So many ways to another answer are shown."""


@dataclass(frozen=True)
class Way:
    """Changes that together give another verdict, and the address that asks with them."""

    changes: tuple[tuple[str, str], ...]
    verdict: str
    address: str


def ask(agreement: LoadedAgreement, state: State) -> View:
    """A question in words or by the form, and its answer."""
    model = agreement.model
    context: dict[str, Any] = {"examples": examples(agreement)}
    if not state.q and not state.act:
        return View("ask.html", {**context, "form": form_of(model, state)})
    try:
        if state.q:
            return _in_words(agreement, state)
        if not state.on:
            return _every_day(agreement, state)
        answer = agreement.ask(state.request())
        return _answered(agreement, _named(state, answer), answer)
    except BadInput as error:
        context |= {
            "form": form_of(model, state),
            "offers": getattr(error, "offers", ()),
            "spoken_of": spoken_of(model, state.q),
        }
        return refused("ask.html", context, error)


def examples(agreement: LoadedAgreement) -> list[str]:
    """Questions that are understood: of acts on a day, of a party, and of what changed."""
    found = _EXAMPLES.get(agreement)
    if found is None:
        found = _EXAMPLES[agreement] = _examples(agreement.model)
    return found


_EXAMPLES: WeakKeyDictionary[LoadedAgreement, list[str]] = WeakKeyDictionary()
"""They stand on every page that asks, and are the same for as long as the rules are."""


def _examples(model: Agreement) -> list[str]:
    acts = [
        _by_label(model, each.example, each.label)
        for each in words_told(model).actions
        if each.example
    ][:3]
    last = instruments_by_day(model)[-1].effective
    day = day_told(date.fromisoformat(latest(model)))
    offered = [f"{each.rstrip('?')} on {day}?" for each in acts]
    offered += [f"What must {p.label} do?" for p in list(model.vocabulary.parties.values())[:2]]
    offered += [f"What changed in {last:%B %Y}?", *acts[:1]]
    return [each for each in offered if _is_understood(model, each)]


def _by_label(model: Agreement, example: str, label: str) -> str:
    """The example of an act, with its label where that is understood: it says more than a verb."""
    opening = example.split()[0]
    for party in model.vocabulary.parties.values():
        named = f"{opening} {party.label} "
        full = f"{named}{label}?"
        if example.startswith(named) and _is_understood(model, full):
            return full
    return example


def _is_understood(model: Agreement, words: str) -> bool:
    try:
        spoken(model, State(model.id, q=words).request().text, today=None)
    except BadInput:
        return False
    return True


def _in_words(agreement: LoadedAgreement, state: State) -> View:
    asking, model = state.request(), agreement.model
    found = spoken(model, asking.text, today=datetime.now(UTC).date())
    read, first = told(model, found), found.requests[0]
    if len(found.requests) == 1 and not _beside(state):
        there = leads_to(model, first, state.q)
        if there is not None:
            return View("ask.html", {}, leads_to=there)
        if isinstance(first, Timeline) and first.first is None and first.last is None:
            return _every_day(agreement, act_state(model, first), read)
        if isinstance(first, Flip):
            named = act_state(model, first)
            return _answered(agreement, named, agreement.ask(named.request()), read)
    one = None if len(found.requests) == 1 or _beside(state) else one_act(model, found.requests)
    if one is not None:
        # Asked of no day, it is answered for the last that was looked through; the bar has all.
        (told_one,) = answered(agreement, asking, replace(found, requests=(one,))).found
        if isinstance(told_one.result, Answer):
            named, dayless = act_state(model, one), found.dayless
            return _answered(agreement, named, told_one.result, read, dayless=dayless)
    results = answered(agreement, asking, found)
    only = results.found[0].result if len(results.found) == 1 else None
    if isinstance(only, Answer):
        return _answered(agreement, replace(_named(state, only), q=state.q), only, read)
    told_ = [told_of(model, each.result, partial(changed, agreement)) for each in results.found]
    if found.dayless:  # of several acts: each answer leads to its other days
        told_ = [each for each in told_ if each.sort == "answer"] or told_
    plain = told_[0].state if len(told_) == 1 and isinstance(only, EveryValue) else state
    context = {
        "form": form_of(model, plain),
        "plain": plain,
        "understood": read,
        "results": told_,
        "dayless": found.dayless,
    }
    return View("ask.html", context, results.to_json())


def _beside(state: State) -> bool:
    """Whether anything is said beside the words."""
    return bool(
        (state.on, state.under, state.known, state.evidence, state.without) != ("", "", "", "", ())
        or state.given
        or state.readings
    )


def _every_day(agreement: LoadedAgreement, state: State, read: Told | None = None) -> View:
    found = agreement.timeline(state.request())
    bar = bar_of(found.intervals, None, lambda day: state.address("ask", on=day.isoformat(), q=""))
    context = {
        "form": form_of(agreement.model, state),
        "bar": bar,
        "intervals": found.intervals,
        "timeline": found,
        "understood": read,
        "plain": replace(state, q=""),
    }
    return View("ask.html", context, found.to_json())


def _answered(
    agreement: LoadedAgreement,
    state: State,
    answer: Answer,
    understood: Told | None = None,
    *,
    dayless: bool = False,
) -> View:
    plain = replace(state, q="")
    found = agreement.timeline(replace(plain, on="").request())
    bar = bar_of(
        found.intervals, answer.question.on, lambda day: plain.address("ask", on=day.isoformat())
    )
    mattering = frozenset(
        [
            *answer.assumed,
            *(each.fact for each in answer.hinges),
            *(name for case in answer.cases for name in case.given),
        ]
    )
    to, ways = _ways(agreement, plain, answer)
    known = {each.address for each in ways}
    clauses = {each.id for each in (*answer.clauses, *answer.also)}
    disputes = agreement.model.disputes.values()
    context = {
        "answer": answer,
        "understood": understood,
        "form": form_of(agreement.model, plain, mattering),
        "bar": bar,
        "intervals": found.intervals,
        "plain": plain,
        "dayless": dayless,
        "to": to,
        "ways": ways,
        "days": list(_days(found.intervals, plain, answer, to)),
        "cases": [
            Way(tuple(c.given.items()), str(c.verdict), changed(agreement, plain, c.given))
            for c in answer.cases
        ],
        "hinges": [
            Way(((h.fact, h.value),), str(h.verdict), changed(agreement, plain, {h.fact: h.value}))
            for h in answer.hinges
            if changed(agreement, plain, {h.fact: h.value}) not in known
        ],
        "assumed": [
            (name, value, _others(agreement, plain, name, value))
            for name, value in answer.assumed.items()
        ],
        "disputed": [each for each in disputes if clauses & set(each.clauses)],
        "notes": [note for note in answer.notes if not note.startswith("Sources disagree")],
    }
    return View("ask.html", context, answer.to_json())


def _ways(agreement: LoadedAgreement, plain: State, answer: Answer) -> tuple[str, list[Way]]:
    """What would make it permitted; of what is permitted, what would make it otherwise."""
    allowed = answer.verdict in (Verdict.PERMITTED, Verdict.REQUIRED, Verdict.NOT_REQUIRED)
    to = None if allowed else Verdict.PERMITTED
    try:
        found = agreement.flip(plain.request(), to=to)
    except BadInput:  # too large to look through: the answer stands without it
        return "", []
    ways = [
        Way(tuple(f.changes.items()), str(f.verdict), changed(agreement, plain, f.changes))
        for f in found.flips
    ]
    return str(to or "another answer"), ways[:MOST_WAYS]


def _days(
    intervals: Sequence[Interval], plain: State, answer: Answer, to: str
) -> Iterator[tuple[date, Interval, str]]:
    """The nearest days before and after on which the verdict is `to`, or else another."""
    on = answer.question.on
    if on is None:
        return

    def turns(each: Interval) -> bool:
        return str(each.verdict) == to if to == "permitted" else each.verdict is not answer.verdict

    before = [each for each in intervals if each.through and each.through < on and turns(each)]
    after = [each for each in intervals if each.from_ and each.from_ > on and turns(each)]
    for each, day in (
        *((each, each.through) for each in before[-1:]),
        *((each, each.from_) for each in after[:1]),
    ):
        assert day is not None
        yield day, each, plain.address("ask", on=day.isoformat())


def changed(agreement: LoadedAgreement, state: State, changes: Mapping[str, str]) -> str:
    """The address that asks the same with some facts, events and readings changed.

    Args:
        agreement: whose names they are.
        state: what is asked.
        changes: names to values, as results tell them: "aws or google_cloud", "by 2025-10-31".

    Returns:
        The address; of several values it asks with the first.
    """
    words = agreement.model.vocabulary
    for name, value in changes.items():
        plain, _, how = name.partition(" ")
        one = value.split(" or ")[0]
        if plain in words.readings:
            state = replace(state, q="", readings={**state.readings, plain: one})
        else:
            state = state.giving(plain, value if not how else one)
    return state.address("ask")


def _others(
    agreement: LoadedAgreement, plain: State, name: str, value: str
) -> Iterable[tuple[str, str]]:
    """The switches of what is assumed: the other value of a yes or no, and leaving it open."""
    if value in ("yes", "no"):
        other = "no" if value == "yes" else "yes"
        yield f"suppose {other}", plain.giving(name, other).address("ask")
    yield "leave it open", plain.giving(name, "unknown").address("ask")


def _named(state: State, answer: Answer) -> State:
    """The state of an answer's question, by names."""
    asked = answer.question
    return replace(
        state,
        act=f"{asked.bearer} {asked.action}",
        on=asked.on.isoformat() if asked.on else "",
        given={**asked.given, **asked.items} if state.q else state.given,
    )
