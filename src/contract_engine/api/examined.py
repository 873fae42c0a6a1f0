"""An agreement -> what is wrong with it, and what becomes of its answers in other versions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from contract_engine.api.base import Base, one_at_a_time
from contract_engine.language.questions import QUESTION
from contract_engine.model.question import Act

if TYPE_CHECKING:
    from contract_engine.api.checking import Checked, Gaps
    from contract_engine.api.diff import Diff
    from contract_engine.diagnostics import Span


class Examined(Base):
    """What can be found in an agreement without a question."""

    @one_at_a_time
    def check(self) -> Checked:
        """Prove what can be proved of the agreement.

        Returns:
            Clauses that can conflict, can never apply or never govern, and the like, but for what
            `accepted.yaml` beside the rules says is meant to be so.
        """
        from contract_engine.api.checking import check

        return check(self)

    @one_at_a_time
    def gaps(self, act: str | Act, *, on: date | None = None, place: Span = QUESTION) -> Gaps:
        """The days and situations in which no clause speaks of an act.

        Args:
            act: `PARTY ACTION`, or an act.
            on: only this day.
            place: where it was asked, for diagnostics.

        Returns:
            The regions; BadInput where they are too many to list.
        """
        from contract_engine.api.checking import gaps

        if isinstance(act, str):
            bearer, _, action = act.partition(" ")
            from contract_engine.api.named import act_named

            act = act_named(self.model, bearer, action.strip())
        return gaps(self, act, on, place)

    @one_at_a_time
    def diff(self, first: str, second: str, *, every: bool = True) -> Diff:
        """Which questions get another answer in another version, or on another day.

        Args:
            first: an instrument (a version), or a day.
            second: the other, of the same sort.
            every: also where not all else is as usually assumed.

        Returns:
            The difference. `contract_engine.diff` also compares folders and git revisions.
        """
        from contract_engine.api.diff import diff_of

        return diff_of(self, first, second, every=every)
