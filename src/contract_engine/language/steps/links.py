"""The steps of all clauses -> whether what they name of each other is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from contract_engine.language.scope import Scope
from contract_engine.language.steps.loops import check_loops
from contract_engine.language.steps.where import values_of
from contract_engine.language.vocabulary.taxonomy import words_in
from contract_engine.lazy_dataclass import replace
from contract_engine.model.agreement import Clause, Instrument, Modality
from contract_engine.model.place import Span
from contract_engine.model.steps import (
    Alternative,
    Amount,
    Counting,
    DayRule,
    FirstOf,
    LastOf,
    PeriodEnd,
    Rolled,
    Step,
    Versus,
    open_fact,
)
from contract_engine.model.vocabulary import DateFact, NumberFact, Vocabulary, YesNoFact


def with_open_facts(scope: Scope) -> Vocabulary:
    """The vocabulary, with a yes/no fact for each step that says whether it is open."""
    facts = dict(scope.vocabulary.facts)
    for name in scope.steps:
        facts[open_fact(name)] = YesNoFact(open_fact(name), f"{words_in(name)} is open")
    return replace(scope.vocabulary, facts=facts)


def check_steps(scope: Scope, instruments: Mapping[str, Instrument]) -> None:
    """Report values that no act carries, periods where nothing recurs, and circles of steps."""
    clauses = [c for i in instruments.values() for c in i.clauses if c.step is not None]
    acts = {name: action for clause in clauses for name, action in _acts(clause)}
    for clause in clauses:
        scope.clause = clause.text
        for name, step, action in _steps(clause):
            _check_values(scope, step, action, acts)
            _check_alternatives(scope, step, clauses)
            if step.each is None and _has_period(step):
                message = f"`{name}` doesn't recur, so it has no period"
                help_ = "add `each:`, or count from `opened`"
                scope.report("E361", message, step.place, help=help_)
    scope.clause = ""
    check_loops(scope, clauses)


def _acts(clause: Clause) -> Iterator[tuple[str, str]]:
    for name, _, action in _steps(clause):
        if action:
            yield name, action


def _steps(clause: Clause) -> Iterator[tuple[str, Step, str]]:
    """A clause's step and those inside its choice, each with its action; a choice has none."""
    assert clause.step is not None
    own = clause.norms[0].action if clause.norms and not clause.norms[0].choice else ""
    yield clause.id, clause.step, own
    for each in clause.step.alternatives:
        if isinstance(each, Alternative):
            yield each.name, each.step, each.action


def _check_alternatives(scope: Scope, step: Step, clauses: Iterable[Clause]) -> None:
    """An alternative opens with its choice, by a duty of its own."""
    named = {each for each in step.alternatives if isinstance(each, str)}
    for clause in clauses:
        if clause.id not in named or clause.step is None:
            continue
        is_duty = any(norm.modality is Modality.MUST for norm in clause.norms)
        if clause.step.after is not None or clause.step.each is not None:
            message = f"`{clause.id}` is an alternative, and opens with its choice"
            help_ = "take its `after:` and `each:` away"
        elif clause.step.alternatives or not is_duty:
            message = f"`{clause.id}` is an alternative, and no duty"
            help_ = "write `norm: PARTY must ACTION`"
        else:
            continue
        also = ((step.place, "the choice"),)
        scope.report("E360", message, clause.place, also=also, help=help_)


def _check_values(scope: Scope, step: Step, action: str, acts: Mapping[str, str]) -> None:
    for part in (*step.where, *step.done_when):
        if isinstance(part, Versus | Amount) and part.clause:
            known = values_of(scope, acts[part.clause]) if part.clause in acts else {}
            if part.of not in known:
                scope.unknown("E364", "value of the act", part.of, part.place, known)
                continue
            own = values_of(scope, action).get(part.value) if action else None
            _check_types(scope, own, known[part.of], part.place)


def _check_types(scope: Scope, own: object, other: object, place: Span) -> None:
    """Two values that are compared are of one type, and in one currency."""
    if isinstance(own, NumberFact) and isinstance(other, NumberFact):
        if (own.sort, own.currency, own.scheme) == (other.sort, other.currency, other.scheme):
            return
    elif own is None or (isinstance(own, DateFact) and isinstance(other, DateFact)):
        return
    message = "values of two types can't be compared"
    scope.report("E364", message, place, help="declare both with the same type and currency")


def _has_period(step: Step) -> bool:
    rules = (step.by, step.through, step.counts_from)
    return any(_asks_period(rule) for rule in rules if rule is not None)


def _asks_period(rule: DayRule) -> bool:
    match rule:
        case PeriodEnd():
            return True
        case Counting(start):
            return _asks_period(start)
        case Rolled(day):
            return _asks_period(day)
        case FirstOf(parts) | LastOf(parts):
            return any(_asks_period(part) for part in parts)
        case _:
            return False
