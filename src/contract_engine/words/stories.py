"""What is told before a question -> the question that supposes it.

"Our account was suspended on 1 February 2026. Can they cancel the contract?" asks whether they can
if it was.
"""

from __future__ import annotations

from collections.abc import Sequence

from contract_engine.lazy_dataclass import replace
from contract_engine.words.function_words import CONDITIONS, word_set
from contract_engine.words.rephrasing import Rephrased
from contract_engine.words.tokens import Sort, Token

_BREAKS = frozenset(".;:")
_ASKING = word_set(
    "can could may might must shall should will would is are was were do does did has have had "
    "need when until till since who what which how why where on by for under"
)


def supposed_by(text: str, tokens: Sequence[Token]) -> Rephrased | None:
    """The tokens of the question with what was told before it as a condition; None without any.

    Args:
        text: the question.
        tokens: its tokens.
    """
    last = None
    for at, token in enumerate(tokens[:-1]):
        if token.norm == "?":
            break
        follows = tokens[at + 1].norm in _ASKING
        if token.sort is Sort.MARK and token.norm in _BREAKS and follows and at > 1:
            last = at
    if last is None or tokens[0].norm in CONDITIONS | _ASKING:
        return None
    first = tokens[0]
    lead = Token("if", first.start, first.end)
    told = text[first.start : tokens[last - 1].end]
    new = [lead, *tokens]
    new[last + 1] = replace(tokens[last], norm=",")
    return Rephrased(tuple(new), ((first.start, "", f"`{told}`: supposed"),))
