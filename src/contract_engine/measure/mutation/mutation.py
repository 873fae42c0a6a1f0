"""An agreement and its scenarios -> which of its mutants the scenarios notice, and which not."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Literal

from contract_engine.answers.engine import Engine
from contract_engine.diagram.core.witness import askable, complete
from contract_engine.diagram.finding.finding import Finding
from contract_engine.lazy_dataclass import dataclass
from contract_engine.measure.mutation.edits import is_refused
from contract_engine.measure.mutation.equivalence import Difference, difference
from contract_engine.measure.mutation.kill import Trials
from contract_engine.measure.mutation.mutants import Mutant, mutants
from contract_engine.measure.space.proposals import Proposal, proposal
from contract_engine.measure.space.suite import Asked, find
from contract_engine.measure.space.witness import Witness, question_of, witness
from contract_engine.model.agreement import Agreement
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import UNKNOWN, Given, as_given

Status = Literal["killed", "survived", "equivalent", "refused"]
CHUNK = 8


@dataclass(frozen=True)
class Fate:
    """What became of a mutant: the scenario that noticed it, or one that would."""

    of: str
    about: str
    status: Status
    by: str = ""
    proposal: Proposal | None = None


class Judge:
    """Judges the mutants of one agreement, one by one."""

    def __init__(self, agreement: Agreement, scenarios: Sequence[Asked]) -> None:
        self.engine = Engine(agreement)
        self.trials = Trials(self.engine, scenarios)
        self.every = tuple(mutants(agreement))

    def fate(self, number: int) -> Fate:
        """What becomes of the mutant of this number.

        What a scenario notices makes a difference, so only the others are proved equivalent.
        """
        mutant = self.every[number]
        if is_refused(mutant.agreement, self.engine.agreement):
            return Fate(mutant.of, mutant.about, "refused")
        mutated = Engine(mutant.agreement)
        killer = self.trials.killer(mutant, mutated)
        if killer is not None:
            return Fate(mutant.of, mutant.about, "killed", killer.name)
        found = difference(self.trials.benches, mutant, mutated)
        if found is None:
            return Fate(mutant.of, mutant.about, "equivalent")
        proposed = self._proposal(mutant, mutated, found) if found.shows else None
        return Fate(mutant.of, mutant.about, "survived", proposal=proposed)

    def _proposal(self, mutant: Mutant, mutated: Engine, found: Difference) -> Proposal | None:
        """The smallest scenario that would notice it; each is asked of the mutant before."""
        for near in self._tried(mutant, mutated, found):
            other = find(mutated, near.question)
            if _tells(near.finding, other):
                said = "can't be asked" if other is None else _told(other)
                words = self.engine.agreement.vocabulary
                return proposal(words, near, mutant.about, [f"the mutant says: {said}"])
        return None

    def _tried(self, mutant: Mutant, mutated: Engine, found: Difference) -> Iterator[Witness]:
        """Questions that may tell the two apart, the smaller ones first."""
        yield witness(self.engine, found.bench, found.spot, found.node, mutant.reading)
        yield self._total(found, mutant, mutated)
        yield self._total(found, mutant, mutated, own=False)

    def _total(
        self, found: Difference, mutant: Mutant, mutated: Engine, *, own: bool = True
    ) -> Witness:
        """A whole situation where they differ, with as much left out again as can be.

        Only the reading that was changed, if one was, is left as it is taken. Of a fact that a
        definition decides the own value can't be given; without `own` it is said not to be known,
        so that it isn't assumed where the mutant's definition doesn't decide it.
        """
        bench = found.bench
        open_ = tuple((1 << size) - 1 for size in bench.nodes.sizes)
        whole = complete(bench.program, open_, found.node)
        assert whole is not None
        asked = askable(bench.program, whole)
        names = [name for name in bench.ground.names if name != mutant.reading]
        values = {**asked.facts, **asked.readings}
        given: dict[str, Given] = {n: as_given(v) for n, v in values.items() if n in names}
        if not own:
            given |= {n: UNKNOWN for n in bench.agreement.definitions if n in whole.facts}
            names = list(dict.fromkeys((*names, *given)))
        for name in names:
            fewer = {other: value for other, value in given.items() if other != name}
            question = question_of(bench, found.spot, fewer)
            near = find(self.engine, question)
            if near is not None and near.verdict is not Verdict.DEPENDS:
                given = fewer if _tells(near, find(mutated, question)) else given
        question = question_of(bench, found.spot, given)
        finding = find(self.engine, question)
        assert finding is not None
        return Witness(question, finding)


@dataclass(frozen=True)
class Mutation:
    """What became of every mutant."""

    fates: tuple[Fate, ...]

    def of_status(self, status: Status) -> tuple[Fate, ...]:
        """The mutants that this became of."""
        return tuple(fate for fate in self.fates if fate.status == status)

    @property
    def counted(self) -> int:
        """How many mutants mean something else, and so count."""
        return len(self.of_status("killed")) + len(self.of_status("survived"))

    @property
    def score(self) -> float:
        """The share of these that scenarios notice; 100 where there is none."""
        return 100.0 * len(self.of_status("killed")) / self.counted if self.counted else 100.0


def count(agreement: Agreement) -> int:
    """How many mutants there are."""
    return sum(1 for _ in mutants(agreement))


def fates(
    agreement: Agreement, scenarios: Sequence[Asked], jobs: int | None = None
) -> Iterator[Fate]:
    """What becomes of every mutant, judged on so many processes; by default one for each core."""
    total = count(agreement)
    workers = min(jobs or os.cpu_count() or 1, -(-total // CHUNK))
    if workers > 1:
        return _shared(agreement, scenarios, total, workers)
    judge = Judge(agreement, scenarios)
    return (judge.fate(number) for number in range(total))


def _shared(
    agreement: Agreement, scenarios: Sequence[Asked], total: int, workers: int
) -> Iterator[Fate]:
    """The same on several processes, started afresh: a process with threads is no good to fork."""
    with ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=_start, initargs=(agreement, scenarios)
    ) as pool:
        yield from pool.map(_one, range(total), chunksize=CHUNK)


_judges: list[Judge] = []


def _start(agreement: Agreement, scenarios: Sequence[Asked]) -> None:
    _judges[:] = [Judge(agreement, scenarios)]


def _one(number: int) -> Fate:
    return _judges[0].fate(number)


def _tells(finding: Finding, other: Finding | None) -> bool:
    return other is None or _key(finding) != _key(other)


def _key(finding: Finding) -> object:
    return finding.verdict, finding.governing, finding.cases


def _told(finding: Finding) -> str:
    return f"{finding.verdict}, because of {', '.join(finding.governing) or 'no clause'}"
