"""Problems -> text as a compiler would print it, or plain data for JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from contract_engine.diagnostics.problem import Problem, Span

Style = Callable[[str, str], str]
"""Dresses a text: (text, role) -> text; role is error, warning, place, mark or help."""


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
    return "\n".join(lines)


def as_data(problem: Problem) -> dict[str, object]:
    """A problem for `--json`."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "file": problem.span.file,
        "line": problem.span.line,
        "column": problem.span.column,
        "length": problem.span.length,
        "label": problem.label,
        "help": problem.help,
        "clause": problem.clause,
        "also": [
            {
                "file": span.file,
                "line": span.line,
                "column": span.column,
                "length": span.length,
                "label": label,
            }
            for span, label in problem.also
        ],
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


def _where(span: Span) -> str:
    return f"{span.file}:{span.line}:{span.column}" if span.line else span.file


def _excerpt(span: Span, label: str, text: str | None, width: int, style: Style) -> list[str]:
    bar = style("|", "place")
    pad = " " * (width + 1)
    lines = (text or "").splitlines()
    if not (0 < span.line <= len(lines)):
        return [f"{pad}{bar} {label}"] if label else []
    line = lines[span.line - 1]
    shown, start = _window(line, span)
    length = max(1, min(span.length, len(shown) - start))
    marks = style("^" * length, "mark") + (f" {style(label, 'mark')}" if label else "")
    lead = "".join("\t" if c == "\t" else " " for c in shown[:start])
    number = style(f"{span.line:>{width}}", "place")
    return [f"{pad}{bar}", f"{number} {bar} {shown}", f"{pad}{bar} {lead}{marks}"]


def _window(line: str, span: Span, width: int = 110) -> tuple[str, int]:
    """The part of a long line around the span, and where the span starts in it."""
    start = span.column - 1
    if len(line) <= width:
        return line, start
    left = max(0, start - width // 3)
    part = line[left : left + width]
    before, after = "..." if left else "", "..." if left + width < len(line) else ""
    return before + part + after, start - left + len(before)
