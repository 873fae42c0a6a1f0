"""Definitions and disapplying clauses -> whether the applying of any would hang on itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from contract_engine.language.scope import Scope
from contract_engine.model.agreement import Agreement, Clause, Same
from contract_engine.model.conditions import (
    All,
    Any,
    Applies,
    Compare,
    HasCome,
    Holds,
    Is,
    Meant,
    Not,
)
from contract_engine.model.days import After, Choose, Counted, EarliestOf, LatestOf
from contract_engine.model.place import Span

Thing = tuple[str, str]
"""("fact", its name) or ("clause", its id)."""


def check_rounds(scope: Scope, agreement: Agreement) -> bool:
    """Whether no definition goes round in a circle; reports each that does, once."""
    if not agreement.definitions and not any(c.disapplies for c in agreement.clauses.values()):
        return True
    replacers: dict[str, list[Clause]] = {}
    for clause in agreement.clauses.values():
        for target in clause.replaces:
            replacers.setdefault(target, []).append(clause)
    hangs_on = {
        **{
            ("fact", fact): [("clause", definition.id) for definition in definitions]
            for fact, definitions in agreement.definitions.items()
        },
        **{
            ("clause", clause.id): list(dict.fromkeys(_asked(clause, replacers)))
            for clause in agreement.clauses.values()
        },
    }
    done: set[Thing] = set()
    sound = True
    for thing in hangs_on:
        circle = _circle(hangs_on, thing, done)
        if circle:
            sound = False
            _report(scope, agreement, circle)
    return sound


def _report(scope: Scope, agreement: Agreement, circle: list[Thing]) -> None:
    clauses = [agreement.clauses[name] for sort, name in circle if sort == "clause"]
    names = " > ".join(f"`{name}`" for _, name in [*circle, circle[0]])
    also: tuple[tuple[Span, str], ...] = tuple((c.place, "and on this") for c in clauses[1:])
    scope.report(
        "E334",
        f"whether this applies would hang on itself: {names}",
        clauses[0].place,
        label="it hangs on this",
        also=also,
        help="say one of them without the other",
    )


def _circle(
    hangs_on: Mapping[Thing, list[Thing]], start: Thing, done: set[Thing]
) -> list[Thing] | None:
    """A circle that can be reached and wasn't seen before; goes deep without recursion."""
    path: list[Thing] = []
    waiting: list[tuple[Thing, Iterator[Thing]]] = []

    def enter(thing: Thing) -> None:
        path.append(thing)
        waiting.append((thing, iter(hangs_on.get(thing, ()))))

    if start not in done:
        enter(start)
    while waiting:
        thing, others = waiting[-1]
        for other in others:
            if other in path:
                done.update(path)
                return path[path.index(other) :]
            if other not in done:
                enter(other)
                break
        else:
            done.add(thing)
            path.pop()
            waiting.pop()
    return None


def _asked(clause: Clause, replacers: Mapping[str, Iterable[Clause]]) -> Iterator[Thing]:
    """What the applying of a clause, and the value it gives as a definition, hang on."""
    stack: list[object] = [clause.when, *clause.unless, clause.from_, clause.through, clause.until]
    stack += [part for row in clause.rows for part in (row.when, row.value)]
    stack += [other.from_ for other in replacers.get(clause.id, ())]
    while stack:
        part = stack.pop()
        match part:
            case Is(fact) | Holds(fact) | Compare(fact):
                yield "fact", fact
            case After(name) | Same(name):
                yield "fact", name
            case Counted(name, count):
                yield "fact", name
                yield "fact", count
            case Applies(name):
                yield "clause", name
            case HasCome(moment):
                stack.append(moment)
            case Meant(says):
                stack.append(says)
            case Not(inner):
                stack.append(inner)
            case All(parts) | Any(parts) | EarliestOf(parts) | LatestOf(parts):
                stack.extend(parts)
            case Choose(options):
                stack.extend(each for option in options for each in option)
            case _:
                pass
