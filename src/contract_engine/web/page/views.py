"""A view and its state -> the template that shows it, what stands in it, and the same as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from contract_engine.answers.answer import Json, as_json
from contract_engine.api import LoadedAgreement
from contract_engine.api.dispatch import answers
from contract_engine.api.results import Answer, Answers, EveryValue
from contract_engine.api.vocabulary import words_told
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.model.agreement import Agreement
from contract_engine.render.html import fragment
from contract_engine.render.words.result import result_page
from contract_engine.web.http.catalogue import clause_data
from contract_engine.web.library import Unknown
from contract_engine.web.page.bar import bar_of, day_told
from contract_engine.web.page.form import form_of
from contract_engine.web.page.state import State


@dataclass(frozen=True)
class View:
    """What is sent: a template with what stands in it, and the same as data."""

    template: str
    context: Mapping[str, Any]
    data: Json = None
    status: int = 200
    problems: tuple[Problem, ...] = field(default=())


Show = Callable[[LoadedAgreement, State], View]


def ask(agreement: LoadedAgreement, state: State) -> View:
    """A question in words or by the form, and its answer."""
    model = agreement.model
    if not state.q and not state.act:
        return View("ask.html", {"form": form_of(model, state), "examples": _examples(agreement)})
    try:
        if state.q:
            return _in_words(agreement, state)
        if not state.on:
            return _every_day(agreement, state)
        answer = agreement.ask(state.request())
        return _answered(agreement, _named(state, answer), answer)
    except BadInput as error:
        context = {"form": form_of(model, state), "offers": getattr(error, "offers", ())}
        return View("ask.html", context, None, 400, error.problems)


def _in_words(agreement: LoadedAgreement, state: State) -> View:
    told = answers(agreement, state.request(), datetime.now(UTC).date())
    if len(told.found) == 1 and isinstance(told.found[0].result, Answer):
        answer = told.found[0].result
        named = replace(_named(state, answer), q=state.q)
        return _answered(agreement, named, answer, understood=told.understood)
    context = {
        "form": form_of(agreement.model, state),
        "understood": told.understood,
        "results": [
            {"line": each.line, "html": fragment(result_page(agreement.model, each.result))}
            for each in told.found
        ],
    }
    return View("ask.html", context, told.to_json())


def _every_day(agreement: LoadedAgreement, state: State) -> View:
    found = agreement.timeline(state.request())
    bar = bar_of(found.intervals, None, lambda day: state.address("ask", on=day.isoformat(), q=""))
    context = {
        "form": form_of(agreement.model, state),
        "bar": bar,
        "intervals": found.intervals,
        "timeline": found,
    }
    return View("ask.html", context, found.to_json())


def _answered(
    agreement: LoadedAgreement, state: State, answer: Answer, understood: object = ()
) -> View:
    found = agreement.timeline(replace(state, q="", on="").request())
    plain = replace(state, q="")
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
    context = {
        "answer": answer,
        "understood": understood or answer.understood,
        "form": form_of(agreement.model, plain, mattering),
        "bar": bar,
        "intervals": found.intervals,
        "plain": plain,
    }
    return View("ask.html", context, answer.to_json())


def _named(state: State, answer: Answer) -> State:
    """The state of an answer's question, by names."""
    asked = answer.question
    return replace(
        state,
        act=f"{asked.bearer} {asked.action}",
        on=asked.on.isoformat() if asked.on else "",
        given={**asked.given, **asked.items} if state.q else state.given,
    )


def terms(agreement: LoadedAgreement, state: State) -> View:
    """The consolidated terms of a day, or of two days side by side."""
    model = agreement.model
    on = state.on or _latest(model)
    state = replace(state, on=on)
    found = agreement.terms(replace(state, q="", act="").request(""))
    entries = {each.id: each for each in found.terms}
    changes: list[dict[str, object]] = []
    if state.other:
        later = agreement.terms(replace(state, q="", act="", on=state.other).request(""))
        others = {each.id: each for each in later.terms}
        changes = [{"entry": e, "how": "struck"} for k, e in entries.items() if k not in others]
        changes += [{"entry": e, "how": "added"} for k, e in others.items() if k not in entries]
    groups: dict[str, list[object]] = {}
    for each in found.terms:
        groups.setdefault(each.instrument, []).append(each)
    context = {
        "terms": found,
        "groups": groups,
        "changes": changes,
        "days": [(i, state.address("terms", on=i.effective.isoformat())) for i in _dated(model)],
        "state": state,
    }
    return View("terms.html", context, found.to_json())


def rights(agreement: LoadedAgreement, state: State) -> View:
    """The register of norms of a day and party."""
    on = state.on or _latest(agreement.model)
    state = replace(state, on=on)
    parties = [state.party] if state.party else []
    found = agreement.rights(*parties, look=replace(state, q="", act="").request(""))
    return View("rights.html", {"rights": found, "state": state}, found.to_json())


def whatif(agreement: LoadedAgreement, state: State) -> View:
    """One question in two worlds: with every instrument, and as the state has it."""
    model = agreement.model
    context: dict[str, object] = {"form": form_of(model, state), "state": state}
    if not (state.act or state.q) or not state.on:
        return View("whatif.html", context)
    plain = replace(state, without=(), under="", known="", evidence="", readings={})
    first = plain.request()
    other = first.changed(
        {},
        under=state.under or None,
        without=state.without,
        known=state.known or None,
        evidence=state.evidence or None,
        readings=dict(state.readings),
    )
    found = agreement.whatif(first, change=other)
    context["found"] = found
    context["html"] = fragment(result_page(model, found))
    return View("whatif.html", context, found.to_json())


def record(agreement: LoadedAgreement, state: State) -> View:
    """What the terms rest on, and where sources disagree."""
    sources, disputes = agreement.sources(), agreement.disputes()
    data: Json = {"sources": as_json(sources), "disputes": as_json(disputes)}
    return View("record.html", {"sources": sources, "disputes": disputes}, data)


def clause(agreement: LoadedAgreement, state: State, name: str) -> View:
    """One clause: its words, its sources, and what became of it."""
    model = agreement.model
    if name not in model.clauses:
        raise Unknown("clause", name, list(model.clauses))
    found = model.clauses[name]
    data = clause_data(model, found)
    return View("clause.html", {"clause": found, "told": data}, data)


def _dated(model: Agreement) -> list[Any]:
    return sorted(model.instruments.values(), key=lambda each: each.effective)


def _latest(model: Agreement) -> str:
    """The day a register is shown for where none is asked: the last that was looked through."""
    day = model.researched_through or max(i.effective for i in model.instruments.values())
    return day.isoformat()


def _examples(agreement: LoadedAgreement) -> list[str]:
    told = words_told(agreement.model).actions
    return [each.example for each in told if each.example][:6]


VIEWS: dict[str, Show] = {
    "ask": ask,
    "terms": terms,
    "rights": rights,
    "whatif": whatif,
    "record": record,
}
"""The views by their names in addresses."""

TITLES = {
    "ask": "Ask",
    "terms": "Terms",
    "rights": "Rights and duties",
    "whatif": "What if",
    "record": "Sources",
}

FILTERS = {"day": day_told}
__all__ = ["TITLES", "VIEWS", "Answers", "EveryValue", "View", "clause"]
