"""An agreement <-> plain JSON data, as it was written, exactly and quickly: for the cache.

Only classes of this room are ever made, by their constructors; anything else in the data is
refused. Places are left out: who needs them reads the files. So is what comparisons of defined
facts mean, which can be many times as long and is made again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from contract_engine.lazy_dataclass import fields, is_dataclass
from contract_engine.model import agreement as _agreement
from contract_engine.model import calendars as _calendars
from contract_engine.model import conditions as _conditions
from contract_engine.model import days as _days
from contract_engine.model import evidence as _evidence
from contract_engine.model import formulas as _formulas
from contract_engine.model import ordered as _ordered
from contract_engine.model import question as _question
from contract_engine.model import steps as _steps
from contract_engine.model import versions as _versions
from contract_engine.model import vocabulary as _vocabulary
from contract_engine.model.agreement import Agreement

FORMAT = 5
"""Goes up when this way of writing changes, so that older data is never read."""

_LEFT_OUT = ("place",)
_TUPLE, _MAP, _SET, _DATE, _DECIMAL, _FIRST_CLASS = range(6)


class NotAnAgreement(Exception):
    """The data was not written by this codec."""


def _classes() -> list[type]:
    modules = (
        *(_days, _evidence, _ordered, _conditions, _question, _vocabulary, _agreement),
        *(_calendars, _steps, _versions, _formulas),
    )
    found = {
        value.__qualname__: value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type)
        and value.__module__ == module.__name__
        and (is_dataclass(value) or issubclass(value, Enum))
    }
    return [found[name] for name in sorted(found)]


_CLASSES = _classes()
_NUMBER: dict[type, int] = {cls: number + _FIRST_CLASS for number, cls in enumerate(_CLASSES)}
_FIELDS: dict[type, tuple[str, ...]] = {
    cls: tuple(f.name for f in fields(cls) if f.name not in _LEFT_OUT)
    for cls in _CLASSES
    if is_dataclass(cls)
}


def layout() -> str:
    """What data written now can be read by: this format, and the same classes and fields."""
    told = (f"{cls.__qualname__}({','.join(_FIELDS.get(cls, ()))})" for cls in _CLASSES)
    return f"{FORMAT} {' '.join(told)}"


def encode(value: object) -> Any:
    """Plain data: lists that start with a number for what they are; text and None as they are."""
    cls = type(value)
    number = _NUMBER.get(cls)
    if number is not None:
        if isinstance(value, _conditions.Meant | _days.MeantMoment):
            return encode(value.says)
        if isinstance(value, Enum):
            return [number, value.name]
        return [number, *(encode(getattr(value, name)) for name in _FIELDS[cls])]
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, tuple):
        return [_TUPLE, *(encode(item) for item in value)]
    if isinstance(value, Mapping):
        return [_MAP, *((encode(key), encode(item)) for key, item in value.items())]
    if isinstance(value, frozenset):
        return [_SET, *sorted(value)]
    if isinstance(value, date):
        return [_DATE, value.toordinal()]
    if isinstance(value, Decimal):
        return [_DECIMAL, str(value)]
    raise TypeError(f"{cls.__name__} is not part of an agreement")


def decode(data: Any) -> Agreement:
    """The agreement that was encoded; raises NotAnAgreement for anything else."""
    try:
        value = _decode(data)
    except (TypeError, ValueError, KeyError, IndexError, RecursionError, ArithmeticError) as error:
        raise NotAnAgreement from error
    if not isinstance(value, Agreement):
        raise NotAnAgreement
    return value


def decode_part(data: Any) -> Any:
    """A part of an agreement that was encoded; raises NotAnAgreement for anything else."""
    try:
        return _decode(data)
    except (TypeError, ValueError, KeyError, IndexError, RecursionError, ArithmeticError) as error:
        raise NotAnAgreement from error


def _decode(data: Any) -> Any:
    return _MAKERS[data[0]](data) if type(data) is list else data


def _maker(cls: Any) -> Callable[[list[Any]], Any]:
    if issubclass(cls, Enum):
        return lambda data: cls[data[1]]
    names = _FIELDS[cls]
    positional = tuple(f.name for f in fields(cls))[: len(names)] == names
    count = len(names) + 1

    def make(data: list[Any]) -> Any:
        if len(data) != count:
            raise ValueError
        values = [_MAKERS[v[0]](v) if type(v) is list else v for v in data[1:]]
        return cls(*values) if positional else cls(**dict(zip(names, values, strict=True)))

    return make


_MAKERS: list[Callable[[list[Any]], Any]] = [
    lambda data: tuple([_decode(item) for item in data[1:]]),
    lambda data: {_decode(key): _decode(item) for key, item in data[1:]},
    lambda data: frozenset(data[1:]),
    lambda data: date.fromordinal(data[1]),
    lambda data: Decimal(data[1]),
    *(_maker(cls) for cls in _CLASSES),
]
