"""What fired, for an explanation: which instrument and clause, which line, and what it settled."""

from __future__ import annotations

from dataclasses import dataclass

from contract_engine.model.place import Span


@dataclass(frozen=True, slots=True)
class Line:
    """Where a rule comes from.

    `part` is a key of the clause (`when`, `unless`, `from`, `through`, `until`), or `effective` or
    `repeals` for what the instrument says; or, for what the lines of a clause amount to before
    other instruments are looked at, `begun`, `conditions`, `over` (its term), `suits` (begun, and
    its conditions hold), `applies` and `lapsed` (suits, but is over).
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
