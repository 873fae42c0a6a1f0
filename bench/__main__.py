"""Time every engine on the same questions and rows, in turn: `make bench`.

Prints what it measures, and writes docs/speed.md and docs/speed.svg. `make bench PARTS="growth"`
measures a part anew, and takes of the others what was measured last.
"""

from __future__ import annotations

import pickle
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bench import engines, growth, load, processes, report, tables
from bench.workload import Asked, Clause, clauses, questions
from contract_engine.durable.errors import BeyondLimits

ROUNDS = 3
COUNTED = {40: 1_000, 1_000: 200}
ROWS = 1_000_000
ENGINES: dict[str, Callable[[list[Clause]], engines.Permitted]] = {
    report.OURS: engines.prepared,
    "zen-engine, expression": engines.zen,
    "plain loop": engines.loop,
    "cedarpy": engines.cedar,
    "durable-rules": engines.durable,
}


KEPT = Path("build") / "bench"
"""What each part measured last, so that parts can be measured apart."""


def main(names: list[str]) -> int:
    """Measure these parts (all without names), print and write the page.

    Exits with 1 where an engine answers differently, with 2 where there is no such part.
    """
    if unknown := [name for name in names if name not in PARTS]:
        print(f"there is no part {', '.join(unknown)}: there are {', '.join(PARTS)}")
        return 2
    KEPT.mkdir(parents=True, exist_ok=True)
    for name in names or PARTS:
        began = time.monotonic()
        told = PARTS[name]()
        if told is None:
            return 1
        (KEPT / name).write_bytes(pickle.dumps(told))
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    missing = [name for name in PARTS if not (KEPT / name).exists()]
    if missing:
        print(f"no page yet: {', '.join(missing)} has not been measured")
        return 0
    kept = {name: pickle.loads((KEPT / name).read_bytes()) for name in PARTS}
    found = report.Report(**kept)
    print(found.as_markdown())
    report.write(found, Path("docs"))
    return 0


def all_decisions() -> dict[int, list[report.Line]] | None:
    """One decision at a time, on agreements of each size."""
    found = {}
    for size in COUNTED:
        decided = decisions(size)
        if decided is None:
            return None
        found[size] = decided
    return found


def all_tables() -> dict[int, list[report.TableLine]] | None:
    """A million rows, on agreements of each size."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in COUNTED:
            told = rows(size, Path(folder))
            if told is None:
                return None
            found[size] = told
    return found


def decisions(size: int) -> list[report.Line] | None:
    """One decision at a time, on a generated agreement of this many clauses."""
    terms = clauses(size)
    built: dict[str, engines.Permitted] = {}
    loading: dict[str, float] = {}
    asked = {round_: questions(COUNTED[size], 100 + round_) for round_ in range(ROUNDS)}
    for name, make in ENGINES.items():
        started = time.process_time()
        try:
            built[name] = make(terms)
            for each in asked[0] if name == report.OURS else asked[0][:1]:
                built[name](each)
        except ImportError:
            print(f"(left out: {name} is not installed)")
            continue
        except BeyondLimits as error:
            del built[name]
            print(f"(left out at {size} clauses: {name}: {error})")
            continue
        loading[name] = time.process_time() - started
    tried = questions(60, 1)
    expected = [built["plain loop"](each) for each in tried]
    for name, permitted in built.items():
        if [permitted(each) for each in tried] != expected:
            print(f"{name} answers differently at {size} clauses")
            return None
    medians: dict[str, list[float]] = {name: [] for name in built}
    for now in asked.values():
        for name, permitted in built.items():
            medians[name].append(_p50(permitted, now[:30] if name == "durable-rules" else now))
    return [
        report.Line(name, statistics.median(each), loading[name]) for name, each in medians.items()
    ]


def _p50(permitted: engines.Permitted, asked: list[Asked]) -> float:
    """The median of the microseconds that a question takes."""
    clock = time.perf_counter_ns
    times = []
    for each in asked:
        started = clock()
        permitted(each)
        times.append(clock() - started)
    return statistics.median(times) / 1000


def acts() -> list[report.Line]:
    """Every act of the shipped agreements: a decision on total situations drawn at random."""
    from contract_engine import load
    from contract_engine.api import names
    from contract_engine.model.question import Options

    found = []
    for name in names():
        loaded, rng = load(name), Random(name)
        words = loaded.model.vocabulary
        for bearer in words.parties:
            for action in words.actions:
                if not loaded.engine.norms(bearer, action, Options()):
                    continue
                prepared = loaded.prepare(f"{bearer} {action}")
                verdict = prepared.verdict
                drawn = [
                    (
                        date(2019, 1, 1) + timedelta(days=rng.randrange(3000)),
                        engines.situation(loaded.model, rng, prepared.decision().names),
                    )
                    for _ in range(30)
                ]
                possible = [each for each in drawn if engines.answers(verdict, *each)]
                times = []
                for on, given in possible:
                    started = time.perf_counter_ns()
                    verdict(on=on, given=given)
                    times.append(time.perf_counter_ns() - started)
                found.append(report.Line(f"{bearer} {action}", statistics.median(times) / 1000, 0))
    return found


def shipped() -> list[tuple[str, float]]:
    """The shipped agreement: loading, and a full answer; in milliseconds."""
    from contract_engine import load

    found = []
    for label in ("first load", "load again"):
        started = time.perf_counter()
        agreement = load("microsoft-openai")
        found.append((label, (time.perf_counter() - started) * 1000))
    given = {"product": "stateless_api", "cloud": "aws"}
    agreement.ask("openai serve", on=date(2025, 11, 15), given=given)
    times = []
    for _ in range(200):
        started = time.perf_counter()
        agreement.ask("openai serve", on=date(2025, 11, 15), given=given)
        times.append(time.perf_counter() - started)
    found.append(("a full answer again", statistics.median(times) * 1000))
    return found


def rows(size: int, folder: Path) -> list[report.TableLine] | None:
    """A million rows on a generated agreement."""
    place = folder / "rows.parquet"
    tables.write_rows(place, ROWS)
    found = tables.timed(tables.engines(clauses(size), place), ROUNDS if size <= 100 else 1)
    if len({each.permitted for each in found}) > 1:
        print(f"tables are answered differently at {size} clauses: {found}")
        return None
    return [report.TableLine(each.name, each.first, each.again) for each in found]


PARTS: dict[str, Callable[[], Any]] = {
    "decisions": all_decisions,
    "acts": acts,
    "shipped": shipped,
    "processes": processes.measured,
    "tables": all_tables,
    "growth": growth.measured,
    "served": load.measured,
}
"""What is measured, each by itself: the fields of a report."""

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
