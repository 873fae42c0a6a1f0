"""What parties must and must not do in a situation -> lines, and what each still hangs on."""

from __future__ import annotations

from contract_engine.answers.in_labels import InLabels
from contract_engine.answers.labels import day_in_words
from contract_engine.answers.norms.result import Alternative, ChoiceTold, NormsTold, NormTold, Said
from contract_engine.model.agreement import Agreement, Modality
from contract_engine.render.page import Inline, Page
from contract_engine.render.styles import GROUP, QUIET, STRONG, TERM, WEAK
from contract_engine.render.words.phrases import footer, grade_text, ifs, joined, options_text


def duties_page(model: Agreement, found: NormsTold, *, brief: bool = False) -> Page:
    """The norms and choices, each with its origin; in brief, without their words."""
    page = Page()
    words = model.vocabulary
    assert found.question.on is not None
    named = joined([words.parties[name].label for name in found.party])
    page.heading(f"{named} on {day_in_words(found.question.on)}")
    if said := InLabels(model).pairs({**found.question.items, **found.question.given}):
        page.hang(said, 2)
    if options := options_text(found.question):
        page.hang(options, 2)
    if not found.norms and not found.one_of:
        page.blank()
        page.hang("No duty applies, whatever is open" + (", as assumed." if found.not_now else "."))
    for norm in found.norms:
        page.blank()
        _norm(page, model, norm, brief=brief)
    for choice in found.one_of:
        page.blank()
        _choice(page, model, choice, brief=brief)
    _not_now(page, model, found)
    if brief:
        return page
    page.blank()
    if found.assumed:
        page.labelled("assuming", InLabels(model).pairs(found.assumed))
    page.labelled("notes", *map(InLabels(model).prose, found.notes))
    page.hang(footer(model))
    return page


def _not_now(page: Page, model: Agreement, found: NormsTold) -> None:
    """What only assumptions keep from applying."""
    if found.not_now:
        page.blank()
        page.heading(Inline(("Not now, as assumed", GROUP)), 2)
    for norm in found.not_now:
        words = model.vocabulary
        act = (
            f"{words.parties[norm.bearer].label} {norm.modality} {words.actions[norm.action].label}"
        )
        page.hang(Inline((norm.id, STRONG), f": {act}{_with(model, norm)}"), 2, 4)
        page.hang(Inline((f"assumed: {InLabels(model).pairs(norm.assumed)}", TERM)), 4)


def _norm(page: Page, model: Agreement, norm: NormTold, *, brief: bool) -> None:
    words = model.vocabulary
    act = f"{norm.modality} {words.actions[norm.action].label}"
    heading = Inline((f"{words.parties[norm.bearer].label} {act}", STRONG))
    page.hang(Inline(heading, (_with(model, norm), STRONG)), 2, 4)
    if norm.text and not brief:
        page.hang(norm.text, 4)
    _hangs(page, model, norm)
    _origin(page, norm)


def _choice(page: Page, model: Agreement, choice: ChoiceTold, *, brief: bool) -> None:
    words = model.vocabulary
    duties = all(n.modality is Modality.MUST for each in choice.alternatives for n in each.norms)
    does = "must do" if duties else "takes"
    heading = f"{words.parties[choice.bearer].label} {does} one of these, as it chooses"
    page.hang(Inline((heading, STRONG)), 2, 4)
    if choice.text and not brief:
        page.hang(choice.text, 4)
    for each in choice.alternatives:
        label = Inline(f"{each.label}: ")
        for index, said in enumerate(each.norms):
            only = all(one.modality is Modality.MUST for one in each.norms)
            act = words.actions[said.action].label
            told = act if only else f"{said.modality} {act}"
            label = Inline(label, "; " if index else "", (told, STRONG), _with(model, said))
        page.hang(label, 4, 6)
        _hangs(page, model, each, 6)
    _origin(page, choice)


def _with(model: Agreement, norm: NormTold | Said) -> str:
    return f" ({InLabels(model).pairs(norm.with_)})" if norm.with_ else ""


def _hangs(page: Page, model: Agreement, norm: NormTold | Alternative, indent: int = 4) -> None:
    """On what it still hangs whether a norm applies."""
    for said in ifs(model, norm.open):
        page.hang(Inline((said, WEAK)), indent, indent + 4)


def _origin(page: Page, norm: NormTold | ChoiceTold) -> None:
    origin = (f"{norm.id} ({norm.instrument}, ", QUIET)
    page.hang(Inline(origin, grade_text(norm.grade), (")", QUIET)), 4)
