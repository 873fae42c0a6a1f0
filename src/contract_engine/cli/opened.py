"""The name of an agreement on the command line -> the agreement, opened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contract_engine.cli.argv import place
from contract_engine.diagnostics import BadInput

if TYPE_CHECKING:
    from contract_engine.api import LoadedAgreement


def open_agreement(name: str, *, places: bool = False) -> LoadedAgreement:
    """The agreement (with `places`, so that each part knows its line); raises BadInput."""
    from contract_engine.api import find_rules, load
    from contract_engine.api.agreements import is_there, missing

    if not is_there(find_rules(name)):
        raise BadInput([replace(missing(name), span=place(name, "--agreement"))])
    return load(name, places=places)
