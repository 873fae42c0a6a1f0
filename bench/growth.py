"""How answers grow: with clauses, with facts, with rows, with distinct situations.

Each point is measured in a process of its own, which tells its memory too.
"""

from __future__ import annotations

import json
import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from bench import tables
from bench.engines import ACT, agreement_of
from bench.workload import clauses, questions
from contract_engine.api import LoadedAgreement, TooLarge
from contract_engine.diagnostics import BadInput
from contract_engine.files.folder import from_bytes
from contract_engine.language import load_folder

POINTS = {
    "clauses": (40, 120, 400, 1_000, 4_000),
    "facts": (12, 25, 50, 100),
    "rows": (100_000, 1_000_000, 10_000_000),
    "situations": (100, 1_000, 10_000, 100_000, 1_000_000),
}
REFUSED = 3
"""The exit code of a point that the engine refuses."""
ANSWERED = 1_000
"""So many distinct situations are answered in full; what more take is as much again."""
MOST_SECONDS = 240
"""A point that takes longer is left out, and said to be."""
BEND = 0.5
"""A curve bends where the power of the size by which it grows changes by more than this."""
LEAST = {"s": 0.05, "MB": 1.0}
"""What is less than this is noise, and no curve."""
OVER_FACTS = 120
"""So many clauses, over facts in growing number."""


@dataclass(frozen=True)
class Point:
    """What was measured at one size: a figure for each label, or why there is none."""

    size: int
    told: dict[str, float]
    why: str = ""


def measured() -> dict[str, list[Point]]:
    """All curves."""
    return {curve: [_apart(curve, size) for size in sizes] for curve, sizes in POINTS.items()}


def bends(points: list[Point]) -> list[str]:
    """Where the figures of a curve begin to grow by another power of the size, in words."""
    found = []
    for label in dict.fromkeys(label for point in points for label in point.told):
        least = LEAST.get(label.rpartition(" ")[2], 0)
        there = [p for p in points if p.told.get(label, 0) > least]
        powers = [
            math.log(after.told[label] / before.told[label]) / math.log(after.size / before.size)
            for before, after in pairwise(there)
        ]
        for place, (before, after) in enumerate(pairwise(powers), 1):
            if abs(after - before) > BEND:
                found.append(
                    f"{label}: at {there[place].size:,}, from the power {before:.1f} to {after:.1f}"
                )
    return found


def _apart(curve: str, size: int) -> Point:
    """One point, by a process of its own."""
    line = [sys.executable, "-m", "bench.growth", curve, str(size)]
    began = time.monotonic()
    try:
        done = subprocess.run(
            line, capture_output=True, text=True, check=False, timeout=MOST_SECONDS
        )
    except subprocess.TimeoutExpired:
        return Point(size, {}, f"more than {MOST_SECONDS} s")
    print(f"{curve} {size:,}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    if done.returncode == REFUSED:
        return Point(size, {}, done.stderr.strip().splitlines()[-1])
    done.check_returncode()
    return Point(size, json.loads(done.stdout.splitlines()[-1]))  # what is left out is told before


def _of_clauses(size: int) -> dict[str, float]:
    """Random clauses over 12 facts: what is made of a period of days, and of one question."""
    began = time.process_time()
    loaded = LoadedAgreement(agreement_of(clauses(size)))
    read = time.process_time() - began
    return {"reading, s": read, **_asked(loaded, [(q.on, q.given) for q in questions(60, 3)])}


def _of_facts(size: int) -> dict[str, float]:
    """Random clauses over facts that are yes or no."""
    rng = Random(5)
    names = [f"f{number:02}" for number in range(size)]
    told = {}
    for number in range(OVER_FACTS):
        norm = rng.choice(("p may serve", "p may serve", "p must not serve"))
        when = [rng.choice((name, f"not {name}")) for name in rng.sample(names, 4)]
        told[f"c{number}"] = {"text": "t", "norm": norm, "when": when}
    data = {
        "format": "1",
        "agreement": "facts",
        "grade": "contract",
        "parties": {"p": {}},
        "actions": {"serve": {}},
        "facts": {name: {"type": "yes/no"} for name in names},
        "instruments": [
            {"instrument": "v", "kind": "agreement", "effective": "2020-01-01", "clauses": told}
        ],
    }
    files = {"agreement.yaml": json.dumps(data).encode()}  # JSON is YAML
    agreement, problems = load_folder(from_bytes(files, "bench"))
    assert agreement is not None, problems
    asked = [
        (question.on.replace(year=2021), {name: rng.random() < 0.5 for name in names})
        for question in questions(60, 3)
    ]
    return _asked(LoadedAgreement(agreement), asked)


def _asked(loaded: LoadedAgreement, asked: list[tuple[Any, dict[str, Any]]]) -> dict[str, float]:
    """The first verdict, one more, and a full answer to a question never asked before."""
    act = " ".join(ACT)
    began = time.process_time()
    verdict = loaded.prepare(act).verdict
    verdict(on=asked[0][0], given=asked[0][1])
    first = time.process_time() - began
    fresh, again = [], []
    for on, given in asked[1:20]:
        began = time.process_time()
        loaded.ask(act, on=on, given=given)
        fresh.append(time.process_time() - began)
    for on, given in asked:
        verdict(on=on, given=given)
    for on, given in asked:
        at = time.perf_counter_ns()
        verdict(on=on, given=given)
        again.append(time.perf_counter_ns() - at)
    return {
        "first verdict, s": first,
        "one more, µs": statistics.median(again) / 1000,
        "a full answer, ms": statistics.median(fresh) * 1000,
    }


def _of_rows(size: int) -> dict[str, float]:
    """A table of 40 clauses, from Parquet."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "rows.parquet"
        tables.write_rows(place, size)
        run = tables.engines(clauses(40), place)["contract-engine table"]
        return {"CPU, s": tables.timed({"table": run}, 1)[0].again}


def _of_situations(size: int) -> dict[str, float]:
    """Situations no two of which are alike, of 40 clauses: verdicts, and full answers of some."""
    loaded = LoadedAgreement(agreement_of(clauses(40)))
    verdict = loaded.prepare(" ".join(ACT)).verdict
    for question in questions(500, 1):
        verdict(on=question.on, given=question.given)
    began = time.process_time()
    for start in range(0, size, 1_000):
        for question in questions(min(1_000, size - start), 10_000 + start):
            verdict(on=question.on, given=question.given)
    told = {"verdicts, s (drawing them too)": time.process_time() - began}
    if size <= ANSWERED:
        began = time.process_time()
        for question in questions(size, 7):
            loaded.ask(" ".join(ACT), on=question.on, given=question.given)
        told["full answers, s"] = time.process_time() - began
    return told


CURVES: dict[str, Callable[[int], dict[str, float]]] = {
    "clauses": _of_clauses,
    "facts": _of_facts,
    "rows": _of_rows,
    "situations": _of_situations,
}


def main(curve: str, size: int) -> int:
    """Measure one point, and print it as JSON."""
    try:
        told = CURVES[curve](size)
    except (TooLarge, BadInput) as error:
        print(error, file=sys.stderr)
        return REFUSED
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**told, "memory, MB": memory}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
