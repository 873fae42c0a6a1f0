"""The one table of how verdicts look, in a terminal, a picture and a page; and of other styles."""

from __future__ import annotations

from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.outcome import Verdict


@dataclass(frozen=True)
class VerdictStyle:
    """A verdict's look: its mark in a bar, so that it reads without colours, and its colours.

    `terminal` is the name of a terminal's colour; `fill` the colour of an area, and `ink` that of
    words on white, dark enough to be read.
    """

    mark: str
    terminal: str
    fill: str
    ink: str


VERDICTS: dict[Verdict, VerdictStyle] = {
    Verdict.PERMITTED: VerdictStyle("█", "green", "#2e7d32", "#1b5e20"),
    Verdict.REQUIRED: VerdictStyle("▓", "blue", "#1565c0", "#0d47a1"),
    Verdict.NOT_REQUIRED: VerdictStyle("▒", "cyan", "#00838f", "#006064"),
    Verdict.PROHIBITED: VerdictStyle("░", "red", "#c62828", "#b71c1c"),
    Verdict.CONFLICT: VerdictStyle("!", "bold red", "#7f0000", "#7f0000"),
    Verdict.DEPENDS: VerdictStyle("?", "yellow", "#f9a825", "#7a5200"),
    Verdict.DISPUTED: VerdictStyle("≠", "magenta", "#8e24aa", "#6a1b9a"),
    Verdict.NOT_ADDRESSED: VerdictStyle("·", "dim", "#9e9e9e", "#5f5f5f"),
}

QUIET, STRONG, WEAK, QUOTE = "quiet", "strong", "weak", "quote"
"""Beside the point; the point; resting on weak evidence, or open; another's words."""
GROUP, TERM, DISPUTE, COMMAND = "group", "term", "dispute", "command"
"""A heading over a group; days and terms; what sources disagree on; what can be typed."""
GOOD, BAD = "good", "bad"
"""What holds, and what doesn't."""

TERMINAL: dict[str, str] = {
    QUIET: "dim",
    STRONG: "bold",
    WEAK: "yellow",
    QUOTE: "italic",
    GROUP: "bold cyan",
    TERM: "cyan",
    DISPUTE: "magenta",
    COMMAND: "cyan",
    GOOD: "green",
    BAD: "red",
    **{str(verdict): style.terminal for verdict, style in VERDICTS.items()},
}
"""How a terminal shows each style."""

INK: dict[str, str] = {
    QUIET: "#5f5f5f",
    WEAK: "#7a5200",
    GROUP: "#006064",
    TERM: "#006064",
    DISPUTE: "#6a1b9a",
    COMMAND: "#006064",
    GOOD: "#1b5e20",
    BAD: "#b71c1c",
    **{str(verdict): style.ink for verdict, style in VERDICTS.items()},
}
"""The colour of each style's words on a white page."""


def in_terminal(style: str) -> str:
    """One or several styles, with blanks between, as a terminal shows them."""
    return " ".join(dict.fromkeys(TERMINAL[name] for name in style.split()))
