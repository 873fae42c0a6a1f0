"""What a question in words comes to: typed requests, each of a kind that the engine answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from contract_engine.lazy_dataclass import dataclass, field


@dataclass(frozen=True, slots=True)
class World:
    """What is supposed, and what is left out of account; `given` holds names of values, as text."""

    given: Mapping[str, str] = field(default_factory=dict)
    under: str | None = None
    without: tuple[str, ...] = ()
    known: date | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """May, must or must not a party do something on a day; `asked` says which, or is empty."""

    bearer: str
    action: str
    on: date
    world: World = World()
    asked: str = "may"


@dataclass(frozen=True, slots=True)
class Each:
    """The same for every value of a fact; where `among` isn't empty, for these alone."""

    bearer: str
    action: str
    fact: str
    on: date
    world: World = World()
    among: tuple[str, ...] = ()
    asked: str = "may"


@dataclass(frozen=True, slots=True)
class Timeline:
    """The same on every day, or from `first` through `last`."""

    bearer: str
    action: str
    first: date | None = None
    last: date | None = None
    world: World = World()
    asked: str = "may"


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest changes that give another answer on a day."""

    bearer: str
    action: str
    on: date
    world: World = World()


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The same question in two worlds."""

    bearer: str
    action: str
    on: date
    world: World
    then: World
    asked: str = "may"


@dataclass(frozen=True, slots=True)
class Duties:
    """What a party must and must not do on a day."""

    party: str
    on: date
    world: World = World()


@dataclass(frozen=True, slots=True)
class Rights:
    """Every norm of a party in force on a day."""

    party: str
    on: date
    world: World = World()


@dataclass(frozen=True, slots=True)
class Terms:
    """Every clause in force on a day, as one text."""

    on: date
    world: World = World()


@dataclass(frozen=True, slots=True)
class FigureOf:
    """A dated figure, on a day or all of it."""

    name: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ValueOf:
    """The value of a fact or event on a day."""

    name: str
    on: date
    world: World = World()


@dataclass(frozen=True, slots=True)
class Diff:
    """What is answered otherwise in the second of two: both versions, or both days."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class About:
    """What the record says of a topic."""

    topic: str
    on: date | None = None


Request = (
    Ask
    | Each
    | Timeline
    | Flip
    | WhatIf
    | Duties
    | Rights
    | Terms
    | FigureOf
    | ValueOf
    | Diff
    | About
)
