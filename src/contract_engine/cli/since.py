"""The rules as they were, and kept answers that no longer hold -> which answers changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from contract_engine.answers.answer import Json, as_json
from contract_engine.answers.compare.diff import Row, View, differ, incomparable
from contract_engine.api import Loaded
from contract_engine.cli.diff import show_row
from contract_engine.cli.layout import days_text, hang
from contract_engine.cli.replaying import ask_again, engine_name
from contract_engine.cli.revisions import views_of
from contract_engine.diagnostics import BadInput
from contract_engine.receipts.recorded_answer import Recorded
from contract_engine.receipts.replay import replay


@dataclass(frozen=True)
class Since:
    """What changed since earlier rules, in the acts that the answers were about.

    Of the answers that differ, `theirs` were given under those very rules, and `confirmed` are
    what those rules say.
    """

    then: View
    now: View
    differing: int
    theirs: int
    confirmed: int
    rows: tuple[Row, ...]

    def data(self) -> Json:
        """For --json."""
        return {
            "rules": self.then.name,
            "rules_sha256": self.then.engine.rules_sha256,
            "given_under_these_rules": self.theirs,
            "confirmed_by_these_rules": self.confirmed,
            "rows": as_json(self.rows),
        }

    def show(self, out: Console) -> None:
        """For people."""
        text = Text.assemble((self.then.name, "bold"), " → ", (self.now.name, "bold"))
        hang(out, text)
        told = f"Of {self.differing} that differ, given under these earlier rules: {self.theirs}; "
        hang(out, f"{told}confirmed by them: {self.confirmed}.")
        out.print()
        for row in self.rows:
            show_row(out, row, days=days_text(row.from_, row.through))
            out.print()
        if not self.rows:
            hang(out, "No verdict and no governing clause of these acts is another since.")
            out.print()


def since(rules: str, loaded: Loaded, differing: Sequence[Recorded]) -> Since:
    """Compare a rule folder, or a git revision of the rules, with the rules of today."""
    folder = loaded.model.folder
    if Path(rules).exists():
        compared = views_of(rules, folder, folder, "folder")
    else:
        compared = views_of(rules, None, folder, "revision")
    then, now = compared.one, compared.other
    problems = incomparable(then, now)
    if problems:
        raise BadInput(problems)
    earlier = Loaded(then.engine.agreement)
    sha256 = earlier.engine.rules_sha256
    theirs = [each for each in differing if each.rules_sha256 == sha256]
    confirmed = [
        each
        for each in theirs
        if replay(each, lambda r: ask_again(earlier, r), engine_name(), sha256).same
    ]
    acts = {tuple(each.question.ask.split()) for each in differing}
    rows = tuple(
        row for row in differ(then, now, usual=True) if not acts or (row.bearer, row.action) in acts
    )
    return Since(then, now, len(differing), len(theirs), len(confirmed), rows)
