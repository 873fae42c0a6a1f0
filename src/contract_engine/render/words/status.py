"""A status after a history -> lines: who is in breach, who owes what, what comes next."""

from __future__ import annotations

from contract_engine.answers.in_labels import InLabels
from contract_engine.answers.labels import day_in_words
from contract_engine.model.agreement import Agreement
from contract_engine.performance.day_values import depends_on
from contract_engine.performance.result import Duty, Found, StatusTold
from contract_engine.render.page import Drawn, Inline, Page
from contract_engine.render.step_bars import step_bars
from contract_engine.render.styles import BAD, GOOD, QUIET, STRONG, WEAK
from contract_engine.render.words.phrases import footer

STYLES = {
    "breached": f"{STRONG} {BAD}",
    "missed": BAD,
    "broken": BAD,
    "fulfilled": f"{STRONG} {GOOD}",
    "done": GOOD,
    "kept": GOOD,
    "used": GOOD,
    "open": STRONG,
    "repaired": WEAK,
    "depends": WEAK,
}
MOST = 500
"""So many steps of a table, the latest, and so many breaches, the first, are listed."""
_CLOSED = ("done", "kept", "used", "lapsed", "ended")


def status_page(
    model: Agreement, told: StatusTold, *, bars: bool = False, brief: bool = False
) -> Page:
    """The state, the breaches, the duties, what comes next; in brief, without the duties."""
    page, found, labels = Page(), told.found, InLabels(model)
    heading = f"{model.title} on {day_in_words(told.on)}"
    page.heading(heading)
    if told.through != told.on:
        page.hang(Inline((f"history complete through {told.through}", QUIET)), 2)
    if told.given:
        page.hang(labels.pairs(told.given), 2)
    page.blank()
    page.hang(_state(model, found), 0, 2)
    for case in told.cases:
        when = labels.pairs(case.given) or "otherwise"
        page.labelled("", Inline(f"{when} → ", _state(model, case.found)))
    for index, breach in enumerate(found.breaches[:MOST]):
        due = f", due {breach.due}" if breach.due else ""
        words = f"{breach.because} ({breach.instance}{due})"
        page.labelled("" if index else "breaches", words)
    if len(found.breaches) > MOST:
        page.labelled("", f"and {len(found.breaches) - MOST:,} more (--json lists them)")
    if brief:
        return page
    shown = [duty for duty in found.duties if duty.state not in ("waiting", *_CLOSED)]
    closed = [duty for duty in found.duties if duty.state in _CLOSED]
    waiting = [duty for duty in found.duties if duty.state == "waiting"]
    for title, duties in (("now", shown), ("closed", closed)):
        if duties:
            page.blank()
            page.line(Inline((title, QUIET)))
            _table(page, model, duties[-MOST:])
            if len(duties) > MOST:
                before = f"and {len(duties) - MOST:,} before these (--json lists them)"
                page.line(Inline((before, QUIET)))
    if waiting:
        page.blank()
        page.labelled("waiting", ", ".join(duty.instance for duty in waiting))
    if found.next:
        page.blank()
    for index, each in enumerate(found.next[:8]):
        party = model.vocabulary.parties[each.party].label
        page.labelled("" if index else "next", f"{each.day}  {each.instance} {each.what} ({party})")
    if found.near:
        page.blank()
    for index, near in enumerate(found.near[:5]):
        text = f"{near.on}  {near.act}, for {near.instance}: {near.why}"
        page.labelled("" if index else "nearly", text)
    if told.assumed:
        page.labelled("assuming", labels.pairs(told.assumed))
    for index, note in enumerate(told.notes):
        page.labelled("" if index else "notes", note)
    page.blank()
    if bars:
        page.blank()
        page.add(Drawn(lambda width: list(step_bars(told, width))))
    page.hang(footer(model))
    return page


def _state(model: Agreement, found: Found) -> Inline:
    words = (found.state.replace("_", " ").upper(), STYLES.get(found.state, STRONG))
    if found.by is None:
        return Inline(words)
    party = model.vocabulary.parties[found.by].label
    return Inline(words, f"  by {party}, since {found.since}")


def _table(page: Page, model: Agreement, duties: list[Duty]) -> None:
    rows = []
    for duty in duties:
        who = model.vocabulary.parties[duty.bearer].label if duty.bearer else ""
        state = Inline((duty.state, STYLES.get(duty.state, "")))
        opened, due = str(duty.opened or ""), str(duty.due or "")
        rows.append(
            (duty.instance, f"{who} {duty.modality}", state, opened, due, _beside(model, duty))
        )
    page.table(("step", "who", "state", "opened", "due", ""), rows, ("who", ""))


_UNTOLD = {
    "must": "past due, and no record tells whether it was done",
    "must not": "its last day has passed, and no record tells whether it was kept",
}


def _left(days: int, modality: str) -> str:
    """How long there is still time; of a day that the history doesn't reach nobody knows."""
    if days < 0:
        over = "its last day has passed, and no record tells whether it was used"
        return _UNTOLD.get(modality, over)
    if days == 0:
        return "its last day"
    return "1 day left" if days == 1 else f"{days} days left"


def _beside(model: Agreement, duty: Duty) -> str:
    """What else there is to say of a duty."""
    said = []
    if duty.state == "open" and duty.due is None and (names := _dated_by(model, duty)):
        said.append(f"no last day yet: it hangs on {', '.join(names)}")
    if duty.remaining_days is not None:
        said.append(_left(duty.remaining_days, duty.modality))
    if duty.done is not None:
        said.append(f"on {duty.done}")
    if duty.missed is not None:
        by_now = duty.state in ("lapsed", "broken", "missed")
        said.append(f"on {duty.missed}" if by_now else f"missed {duty.missed}")
    if duty.done_late is not None:
        said.append(f"done late {duty.done_late}")
    if duty.replaced_by:
        said.append(f"then {', '.join(duty.replaced_by)}")
    return "; ".join(said)


def _dated_by(model: Agreement, duty: Duty) -> list[str]:
    """The events and steps from which the last day of a duty is found."""
    clause = model.clauses.get(duty.clause)
    if clause is None or clause.step is None:
        return []
    names = []
    for each in depends_on(clause.step.by or clause.step.through):
        if isinstance(each, tuple):
            step, milestone = each
            names.append(f"{step}.{milestone.value}")
        else:
            names.append(str(each))
    return sorted(names)
