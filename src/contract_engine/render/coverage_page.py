"""What scenarios exercise, and the text of the rule files -> one page of HTML, complete in itself.

Each line that has objectives (a clause's own, or one of its conditions) is marked in the margin;
what is not exercised stands below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from contract_engine.measure.coverage.coverage import Coverage
from contract_engine.measure.coverage.objectives import Objective

STYLE = """
:root { color-scheme: light dark; --page: #fff; --dim: #666; --edge: #ccc;
  --all: #d8f0d8; --some: #fdf0c4; --none: #f8d7d7; --gap: #8a1f1f; }
@media (prefers-color-scheme: dark) { :root { --page: #1b1b1b; --dim: #a0a0a0; --edge: #555;
  --all: #1f4423; --some: #57481a; --none: #5c2323; --gap: #ff9c9c; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 80rem; margin: 2rem auto; padding: 0 1rem;
  background: var(--page); }
h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem; }
td, th { padding: 0 1rem 0 0; text-align: left; }
td + td { text-align: right; }
pre { font: 13px/1.5 ui-monospace, monospace; margin: 0; white-space: pre-wrap; }
.line { display: grid; grid-template-columns: 3rem 4rem 1fr; column-gap: 0.75rem; }
.number { color: var(--dim); text-align: right; }
.count { position: relative; text-align: center; }
.count summary { cursor: pointer; list-style: none; }
.count ul { position: absolute; z-index: 1; left: 0; margin: 0; padding: 0.5rem 1rem 0.5rem 2rem;
  width: min(60rem, 80vw); text-align: left; background: var(--page);
  border: 1px solid var(--edge); }
.all { background: var(--all); }
.some { background: var(--some); }
.none { background: var(--none); }
.gap, .accepted { grid-column: 3; }
.gap { color: var(--gap); }
.accepted { color: var(--dim); }
"""
LEGEND = (
    "A number in the margin says how many objectives a line has and how many of them scenarios "
    "exercise; open it to see which scenarios. What is not exercised stands below its line."
)


def page(title: str, texts: Mapping[str, str], found: Coverage, reasons: Mapping[str, str]) -> str:
    """The page. `texts` are the rule files by name; `reasons` those of accepted gaps."""
    lines: dict[tuple[str, int], list[Objective]] = {}
    for objective in (*found.met, *found.missing):
        lines.setdefault((objective.place.file, objective.place.line), []).append(objective)
    told = (
        f"{len(found.met)} of {found.total} objectives exercised: {found.percent:.1f} %. "
        f"{len(reasons)} {'gap' if len(reasons) == 1 else 'gaps'} accepted."
    )
    return "".join(
        (
            "<!doctype html>\n<html lang='en'>\n<head>\n<meta charset='utf-8'>\n",
            "<meta name='viewport' content='width=device-width, initial-scale=1'>\n",
            f"<title>Coverage of {escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n",
            f"<body>\n<h1>{escape(title)}</h1>\n<p>{escape(told)}</p>\n<p>{escape(LEGEND)}</p>\n",
            *_contents(texts, found),
            *(
                part
                for number, (file, text) in enumerate(texts.items())
                for part in _file(number, file, text, lines, reasons, found)
            ),
            "</body>\n</html>\n",
        )
    )


def _contents(texts: Mapping[str, str], found: Coverage) -> Iterator[str]:
    """A table of the files, with how much of each is exercised."""
    yield "<table>\n<tr><th>file</th><th>exercised</th><th>of</th></tr>\n"
    for number, file in enumerate(texts):
        met = sum(objective.place.file == file for objective in found.met)
        missing = sum(objective.place.file == file for objective in found.missing)
        how = _how(met, met + missing)
        yield (
            f"<tr><td><a href='#file-{number}'>{escape(file)}</a></td>"
            f"<td class='{how}'>{met}</td><td>{met + missing}</td></tr>\n"
        )
    yield "</table>\n"


def _file(
    index: int,
    file: str,
    text: str,
    lines: Mapping[tuple[str, int], Sequence[Objective]],
    reasons: Mapping[str, str],
    found: Coverage,
) -> Iterator[str]:
    yield f"<section id='file-{index}'>\n<h2>{escape(file)}</h2>\n"
    for number, line in enumerate(text.splitlines(), 1):
        here = lines.get((file, number), ())
        yield f"<div class='line'><span class='number'>{number}</span>{_count(here, found)}"
        yield f"<pre>{escape(line)}</pre>"
        for objective in here:
            if objective not in found.met:
                yield _gap(objective, reasons.get(objective.about))
        yield "</div>\n"
    yield "</section>\n"


def _count(here: Sequence[Objective], found: Coverage) -> str:
    """How much of a line is exercised; opened, by which scenarios."""
    if not here:
        return "<span></span>"
    met = [objective for objective in here if objective in found.met]
    count = f"{len(met)}/{len(here)}"
    how = _how(len(met), len(here))
    if not met:
        return f"<span class='count {how}'>{count}</span>"
    told = "".join(f"<li>{escape(o.label)}: {escape(found.met[o])}</li>" for o in met)
    return f"<details class='count {how}'><summary>{count}</summary><ul>{told}</ul></details>"


def _how(met: int, of: int) -> str:
    return "all" if met == of else "some" if met else "none"


def _gap(objective: Objective, reason: str | None) -> str:
    if reason is None:
        return f"<span class='gap'>not exercised: {escape(objective.label)}</span>"
    told = f"{objective.label}, accepted: {reason}"
    return f"<span class='accepted'>{escape(told)}</span>"
