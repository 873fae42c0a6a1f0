"""A verdict -> one plain sentence that answers the form asked ("Can ...?", "Must ...?")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from contract_engine.answers.answer import ClauseCited
from contract_engine.answers.in_labels import InLabels
from contract_engine.answers.labels import (
    act_in_words,
    day_in_words,
    label_of,
    party_in_words,
    value_in_words,
    when_in_words,
    with_article,
)
from contract_engine.diagram.finding.finding import Finding
from contract_engine.model.agreement import Agreement
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Question
from contract_engine.model.vocabulary import Vocabulary, YesNoFact

if TYPE_CHECKING:
    from contract_engine.answers.ask.silence import Silence

VERBS = {
    Verdict.PERMITTED: "may",
    Verdict.PROHIBITED: "must not",
    Verdict.REQUIRED: "must",
    Verdict.NOT_REQUIRED: "need not",
}


def sentence_of(
    agreement: Agreement,
    question: Question,
    finding: Finding,
    governing: Sequence[ClauseCited],
    silence: Silence | None,
    only: Sequence[str] = (),
) -> str:
    """The answer in a sentence or two that can stand alone: what was asked, and what decides.

    Args:
        agreement: Whose labels and phrases are used.
        question: What was asked; every value it gives is named.
        finding: What the diagrams say of it.
        governing: The clauses that govern.
        silence: Of a verdict "not addressed", why.
        only: The facts of which any other value is prohibited.
    """
    words = agreement.vocabulary
    who = party_in_words(words, question.bearer)
    what = act_in_words(agreement, question)
    when = when_in_words(agreement, question.on, question.options)
    verdict = finding.verdict
    if verdict in VERBS:
        says = f"on {when} {who} {VERBS[verdict]} {what}"
        if not question.asked:
            return f"{_upper(says)}."
        if question.asked == "must" and verdict is Verdict.PERMITTED:
            says += ", but no term says that it must"
        elsewhere = "".join(_elsewhere(words, question, name) for name in only)
        return f"{_yes_or_no(question.asked, verdict)}: {says}.{elsewhere}"
    whether = f"whether on {when} {who} {_verb_asked(question)} {what}"
    if silence is not None:
        from contract_engine.answers.ask.silence import silence_in_words

        return f"Not addressed: {silence_in_words(agreement, silence, whether)}."
    if verdict is Verdict.CONFLICT:
        names = " and ".join(f"`{clause.id}`" for clause in governing)
        return f"The terms contradict each other on {whether}: {names}."
    facts, questions = hanging(agreement, _asked_for(finding))
    if verdict is Verdict.DISPUTED:
        beside = f" It also turns on {_one_on_another(facts)}." if facts else ""
        return f"Disputed: {whether} turns on how the terms are read. {questions}{beside}"
    return it_depends(whether, facts, questions)


def hanging(model: Agreement, names: Sequence[str]) -> tuple[list[str], str]:
    """The facts that an answer hangs on, in labels, and the questions of the readings it does."""
    words = model.vocabulary
    facts = [_hanging(model, name) for name in names if name not in words.readings]
    return facts, " ".join(label_of(words, name) for name in names if name in words.readings)


def it_depends(whether: str, facts: Sequence[str], questions: str) -> str:
    """That something turns on facts, and on how the terms are read."""
    on = [*facts, *(["how the terms are read"] if questions else [])]
    says = f"It depends: {whether} turns on {_one_on_another(on)}."
    return f"{says} {questions}" if questions else says


def _one_on_another(things: Sequence[str]) -> str:
    """`the product`; `the product and on the cloud`; `the product; on the cloud; and on that`."""
    *first, last = things
    if not first:
        return last
    return f"{'; on '.join(first)}{';' if len(first) > 1 else ''} and on {last}"


def _hanging(model: Agreement, name: str) -> str:
    """What an answer depends on, in labels: `whether Microsoft consents`."""
    words = model.vocabulary
    if " " in name:  # how two values compare
        return f"whether {InLabels(model).compared(name)}"
    label = label_of(words, name)
    if name in words.events or name in words.read_events:
        return f"whether and when {label}"
    if isinstance(words.facts.get(name), YesNoFact):
        return f"whether {label}"
    return with_article(label)


def _elsewhere(words: Vocabulary, question: Question, name: str) -> str:
    """What other values of a fact come to: `But with anything other than Azure it must not.`."""
    value = value_in_words(words, name, question.given[name])
    return f" But with anything other than {value} as {label_of(words, name)} it must not."


def _verb_asked(question: Question) -> str:
    return question.asked or "may"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def names_in_words(names: Sequence[str]) -> str:
    """`a`, `b` and `c`."""
    *first, last = [f"`{name}`" for name in names] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def _asked_for(finding: Finding) -> list[str]:
    if finding.more_cases:
        return list(finding.unknown)
    return list(dict.fromkeys(name for case in finding.cases for name in case.given))


def _yes_or_no(asked: str, verdict: Verdict) -> str:
    if asked == "must":
        return "Yes" if verdict is Verdict.REQUIRED else "No"
    if asked == "must not":
        return "Yes" if verdict is Verdict.PROHIBITED else "No"
    if verdict is Verdict.NOT_REQUIRED:
        return "Not said whether it may"
    return "Yes" if verdict in (Verdict.PERMITTED, Verdict.REQUIRED) else "No"


def rough_day(day: date, approximate: str) -> str:
    """A day of which the day (or the month, or the year) isn't certain: November 2016."""
    match approximate:
        case "day":
            return f"{day:%B %Y}"
        case "month":
            return f"{day.year}"
        case _:
            return f"about {day.year}"


def period_in_words(written: str) -> str:
    """A day, month or year as it is written in the files: 15 November 2025, November 2025, 2025."""
    match [int(part) for part in written.split("-")]:
        case [year, month, day]:
            return day_in_words(date(year, month, day))
        case [year, month]:
            return f"{date(year, month, 1):%B} {year}"
        case _:
            return written
