"""A scenario that did not hold -> lines that say where, what came instead, and why."""

from __future__ import annotations

from collections.abc import Iterator

from contract_engine.answers.answer import Answer
from contract_engine.answers.labels import WINS
from contract_engine.model.agreement import Agreement
from contract_engine.scenarios.run import Result


def explain(agreement: Agreement, result: Result) -> tuple[str, ...]:
    """`FILE:LINE: expected prohibited, got permitted`, then the clauses and the first reason."""
    place, answer = result.scenario.place, result.answer
    if result.status is not None and result.differences:
        first, *rest = result.differences
        return (f"{place.file}:{place.line}: {first}", *(f"  {line}" for line in rest))
    if answer is None or not result.differences:
        return ()
    first, *rest = result.differences
    return (
        f"{place.file}:{place.line}: {first}",
        *(f"  {difference}" for difference in rest),
        *_governing(answer),
        *(f"  reason: {why}" for why in _first_reason(agreement, result, answer)),
        f"  answer: {answer.sentence}",
    )


def _governing(answer: Answer) -> Iterator[str]:
    if not answer.clauses:
        yield "  governing: no clause"
    for clause in answer.clauses:
        yield f"  governing: {clause.id} ({clause.instrument}): {clause.norm}"
        if clause.text:
            yield f"    {clause.text}"


def _first_reason(agreement: Agreement, result: Result, answer: Answer) -> Iterator[str]:
    """Of the first clause that should govern and doesn't: why not. Else of one that shouldn't."""
    expected = result.scenario.expected.because
    if expected is None:
        return
    got = [clause.id for clause in answer.clauses]
    for name in expected:
        if name not in got:
            yield f"`{name}` {why_not(agreement, answer, name)}"
            return
    for clause in answer.clauses:
        if clause.id not in expected:
            yield f"`{clause.id}` governs too: nothing that applies here prevails over it"
            return


def why_not(agreement: Agreement, answer: Answer, name: str) -> str:
    """What keeps a clause from governing an answer."""
    clause, asked = agreement.clauses[name], answer.question
    instrument = agreement.instruments[clause.instrument]
    for defeat in answer.defeated:
        if defeat.id == name:
            return f"applies, but loses against `{defeat.by}`, {WINS[defeat.why]}"
    for near in answer.nearly:
        if near.id == name:
            return f"would apply, but for `{'`, `'.join(near.failed)}`"
    for end in answer.ended:
        if end.id == name:
            on = f" on {end.on}" if end.on else ""
            by = "its term ran out" if end.by == "term" else f"by {end.by}"
            return f"ended{on} ({by})"
    if any(also.id == name for also in answer.also):
        return "applies, but another of the clauses gives the verdict"
    actions = agreement.vocabulary.widening(asked.action)
    if not any(n.bearer == asked.bearer and n.action in actions for n in clause.norms):
        return f"says nothing of `{asked.bearer} {asked.action}`"
    if asked.on is not None and instrument.effective > asked.on:
        return f"isn't in force before {instrument.effective}"
    if asked.options.under or asked.options.without:
        return "doesn't apply, or was left out by `under` or `without`"
    return "doesn't apply: more than one of its conditions fails, or it has ended"
