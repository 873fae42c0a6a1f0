"""What was measured -> a page of tables, and a picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.growth import Curves
    from bench.processes import Process

OURS = "`agreement.prepare(...)`"
OUR_TABLE = "contract-engine table"
PROCESS = """CPU time from the first instruction to the last, the least of several runs, the agreement being in the cache.
"""
START = """\
# How fast it is

`make bench` writes this page and its picture.
All figures of a run are of one machine and one process, each engine in its turn on the same questions and rows, and all must give the same answers, or there is no page.
Read the ratios: what a microsecond is differs from machine to machine.
"""
DECISION = """\
A dictionary goes in, a verdict comes out: 12 facts and a day, drawn at random.
*Ready* is the CPU it takes before: reading the terms, and for `prepare` the first question about each of twelve periods of days.
"""
TABLE = """\
A Parquet file of a million rows of 13 columns is read, answered and counted.
*First* has what is made once: for `contract-engine table` the act's diagrams and their layout.
Writing the answers costs all of them the same on top.
Of forty clauses, arrays compared clause by clause are quicker than look-ups, which first look through the columns for what stands in them; of a thousand they are not.
numpy and OpenFisca are handed columns that DuckDB has read and coded.
"""


@dataclass(frozen=True)
class Line:
    """An engine: microseconds for a question, and seconds until it is ready."""

    name: str
    micros: float
    ready: float


@dataclass(frozen=True)
class TableLine:
    """An engine on a million rows: CPU seconds the first time, and again."""

    name: str
    first: float
    again: float


@dataclass
class Report:
    """All that was measured."""

    decisions: dict[int, list[Line]] = field(default_factory=dict)
    acts: list[Line] = field(default_factory=list)
    shipped: list[tuple[str, float]] = field(default_factory=list)
    processes: list[Process] = field(default_factory=list)
    tables: dict[int, list[TableLine]] = field(default_factory=dict)
    growth: Curves | None = None

    def as_markdown(self) -> str:
        """The page."""
        parts = [START, "![The same as a picture](speed.svg)\n"]
        for size, lines in self.decisions.items():
            base = next(each.micros for each in lines if each.name == OURS)
            parts.append(f"## One decision, {size:,} clauses\n\n{DECISION}")
            table = ["| | µs (p50) | ratio | ready, s |", "|---|---|---|---|"]
            for each in sorted(lines, key=lambda line: line.micros):
                ratio = each.micros / base
                table.append(
                    f"| {each.name} | {each.micros:,.2f} | {ratio:,.1f} | {each.ready:.2f} |"
                )
            parts.append("\n".join(table) + "\n")
        times = sorted(each.micros for each in self.acts)
        parts.append(
            f"## Every act of the shipped agreements\n\nOf {len(times)} acts, on total situations "
            f"of what the act asks for, drawn at random, a prepared decision takes {times[len(times) // 2]:.2f} µs in the "
            f"median and {times[-1]:.2f} µs at most.\n"
        )
        for size, rows in self.tables.items():
            base = next(each.again for each in rows if each.name == OUR_TABLE)
            parts.append(f"## A million rows, {size:,} clauses\n\n{TABLE}")
            table = ["| | CPU, s | ratio | first, s |", "|---|---|---|---|"]
            for row in sorted(rows, key=lambda line: line.again):
                table.append(
                    f"| {row.name} | {row.again:.2f} | {row.again / base:.1f} | {row.first:.2f} |"
                )
            parts.append("\n".join(table) + "\n")
        parts.append(self._growth())
        parts.append("## The shipped agreement\n")
        table = ["| | ms |", "|---|---|", *(f"| {n} | {ms:.2f} |" for n, ms in self.shipped)]
        parts.append("\n".join(table) + "\n")
        parts.append(f"## A whole process\n\n{PROCESS}")
        table = ["| | CPU, ms | ratio |", "|---|---|---|"]
        table += [f"| {p.name} | {p.seconds * 1000:.0f} | {p.ratio:.1f} |" for p in self.processes]
        parts.append("\n".join(table) + "\n")
        return "\n".join(parts)

    def _growth(self) -> str:
        assert self.growth is not None
        table = ["| clauses | first 200 questions, s | one more, µs |", "|---|---|---|"]
        for (size, first), (_, again) in zip(self.growth.first, self.growth.again, strict=True):
            table.append(f"| {size:,} | {first:.2f} | {again * 1e6:.2f} |")
        rows = ["| rows, 40 clauses | CPU, s |", "|---|---|"]
        rows += [f"| {count:,} | {seconds:.2f} |" for count, seconds in self.growth.rows]
        refused = "".join(f"Refused, {each}.\n" for each in self.growth.refused)
        told = "\n".join([*table, "", *rows])
        why = (
            "A decision stays a look-up for each fact, so it hardly grows; what grows is making "
            "the diagrams of a period of days, before its first question.\n"
        )
        return f"## Growth\n\n{why}\n{told}\n\n{refused}"


def write(report: Report, folder: Path) -> None:
    """Write the page and the picture into a folder."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    (folder / "speed.md").write_text(report.as_markdown(), encoding="utf-8")
    assert report.growth is not None
    mpl.rcParams["svg.hashsalt"] = "speed"
    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(13, 4), layout="constrained")
    names = [each.name.strip("`") for each in report.decisions[40]]
    width = 0.8 / len(report.decisions)
    for number, (size, lines) in enumerate(report.decisions.items()):
        micros = {each.name.strip("`"): each.micros for each in lines}
        places = [place + number * width for place in range(len(names))]
        left.barh(places, [micros.get(n, 0) for n in names], width, label=f"{size:,} clauses")
    left.set(xscale="log", title="one decision, µs", yticks=range(len(names)), yticklabels=names)
    left.invert_yaxis()
    left.legend()
    tables = [each.name for each in next(iter(report.tables.values()))]
    for number, (size, rows) in enumerate(report.tables.items()):
        places = [place + number * width for place in range(len(tables))]
        seconds = {each.name: each.again for each in rows}
        middle.barh(places, [seconds.get(n, 0) for n in tables], width, label=f"{size:,} clauses")
    middle.set(xscale="log", title="a million rows, s of CPU")
    middle.set(yticks=range(len(tables)), yticklabels=tables)
    middle.invert_yaxis()
    middle.legend()
    right.plot(*zip(*report.growth.first, strict=True), marker="o", label="first 200 questions, s")
    again = [(size, seconds * 1e6) for size, seconds in report.growth.again]
    right.plot(*zip(*again, strict=True), marker="o", label="one more, µs")
    right.set(xscale="log", yscale="log", xlabel="clauses", title="growth")
    right.legend()
    figure.savefig(folder / "speed.svg", metadata={"Date": None})
