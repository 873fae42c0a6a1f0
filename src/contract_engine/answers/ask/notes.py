"""What else a reader must know: what an answer rests on, leaves out, or did not look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from contract_engine.answers.ask.sentences import rough_day
from contract_engine.answers.engine import Engine
from contract_engine.answers.wording import tell_given
from contract_engine.diagram.finding.finding import Finding
from contract_engine.model.agreement import Agreement, Clause, Repeal
from contract_engine.model.publication import is_dispute_by
from contract_engine.model.question import Given, Question

ON_RECORD = "which steps are open is what the history says of this day; on other days others may be"
"""The note of an answer about a day of a history."""


def notes_of(engine: Engine, question: Question, finding: Finding) -> tuple[str, ...]:
    """The notes of an answer, each a sentence."""
    return tuple(
        dict.fromkeys(
            [
                *_researched(engine, question),
                *drafts_counted(engine.agreement),
                *_published(engine, question, finding),
                *_beside_items(engine, question),
                *_unasked(engine, question, finding),
                *_clashing(engine, finding.region.clashing),
                *_event_days(engine, question, finding),
                *_dropped(engine, question),
                *_of_one_day(engine, finding),
                *_approximate(engine, question, finding),
                *_disputes(engine, question.options.known, finding),
            ]
        )
    )


def notes_of_look(
    engine: Engine, question: Question, clashing: Iterable[str] = ()
) -> tuple[str, ...]:
    """The notes of a look at what isn't the verdict on one act."""
    notes = (
        *_before_all(engine, question),
        *_researched(engine, question),
        *drafts_counted(engine.agreement),
        *_beside_items(engine, question),
        *_clashing(engine, clashing),
    )
    return tuple(dict.fromkeys(notes))


def horizon(agreement: Agreement, day: date | None) -> Iterator[str]:
    """How far the record was looked through, where that is before a day (None: no last)."""
    last = agreement.researched_through
    if last is not None and (day is None or day > last):
        yield f"The record was looked through up to {last}; nothing later is known to this answer."


def drafts_counted(agreement: Agreement) -> Iterator[str]:
    """What is only proposed, and counts because it was asked for."""
    for each in agreement.instruments.values():
        if each.proposed:
            yield f"{each.id} is a draft: this is so if it is made as it stands."


def _before_all(engine: Engine, question: Question) -> Iterator[str]:
    """That no instrument has taken effect yet."""
    left = engine.survivors(question.options).instruments.values()
    first = min(left, key=lambda each: each.effective, default=None)
    if first is not None and question.on < first.effective:
        yield (
            f"Nothing is in force on {question.on} yet: the first instrument, {first.id}, takes "
            f"effect on {first.effective}."
        )


def _published(engine: Engine, question: Question, finding: Finding) -> Iterator[str]:
    """What governs and could not be known on the day asked about."""
    for name in finding.governing:
        day = engine.agreement.clauses[name].published
        if question.on < day:
            yield f"`{name}` could not be known on {question.on}: it was published on {day}."


def _researched(engine: Engine, question: Question) -> Iterator[str]:
    yield from horizon(engine.agreement, question.on)


def _beside_items(engine: Engine, question: Question) -> Iterator[str]:
    """What was given in place of what the row of an item says."""
    words = engine.agreement.vocabulary
    for table, key in question.items.items():
        for name, said in engine.agreement.tables[table].items[key].values.items():
            given = question.given.get(name, said)
            if not _agrees(given, said):
                yield (
                    f"`{name}` is given as {tell_given(words, name, given)}, and so taken; "
                    f"`{table}={key}` has {tell_given(words, name, said)}."
                )


def _agrees(given: Given, said: Given) -> bool:
    """Whether what is given is what a row says, or some of it."""
    if isinstance(given, frozenset) and isinstance(said, frozenset):
        return given <= said
    return given == said


def _unasked(engine: Engine, question: Question, finding: Finding) -> Iterator[str]:
    asked = set(finding.program.ground.names) | finding.program.ground.defined
    if not finding.program.norms:
        return  # no term in force speaks of the act, which the answer says
    items = [engine.agreement.tables[table].items[key] for table, key in question.items.items()]
    for name, value in question.given.items():
        of_row = any(name in item.values and _agrees(value, item.values[name]) for item in items)
        if name not in asked and not of_row:
            yield f"No term in force on {question.on} asks about `{name}`."


def _clashing(engine: Engine, names: Iterable[str]) -> Iterator[str]:
    words = engine.agreement.vocabulary
    for name in names:
        subject = words.facts.get(name) or words.events.get(name)
        usual = getattr(subject, "usually", None)
        if usual is not None:
            said = usual if isinstance(usual, str) else tell_given(words, name, usual)
            yield (
                f"`{name}` is usually taken as {said}; that can't be together with what is "
                "given, so it is left open."
            )


def _event_days(engine: Engine, question: Question, finding: Finding) -> Iterator[str]:
    for name, value in question.given.items():
        if value == question.on and name in finding.program.ground.names:
            yield f"`{name}` comes on the very day asked about: it counts as having happened."


def _dropped(engine: Engine, question: Question) -> Iterator[str]:
    left = engine.survivors(question.options)
    relevant = {
        norm.clause.id for norm in engine.norms(question.bearer, question.action, question.options)
    }
    instruments = engine.agreement.instruments
    for term in left.dropped:
        if instruments[term.instrument].effective > question.on:
            continue
        ended = [term.clause] if isinstance(term, Repeal) else list(term.replaces)
        standing = [f"`{name}`" for name in ended if name in relevant]
        if standing:
            what = (
                f"the repeal in {term.instrument}"
                if isinstance(term, Repeal)
                else f"`{term.id}` ({term.instrument})"
            )
            verb = "stands" if len(standing) == 1 else "stand"
            yield f"Without {what}, {', '.join(standing)} {verb} again."
    yield from _amended(engine, question)


def _amended(engine: Engine, question: Question) -> Iterator[str]:
    """Who amended what `without` took out."""
    left = engine.survivors(question.options)
    gone = {c.id for c in left.dropped if isinstance(c, Clause)}
    for name in question.options.without:
        later = [
            other.id
            for other in left.instruments.values()
            if other.amends == name
            or any(
                r.clause in gone and engine.agreement.clauses[r.clause].instrument == name
                for r in other.repeals
            )
        ]
        if later:
            yield f"{name} was amended by {', '.join(later)}, which stands on its own words here."


def _of_one_day(engine: Engine, finding: Finding) -> Iterator[str]:
    """What prevails because its instrument stands further down in the list, and nothing else."""
    clauses, instruments = engine.agreement.clauses, engine.agreement.instruments
    for defeat in finding.outcome.defeated:
        first, second = (instruments[clauses[name].instrument] for name in (defeat.id, defeat.by))
        if defeat.why == "later" and first.rank[0] == second.rank[0]:
            yield (
                f"{first.id} and {second.id} are of one day, and nothing says which prevails: "
                f"that `{defeat.by}` does is the order of the list alone."
            )


def _approximate(engine: Engine, question: Question, finding: Finding) -> Iterator[str]:
    for name in finding.governing:
        instrument = engine.agreement.instruments[engine.agreement.clauses[name].instrument]
        if instrument.approximate:
            when = rough_day(instrument.effective, instrument.approximate)
            yield f"{instrument.id} took effect some day in {when}; which one is not certain."


def _disputes(engine: Engine, known: date | None, finding: Finding) -> Iterator[str]:
    for dispute in engine.agreement.disputes.values():
        if not set(dispute.clauses) & set(finding.governing):
            continue
        if is_dispute_by(engine.agreement.sources, dispute, known):
            better = f" Better supported: {dispute.better}" if dispute.better else ""
            yield f"Sources disagree ({dispute.id}): {dispute.question}{better}"
