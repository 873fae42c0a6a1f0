"""An agreement and a history -> what is due, done, missed and in breach, and the days to come."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Unpack

from contract_engine import __version__
from contract_engine.api.base import one_at_a_time
from contract_engine.api.days import day_of
from contract_engine.api.named import parties_named
from contract_engine.api.request import Asking, Given, OptionsSaid
from contract_engine.api.terms import LooksAtTerms
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.model.history import History
from contract_engine.performance.days import Dates, dates_of
from contract_engine.performance.residual import NotAResidual
from contract_engine.performance.result import StatusTold
from contract_engine.performance.status import status_of


class LooksAtPerformance(LooksAtTerms):
    """What can be asked of an agreement and of what its parties did."""

<<<<<<< HEAD
    def history(
        self,
        source: str | Path | Sequence[Recorded],
        *,
        through: date | str | None = None,
        given: Given | None = None,
    ) -> History:
        """A history, read and typed.

        Args:
            source: the path of a file (YAML, JSON lines, CSV); or entries, each with `on` or `at`,
                `act` or `event`, and `with`.
            through: the last day up to which it is complete; a file may say so itself.
            given: facts that stay as they are, where the source is entries.

        Returns:
            The history. BadInput with every problem of it.
        """
        from contract_engine.files.histories import RawEntry, RawHistory, read_history
        from contract_engine.files.snapshot import read_bytes
        from contract_engine.language.histories import type_history

        last = None if through is None else day_of(through)
        digest = ""
        if isinstance(source, str | Path):
            content = read_bytes(Path(source))
            if isinstance(content, Problem):
                raise BadInput([content])
            raw = read_history(str(source), content)
            digest = hashlib.sha256(content).hexdigest()
        else:
            raw = RawHistory("<history>")
            raw.given = {name: written(value) for name, value in (given or {}).items()}
            for number, each in enumerate(source, 1):
                on, at = each.get("on"), each.get("at")
                act, event, values = each.get("act"), each.get("event"), each.get("with") or {}
                if not isinstance(values, Mapping):
                    raise TypeError("`with` maps names to values")
                raw.entries.append(
                    RawEntry(
                        number,
                        None if on is None else written(on),
                        None if at is None else written(at),
                        None if act is None else str(act),
                        None if event is None else str(event),
                        {str(name): written(value) for name, value in values.items()},
                    )
                )
        history, problems = type_history(self.model, raw, through=last, sha256=digest)
        if history is None:
            raise BadInput(problems)
        return history

=======
>>>>>>> 070a2bf (Ask questions on the record of a history; compare two histories)
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
        recorded = self.history(history) if isinstance(history, str | Path) else history
        first = None if start is None else self._day(start)
        last = None if through is None else self._day(through)
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

<<<<<<< HEAD
    @contextmanager
    def recorded(self, history: History) -> Iterator[None]:
        """BadInput where something keeps the status from being told."""
        try:
            yield
        except TROUBLES as trouble:
            raise BadInput([problem_of(trouble, history)]) from None
        except NotAResidual as error:
            help_ = "give the `residual` that `status --json` wrote, or the whole output"
            raise BadInput([Problem("E377", str(error), Span("<residual>"), help=help_)]) from None

=======
>>>>>>> 070a2bf (Ask questions on the record of a history; compare two histories)

def _residual(source: str | Path | Mapping[str, object] | None) -> object:
    """A residual's data: given as it is, or in a file, alone or within a status."""
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
