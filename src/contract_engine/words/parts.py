"""A question that is several, one after another -> each of them, and what leads up to it.

"May it build its own, and until when?" is "May it build its own?" and "Until when?", which
`follow_up.py` reads by what was asked before.
"""

from __future__ import annotations

from contract_engine import lazy_pattern
from contract_engine.lazy_dataclass import dataclass

_OPENERS = (
    "if so|if not|if yes|what|who|whom|which|how|until|till|since|when|where|why|by when|by whom|"
    "from when|for how long|to whom|with whom|on what|on which|under what|under which|"
    "is|are|was|were|does|do|did|can|could|may|must|will|would|has|have|need|at what"
)
_BREAKS = lazy_pattern.compile(
    rf"[?!;]+\s*(?=\w)|\.\s+(?=\w)|,?\s+(?=(?:and|but|or)\s+(?:also\s+)?(?:{_OPENERS})\b)"
    "|\\s+[-\N{EN DASH}\N{EM DASH}]\\s+(?=\\w)",
    2,  # whatever the case: re.IGNORECASE, which isn't imported for it
)
_LEADS = lazy_pattern.compile(r"(?:(?:and|but|or|also|then|so|if so|if not|if yes)\b\s*,?\s*)+", 2)
MOST = 4
"""Questions in one."""


@dataclass(frozen=True, slots=True)
class Part:
    """One question of several, and the words that join it to the one before."""

    text: str
    lead: str = ""


def parts_of(text: str) -> list[list[Part]]:
    """The ways in which a text may be several questions, those of the most parts last.

    Args:
        text: the question.
    """
    breaks = [(m.start(), m.end()) for m in _BREAKS.finditer(text)]
    ways = [[one] for one in breaks]
    if len(breaks) > 1:
        ways.append(breaks)
    found: list[list[Part]] = []
    for way in ways:
        starts, ends = [0, *(end for _, end in way)], [*(start for start, _ in way), len(text)]
        parts = [_part(text[a:b]) for a, b in zip(starts, ends, strict=True)]
        if 1 < len(parts) <= MOST and all(part.text.strip(" ?.!,") for part in parts):
            found.append(parts)
    return found


def _part(text: str) -> Part:
    lead = _LEADS.match(text)
    end = lead.end() if lead else 0
    return Part(text[end:].strip(), text[:end].strip(" ,"))
