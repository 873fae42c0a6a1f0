"""The text of rule files -> what is wrong with them, what can be proved of them, and what holds.

For rules that stand in no folder: those that somebody is writing, in an editor or an assistant.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contract_engine.answers.answer import NOT_TOLD, Json, Result
from contract_engine.api.agreement import LoadedAgreement
from contract_engine.api.checking import check
from contract_engine.api.tried import Tried, tried_text
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.diagnostics.render import as_data
from contract_engine.files.folder import from_bytes
from contract_engine.files.snapshot import AGREEMENT
from contract_engine.language import load_folder
from contract_engine.lazy_dataclass import dataclass, field, replace

SCENARIOS = "scenarios.yaml"
"""What the text of scenarios is called."""
MOST_CHARACTERS = 200_000
"""So many characters the files may have together."""


@dataclass(frozen=True)
class TextsChecked(Result):
    """What was found in rule files: they `load` where none of the problems is an error.

    `tried` is what came of the scenarios given with them, where they load.
    """

    loads: bool
    agreement: str
    clauses: int
    problems: tuple[Problem, ...]
    texts: Mapping[str, str] = field(metadata=NOT_TOLD)
    tried: Tried | None = None

    def to_json(self) -> dict[str, Json]:
        """The same as plain data."""
        problems: list[Any] = [as_data(problem) for problem in self.problems]
        tried = None if self.tried is None else self.tried.to_json()
        return super().to_json() | {"problems": problems, "tried": tried}


def check_texts(files: Mapping[str, str], scenarios: str = "") -> TextsChecked:
    """Everything that `check` finds in rules given as text; nothing is read from the disk.

    Args:
        files: the texts by the names of their files; `agreement.yaml`, or one file alone.
        scenarios: the text of a scenario file, which is asked of them.

    Returns:
        What was found. BadInput where the files are none, or too long.
    """
    if not files:
        help_ = f"give the text of `{AGREEMENT}`"
        raise BadInput([Problem("E003", "there are no files", Span("<files>"), help=help_)])
    if sum(map(len, files.values())) + len(scenarios) > MOST_CHARACTERS:
        message = f"the files have more than {MOST_CHARACTERS:,} characters"
        raise BadInput([Problem("E004", message, Span("<files>"), help="check less of it")])
    main = AGREEMENT if AGREEMENT in files or len(files) > 1 else next(iter(files))
    content = {name: text.encode("utf-8", "surrogatepass") for name, text in files.items()}
    folder = from_bytes(content, "", main)
    agreement, problems = load_folder(folder)
    if agreement is None:
        return TextsChecked(False, "", 0, problems, folder.texts)
    # Without a folder: what is accepted stands in a file, and none is read.
    loaded = LoadedAgreement(replace(agreement, folder=""))
    found = check(loaded, checked=False)
    told = (*(each for each in problems if each not in found.problems), *found.problems)
    texts = {**folder.texts, SCENARIOS: scenarios}
    came = tried_text(loaded, SCENARIOS, scenarios) if scenarios.strip() else None
    return TextsChecked(True, agreement.id, found.clauses, told, texts, came)
