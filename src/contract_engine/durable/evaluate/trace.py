"""What fired, for an explanation: which instrument and clause, which line, and what it settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contract_engine.durable.evaluate.survival import Left
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.place import Span


@dataclass(frozen=True, slots=True)
class Line:
    """Where a rule comes from.

    `part` is a key of the clause (`when`, `unless`, `from`, `through`, `until`), or `effective` or
    `repeals` for what the instrument says; or, for what the lines of a clause amount to before
    other instruments are looked at, `begun`, `suits` (begun, all of `when`, none of `unless`),
    `over` (its term has run out) and `applies` (suits, and is not over).
    """

    clause: str
    part: str
    place: Span

    def __str__(self) -> str:
        where = f" ({self.place.file}:{self.place.line})" if self.place.line else ""
        return f"{self.clause} {self.part}{where}"


@dataclass(frozen=True, slots=True)
class Fired:
    """A durable rule that fired: its name in its instrument's rule set, and what it settled.

    `lines` are all that it was written for: a comparison that several clauses make is one rule.
    """

    instrument: str
    rule: str
    says: str
    lines: tuple[Line, ...] = ()

    def __str__(self) -> str:
        lines = "; ".join(map(str, self.lines))
        return f"{self.instrument}: {self.says}" + (f" [{lines}]" if lines else "")


def without_dropped(trace: Iterable[Fired], left: Left) -> tuple[Fired, ...]:
    """The trace without lines that the options dropped, and without rules for such lines alone.

    A rule set has the lines of all clauses, whatever the options: they are applied to its findings.
    """
    return tuple(_trimmed(trace, left))


def _trimmed(trace: Iterable[Fired], left: Left) -> Iterator[Fired]:
    for fired in trace:
        lines = tuple(line for line in fired.lines if _is_left(line, fired.instrument, left))
        if lines == fired.lines:
            yield fired
        elif lines:
            yield replace(fired, lines=lines)


def _is_left(line: Line, instrument: str, left: Left) -> bool:
    if line.part == "repeals":
        return (instrument, line.clause) in left.repeals
    return line.clause in left.clauses
