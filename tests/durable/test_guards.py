"""What durable-rules can't be trusted with is refused before it sees it, or written another way."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest

from contract_engine.durable import BeyondLimits, DurableEvaluator
from contract_engine.durable.compile.compiled import compile_instrument
from contract_engine.durable.compile.safe_subset import Rule, check, fnv1a
from contract_engine.durable.evaluate import evaluator
from contract_engine.durable.evaluate.relevance import plan
from contract_engine.model.agreement import Agreement
from contract_engine.model.conditions import All, Any, Condition, Holds, Not
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import FactValue, TotalSituation
from tests.durable.agreements import TINY, read

Facts = Mapping[str, FactValue]


def one_clause(facts: str, when: str) -> Agreement:
    """An agreement of one clause that says `p may act` under these conditions."""
    return read(
        "format: 1\nagreement: one\ntitle: One\ngrade: contract\nparties: {p: }\nactions: {act: }\n"
        f"facts: {{{facts}}}\n"
        "instruments: [{instrument: i, kind: agreement, effective: 2020-01-01, clauses: "
        f"{{c: {{text: t, norm: p may act, when: [{when}]}}}}}}]\n"
    )


def verdict(agreement: Agreement, **facts: FactValue) -> Verdict:
    return verdicts(agreement, facts)[0]


def verdicts(agreement: Agreement, *situations: Facts) -> list[Verdict]:
    """The verdict in each of these situations, by one evaluator."""
    with DurableEvaluator(agreement) as one:
        return [
            one.evaluate("p", "act", TotalSituation(date(2020, 1, 1), facts, {})).outcome.verdict
            for facts in situations
        ]


def rules_of(agreement: Agreement) -> dict[str, Rule]:
    wanted = plan(agreement, "p", "act").wanted["i"]
    (ruleset,) = compile_instrument(agreement, "i", wanted).rulesets
    return ruleset.rules


# Written another way: more than durable-rules takes at once, and right all the same.


@pytest.mark.parametrize("count", [8, 9, 17, 40, 450])
def test_long_lists_are_chained(count: int) -> None:
    """17 conditions of one rule are an error in durable-rules, though not when it is registered."""
    names = [f"f{n}" for n in range(count)]
    agreement = one_clause(", ".join(f"{name}: " for name in names), ", ".join(names))
    assert max(len(rule["all"]) for rule in rules_of(agreement).values()) <= 8
    assert verdict(agreement, **dict.fromkeys(names, True)) is Verdict.PERMITTED
    for off in (names[0], names[count // 2], names[-1]):
        facts = {**dict.fromkeys(names, True), off: False}
        assert verdict(agreement, **facts) is Verdict.NOT_ADDRESSED
    either = one_clause(", ".join(f"{name}: " for name in names), "any: [" + ", ".join(names) + "]")
    assert verdict(either, **dict.fromkeys(names, False)) is Verdict.NOT_ADDRESSED
    facts = {**dict.fromkeys(names, False), names[-1]: True}
    assert verdict(either, **facts) is Verdict.PERMITTED


@pytest.mark.parametrize(("least", "count"), [(2, 5), (1, 40), (40, 40), (2, 100), (12, 24)])
def test_a_count_is_a_network_of_steps(least: int, count: int) -> None:
    """2 of 100 has 4,950 pairs; a rule for each of them durable-rules would not take."""
    names = [f"f{n}" for n in range(count)]
    facts = ", ".join(f"{name}: " for name in names)
    agreement = one_clause(facts, f"{{at_least: {least}, of: [{', '.join(names)}]}}")
    assert len(rules_of(agreement)) <= 10 * least * (count - least + 1) + count + 100
    for first in (0, (count - least) // 2):
        true = dict.fromkeys(names[first : first + least - 1], True)
        off: Facts = {**dict.fromkeys(names, False), **true}
        on: Facts = {**off, names[-1]: True}
        assert verdicts(agreement, off, on) == [Verdict.NOT_ADDRESSED, Verdict.PERMITTED]


def test_a_large_count_goes_over_several_rule_sets_and_a_huge_one_is_refused() -> None:
    names = [f"f{n}" for n in range(100)]
    turned = [", ".join([*names[at:], *names[:at]]) for at in range(0, 100, 10)]
    counts = [f"{{at_least: 50, of: [{some}]}}" for some in turned]
    facts: list[Facts] = [{name: n < met for n, name in enumerate(names)} for met in (49, 50, 100)]
    agreement = one_clause(", ".join(f"{name}: " for name in names), counts[0])
    expected = [Verdict.NOT_ADDRESSED, Verdict.PERMITTED, Verdict.PERMITTED]
    assert verdicts(agreement, *facts) == expected
    agreement = one_clause(", ".join(f"{name}: " for name in names), ", ".join(counts))
    with pytest.raises(BeyondLimits, match="more than 10000 formulas"):
        verdicts(agreement, *facts)


@pytest.mark.parametrize("count", [99, 100, 101, 256, 300])
def test_a_condition_of_many_rules_is_asserted_several_times(count: int) -> None:
    """256 rules with the same last condition crash durable-rules."""
    lines = ", ".join(f"{{all: [w is {n}, f]}}" for n in range(count))
    agreement = one_clause("f: , w: {type: number}", f"{{any: [{lines}]}}")
    values = (0, count // 2, count - 1)
    for f, expected in ((True, Verdict.PERMITTED), (False, Verdict.NOT_ADDRESSED)):
        situations: list[Facts] = [{"f": f, "w": Decimal(value)} for value in values]
        assert verdicts(agreement, *situations) == [expected] * 3


def test_a_word_of_many_comparisons_is_told_several_times() -> None:
    ends = [f"v{n}" for n in range(10)]
    sets = [("v0", *others) for size in (3, 4) for others in combinations(ends[1:], size)]
    assert len(sets) > 200
    lines = ", ".join(
        f"{{all: [k is {' or '.join(some)}, w is {n}]}}" for n, some in enumerate(sets)
    )
    agreement = one_clause(
        "k: {kind: {" + ", ".join(f"{end}: " for end in ends) + "}}, w: {type: number}",
        f"{{any: [{lines}]}}",
    )
    cases = [(n, end) for n in (0, 150, len(sets) - 1) for end in ("v0", "v2", "v5", "v9")]
    situations: list[Facts] = [{"k": end, "w": Decimal(n)} for n, end in cases]
    found = verdicts(agreement, *situations)
    assert [verdict is Verdict.PERMITTED for verdict in found] == [
        end in sets[n] for n, end in cases
    ]


@pytest.mark.parametrize("count", [48, 49, 64, 65, 600])
def test_many_constants_of_one_fact_are_compared_in_groups(count: int) -> None:
    """From 65 on, durable-rules refuses a fact that as many conditions meet; 513 hang it."""
    lines = ", ".join(f"all: [w >= {n}, w < {n + 1}]" for n in range(1, count, 2))
    agreement = one_clause(
        "w: {type: number}", f"{{any: [{{{lines.replace(', all', '}, {all')}}}]}}"
    )
    values = [0, 1, 2, count // 2, count - 1, count, count + 5]
    for beside in (Decimal(0), Decimal("0.999")):
        found = verdicts(agreement, *({"w": value + beside} for value in values))
        assert [verdict is Verdict.PERMITTED for verdict in found] == [
            value % 2 == 1 and 1 <= value < count for value in values
        ]


def test_a_kind_with_many_values() -> None:
    ends = [f"v{n}" for n in range(600)]
    agreement = one_clause(
        "k: {kind: {wide: {kinds: {" + ", ".join(f"{end}: " for end in ends) + "}}, other: }}",
        "k is " + " or ".join(ends[::2]),
    )
    for end in (*ends[:4], *ends[-2:], "other"):
        expected = Verdict.PERMITTED if end in ends[::2] else Verdict.NOT_ADDRESSED
        assert verdict(agreement, k=end) is expected


def test_names_that_durable_rules_confuses_or_reserves() -> None:
    """It knows names by a 32-bit hash: `costarring` and `liquid` are one to it."""
    assert fnv1a("costarring") == fnv1a("liquid")
    names = ["costarring", "liquid", "id", "sid", "k", "vs", "exception", "label", "s"]
    agreement = one_clause(
        ", ".join(f"{name}: " for name in names), "costarring, not liquid, id, not sid, k, vs, s"
    )
    facts: dict[str, FactValue] = {name: name not in ("liquid", "sid") for name in names}
    assert verdict(agreement, **facts) is Verdict.PERMITTED
    assert verdict(agreement, **{**facts, "liquid": True}) is Verdict.NOT_ADDRESSED
    assert verdict(agreement, **{**facts, "id": False}) is Verdict.NOT_ADDRESSED


F = Holds("f")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (All(()), Verdict.PERMITTED),
        (All((Any(()),)), Verdict.NOT_ADDRESSED),
        (All((Not(Any(())),)), Verdict.PERMITTED),
        (All((Any((All(()), F)),)), Verdict.PERMITTED),
        (All((F, F, All((F, Not(Not(F)))))), Verdict.PERMITTED),
        (All((F, Not(F))), Verdict.NOT_ADDRESSED),
        (All((Any((F, Not(F))),)), Verdict.PERMITTED),
    ],
)
def test_empty_doubled_and_contradictory_groups(when: All, expected: Verdict) -> None:
    """durable-rules hangs on an empty `$and`, and never fires on a condition that stands twice."""
    agreement = one_clause("f: ", "f")
    instrument = agreement.instruments["i"]
    clauses = (replace(instrument.clauses[0], when=when),)
    instruments = {"i": replace(instrument, clauses=clauses)}
    assert verdict(replace(agreement, instruments=instruments), f=True) is expected


def test_a_rule_set_that_would_be_too_large_is_made_in_parts() -> None:
    """What needs more rules than durable-rules takes in a set goes on where another one ended."""
    agreement = one_clause("w: {type: number}", "w > 0")
    instrument = agreement.instruments["i"]
    clauses = []
    for part in range(6):
        lines = ", ".join(f"w > {part * 900 + n}" for n in range(900))
        found = one_clause("w: {type: number}", f"{{any: [{lines}]}}").instruments["i"].clauses[0]
        clauses.append(replace(found, id=f"c{part}"))
    instruments = {"i": replace(instrument, clauses=tuple(clauses))}
    agreement = replace(agreement, instruments=instruments)
    with DurableEvaluator(agreement) as one:
        for weight, governing in ((0, 0), (1, 1), (901, 2), (5000, 6)):
            situation = TotalSituation(date(2020, 1, 1), {"w": Decimal(weight)}, {})
            outcome = one.evaluate("p", "act", situation).outcome
            assert len(outcome.governing) == governing
        assert [len(registered) for _, registered in one._rulesets.values()] == [5]


def test_one_clause_of_more_rules_than_a_set_takes() -> None:
    """Whatever falls on the edge of a set is known in the next one: words of a kind, too."""
    lines = ", ".join(f"{{all: [w >= {n}, w < {n}.5]}}" for n in range(1400))
    agreement = one_clause("w: {type: number}", f"{{any: [{lines}]}}")
    values = [Decimal(text) for text in ("-1", "0", "0.5", "700.4", "700.5", "1399.4", "1400")]
    found = verdicts(agreement, *({"w": value} for value in values))
    permitted = [verdict is Verdict.PERMITTED for verdict in found]
    assert permitted == [False, True, False, True, False, True, False]
    ends = [f"e{n}" for n in range(9000)]
    kind = "k: {kind: {" + ": , ".join(ends) + ": }}"
    agreement = one_clause(kind, f"k is {' or '.join(ends[::2])}")
    found = verdicts(agreement, *({"k": ends[at]} for at in (0, 1, 3996, 3997, 3998, 3999, 8999)))
    permitted = [verdict is Verdict.PERMITTED for verdict in found]
    assert permitted == [True, False, True, False, True, False, False]


def test_rule_sets_that_were_made_first_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of acts that are many, those asked last are kept; the others are compiled again."""
    monkeypatch.setattr(evaluator, "MOST", 500)
    lines = ", ".join(f"w > {n}" for n in range(40))
    clauses = "".join(
        f"    c{n}: {{text: t, norm: p may a{n}, when: [{{any: [{lines}]}}]}}\n" for n in range(5)
    )
    agreement = read(
        "format: 1\nagreement: one\ntitle: One\ngrade: contract\nparties: {p: }\n"
        "actions: {a0: , a1: , a2: , a3: , a4: }\nfacts: {w: {type: number}}\n"
        "instruments:\n- instrument: i\n  kind: agreement\n  effective: 2020-01-01\n  clauses:\n"
        f"{clauses}"
    )
    situation = TotalSituation(date(2020, 1, 1), {"w": Decimal(5)}, {})
    with DurableEvaluator(agreement) as one:
        for n in (0, 1, 2, 3, 4, 0):
            outcome = one.evaluate("p", f"a{n}", situation).outcome
            assert outcome.verdict is Verdict.PERMITTED
        kept = [wanted.applies for _, wanted in one._rulesets]
        assert kept == [("c3",), ("c4",), ("c0",)]


# Refused: what doesn't fit in any way.


def test_too_many_rules() -> None:
    lines = ", ".join(f"w > {n}" for n in range(7000))
    agreement = one_clause("w: {type: number}", f"{{any: [{lines}]}}")
    with pytest.raises(BeyondLimits, match="more than 20000 rules"):
        verdict(agreement, w=Decimal(1))


def test_a_rule_set_of_too_many_rules() -> None:
    with pytest.raises(BeyondLimits, match="4000"):
        check({f"r{n}": {"all": GOOD, "pri": 0} for n in range(4001)}, [])


@pytest.mark.parametrize("constant", ["1e16", "123456789012345678", "-1e30"])
def test_a_constant_too_long(constant: str) -> None:
    text = format(Decimal(constant), "f")
    with pytest.raises(BeyondLimits, match="too long"):
        verdict(one_clause("w: {type: number}", f"w > {text}"), w=Decimal(1))


@pytest.mark.parametrize("word", ['say_"so"', "a\\b", "x" * 201, "nul\x00", "half\ud800", ""])
def test_a_word_that_is_not_safe(word: str) -> None:
    """The loader knows no such words; a model made otherwise may."""
    agreement = read(TINY)
    kind = agreement.vocabulary.facts["goods"]
    values: typing.Any = {
        (word if name == "crane" else name): replace(value, id=word, leaves=frozenset({word}))
        if name == "crane"
        else value
        for name, value in kind.values.items()  # type: ignore[union-attr] # it is a kind
    }
    kind = replace(kind, values=values)
    agreement = replace(
        agreement,
        vocabulary=replace(
            agreement.vocabulary, facts={**agreement.vocabulary.facts, "goods": kind}
        ),
    )
    with pytest.raises(BeyondLimits, match="compares vs"):
        compile_instrument(agreement, "first", plan(agreement, "lessee", "use").wanted["first"])


GOOD: list[typing.Any] = [{"m0": {"$and": [{"k": "in"}, {"h": 0}, {"l": 0}, {"vs": "yes"}]}}]


@pytest.mark.parametrize(
    "antecedents",
    [
        [],
        [{"m0": {"$and": []}}],
        [{"m0": {"$or": [{"k": "in"}, {"h": 0}]}}],
        [{"m0": {"k": "in", "h": 0}}],
        [{"m0": {"k": "in"}, "m1": {"k": "lit"}}],
        [{"m0$not": {"k": "in"}}],
        [{"other": {"k": "in"}}],
        [{"m0": {"$nex": {"vs": 1}}}],
        [{"m0": {"$mt": {"vs": ".*"}}}],
        [{"m0": {"$not": [{"k": "in"}]}}],
        [{"m0": {"$gt": {"vs": "yes"}}}],
        [{"m0": {"$gt": {"vi": 1.5}}}],
        [{"m0": {"$gt": {"vi": True}}}],
        [{"m0": {"$gt": {"vi": 2**53 + 1}}}],
        [{"m0": {"$gt": {"vi": "7"}}}],
        [{"m0": {"$neq": {"k": "in"}}}],
        [{"m0": {"vs": 7}}],
        [{"m0": {"vi": {"m1": "vi"}}}],
        [{"m0": {"h": 256}}],
        [{"m0": {"k": "fact"}}],
        [{"m0": {"name.with.dots": 1}}],
        [{"m0": {"$s": 1}}],
        [{"m0": {"id": "x"}}],
        [{"m0": {"sid": "x"}}],
        [GOOD[0], {"m1": GOOD[0]["m0"]}],
        [{f"m{n}": {"h": n}} for n in range(9)],
    ],
)
def test_what_is_not_of_the_safe_part_is_refused(antecedents: list[typing.Any]) -> None:
    check({"r": {"all": GOOD, "pri": 0}}, [])
    with pytest.raises(BeyondLimits):
        check({"r": {"all": antecedents, "pri": 0}}, [])


@pytest.mark.parametrize(
    "rule",
    [
        {"all": GOOD},
        {"any": GOOD, "pri": 0},
        {"all": GOOD, "pri": 0, "count": 3},
        {"all": GOOD, "pri": -1},
        {"all": GOOD, "pri": True},
    ],
)
def test_rules_have_conditions_and_a_priority_alone(rule: Rule) -> None:
    with pytest.raises(BeyondLimits):
        check({"r": rule}, [])


def test_sharing_crowding_and_ids() -> None:
    shared = {f"r{n}": {"all": GOOD, "pri": 0} for n in range(201)}
    with pytest.raises(BeyondLimits, match="share"):
        check(shared, [])
    crowded = {
        f"r{n}": {"all": [{"m0": {"$and": [{"k": "in"}, {"$gt": {"vi": n}}]}}], "pri": 0}
        for n in range(65)
    }
    with pytest.raises(BeyondLimits, match="follow"):
        check(crowded, [])
    with pytest.raises(BeyondLimits, match="apart"):
        check({}, ["liquid", "costarring"])
    check({}, [f"{letter}{n}" for letter in "pl" for n in range(20_000)])


def test_a_condition_nested_too_deeply() -> None:
    agreement = one_clause("f: ", "f")
    instrument = agreement.instruments["i"]
    deep: Condition = F
    for _ in range(100_000):
        deep = Not(deep)
    clauses = (replace(instrument.clauses[0], when=All((deep,))),)
    instruments = {"i": replace(instrument, clauses=clauses)}
    with pytest.raises(BeyondLimits, match="deeply"):
        verdict(replace(agreement, instruments=instruments), f=True)
