"""A question -> the intervals of days between which its answer stays the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from contract_engine.answers.answer import NOT_TOLD, WHERE_THERE, Asked, CaseSaid, Result, WordsRead
from contract_engine.answers.ask.ask import touched
from contract_engine.answers.ask.why_silent import silence_told
from contract_engine.answers.engine import Engine
from contract_engine.answers.timeline.periods import Stretches
from contract_engine.answers.wording import tell_given
from contract_engine.diagram.core.domains import DayClasses
from contract_engine.diagram.core.region import Impossible
from contract_engine.diagram.finding.finding import Finding
from contract_engine.lazy_dataclass import dataclass, field, replace
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Question


@dataclass(frozen=True)
class Interval:
    """Days (both included; None: without end) with one answer; `cause` is what began it.

    `verdict` is None where what is given can't be on these days. `silence` says why there is no
    answer, where there is none.
    """

    from_: date | None
    through: date | None
    verdict: Verdict
    clauses: tuple[str, ...]
    cases: tuple[CaseSaid, ...]
    cause: str | None
    more_cases: int = field(default=0, metadata=WHERE_THERE)
    assumed: Mapping[str, str] = field(default_factory=dict, metadata=WHERE_THERE)
    silence: str = field(default="", metadata=WHERE_THERE)


@dataclass(frozen=True)
class Timeline(Result):
    """A question on every day. `start` and `through` are the days it was cut to, if it was."""

    question: Asked
    title: str
    """The question in words, of whatever day."""
    intervals: tuple[Interval, ...]
    notes: tuple[str, ...]
    """What else a reader must know, such as how far the record was looked through."""
    understood: tuple[WordsRead, ...] = field(default=(), metadata=WHERE_THERE)
    start: date | None = field(default=None, metadata=NOT_TOLD)
    through: date | None = field(default=None, metadata=NOT_TOLD)


def assumed_in(found: Timeline) -> Mapping[str, str]:
    """All that the answers of some days assume."""
    return {name: value for each in found.intervals for name, value in each.assumed.items()}


def timeline(engine: Engine, question: Question) -> tuple[Interval, ...]:
    """The answer on every day, as intervals from the first day to the last.

    The question's own day doesn't matter; given events keep their days.
    """
    stretches = Stretches(engine, question, closely=True)
    found = (
        (index, _find(engine, question, stretches.sample(index)))
        for index in range(len(stretches.starts) + 1)
    )
    return tuple(_joined(stretches, question, found))


def _joined(
    stretches: Stretches, question: Question, found: Iterable[tuple[int, Finding | None]]
) -> Iterator[Interval]:
    before: Finding | None = None
    words = stretches.engine.agreement.vocabulary
    for first, last, finding in _periods(found):
        if finding is not None:
            begin = stretches.first(first)
            cause = None if begin is None else stretches.why(begin, touched(before, finding))
            end = stretches.last(last)
            cases = tuple(
                CaseSaid(
                    c.given if begin == end else _on_any_day(finding, c.given), c.verdict, c.clauses
                )
                for c in finding.cases
            )
            yield Interval(
                begin,
                end,
                finding.verdict,
                finding.governing,
                cases,
                cause,
                finding.more_cases,
                {n: tell_given(words, n, value) for n, value in finding.assumed.items()},
                _silence(stretches, question, first, last),
            )
        before = finding


def _silence(stretches: Stretches, question: Question, first: int, last: int) -> str:
    """Why there is no answer on these days, each reason once, in their order."""
    engine, told = stretches.engine, dict[str, None]()
    for index in range(first, last + 1):
        on = stretches.sample(index)
        finding = _find(engine, question, on)
        asked = replace(question, situation=replace(question.situation, on=on))
        if finding is None or not (why := silence_told(engine, asked, finding)):
            continue
        told[why] = None
    return "; then ".join(
        why for why in told if not any(o != why and o.startswith(why) for o in told)
    )


def _periods(
    found: Iterable[tuple[int, Finding | None]],
) -> Iterator[tuple[int, int, Finding | None]]:
    """The first and the last of stretches on which the same is found, and what."""
    each = iter(found)
    first, finding = next(each)
    last = first
    for index, other in each:
        if not _alike(finding, other):
            yield first, last, finding
            first, finding = index, other
        last = index
    yield first, last, finding


def _on_any_day(finding: Finding, given: Mapping[str, str]) -> Mapping[str, str]:
    """What a case says, with the days that move along with the day asked about told from it."""
    ground = finding.program.ground
    told = dict(given)
    for name, words in given.items():
        classes = ground.classes[ground.names.index(name)]
        if isinstance(classes, DayClasses):
            for cut, moving in classes.moving.items():
                if cut > 0:  # one before the calendar's first day is told nowhere
                    words = words.replace(date.fromordinal(cut).isoformat(), moving[0])
            told[name] = words
    return told


def _alike(one: Finding | None, other: Finding | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.shape.alike(other.shape)


def _find(engine: Engine, question: Question, on: date) -> Finding | None:
    try:
        return engine.find(question.bearer, question.action, on, question.given, question.options)
    except Impossible:
        return None
