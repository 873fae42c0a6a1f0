"""The events of `agreement.yaml` -> Event and EventWithReadings."""

from __future__ import annotations

from collections.abc import Mapping

from contract_engine.diagnostics.nearest import did_you_mean, nearest
from contract_engine.files.shapes import EventShape
from contract_engine.files.tree import Path
from contract_engine.language.scope import Scope
from contract_engine.language.values.days import read_event_day
from contract_engine.language.vocabulary.taxonomy import words_in
from contract_engine.model.vocabulary import Event, EventWithReadings, Reading

_KEYS = ("label", "aliases", "usually", "reading")


def read_events(
    scope: Scope, shapes: Mapping[str, EventShape | None], readings: Mapping[str, Reading]
) -> tuple[dict[str, Event], dict[str, EventWithReadings]]:
    """The plain events, and those whose meaning a reading decides."""
    events: dict[str, Event] = {}
    later: dict[str, EventShape] = {}
    for name, inner in shapes.items():
        path: Path = ("events", name)
        shape = inner or EventShape()
        if not scope.check_word(name, path):
            continue
        if scope.lost(path, (*path, "reading")):
            scope.excused.names.add(name)
        elif shape.reading is not None:
            later[name] = shape
        else:
            events[name] = _plain(scope, name, shape, path)
            _no_others(scope, shape, path)
    read = {}
    for name, shape in later.items():
        event = _with_readings(scope, name, shape, events, readings)
        if event is None:
            scope.excused.names.add(name)
        else:
            read[name] = event
    return events, read


def _plain(scope: Scope, name: str, shape: EventShape, path: Path) -> Event:
    day = scope.read(shape.usually, (*path, "usually"), read_event_day)
    label, aliases = shape.label or words_in(name), tuple(shape.aliases)
    return Event(name, label, aliases, day, scope.tree.key(path))


def _no_others(scope: Scope, shape: EventShape, path: Path) -> None:
    """Report keys that only an event with readings has; of a misspelt `reading`, only this."""
    others = shape.others
    misspelt = [key for key in others if nearest(key, _KEYS) == "reading"]
    for key in misspelt or others:
        place = scope.tree.key((*path, key))
        help_ = did_you_mean(key, _KEYS, "the keys that may stand here")
        scope.report("E102", f"no key `{key}` belongs here", place, help=help_)


def _with_readings(
    scope: Scope,
    name: str,
    shape: EventShape,
    events: Mapping[str, Event],
    readings: Mapping[str, Reading],
) -> EventWithReadings | None:
    path: Path = ("events", name)
    wanted = shape.reading or ""
    reading = readings.get(wanted)
    if reading is None:
        place = scope.tree.value((*path, "reading"))
        scope.unknown("E308", "reading", wanted, place, readings)
        return None
    if shape.usually is not None:
        help_ = "say it of the events that it may mean"
        message = f"`{name}` means one of several events, so nothing is usual of it"
        scope.report("E207", message, scope.tree.key((*path, "usually")), help=help_)
    meant = {}
    label = f"not a value of `{reading.id}`"
    for key, event in shape.others.items():
        place = scope.tree.key((*path, key))
        if key not in reading.values:
            scope.unknown("E308", "value of a reading", key, place, reading.values, label)
        elif event not in events:
            scope.unknown("E303", "event", event, scope.tree.value((*path, key)), events)
        meant[key] = event
    unsaid = [v for v in reading.values if v not in meant and not scope.lost((*path, v))]
    if unsaid and all(key in reading.values for key in meant):
        scope.report(
            "E207",
            f"`{name}` doesn't say what it means under `{unsaid[0]}`",
            scope.tree.key(path),
            also=((reading.values[unsaid[0]].place, f"a value of `{reading.id}`"),),
            help=f"add `{unsaid[0]}:` and an event",
        )
    label = shape.label or words_in(name)
    place = scope.tree.key(path)
    return EventWithReadings(name, label, reading.id, meant, tuple(shape.aliases), place)
