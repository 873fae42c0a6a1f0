"""The trace tells which rules fired, for which lines of which clauses, and what they settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from contract_engine.durable import DurableEvaluator, Fired
from contract_engine.model.days import NEVER
from contract_engine.model.question import Options, TotalSituation
from tests.durable.agreements import TINY, read
from tests.durable.test_guards import one_clause

SITUATION = TotalSituation(
    date(2020, 6, 1),
    {
        "goods": "van",
        "insured": True,
        "weight": Decimal("7.5"),
        "notice": NEVER,
        "damaged": NEVER,
        "lost": date(2020, 6, 1),
    },
    {"breach": "wide"},
)


def trace(situation: TotalSituation, options: Options | None = None) -> list[Fired]:
    with DurableEvaluator(read(TINY)) as evaluator:
        return list(evaluator.evaluate("lessee", "use", situation, options or Options()).trace)


def told(situation: TotalSituation, clause: str, part: str) -> list[str]:
    """What the rules say that fired for this part of the clause."""
    return [
        fired.says
        for fired in trace(situation)
        if any((line.clause, line.part) == (clause, part) for line in fired.lines)
    ]


def test_each_line_is_told_with_what_it_came_to() -> None:
    assert told(SITUATION, "vehicles", "effective") == ["the day is on or after 2020-01-15"]
    assert told(SITUATION, "vehicles", "when") == [
        "goods is vehicle",
        "insured is yes",
        "(insured is yes or weight < 3.5): insured is yes",
        "weight >= 3.5",
    ]
    assert told(SITUATION, "vehicles", "applies") == ["vehicles applies"]
    assert told(SITUATION, "vans", "unless") == ["weight > 7"]
    assert told(SITUATION, "vans", "suits") == ["vans does not suit the situation: weight > 7"]
    assert told(SITUATION, "vans", "through") == ["the day is before 2021-01-01"]
    assert told(SITUATION, "cranes", "when") == ["goods is not crane: goods is vehicle"]
    assert told(SITUATION, "vehicles", "repeals") == ["the day is before 2021-01-01"]
    assert told(SITUATION, "welcome", "from") == ["1 month after notice has not come"]
    wide = replace(SITUATION, facts={**SITUATION.facts, "damaged": SITUATION.on})
    assert told(wide, "vehicles", "suits") == ["vehicles suits the situation"]
    assert told(wide, "vehicles", "applies")[0].startswith("vehicles does not apply: (")


def test_kinds_are_chained_from_the_end_node_up() -> None:
    says = [fired.says for fired in trace(SITUATION) if fired.instrument == "first"]
    assert says.index("goods is vehicle: van") < says.index("goods is vehicle")


def test_what_follows_comes_after_what_it_follows_from() -> None:
    says = [fired.says for fired in trace(SITUATION)]
    assert says.index("weight > 7") < says.index("vans does not suit the situation: weight > 7")
    assert says[-1].startswith("welcome does not apply")


def test_a_rule_reads_as_a_line_with_its_places() -> None:
    line = "first: weight > 7 [vans unless (test/agreement.yaml:33)]"
    assert line in map(str, trace(SITUATION))


def test_the_trace_leaves_out_what_the_options_drop() -> None:
    later = replace(SITUATION, on=date(2022, 1, 1))
    assert {fired.instrument for fired in trace(later)} == {"first", "second"}
    assert {fired.instrument for fired in trace(later, Options(under="first"))} == {"first"}
    known = Options(known=date(2020, 12, 31))
    assert {fired.instrument for fired in trace(later, known)} == {"first"}
    assert not trace(later, Options(without=("first", "second")))


def test_long_lists_are_cut_short() -> None:
    names = [f"fact_{n}" for n in range(60)]
    agreement = one_clause(
        ", ".join(f"{name}: " for name in names), "any: [" + ", ".join(names) + "], fact_0"
    )
    situation = TotalSituation(date(2020, 1, 1), dict.fromkeys(names, True), {})
    with DurableEvaluator(agreement) as evaluator:
        says = [fired.says for fired in evaluator.evaluate("p", "act", situation).trace]
    assert max(map(len, says)) <= 404
