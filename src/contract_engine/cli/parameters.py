"""A command's function -> what it takes from the command line, as its signature declares it.

Positional parameters of the function are words of the command line, keyword-only ones are options.
`Annotated[type, Parameter(...)]` says how one is called and what it is for; `str`, `int`, `float`,
`Path`, `bool` (a flag), `list` (given again and again), `tuple` (several values at once) and
`Literal` (one of these) are what there is. A class that is marked `@options` is several options
that commands share: a parameter of that type gets an object of it.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator
from types import UnionType
from typing import Any, Literal

ASKED, WORLD, OUTPUT = "What is asked", "What is left out of account", "In and out"
SQL = "For SQL alone"
GROUPS = (ASKED, "Arguments", SQL, WORLD, OUTPUT, "Options")
"""The headings of a help page, in order."""

_SHARED = "__shared_options__"
T = typing.TypeVar("T")


class Parameter:
    """How one thing that a command takes is written, and what is said of it."""

    __slots__ = ("group", "help", "least", "metavar", "most", "name", "negative")

    def __init__(
        self,
        *,
        help: str | Callable[[], str] = "",
        name: str | tuple[str, ...] = (),
        group: str = "",
        metavar: str = "",
        negative: str = "",
        least: int | None = None,
        most: int | None = None,
    ) -> None:
        """Declare it.

        Args:
            help: what it is for, in words of the help page, or what makes them.
            name: as it is typed (`--output`, or several: the first is the one shown in messages),
                or as a word of the command line is shown (`FILE`); by default made of the name of
                the function's parameter.
            group: the heading of the help page under which it stands.
            metavar: what stands for its value on the help page.
            negative: of a flag, the option that says no.
            least: the least number that it may be.
            most: the largest number that it may be.
        """
        self.name = (name,) if isinstance(name, str) else name
        self.help = help
        self.group = group
        self.metavar = metavar
        self.negative = negative
        self.least = least
        self.most = most


class Argument:
    """One thing that a command takes: what it is called, what it may be, and whose it is."""

    __slots__ = ("choices", "count", "declared", "key", "many", "names", "of", "owner", "required")

    def __init__(
        self,
        key: str,
        hint: Any,
        *,
        positional: bool,
        required: bool = False,
        many: bool = False,
        owner: tuple[str, type] | None = None,
    ) -> None:
        """Read a type hint: `key` is the name in the code, `owner` whose field it is."""
        self.key = key
        self.declared, self.of, self.count, listed, self.choices = _read(hint)
        word = key.strip("_").replace("_", "-")
        self.names = self.declared.name or (word.upper() if positional else f"--{word}",)
        self.many = many or listed
        self.required = required
        self.owner = owner

    @property
    def positional(self) -> bool:
        """Whether it is a word of the command line, and no option."""
        return not self.names[0].startswith("-")

    @property
    def flag(self) -> bool:
        """Whether it takes no value."""
        return self.of is bool

    @property
    def group(self) -> str:
        """The heading under which it stands."""
        return self.declared.group or ("Arguments" if self.positional else "Options")


class Command:
    """A command's function and all it takes."""

    def __init__(self, name: str, function: Callable[..., int]) -> None:
        """Read the signature of a function."""
        self.name = name
        self.function = function
        self.arguments = tuple(_arguments(function))

    @property
    def positional(self) -> list[Argument]:
        """The words it takes, in order."""
        return [each for each in self.arguments if each.positional]

    @property
    def options(self) -> dict[str, Argument]:
        """Its options by each of their names, those that say no among them."""
        return {
            name: each
            for each in self.arguments
            if not each.positional
            for name in (*each.names, each.declared.negative)
            if name
        }


def options(shared: type[T]) -> type[T]:
    """Mark a class as options that commands share; each field is one."""
    setattr(shared, _SHARED, True)
    return shared


def _arguments(function: Callable[..., int]) -> Iterator[Argument]:
    hints = typing.get_type_hints(function, include_extras=True)
    code = function.__code__
    words, keywords = code.co_argcount, code.co_argcount + code.co_kwonlyargcount
    names = code.co_varnames
    many = names[keywords] if code.co_flags & 0x04 else None  # CO_VARARGS: there is a `*name`
    for index, key in enumerate(names[:words]):
        needed = index < words - len(function.__defaults__ or ())
        yield Argument(key, hints[key], positional=True, required=needed)
    if many is not None:
        yield Argument(many, hints[many], positional=True, many=True)
    for key in names[words:keywords]:
        shared = _shared(hints[key])
        if shared is None:
            needed = key not in (function.__kwdefaults__ or {})
            yield Argument(key, hints[key], positional=False, required=needed)
            continue
        for field, hint in typing.get_type_hints(shared, include_extras=True).items():
            yield Argument(field, hint, positional=False, owner=(key, shared))


def _shared(hint: Any) -> type | None:
    """The class of shared options that a hint names, if it does."""
    found = [each for each in (hint, *typing.get_args(hint)) if hasattr(each, _SHARED)]
    return found[0] if found else None


def _read(hint: Any) -> tuple[Parameter, Any, int, bool, tuple[str, ...]]:
    """What is declared, the type of a value, how many at once, if it repeats, the choices."""
    declared = Parameter()
    for each in getattr(hint, "__metadata__", ()):
        declared = each
    of = getattr(hint, "__origin__", hint) if declared.help or declared.name else hint
    if isinstance(of, UnionType) or typing.get_origin(of) is typing.Union:
        (of,) = (each for each in typing.get_args(of) if each is not type(None))
    origin, args = typing.get_origin(of), typing.get_args(of)
    if origin is list:
        return declared, args[0], 1, True, ()
    if origin is tuple:
        return declared, args[0], len(args), False, ()
    if origin is Literal:
        return declared, str, 1, False, args
    return declared, of, 1, False, ()
