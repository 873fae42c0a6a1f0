"""An answer -> a small card in HTML, for a notebook: what it says, by which words, and when."""

from __future__ import annotations

from contract_engine.answers.answer import Answer
from contract_engine.render.html import card
from contract_engine.render.page import Inline, Page
from contract_engine.render.styles import QUIET, QUOTE, STRONG
from contract_engine.render.words.phrases import (
    case_text,
    holds_text,
    pairs,
    quotes_text,
    verdict_sentence,
)


def answer_card(answer: Answer) -> str:
    """The card; it needs no agreement beside the answer, and so names sources by their ids."""
    page = Page()
    page.hang(verdict_sentence(answer.verdict, answer.grade, answer.sentence))
    for said in answer.narrow:
        page.hang(said)
    page.labelled("cases", *(case_text(None, case) for case in answer.cases))
    for index, clause in enumerate(answer.clauses):
        quotes = quotes_text(clause.cites)
        sources = ", ".join(dict.fromkeys(cite.source for cite in clause.cites))
        text = Inline((clause.id, STRONG), f": {clause.text or clause.norm}")
        text += Inline((f"\n{quotes} " if quotes else "\n", QUOTE), (f"— {sources}", QUIET))
        page.labelled("" if index else "because", text)
    page.labelled("holds", holds_text(None, answer.holds, answer.verdict))
    if answer.assumed:
        page.labelled("assuming", pairs(answer.assumed))
    return card(page)
