"""A folder of parsed files -> an Agreement, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol, TypeVar, cast

from contract_engine.definitions.how_many_cases import MOST_CASES, too_many
from contract_engine.definitions.spell_out import with_meanings
from contract_engine.diagnostics import Problem, Span, in_order
from contract_engine.files.folder import Folder
from contract_engine.files.shapes import (
    AgreementShape,
    FiguresShape,
    InstrumentShape,
    SourcesShape,
)
from contract_engine.files.tree import Data
from contract_engine.files.validate import salvage
from contract_engine.language.clauses.citations import read_sources
from contract_engine.language.clauses.definition_rows import defined_names
from contract_engine.language.conditions.parser import read_all
from contract_engine.language.drafts import (
    MOST,
    counting,
    read_drafts,
    together_with,
    wrongly_asked,
)
from contract_engine.language.evidence import clauses_disputed, read_disputes, read_figures
from contract_engine.language.instruments.defeat_cycles import check_cycles
from contract_engine.language.instruments.definition_cycles import check_rounds
from contract_engine.language.instruments.in_order import read_instruments
from contract_engine.language.instruments.references import check_named, link
from contract_engine.language.scope import Scope
from contract_engine.language.steps.calendars import read_calendars
from contract_engine.language.steps.links import check_steps, with_open_facts
from contract_engine.language.steps.stepped import step_names
from contract_engine.language.tables import read_tables
from contract_engine.language.values.days import read_day
from contract_engine.language.vocabulary.topics import read_topics
from contract_engine.language.vocabulary.vocabulary import read_vocabulary, with_whole
from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Agreement, Instrument
from contract_engine.model.conditions import All
from contract_engine.model.evidence import Dispute, Figure, Grade
from contract_engine.model.vocabulary import Vocabulary

_NO_WORDS = Vocabulary({}, {}, {}, {}, {}, {})


def load_folder(
    folder: Folder, asked: Mapping[str, Span] | None = None
) -> tuple[Agreement | None, tuple[Problem, ...]]:
    """The agreement that a folder's files make; None where any problem is an error.

    Args:
        folder: the files.
        asked: the drafts that count, each with where it was asked for.

    Returns:
        The agreement, and every problem; those of a draft that doesn't count too, as it would
        stand beside what does.
    """
    drafts = read_drafts(folder)
    asked = asked or {}
    chosen = together_with(drafts, [*asked, *folder.added])
    agreement, problems = _load(counting(folder, drafts, chosen))
    found = [*problems, *wrongly_asked(folder, drafts, asked)]
    others: dict[str, Instrument] = {}
    for name in [name for name in drafts if name not in chosen][:MOST]:
        tried, problems = _load(counting(folder, drafts, together_with(drafts, {*chosen, name})))
        found += [problem for problem in problems if problem not in found]
        if tried is not None:
            others[name] = tried.instruments[name]
    if agreement is None or any(problem.is_error for problem in found):
        return None, in_order(found)
    return replace(agreement, drafts=others), in_order(found)


def _load(folder: Folder) -> tuple[Agreement | None, tuple[Problem, ...]]:
    problems = list(folder.problems)
    if folder.main is None:
        return None, in_order(problems)
    scope = Scope(folder.main, _NO_WORDS, problems=problems, proposed=folder.proposed())
    main = scope.shaped(AgreementShape)
    if main is None:
        return None, in_order([*problems, *_shapes_beside(folder)])
    for file in folder.unread:
        scope.excused.sorts.add("source" if file.startswith("sources.") else "clause")
    agreement = _read(folder, main, scope)
    if any(problem.is_error for problem in problems):
        return None, in_order(problems)
    return agreement, in_order(problems)


def _shapes_beside(folder: Folder) -> Iterator[Problem]:
    """What is wrong with the shapes of the other files, when the main one tells nothing."""
    for file, tree in folder.sides.items():
        if not tree.broken:
            yield from salvage(tree, FiguresShape if file == "figures.yaml" else SourcesShape)[1]
    for tree in folder.instruments.values():
        if not tree.broken:
            yield from salvage(tree, InstrumentShape)[1]


def _read(folder: Folder, main: AgreementShape, scope: Scope) -> Agreement:
    if not scope.lost(("agreement",)):
        scope.check_slug(main.agreement, ("agreement",))
    scope.grade = Grade[main.grade.upper()] if main.grade else None
    disputes, disputed = _sources(folder, main, scope)
    scope.vocabulary = read_vocabulary(scope, main, _defined(folder))
    scope.successors = frozenset(main.succeeds)
    scope.calendars = read_calendars(scope, main, folder)
    scope.steps = step_names(folder)
    scope.vocabulary = with_open_facts(scope)
    impossible = _impossible(scope, main)
    figures = _figures(folder, main, scope)
    instruments, written = read_instruments(scope, folder, main)
    linked = link(scope, instruments, written, main)
    check_cycles(scope, linked)
    check_steps(scope, linked)
    clauses = {clause.id: clause for i in linked.values() for clause in i.clauses}
    check_named(scope, disputed, clauses)
    through = scope.read(main.researched_through, ("researched_through",), read_day)
    scope.vocabulary = with_whole(scope)
    topics = read_topics(scope, main.topics, clauses, figures)
    scope.vocabulary = replace(scope.vocabulary, topics=topics)
    tables = read_tables(scope, main, folder)
    agreement = Agreement(
        id=main.agreement,
        title=main.title or main.agreement,
        vocabulary=scope.vocabulary,
        instruments=linked,
        impossible=impossible,
        sources=scope.sources,
        disputes=disputes,
        figures=figures,
        calendars=scope.calendars,
        researched_through=through,
        groups={name: read.group for name, read in scope.groups.items()},
        tables=tables,
        renewals=scope.renewals,
        sha256=folder.sha256,
        folder=folder.name,
    )
    if check_rounds(scope, agreement) and _is_computable(scope, agreement):
        return with_meanings(agreement)
    return agreement


def _is_computable(scope: Scope, agreement: Agreement) -> bool:
    """Whether every number is computed from few enough cases; reports those that aren't."""
    found = [*too_many(agreement)]
    for clause, fact, place in found:
        what = f"what `{fact}` is computed from" if fact else "what is compared"
        message = f"{what} comes to more than {MOST_CASES:,} cases, or is too long"
        help_ = "take some of its `greater_of`, `lesser_of` or rows apart, in facts of their own"
        within = scope if clause is None else replace(scope, clause=clause.text)
        within.report("E339", message, place, help=help_)
    return not found


def _defined(folder: Folder) -> list[str]:
    """The facts that are defined in any file."""
    names = (name for _, data in folder.written() for name in defined_names(data))
    return list(dict.fromkeys(names))


def _sources(
    folder: Folder, main: AgreementShape, scope: Scope
) -> tuple[dict[str, Dispute], list[tuple[str, Span]]]:
    """The sources go to the scope; the disputes, and the clauses that they name."""
    shapes = [(scope, SourcesShape(sources=main.sources, disputes=main.disputes))]
    if (tree := folder.sides.get("sources.yaml")) is not None:
        beside = scope.within(tree)
        side = beside.shaped(SourcesShape)
        if side is not None:
            shapes.append((beside, side))
        elif not tree.text:
            scope.excused.sorts.add("source")
    for within, shape in shapes:
        _merge(scope, "source", scope.sources, read_sources(within, shape.sources))
    disputes: dict[str, Dispute] = {}
    for within, shape in shapes:
        _merge(scope, "dispute", disputes, read_disputes(within, shape.disputes))
    return disputes, [named for w, shape in shapes for named in clauses_disputed(w, shape.disputes)]


def _figures(folder: Folder, main: AgreementShape, scope: Scope) -> dict[str, Figure]:
    figures = read_figures(scope, main.figures)
    if (tree := folder.sides.get("figures.yaml")) is not None:
        beside = scope.within(tree)
        side = beside.shaped(FiguresShape)
        if side is not None:
            _merge(scope, "figure", figures, read_figures(beside, side.figures))
    return figures


def _impossible(scope: Scope, main: AgreementShape) -> tuple[All, ...]:
    return tuple(
        read_all(scope, cast("Data", combination), ("impossible", index))
        for index, combination in enumerate(main.impossible)
    )


class _Placed(Protocol):
    @property
    def place(self) -> Span: ...


P = TypeVar("P", bound=_Placed)


def _merge(scope: Scope, sort: str, found: dict[str, P], more: Mapping[str, P]) -> None:
    """Add what a second file says; a name may stand in one file only."""
    for name, item in more.items():
        first = found.setdefault(name, item)
        if first is not item:
            scope.report(
                "E340",
                f"{sort} `{name}` stands in two files",
                item.place,
                label="again here",
                also=((first.place, "first here"),),
                help="keep one",
            )
