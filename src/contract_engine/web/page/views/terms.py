"""The consolidated terms of a day, moved along the line of instruments; a sheet of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from contract_engine.api import LoadedAgreement
from contract_engine.api.everything import Entry
from contract_engine.diagnostics import BadInput
from contract_engine.model.agreement import Agreement
from contract_engine.web.page.labels import Labels
from contract_engine.web.page.state import State
from contract_engine.web.page.view import Sheet, View, instruments_by_day, latest, refused

HEADINGS = (
    *("clause", "instrument", "text", "norms", "if", "unless"),
    *("since", "until", "ends", "open", "grade", "sources"),
)


def terms(agreement: LoadedAgreement, state: State) -> View:
    """The consolidated terms of a day; with another day, what is otherwise then."""
    model = agreement.model
    if state.other:
        return View("terms.html", {}, leads_to=("compare", state))
    on = state.on or latest(model)
    state = replace(state, on=on)
    days = line_of(model, state, "terms")
    try:
        found = agreement.terms(state.look())
    except BadInput as error:
        return refused("terms.html", {"days": days, "state": state}, error)
    groups: dict[str, list[Entry]] = {}
    for each in found.terms:
        groups.setdefault(each.instrument, []).append(each)
    context = {"terms": found, "groups": groups, "days": days, "state": state}
    sheet = sheet_of(model, f"terms-{found.on}", found.terms)
    return View("terms.html", context, found.to_json(), sheet=sheet)


def line_of(model: Agreement, state: State, view: str) -> list[tuple[object, str, bool]]:
    """The instruments in order, each with the address of its first day, and whether that is it."""
    days = instruments_by_day(model)
    before = [each for each in days if each.effective.isoformat() <= state.on]
    current = before[-1].effective if before else None
    return [
        (
            each,
            state.address(view, on=each.effective.isoformat(), q=""),
            each.effective == current,
        )
        for each in days
    ]


def sheet_of(model: Agreement, name: str, entries: tuple[Entry, ...]) -> Sheet:
    """Clauses as rows of a sheet, with labels in place of names.

    Args:
        model: whose clauses they are.
        name: what the file is called, without its ending.
        entries: the clauses.

    Returns:
        The sheet.
    """
    labels = Labels(model)

    def row(each: Entry) -> tuple[str | date | None, ...]:
        instrument = model.instruments[each.instrument]
        return (
            each.id,
            f"{each.instrument} {instrument.title}",
            each.text or each.states,
            "\n".join(labels.norms(each.id)),
            "\n".join(labels.plain(line) for line in each.conditions),
            "\n".join(labels.plain(line) for line in each.exceptions),
            each.since,
            each.until,
            "\n".join(labels.plain(line, bare=False) for line in each.ends),
            "yes" if each.open else "no",
            str(each.grade).replace("_", " "),
            "\n".join(dict.fromkeys(labels.source(cite.source) for cite in each.cites)),
        )

    return Sheet(name, HEADINGS, tuple(row(each) for each in entries))
