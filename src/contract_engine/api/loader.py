"""An agreement's name or path -> the agreement, ready to be asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from contract_engine.api.agreement import LoadedAgreement
from contract_engine.api.agreements import DEFAULT, find_rules, is_there, missing
from contract_engine.api.cache import entry
from contract_engine.diagnostics import BadInput, Span
from contract_engine.files.snapshot import take
from contract_engine.language import load_folder
from contract_engine.lazy_dataclass import replace


def load(
    name: str | Path = DEFAULT,
    *,
    drafts: Sequence[str | Path] = (),
    places: bool = False,
    place: Callable[[str], Span] | None = None,
) -> LoadedAgreement:
    """An agreement, to be asked.

    Args:
        name: one that is shipped or in ./rules, or the path of its folder or file.
        drafts: what counts though it is only proposed: instruments that say `proposed: yes`, by
            name, and files of others, by path (which ends in `.yaml`).
        places: read the files even where their model is in the cache, so that each part of the
            model knows its line.
        place: where a draft was asked for, for diagnostics.

    Returns:
        The agreement. BadInput with every problem of its files.
    """
    rules = find_rules(name)
    if not is_there(rules):
        raise BadInput([missing(name)])
    files = take(rules, drafts)
    kept = entry(files)
    found = None if places else kept.get()
    agreement, sha256 = found or (None, "")
    if agreement is None:
        from contract_engine.files.folder import parse_folder

        asked = {draft: place(draft) if place else Span(draft) for draft in files.drafts}
        agreement, problems = load_folder(parse_folder(files), asked)
        if agreement is None:
            raise BadInput(problems)
        kept.put(agreement)
    loaded = LoadedAgreement(replace(agreement, with_=tuple(map(str, drafts))))
    if sha256:
        loaded.engine.rules_sha256 = sha256
    return loaded
