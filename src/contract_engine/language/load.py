"""A folder of parsed files -> an Agreement, or everything that is wrong with it."""

from __future__ import annotations

from datetime import date
from typing import TypeVar, cast

from pydantic import BaseModel

from contract_engine.diagnostics import Problem, in_order
from contract_engine.files.folder import Folder
from contract_engine.files.shapes import (
    AgreementShape,
    FiguresShape,
    InstrumentShape,
    SourcesShape,
)
from contract_engine.files.shaping import shape
from contract_engine.files.tree import Data, Path, Tree
from contract_engine.language.citations import read_disputes, read_figures, read_sources
from contract_engine.language.conditions import read_all
from contract_engine.language.cycles import check_cycles
from contract_engine.language.days import Unreadable, read_day
from contract_engine.language.instruments import read_instrument
from contract_engine.language.links import check_disputes, link
from contract_engine.language.scope import Scope, listed
from contract_engine.language.vocabulary import read_vocabulary
from contract_engine.model.agreement import Agreement, Instrument
from contract_engine.model.conditions import All
from contract_engine.model.evidence import Grade
from contract_engine.model.place import Span
from contract_engine.model.vocabulary import Vocabulary

S = TypeVar("S", bound=BaseModel)
_NO_WORDS = Vocabulary({}, {}, {}, {}, {}, {})


def load_folder(folder: Folder) -> tuple[Agreement | None, tuple[Problem, ...]]:
    """The agreement that a folder's files make; None where any problem is an error."""
    problems = list(folder.problems)
    if folder.main is None:
        return None, in_order(problems)
    if any(problem.span.file == folder.main.file for problem in problems):
        return None, in_order(problems)
    main, found = shape(folder.main, AgreementShape)
    if main is None:
        return None, in_order([*problems, *found, *_shape_problems(folder)])
    scope = Scope(folder.main, _NO_WORDS, problems=problems)
    agreement = _read(folder, main, scope)
    if any(problem.is_error for problem in problems):
        return None, in_order(problems)
    return agreement, in_order(problems)


def _shape_problems(folder: Folder) -> list[Problem]:
    """The shapes of the other files, when the main one has none."""
    broken = {problem.span.file for problem in folder.problems}
    return [
        problem
        for tree in folder.instruments.values()
        if tree.file not in broken
        for problem in shape(tree, InstrumentShape)[1]
    ]


def _read(folder: Folder, main: AgreementShape, scope: Scope) -> Agreement:
    assert folder.main is not None
    scope.grade = Grade[main.grade.upper()] if main.grade else None
    sides = SourcesShape(sources=main.sources, disputes=main.disputes)
    scope.sources = read_sources(scope, sides.sources)
    disputes = read_disputes(scope, sides.disputes)
    if (tree := folder.sides.get("sources.yaml")) is not None:
        side = _shaped(scope, folder, tree, SourcesShape)
        if side is not None:
            beside = scope.within(tree)
            scope.sources.update(read_sources(beside, side.sources))
            disputes.update(read_disputes(beside, side.disputes))
    scope.vocabulary = read_vocabulary(scope, main)
    impossible = _impossible(scope, main)
    instruments, references = _instruments(scope, folder, main)
    linked = link(scope, instruments, references)
    check_cycles(scope, linked)
    clauses = {clause.id: clause for i in linked.values() for clause in i.clauses}
    check_disputes(scope, disputes.values(), clauses)
    figures = read_figures(scope, main.figures)
    if (tree := folder.sides.get("figures.yaml")) is not None:
        figured = _shaped(scope, folder, tree, FiguresShape)
        if figured is not None:
            figures.update(read_figures(scope.within(tree), figured.figures))
    return Agreement(
        id=main.agreement,
        title=main.title or main.agreement,
        vocabulary=scope.vocabulary,
        instruments=linked,
        impossible=impossible,
        sources=scope.sources,
        disputes=disputes,
        figures=figures,
        researched_through=_researched(scope, main),
        sha256=folder.sha256,
        folder=folder.name,
    )


def _shaped(scope: Scope, folder: Folder, tree: Tree, model: type[S]) -> S | None:
    if any(problem.span.file == tree.file for problem in folder.problems):
        return None
    shaped, found = shape(tree, model)
    scope.problems.extend(found)
    return shaped


def _impossible(scope: Scope, main: AgreementShape) -> tuple[All, ...]:
    return tuple(
        read_all(scope, cast("Data", combination), ("impossible", index))
        for index, combination in enumerate(main.impossible)
    )


def _researched(scope: Scope, main: AgreementShape) -> date | None:
    if main.researched_through is None:
        return None
    try:
        return read_day(main.researched_through)
    except Unreadable as error:
        scope.unreadable(error, scope.tree.value(("researched_through",)))
        return None


def _instruments(
    scope: Scope, folder: Folder, main: AgreementShape
) -> tuple[dict[str, Instrument], dict[tuple[str, str], tuple[tuple[str, Span], ...]]]:
    assert folder.main is not None
    instruments: dict[str, Instrument] = {}
    references: dict[tuple[str, str], tuple[tuple[str, Span], ...]] = {}
    listed_names: set[str] = set()
    for index, entry in enumerate(main.instruments):
        at: Path = ("instruments", index)
        place = scope.tree.value(at)
        within, base, inner = scope, at, entry
        if isinstance(inner, str):
            name = inner
            listed_names.add(name)
            tree = folder.instruments.get(name)
            if tree is None:
                scope.unknown(
                    "E338",
                    "instrument",
                    name,
                    place,
                    folder.instruments,
                    label=f"there is no `{name}.yaml`",
                )
                continue
            shaped = _shaped(scope, folder, tree, InstrumentShape)
            if shaped is None:
                continue
            within, base, inner = scope.within(tree), (), shaped
            if inner.instrument != name:
                within.report(
                    "E339",
                    f"this file says it is `{inner.instrument}`",
                    tree.value(("instrument",)),
                    help=f"write `instrument: {name}`",
                )
                continue
        if inner.instrument in instruments:
            scope.report("E332", f"instrument `{inner.instrument}` stands twice", place)
            continue
        scope.check_slug(inner.instrument, at)
        instruments[inner.instrument] = read_instrument(within, inner, base, index)
        references.update(_references(within.tree, inner, base))
    for name, tree in folder.instruments.items():
        if name not in listed_names and not any(
            isinstance(e, InstrumentShape) for e in main.instruments
        ):
            scope.report(
                "E338",
                f"`{name}.yaml` is not among the instruments",
                Span(tree.file, 1, 1),
                also=((scope.tree.key(("instruments",)), "listed here"),),
                help=f"add `{name}` to `instruments:` in agreement.yaml",
            )
    return instruments, references


def _references(
    tree: Tree, shape: InstrumentShape, base: Path
) -> dict[tuple[str, str], tuple[tuple[str, Span], ...]]:
    """Where an instrument and its clauses name others."""
    found: dict[tuple[str, str], tuple[tuple[str, Span], ...]] = {
        (shape.instrument, key): ((str(getattr(shape, key)), tree.value((*base, key))),)
        for key in ("amends", "clarifies", "effective")
    }
    for name, clause in shape.clauses.items():
        for key in ("overrides", "subject_to", "replaces"):
            names = getattr(clause, key)
            here = (*base, "clauses", name, key)
            found[name, key] = tuple(
                (target, tree.value(here if isinstance(names, str) else (*here, index)))
                for index, target in enumerate(listed(names))
            )
    return found
