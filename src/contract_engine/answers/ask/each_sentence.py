"""The answers for each value of a name -> one sentence that can stand alone."""

from __future__ import annotations

from collections.abc import Sequence

from contract_engine.answers.ask.sentences import VERBS
from contract_engine.answers.in_labels import InLabels
from contract_engine.answers.labels import (
    act_in_words,
    label_of,
    party_in_words,
    when_in_words,
    with_article,
)
from contract_engine.model.agreement import Agreement
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Question
from contract_engine.model.vocabulary import KindFact, NumberFact, YesNoFact

_OPEN = {
    Verdict.DISPUTED: "it is disputed",
    Verdict.CONFLICT: "the terms contradict each other",
    Verdict.DEPENDS: "it depends on other facts",
    Verdict.NOT_ADDRESSED: "nothing in force says whether it may",
}
MOST = 6
"""Values beyond these are counted; the table has them."""
_ORDER = (*VERBS, *_OPEN)


def each_sentence(
    agreement: Agreement, question: Question, name: str, found: Sequence[tuple[str, Verdict]]
) -> str:
    """`On ... OpenAI may serve its stateless API where the cloud is Azure; it must not where ...`.

    Args:
        agreement: whose labels are used.
        question: what was asked, the name left open.
        name: the fact, event or table of items whose values are told.
        found: the values in names, and what each comes to.
    """
    who = party_in_words(agreement.vocabulary, question.bearer)
    what = act_in_words(agreement, question)
    grouped: dict[Verdict, list[str]] = {}
    for values, verdict in found:
        grouped.setdefault(verdict, []).extend(values.split(" or "))
    whatever = len(grouped) == 1
    parts: list[str] = []
    for verdict in (v for v in _ORDER if v in grouped):
        if whatever:
            with_ = f"whatever {_label(agreement, name)}"
        else:
            with_ = _in_words(agreement, name, grouped[verdict])
        verb = VERBS.get(verdict)
        if verb is not None and question.asked == "must" and verdict is Verdict.PERMITTED:
            verb = "may, and is nowhere said to have to,"
        if parts:
            parts.append(f"it {verb} {with_}" if verb else f"{_OPEN[verdict]} {with_}")
        elif verb:
            parts.append(f"{who} {verb} {what} {with_}")
        else:
            whether = f"whether {who} {question.asked or 'may'} {what} {with_}"
            parts.append(_first(verdict, whether))
    when = when_in_words(agreement, question.on, question.options)
    return f"On {when} {'; '.join(parts)}." if parts else ""


def _first(verdict: Verdict, whether: str) -> str:
    match verdict:
        case Verdict.NOT_ADDRESSED:
            return f"nothing in force says {whether}"
        case Verdict.DISPUTED:
            return f"it is disputed {whether}"
        case Verdict.CONFLICT:
            return f"the terms contradict each other on {whether}"
        case _:
            return f"it depends on other facts {whether}"


def _label(agreement: Agreement, name: str) -> str:
    label = label_of(agreement.vocabulary, name)
    if name in agreement.tables:
        label = agreement.tables[name].label
    if not isinstance(agreement.vocabulary.facts.get(name), KindFact | NumberFact | type(None)):
        return f"is so of this: {label}"
    if name in agreement.vocabulary.events:
        return f"is so of this: {label}"
    return with_article(label)


def _in_words(agreement: Agreement, name: str, values: Sequence[str]) -> str:
    """`where the cloud is Azure or its own data centre`, of values as names."""
    fact = agreement.vocabulary.facts.get(name)
    label = label_of(agreement.vocabulary, name)
    if isinstance(fact, YesNoFact):
        return f"where this is {'so' if 'yes' in values else 'not so'}: {label}"
    if isinstance(fact, KindFact):
        values = [fact.values[v].label if v in fact.values else v for v in values]
    if len(values) > MOST:
        return f"for {len(values)} of the values"
    told = " or ".join(values)
    if name in agreement.tables:
        return f"for {agreement.tables[name].label} {told}"
    if isinstance(fact, KindFact):
        return f"where {_label(agreement, name)} is {told}"
    return f"where this is so: {label} {InLabels(agreement).value(name, told)}"
