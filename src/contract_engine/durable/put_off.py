"""What durable-rules imports and seldom uses -> stand-ins, which import it when it is used.

It imports `inspect`, `logging`, `random` and `traceback`, which take longer than all else of it,
to tell of errors (and never a random number). A module that is there already is left alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import MethodType, ModuleType

NAMES = ("inspect", "logging", "random", "traceback")


class _Module(ModuleType):
    """A module that is imported when something is asked of it."""

    def __getattr__(self, name: str) -> object:
        return getattr(import_module(self.__name__), name)


class _Logger:
    """A logger that is made when something is asked of it, and prints nothing by itself."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> object:
        import logging

        logger = logging.getLogger(self._name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
        return getattr(logger, name)


@contextmanager
def put_off() -> Iterator[None]:
    """What is imported inside gets stand-ins for these modules."""
    made = {name: _Module(name) for name in NAMES if name not in sys.modules}
    vars(made.get("logging", ModuleType(""))).update(getLogger=_Logger)
    vars(made.get("inspect", ModuleType(""))).update(ismethod=_is_method)
    sys.modules.update(made)
    try:
        yield
    finally:
        for name, module in made.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _is_method(value: object) -> bool:
    return isinstance(value, MethodType)
