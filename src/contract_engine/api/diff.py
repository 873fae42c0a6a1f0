"""Two worlds by their names -> which questions get another answer, and which scenarios turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

from contract_engine.answers.answer import NOT_TOLD, Json, Result, as_json
from contract_engine.answers.compare.diff import Row, View, differ, incomparable
from contract_engine.answers.compare.steps import StepChange, changed_steps
from contract_engine.answers.compare.tables import Cell, changed_cells
from contract_engine.api.agreements import DEFAULT
from contract_engine.api.base import Base
from contract_engine.api.scenarios_beside import scenarios_beside
from contract_engine.api.suites import PlaceOf, Watch, nowhere, unwatched
from contract_engine.api.worlds import Compared, dates_of, drafted, versions_of, views_of
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.diagram.core.cover import TooManyBoxes
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.measure.coverage.coverage import Coverage, coverage
from contract_engine.measure.coverage.review import Review, Side, review
from contract_engine.model.agreement import Agreement
from contract_engine.scenarios.files import Scenario

Sort = Literal["version", "date", "folder", "revision"]


@dataclass(frozen=True)
class Diff(Result):
    """The questions that get another answer: `usual`, where all else is as usually assumed.

    `rows` are those of every situation; where these are too many, or weren't asked for, it is not
    `complete` and they are the usual ones. `items` are the cells of tables that differ,
    `steps` what steps say otherwise.
    """

    first: str
    second: str
    same: bool
    rows: tuple[Row, ...]
    items: tuple[Cell, ...]
    complete: bool
    usual: tuple[Row, ...]
    on_days: bool = field(metadata=NOT_TOLD)
    model: Agreement = field(metadata=NOT_TOLD)
    review: Review | None = field(default=None, metadata=NOT_TOLD)
    steps: tuple[StepChange, ...] = ()

    def to_json(self) -> dict[str, Json]:
        """The same as plain data."""
        return {
            **super().to_json(),
            "rows": [_row_data(row) for row in self.rows],
            "usual": [_row_data(row) for row in self.usual],
            **(_review_data(self.review) if self.review else {}),
        }


def diff(
    first: str | None = None,
    second: str | None = None,
    agreement: str = DEFAULT,
    *,
    drafts: Sequence[str | Path] = (),
    as_: Sort | None = None,
    every: bool = True,
    scenarios: bool | None = False,
    watch: Watch = unwatched,
    place: PlaceOf = nowhere,
) -> Diff:
    """Which questions get another verdict or another governing clause, and nothing else.

    Args:
        first: a version, a day, a rule folder, or a git revision (or A...B), tried in that order;
            none where drafts are compared with what is.
        second: the other; a revision alone is compared with the working tree.
        agreement: the agreement that versions, days and revisions are of.
        drafts: what counts though it is only proposed: in both worlds, or where none is named in
            the second alone.
        as_: what both are, where it shouldn't be tried.
        every: also where not all else is as usually assumed.
        scenarios: also the scenarios that turn, and the coverage gained and lost; None where rules
            stand in two places, and else not.
        watch: is handed the scenarios as they are asked.
        place: where the names were written, for diagnostics.

    Returns:
        The difference. BadInput where there are no such worlds, or they can't be compared.
    """
    compared = (
        drafted(agreement, drafts, place)
        if first is None
        else views_of(first, second, agreement, as_, place, drafts)
    )
    found = None
    if scenarios is not False:
        found = _reviewed(compared, asked=bool(scenarios), watch=watch, place=place)
    return difference(compared, every=every, review=found)


def diff_of(loaded: Base, first: str, second: str, *, every: bool = True) -> Diff:
    """Two versions, or two days, of an agreement that is loaded."""
    compared = versions_of(loaded, first, second) or dates_of(loaded, first, second)
    if compared is None:
        message = f"`{first}` and `{second}`: no such version or date"
        help_ = "name two versions or two days"
        raise BadInput([Problem("E509", message, nowhere(), help=help_)])
    return difference(compared, every=every)


def difference(compared: Compared, *, every: bool = True, review: Review | None = None) -> Diff:
    """The difference of two worlds; BadInput where they can't be compared."""
    one, other, since = compared.one, compared.other, compared.since
    problems = incomparable(one, other)
    if problems:
        raise BadInput(problems, compared.texts)
    usual = differ(one, other, since, usual=True)
    rows: tuple[Row, ...] | None = None
    if every or not usual:
        with suppress(TooManyBoxes):
            rows = differ(one, other, since)
    cells = changed_cells(one.engine.agreement, other.engine.agreement)
    all_ = usual if rows is None else rows
    steps = changed_steps(one.engine.agreement, other.engine.agreement)
    differs = bool(all_) or bool(cells) or bool(steps) or (rows is None and not usual)
    return Diff(
        one.name,
        other.name,
        not differs,
        all_,
        cells,
        rows is not None,
        usual,
        one.on is not None and other.on is not None,
        other.engine.agreement,
        review,
        steps,
    )


def _row_data(row: Row) -> Json:
    data = as_json(row)
    assert isinstance(data, dict)
    return {**data, "turns": row.turns}


def _reviewed(compared: Compared, *, asked: bool, watch: Watch, place: PlaceOf) -> Review | None:
    """What becomes of the scenarios beside the rules that are compared; None without any.

    Raises BadInput where that was `asked` of what has one set of rules.
    """
    if compared.places is None:
        if not asked:
            return None
        message = "versions and days have the same rules, and so the same scenarios"
        help_ = "compare two rule folders or git revisions"
        raise BadInput([Problem("E505", message, place("--scenarios"), help=help_)])
    before, after = (scenarios_beside(rules) for rules in compared.places)
    if not before and not after:
        return None
    if all(rules.then is None for rules in compared.places):
        # A folder compared with a copy elsewhere: what stands beside one is asked of both.
        before, after = before or after, after or before
    first, second = _side(compared.one, before, watch), _side(compared.other, after, watch)
    return review(first, _coverage_of(first, watch), second, _coverage_of(second, watch))


def _side(view: View, scenarios: Mapping[str, Scenario], watch: Watch) -> Side:
    return Side(view.engine, watch(scenarios.items(), len(scenarios), "scenarios"))


def _coverage_of(side: Side, watch: Watch) -> Coverage:
    return coverage(side.engine, watch(side.held, len(side.held), "scenarios measured"))


def _review_data(found: Review) -> dict[str, Json]:
    """The same as data."""
    return {
        "scenarios": {
            "turned": as_json(found.turns),
            "new": list(found.new),
            "gone": list(found.gone),
            "failing": list(found.failing),
        },
        "coverage": {
            "before": round(found.before.percent, 2),
            "after": round(found.after.percent, 2),
            "gained": list(found.gained),
            "lost": list(found.lost),
        },
    }
