"""What was recorded -> a history, and a question on a day of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from contract_engine.api.base import Base
from contract_engine.api.days import day_of
from contract_engine.api.reading import Heard
from contract_engine.api.request import Given, written
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.lazy_dataclass import replace
from contract_engine.long_lived import long_lived
from contract_engine.model.history import History
from contract_engine.model.question import Question
from contract_engine.model.steps import open_fact

if TYPE_CHECKING:
    from contract_engine.files.histories import RawEntry

Recorded = Mapping[str, object]
"""An entry as a caller may give it: `on` (or `at`), `act` or `event`, and `with`."""


class Records(Base):
    """An agreement with what reads histories of it."""

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
        from contract_engine.files.histories import RawHistory, most_bytes, read_history
        from contract_engine.files.snapshot import read_bytes
        from contract_engine.language.histories import type_history

        last = None if through is None else day_of(through)
        digest = ""
        if isinstance(source, str | Path):
            content = read_bytes(Path(source), most_bytes(str(source)))
            if isinstance(content, Problem):
                raise BadInput([content])
            raw = read_history(str(source), content)
            digest = hashlib.sha256(content).hexdigest()
        else:
            raw = RawHistory("<history>")
            raw.given = {name: written(value) for name, value in (given or {}).items()}
            raw.entries = (_raw_entry(number, each) for number, each in enumerate(source, 1))
        with long_lived():
            history, problems = type_history(self.model, raw, through=last, sha256=digest)
        if history is None:
            raise BadInput(problems)
        return history

    def history_text(self, text: str, *, through: date | str | None = None) -> History:
        """A history that is given as the text of a file, in whichever of the three forms.

        Args:
            text: YAML; or JSON lines, where it begins with `{"`; or CSV, where its first line names
                the columns.
            through: the last day up to which it is complete; the text may say so itself.

        Returns:
            The history. BadInput with every problem of it.
        """
        from contract_engine.files.histories import read_history
        from contract_engine.language.histories import type_history

        last = None if through is None else day_of(through)
        content = text.encode()
        raw = read_history(f"history.{_form_of(text)}", content)
        digest = hashlib.sha256(content).hexdigest()
        history, problems = type_history(self.model, raw, through=last, sha256=digest)
        if history is None:
            raise BadInput(problems)
        return history

    def on_record(
        self, question: Question, history: History | str | Path | None, *, whole: bool = False
    ) -> Question:
        """A question with what a history gives of its day, and which steps are open on it.

        Args:
            question: the question, of a day.
            history: what was recorded; None leaves the question as it is.
            whole: of every step, not only of those that speak of the question's act.
        """
        if history is None:
            return question
        from contract_engine.performance.open_steps import given_by
        from contract_engine.performance.plan import plans_of

        recorded = history if isinstance(history, History) else self.history(history)
        with self.recorded(recorded), self.possible(question):
            found = given_by(self.model, recorded, question.on, question.options, question.given)
        if not whole:
            about = self.steps_about(question)
            names = [name for name in plans_of(self.model).by_name if name not in about]
            for name in names:
                found.pop(open_fact(name), None)
        return question.with_given({**found, **question.given})

    def recalled(self, asked: Heard, history: History | str | Path | None) -> Heard:
        """A question as it was heard, with what a history gives of its day.

        Args:
            asked: the question.
            history: what was recorded; None leaves the question as it is.
        """
        if history is None:
            return asked
        return replace(asked, question=self.on_record(asked.question, history))

    def steps_about(self, question: Question) -> frozenset[str]:
        """The steps that may speak of a question's act, and the choices.

        Args:
            question: the question.
        """
        from contract_engine.performance.plan import plans_of

        act, words = question.act, self.model.vocabulary
        plans = plans_of(self.model).by_name
        if act.action not in words.actions:
            return frozenset(plans)
        wider = words.widening(act.action)
        return frozenset(
            name
            for name, plan in plans.items()
            if (plan.bearer == act.bearer and plan.action in wider) or plan.alternatives
        )

    @contextmanager
    def recorded(self, history: History) -> Iterator[None]:
        """BadInput where something keeps the status from being told.

        Args:
            history: the history it is told of.
        """
        from contract_engine.performance.problems import TROUBLES, problem_of
        from contract_engine.performance.resume import NotAResidual

        try:
            yield
        except TROUBLES as trouble:
            raise BadInput([problem_of(trouble, history)]) from None
        except NotAResidual as error:
            help_ = "give the `residual` that `status --json` wrote, or the whole output"
            raise BadInput([Problem("E377", str(error), Span("<residual>"), help=help_)]) from None


def _raw_entry(number: int, said: Recorded) -> RawEntry:
    """An entry that a caller gives, as a file has it."""
    from contract_engine.files.histories import RawEntry

    on, at = said.get("on"), said.get("at")
    act, event, values = said.get("act"), said.get("event"), said.get("with") or {}
    if not isinstance(values, Mapping):
        raise TypeError("`with` maps names to values")
    return RawEntry(
        number,
        None if on is None else written(on),
        None if at is None else written(at),
        None if act is None else str(act),
        None if event is None else str(event),
        {str(name): written(value) for name, value in values.items()},
    )


def _form_of(text: str) -> str:
    """How the file of a history ends: by what its first line is."""
    first = text.lstrip().split("\n", 1)[0].strip()
    if first.startswith('{"'):
        return "jsonl"
    return "csv" if "," in first and ":" not in first else "yaml"
