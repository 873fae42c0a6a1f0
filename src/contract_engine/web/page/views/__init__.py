"""The views by their names in addresses, in the order of the menu."""

from __future__ import annotations

from collections.abc import Mapping

from contract_engine.web.page.view import Show, ShowBeside, ShowOne
from contract_engine.web.page.views.ask import ask
from contract_engine.web.page.views.check import check
from contract_engine.web.page.views.compare import compare
from contract_engine.web.page.views.dates import dates
from contract_engine.web.page.views.record import clause, dispute, disputes, source, sources
from contract_engine.web.page.views.rights import rights
from contract_engine.web.page.views.status import status
from contract_engine.web.page.views.terms import terms
from contract_engine.web.page.views.whatif import whatif

VIEWS: Mapping[str, Show] = {
    "ask": ask,
    "terms": terms,
    "rights": rights,
    "compare": compare,
    "dates": dates,
    "status": status,
    "sources": sources,
    "disputes": disputes,
    "check": check,
}

BESIDE: Mapping[str, ShowBeside] = {"whatif": whatif}
"""The views of two worlds, one of which may have drafts."""

ONE: Mapping[str, ShowOne] = {"clauses": clause, "sources": source, "disputes": dispute}
"""The views of one thing, each at an address with its name."""

TITLES: Mapping[str, str] = {
    "ask": "Ask",
    "terms": "Terms",
    "rights": "Rights and duties",
    "compare": "Compare",
    "whatif": "What if",
    "dates": "Dates",
    "status": "Status",
    "sources": "Sources",
    "disputes": "Disputes",
    "check": "Check",
}
