"""Definitions and disapplying clauses -> whether the applying of any would hang on itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from contract_engine.language.scope import Scope
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.conditions import Applies
from contract_engine.model.days import Moment
from contract_engine.model.place import NOWHERE, Span
from contract_engine.model.traverse import Part, inside_at, own_names, row_inputs

MOST_DEEP = 200
"""So many definitions may follow from each other in a chain."""

Thing = tuple[str, str]
"""("fact", its name) or ("clause", its id)."""


Edges = Mapping[Thing, Mapping[Thing, Span]]
"""What each thing hangs on, and where that is asked."""


def check_rounds(scope: Scope, agreement: Agreement) -> bool:
    """Whether no definition goes round in a circle; reports each that does, once."""
    if not agreement.definitions and not any(c.disapplies for c in agreement.clauses.values()):
        return True
    replacers: dict[str, list[Clause]] = {}
    for clause in agreement.clauses.values():
        for target in clause.replaces:
            replacers.setdefault(target, []).append(clause)
    hangs_on: dict[Thing, dict[Thing, Span]] = {
        ("fact", fact): {("clause", definition.id): NOWHERE for definition in definitions}
        for fact, definitions in agreement.definitions.items()
    }
    for clause in agreement.clauses.values():
        asked = hangs_on[("clause", clause.id)] = {}
        for thing, place in _asked(clause, replacers):
            asked.setdefault(thing, place if place.line else clause.place)
    done: dict[Thing, int] = {}
    sound = True
    for thing in hangs_on:
        circle = _circle(hangs_on, thing, done)
        if circle:
            sound = False
            _report(scope, agreement, hangs_on, circle)
    return sound and _is_shallow(scope, agreement, done)


def _is_shallow(scope: Scope, agreement: Agreement, depths: Mapping[Thing, int]) -> bool:
    """Whether no chain of definitions is longer than it may be; else the first one too far."""
    for clause in agreement.clauses.values():
        if depths[("clause", clause.id)] > MOST_DEEP:
            what = f"`{clause.defines or clause.id}` hangs on a chain of more than {MOST_DEEP}"
            help_ = f"at most {MOST_DEEP} may follow from each other: spell some of them out"
            scope.report("E335", f"{what} definitions", clause.place, help=help_)
            return False
    return True


def _report(scope: Scope, agreement: Agreement, hangs_on: Edges, circle: list[Thing]) -> None:
    facts = [thing for thing in circle if thing[0] == "fact"]
    if facts:
        start = circle.index(facts[0])
        circle = [*circle[start:], *circle[:start]]
    names: list[str] = []
    for sort, name in [*circle, circle[0]]:
        its_own = sort == "clause" and agreement.clauses[name].defines.replace("_", "-")
        if not (names and its_own == name.replace("_", "-")):
            names.append(name)
    places: list[tuple[Span, str]] = []
    for thing, other in zip(circle, [*circle[1:], circle[0]], strict=True):
        if thing[0] == "clause":
            said = "asks for" if other[0] == "fact" else "disapplied by"
            places.append((hangs_on[thing][other], f"{said} `{other[1]}`"))
    said = f"what `{facts[0][1]}` is" if facts else f"whether `{circle[0][1]}` applies"
    help_ = "take one `disapplies:` away"
    if facts:
        help_ = f"say this without asking for what follows from `{facts[0][1]}`"
    scope.report(
        "E334",
        f"{said} would hang on itself: {' > '.join(f'`{name}`' for name in names)}",
        places[0][0],
        label=places[0][1],
        also=tuple(places[1:]),
        help=help_,
    )


def _circle(hangs_on: Edges, start: Thing, done: dict[Thing, int]) -> list[Thing] | None:
    """A circle that can be reached and wasn't seen before; goes deep without recursion.

    Of what is done is noted how many definitions the longest chain has that it hangs on.
    """
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
                done.update(dict.fromkeys(path, 0))
                return path[path.index(other) :]
            if other not in done:
                enter(other)
                break
        else:
            below = max((done[other] for other in hangs_on.get(thing, ())), default=0)
            done[thing] = below + (thing[0] == "fact" and thing in hangs_on)
            path.pop()
            waiting.pop()
    return None


def _asked(
    clause: Clause, replacers: Mapping[str, Iterable[Clause]]
) -> Iterator[tuple[Thing, Span]]:
    """What the applying of a clause, and the value it gives as a definition, hang on; and where."""
    place = clause.place
    parts: list[tuple[Part, Span]] = [(part, place) for part in (clause.when, *clause.unless)]
    parts += [(term, place) for term in (clause.from_, clause.through, clause.until) if term]
    for row in clause.rows:
        parts.append((row.when, row.place))
        for name in row_inputs(row):
            yield ("fact", name), row.place
        if isinstance(row.value, Moment):
            parts.append((row.value, row.place))
    parts += [(other.from_, other.place) for other in replacers.get(clause.id, ()) if other.from_]
    for whole, around in parts:
        for part, here in inside_at(whole, around):
            if isinstance(part, Applies):
                yield ("clause", part.clause), here
            for name in own_names(part):
                yield ("fact", name), here
