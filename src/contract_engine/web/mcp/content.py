"""Results and problems -> the content of an assistant's result: words first, JSON beside."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from mcp_types import CallToolResult, TextContent
from pydantic import ValidationError

from contract_engine.api.checked_texts import TextsChecked
from contract_engine.api.everything import Answer, Dates, Json, Result, StatusTold
from contract_engine.diagnostics import AskBack, BadInput, Problem, Span
from contract_engine.diagnostics.render import render, summary
from contract_engine.model.agreement import Agreement
from contract_engine.render.markdown import markdown
from contract_engine.render.page import Page
from contract_engine.render.words.dates import dates_page
from contract_engine.render.words.result import result_page
from contract_engine.render.words.status import status_page
from contract_engine.render.words.tried import tried_page
from contract_engine.web.http.validation import problem_data, problems_of_shape
from contract_engine.web.library import Unknown
from contract_engine.web.worker import Busy

logger = logging.getLogger(__name__)


def told(model: Agreement, result: object, data: Json) -> CallToolResult:
    """A result as an assistant reads it.

    Args:
        model: the agreement it is of.
        result: what a method of the agreement returned.
        data: its JSON.
    """
    words = markdown(_page(model, result)).strip()
    if isinstance(result, Answer):
        words = f"{result.sentence}\n\n{words}"
    return plain(words, data)


def plain(words: str, data: Json) -> CallToolResult:
    """Words, and JSON beside."""
    return CallToolResult(content=[TextContent(text=words)], structured_content=data)


def _page(model: Agreement, result: object) -> Page:
    match result:
        case StatusTold():
            return status_page(model, result)
        case Dates():
            return dates_page(model, result)
        case _:
            assert isinstance(result, Result)
            return result_page(model, result)


def of_check(found: TextsChecked) -> CallToolResult:
    """What was found in rule files: it is the answer, whatever it is, and no error."""
    if found.loads:
        head = f"`{found.agreement}` loads, with {found.clauses} clauses"
        head += f"; {summary(found.problems)}." if found.problems else ", and nothing was found."
    else:
        head = f"The rules can't be read: {summary(found.problems)}."
    problems = (*found.problems, *(found.tried.problems if found.tried else ()))
    shown = [render(each, found.texts.get) for each in problems]
    if found.tried is not None:
        shown.append(markdown(tried_page(found.tried)).strip())
    return plain("\n\n".join([head, *shown]), found.to_json())


def of_error(error: Exception) -> CallToolResult:
    """What an assistant is told where a call could not be answered: what to send instead.

    Args:
        error: what was raised. What isn't expected is a bug: it is logged, and told as that.
    """
    match error:
        case AskBack(problems=problems, offers=offers):
            return _refused(problems, offers)
        case BadInput(problems=problems):
            return _refused(problems)
        case ValidationError():
            return _refused(problems_of_shape(error.errors(include_url=False)))
        case Unknown():
            return _refused([error.problem])
        case Busy():
            return _refused([], words="The server is busy: send the same call again in a second.")
        case _:
            logger.error("a call failed", exc_info=error)
            return _refused([], words="This is a bug in contract-engine; its log says more.")


def unknown_tool(name: str, help_: str) -> CallToolResult:
    """That there is no such tool."""
    return _refused([Problem("E504", f"there is no tool `{name}`", Span("/name"), help=help_)])


def _refused(
    problems: Sequence[Problem], offers: Sequence[str] = (), words: str = ""
) -> CallToolResult:
    lines = [words] if words else []
    for each in problems:
        where = f" (at {each.span.file})" if each.span.file.startswith("/") else ""
        lines.append(f"{each.code}: {each.message}{where}")
        if each.help:
            lines.append(f"  help: {each.help}")
    if offers:
        lines += ["These would be understood:", *(f"- {each}" for each in offers)]
    data: dict[str, Any] = {"errors": [problem_data(each) for each in problems]}
    if offers:
        data["offers"] = list(offers)
    text = TextContent(text="\n".join(lines))
    return CallToolResult(content=[text], structured_content=data, is_error=True)
