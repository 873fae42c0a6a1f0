"""What can go wrong with the rule engine: each way has an exception of its own."""

from __future__ import annotations


class EngineError(Exception):
    """The rule engine has no answer; whatever it had found so far is thrown away."""


class BeyondLimits(EngineError):
    """The agreement needs more than the part of durable-rules that can be trusted."""


class RefusedInput(EngineError, ValueError):
    """The question or the situation isn't one this evaluator takes."""


class BrokenInstallation(Exception):
    """durable-rules can't be used here; the message says how to mend it.

    `missing` tells one that is not installed from one that is and fails.
    """

    def __init__(self, message: str, *, missing: bool) -> None:
        super().__init__(message)
        self.missing = missing
