"""The vocabulary of `agreement.yaml` -> Vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from contract_engine.files.shapes import ActionShape, AgreementShape, FactShape, ValueShape
from contract_engine.files.tree import Path
from contract_engine.language.citations import read_cites
from contract_engine.language.days import Unreadable, read_number, read_period
from contract_engine.language.scope import Scope
from contract_engine.language.values import read_event_day, read_kind, read_yes_no
from contract_engine.model.days import Day
from contract_engine.model.evidence import Grade
from contract_engine.model.vocabulary import (
    Action,
    DateFact,
    Event,
    EventWithReadings,
    Fact,
    KindFact,
    NumberFact,
    Party,
    Reading,
    ReadingValue,
    Value,
    Vocabulary,
    YesNoFact,
)

T = TypeVar("T")


def read_vocabulary(scope: Scope, shape: AgreementShape) -> Vocabulary:
    """Every word of an agreement; problems go to the scope."""
    parties = {
        name: Party(
            name,
            party.label or _words(name) if party else _words(name),
            tuple(party.aliases) if party else (),
            scope.tree.key(("parties", name)),
        )
        for name, party in shape.parties.items()
        if scope.check_word(name, ("parties", name))
    }
    actions = {action.id: action for action in _actions(scope, shape.actions, ("actions",), None)}
    facts = {}
    for name, fact in shape.facts.items():
        if scope.check_word(name, ("facts", name)):
            facts[name] = _fact(scope, name, fact or FactShape(), ("facts", name))
    for action in actions.values():
        for index, asked in enumerate(action.asks):
            if asked not in facts:
                path: Path = (*_path_of(shape, action.id), "asks", index)
                scope.unknown("E301", "fact", asked, scope.tree.value(path), facts)
    readings = {
        name: _reading(scope, shape, name)
        for name in shape.readings
        if scope.check_word(name, ("readings", name))
    }
    events, read_events = _events(scope, shape, facts, readings)
    for name in readings:
        if name in facts or name in events:
            other = ("facts", name) if name in facts else ("events", name)
            scope.report(
                "E201",
                f"`{name}` is two things",
                scope.tree.key(("readings", name)),
                also=((scope.tree.key(other), "and here"),),
                help="give the reading another name",
            )
    return Vocabulary(parties, actions, facts, events, read_events, readings)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _path_of(shape: AgreementShape, action: str) -> Path:
    def search(kinds: Mapping[str, ActionShape | None], path: Path) -> Path | None:
        for name, inner in kinds.items():
            if name == action:
                return (*path, name)
            if inner and (found := search(inner.kinds, (*path, name, "kinds"))):
                return found
        return None

    return search(shape.actions, ("actions",)) or ("actions",)


def _actions(
    scope: Scope, kinds: Mapping[str, ActionShape | None], path: Path, parent: str | None
) -> Iterator[Action]:
    for name, action in kinds.items():
        here = (*path, name)
        shape = action or ActionShape()
        if scope.check_word(name, here):
            label = shape.label or _words(name)
            yield Action(
                name, label, tuple(shape.aliases), tuple(shape.asks), parent, scope.tree.key(here)
            )
            yield from _actions(scope, shape.kinds, (*here, "kinds"), name)


def _fact(scope: Scope, name: str, shape: FactShape, path: Path) -> Fact:
    label, aliases, place = shape.label or _words(name), tuple(shape.aliases), scope.tree.key(path)
    if shape.kind is not None:
        if shape.type is not None:
            scope.report(
                "E204",
                f"`{name}` has both `kind:` and `type:`",
                scope.tree.key((*path, "type")),
                help="leave `type:` out",
            )
        values = _values(scope, shape, path)
        fact = KindFact(name, label, values, aliases, None, place)
        usually = _usually(scope, shape, path, lambda text: (read_kind(fact, text), text)[1])
        return KindFact(name, label, values, aliases, usually, place)
    match shape.type:
        case "number":
            number = _usually(scope, shape, path, read_number)
            return NumberFact(name, label, aliases, number, place)
        case "date":
            day = _usually(scope, shape, path, read_event_day)
            return DateFact(name, label, aliases, day, place)
        case _:
            yes = _usually(scope, shape, path, lambda text: read_yes_no(name, text))
            return YesNoFact(name, label, aliases, yes, place)


def _usually(scope: Scope, shape: FactShape, path: Path, read: Callable[[str], T]) -> T | None:
    if shape.usually is None:
        return None
    return _typed(scope, shape.usually, (*path, "usually"), read)


def _typed(scope: Scope, text: str, path: Path, read: Callable[[str], T]) -> T | None:
    try:
        return read(text)
    except Unreadable as error:
        scope.unreadable(error, scope.tree.value(path))
        return None


def _values(scope: Scope, shape: FactShape, path: Path) -> dict[str, Value]:
    values: dict[str, Value] = {}

    def visit(
        kinds: Mapping[str, ValueShape | None], at: Path, above: tuple[str, ...]
    ) -> frozenset[str]:
        ends: set[str] = set()
        for name, inner in kinds.items():
            here = (*at, name)
            if not scope.check_word(name, here):
                continue
            if name in values or name in above:
                what = (
                    f"`{name}` is a kind of itself"
                    if name in above
                    else f"`{name}` stands twice among the kinds"
                )
                first = values[name].place if name in values else scope.tree.key(_above(at, name))
                code = "E203" if name in above else "E202"
                scope.report(
                    code,
                    what,
                    scope.tree.key(here),
                    also=((first, "first here"),),
                    help="every value has one place in the tree",
                )
                continue
            inner = inner or ValueShape()
            place = scope.tree.key(here)
            parent = above[-1] if above else None
            values[name] = Value(name, "", (), parent, frozenset(), place)
            below = visit(inner.kinds, (*here, "kinds"), (*above, name)) or frozenset({name})
            label = inner.label or _words(name)
            values[name] = Value(name, label, tuple(inner.aliases), parent, below, place)
            ends |= below
        return frozenset(ends)

    kinds = shape.kind or {}
    visit(kinds, (*path, "kind"), ())
    if not values:
        scope.report("E205", "a kind has at least one value", scope.tree.key((*path, "kind")))
    return values


def _above(path: Path, name: str) -> Path:
    index = len(path) - 1 - path[::-1].index(name)
    return path[: index + 1]


def _reading(scope: Scope, shape: AgreementShape, name: str) -> Reading:
    reading = shape.readings[name]
    path: Path = ("readings", name)
    values = {}
    for value, inner in reading.values.items():
        here = (*path, "values", value)
        if not scope.check_word(value, here):
            continue
        cites = read_cites(scope, inner.cites if inner else [], (*here, "cites"))
        published = inner.published if inner else None
        day = (
            None
            if published is None
            else _typed(
                scope, published, (*here, "published"), lambda text: read_period(text, last=False)
            )
        )
        grade = (
            Grade[inner.grade.upper()]
            if inner and inner.grade
            else max((cite.grade for cite in cites), default=None)
        )
        label = (inner.label if inner else "") or _words(value)
        values[value] = ReadingValue(value, label, cites, day, grade, scope.tree.key(here))
    if len(values) < 2:
        scope.report("E206", "a reading has at least two values", scope.tree.key(path))
    if reading.default is not None and reading.default not in values:
        scope.unknown(
            "E308",
            "value of a reading",
            reading.default,
            scope.tree.value((*path, "default")),
            values,
            label=f"not a value of `{name}`",
        )
    return Reading(
        name, reading.question, values, reading.default, reading.why, scope.tree.key(path)
    )


def _events(
    scope: Scope,
    shape: AgreementShape,
    facts: Mapping[str, Fact],
    readings: Mapping[str, Reading],
) -> tuple[dict[str, Event], dict[str, EventWithReadings]]:
    events: dict[str, Event] = {}
    later: list[tuple[str, dict[str, object]]] = []
    for name, raw in shape.events.items():
        path: Path = ("events", name)
        if not scope.check_word(name, path):
            continue
        if name in facts:
            scope.report(
                "E201",
                f"`{name}` is two things",
                scope.tree.key(path),
                also=((facts[name].place, "a fact here"),),
                help="give the event another name",
            )
            continue
        data = raw or {}
        if "reading" in data:
            later.append((name, data))
            continue
        for key in data:
            if key not in ("label", "aliases", "usually"):
                scope.unknown(
                    "E102",
                    "key",
                    key,
                    scope.tree.key((*path, key)),
                    ("label", "aliases", "usually", "reading"),
                )
        day: Day | None = None
        if isinstance(usually := data.get("usually"), str):
            day = _typed(scope, usually, (*path, "usually"), read_event_day)
        label, aliases = _label(name, data)
        events[name] = Event(name, label, aliases, day, scope.tree.key(path))
    read_events = {}
    for name, data in later:
        event = _read_event(scope, name, data, events, readings)
        if event is not None:
            read_events[name] = event
    return events, read_events


def _label(name: str, data: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
    label = data.get("label")
    aliases = data.get("aliases")
    return (
        label if isinstance(label, str) else _words(name),
        tuple(str(alias) for alias in aliases) if isinstance(aliases, list) else (),
    )


def _read_event(
    scope: Scope,
    name: str,
    data: Mapping[str, object],
    events: Mapping[str, Event],
    readings: Mapping[str, Reading],
) -> EventWithReadings | None:
    path: Path = ("events", name)
    reading = readings.get(str(data["reading"]))
    if reading is None:
        scope.unknown(
            "E308", "reading", str(data["reading"]), scope.tree.value((*path, "reading")), readings
        )
        return None
    meant: dict[str, str] = {}
    for key, event in data.items():
        if key in ("reading", "label", "aliases"):
            continue
        if key not in reading.values:
            scope.unknown(
                "E308",
                "value of a reading",
                key,
                scope.tree.key((*path, key)),
                reading.values,
                label=f"not a value of `{reading.id}`",
            )
        elif event not in events:
            scope.unknown("E303", "event", str(event), scope.tree.value((*path, key)), events)
        else:
            meant[key] = str(event)
    missing = [value for value in reading.values if value not in meant]
    if missing and not any(problem.is_error for problem in scope.problems):
        scope.report(
            "E207",
            f"`{name}` doesn't say what it means under `{missing[0]}`",
            scope.tree.key(path),
            help=f"add `{missing[0]}: ` and an event",
        )
    label, aliases = _label(name, data)
    return EventWithReadings(name, label, reading.id, meant, aliases, scope.tree.key(path))
