"""What is found of a value -> one plain sentence that can stand alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contract_engine.answers.ask.sentences import hanging, it_depends
from contract_engine.answers.in_labels import InLabels
from contract_engine.answers.labels import closed, pair_in_words, when_in_words, with_article
from contract_engine.model.agreement import Agreement
from contract_engine.model.question import UNKNOWN, Given, Question
from contract_engine.model.vocabulary import YesNoFact


def value_sentence(
    agreement: Agreement,
    question: Question,
    name: str,
    on: date,
    status: str,
    words: str,
    hangs_on: Sequence[str],
    *,
    assumed: bool,
) -> str:
    """`On 1 January 2025 the change date (release: 1.14.0) is 2 May 2028.`.

    Args:
        agreement: whose labels are used.
        question: what was given, and left out of account.
        name: the fact or event that was asked for.
        on: the day.
        status: whether its value is known, depends, is disputed or unknown.
        words: the value in the names of the rule files, where there is one; else empty.
        hangs_on: what would have to be known.
        assumed: nothing says the value but what is assumed.
    """
    labels = InLabels(agreement)
    when = when_in_words(agreement, on, question.options)
    given = _given(agreement, question)
    what = _what(agreement, name)
    what = f"{what}{given}" if given else closed(what)
    is_so = isinstance(agreement.vocabulary.facts.get(name), YesNoFact)
    whether = f"whether {what}" if is_so else f"what {what} is"
    facts, questions = hanging(agreement, hangs_on)
    is_ = "is assumed to be" if assumed else "is"
    match status:
        case "unknown":
            return f"Not known: nothing that is given says {whether} on {when}."
        case "disputed":
            return f"Disputed: {whether} on {when} turns on how the terms are read. {questions}"
    if words and is_so:
        denied = "is assumed not to be" if assumed else "is not"
        so = f"this {is_ if words == 'yes' else denied} so"
        return f"On {when} {so}: {what.removesuffix(',')}."
    if words:
        return f"On {when} {what} {is_} {labels.value(name, words)}."
    return it_depends(f"{whether} on {when}", facts, questions)


def _what(agreement: Agreement, name: str) -> str:
    """What is asked for, in a sentence."""
    words, label = agreement.vocabulary, InLabels(agreement).label(name)
    if name in words.events or name in words.read_events:
        return label if label.startswith("the ") else f"the day when {label}"
    return label if isinstance(words.facts.get(name), YesNoFact) else with_article(label)


def _given(agreement: Agreement, question: Question) -> str:
    """All that was given, in brackets: items, and what their rows don't say."""
    told: list[str] = []
    rows: dict[str, Given] = {}
    for table, key in question.items.items():
        told.append(f"{agreement.tables[table].label}: {key}")
        rows.update(agreement.tables[table].items[key].values)
    for name, value in question.given.items():
        if value is not UNKNOWN and rows.get(name) != value:
            told.append(pair_in_words(agreement.vocabulary, name, value))
    return f" ({'; '.join(told)})" if told else ""
