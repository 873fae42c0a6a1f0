"""What durable-rules seldom uses is imported when it is used, and then it is the real thing."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
before = {name for name in NAMES if name in sys.modules}
from contract_engine.durable.library import Library
made = Library()
assert {name for name in NAMES if name in sys.modules} == before, "imported at once"
engine = made._engine
assert engine.inspect.ismethod("".join) is False and engine.inspect.ismethod(made.tell)
assert "logging" not in sys.modules
engine.logger.warning("nothing of this is printed")
import inspect, logging, random, traceback
assert engine.logger.handlers == logging.getLogger("durable").handlers != []
assert engine.traceback.format_tb is traceback.format_tb
assert engine.inspect.getdoc is inspect.getdoc
assert engine.random.random is random.random
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    names = "NAMES = ('inspect', 'logging', 'random', 'traceback')\n"
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", names + code], capture_output=True, text=True
    )


def test_it_is_imported_when_it_is_used() -> None:
    done = run(CODE)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_is_there_already_is_left_alone() -> None:
    done = run(
        "import inspect, logging\nfrom contract_engine.durable.library import Library\n"
        "engine = Library()._engine\n"
        "assert engine.inspect is inspect and type(engine.logger) is logging.Logger\n"
    )
    assert (done.returncode, done.stderr) == (0, "")
