"""A question in words -> who, what, on which day, and what is supposed; or why it is refused.

Nothing is guessed: every word has a place or is a problem, and words that could mean two things
are a problem that names both.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from contract_engine.answers.answer import WordsRead
from contract_engine.diagnostics import Problem, in_order
from contract_engine.model.vocabulary import Vocabulary
from contract_engine.words.draft import Draft, start
from contract_engine.words.facts import read_facts
from contract_engine.words.lexicon import Lexicon
from contract_engine.words.rest import read_day, read_leftovers
from contract_engine.words.subject import read_action, read_form
from contract_engine.words.tokens import span

LONGEST = 600
"""Characters of a question; longer text is not a question."""

PASSES: tuple[Callable[[Draft], None], ...] = (
    read_form,
    read_action,
    read_facts,
    read_day,
    read_leftovers,
)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it was understood; `given` holds names of values, as text.

    `asked` is "may" or "must". `how` accounts for the text, in the order it was written; the words
    that were passed over come last.
    """

    bearer: str
    action: str
    on: date
    given: Mapping[str, str]
    asked: str
    how: tuple[WordsRead, ...]


def understand(
    vocabulary: Vocabulary, text: str, on: date | None = None
) -> tuple[Understood | None, tuple[Problem, ...]]:
    """What a question in words asks, by the agreement's own names; None where there is a problem.

    `on` is a day given beside the question. Problems have the file "<question>" and line 1.
    """
    if len(text) > LONGEST:
        message = f"a question has at most {LONGEST} characters"
        return None, (
            Problem("E418", message, span(LONGEST, len(text)), help="ask in fewer words"),
        )
    draft = start(Lexicon(vocabulary), unicodedata.normalize("NFC", text), on)
    for read in PASSES:
        read(draft)
    if draft.problems or draft.form is None or draft.act is None or draft.day is None:
        return None, in_order(draft.problems)
    steps = [WordsRead(words, meaning) for _, words, meaning in sorted(draft.steps)]
    if draft.passed:
        steps.append(
            WordsRead(", ".join(words for _, words in sorted(draft.passed)), "passed over")
        )
    bearer, asked = draft.form.parties[0][0], draft.form.asked
    given = dict(sorted(draft.given.items(), key=lambda item: draft.said[item[0]]))
    return Understood(bearer, draft.act, draft.day, given, asked, tuple(steps)), ()
