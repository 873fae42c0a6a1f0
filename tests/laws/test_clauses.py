"""Which clauses have a say in an answer, and what they say together."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

from contract_engine.diagram.finding.finding import nearly
from tests.generators import Data
from tests.generators.names import names_of
from tests.generators.order import clash, norms
from tests.laws.shapes import differing, shape_of
from tests.laws.situations import a_question, some_totals
from tests.laws.trials import Trial, law
from tests.laws.worlds import World, at, left, total_of
from tests.reference.truth import applies
from tests.reference.verdict import relevant

ONE_DAY = timedelta(days=1)


@law(50, defeated=0.25, also=0.3)
def test_whatever_applies_governs_or_stands_beside_or_is_defeated(trial: Trial) -> None:
    """Every clause that applies does one of three: it governs, or it stands undefeated beside
    those that govern, or it is defeated by a clause that is itself undefeated."""
    world = World.of(trial.agreement())
    for question, total in some_totals(trial.rng, world, 12):
        trial.show(question=question, total=total)
        now = total_of(left(world, question), total)
        spoken = [clause for clause, _ in relevant(question.bearer, question.action, now)]
        said = world.outcome(question, total)
        losers = {loser for loser, _ in said.defeated}
        assert said.applies == {clause.id for clause in spoken if applies(clause, now)}
        assert not said.governing & said.also
        assert not (said.governing | said.also) & losers
        assert {winner for _, winner in said.defeated} <= said.governing | said.also
        assert not said.ended & said.applies
        trial.reach(*["defeated"] * len(losers), *["also"] * len(said.also))


def verdict_of(modalities: set[str]) -> str:
    """The verdict of norms on one act of which none defeats another."""
    if any(clash(one, other) for one in modalities for other in modalities):
        return "conflict"
    for modality, verdict in (
        ("must not", "prohibited"),
        ("must", "required"),
        ("may", "permitted"),
        ("need not", "not_required"),
    ):
        if modality in modalities:
            return verdict
    return "not_addressed"


@law(
    50,
    permitted=0.3,
    prohibited=0.3,
    required=0.3,
    not_required=0.3,
    not_addressed=0.3,
    conflict=0.2,
)
def test_the_verdict_is_what_the_undefeated_clauses_say(trial: Trial) -> None:
    """Two that contradict each other are a conflict; else a bar prevails over a duty, a duty over
    a right, and a right over a release; and silence is none of these."""
    world = World.of(trial.agreement())
    for question, total in some_totals(trial.rng, world, 12):
        spoken: dict[str, set[str]] = {}
        now = total_of(left(world, question), total)
        for clause, norm in relevant(question.bearer, question.action, now):
            spoken.setdefault(clause.id, set()).add(norm.modality)
        trial.show(question=question, total=total)
        said = world.outcome(question, total)
        if any(len(spoken[name]) > 1 for name in said.applies):
            continue  # one of its norms may be defeated and another not
        undefeated = {m for name in said.governing | said.also for m in spoken[name]}
        assert said.verdict == verdict_of(undefeated)
        trial.reach(said.verdict)


def turned_over(data: Data, away: Callable[[str, str, str], bool]) -> Data:
    """The agreement in which these norms are a stranger's."""
    data = deepcopy(data)
    data["parties"] = {**data["parties"], "stranger": None}
    for instrument in data["instruments"]:
        for clause in (instrument.get("clauses") or {}).values():
            lines = [
                f"{'stranger' if away(*norm) else norm[0]} {norm[1]} {norm[2]}"
                for norm in norms(clause)
            ]
            if lines:
                clause["norm"] = list(dict.fromkeys(lines))
            for key in ("overrides", "subject_to"):
                clause.pop(key, None)  # which are refused between clauses that can't meet
    return data


@law(50, told=1.0, turned=0.6)
def test_only_norms_of_the_party_on_the_act_or_a_wider_one_have_a_say(trial: Trial) -> None:
    """What binds another party, or speaks of another act or of a kind of this one, says nothing;
    and a duty to act is no duty to act in each way there is."""
    rng = trial.rng
    data = trial.agreement()
    question = a_question(rng, data)
    wider = names_of(data).wider[question.action]

    def is_silent(bearer: str, modality: str, action: str) -> bool:
        speaks = action == question.action if modality == "must" else action in wider
        return bearer != question.bearer or not speaks

    world = World.of(turned_over(data, lambda *_: False))
    other = World.of(turned_over(data, is_silent))
    for _ in range(2):
        trial.show(question=question)
        one = shape_of(world, question)
        assert differing(one, shape_of(other, question)) == []
        trial.reach(*["told"] * (one is not None and one.verdict != "not_addressed"))
        again = a_question(rng, data)
        question = replace(question, on=again.on, given=again.given)
    trial.reach(*["turned"] * (world.data != other.data))


def without_line(data: Data, name: str, key: str, place: int) -> Data:
    """The agreement in which a clause has one condition or exception less."""
    data = deepcopy(data)
    for instrument in data["instruments"]:
        clause = (instrument.get("clauses") or {}).get(name)
        if clause is not None:
            del clause[key][place]
            if not clause[key]:
                del clause[key]
    return data


@law(35, near=0.5)
def test_a_near_miss_would_apply_but_for_the_line_it_failed(trial: Trial) -> None:
    """A clause that is said to have failed one line applies where that line is taken out, and
    doesn't where it stands."""
    rng, world = trial.rng, World.of(trial.agreement())
    for question, total in some_totals(rng, world, 4):
        found = world.find(at(question, total))
        assert found is not None
        for near in nearly(found):
            clause = world.engine.agreement.clauses[near.id]
            (failed,) = near.failed
            lines = [("when", *pair) for pair in enumerate(clause.when.parts)]
            lines += [("unless", *pair) for pair in enumerate(clause.unless)]
            key, place = next((key, place) for key, place, line in lines if line is failed)
            other = World.of(without_line(world.data, near.id, key, place))
            trial.show(question=question, total=total, near=near)
            assert near.id not in world.outcome(question, total).applies
            assert near.id in other.outcome(question, total).applies
            trial.reach("near")
