"""What no scenario exercises -> few scenarios that would, each as small as it can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from contract_engine.answers.engine import Engine
from contract_engine.measure.coverage.met import Meeting
from contract_engine.measure.coverage.objectives import BEFORE, Objective
from contract_engine.measure.space.proposals import Proposal, proposal
from contract_engine.measure.space.space import Bench
from contract_engine.measure.space.witness import cost, witness
from contract_engine.measure.space.worlds import PLAIN, Spot
from contract_engine.model.outcome import Verdict


def proposals(engine: Engine, missing: Mapping[Objective, Sequence[Spot]]) -> Iterator[Proposal]:
    """A scenario for each objective that the ones before don't meet along the way."""
    meeting = Meeting(engine)
    left = dict(missing)
    words = engine.agreement.vocabulary
    for objective, spots in missing.items():
        if objective not in left:
            continue
        spot, bench, node = _cheapest(meeting, objective, spots)
        defines = engine.agreement.clauses[objective.clause].defines
        found = witness(engine, bench, spot, node, open_=defines)
        stated = found.finding.verdict in (Verdict.DEPENDS, Verdict.DISPUTED)
        met = tuple(meeting.met(found.question, left, cases=stated))
        for each in met:
            del left[each]
        names = dict.fromkeys(name for each in (objective, *met) for name in each.names)
        also = [f"also exercises: {name}" for name in names if name != objective.about]
        yield proposal(words, found, objective.about, also)


def _cheapest(
    meeting: Meeting, objective: Objective, spots: Sequence[Spot]
) -> tuple[Spot, Bench, int]:
    """The spot where least has to be given; in the plain world, if it can be met there."""
    best: tuple[int, Spot, Bench, int] | None = None
    plain = [spot for spot in spots if spot.world == PLAIN] or spots
    # The eve of a day is a better example of "before" than the first day of a long stretch.
    for spot in reversed(plain) if objective.label.endswith(BEFORE) else plain:
        bench = meeting.bench(spot)
        node = meeting.stand(spot, {objective.clause}, lambda other, _: other == objective)[
            objective
        ]
        given = cost(bench, node)
        if best is None or given < best[0]:
            best = given, spot, bench, node
    assert best is not None
    return best[1:]
