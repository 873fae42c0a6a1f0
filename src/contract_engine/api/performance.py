"""An agreement and a history -> what is due, done, missed and in breach, and the days to come."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from contract_engine import __version__
from contract_engine.api.base import one_at_a_time
from contract_engine.api.days import day_of
from contract_engine.api.request import Asking, Given, OptionsSaid
from contract_engine.api.terms import LooksAtTerms
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.lazy_dataclass import replace
from contract_engine.model.history import History

if TYPE_CHECKING:
    from contract_engine.performance.compare import StatusDifference
    from contract_engine.performance.days import Dates
    from contract_engine.performance.result import StatusTold


class LooksAtPerformance(LooksAtTerms):
    """What can be asked of an agreement and of what its parties did."""

    @one_at_a_time
    def status(
        self,
        history: History | str | Path,
        *,
        on: date | str | None = None,
        party: str | Sequence[str] = (),
        look: Asking = "",
        resume: str | Path | Mapping[str, object] | None = None,
        given: Given | None = None,
        **options: Unpack[OptionsSaid],
    ) -> StatusTold:
        """Who owes what, what was missed, who is in breach, and what comes next.

        Args:
            history: what was recorded, or the path of its file.
            on: the day, at whose end the status is; by default the history's last.
            party: only the duties of these.
            look: what is given and the options as one request, in place of `given` and options.
            resume: a residual, or the path of its file: the history goes on from there.
            given: facts that stay as they are, beside those that the history gives.
            **options: what is left out of account, as in `ask`.

        Returns:
            The status, over all completions of what isn't known.
        """
        from contract_engine.api.named import parties_named
        from contract_engine.performance.status import status_of

        recorded = history if isinstance(history, History) else self.history(history)
        day = recorded.through if on is None else day_of(on)
        named = [party] if isinstance(party, str) else list(party)
        parties = parties_named(self.model, named) if named else ()
        asked = self.look(look, None, given, options, every_day=True)
        with self.recorded(recorded), self.possible(asked):
            told = status_of(
                self.model,
                recorded,
                day,
                options=asked.options,
                given=asked.given,
                parties=parties,
                resume=_residual(resume),
                rules=self.engine.rules_sha256,
            )
        receipt = {"engine": __version__, "rules_sha256": self.engine.rules_sha256}
        if recorded.sha256:
            receipt["history_sha256"] = recorded.sha256
        return replace(told, receipt=receipt)

    def compare(self, one: StatusTold, two: StatusTold) -> StatusDifference:
        """What differs between the statuses after two histories.

        Args:
            one: the first status.
            two: the second.

        Returns:
            Both, and the steps whose state or due day is another.
        """
        from contract_engine.performance.compare import compare

        return compare(one, two)

    @one_at_a_time
    def dates(
        self,
        history: History | str | Path | None = None,
        *,
        start: date | str | None = None,
        through: date | str | None = None,
        party: str | Sequence[str] = (),
        look: Asking = "",
        given: Given | None = None,
        **options: Unpack[OptionsSaid],
    ) -> Dates:
        """Every day on which something begins, ends or falls due, with its clause.

        Args:
            history: what was recorded; without one, the days that no act decides.
            start: leave out the days before this one.
            through: leave out the days after this one; by default steps are followed for two years.
            party: only the days of these.
            look: what is given and the options as one request, in place of `given` and options.
            given: facts that stay as they are.
            **options: what is left out of account, as in `ask`.

        Returns:
            The days in order.
        """
        from contract_engine.api.named import parties_named
        from contract_engine.performance.days import dates_of

        recorded = self.history(history) if isinstance(history, str | Path) else history
        first = None if start is None else day_of(start)
        last = None if through is None else day_of(through)
        named = [party] if isinstance(party, str) else list(party)
        parties = parties_named(self.model, named) if named else ()
        asked = self.look(look, None, given, options, every_day=True)
        known = recorded or History(first or date.min)
        with self.recorded(known), self.possible(asked):
            return dates_of(
                self.model,
                recorded,
                first,
                last,
                options=asked.options,
                given=asked.given,
                parties=parties,
            )


def _residual(source: str | Path | Mapping[str, object] | None) -> object:
    """A residual's data: given as it is, or in a file, alone or within a status."""
    from contract_engine.performance.resume import NotAResidual

    if source is None:
        return None
    data: object = source
    if isinstance(source, str | Path):
        try:
            data = json.loads(Path(source).read_bytes())
        except OSError as error:
            message = f"this can't be read: {error.strerror}"
            raise BadInput([Problem("E001", message, Span(str(source)))]) from None
        except (ValueError, RecursionError):
            raise NotAResidual("this is not JSON") from None
    if isinstance(data, Mapping) and isinstance(data.get("residual"), Mapping):
        return data["residual"]
    return data
