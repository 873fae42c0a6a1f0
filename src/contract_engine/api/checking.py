"""An agreement -> what is wrong with it, or should be looked at, as far as that can be proved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from contract_engine.answers.answer import NOT_TOLD, Json, Result
from contract_engine.answers.ask.cross_check import CrossCheck
from contract_engine.checks.accepted import sort_out
from contract_engine.checks.decided_by_rank import by_rank
from contract_engine.checks.gaps import Gap
from contract_engine.checks.gaps import gaps as regions
from contract_engine.checks.lints import lint
from contract_engine.checks.names import unclear_names
from contract_engine.checks.proofs import prove
from contract_engine.checks.steps import lint_steps
from contract_engine.diagnostics import BadInput, Problem, Span, in_order
from contract_engine.diagnostics.render import as_data
from contract_engine.diagram.core.cover import TooManyBoxes
from contract_engine.language.questions import QUESTION
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.question import Act

if TYPE_CHECKING:
    from contract_engine.api.base import Base


@dataclass(frozen=True)
class AcceptedFinding:
    """A finding that is meant to be so, and why."""

    code: str
    about: str
    why: str


@dataclass(frozen=True)
class ByRank:
    """Two clauses of which only their rank says that the later one prevails."""

    later: str
    earlier: str


@dataclass(frozen=True)
class Checked(Result):
    """What was found: `problems` are new or stale, the rest is accepted or only to be known."""

    agreement: str
    clauses: int
    problems: tuple[Problem, ...]
    accepted: tuple[AcceptedFinding, ...]
    decided_by_rank: tuple[ByRank, ...]
    instruments: int = field(metadata=NOT_TOLD)
    sources: int = field(metadata=NOT_TOLD)

    def to_json(self) -> dict[str, Json]:
        """The same as plain data."""
        problems: list[Any] = [as_data(problem) for problem in self.problems]
        return super().to_json() | {"problems": problems}


@dataclass(frozen=True)
class Gaps(Result):
    """The days and situations in which no clause speaks of an act."""

    bearer: str
    action: str
    gaps: tuple[Gap, ...]


def check(base: Base, *, checked: bool = True) -> Checked:
    """What is found in an agreement; BadInput where its file of accepted findings is broken.

    Args:
        base: the agreement.
        checked: durable-rules must be there, and usable.
    """
    if checked:
        CrossCheck(base.engine)
    model = base.model
    found = (*lint(model), *unclear_names(model), *lint_steps(model), *prove(base.engine))
    sorted_out, problems = sort_out(model.folder, found)
    if problems:
        raise BadInput(problems)
    return Checked(
        model.id,
        len(model.clauses),
        in_order((*sorted_out.new, *sorted_out.stale)),
        tuple(AcceptedFinding(f.code, f.about, why) for f, why in sorted_out.accepted),
        tuple(ByRank(later, earlier) for later, earlier in by_rank(model)),
        len(model.instruments),
        len(model.sources),
    )


def gaps(base: Base, act: Act, on: date | None, place: Span = QUESTION) -> Gaps:
    """Where no clause speaks of an act; BadInput where that is too much to list."""
    try:
        return Gaps(act.bearer, act.action, regions(base.engine, act.bearer, act.action, on))
    except TooManyBoxes:
        message = "the regions are too many to list"
        raise BadInput(
            [Problem("E510", message, place, help="ask for one day with --on")]
        ) from None
