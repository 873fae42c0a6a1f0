"""The decisions that are look-ups against the diagrams and the answers."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from contract_engine.api import LoadedAgreement, load
from contract_engine.diagnostics import BadInput
from contract_engine.diagram.core.domains import KindClasses
from contract_engine.diagram.core.region import Impossible
from contract_engine.diagram.core.samples import any_value
from contract_engine.diagram.core.witness import witness
from contract_engine.diagram.decider import lookup
from contract_engine.diagram.decider.decision import Decision, Given
from contract_engine.diagram.decider.lookup import Lookup
from contract_engine.diagram.decider.outcomes import Outcome
from contract_engine.model.days import NEVER
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import UNKNOWN, Options, as_given
from contract_engine.model.vocabulary import DateFact, Event, KindFact, NumberFact, YesNoFact
from tests.differential.compare import Case, engine_of, found_by_engine, generated


def _decision(case: Case, *, clauses: bool = False) -> Decision:
    typed, engine = case.typed, case.engine
    norms = engine.norms(typed.bearer, typed.action, typed.options)
    left = engine.survivors(typed.options)
    return Decision(engine.agreement, left, norms, clauses=clauses)


def _outcome(decision: Decision, case: Case, on: date, table: bool) -> Outcome | None:
    """What a decision says of a question; None where it gives several values of one kind."""
    typed = case.typed
    said = {name: v for name, v in typed.given.items() if v is not UNKNOWN}
    unknown = frozenset(typed.given) - frozenset(said)
    begin = decision.begin(on, Given(frozenset(said), unknown))
    classes = []
    for name in decision.names:
        value = said.get(name)
        if value is None:
            classes.append(0)
            continue
        of = decision.fixed.get(name) or begin.classes[name]
        if isinstance(value, bool):
            value = frozenset({"yes" if value else "no"})
        if isinstance(of, KindClasses):
            assert isinstance(value, frozenset)
            if len(found := of.within(value)) != 1:
                return None
            classes.append(min(found))
        else:
            classes.append(of.of(value))  # type: ignore[arg-type]  # its own type's value
    if table:
        state, at = begin.state, dict(zip(decision.names, classes, strict=True))
        for each in decision.automaton.tables(said, most=64):
            code = sum(at[n] * stride for n, stride in zip(each.names, each.strides, strict=True))
            state = each.cells[state * each.size + code]
        ended = decision.automaton.outcomes[state]
        assert isinstance(ended, Outcome)
        return ended
    followed = decision.automaton.follow(begin.state, classes)
    assert isinstance(followed, Outcome)
    return followed


@pytest.mark.parametrize(("table", "seed"), [(False, 77), (True, 78)])
def test_an_outcome_is_what_the_diagram_finds(table: bool, seed: int) -> None:
    """Of a question with all that it leaves open, a look-up gives the verdict and the governing
    clauses that the diagram gives on that day, and none where what is given is impossible."""
    said: Counter[object] = Counter()
    for case in generated(400, seed):
        typed = case.typed
        if typed.given.keys() & case.engine.agreement.definitions.keys():
            continue
        decision = _decision(case, clauses=True)
        for on in (typed.on, typed.on + timedelta(days=1), typed.on + timedelta(days=400)):
            found = _outcome(decision, case, on, table)
            if found is None:
                continue
            try:
                expected = case.engine.find(
                    typed.bearer, typed.action, on, typed.given, typed.options
                )
            except Impossible:
                assert found.verdict is None, case.question
                said["impossible"] += 1
                continue
            said["clash"] += bool(expected.clashing)
            assert found.verdict is expected.verdict, (case.question, on)
            assert found.clauses == set(expected.outcome.governing), (case.question, on)
            said[expected.verdict] += 1
    assert min(said[each] for each in (*Verdict, "impossible", "clash")) > 3, said


@pytest.fixture(params=["of few terms", "of many"])
def form(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Look-ups have the form of acts with few terms, or that of acts with many."""
    monkeypatch.setattr(lookup, "LARGE", 1 << 30 if request.param == "of few terms" else -1)


@pytest.mark.usefixtures("form")
def test_a_look_up_is_the_diagrams_verdict() -> None:
    """On a total situation, a look-up gives the verdict that the diagram gives."""
    said: Counter[Verdict] = Counter()
    for case in generated(600, 79):
        try:
            situation = witness(found_by_engine(case))
        except Impossible:
            continue
        assert situation is not None
        if case.engine.agreement.definitions:
            continue
        typed, given = case.typed, {n: as_given(v) for n, v in situation.facts.items()}
        expected = case.engine.find(typed.bearer, typed.action, typed.on, given, typed.options)
        way = Lookup(_decision(case), tuple(given))
        way.learn(typed.on)
        found = way.decide(typed.on, situation.facts)
        assert found is expected.verdict, (case.question, given)
        said[expected.verdict] += 1
    assert min(said[verdict] for verdict in (Verdict.PERMITTED, Verdict.CONFLICT)) > 10, said


SMALL = {
    "format": "1",
    "agreement": "small",
    "grade": "contract",
    "parties": {"p": None},
    "actions": {"act": None},
    "facts": {"seats": {"type": "number"}, "paid": None, "idle": None},
    "instruments": [
        {
            "instrument": "v1",
            "kind": "agreement",
            "effective": "2024-01-01",
            "clauses": {
                "ok": {"text": "t", "norm": "p may act", "when": ["seats <= 10", "paid"]},
                "no": {"text": "t", "norm": "p must not act", "when": "seats > 10"},
            },
        }
    ],
}
ON = date(2024, 1, 1)


@pytest.mark.usefixtures("form")
@pytest.mark.parametrize(
    ("on", "given", "verdict"),
    [
        (ON, {"seats": 10, "paid": True}, "permitted"),
        (ON, {"seats": Decimal("10.0001"), "paid": True}, "prohibited"),
        (ON, {"seats": 10.0, "paid": True}, "permitted"),
        (ON, {"seats": "10", "paid": "yes"}, "permitted"),
        ("2024-01-01", {"seats": 11, "paid": False}, "prohibited"),
        (date(2023, 12, 31), {"seats": 1, "paid": True}, "not_addressed"),
        (ON, {"seats": 1}, "depends"),
        (ON, {}, "depends"),
        (ON, None, "depends"),
        (ON, {"seats": "unknown", "paid": True}, "depends"),
        (ON, {"seats": 11, "paid": "unknown"}, "prohibited"),
        (ON, {"seats": 11, "idle": True}, "prohibited"),
        (ON, {"seats": 1, "paid": True, "idle": False}, "permitted"),
    ],
)
def test_values_of_every_form_are_decided_as_they_are_answered(
    on: date | str, given: dict[str, object] | None, verdict: str
) -> None:
    loaded = LoadedAgreement(engine_of(SMALL).agreement)
    prepared = loaded.prepare("p act")
    for _ in range(2):
        assert str(prepared.verdict(on=on, given=given)) == verdict
    assert str(loaded.ask("p act", on=on, given=given).verdict) == verdict


@pytest.mark.usefixtures("form")
@pytest.mark.parametrize(
    ("on", "given", "code"),
    [
        (ON, {"seats": 1, "paid": "maybe"}, "E302"),
        (ON, {"seats": True, "paid": True}, "E313"),
        (ON, {"seats": 1, "paid": True, "idle": "perhaps"}, "E302"),
        (ON, {"seats": 1, "paid": True, "colour": "red"}, "E301"),
        ("2024-02-30", {"seats": 1, "paid": True}, "E314"),
        (ON, {"seats": [], "paid": True}, "E313"),
    ],
)
def test_bad_values_are_refused_with_their_diagnostics(
    on: date | str, given: dict[str, object], code: str
) -> None:
    prepared = LoadedAgreement(engine_of(SMALL).agreement).prepare("p act")
    prepared.verdict(on=ON, given={"seats": 1, "paid": True})
    for _ in range(2):
        with pytest.raises(BadInput) as caught:
            prepared.verdict(on=on, given=given)
        assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.usefixtures("form")
@pytest.mark.parametrize("name", ["microsoft-openai", "github-corporate", "zerotier-bsl"])
def test_every_act_of_the_shipped_agreements_is_a_look_up(name: str) -> None:
    """Of random total situations, the verdict is looked up, and is the one that is answered."""
    loaded, rng = load(name), Random(name)
    words = loaded.model.vocabulary
    acts = [
        (bearer, action)
        for bearer in words.parties
        for action in words.actions
        if loaded.engine.norms(bearer, action, Options())
    ]
    looked_up = 0
    for bearer, action in acts:
        prepared = loaded.prepare(f"{bearer} {action}")
        names = [n for n in (*words.facts, *words.events) if n not in loaded.model.definitions]
        for _ in range(4):
            on = date(2016, 1, 1) + timedelta(days=rng.randrange(6000))
            given = {n: _some(words.facts.get(n) or words.events[n], rng) for n in names}
            try:
                expected = loaded.ask(f"{bearer} {action}", on=on, given=given).verdict
            except BadInput:
                with pytest.raises(BadInput):
                    prepared.verdict(on=on, given=given)
                continue
            assert prepared.verdict(on=on, given=given) is expected
            way = prepared._ways[tuple(given)]
            assert way is not None
            assert way.decide(on, given) is expected
            looked_up += 1
    assert looked_up > len(acts)


def _some(subject: object, rng: Random) -> object:
    match subject:
        case KindFact():
            return rng.choice(subject.ends)
        case YesNoFact():
            return rng.random() < 0.5
        case NumberFact():
            value = any_value(subject)
            return f"{value} {subject.currency}" if subject.currency else value
        case DateFact(never=False):
            return date(2016, 1, 1) + timedelta(days=rng.randrange(6000))
        case _:
            assert isinstance(subject, DateFact | Event)
            days = timedelta(days=rng.randrange(6000))
            return NEVER if rng.random() < 0.3 else date(2016, 1, 1) + days


MONTHS = {
    "format": "1",
    "agreement": "months",
    "grade": "contract",
    "parties": {"p": None},
    "actions": {"act": None},
    "facts": {"sold": {"type": "date"}},
    "instruments": [
        {
            "instrument": "v1",
            "kind": "agreement",
            "effective": "2020-01-01",
            "clauses": {
                "between": {
                    "norm": "p may act",
                    "from": "30 days after sold",
                    "until": "1 month after sold",
                },
                "early": {
                    "norm": "p must not act",
                    "when": "sold < 2024-02-15",
                    "through": "28 days after sold",
                },
            },
        }
    ],
}


def test_days_are_told_apart_by_the_order_of_what_moves_with_them() -> None:
    """Thirty days are more than a month, or less, or as much: the same look-up tells, on every day
    of a stretch without stated days, what the diagram of that very day tells."""
    engine = engine_of(MONTHS)
    prepared = LoadedAgreement(engine.agreement).prepare("p act")
    said: Counter[Verdict] = Counter()
    for more in range(0, 430, 2):
        on = date(2024, 1, 1) + timedelta(days=more)
        for back in (27, 28, 29, 30, 31, 32):
            given = {"sold": on - timedelta(days=back)}
            expected = engine.find("p", "act", on, given, Options()).verdict
            assert prepared.verdict(on=on, given=given) is expected, (on, given)
            said[expected] += 1
    assert len(said) == 3
    assert said[Verdict.PERMITTED] > 50
