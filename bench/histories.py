"""How the status after a history grows with its acts, over 200 steps; and that of a usual one.

Each point is measured in a process of its own, which tells its memory too: `python -m
bench.histories`.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

from contract_engine.api import Limits, LoadedAgreement, limited, load

SIZES = (100, 10_000, 100_000, 1_000_000)
CHAINS = 66
"""So many orders, each with its delivery, its late delivery and its payment: 198 steps."""
BEGIN = date(2010, 1, 4)
DAYS = 4_000


def agreement(folder: Path) -> LoadedAgreement:
    """Orders that are delivered within ten days and paid within thirty."""
    actions: dict[str, object] = {}
    clauses: dict[str, object] = {}
    for n in range(CHAINS):
        actions |= {
            f"order{n}": {},
            f"deliver{n}": {"with": {"price": {"type": "number"}}},
            f"pay{n}": {"with": {"amount": {"type": "number"}}},
        }
        deliver = {"text": "t", "norm": f"seller must deliver{n}", "by": "10 days after opened"}
        clauses |= {
            f"deliver{n}": {
                **deliver,
                "after": f"buyer order{n}",
                "then": [f"pay{n}"],
                "else": [f"late{n}"],
            },
            f"late{n}": {**deliver, "then": [f"pay{n}"]},
            f"pay{n}": {
                "text": "t",
                "norm": f"buyer must pay{n}",
                "by": "30 days after opened",
                "where": [f"amount >= deliver{n}.price"],
            },
        }
    v1 = {"instrument": "v1", "kind": "agreement", "effective": "2009-01-01", "clauses": clauses}
    data = {
        "format": "1",
        "agreement": "supply",
        "grade": "contract",
        "time_zone": "UTC",
        "parties": {"buyer": {}, "seller": {}},
        "actions": actions,
        "instruments": [v1],
    }
    file = folder / "supply.yaml"
    file.write_text(json.dumps(data), encoding="utf-8")  # JSON is YAML
    return load(file)


def write_history(file: Path, size: int) -> None:
    """So many acts over eleven years, as JSON lines: some deliveries are late, some never paid."""
    rng = Random(4)
    rows: list[tuple[date, int, str, dict[str, int]]] = []
    for number in range(size // 3 + 1):
        chain = rng.randrange(CHAINS)
        ordered = BEGIN + timedelta(days=number * DAYS // (size // 3 + 1))
        delivered = ordered + timedelta(days=rng.randrange(12))
        paid = delivered + timedelta(days=rng.randrange(31))
        rows += [
            (ordered, 3 * number, f"buyer order{chain}", {}),
            (delivered, 3 * number + 1, f"seller deliver{chain}", {"price": rng.randrange(100)}),
            (paid, 3 * number + 2, f"buyer pay{chain}", {"amount": rng.randrange(100, 150)}),
        ]
    rows.sort(key=lambda row: row[:2])
    with file.open("w", encoding="utf-8") as lines:
        lines.write('{"agreement": "supply", "through": "2022-06-30"}\n')
        day, second = BEGIN, 0
        for on, _, act, values in rows[:size]:
            day, second = (on, 0) if on != day else (day, second + 1)
            at = f"{on}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"
            lines.write(json.dumps({"at": at, "act": act, "with": values}) + "\n")


def measured(size: int) -> dict[str, float]:
    """CPU seconds and megabytes for one history; of a usual one, milliseconds when asked again."""
    with tempfile.TemporaryDirectory() as folder, limited(Limits(seconds=600)):
        loaded = agreement(Path(folder))
        file = Path(folder) / "history.jsonl"
        write_history(file, size)
        began = time.process_time()
        history = loaded.history(file)
        read = time.process_time() - began
        told = loaded.status(history)
        took = time.process_time() - began - read
        found = {"reading, s": read, "status, s": took, "steps": float(len(told.found.duties))}
        found["MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if size <= SIZES[0]:
            times = []
            for _ in range(20):
                began = time.process_time()
                loaded.status(history)
                times.append(time.process_time() - began)
            found["again, ms"] = statistics.median(times) * 1000
        return found


def main() -> int:
    """Measure one size, or all of them, each in a process of its own."""
    if len(sys.argv) > 1:
        print(json.dumps(measured(int(sys.argv[1]))))
        return 0
    for size in SIZES:
        line = [sys.executable, "-m", "bench.histories", str(size)]
        told = json.loads(subprocess.run(line, capture_output=True, check=True).stdout)
        print(f"{size:>9,}  " + "  ".join(f"{name} {value:,.1f}" for name, value in told.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
