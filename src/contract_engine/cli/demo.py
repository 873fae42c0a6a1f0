"""`contract-engine demo`: the history of the main question, over every version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_engine.cli.opened import open_agreement
from contract_engine.cli.options import DEFAULT, AgreementName, Asking
from contract_engine.cli.question_text import request_of
from contract_engine.cli.show import Shown, show

if TYPE_CHECKING:
    from contract_engine.render.page import Page

QUESTION = "Can OpenAI serve its API on another cloud?"
NAMES = "openai serve product=stateless_api cloud=other_cloud"
NEXT = (
    'contract-engine ask "Can OpenAI serve its API on AWS on 15 November 2025?"',
    'contract-engine ask "Can OpenAI serve its API on AWS on 28 October 2025?" '
    "customer=us_national_security",
    'contract-engine whatif "Can OpenAI serve its API on AWS?" --on 2026-06-01 --without 2026-04',
    "contract-engine rights --on 2026-05-01 --party microsoft",
)
SERVE = ("contract-engine serve", "http://127.0.0.1:8000")
"""The command that serves the page, and the address to open then."""


def demo(*, agreement: AgreementName = DEFAULT, shown: Shown | None = None) -> int:
    """A tour: one question over all versions of the shipped agreement.

    For example:

      contract-engine demo
    """
    loaded = open_agreement(agreement)
    asked = request_of(loaded.model.vocabulary, tuple(NAMES.split()), Asking())
    found = loaded.timeline(asked)

    def data() -> object:
        intervals = found.to_json()["intervals"]
        return {"asked": QUESTION, "question": NAMES, "intervals": intervals}

    def page(brief: bool) -> Page:
        from contract_engine.render.words.demo import demo_page

        return demo_page(loaded.model, found, QUESTION, NAMES, NEXT, SERVE)

    return show(loaded.model, data, page, shown)
