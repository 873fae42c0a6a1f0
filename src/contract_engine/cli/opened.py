"""The name of an agreement on the command line -> the agreement, opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from contract_engine.cli.argv import place
from contract_engine.diagnostics import BadInput
from contract_engine.lazy_dataclass import replace

if TYPE_CHECKING:
    from contract_engine.api import LoadedAgreement


def open_agreement(
    name: str, drafts: Sequence[str] = (), *, places: bool = False
) -> LoadedAgreement:
    """The agreement; raises BadInput.

    Args:
        name: its name or path.
        drafts: what counts though it is only proposed.
        places: each part of it is to know its line.
    """
    from contract_engine.api import find_rules, load
    from contract_engine.api.agreements import is_there, missing

    if not is_there(find_rules(name)):
        raise BadInput([replace(missing(name), span=place(name, "--agreement"))])
    return load(name, drafts=drafts, places=places, place=lambda draft: place(draft, "--with"))
