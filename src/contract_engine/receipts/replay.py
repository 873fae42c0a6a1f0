"""A recorded answer and an engine -> whether it answers the same today, and if not, why."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from contract_engine.answers.answer import Answer, Json
from contract_engine.answers.ask.cross_check import UNCHECKED
from contract_engine.answers.ask.notes import ON_RECORD
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.lazy_dataclass import dataclass
from contract_engine.receipts.recorded_answer import Recorded

Ask = Callable[[Recorded], Answer]

RULES = "the rules changed"
ENGINE = "not the same engine version"
RECORD = "the record was changed after the answer was given"
QUESTION = "its question is not the one that its receipt is about"


@dataclass(frozen=True)
class Difference:
    """A field of an answer: what was written down, and what is answered today."""

    field: str
    was: Json
    now: Json


@dataclass(frozen=True)
class Replayed:
    """What came of asking again; `problems` is what keeps the question from being asked.

    `causes` says what differs between the receipt and today, whether or not the answer does.
    """

    differences: tuple[Difference, ...]
    causes: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the recorded answer still holds, to the letter."""
        return not self.differences and not self.problems and QUESTION not in self.causes

    @property
    def turned(self) -> bool:
        """Whether the verdict itself is another, or there is none any more."""
        return bool(self.problems) or any(each.field == "verdict" for each in self.differences)


def replay(recorded: Recorded, ask: Ask, engine: str, rules_sha256: str) -> Replayed:
    """Ask again; `engine` and `rules_sha256` are what a receipt of today says."""
    causes: list[str] = []
    if not recorded.intact:
        causes.append(QUESTION)
    if recorded.rules_sha256 != rules_sha256:
        causes.append(RULES)
    if recorded.engine != engine:
        causes.append(f"{ENGINE}: `{recorded.engine}` then, `{engine}` now")
    problems: tuple[Problem, ...] = ()
    differences: tuple[Difference, ...] = ()
    try:
        differences = compare(recorded.answer, ask(recorded).to_json())
    except BadInput as error:
        problems = error.problems
    if (differences or problems) and not causes:
        causes.append(RECORD)
    return Replayed(differences, tuple(causes), problems)


def compare(was: Mapping[str, Json], now: Mapping[str, Json]) -> tuple[Difference, ...]:
    """The fields that differ. The receipt is left out, and so is what `ask` may have added.

    Of an answer about a history that is also how long it holds: what is kept tells of one day.
    """
    receipt = was.get("receipt")
    on_record = isinstance(receipt, Mapping) and receipt.get("history_sha256") is not None
    left_out = {"receipt", "holds"} if on_record else {"receipt"}
    return tuple(
        Difference(name, before, after)
        for name, value in now.items()
        if name not in left_out
        and (before := _settled(name, was.get(name))) != (after := _settled(name, value))
    )


def _settled(name: str, value: Json) -> Json:
    """Without the notes of how it was asked, as replay doesn't: checked, or on a history."""
    if name == "notes" and isinstance(value, list):
        own = value[: value.index(ON_RECORD)] if ON_RECORD in value else value
        return [note for note in own if note != UNCHECKED]
    return value
