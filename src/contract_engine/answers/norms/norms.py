"""Parties in a situation -> what each norm of theirs comes to: it applies, or what stays open.

Whether a norm applies is read off the diagrams of its own act, defeat and all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from contract_engine.answers.ask.notes import notes_of_look
from contract_engine.answers.engine import Engine
from contract_engine.answers.labels import WINS
from contract_engine.answers.norms.acts import Act, Acts
from contract_engine.answers.norms.result import (
    NO,
    OPEN,
    YES,
    Alternative,
    ChoiceTold,
    NormsTold,
    NormTold,
    Said,
)
from contract_engine.answers.value.value import look_of
from contract_engine.answers.wording import tell_condition, tell_given, tell_moment
from contract_engine.diagram.act.life import Ending, Why
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.agreement import Clause, Modality, Norm
from contract_engine.model.choices import left_of
from contract_engine.model.conditions import All, Applies, Condition, Not
from contract_engine.model.question import Question

DUTIES = (Modality.MUST, Modality.MUST_NOT)


def norms_told(
    engine: Engine,
    question: Question,
    parties: Sequence[str],
    modalities: Sequence[Modality] = tuple(Modality),
) -> NormsTold:
    """The norms of these parties that apply or may apply; raises Impossible.

    The bearer and the action of the question don't matter. Norms that are defeated, or don't
    apply whatever is open, are left out.
    """
    acts = Acts(engine, question)
    norms: list[NormTold] = []
    dormant: list[NormTold] = []
    choices: list[ChoiceTold] = []
    for clause in engine.survivors(question.options).clauses.values():
        own = [norm for norm in clause.norms if norm.bearer in parties]
        for norm in own:
            if not norm.choice and norm.modality in modalities:
                norms += _plain(acts, clause, norm)
        if any(norm.choice for norm in own):
            single, choice = _choice(acts, clause, own)
            norms += [norm for norm in single if norm.modality in modalities]
            choices += choice
        elsewhere = {each.id for each in norms} | {each.id for each in choices}
        plain = [norm for norm in own if not norm.choice or clause.id not in elsewhere]
        dormant += _dormant(acts, clause, [norm for norm in plain if norm.modality in modalities])
    words = engine.agreement.vocabulary
    return NormsTold(
        look_of(engine, question),
        tuple(parties),
        tuple(norms),
        tuple(choices),
        {name: tell_given(words, name, value) for name, value in acts.assumed.items()},
        (*notes_of_look(engine, question, acts.clashing), *_unasked(engine, question, acts)),
        tuple(dormant),
    )


def _plain(acts: Acts, clause: Clause, norm: Norm) -> Iterator[NormTold]:
    act = acts.of(norm)
    node = act.node(clause, norm)
    if node is None:
        return
    acts.note_assumed(act, node)
    if act.can(node):
        open_ = () if act.must(node) else tuple(_open(act, clause, norm))
        yield _told(acts, clause, norm, open_, act.must(node))


def _dormant(acts: Acts, clause: Clause, norms: Sequence[Norm]) -> Iterator[NormTold]:
    """The norms that only what is assumed keeps from applying, each with that."""
    words = acts.engine.agreement.vocabulary
    for norm in norms:
        act = acts.of(norm)
        node = None if norm.weakened else act.node(clause, norm)
        if node is None or act.can(node) or not act.could(node):
            continue
        assumed = {n: tell_given(words, n, value) for n, value in acts.blocking(act, node).items()}
        yield replace(_told(acts, clause, norm, (), False), applies=NO, assumed=assumed)


def _told(acts: Acts, clause: Clause, norm: Norm, open_: tuple[str, ...], sure: bool) -> NormTold:
    return NormTold(
        clause.id,
        norm.bearer,
        norm.modality,
        norm.action,
        dict(norm.with_),
        YES if sure else OPEN,
        open_,
        clause.instrument,
        clause.text,
        acts.grade(clause),
    )


def _choice(
    acts: Acts, clause: Clause, norms: Sequence[Norm]
) -> tuple[list[NormTold], list[ChoiceTold]]:
    """A choice: the alternatives that are left; what is none in this situation, norm by norm."""
    ways: dict[str, list[Norm]] = {}
    for norm in norms:
        if norm.choice and not norm.weakened:
            ways.setdefault(norm.choice, []).append(norm)
    found = [_way(acts, clause, label, said, norms) for label, said in ways.items()]
    left = [way for way in found if way is not None]
    if all(way.outright for way in left):
        return [_told(acts, clause, *norm) for way in left for norm in way.norms], []
    alternatives = tuple(way.alternative() for way in left)
    bearer, grade = norms[0].bearer, acts.grade(clause)
    told = ChoiceTold(clause.id, bearer, alternatives, clause.instrument, clause.text, grade)
    return [], [told]


@dataclass(frozen=True)
class _Way:
    """An alternative: what of it may hold, whether for sure, and on what it hangs.

    It is `outright` where nothing of it is ever weakened by what else is left.
    """

    label: str
    norms: tuple[tuple[Norm, tuple[str, ...], bool], ...]
    outright: bool

    def alternative(self) -> Alternative:
        """The same, as one of several."""
        sure = all(sure for _, _, sure in self.norms)
        open_ = tuple(dict.fromkeys(line for _, lines, _ in self.norms for line in lines))
        said = tuple(Said(n.modality, n.action, dict(n.with_)) for n, _, _ in self.norms)
        return Alternative(self.label, said, YES if sure else OPEN, open_)


def _way(
    acts: Acts, clause: Clause, label: str, said: Sequence[Norm], norms: Sequence[Norm]
) -> _Way | None:
    told: list[tuple[Norm, tuple[str, ...], bool]] = []
    outright = True
    for norm in said:
        act = acts.of(norm)
        node = act.node(clause, norm)
        if node is None:
            continue
        nodes = act.program.nodes
        weak = [
            other
            for each in norms
            if each.weakened and (each.choice, each.action) == (label, norm.action)
            if (other := act.node(clause, each)) is not None
        ]
        if norm.modality is Modality.MUST_NOT and not norm.alone:
            weak = [act.program.ground.condition(_left_in(clause, norm), act.program.on)]
        either = nodes.any([node, *weak])
        acts.note_assumed(act, either)
        if not act.can(either):
            continue
        outright = outright and not act.can(nodes.minus(either, node))
        sure = act.must(either)
        own = replace(norm, when=left_of(norm))
        told.append((own, () if sure else tuple(_open(act, clause, own)), sure))
    return _Way(label, tuple(told), outright) if told else None


def _left_in(clause: Clause, norm: Norm) -> Condition:
    """Where the alternative of a norm is left, the clause applying."""
    return All((Applies(clause.id), left_of(norm)))


def _open(act: Act, clause: Clause, norm: Norm) -> Iterator[str]:
    """The conditions on which it hangs whether a norm applies, undefeated."""
    for words, node in _lines(act, clause, norm):
        if act.can(node) and not act.must(node):
            yield words


def _lines(act: Act, clause: Clause, norm: Norm) -> Iterator[tuple[str, int]]:
    program, ground, on = act.program, act.program.ground, act.program.on
    negate = program.nodes.negate
    if clause.from_ is not None:
        yield f"{tell_moment(clause.from_)} has come", ground.come(clause.from_, on)
    for part in (*clause.when.parts, *_parts(norm.when)):
        yield _tell(part), ground.condition(part, on)
    for part in clause.unless:
        yield _tell_not(part), negate(ground.condition(part, on))
    for ending in program.sketch.life(clause).ends:
        yield _tell_not_over(ending), negate(ending.come(ground, on))
    index = act.index(clause, norm)
    assert index is not None
    for rival, why in program.contest.defeaters(index):
        wins = program.nodes.both(program.applies[index], program.undefeated[rival])
        yield f"`{program.norms[rival].clause.id}`, {WINS[why]}, does not apply", negate(wins)


def _tell_not_over(ending: Ending) -> str:
    match ending.why:
        case Why.REPEALED:
            return f"`{ending.by}` has not repealed it"
        case Why.REPLACED:
            return f"`{ending.by}` has not replaced it"
        case Why.UNTIL:
            assert ending.moment is not None
            return f"{tell_moment(ending.moment)} has not come"
        case Why.THROUGH:
            assert ending.moment is not None
            return f"{tell_moment(ending.moment)} has not passed"
        case _:
            assert_never(ending.why)


def _parts(condition: Condition | None) -> tuple[Condition, ...]:
    if condition is None:
        return ()
    return condition.parts if isinstance(condition, All) else (condition,)


def _tell(condition: Condition) -> str:
    return _tell_not(condition.part) if isinstance(condition, Not) else tell_condition(condition)


def _tell_not(condition: Condition) -> str:
    match condition:
        case Not(part):
            return tell_condition(part)
        case Applies(clause):
            return f"`{clause}` does not apply"
        case _:  # gap: of every other the opposite is told in one way
            return tell_condition(Not(condition))


def _unasked(engine: Engine, question: Question, acts: Acts) -> Iterator[str]:
    """What is given, but not by an item, and no norm looked at asks for."""
    tables = engine.agreement.tables
    rows = [tables[table].items[key].values for table, key in question.items.items()]
    for name in question.given if acts.looked else ():
        if name not in acts.asked and not any(name in row for row in rows):
            yield is_idle(name)


def is_idle(name: str) -> str:
    """The note on something given that no norm listed asks about.

    Args:
        name: what is given.
    """
    return f"No norm listed here asks about `{name}`."
