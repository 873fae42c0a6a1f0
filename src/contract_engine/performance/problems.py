"""What keeps a status from being told -> a diagnostic that says what to do."""

from __future__ import annotations

from contract_engine.calendars.business_days import NotCovered
from contract_engine.definitions.covered import told_not_covered
from contract_engine.diagnostics import Problem, Span
from contract_engine.model.history import Entry, History
from contract_engine.performance.day_values import NeedsValue
from contract_engine.performance.oracle import MOST, TooManyWays
from contract_engine.performance.run import TooManyInstances
from contract_engine.performance.status import OrderMatters

Trouble = NotCovered | NeedsValue | TooManyWays | OrderMatters | TooManyInstances
TROUBLES = (NotCovered, NeedsValue, TooManyWays, OrderMatters, TooManyInstances)


def problem_of(trouble: Trouble, history: History) -> Problem:
    """The diagnostic of what came in the way."""
    whole = Span(history.file or "<history>")
    match trouble:
        case NotCovered():
            return told_not_covered(trouble)
        case NeedsValue(name=name, line=line):
            if line:
                message = f"this act doesn't say its `{name}`, which a step asks for"
                help_ = f"add it: `with: {{{name}: ...}}`"
                return Problem("E376", message, _line(history, line), help=help_)
            message = f"a day of a step hangs on `{name}`, which is not given"
            return Problem("E376", message, whole, help=f"give it: `--given {name}=...`")
        case TooManyWays():
            message = f"what isn't known leaves more than {MOST} ways open"
            help_ = (
                "give facts: `--given NAME=VALUE`, or `given:` in the history; and the times of "
                "acts on one day: `at: 2026-03-11T18:20:00+01:00`"
            )
            return Problem("E376", message, whole, help=help_)
        case TooManyInstances():
            message = "steps open more often than can be gone through"
            return Problem("E376", message, whole, help="ask for an earlier day, with `--on`")
        case OrderMatters(entries=entries):
            acts = [entry for entry in entries if entry.order is None] or list(entries)
            first, *others = acts
            told = " and ".join(f"`{_act(entry)}`" for entry in acts[:2])
            return Problem(
                "E374",
                f"the order of {told} on {trouble.on} makes a difference",
                _line(history, first.line),
                also=tuple((_line(history, each.line), "the same day") for each in others[:3]),
                help="give their times: `at: 2026-03-11T18:20:00+01:00`",
            )


def _act(entry: Entry) -> str:
    return entry.event or f"{entry.party} {entry.action}"


def _line(history: History, line: int) -> Span:
    return Span(history.file or "<history>", line, 1)
