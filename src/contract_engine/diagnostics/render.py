"""Problems -> text as a compiler would print it, or plain data for JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from contract_engine.diagnostics.columns import columns
from contract_engine.diagnostics.problem import Problem, Span

Style = Callable[[str, str], str]
"""Dresses a text: (text, role) -> text; role is error, warning, place, mark or help."""

WIDEST = 110
"""Of a longer line, so many characters around the underlined words are shown."""


def plain(text: str, role: str) -> str:
    """No colours."""
    return text


def render(problem: Problem, source: Callable[[str], str | None], style: Style = plain) -> str:
    """One problem with its line underlined; `source` gives a file's text, if it has one."""
    head = style(f"{problem.severity}[{problem.code}]", problem.severity)
    lines = [f"{head}: {problem.message}"]
    spans = [(problem.span, problem.label), *problem.also]
    width = len(str(max(span.line for span, _ in spans)))
    for number, (span, label) in enumerate(spans):
        arrow = "-->" if number == 0 else ":::"
        lines.append(f"{' ' * width}{style(arrow, 'place')} {style(_where(span), 'place')}")
        lines += _excerpt(span, label, source(span.file), width, style)
    pad = " " * (width + 1)
    if problem.help:
        lines.append(f"{pad}{style('=', 'place')} {style('help', 'help')}: {problem.help}")
    if problem.clause:
        lines.append(f"{pad}{style('=', 'place')} clause: {problem.clause}")
    if problem.about:
        lines.append(f"{pad}{style('=', 'place')} about: {problem.about}")
    return "\n".join(lines)


def as_data(problem: Problem) -> dict[str, object]:
    """A problem for `--json`."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        **_place(problem.span),
        "label": problem.label,
        "help": problem.help,
        "clause": problem.clause,
        "also": [{**_place(span), "label": label} for span, label in problem.also],
        **({"about": problem.about} if problem.about else {}),
    }


def summary(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are, in words."""
    listed = list(problems)
    errors = sum(problem.is_error for problem in listed)
    warnings = len(listed) - errors
    parts = [
        f"{n} {word}{'' if n == 1 else 's'}"
        for n, word in ((errors, "error"), (warnings, "warning"))
        if n
    ]
    return " and ".join(parts)


def _place(span: Span) -> dict[str, object]:
    return {"file": span.file, "line": span.line, "column": span.column, "length": span.length}


def _where(span: Span) -> str:
    return f"{span.file}:{span.line}:{span.column}" if span.line else span.file


def _excerpt(span: Span, label: str, text: str | None, width: int, style: Style) -> list[str]:
    bar = style("|", "place")
    pad = " " * (width + 1)
    lines = (text or "").splitlines()
    if not (0 < span.line <= len(lines)):
        return [f"{pad}{bar} {label}"] if label else []
    line = "".join(
        c if c == "\t" or c.isprintable() else "\ufffd" for c in lines[span.line - 1].rstrip()
    )
    shown, start = _window(line, span)
    marked = shown[start : start + span.length]
    marks = style("^" * max(1, columns(marked)), "mark") + (
        f" {style(label, 'mark')}" if label else ""
    )
    lead = "".join(c if c == "\t" else " " * columns(c) for c in shown[:start])
    number = style(f"{span.line:>{width}}", "place")
    return [f"{pad}{bar}", f"{number} {bar} {shown}", f"{pad}{bar} {lead}{marks}"]


def _window(line: str, span: Span) -> tuple[str, int]:
    """The part of a long line around the span, and where the span starts in it."""
    start = min(span.column - 1, len(line))
    if len(line) <= WIDEST:
        return line, start
    left = max(0, min(start - WIDEST // 3, len(line) - WIDEST))
    before, after = "..." if left else "", "..." if left + WIDEST < len(line) else ""
    return before + line[left : left + WIDEST] + after, start - left + len(before)
