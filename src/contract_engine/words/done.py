"""A question about what has happened, which no term says: "Has OpenAI released open weights?".

What may or must be done is no answer to it, nor is a figure of what is still to be done.
"""

from __future__ import annotations

from itertools import pairwise

from contract_engine.words import function_words as small
from contract_engine.words.acts import Act
from contract_engine.words.draft import Draft
from contract_engine.words.forms import Form
from contract_engine.words.function_words import word_set
from contract_engine.words.inflect import is_past
from contract_engine.words.lexicon import Role
from contract_engine.words.matching import Match

_PERFECT = word_set("has have had")
_AHEAD = word_set("to must shall will may can")
"""Stand before what is still to be done."""


def is_done(draft: Draft, form: Form, act: Act) -> bool:
    """Whether a question asks that an act has been done."""
    perfect = bool(form.tokens) and draft.is_word(form.tokens[0], _PERFECT)
    verb = draft.tokens[min(act.tokens, default=0)]
    return form.asked == "" and perfect and is_past(verb.norm)


def report_done(draft: Draft, act: Act) -> None:
    """Say that no term tells it."""
    first, last = min(act.tokens), max(act.tokens) + 1
    message = f"`{draft.words(first, last)}` asks what has happened, which no term says"
    help_ = "ask whether it may, or must"
    draft.report("E402", message, draft.place(first, last), help_)


def names_deed(draft: Draft, topic: Match) -> bool:
    """Whether a topic's name is what is asked to have been done: "Has OpenAI declared AGI?"."""
    start = draft.skip(0, small.FILLERS | {"and", "so"})
    return draft.is_word(start, _PERFECT) and is_past(draft.tokens[topic.start].norm)


def left_open(draft: Draft, figure: str) -> frozenset[str]:
    """Of a question about what has been done, the words by which a figure says what is to be done.

    "How much has it bought" isn't answered by how much it has committed to buy.
    """
    tokens = draft.tokens
    if not any(draft.is_word(at, _PERFECT | {"did"}) for at in range(len(tokens))):
        return frozenset()
    said = {after.key for before, after in pairwise(tokens) if before.norm == "to"}
    ahead: set[str] = set()
    done: set[str] = set()
    for phrase in draft.lexicon.of(Role.FIGURE):
        if phrase.meaning.name == figure:
            done.add(phrase.words[0].key)
            for before, word in pairwise(phrase.words):
                (ahead if before.norm in _AHEAD else done).add(word.key)
    return frozenset(ahead - done - said)
