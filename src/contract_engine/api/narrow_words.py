"""Words of a question that stand for less than people mean by them -> what is so of the rest.

“API” may name stateless APIs alone: who asks about an API is told so, and what is answered of
other APIs, where that is something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from contract_engine import lazy_pattern
from contract_engine.answers.answer import Answer, WordsRead
from contract_engine.answers.in_labels import InLabels
from contract_engine.diagnostics import BadInput
from contract_engine.model.agreement import Agreement
from contract_engine.model.outcome import Verdict
from contract_engine.model.vocabulary import KindFact, Value
from contract_engine.words.lexicon import SMALL

_GIVEN = lazy_pattern.compile(r"`([A-Za-z_][A-Za-z0-9_]*)=([^`]*)`")
_WORD = lazy_pattern.compile(r"[\w-]+")
_TOLD = {
    Verdict.PERMITTED: "it may",
    Verdict.PROHIBITED: "it must not",
    Verdict.REQUIRED: "it must",
    Verdict.NOT_REQUIRED: "it need not",
    Verdict.NOT_ADDRESSED: "nothing in force says whether it may",
    Verdict.CONFLICT: "the terms contradict each other",
    Verdict.DEPENDS: "it depends on more",
    Verdict.DISPUTED: "it is disputed",
}


def narrow_words(
    agreement: Agreement,
    how: Sequence[WordsRead],
    answer: Answer,
    asked: Callable[[str, str], Answer],
) -> Iterator[str]:
    """A sentence for each word that was read narrowly, where it makes a difference.

    Args:
        agreement: whose vocabulary it is.
        how: how each word of the question was read.
        answer: the answer to it.
        asked: answers the same question with another value of a fact.
    """
    labels = InLabels(agreement)
    for step in how:
        given = _GIVEN.fullmatch(step.meaning)
        fact = agreement.vocabulary.facts.get(given[1]) if given else None
        if given is None or not isinstance(fact, KindFact):
            continue
        value = fact.values.get(given[2])
        wider = fact.values.get(value.parent or "") if value is not None else None
        if value is None or wider is None or not _is_part(step.words, wider):
            continue
        rest = " or ".join(end for end in fact.ends if end in wider.leaves - value.leaves)
        try:
            other = asked(fact.id, rest).verdict
        except BadInput:
            continue
        if other is not answer.verdict:
            of_rest = f"as to {labels.value(fact.id, rest)}, {_TOLD[other]}"
            yield f"“{step.words}” is read as {value.label}; {of_rest}."


def _is_part(words: str, wider: Value) -> bool:
    """Whether these words say nothing that those for the wider value don't."""
    said = _content(words)
    return bool(said) and any(said <= _content(name) for name in (wider.label, *wider.aliases))


def _content(text: str) -> set[str]:
    return {word.removesuffix("s") for word in _WORD.findall(text.casefold())} - SMALL - {"any"}
