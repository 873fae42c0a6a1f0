"""An agreement's name or path -> the agreement, ready to be asked."""

from __future__ import annotations

from pathlib import Path

from contract_engine.api.agreement import LoadedAgreement
from contract_engine.api.agreements import DEFAULT, find_rules, is_there, missing
from contract_engine.api.cache import entry
from contract_engine.diagnostics import BadInput
from contract_engine.files.snapshot import take
from contract_engine.language import load_folder


def load(name: str | Path = DEFAULT, *, places: bool = False) -> LoadedAgreement:
    """An agreement, to be asked.

    Args:
        name: one that is shipped or in ./rules, or the path of its folder or file.
        places: read the files even where their model is in the cache, so that each part of the
            model knows its line.

    Returns:
        The agreement. BadInput with every problem of its files.
    """
    place = find_rules(name)
    if not is_there(place):
        raise BadInput([missing(name)])
    files = take(place)
    kept = entry(files)
    agreement = None if places else kept.get()
    if agreement is None:
        from contract_engine.files.folder import parse_folder

        agreement, problems = load_folder(parse_folder(files))
        if agreement is None:
            raise BadInput(problems)
        kept.put(agreement)
    return LoadedAgreement(agreement)
