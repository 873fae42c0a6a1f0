"""What was found, and the form that is wanted -> stdout: text, Markdown, HTML or JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Literal

from contract_engine.cli.options import OUTPUT
from contract_engine.cli.output import clean, console, print_json
from contract_engine.cli.parameters import Parameter, options
from contract_engine.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from contract_engine.api import LoadedAgreement
    from contract_engine.api.results import Result
    from contract_engine.model.agreement import Agreement
    from contract_engine.render.page import Page

Form = Literal["text", "markdown", "html", "json"]


@options
@dataclass
class Shown:
    """How what was found is shown."""

    brief: Annotated[
        bool, Parameter(group=OUTPUT, help="only what it comes to, and what that rests on")
    ] = False
    format: Annotated[Form, Parameter(group=OUTPUT, metavar="FORM", help="how it is printed")] = (
        "text"
    )
    json: Annotated[bool, Parameter(group=OUTPUT, help="print JSON, diagnostics too")] = False

    @property
    def as_json(self) -> bool:
        """Whether JSON is wanted, in either way."""
        return self.json or self.format == "json"


def print_page(page: Page) -> None:
    """Print a page as text."""
    from contract_engine.render import text

    text.show(console(), page)


def show_result(agreement: LoadedAgreement, result: Result, shown: Shown | None) -> int:
    """Print what a method of an agreement returned; the exit code of a question answered."""

    def page(brief: bool) -> Page:
        from contract_engine.render.words.result import result_page

        return result_page(agreement.model, result, brief=brief)

    return show(agreement.model, result.to_json, page, shown)


def show(
    model: Agreement,
    data: Callable[[], object],
    page: Callable[[bool], Page],
    shown: Shown | None,
) -> int:
    """Print it in the form that is wanted: `page` is called with whether it is to be brief."""
    shown = shown or Shown()
    if shown.as_json:
        told = data()
        print_json({"agreement": model.id} | told if isinstance(told, dict) else told)
    elif shown.format == "text":
        print_page(page(shown.brief))
    elif shown.format == "markdown":
        from contract_engine.render.markdown import markdown

        sys.stdout.write(clean(markdown(page(shown.brief))))
    else:
        from contract_engine.render.html import document

        sys.stdout.write(clean(document(model.title, page(shown.brief))))
    return 0
