"""Why nothing is said of a total situation, against the reference; on generated agreements."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from contract_engine.answers.ask.ask import answer
from contract_engine.diagram.core.region import Impossible
from contract_engine.diagram.core.witness import witness
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import TotalSituation, as_given
from tests.differential.compare import Case, few_or_all, found_by_engine, generated
from tests.differential.values import as_reference
from tests.reference.survives import surviving
from tests.reference.truth import Situation as Total
from tests.reference.truth import in_force, is_over, norms
from tests.reference.verdict import _is_relevant as is_relevant
from tests.reference.verdict import judge

CASES = 1_500


@few_or_all(CASES // 3, CASES)
def test_a_silence_is_of_the_kind_that_the_lives_of_the_clauses_make_it(count: int) -> None:
    """What would apply and has ended makes it "ended"; else a clause in force with a norm on the
    act makes it "conditions", one that hasn't begun "not begun", one that is over "ended"; and
    without any it is "no term"."""
    seen: Counter[str] = Counter()
    for case in generated(count, 9_100):
        try:
            situation = witness(found_by_engine(case))
            assert situation is not None
            given = {name: as_given(value) for name, value in situation.facts.items()}
            options = replace(case.typed.options, readings=situation.readings)
            question = replace(case.typed.with_given(given), options=options)
            told = answer(case.engine, question, "0")
        except Impossible:
            continue
        if told.verdict is not Verdict.NOT_ADDRESSED:
            assert not told.silence
            continue
        assert told.silence == _expected(case, situation), (case.number, told.sentence)
        seen[told.silence] += 1
    kinds = ("no_term", "ended", "not_begun", "conditions")
    assert min(seen[kind] for kind in kinds) > 10 * count / CASES, seen


def _expected(case: Case, situation: TotalSituation) -> str:
    q, theirs = case.question, case.theirs
    values = {name: as_reference(value) for name, value in situation.facts.items()}
    now = Total(surviving(theirs, case.options), q.on, values, situation.readings)
    if judge(q.bearer, q.action, now).ended:
        return "ended"
    kinds = set()
    for clause in now.agreement.clauses:
        if not any(is_relevant(n, now.agreement, q.bearer, q.action) for n in norms(clause, now)):
            continue
        if clause.effective <= q.on and in_force(clause, now):
            kinds.add("conditions")
        elif clause.effective <= q.on and is_over(clause, now):
            kinds.add("ended")
        else:
            kinds.add("not_begun")
    order = ("conditions", "not_begun", "ended")
    return next((kind for kind in order if kind in kinds), "no_term")
