"""Steps -> the circles in which one opens the next though neither an act nor a day passes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contract_engine.language.scope import Scope
from contract_engine.model.agreement import Clause, Modality
from contract_engine.model.place import Span
from contract_engine.model.steps import (
    Alternative,
    ByMilestone,
    Counting,
    DayOf,
    DayRule,
    FirstOf,
    LastOf,
    Milestone,
    Opened,
    Rolled,
    Step,
)

_Edge = tuple[str, str]


def check_loops(scope: Scope, clauses: Iterable[Clause]) -> None:
    """Report each circle of steps in which no time passes and nobody acts."""
    clauses = list(clauses)
    places = {clause.id: clause.place for clause in clauses}
    edges: dict[str, dict[str, None]] = {}
    for one, other in _edges(clauses):
        edges.setdefault(one, {})[other] = None
    reported: set[frozenset[str]] = set()
    for start in edges:
        circle = _circle(edges, start)
        if circle is not None and frozenset(circle) not in reported:
            reported.add(frozenset(circle))
            told = " > ".join(f"`{name}`" for name in (*circle, circle[0]))
            others: tuple[tuple[Span, str], ...] = tuple(
                (places[name], "and this one") for name in circle[1:] if name in places
            )
            scope.report(
                "E363",
                f"these steps follow each other though no act and no day passes: {told}",
                places.get(circle[0].partition(".")[0], places[next(iter(places))]),
                also=others,
                help="count a last day from `opened`, such as `by: 10 days after opened`",
            )


def _edges(clauses: Iterable[Clause]) -> Iterator[_Edge]:
    """Each pair of steps of which the first may open the second at once."""
    for clause in clauses:
        step = clause.step
        assert step is not None
        modality = clause.norms[0].modality if clause.norms and not step.alternatives else None
        at_once = _closes_at_once(step, modality)
        after = step.after
        if isinstance(after, ByMilestone) and after.milestone is not Milestone.DONE:
            yield from _after(clauses, after.clause, clause.id)
        elif (source := _same_day(after)) is not None:
            if source.milestone is Milestone.OPENED:
                yield source.clause, clause.id
            elif source.milestone is not Milestone.DONE:
                yield from _after(clauses, source.clause, clause.id)
        names = [each if isinstance(each, str) else each.name for each in step.alternatives]
        for name in names:
            yield clause.id, name
        for each in step.alternatives:
            if isinstance(each, Alternative) and _closes_at_once(each.step, Modality.MUST):
                for follow in (*each.step.else_, *step.else_):
                    if isinstance(follow, str):
                        yield each.name, follow
        if at_once:
            follows = step.then if modality is Modality.MUST_NOT else step.else_
            for follow in follows:
                if isinstance(follow, str):
                    yield clause.id, follow


def _after(clauses: Iterable[Clause], source: str, target: str) -> Iterator[_Edge]:
    """An edge where the source may be missed without that a day passes."""
    for clause in clauses:
        if clause.id == source and clause.step is not None:
            modality = clause.norms[0].modality if clause.norms else None
            if modality is Modality.MUST and _closes_at_once(clause.step, modality):
                yield source, target


def _same_day(rule: object) -> DayOf | None:
    """The milestone on whose very day a day rule may be."""
    match rule:
        case DayOf():
            return rule
        case Counting(start, count):
            return None if isinstance(count, int) and count > 0 else _same_day(start)
        case Rolled(day):
            return _same_day(day)
        case FirstOf(parts) | LastOf(parts):
            return next((found for part in parts if (found := _same_day(part))), None)
        case _:
            return None


def _closes_at_once(step: Step, modality: Modality | None) -> bool:
    """Whether time alone may close a step on the day on which it opens."""
    rule = step.by if modality is Modality.MUST else step.through
    return rule is not None and not _is_later(rule)


def _is_later(rule: DayRule) -> bool:
    """Whether a day is later than the one on which the step opens, whatever else is so."""
    match rule:
        case Counting(start, count, before=False):
            counts = isinstance(count, int) and count > 0
            return (counts and isinstance(start, Opened)) or _is_later(start)
        case Rolled(day):
            return _is_later(day)
        case FirstOf(parts):
            return all(_is_later(part) for part in parts)
        case LastOf(parts):
            return any(_is_later(part) for part in parts)
        case _:
            return False


def _circle(edges: dict[str, dict[str, None]], start: str) -> list[str] | None:
    """A circle through a step; goes deep without recursion."""
    path: list[str] = [start]
    waiting = [iter(edges.get(start, ()))]
    seen: set[str] = set()
    while waiting:
        for other in waiting[-1]:
            if other == start:
                return path
            if other not in seen:
                seen.add(other)
                path.append(other)
                waiting.append(iter(edges.get(other, ())))
                break
        else:
            path.pop()
            waiting.pop()
    return None
