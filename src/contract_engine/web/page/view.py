"""What a view sends: a template with what stands in it, the same as data, and as a sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from contract_engine.api import LoadedAgreement
from contract_engine.api.everything import Json
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.model.agreement import Agreement, Instrument
from contract_engine.web.page.state import State

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Sheet:
    """A register as rows under headings, for CSV and XLSX; days are dates."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | date | None, ...], ...]


@dataclass(frozen=True)
class View:
    """What is sent.

    `sheet` and `calendar` are what can be downloaded of it; `leads_to` is the view, with its state,
    that shows what was asked, in place of all this.
    """

    template: str
    context: Mapping[str, Any]
    data: Json = None
    status: int = 200
    problems: tuple[Problem, ...] = ()
    sheet: Sheet | None = None
    calendar: Callable[[], bytes] | None = field(default=None, compare=False)
    leads_to: tuple[str, State] | None = None


Show = Callable[[LoadedAgreement, State], View]
ShowBeside = Callable[[LoadedAgreement, LoadedAgreement, State], View]
"""Takes the agreement as it is, and with the drafts of the state."""
ShowOne = Callable[[LoadedAgreement, State, str], View]


def instruments_by_day(model: Agreement) -> list[Instrument]:
    """The instruments in the order in which they take effect."""
    return sorted(model.instruments.values(), key=lambda each: each.effective)


def latest(model: Agreement) -> str:
    """The day a register is shown for where none is asked: the last that was looked through."""
    day = model.researched_through or max(i.effective for i in model.instruments.values())
    return day.isoformat()


def refused(template: str, context: Mapping[str, Any], error: BadInput) -> View:
    """A view whose question can't be read, or is too large: what is wrong with it, and its form."""
    return View(template, context, status=error_status(error), problems=error.problems)


def error_status(error: BadInput) -> int:
    """The status of what is refused: 504 where it is too large, else 400."""
    from contract_engine.web.http.problems import of_error

    return of_error(error).status_code
