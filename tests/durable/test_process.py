"""Threads, processes and memory: many evaluations, and nothing left behind."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from contract_engine.durable import DurableEvaluator
from contract_engine.durable.compile import compiled
from contract_engine.durable.compile.compiled import Compiled
from contract_engine.durable.evaluate import evaluator
from contract_engine.durable.evaluate.relevance import Wanted, plan
from contract_engine.model.agreement import Agreement
from contract_engine.model.question import TotalSituation
from tests.durable.agreements import LEASE, TINY, read
from tests.durable.test_faults import SITUATION
from tests.durable.test_guards import one_clause

STATM = Path("/proc/self/statm")
needs_statm = pytest.mark.skipif(not STATM.exists(), reason="memory is read from Linux's /proc")


def resident() -> float:
    """The memory in use, in MB."""
    gc.collect()
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6


def test_no_threads_are_started() -> None:
    before = threading.active_count()
    with DurableEvaluator(read(LEASE)) as one:
        one.evaluate("lessee", "use", SITUATION)
        assert threading.active_count() == before


def test_threads_may_share_an_evaluator() -> None:
    others = [replace(SITUATION, facts={**SITUATION.facts, "goods": g}) for g in ("crane", "truck")]
    situations = [SITUATION, *others]
    with DurableEvaluator(read(LEASE)) as one:

        def work(number: int) -> object:
            return one.evaluate("lessee", "use", situations[number % 3]).outcome

        right = [work(number) for number in range(3)]
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(work, range(400)))
    assert found == [right[number % 3] for number in range(400)]
    assert len(set(map(str, right))) > 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_an_evaluator_works_after_a_fork() -> None:
    with DurableEvaluator(read(LEASE)) as one:
        before = one.evaluate("lessee", "use", SITUATION)
        children = []
        for _ in range(3):
            if (child := os.fork()) == 0:
                same = all(one.evaluate("lessee", "use", SITUATION) == before for _ in range(20))
                os._exit(0 if same else 1)
            children.append(child)
        assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 3
        assert one.evaluate("lessee", "use", SITUATION) == before


def flat(step: Callable[[], object], warm_up: int, times: int, allowed: float) -> None:
    """Memory grows by no more than `allowed` MB while the step is repeated."""
    for _ in range(warm_up):
        step()
    before = resident()
    for _ in range(times):
        step()
    assert resident() - before < allowed


@needs_statm
def test_memory_stays_flat_over_many_evaluations() -> None:
    """durable-rules takes 1024 sessions at most, of some hundred kB each."""
    with DurableEvaluator(one_clause("f: ", "f")) as one:
        situation = TotalSituation(date(2020, 1, 1), {"f": True}, {})
        flat(lambda: one.evaluate("p", "act", situation), 1_000, 5_000, allowed=4)


@needs_statm
def test_memory_stays_flat_over_many_evaluators() -> None:
    """A rule set that isn't freed costs 0.2 MB for good; an evaluator let go of frees its own."""
    agreement = read(TINY)
    wanted = plan(agreement, "lessee", "use").wanted["second"]

    def closed() -> None:
        with DurableEvaluator(agreement) as one:
            one._compiled("second", wanted)

    def let_go() -> None:
        DurableEvaluator(agreement)._compiled("second", wanted)

    flat(closed, 50, 500, allowed=6)
    flat(let_go, 50, 500, allowed=6)


def test_instruments_are_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def counting(agreement: Agreement, instrument: str, wanted: Wanted) -> Compiled:
        made.append((instrument, wanted))
        return compiled.compile_instrument(agreement, instrument, wanted)

    monkeypatch.setattr(evaluator, "compile_instrument", counting)
    with DurableEvaluator(read(LEASE)) as one:
        for _ in range(3):
            one.evaluate("lessee", "use", SITUATION)
            one.evaluate("lessee", "sublet", SITUATION)
    assert len(made) == len(set(made)) == 4


def test_importing_the_package_does_not_import_durable_rules() -> None:
    code = (
        "import sys, contract_engine.durable; "
        "sys.exit(any(name.split('.')[0].startswith('durable') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_core_of_this_suite_under_a_hostile_allocator() -> None:
    """Memory that is freed or not yet written is filled with rubbish, and nothing crashes.

    In a process of its own, so that a crash is a failed test and not the end of all tests.
    """
    core = ("differential", "faults", "guards")
    # The memory of large rule sets takes long to fill.
    too_long = (
        "600 or 450 or 300 or 256 or too_many or many_values or many_comparisons or in_parts"
        " or large_count or more_rules"
    )
    here = Path(__file__).parent
    done = subprocess.run(
        [
            sys.executable,
            *("-X", "faulthandler", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"),
            *("-k", f"not ({too_long})"),
            *(str(here / f"test_{name}.py") for name in core),
        ],
        env={**os.environ, "MALLOC_PERTURB_": "165", "CONTRACT_ENGINE_DURABLE_AGREEMENTS": "25"},
        cwd=here.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
