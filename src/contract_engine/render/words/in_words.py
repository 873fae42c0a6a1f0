"""Answers side by side, a topic, or the words of an agreement -> lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from contract_engine.answers.answer import Result, WordsRead
from contract_engine.answers.in_words import Answers, TopicTold, WordsTold, WordTold
from contract_engine.model.agreement import Agreement
from contract_engine.render.page import Inline, Page
from contract_engine.render.styles import QUIET, STRONG
from contract_engine.render.words.phrases import footer

FEW = 6
"""So many aliases of a word are shown; `--json` has all."""
_PLAIN = ("party", "action", "event", "topic")

PageOf = Callable[[Result], Page]


def answers_page(told: Answers, page_of: PageOf, *, brief: bool = False) -> Page:
    """How the question was understood, and each answer below the command that gives it."""
    page = Page()
    if not brief:
        page.labelled("understood", understood_text(told.understood))
    for index, each in enumerate(told.found):
        if index or not brief:
            page.blank()
        page.heading(Inline((each.line, QUIET)), 2)
        page.blank()
        page.blocks += page_of(each.result).blocks
    return page


def understood_text(steps: Sequence[WordsRead]) -> str:
    """`“on AWS”: cloud=aws`, a piece after another."""
    told = []
    for step in steps:
        meaning = step.meaning.replace("`", "")
        told.append(f"“{step.words}”: {meaning}" if step.words else meaning)
    return "; ".join(told)


def topic_page(model: Agreement, told: TopicTold, *, brief: bool = False) -> Page:
    """What the record says of a topic; in brief, the sentence alone."""
    page = Page()
    page.hang(Inline((told.sentence, STRONG)))
    if brief:
        return page
    for clause in told.clauses:
        page.blank()
        said = f" ({clause.instrument}): {clause.text}"
        page.labelled("clause", Inline((clause.id, STRONG), said))
        for cite in clause.cites:
            quote = f"“{cite.quote}” " if cite.quote else ""
            page.labelled("", Inline((f"{quote}— {cite.source}", QUIET)))
    for figure in told.figures:
        page.labelled("figure", f"{figure.label}: {figure.value} {figure.unit}")
    if told.ask:
        page.blank()
        page.labelled("ask", f"contract-engine ask {told.ask} --on DAY")
    page.blank()
    page.hang(footer(model))
    return page


def words_page(model: Agreement, told: WordsTold, *, brief: bool = False) -> Page:
    """Every word of an agreement; in brief without aliases and examples."""
    page = Page()
    page.heading(f"{told.title}: its words")
    for heading, group in (
        ("Parties", told.parties),
        ("Acts", told.actions),
        ("Facts", told.facts),
        ("Events", told.events),
        ("Readings", told.readings),
        ("Instruments", told.instruments),
        ("Figures", told.figures),
        ("Topics", told.topics),
    ):
        if group:
            page.blank()
            page.heading(heading, 2)
            for word in group:
                _word(page, word, brief=brief)
    page.blank()
    page.hang(footer(model))
    return page


def _word(page: Page, word: WordTold, *, brief: bool) -> None:
    sort = "" if word.sort in _PLAIN else f" ({word.sort})"
    page.hang(Inline((word.name, STRONG), f"{sort}: {word.label}"), 2, 4)
    if word.aliases and not brief:
        more = f", and {len(word.aliases) - FEW} more" if len(word.aliases) > FEW else ""
        page.hang(Inline((f"also: {', '.join(word.aliases[:FEW])}{more}", QUIET)), 4, 6)
    if word.values:
        page.hang(f"values: {', '.join(value.name for value in word.values)}", 4, 6)
    if word.example and not brief:
        page.hang(Inline((f"such as: {word.example}", QUIET)), 4, 6)
