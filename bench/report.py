"""What was measured -> a page of tables, and a picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import growth

if TYPE_CHECKING:
    from bench.growth import Point
    from bench.load import Served
    from bench.processes import Process

OURS = "`agreement.prepare(...)`"
OUR_TABLE = "contract-engine table"
PROCESS = """CPU time from the first instruction to the last, the least of several runs, the agreement being in the cache.
"""
START = """\
# How fast it is

`make bench` writes this page and its picture.
All figures are of one machine, each engine in its turn in one process on the same questions and rows, and all must give the same answers, or there is no page.
Read the ratios: what a microsecond is differs from machine to machine.
"""
DECISION = """\
A dictionary goes in, a verdict comes out: 12 facts and a day, drawn at random.
*Ready* is the CPU it takes before: reading the terms, and for `prepare` the first question about each of twelve periods of days.
"""
SERVED = """\
The server of one process on loopback, asked over 32 connections that stay, each sending its next question when it has its answer.
What asks takes its share of the same two cores, so the seconds are those of a busy machine; the CPU is the server's alone.
The last line is a server of the same libraries that reads the same body and sends as many bytes, without working anything out.
"""
GROWTH = {
    "clauses": """\
Random clauses over 12 facts, in twelve periods of days.
The diagrams of a period grow about as the clauses do; a full answer to a question never asked before makes several of them, one for each stretch of days it looks at.
A decision stays a look-up for each fact: it grows by what memory is waited for.
""",
    "facts": """\
120 clauses, each of four facts, over facts that are yes or no.
Up to some 25 facts the act is laid out as a whole.
Of more it would have too many nodes: then each question is asked of diagrams that are held to what it gives, which takes tenths of a millisecond and hardly grows.
""",
    "rows": """\
A Parquet file of 40 clauses' facts, as above.
The rows are streamed, so memory stays; of few rows, what is made once outweighs them.
""",
    "situations": """\
Situations no two of which are alike, of 40 clauses.
A verdict keeps nothing of a situation.
A full answer is kept, up to 4,096 of them, which takes memory; a thousand are measured, and what more take is as much again.
""",
}
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
    growth: dict[str, list[Point]] = field(default_factory=dict)
    served: list[Served] = field(default_factory=list)

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
        parts.append(self._served())
        parts.append("## The shipped agreement\n")
        table = ["| | ms |", "|---|---|", *(f"| {n} | {ms:.2f} |" for n, ms in self.shipped)]
        parts.append("\n".join(table) + "\n")
        parts.append(f"## A whole process\n\n{PROCESS}")
        table = ["| | CPU, ms | ratio |", "|---|---|---|"]
        table += [f"| {p.name} | {p.seconds * 1000:.0f} | {p.ratio:.1f} |" for p in self.processes]
        parts.append("\n".join(table) + "\n")
        return "\n".join(parts)

    def _growth(self) -> str:
        parts = ["## Growth\n\nEach point in a process of its own, with its memory.\n"]
        for curve, points in self.growth.items():
            labels = list(dict.fromkeys(label for point in points for label in point.told))
            table = [f"| {curve} | {' | '.join(labels)} |", "|---" * (len(labels) + 1) + "|"]
            for point in points:
                told = (point.told.get(label) for label in labels)
                cells = ("" if each is None else f"{each:,.2f}" for each in told)
                table.append(f"| {point.size:,} | {' | '.join(cells)} |")
            parts.append(f"### {curve.capitalize()}\n\n{GROWTH[curve]}")
            parts.append("\n".join(table) + "\n")
            left_out = [f"{point.size:,}: {point.why}" for point in points if point.why]
            if left_out:
                parts.append("Not measured: " + "; ".join(left_out) + ".\n")
            if bent := growth.bends(points):
                listed = "\n".join(f"- {each}" for each in bent)
                parts.append(f"Where it bends:\n\n{listed}\n")
        return "\n".join(parts)

    def _served(self) -> str:
        bare = self.served[-1].cpu
        table = ["| | asks a second | p50, ms | p99, ms | CPU, µs each | ratio |"]
        table.append("|---|---|---|---|---|---|")
        for each in self.served:
            figures = f"{each.a_second:,.0f} | {each.p50:.1f} | {each.p99:.1f} | {each.cpu:,.0f}"
            table.append(f"| {each.name} | {figures} | {each.cpu / bare:.1f} |")
        long = max(self.served, key=lambda each: each.requests)
        memory = (
            f"Over {long.requests:,} requests the server's memory went from {long.memory[0]} MB to "
            f"{long.memory[-1]} MB.\n"
        )
        return f"## The server\n\n{SERVED}\n" + "\n".join(table) + f"\n\n{memory}"


def write(report: Report, folder: Path) -> None:
    """Write the page and the picture into a folder."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    (folder / "speed.md").write_text(report.as_markdown(), encoding="utf-8")
    mpl.rcParams["svg.hashsalt"] = "speed"
    figure = plt.figure(figsize=(17, 8), layout="constrained")
    top, bottom = figure.subfigures(2, 1)
    left, middle = top.subplots(1, 2)
    below = bottom.subplots(1, len(report.growth))
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
    for axes, (curve, points) in zip(below, report.growth.items(), strict=True):
        _draw_curve(axes, curve, points)
    figure.savefig(folder / "speed.svg", metadata={"Date": None})


def _draw_curve(axes: Any, curve: str, points: list[Point]) -> None:
    """How time (lines) and memory (dashes, at the right) grow."""
    beside = axes.twinx()
    for label in dict.fromkeys(label for point in points for label in point.told):
        there = [(point.size, point.told[label]) for point in points if label in point.told]
        in_memory = label.endswith("MB")
        where, style = (beside, "k--") if in_memory else (axes, "-o")
        where.plot(*zip(*there, strict=True), style, label=label, alpha=0.5 if in_memory else 1)
    axes.set(xscale="log", yscale="log", xlabel=curve, title=f"growth with {curve}")
    beside.set(ylabel="memory, MB", ylim=(0, None))
    axes.legend(fontsize="small")
