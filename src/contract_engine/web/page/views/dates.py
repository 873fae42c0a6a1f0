"""Every day on which something begins, ends or falls due: by years, as a sheet, as a calendar."""

from __future__ import annotations

from contract_engine.api import LoadedAgreement
from contract_engine.api.everything import Dated, Dates
from contract_engine.diagnostics import BadInput
from contract_engine.web.page.state import State
from contract_engine.web.page.view import Sheet, View, refused

HEADINGS = ("day", "what", "party", "clause", "step", "text")


def dates(agreement: LoadedAgreement, state: State) -> View:
    """The register of dates, between two days and of a party where these are named."""
    context: dict[str, object] = {"state": state}
    try:
        history = agreement.history_text(state.history) if state.history else None
        found = agreement.dates(
            history,
            start=state.start or None,
            through=state.through or None,
            party=state.party or (),
            look=state.look(),
        )
    except BadInput as error:
        return refused("dates.html", context, error)
    years: dict[int, list[Dated]] = {}
    for each in found.days:
        years.setdefault(each.day.year, []).append(each)
    context |= {"found": found, "years": years, "marks": _marks(found)}
    sheet = Sheet(
        f"dates-{state.party or 'all'}",
        HEADINGS,
        tuple((e.day, e.what, e.party, e.clause, e.instance, e.text) for e in found.days),
    )
    return View("dates.html", context, found.to_json(), sheet=sheet, calendar=found.to_icalendar)


def _marks(found: Dates) -> list[tuple[float, str, int, int]]:
    """A mark a year for the line above the list: where it stands, its sort, how many days."""
    if not found.days:
        return []
    first, last = found.days[0].day.year, found.days[-1].day.year
    wide = last - first + 1
    counts: dict[int, int] = {}
    for each in found.days:
        counts[each.day.year] = counts.get(each.day.year, 0) + 1
    return [
        (round(100 * (year - first) / wide, 2), "roomy" if (year - first) % 2 else "", year, count)
        for year, count in counts.items()
    ]
