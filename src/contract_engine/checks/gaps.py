"""An act -> the regions of days and facts where no clause speaks, as conditions to read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from contract_engine.answers.engine import Engine
from contract_engine.answers.timeline.periods import Stretches
from contract_engine.diagram.core.cover import cover
from contract_engine.diagram.core.naming import describe
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Act, Options, Question


@dataclass(frozen=True)
class Gap:
    """From one day through another (None: without end), facts of which no clause speaks."""

    from_: date | None
    through: date | None
    given: Mapping[str, str]


def gaps(engine: Engine, bearer: str, action: str, on: date | None = None) -> tuple[Gap, ...]:
    """Every region not addressed, on one day or on all; raises TooManyBoxes."""
    if on is not None:
        return tuple(Gap(on, on, given) for given in _on(engine, bearer, action, on))
    stretches = Stretches(engine, Question(Act(bearer, action)))
    done: list[Gap] = []
    still: list[Gap] = []
    for index in range(len(stretches.starts) + 1):
        here = _on(engine, bearer, action, stretches.sample(index))
        last = stretches.last(index)
        following = []
        for given in here:
            same = next((gap for gap in still if gap.given == given), None)
            if same is not None:
                still.remove(same)
                following.append(replace(same, through=last))
            else:
                following.append(Gap(stretches.first(index), last, given))
        done += still
        still = following
    return (*done, *still)


def _on(engine: Engine, bearer: str, action: str, on: date) -> list[Mapping[str, str]]:
    program = engine.program(bearer, action, on, Options())
    nodes = program.nodes
    masks = tuple((1 << size) - 1 for size in nodes.sizes)
    silent = nodes.indicator(program.verdict, Verdict.NOT_ADDRESSED)
    return [
        {
            program.ground.names[level]: describe(program, level, mask, masks[level], relative=True)
            for level, mask in box.items()
        }
        for box in cover(nodes, silent, program.possible, masks)
    ]
