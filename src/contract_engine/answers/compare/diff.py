"""Two worlds -> the questions that get another answer: acts, days and regions, in few rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from contract_engine.answers.engine import Engine
from contract_engine.answers.timeline.periods import ONE_DAY, Stretches
from contract_engine.answers.wording import tell_given
from contract_engine.diagnostics import Problem
from contract_engine.diagram.finding.compare import Differing, Side, compare, merge, same
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import Act, Options, Question
from contract_engine.model.vocabulary import Fact, NumberFact, Vocabulary


@dataclass(frozen=True)
class View:
    """One world of a comparison: an engine, options, and a day if only that day is meant."""

    name: str
    engine: Engine
    options: Options
    on: date | None = None


@dataclass(frozen=True)
class Row:
    """A difference: for these days (both included; None: without end) and facts, another answer.

    The verdicts are equal where only the governing clauses differ. `witness` is one situation of
    it, on the day `witness_on`, as name: value.
    """

    bearer: str
    action: str
    from_: date | None
    through: date | None
    given: Mapping[str, str]
    first: Verdict
    second: Verdict
    first_clauses: tuple[str, ...]
    second_clauses: tuple[str, ...]
    witness: Mapping[str, str]
    witness_on: date

    @property
    def turns(self) -> bool:
        """Whether the verdict itself is another."""
        return self.first is not self.second


def incomparable(first: View, second: View) -> tuple[Problem, ...]:
    """Facts that are of another type in the other world: nothing can be said about them."""
    ours = first.engine.agreement.vocabulary.facts
    theirs = second.engine.agreement.vocabulary.facts
    return tuple(
        Problem(
            "E508",
            f"`{name}` is of another type in `{second.name}`",
            fact.place,
            also=((theirs[name].place, "here"),),
            help="give the fact another name",
        )
        for name, fact in ours.items()
        if name in theirs and _type(fact) != _type(theirs[name])
    )


def _type(fact: Fact) -> tuple[object, ...]:
    if isinstance(fact, NumberFact):
        return (type(fact), fact.sort, fact.currency, fact.scheme)
    return (type(fact),)


def differ(
    first: View, second: View, since: date | None = None, *, usual: bool = False
) -> tuple[Row, ...]:
    """Every row, acts in the order of the vocabulary; nothing where the meaning is the same.

    With `since`, only days from then on; with `usual`, only where all else is as usually assumed.
    """
    return tuple(
        row
        for bearer, action in _acts(first, second)
        for row in _of_act(first, second, bearer, action, since, usual)
    )


def differs(first: View, second: View, since: date | None = None) -> bool:
    """Whether any question at all gets another answer; stops at the first.

    With `since`, only days from then on.
    """
    for bearer, action in _acts(first, second):
        views = [v for v in (first, second) if action in v.engine.agreement.vocabulary.actions]
        if any(view.engine.norms(bearer, action, view.options) for view in views):
            for begin, end in _stretches(views, bearer, action, since):
                day = begin or end or date(2000, 1, 1)
                if not same(_side(first, bearer, action, day), _side(second, bearer, action, day)):
                    return True
    return False


def _acts(first: View, second: View) -> list[tuple[str, str]]:
    words = [view.engine.agreement.vocabulary for view in (first, second)]
    parties = dict.fromkeys(party for each in words for party in each.parties)
    actions = dict.fromkeys(action for each in words for action in each.actions)
    return [(party, action) for party in parties for action in actions]


def _of_act(
    first: View,
    second: View,
    bearer: str,
    action: str,
    since: date | None,
    usual: bool,
) -> Iterator[Row]:
    views = [view for view in (first, second) if action in view.engine.agreement.vocabulary.actions]
    if not any(view.engine.norms(bearer, action, view.options) for view in views):
        return
    words = merge(*(view.engine.agreement.vocabulary for view in (first, second)))
    if first.on is not None and second.on is not None:
        found = _on(first, second, bearer, action, first.on, second.on, usual)
        yield from (_row(words, bearer, action, first.on, first.on, each) for each in found)
        return
    open_rows: list[tuple[Row, Differing]] = []
    for begin, end in _stretches(views, bearer, action, since):
        sample = begin or end or date(2000, 1, 1)
        found = _on(first, second, bearer, action, sample, sample, usual)
        still: list[tuple[Row, Differing]] = []
        for each in found:
            same = next((pair for pair in open_rows if _key(pair[1]) == _key(each)), None)
            if same is not None:
                open_rows.remove(same)
                still.append((replace(same[0], through=end), each))
            else:
                still.append((_row(words, bearer, action, begin, end, each), each))
        yield from (row for row, _ in open_rows)
        open_rows = still
    yield from (row for row, _ in open_rows)


def _stretches(
    views: list[View], bearer: str, action: str, since: date | None
) -> Iterator[tuple[date | None, date | None]]:
    """The stretches of days on which neither world's answers can change."""
    starts = sorted(
        {
            start
            for view in views
            for start in Stretches(
                view.engine, Question(Act(bearer, action), options=view.options)
            ).starts
        }
    )
    if since is not None:
        starts = [since, *(start for start in starts if start > since)]
    else:
        yield None, starts[0] - ONE_DAY if starts else None
    for index, start in enumerate(starts):
        yield start, starts[index + 1] - ONE_DAY if index + 1 < len(starts) else None


def _on(
    first: View, second: View, bearer: str, action: str, day: date, other_day: date, usual: bool
) -> list[Differing]:
    ours = _side(first, bearer, action, day)
    return compare(ours, _side(second, bearer, action, other_day), usual=usual)


def _side(view: View, bearer: str, action: str, on: date) -> Side:
    agreement = view.engine.agreement
    norms = (
        view.engine.norms(bearer, action, view.options)
        if action in agreement.vocabulary.actions
        else []
    )
    return Side(agreement, view.engine.survivors(view.options), norms, on)


def _key(each: Differing) -> object:
    return (
        tuple(each.given.items()),
        each.first,
        each.second,
        each.first_clauses,
        each.second_clauses,
    )


def _row(
    words: Vocabulary,
    bearer: str,
    action: str,
    begin: date | None,
    end: date | None,
    each: Differing,
) -> Row:
    told = {
        name: value if isinstance(value, str) else tell_given(words, name, value)
        for name, value in {**each.witness.facts, **each.witness.readings}.items()
    }
    return Row(
        bearer,
        action,
        begin,
        end,
        each.given,
        each.first,
        each.second,
        each.first_clauses,
        each.second_clauses,
        told,
        each.witness.on,
    )
