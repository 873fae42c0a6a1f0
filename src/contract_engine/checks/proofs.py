"""An agreement -> what its diagrams prove of it on every day: conflicts, idle clauses, gaps.

Nothing is sampled: each finding is true of all situations, and where one is said to exist a
witness is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from contract_engine.answers.compare.diff import View, differs
from contract_engine.answers.engine import Engine
from contract_engine.answers.timeline.periods import Stretches
from contract_engine.answers.wording import tell_given
from contract_engine.checks.dead_conditions import Finding, Lines
from contract_engine.diagnostics import Problem, Span
from contract_engine.diagram.act.program import Program
from contract_engine.diagram.core.nodes import FALSE
from contract_engine.diagram.core.region import any_true, region_of
from contract_engine.diagram.core.witness import askable, complete
from contract_engine.diagram.finding.finding import where
from contract_engine.model.agreement import Clause
from contract_engine.model.conditions import Applies
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Act, Options, Question, as_given


@dataclass
class _Seen:
    """What the walk over all acts and days has met."""

    applied: set[str] = field(default_factory=set)
    governed: set[str] = field(default_factory=set)
    hidden_by: dict[str, set[str]] = field(default_factory=dict)
    conflicts: dict[tuple[str, ...], Finding] = field(default_factory=dict)
    gaps: list[Finding] = field(default_factory=list)


def prove(engine: Engine) -> tuple[Finding, ...]:
    """Every finding, by kind."""
    agreement = engine.agreement
    seen, lines = _Seen(), Lines(agreement)
    for bearer in agreement.vocabulary.parties:
        for action in agreement.vocabulary.actions:
            if engine.norms(bearer, action, Options()):
                _walk(engine, bearer, action, seen, lines)
    return (
        *seen.conflicts.values(),
        *_idle(engine, seen),
        *lines.findings(),
        *_empty_amendments(engine),
        *seen.gaps,
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


def _walk(engine: Engine, bearer: str, action: str, seen: _Seen, lines: Lines) -> None:
    spoken: list[tuple[bool, str]] = []
    for program, days in acts_and_days(engine, bearer, action):
        masks = tuple((1 << size) - 1 for size in program.nodes.sizes)
        _conflicts(engine, program, masks, f"{bearer} {action}", seen)
        lines.look(program)
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


def _conflicts(
    engine: Engine, program: Program, masks: tuple[int, ...], act: str, seen: _Seen
) -> None:
    clash = program.nodes.indicator(program.verdict, Verdict.CONFLICT)
    if clash == FALSE or not any_true(program, masks, clash, program.possible):
        return
    witness = complete(program, masks, program.nodes.both(clash, program.possible))
    assert witness is not None
    point = region_of(
        program,
        {
            **{n: as_given(v) for n, v in witness.facts.items()},
            **{n: as_given(v) for n, v in witness.readings.items()},
        },
    ).masks
    names = where(program, point, program.governing)
    if names in seen.conflicts:
        return
    if all(engine.agreement.clauses[name].step is not None for name in names):
        return  # whether steps are open together is what `steps.py` tells
    asked = askable(program, witness)
    words = engine.agreement.vocabulary
    told = ", ".join(
        f"{n}={tell_given(words, n, as_given(v))}"
        for n, v in {**asked.facts, **asked.readings}.items()
        if n in program.ground.names
    )
    clauses = engine.agreement.clauses
    seen.conflicts[names] = Finding(
        " ".join(sorted(names)),
        Problem(
            "W701",
            f"{' and '.join(f'`{name}`' for name in names)} contradict each other on {act}",
            clauses[names[0]].place,
            also=tuple((clauses[name].place, "this one") for name in names[1:]),
            help=f"for example on {program.on}{f' with {told}' if told else ''}; "
            "say `overrides` or `unless`",
            severity="warning",
        ),
    )


def _gap(
    engine: Engine, bearer: str, action: str, spoken: list[tuple[bool, str]], seen: _Seen
) -> None:
    speaking = [index for index, (in_force, _) in enumerate(spoken) if in_force]
    if not speaking:
        return
    for index in range(speaking[0], speaking[-1]):
        if not spoken[index][0]:
            place = engine.agreement.vocabulary.actions[action].place
            seen.gaps.append(
                Finding(
                    f"{bearer} {action} {spoken[index][1]}",
                    _warning(
                        "W706",
                        f"no clause about {bearer} {action} is in force "
                        f"{spoken[index][1]}, though there are some before and after",
                        place,
                    ),
                )
            )


def _idle(engine: Engine, seen: _Seen) -> Iterator[Finding]:
    for clause in engine.agreement.clauses.values():
        if not clause.norms:
            continue
        if clause.id not in seen.applied:
            yield Finding(
                clause.id,
                _warning(
                    "W702",
                    f"`{clause.id}` can never apply",
                    clause.place,
                    _why_never(clause),
                    clause.text,
                ),
            )
        elif clause.id not in seen.governed:
            others = ", ".join(f"`{n}`" for n in sorted(seen.hidden_by.get(clause.id, ())))
            yield Finding(
                clause.id,
                _warning(
                    "W703",
                    f"`{clause.id}` never governs",
                    clause.place,
                    f"whenever it applies it is set aside by {others}"
                    if others
                    else "whenever it applies a norm of another modality gives the verdict",
                    clause.text,
                ),
            )


def _why_never(clause: Clause) -> str:
    others = [each.clause for each in clause.unless if isinstance(each, Applies)]
    if not others:
        return "its conditions contradict each other, or its term is over when it begins"
    named = " or ".join(f"`{name}`" for name in others)
    return f"its conditions contradict each other, its term is over, or {named} disapplies it"


def _empty_amendments(engine: Engine) -> Iterator[Finding]:
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
            yield Finding(
                instrument.id,
                _warning(
                    "W705",
                    f"{instrument.id} changes no answer",
                    instrument.place,
                    "without it every question has the same answer by the same clauses",
                ),
            )


def _warning(code: str, message: str, span: Span, help: str = "", clause: str = "") -> Problem:
    return Problem(code, message, span, help=help, clause=clause, severity="warning")
