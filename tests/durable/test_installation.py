"""A durable-rules that is missing or can't be imported is told apart, and how to mend it."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

import pytest

from contract_engine.durable import BrokenInstallation, DurableEvaluator
from contract_engine.durable.library import MEND
from tests.durable.agreements import TINY, read


def opened(monkeypatch: pytest.MonkeyPatch, error: Exception) -> BrokenInstallation:
    """What is raised where importing durable-rules fails in this way."""

    def import_module(name: str) -> ModuleType:
        raise error

    monkeypatch.setattr(importlib, "import_module", import_module)
    with pytest.raises(BrokenInstallation) as raised:
        DurableEvaluator(read(TINY))
    assert MEND in str(raised.value)
    return raised.value


def test_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = opened(monkeypatch, ModuleNotFoundError("No module named 'durable'", name="durable"))
    assert broken.missing
    assert "is not installed" in str(broken)


@pytest.mark.parametrize(
    "error",
    [
        ImportError("rules.so: undefined symbol: PyEval_CallObject"),
        ModuleNotFoundError("No module named 'durable_rules_engine'", name="durable_rules_engine"),
        ModuleNotFoundError("No module named 'durable.engine'", name="durable.engine"),
        SyntaxError("invalid syntax"),
        DeprecationWarning("raised as an error"),
    ],
)
def test_installed_but_failing(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = opened(monkeypatch, error)
    assert not broken.missing
    assert "is installed, but can't be imported" in str(broken)
    assert str(error) in str(broken)


def test_python_3_13_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = opened(monkeypatch, ImportError("undefined symbol: PyEval_CallObject"))
    assert "Python 3.13" in str(broken)


def test_another_package_of_that_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable.engine", ModuleType("durable.engine"))
    with pytest.raises(BrokenInstallation, match="has no Host") as raised:
        DurableEvaluator(read(TINY))
    assert not raised.value.missing
