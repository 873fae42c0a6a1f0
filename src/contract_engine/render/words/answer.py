"""An answer -> lines: verdict first, then why, until when, and what it hangs on."""

from __future__ import annotations

from collections.abc import Sequence

from contract_engine.answers.answer import Answer, Asked, Cited, ClauseCited, WordsRead
from contract_engine.answers.in_labels import InLabels
from contract_engine.answers.labels import WINS, day_in_words
from contract_engine.model.agreement import Agreement
from contract_engine.model.outcome import Verdict
from contract_engine.render.page import Inline, Page
from contract_engine.render.styles import QUIET, QUOTE, STRONG
from contract_engine.render.words.phrases import (
    MOST,
    asked_text,
    cases_text,
    footer,
    grade_text,
    holds_text,
    options_text,
    quotes_text,
    readings_asked,
    rests_on,
    rows_of,
    source_text,
    verdict_sentence,
    verdict_text,
)


def answer_page(model: Agreement, answer: Answer, *, brief: bool = False) -> Page:
    """The whole answer, what matters most first; in brief, what it says and rests on, and when."""
    page = Page()
    if not brief:
        question_lines(page, model, answer.question, answer.understood)
    verdict_lines(page, answer)
    if brief:
        _reasons(page, model, answer, brief=True)
        page.labelled("holds", holds_text(model, answer.holds, answer.verdict))
        return page
    _reasons(page, model, answer)
    page.labelled("holds", holds_text(model, answer.holds, answer.verdict))
    _open(page, model, answer)
    _rest(page, model, answer)
    page.blank()
    page.hang(footer(model))
    return page


def question_lines(
    page: Page, model: Agreement, asked: Asked, how: Sequence[WordsRead], *, day: bool = True
) -> None:
    """The question, as it was understood, and what the rows of its items say; and a blank line."""
    asked_lines(page, model, asked, how, day=day)
    page.blank()


def asked_lines(
    page: Page, model: Agreement, asked: Asked, how: Sequence[WordsRead], *, day: bool = True
) -> None:
    """The same without the blank line."""
    rows = rows_of(model, asked)
    page.labelled("understood" if how else "asked", asked_text(asked, how, day=day, rows=rows))
    if rows:
        page.labelled("on record", InLabels(model).pairs(rows))
    if options := options_text(asked):
        page.labelled("", options)


def verdict_lines(page: Page, answer: Answer) -> None:
    """The verdict and its sentence."""
    page.hang(verdict_sentence(answer.verdict, answer.grade, answer.sentence), 0, 2)
    for said in answer.narrow:
        page.hang(said, 2)
    page.blank()


def _reasons(page: Page, model: Agreement, answer: Answer, *, brief: bool = False) -> None:
    """The cases, and the governing clauses with their sources."""
    page.labelled("cases", *cases_text(model, answer.cases, answer.more_cases))
    named = dict.fromkeys(name for case in answer.cases for name in case.given)
    readings_asked(page, model, named)
    if answer.cases:
        page.blank()
    for index, clause in enumerate(answer.clauses):
        if index and not brief:
            page.blank()
        shown = 2 if len(answer.clauses) == 1 and not brief else 1
        page.labelled("" if index else "because", clause_text(model, clause, shown))
    if answer.clauses and not brief:
        page.blank()


def clause_text(model: Agreement, clause: ClauseCited, shown: int) -> Inline:
    """A clause: its norm where that says more than its words, these, and so many of its sources.

    The norm alone is of the act whatever its facts, and so says more than the clause does.
    """
    norm = "" if _is_plain(model, clause) else f": {InLabels(model).norm(clause.norm)}"
    text = Inline((clause.id, STRONG), norm, (f" ({clause.instrument}, ", QUIET))
    text += grade_text(clause.grade, carried=clause.carried)
    text += Inline((")", QUIET), f"\n{clause.text}" if clause.text else "")
    by_source: dict[str, list[Cited]] = {}
    for cite in clause.cites:
        by_source.setdefault(cite.source, []).append(cite)
    for name, cites in list(by_source.items())[:shown]:
        quotes = quotes_text(cites)
        text += Inline("\n", (f"{quotes} " if quotes else "", QUOTE), ("— ", QUIET))
        text += source_text(model.sources.get(name), cites[0])
    if len(by_source) > shown:
        text += (f"\n+ {', '.join(list(by_source)[shown:])}", QUIET)
    return text


def _is_plain(model: Agreement, clause: ClauseCited) -> bool:
    """Whether a clause's words say all that its norms do: each an act, and no choice of several."""
    norms = model.clauses[clause.id].norms if clause.id in model.clauses else ()
    return bool(clause.text) and not any(norm.with_ or norm.when or norm.choice for norm in norms)


def _assumed(labels: InLabels, answer: Answer) -> str:
    """What was assumed; of much, what would alone change the answer, and how much else there is."""
    alone = {hinge.fact for hinge in answer.hinges}
    first = {name: value for name, value in answer.assumed.items() if name in alone}
    more = len(answer.assumed) - len(first)
    if more <= MOST:
        return labels.pairs(answer.assumed)
    beside = f"{more} more that matter only where others are so too (--json lists them)"
    return f"{labels.pairs(first)}; and {beside}" if first else beside


def _open(page: Page, model: Agreement, answer: Answer) -> None:
    """What follows from what is given, what was assumed, what else would change the verdict."""
    labels = InLabels(model)
    for index, each in enumerate(answer.defined):
        reasons = " and ".join(map(labels.condition, each.because))
        because = f", because {reasons}" if reasons else ""
        by = f" ({each.by})" if each.by != each.fact else ""
        follows = f"{labels.pair(each.fact, each.value)}{because}{by}"
        page.labelled("" if index else "follows", follows)
    if answer.assumed:
        page.labelled("assuming", _assumed(labels, answer))
    in_cases = {name for case in answer.cases for name in case.given}
    beside = [hinge for hinge in answer.hinges if hinge.fact not in in_cases]
    changes = [
        Inline(f"{labels.pair(hinge.fact, hinge.value)} → ", verdict_text(hinge.verdict))
        for hinge in beside[:MOST]
    ]
    page.labelled("would change", *changes)
    if len(beside) > MOST:
        page.labelled("", f"and {len(beside) - MOST} more (--json lists them)")
    readings_asked(page, model, [hinge.fact for hinge in beside[:MOST]])


def _rest(page: Page, model: Agreement, answer: Answer) -> None:
    """What else bears on it: what was set aside, has ended, misses; evidence; notes."""
    labels = InLabels(model)
    for index, defeat in enumerate(answer.defeated):
        page.labelled(
            "" if index else "set aside", f"{defeat.id}, by {defeat.by}, {WINS[defeat.why]}"
        )
    for index, end in enumerate(answer.ended):
        when = f" on {day_in_words(end.on)}" if end.on else ""
        by = "its term ran out" if end.by == "term" else f"by {end.by}"
        page.labelled("" if index else "ended", f"{end.id}{when} ({by})")
    if answer.verdict is Verdict.NOT_ADDRESSED:
        near = answer.nearly[:MOST]
        told = (f"{n.id}, but for: {'; '.join(map(labels.condition, n.failed))}" for n in near)
        page.labelled("nearly", *told)
    if answer.grade is not None:
        named = [each.instrument for each in answer.clauses]
        page.labelled("rests on", rests_on(model, answer.grade, named))
    page.labelled("notes", *map(labels.prose, answer.notes))
