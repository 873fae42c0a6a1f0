"""A rules engine for the terms of agreements that change over the years.

`load` an agreement and `ask` it. Importing this package imports nothing else until one of these
names is used; their types are in `__init__.pyi`, out of sight of the layers below.
"""

from importlib import import_module

__version__ = "0.1.0"
__all__ = ["Answer", "BadInput", "Verdict", "__version__", "load"]

_HOMES = {
    "Answer": "contract_engine.answers.answer",
    "BadInput": "contract_engine.diagnostics",
    "Verdict": "contract_engine.model.outcome",
    "load": "contract_engine.api",
}


def __getattr__(name: str) -> object:
    """A public name, from where it is defined, on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
