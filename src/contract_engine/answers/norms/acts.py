"""A situation -> the diagrams of the acts that its norms are about, each made once."""

from __future__ import annotations

from contract_engine.answers.citing import clause_grade
from contract_engine.answers.engine import Engine
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.region import Region, region_asked, region_of
from contract_engine.diagram.core.restriction import mattering
from contract_engine.diagram.finding.blocking import blocking
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Clause, Norm
from contract_engine.model.evidence import Grade
from contract_engine.model.question import UNKNOWN, Given, Question


@dataclass(frozen=True)
class Act:
    """The diagrams of one party's act, and what the situation leaves open."""

    program: Program
    region: Region
    wide: Region

    def can(self, node: int) -> bool:
        """Whether a node is true in some situation left open."""
        return any_true(self.program, self.region.masks, node, self.program.possible)

    def could(self, node: int) -> bool:
        """Whether a node is true in some situation where nothing is assumed."""
        return any_true(self.program, self.wide.masks, node, self.program.possible)

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


class Acts:
    """The diagrams of every act that is looked at, made once each."""

    def __init__(self, engine: Engine, question: Question) -> None:
        self.engine = engine
        self.question = question
        self._acts: dict[tuple[str, str], Act] = {}
        self.assumed: dict[str, Given] = {}
        self.clashing: dict[str, None] = {}

    def grade(self, clause: Clause) -> Grade:
        """A clause's grade on what is known to the question."""
        return clause_grade(self.engine.agreement, clause, self.question.options.known)

    def of(self, norm: Norm) -> Act:
        """That of a norm's bearer and action."""
        key = (norm.bearer, norm.action)
        if key not in self._acts:
            q = self.question
            program = self.engine.program(*key, q.on, q.options, q.given).given(q.given)
            region = region_asked(program, {**self._own_conduct(norm.bearer), **q.given})
            wide = region_of(program, q.given, assume=False)
            self._acts[key] = Act(program, region, wide)
            self.clashing |= dict.fromkeys(region.clashing)
        return self._acts[key]

    def _own_conduct(self, party: str) -> dict[str, Given]:
        """Nothing is assumed of what a party does itself: a duty stays one though it is kept."""
        words = self.engine.agreement.vocabulary
        return {name: UNKNOWN for name in words.facts if words.usage_of(name).conduct == party}

    def blocking(self, act: Act, node: int) -> dict[str, Given]:
        """What of it that is assumed keeps a node from being true."""
        names, said = act.program.ground.names, act.region.assumed
        levels = [act.program.ground.level[name] for name in self.assumes(act, node)]
        kept = blocking(act.program, act.region.masks, act.wide.masks, levels, node)
        return {names[level]: said[names[level]] for level in kept}

    def note_assumed(self, act: Act, node: int) -> None:
        """Note what is assumed and matters to a node."""
        self.assumed |= self.assumes(act, node)

    def assumes(self, act: Act, node: int) -> dict[str, Given]:
        """What is assumed and matters to a node."""
        names = act.program.ground.names
        levels = sorted(mattering(act.program, act.wide.masks, node))
        said = act.region.assumed
        return {names[level]: said[names[level]] for level in levels if names[level] in said}

    @property
    def looked(self) -> bool:
        """Whether some norm looked at has taken effect."""
        return any(act.program.norms for act in self._acts.values())

    @property
    def asked(self) -> set[str]:
        """Every name that a norm looked at asks for."""
        grounds = [act.program.ground for act in self._acts.values()]
        return {name for ground in grounds for name in (*ground.names, *ground.defined)}
