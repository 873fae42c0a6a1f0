"""The register of what everybody may, must, must not and need not do: filtered, sorted, a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from contract_engine.api import LoadedAgreement
from contract_engine.api.everything import DUTIES as DUTY_MODALITIES
from contract_engine.api.everything import Entry
from contract_engine.diagnostics import BadInput
from contract_engine.model.agreement import Modality
from contract_engine.web.page.labels import Labels
from contract_engine.web.page.leading import DUTIES
from contract_engine.web.page.state import State
from contract_engine.web.page.view import View, latest, refused
from contract_engine.web.page.views.terms import line_of, sheet_of

SORTS = {"until": "what ends first", "since": "the newest first", "clause": "by clause"}
"""The orders of the register, the usual one first."""


def rights(agreement: LoadedAgreement, state: State) -> View:
    """The register of norms of a day and party."""
    model = agreement.model
    state = replace(state, on=state.on or latest(model), sort=state.sort or next(iter(SORTS)))
    context = {
        "state": state,
        "sorts": SORTS,
        "modalities": list(Modality),
        "days": line_of(model, state, "rights"),
    }
    try:
        found = agreement.rights(*([state.party] if state.party else []), look=state.look())
    except BadInput as error:
        return refused("rights.html", context, error)
    labels = Labels(model)
    rows = tuple(_sorted(_kept(labels, found.rights, state), state.sort))
    context |= {"rights": found, "rows": rows, "all": len(found.rights)}
    name = f"rights-{state.party or 'all'}-{found.on}"
    data = replace(found, rights=rows).to_json()
    return View("rights.html", context, data, sheet=sheet_of(model, name, rows))


def _kept(labels: Labels, entries: Iterable[Entry], state: State) -> Iterable[Entry]:
    """Those with a norm of the sort that is asked for, and with every word that is sought."""
    words = state.find.casefold().split()
    for each in entries:
        clause = labels.model.clauses[each.id]
        own = [norm for norm in clause.norms if state.party in ("", norm.bearer)]
        if not any(_is_sought(norm.modality, state.norm) for norm in own):
            continue
        text = " ".join((each.id, each.text, *labels.norms(each.id))).casefold()
        if all(word in text for word in words):
            yield each


def _is_sought(modality: Modality, norm: str) -> bool:
    return norm in ("", str(modality)) or (norm == DUTIES and modality in DUTY_MODALITIES)


def _sorted(entries: Iterable[Entry], by: str) -> list[Entry]:
    listed = list(entries)
    if by == "since":
        return sorted(listed, key=lambda e: e.since or date.min, reverse=True)
    return sorted(listed, key=lambda e: e.id) if by == "clause" else listed
