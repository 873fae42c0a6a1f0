"""An agreement -> what its diagrams prove of it on every day: conflicts, idle clauses, gaps.

Nothing is sampled: each finding is true of all situations, and where one is said to exist a
witness is given.
"""

from __future__ import annotations

from collections.abc import Iterator

from contract_engine.answers.compare.diff import View, differs
from contract_engine.answers.engine import Engine
from contract_engine.answers.timeline.periods import Stretches
from contract_engine.checks.contradictions import Contradictions
from contract_engine.checks.dead_conditions import Lines
from contract_engine.checks.definition_gaps import DefinitionGaps
from contract_engine.checks.finding import finding
from contract_engine.checks.idle_overrides import IdleOverrides
from contract_engine.checks.one_day import OneDay
from contract_engine.checks.replacements import Replacements
from contract_engine.diagnostics import Problem
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.node_values import any_true
from contract_engine.diagram.core.nodes import FALSE
from contract_engine.model.agreement import Agreement, Clause
from contract_engine.model.conditions import Applies
from contract_engine.model.question import Act, Options, Question


class _Seen:
    """What the walk over all acts and days has met."""

    def __init__(self, agreement: Agreement) -> None:
        self.applied: set[str] = set()
        self.governed: set[str] = set()
        self.hidden_by: dict[str, set[str]] = {}
        self.silent: list[Problem] = []
        self.contradictions = Contradictions(agreement)
        self.lines = Lines(agreement)
        self.gaps = DefinitionGaps(agreement)
        self.replacements = Replacements(agreement)
        self.overrides = IdleOverrides(agreement)
        self.one_day = OneDay(agreement)

    def look(self, program: Program, act: str) -> None:
        """Look at one program, about an act in words."""
        self.contradictions.look(program, act)
        for each in (self.lines, self.gaps, self.replacements, self.overrides, self.one_day):
            each.look(program)


def prove(engine: Engine) -> tuple[Problem, ...]:
    """Every finding, by kind."""
    agreement = engine.agreement
    seen = _Seen(agreement)
    for bearer in agreement.vocabulary.parties:
        for action in agreement.vocabulary.actions:
            if engine.norms(bearer, action, Options()):
                _walk(engine, bearer, action, seen)
    return (
        *seen.contradictions.found.values(),
        *_idle(engine, seen),
        *seen.lines.findings(),
        *seen.gaps.findings(),
        *seen.replacements.findings(),
        *seen.one_day.findings(),
        *seen.overrides.findings(),
        *_empty_amendments(engine),
        *seen.silent,
    )


def acts_and_days(engine: Engine, bearer: str, action: str) -> Iterator[tuple[Program, str]]:
    """The programs of an act, one for each stretch of days, and the stretch in words."""
    stretches = Stretches(engine, Question(Act(bearer, action)))
    for index in range(len(stretches.starts) + 1):
        program = engine.program(bearer, action, stretches.sample(index), Options())
        first, last = stretches.first(index), stretches.last(index)
        words = " ".join(
            part
            for part in (f"from {first}" if first else "", f"through {last}" if last else "")
            if part
        )
        yield program, words or "on every day"


def _walk(engine: Engine, bearer: str, action: str, seen: _Seen) -> None:
    spoken: list[tuple[bool, str]] = []
    for program, days in acts_and_days(engine, bearer, action):
        masks = tuple((1 << size) - 1 for size in program.nodes.sizes)
        seen.look(program, f"{bearer} {action}")
        in_force = False
        for index, norm in enumerate(program.norms):
            name = norm.clause.id
            stands = program.stands(norm.clause)
            in_force = in_force or any_true(program, masks, stands, program.possible)
            if any_true(program, masks, program.applies[index], program.possible):
                seen.applied.add(name)
                seen.hidden_by.setdefault(name, set()).update(
                    program.norms[other].clause.id
                    for other, _ in program.contest.defeaters(index)
                    if program.undefeated[other] != FALSE
                )
            if any_true(program, masks, program.governing[index], program.possible):
                seen.governed.add(name)
        spoken.append((in_force, days))
    _gap(engine, bearer, action, spoken, seen)


def _gap(
    engine: Engine, bearer: str, action: str, spoken: list[tuple[bool, str]], seen: _Seen
) -> None:
    speaking = [index for index, (in_force, _) in enumerate(spoken) if in_force]
    if not speaking:
        return
    place = engine.agreement.vocabulary.actions[action].place
    for index in range(speaking[0], speaking[-1]):
        in_force, days = spoken[index]
        if not in_force:
            message = (
                f"no clause about {bearer} {action} is in force {days}, though there are some "
                "before and after"
            )
            seen.silent.append(finding("W706", f"{bearer} {action} {days}", message, place))


def _idle(engine: Engine, seen: _Seen) -> Iterator[Problem]:
    for clause in engine.agreement.clauses.values():
        if not clause.norms:
            continue
        name = clause.id
        if name not in seen.applied:
            message, help_ = f"`{name}` can never apply", _why_never(clause)
            yield finding("W702", name, message, clause.place, help_, clause.text)
        elif name not in seen.governed:
            others = ", ".join(f"`{n}`" for n in sorted(seen.hidden_by.get(name, ())))
            help_ = (
                f"whenever it applies it is set aside by {others}"
                if others
                else "whenever it applies a norm of another modality gives the verdict"
            )
            message = f"`{name}` never governs"
            yield finding("W703", name, message, clause.place, help_, clause.text)


def _why_never(clause: Clause) -> str:
    others = [each.clause for each in clause.unless if isinstance(each, Applies)]
    if not others:
        return "its conditions contradict each other, or its term is over when it begins"
    named = " or ".join(f"`{name}`" for name in others)
    return f"its conditions contradict each other, its term is over, or {named} disapplies it"


def _empty_amendments(engine: Engine) -> Iterator[Problem]:
    for instrument in engine.agreement.instruments.values():
        has_effect = instrument.repeals or any(
            c.norms or c.replaces or c.defines or c.disapplies for c in instrument.clauses
        )
        if not has_effect:
            continue
        whole = View("with", engine, Options())
        without = View("without", engine, Options(without=(instrument.id,)))
        # Until the first of what is left out takes effect, nothing can differ.
        gone = {*engine.agreement.instruments} - {*engine.survivors(without.options).instruments}
        if not differs(
            whole, without, min(engine.agreement.instruments[n].effective for n in gone)
        ):
            yield finding(
                "W705",
                instrument.id,
                f"{instrument.id} changes no answer",
                instrument.place,
                "without it every question has the same answer by the same clauses",
            )
