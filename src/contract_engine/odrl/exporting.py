"""An agreement's terms on a day -> an ODRL policy as JSON-LD, and what of them it doesn't say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations

from contract_engine.answers.answer import Json
from contract_engine.answers.engine import Engine
from contract_engine.answers.norms.in_force import Register
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.nodes import FALSE
from contract_engine.lazy_dataclass import dataclass
from contract_engine.model.agreement import Agreement, Clause, Modality, Norm
from contract_engine.model.conditions import Condition, Not
from contract_engine.model.norms import incompatible, meeting_act
from contract_engine.model.question import Given, Options
from contract_engine.odrl.context import PUBLISHED
from contract_engine.odrl.policy import Remark
from contract_engine.odrl.stating import OWN, Stating

_KINDS = {
    Modality.MAY: "permission",
    Modality.MUST_NOT: "prohibition",
    Modality.MUST: "obligation",
}


@dataclass(frozen=True)
class Exported:
    """A policy as JSON-LD, and what is not as it was."""

    document: dict[str, Json]
    remarks: tuple[Remark, ...]


def exported(
    engine: Engine,
    on: date,
    given: Mapping[str, Given] | None = None,
    options: Options | None = None,
) -> Exported:
    """The policy that the terms in force on a day make. No permission in it is wider than here.

    Args:
        engine: The agreement.
        on: The day whose terms are meant.
        given: What is known of facts and events; it says which terms are in force, no more.
        options: What is left out of account.

    Raises Impossible where what is given can't be.
    """
    return _Export(engine, on, given or {}, options or Options()).policy()


class _Export:
    def __init__(
        self, engine: Engine, on: date, given: Mapping[str, Given], options: Options
    ) -> None:
        self.engine = engine
        self.options = options
        self.agreement: Agreement = engine.agreement
        self.on = on
        self.entries = {e.id: e for e in Register(engine, options, given).entries(on)}
        self.clauses = [self.agreement.clauses[name] for name in self.entries]
        self.stating = Stating(self.agreement)
        self.stated: list[tuple[Clause, Norm]] = []
        self.remarks: list[Remark] = []

    def policy(self) -> Exported:
        rules: dict[str, list[Json]] = {}
        for clause in self.clauses:
            for kind, rule in self._rules(clause):
                rules.setdefault(kind, []).append(rule)
        strategy = self._strategy()
        policy: dict[str, Json] = {
            "@type": "Set",
            "uid": f"{OWN}:policy:{self.on.isoformat()}",
            "dct:title": self.agreement.title,
            "dct:description": f"The terms as they stand on {self.on.isoformat()}.",
            **({"conflict": strategy} if strategy else {}),
            **{kind: list(found) for kind, found in rules.items()},
        }
        own = {OWN: f"urn:contract-engine:{self.agreement.id}:"}
        graph: list[Json] = [policy, *self._parties(), *self._actions()]
        document: dict[str, Json] = {"@context": [PUBLISHED, dict(own)], "@graph": graph}
        remarks = (*self.remarks, *self._assumed(), *self.stating.remarks)
        return Exported(document, tuple(dict.fromkeys(remarks)))

    def _rules(self, clause: Clause) -> Iterator[tuple[str, Json]]:
        if not clause.norms:
            what = "a definition" if clause.defines else "a statement"
            self._left_out(clause.id, what)
        if clause.disapplies and clause.norms:
            self._left_out(clause.id, f"it disapplies {', '.join(clause.disapplies)}")
        for number, norm in enumerate(clause.norms, 1):
            if norm.modality not in _KINDS:
                self._left_out(clause.id, f"{norm}: a release from a duty, which ODRL has not")
            elif norm.choice and not norm.alone:
                self._left_out(clause.id, "a choice, which ODRL has not")
            else:
                self.stated.append((clause, norm))
                yield _KINDS[norm.modality], self._rule(clause, norm, number)

    def _rule(self, clause: Clause, norm: Norm, number: int) -> Json:
        conditions: list[Condition] = [clause.when, *([norm.when] if norm.when else [])]
        stated = self.stating.all([*conditions, *(Not(each) for each in clause.unless)])
        if self.entries[clause.id].open:
            stated.append(self.stating.named(f"{clause.id} is in force"))
        for other in self.clauses:
            if clause.id in other.disapplies:
                stated.append(self.stating.named(f"{other.id} applies", False))
        if norm.with_:
            told = ", ".join(f"{name}: {value}" for name, value in norm.with_)
            self._left_out(clause.id, told)
        return {
            "uid": f"{OWN}:clause:{clause.id}" + (f":{number}" if len(clause.norms) > 1 else ""),
            "dct:description": clause.text,
            "assignee": f"{OWN}:party:{norm.bearer}",
            "action": f"{OWN}:action:{norm.action}",
            **({"constraint": stated} if stated else {}),
        }

    def _strategy(self) -> str:
        """How ODRL is to settle what `overrides` and rank settle here."""
        won = list(self._won())
        winners = {kind for _, _, kind in won}
        strategy = "prohibit" if Modality.MUST_NOT in winners else "perm" if winners else ""
        kept = Modality.MAY if strategy == "perm" else Modality.MUST_NOT
        for winner, loser, kind in won:
            if kind is not kept:
                what = f"it prevails over {loser} here, and there the prohibition does"
                self._left_out(winner, what)
        return strategy

    def _won(self) -> Iterator[tuple[str, str, Modality]]:
        """Of clauses that clash somewhere the one that prevails, the other, and what it says."""
        for (one, a), (other, b) in combinations(self.stated, 2):
            if one.id == other.id or not self._clash(one, a, other, b):
                continue
            first = self._prevails(one, other)
            if first is None:
                says = f"it contradicts {other.id}: the strategy for conflicts decides there"
                self._left_out(one.id, says)
            elif Modality.MUST in (a.modality, b.modality):
                ids = (one.id, other.id) if first else (other.id, one.id)
                self._left_out(ids[0], f"it prevails over {ids[1]}")
            elif first:
                yield one.id, other.id, a.modality
            else:
                yield other.id, one.id, b.modality

    def _clash(self, one: Clause, norm: Norm, other: Clause, against: Norm) -> bool:
        """Whether there is a situation in which two norms apply that contradict each other."""
        act = meeting_act(self.agreement.vocabulary, norm, against)
        if act is None or not incompatible(norm.modality, against.modality):
            return False
        program = self.engine.program(norm.bearer, act, self.on, self.options)
        masks = tuple((1 << size) - 1 for size in program.nodes.sizes)
        where = {
            (each.clause.id, each.modality): node
            for each, node in zip(program.norms, program.applies, strict=True)
        }
        first = where.get((one.id, norm.modality), FALSE)
        second = where.get((other.id, against.modality), FALSE)
        return any_true(program, masks, first, second, program.possible)

    def _prevails(self, one: Clause, other: Clause) -> bool | None:
        if (other.id in one.overrides) != (one.id in other.overrides):
            return other.id in one.overrides
        ranks = [self.agreement.instruments[each.instrument].rank for each in (one, other)]
        return None if ranks[0] == ranks[1] else ranks[0] > ranks[1]

    def _parties(self) -> Iterator[Json]:
        bearers = {norm.bearer for _, norm in self.stated}
        for party in self.agreement.vocabulary.parties.values():
            if party.id not in bearers:
                continue
            yield {"@type": "Party", "uid": f"{OWN}:party:{party.id}", "rdfs:label": party.label}

    def _actions(self) -> Iterator[Json]:
        words = self.agreement.vocabulary
        spoken = {norm.action for _, norm in self.stated}
        wide = {each for action in spoken for each in words.widening(action)}
        for action in words.actions.values():
            if action.id not in wide and not spoken & set(words.widening(action.id)):
                continue
            told: dict[str, Json] = {"@type": "Action", "uid": f"{OWN}:action:{action.id}"}
            told["rdfs:label"] = action.label
            if action.parent is not None:
                told["includedIn"] = f"{OWN}:action:{action.parent}"
            yield told

    def _assumed(self) -> Iterator[Remark]:
        words = self.agreement.vocabulary
        for name, subject in (*words.facts.items(), *words.events.items()):
            usually = getattr(subject, "usually", None)
            if usually is not None:
                told = ("no", "yes")[usually] if isinstance(usually, bool) else usually
                yield Remark("left out", name, f"usually {told}")
        if self.agreement.impossible:
            yield Remark("left out", self.agreement.id, "combinations that are impossible")
        yield Remark("left out", self.agreement.id, "sources, grades, and the days of each clause")

    def _left_out(self, about: str, says: str) -> None:
        self.remarks.append(Remark("left out", about, says))
