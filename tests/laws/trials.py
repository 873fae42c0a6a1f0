"""A law is tried on random cases: so many that Hypothesis picks, or new ones for as long as asked.

Hypothesis picks the seeds of the cases, the same every time. To draw every choice of a case through
it costs more than to try the law, so a failing case is made smaller here, part by part.

`make fuzz MINUTES=60` tries all laws on new cases; a failure prints its seed, and with that seed
in CONTRACT_ENGINE_SEED the same test tries that one case again.
"""

from __future__ import annotations

import functools
import os
import secrets
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import Final, TypeAlias

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.generators import Data, random_agreement, to_yaml
from tests.laws.shrink import smaller
from tests.reference import TooMany

MINUTES: Final = "CONTRACT_ENGINE_FUZZ_MINUTES"
SEED: Final = "CONTRACT_ENGINE_SEED"
DEEPER: Final = "ignore:The recursion limit will not be reset"
"""Hypothesis notices that the diagrams make room on the stack."""
SHRINKING: Final = 60.0
"""Seconds spent on making a failing case smaller."""


class Trial:
    """One random case of a law: its choices, what it looked at, and what it came upon."""

    def __init__(self, seed: str, instead: Data | None = None) -> None:
        self.rng = Random(seed)
        self.reached: Counter[str] = Counter()
        self.shown: dict[str, object] = {}
        self._instead = instead
        self.data: Data | None = None
        self.all_of_it = False

    def agreement(self, *, additions: bool = False) -> Data:
        """A random agreement, the same for the same seed.

        With `additions`, every other one uses all of the language: definitions, choices and so on.
        """
        self.all_of_it = additions and self.rng.random() < 0.5
        self.data = self._instead or random_agreement(
            self.rng, additions=self.all_of_it, compared=self.all_of_it
        )
        return self.data

    def agreement_of(self, make: Callable[[Random], Data]) -> Data:
        """The agreement that a generator makes, the same for the same seed."""
        self.data = self._instead or make(self.rng)
        return self.data

    def reach(self, *what: str) -> None:
        """Note that the case has come upon this, so that a law that never bites is noticed."""
        self.reached.update(what)

    def show(self, **what: object) -> None:
        """Keep something to be printed if the law fails."""
        self.shown.update(what)


Law: TypeAlias = Callable[[Trial], None]
Test: TypeAlias = Callable[[pytest.FixtureRequest], None]


def law(trials: int, **reaching: float) -> Callable[[Law], Test]:
    """Make a test of a law: it is tried so many times.

    `reaching` says of what the law must come upon how often it must, at least, in each trial on
    average; otherwise the cases say too little about it.
    """

    def test_of(check: Law) -> Test:
        @functools.wraps(check)
        def test(request: pytest.FixtureRequest) -> None:
            if SEED in os.environ:
                _try(check, os.environ[SEED])
            elif MINUTES in os.environ:
                _go_on(check, _share(request))
            else:
                reached = _try_many(check, trials)
                for what, share in reaching.items():
                    assert reached[what] >= share * trials, (what, share, reached)

        del test.__wrapped__  # or pytest would ask it for arguments
        return pytest.mark.fuzz(pytest.mark.filterwarnings(DEEPER)(test))

    return test_of


def _share(request: pytest.FixtureRequest) -> float:
    """The seconds that one test has, so that all of them on all workers take as long as asked."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    tests = sum(item.get_closest_marker("fuzz") is not None for item in request.session.items)
    return float(os.environ[MINUTES]) * 60 * workers / max(tests, workers)


def _try_many(check: Law, trials: int) -> Counter[str]:
    reached: Counter[str] = Counter()

    @settings(
        max_examples=trials,
        derandomize=True,
        database=None,
        deadline=None,  # a busy machine may take long
        phases=[Phase.generate],  # a smaller seed is no smaller case
        suppress_health_check=list(HealthCheck),
    )
    @given(number=st.integers(0, 2**64 - 1))
    def cases(number: int) -> None:
        reached.update(_try(check, f"{check.__name__}/{number}"))

    cases()
    return reached


def _go_on(check: Law, seconds: float) -> None:
    start, run, number = time.monotonic(), secrets.token_hex(6), 0
    while time.monotonic() - start < seconds:
        _try(check, f"{run}/{number}")
        number += 1


def _try(check: Law, seed: str) -> Counter[str]:
    trial = Trial(seed)
    try:
        check(trial)
    except TooMany:
        return Counter()  # the reference would take too long
    except Exception as error:
        error.add_note(_explanation(check, seed))
        raise
    return trial.reached


@functools.cache  # Hypothesis tries what failed again
def _explanation(check: Law, seed: str) -> str:
    """The seed of a failing case, and a smaller case that fails too."""
    trial = Trial(seed)
    with suppress(Exception):
        check(trial)
    seed_told = f"{check.__name__} fails: {SEED}={seed}"
    if trial.data is None:
        return f"{seed_told}\n{_told(trial)}"

    def fails(data: Data) -> Trial | None:
        for again in range(3):
            other = Trial(f"{seed}/{again}" if again else seed, data)
            try:
                check(other)
            except AssertionError:
                return other
            except Exception:
                return None
        return None

    least, least_trial = smaller(trial.data, fails, SHRINKING)
    return f"{seed_told}\n{_told(least_trial or trial)}\n{to_yaml(least)}"


def _told(trial: Trial) -> str:
    return "\n".join(f"{name}: {value}" for name, value in trial.shown.items())
