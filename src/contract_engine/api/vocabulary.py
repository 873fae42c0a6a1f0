"""An agreement -> its words: who, what, which values, events and topics, and how to ask of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from contract_engine.answers.answer import Cited
from contract_engine.answers.in_words import ClauseOfTopic, TopicTold, WordsTold, WordTold
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.language.questions import QUESTION
from contract_engine.model.agreement import Agreement
from contract_engine.model.vocabulary import DateFact, KindFact, NumberFact, YesNoFact

if TYPE_CHECKING:
    from contract_engine.api.agreement import LoadedAgreement


def words_told(agreement: Agreement) -> WordsTold:
    """Every word of an agreement.

    Args:
        agreement: whose words they are.

    Returns:
        The words with their labels and aliases, each act with a question that is understood.
    """
    words = agreement.vocabulary
    return WordsTold(
        agreement.id,
        agreement.title,
        tuple(WordTold(p.id, p.label, "party", p.aliases) for p in words.parties.values()),
        tuple(_acts(agreement)),
        tuple(_facts(agreement)),
        tuple(_events(agreement)),
        tuple(
            WordTold(
                r.id,
                r.question,
                "reading",
                values=tuple(WordTold(v.id, v.label, "value") for v in r.values.values()),
            )
            for r in words.readings.values()
        ),
        tuple(WordTold(i.id, i.title, i.kind) for i in agreement.instruments.values()),
        tuple(WordTold(f.id, f.label, "figure", f.aliases) for f in agreement.figures.values()),
        tuple(WordTold(t.id, t.label, "topic", t.aliases) for t in words.topics.values()),
    )


def topic_told(loaded: LoadedAgreement, name: str, on: date | None = None) -> TopicTold:
    """What the record says of a topic.

    Args:
        loaded: the agreement.
        name: the topic's name, label or alias, in any case.
        on: the day for which figures are told; without it the latest.

    Raises:
        BadInput: where there is no such topic.
    """
    model = loaded.model
    topics = model.vocabulary.topics
    called = {
        text.casefold(): t.id for t in topics.values() for text in (*t.aliases, t.label, t.id)
    }
    if name.casefold() not in called:
        help_ = did_you_mean(name, topics) or "`contract-engine words` lists what there is"
        raise BadInput([Problem("E432", f"there is no topic `{name}`", QUESTION, help=help_)])
    topic = topics[called[name.casefold()]]
    told = []
    for each in topic.clauses:
        clause = model.clauses[each]
        cites = tuple(
            Cited(c.source, c.grade or model.sources[c.source].grade, c.quote, c.where)
            for c in clause.cites
        )
        text = clause.text or clause.states
        told.append(ClauseOfTopic(each, clause.instrument, text, clause.grade, cites))
    figures = tuple(loaded.figure(each, on=on) for each in topic.figures)
    says = topic.says or f"{len(told)} clauses of the record speak of it."
    ask = " ".join([topic.ask, *(f"{n}={v}" for n, v in topic.given.items())]) if topic.ask else ""
    return TopicTold(
        model.id, topic.id, topic.label, f"{topic.label}: {says}", tuple(told), figures, ask
    )


def _acts(agreement: Agreement) -> Iterator[WordTold]:
    from contract_engine.words.lexicon import Lexicon
    from contract_engine.words.phrasing import example

    lexicon = Lexicon(agreement)
    for action in agreement.vocabulary.actions.values():
        names = (*action.aliases, *action.nouns)
        yield WordTold(
            action.id, action.label, "action", names, example=example(lexicon, action.id)
        )


def _facts(agreement: Agreement) -> Iterator[WordTold]:
    for fact in agreement.vocabulary.facts.values():
        match fact:
            case KindFact():
                values = tuple(
                    WordTold(v.id, v.label, "value" if v.is_end else "values below it", v.aliases)
                    for v in fact.values.values()
                )
                yield WordTold(fact.id, fact.label, "kind", fact.aliases, values)
            case YesNoFact():
                yield WordTold(fact.id, fact.label, "yes/no", fact.aliases)
            case NumberFact(sort=sort):
                yield WordTold(fact.id, fact.label, sort, fact.aliases)
            case DateFact():
                yield WordTold(fact.id, fact.label, "date", fact.aliases)
    for table in agreement.tables.values():
        values = tuple(WordTold(key, key, "item") for key in table.items)
        yield WordTold(table.id, table.label, "table", table.aliases, values)


def _events(agreement: Agreement) -> Iterator[WordTold]:
    words = agreement.vocabulary
    for event in words.events.values():
        yield WordTold(event.id, event.label, "event", event.aliases)
    for read in words.read_events.values():
        yield WordTold(read.id, read.label, f"event, by the reading {read.reading}", read.aliases)
