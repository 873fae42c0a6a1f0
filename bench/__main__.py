"""Time every engine on the same questions, in turn, and print ratios: `make bench`."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date

from bench import engines
from bench.workload import Asked, Clause, clauses, questions
from contract_engine.durable.errors import BeyondLimits

ROUNDS = 3
COUNTED = {40: 1_000, 1_000: 200}
ENGINES: dict[str, Callable[[list[Clause]], engines.Permitted]] = {
    "prepared decision": engines.prepared,
    "zen-engine, expression": engines.zen,
    "plain loop": engines.loop,
    "cedarpy": engines.cedar,
    "durable-rules": engines.durable,
}


def main() -> int:
    """Print the tables; exit with 1 where any engine answers differently."""
    for size in COUNTED:
        if not decisions(size):
            return 1
    shipped()
    return 0


def decisions(size: int) -> bool:
    """One decision at a time, on a generated agreement of this many clauses."""
    terms = clauses(size)
    built: dict[str, engines.Permitted] = {}
    loading: dict[str, float] = {}
    for name, make in ENGINES.items():
        started = time.perf_counter()
        try:
            built[name] = make(terms)
            built[name](questions(1, 0)[0])
        except ImportError:
            print(f"(left out: {name} is not installed)")
            continue
        except BeyondLimits as error:
            del built[name]
            print(f"(left out at {size} clauses: {name}: {error})")
            continue
        loading[name] = time.perf_counter() - started
    tried = questions(60, 1)
    expected = [built["plain loop"](asked) for asked in tried]
    for name, permitted in built.items():
        if [permitted(asked) for asked in tried] != expected:
            print(f"{name} answers differently at {size} clauses")
            return False
    medians: dict[str, list[float]] = {name: [] for name in built}
    for round_ in range(ROUNDS):
        asked_now = questions(COUNTED[size], 100 + round_)
        for name, permitted in built.items():
            slow = name == "durable-rules"
            medians[name].append(_p50(permitted, asked_now[:30] if slow else asked_now))
    base = statistics.median(medians["prepared decision"])
    print(
        f"\n{size} clauses, one decision: p50 of {COUNTED[size]} fresh questions, "
        f"median of {ROUNDS} rounds"
    )
    for name, each in sorted(medians.items(), key=lambda pair: statistics.median(pair[1])):
        p50 = statistics.median(each)
        print(
            f"  {name:24} {p50:10.2f} µs  {p50 / base:8.1f} x   load {loading[name] * 1000:8.1f} ms"
        )
    return True


def _p50(permitted: engines.Permitted, asked: list[Asked]) -> float:
    clock = time.perf_counter_ns
    times = []
    for each in asked:
        started = clock()
        permitted(each)
        times.append(clock() - started)
    return statistics.median(times) / 1000


def shipped() -> None:
    """The shipped agreement: loading, a full answer, a whole process."""
    from contract_engine import load

    print("\nthe shipped agreement")
    for label in ("first load", "load again"):
        started = time.perf_counter()
        agreement = load("microsoft-openai")
        print(f"  {label:24} {(time.perf_counter() - started) * 1000:10.2f} ms")
    given = {"product": "stateless_api", "cloud": "aws"}
    agreement.ask("openai serve", on=date(2025, 11, 15), given=given)
    times = []
    for _ in range(200):
        started = time.perf_counter()
        agreement.ask("openai serve", on=date(2025, 11, 15), given=given)
        times.append(time.perf_counter() - started)
    print(f"  {'a full answer again':24} {statistics.median(times) * 1e6:10.2f} µs")
    ask = [
        sys.executable,
        "-m",
        "contract_engine",
        "ask",
        "openai",
        "serve",
        "product=stateless_api",
        "cloud=aws",
        "--on",
        "2025-11-15",
    ]
    nothing = [sys.executable, "-c", "pass"]
    for label, command in (("a whole `ask` process", ask), ("python -c pass", nothing)):
        times = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            times.append(time.perf_counter() - started)
        print(f"  {label:24} {min(times) * 1000:10.2f} ms")


if __name__ == "__main__":
    sys.exit(main())
