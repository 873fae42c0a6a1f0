"""What scenarios exercise, and the text of the rule files -> one page of HTML, complete in itself.

Each line that has objectives (a clause's own, or one of its conditions) is marked in the margin;
what is not exercised stands below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from contract_engine.measure.coverage import Coverage
from contract_engine.measure.objectives import Objective

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
pre { font: 13px/1.5 ui-monospace, monospace; margin: 0; white-space: pre-wrap; }
section { margin-bottom: 2rem; }
.line { display: grid; grid-template-columns: 4rem 4rem 1fr; column-gap: 0.75rem; }
.number { color: #767676; text-align: right; }
.count { text-align: center; }
.all { background: #d8f0d8; }
.some { background: #fdf0c4; }
.none { background: #f8d7d7; }
.gap { grid-column: 3; color: #8a1f1f; }
.accepted { grid-column: 3; color: #5a5a5a; }
@media (prefers-color-scheme: dark) {
  body { background: #1b1b1b; color: #e6e6e6; }
  .number, .accepted { color: #9a9a9a; }
  .all { background: #1f4423; }
  .some { background: #57481a; }
  .none { background: #5c2323; }
  .gap { color: #ff9c9c; }
}
"""


def page(title: str, texts: Mapping[str, str], found: Coverage, reasons: Mapping[str, str]) -> str:
    """The page. `texts` are the rule files by name; `reasons` those of accepted gaps."""
    lines: dict[tuple[str, int], list[Objective]] = {}
    for objective in (*found.met, *found.missing):
        lines.setdefault((objective.place.file, objective.place.line), []).append(objective)
    told = (
        f"{len(found.met)} of {found.total} objectives exercised: {found.percent:.1f} %. "
        f"{len(reasons)} gaps accepted."
    )
    return "".join(
        (
            "<!doctype html>\n<html lang='en'>\n<head>\n<meta charset='utf-8'>\n",
            "<meta name='viewport' content='width=device-width, initial-scale=1'>\n",
            f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
            f"<h1>{escape(title)}</h1>\n<p>{escape(told)}</p>\n",
            *(
                part
                for file, text in texts.items()
                for part in _file(file, text, lines, reasons, found)
            ),
            "</body>\n</html>\n",
        )
    )


def _file(
    file: str,
    text: str,
    lines: Mapping[tuple[str, int], Sequence[Objective]],
    reasons: Mapping[str, str],
    found: Coverage,
) -> Iterator[str]:
    yield f"<section>\n<h2>{escape(file)}</h2>\n"
    for number, line in enumerate(text.splitlines(), 1):
        here = lines.get((file, number), ())
        met = [objective for objective in here if objective in found.met]
        how = "all" if len(met) == len(here) else "some" if met else "none"
        said = escape("\n".join(f"{o.label}: {found.met[o]}" for o in met))
        count = f"{len(met)}/{len(here)}" if here else ""
        marked = f" {how}' title='{said}" if here else ""
        yield (
            f"<div class='line'><span class='number'>{number}</span>"
            f"<span class='count{marked}'>{count}</span><pre>{escape(line)}</pre>"
        )
        for objective in here:
            if objective not in found.met:
                yield _gap(objective, reasons.get(objective.about))
        yield "</div>\n"
    yield "</section>\n"


def _gap(objective: Objective, reason: str | None) -> str:
    if reason is None:
        return f"<span class='gap'>not exercised: {escape(objective.label)}</span>"
    told = f"{objective.label}, accepted: {reason}"
    return f"<span class='accepted'>{escape(told)}</span>"
