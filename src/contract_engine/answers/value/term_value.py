"""A term that is renewed, and a day -> its end, number, or last day for notice then.

Of the term that the day is in these are stated; whether a term is running on that day, a definition
says that is made for it and ends as the term does.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from contract_engine.answers.answer import Change
from contract_engine.answers.engine import Engine
from contract_engine.answers.labels import day_in_words
from contract_engine.answers.value.result import KNOWN, ValueTold
from contract_engine.answers.value.value import value_of
from contract_engine.definitions.offsets import counted_term, term_on
from contract_engine.definitions.period_ends import ONE_DAY, Term
from contract_engine.definitions.spell_out import with_meanings
from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Agreement, Clause, Renewal, Row
from contract_engine.model.conditions import All
from contract_engine.model.days import NEVER, Choose, Day, Moment, On
from contract_engine.model.question import Question
from contract_engine.model.vocabulary import DateFact, Fact, NumberFact

NUMBER, END, NOTICE = "number", "end", "notice_by"
PARTS = {END: "the end of the term", NOTICE: "the last day for notice", NUMBER: "the term"}
_NAME = re.compile(rf"(?:(.+)\.)?term\.({'|'.join(PARTS)})")


def term_asked(agreement: Agreement, name: str) -> tuple[Renewal, str] | None:
    """The term, and what of it a name such as `lease.term.end` asks for; None for other names.

    Args:
        agreement: whose terms are meant; where it has one alone, `term.end` will do.
        name: the name.
    """
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    terms = agreement.renewals
    found = terms.get(match[1]) if match[1] else None
    if not match[1] and len(terms) == 1:
        found = next(iter(terms.values()))
    return None if found is None or (match[2] == NOTICE and not found.event) else (found, match[2])


def names_of_terms(agreement: Agreement) -> list[str]:
    """Every name by which a term can be asked for."""
    return [
        f"{name}.term.{part}"
        for name, renewal in agreement.renewals.items()
        for part in PARTS
        if part != NOTICE or renewal.event
    ]


def value_of_term(engine: Engine, question: Question, renewal: Renewal, part: str) -> ValueTold:
    """What is asked of the term that the question's day is in; raises Impossible.

    Args:
        engine: whose agreement it is.
        question: the day, and what is given.
        renewal: the term.
        part: `end`, `notice_by` or `number`.
    """
    on = question.on
    term = term_on(on, renewal.terms)
    name = f"{renewal.id}.term.{part}"
    changed = _with_value(engine.agreement, renewal, part, name, term)
    told = value_of(Engine(changed), question, name)
    running = told.status == KNOWN and told.value not in ("never", "0")
    sentence = told.sentence
    if told.status == KNOWN and not running:
        sentence = f"No term of `{renewal.id}` is running on {day_in_words(on)}."
    cases = tuple(replace(case, by=_by(case.by, name, renewal)) for case in told.cases)
    holds = replace(told.holds, cause=_about(told.holds.cause, name, renewal))
    if (change := holds.next_change) is not None:
        change = replace(change, cause=_about(change.cause, name, renewal) or "")
        holds = replace(holds, next_change=change)
    by = _by(told.by, name, renewal)
    assumed = {each: said for each, said in told.assumed.items() if each != name}
    told = replace(
        told, sort="term", assumed=assumed, by=by, cases=cases, holds=holds, sentence=sentence
    )
    if told.status == KNOWN and not running:
        return told
    first, last = _days(term, renewal)
    if holds.from_ is None or holds.from_ < first:
        holds = replace(holds, from_=first, cause=f"term {term.number} begins")
    if last is not None and (holds.through is None or last < holds.through):
        change = Change(last + ONE_DAY, f"term {term.number} ends") if last < date.max else None
        holds = replace(holds, through=last, next_change=change)
    return replace(told, holds=holds)


def _by(by: tuple[str, ...], name: str, renewal: Renewal) -> tuple[str, ...]:
    """The term in place of the definition that was made for it."""
    return (renewal.id,) if name in by else ()


def _about(words: str | None, name: str, renewal: Renewal) -> str | None:
    return words and words.replace(name, renewal.id)


def _days(term: Term, renewal: Renewal) -> tuple[date, date | None]:
    """The first and the last day of a term; None where that is past the calendar."""
    first = renewal.terms.begins
    if term.number > 1:
        before = counted_term(term.number - 1, renewal.terms).end
        assert isinstance(before, date)
        first = before + ONE_DAY
    return first, term.end if isinstance(term.end, date) else None


def _with_value(
    agreement: Agreement, renewal: Renewal, part: str, name: str, term: Term
) -> Agreement:
    """The agreement with a fact that is what is asked for, of this term."""
    owner = agreement.clauses.get(renewal.id) or agreement.groups.get(renewal.id)
    instrument = agreement.instruments[owner.instrument if owner is not None else renewal.id]
    number = Decimal(term.number if part == NUMBER else 0)
    day = term.end if part == END else term.notice_by
    value = number if part == NUMBER else _moment(day)
    definition = Clause(
        id=name,
        instrument=instrument.id,
        text="",
        norms=(),
        published=owner.published if isinstance(owner, Clause) else instrument.published,
        grade=owner.grade if isinstance(owner, Clause) else instrument.grade,
        from_=On(renewal.terms.begins),
        through=renewal.through,
        defines=name,
        rows=(Row(All(()), value, "rows"),),
        place=renewal.place,
    )
    words, label = agreement.vocabulary, PARTS[part]
    fact: Fact = DateFact(name, label, usually=NEVER, never=True)
    if part == NUMBER:
        fact = NumberFact(name, label, usually=Decimal(0))
    changed = replace(instrument, clauses=(*instrument.clauses, definition))
    return with_meanings(
        replace(
            agreement,
            vocabulary=replace(words, facts={**words.facts, name: fact}),
            instruments={**agreement.instruments, instrument.id: changed},
        )
    )


def _moment(day: Day) -> Moment:
    return On(day) if isinstance(day, date) else Choose(())
