"""`contract-engine terms`: the consolidated terms of a day, each clause with its history."""

from __future__ import annotations

from contract_engine.cli.opened import open_agreement
from contract_engine.cli.options import DEFAULT, AgreementName, Asking, drafts_of
from contract_engine.cli.question_text import request_of
from contract_engine.cli.show import Shown, show_result


def terms(
    *, asking: Asking | None = None, agreement: AgreementName = DEFAULT, shown: Shown | None = None
) -> int:
    """The terms as they stand on a day, as one text.

    Every clause in force, statements too, under the instrument it comes from, with its history:
    introduced, restated, narrowed, replaced, repealed. Of what is given, that matters on which
    terms hang.

    For example:

      contract-engine terms --on 2025-11-15
      contract-engine terms --on 2026-06-01 --known 2026-05-01
    """
    loaded = open_agreement(agreement, drafts_of(asking))
    look = request_of(loaded.model.vocabulary, (), asking or Asking())
    return show_result(loaded, loaded.terms(look), shown)
