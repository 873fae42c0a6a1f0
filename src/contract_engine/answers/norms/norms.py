"""Parties in a situation -> what each norm of theirs comes to: it applies, or what stays open.

Whether a norm applies is read off the diagrams of its own act, defeat and all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from contract_engine.answers.ask.notes import notes_of_look
from contract_engine.answers.citing import clause_grade
from contract_engine.answers.engine import Engine
from contract_engine.answers.norms.result import (
    OPEN,
    YES,
    Alternative,
    ChoiceTold,
    NormsTold,
    NormTold,
)
from contract_engine.answers.value.value import look_of
from contract_engine.answers.wording import tell_condition, tell_given, tell_moment
from contract_engine.diagram.act.life import Ending, Why
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.region import Region, any_true, mattering, region_of
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.agreement import Clause, Modality, Norm
from contract_engine.model.conditions import All, Applies, Condition, Not
from contract_engine.model.evidence import Grade
from contract_engine.model.question import UNKNOWN, Given, Question

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
    acts = _Acts(engine, question)
    norms: list[NormTold] = []
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
    words = engine.agreement.vocabulary
    return NormsTold(
        look_of(engine, question),
        tuple(parties),
        tuple(norms),
        tuple(choices),
        {name: tell_given(words, name, value) for name, value in acts.assumed.items()},
        (*notes_of_look(engine, question, acts.clashing), *_unasked(engine, question, acts)),
    )


@dataclass(frozen=True)
class _Act:
    """The diagrams of one party's act, and what the situation leaves open."""

    program: Program
    region: Region
    wide: Region

    def can(self, node: int) -> bool:
        """Whether a node is true in some situation left open."""
        return any_true(self.program, self.region.masks, node, self.program.possible)

    def must(self, node: int) -> bool:
        """Whether a node is true in each."""
        return not self.can(self.program.nodes.negate(node))

    def index(self, clause: Clause, norm: Norm) -> int | None:
        """Where a norm is among those in play; None where its instrument has no effect yet."""
        for index, each in enumerate(self.program.norms):
            if each.clause.id == clause.id and each.modality is norm.modality:
                return index
        return None

    def node(self, clause: Clause, norm: Norm) -> int | None:
        """True where a norm applies and nothing defeats it."""
        index = self.index(clause, norm)
        if index is None:
            return None
        node = self.program.undefeated[index]
        if norm.when is not None:
            case = self.program.ground.condition(norm.when, self.program.on)
            node = self.program.nodes.both(node, case)
        return node


class _Acts:
    """The diagrams of every act that is looked at, made once each."""

    def __init__(self, engine: Engine, question: Question) -> None:
        self.engine = engine
        self.question = question
        self._acts: dict[tuple[str, str], _Act] = {}
        self.assumed: dict[str, Given] = {}
        self.clashing: dict[str, None] = {}

    def grade(self, clause: Clause) -> Grade:
        """A clause's grade on what is known to the question."""
        return clause_grade(self.engine.agreement, clause, self.question.options.known)

    def of(self, norm: Norm) -> _Act:
        """That of a norm's bearer and action."""
        key = (norm.bearer, norm.action)
        if key not in self._acts:
            q = self.question
            program = self.engine.program(*key, q.on, q.options, q.given).given(q.given)
            region = region_of(program, {**self._own_conduct(norm.bearer), **q.given})
            wide = region_of(program, q.given, assume=False)
            self._acts[key] = _Act(program, region, wide)
            self.clashing |= dict.fromkeys(region.clashing)
        return self._acts[key]

    def _own_conduct(self, party: str) -> dict[str, Given]:
        """Nothing is assumed of what a party does itself: a duty stays one though it is kept."""
        words = self.engine.agreement.vocabulary
        return {name: UNKNOWN for name in words.facts if words.usage_of(name).conduct == party}

    def note_assumed(self, act: _Act, node: int) -> None:
        """Note what is assumed and matters to a node."""
        for level in mattering(act.program, act.wide.masks, node):
            name = act.program.ground.names[level]
            if name in act.region.assumed:
                self.assumed[name] = act.region.assumed[name]

    @property
    def asked(self) -> set[str]:
        """Every name that a norm looked at asks for."""
        grounds = [act.program.ground for act in self._acts.values()]
        return {name for ground in grounds for name in (*ground.names, *ground.defined)}


def _plain(acts: _Acts, clause: Clause, norm: Norm) -> Iterator[NormTold]:
    act = acts.of(norm)
    node = act.node(clause, norm)
    if node is None:
        return
    acts.note_assumed(act, node)
    if act.can(node):
        open_ = () if act.must(node) else tuple(_open(act, clause, norm))
        yield _told(acts, clause, norm, open_, sure=act.must(node))


def _told(
    acts: _Acts, clause: Clause, norm: Norm, open_: tuple[str, ...], *, sure: bool
) -> NormTold:
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
    acts: _Acts, clause: Clause, norms: Sequence[Norm]
) -> tuple[list[NormTold], list[ChoiceTold]]:
    """A duty with a choice: by itself where one alternative is left, else as a choice."""
    left: list[tuple[Alternative, NormTold | None]] = []
    for label in dict.fromkeys(norm.choice for norm in norms if norm.choice):
        pair = {norm.modality: norm for norm in norms if norm.choice == label}
        must = pair[Modality.MUST]
        act = acts.of(must)
        found = {modality: act.node(clause, norm) for modality, norm in pair.items()}
        nodes = [node for node in found.values() if node is not None]
        if not nodes:
            continue
        either = act.program.nodes.any(nodes)
        acts.note_assumed(act, either)
        if not act.can(either):
            continue
        sure = act.must(either)
        own = _own_case(must)
        open_ = () if sure else tuple(_open(act, clause, replace(must, when=own)))
        applies = YES if sure else OPEN
        alternative = Alternative(label, must.action, dict(must.with_), applies, open_)
        alone = found[Modality.MUST]
        outright = alone is not None and not act.can(
            act.program.nodes.both(either, act.program.nodes.negate(alone))
        )
        left.append(
            (alternative, _told(acts, clause, must, open_, sure=sure) if outright else None)
        )
    if len(left) == 1 and (single := left[0][1]) is not None:
        return [single], []
    if not left:
        return [], []
    alternatives = tuple(alternative for alternative, _ in left)
    bearer, grade = norms[0].bearer, acts.grade(clause)
    told = ChoiceTold(clause.id, bearer, alternatives, clause.instrument, clause.text, grade)
    return [], [told]


def _own_case(must: Norm) -> Condition | None:
    """The conditions of an alternative itself, without those on what else is left."""
    return must.when.parts[0] if isinstance(must.when, All) else must.when


def _open(act: _Act, clause: Clause, norm: Norm) -> Iterator[str]:
    """The conditions on which it hangs whether a norm applies, undefeated."""
    for words, node in _lines(act, clause, norm):
        if act.can(node) and not act.must(node):
            yield words


def _lines(act: _Act, clause: Clause, norm: Norm) -> Iterator[tuple[str, int]]:
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
        because = "overrides it" if why == "overrides" else "is later"
        yield f"`{program.norms[rival].clause.id}`, which {because}, does not apply", negate(wins)


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


def _unasked(engine: Engine, question: Question, acts: _Acts) -> Iterator[str]:
    """What is given, but not by an item, and no norm looked at asks for."""
    tables = engine.agreement.tables
    rows = [tables[table].items[key].values for table, key in question.items.items()]
    for name in question.given:
        if name not in acts.asked and not any(name in row for row in rows):
            yield f"No norm listed here asks about `{name}`."
