"""What no scenario shows of steps -> the shortest histories found that would, as scenarios.

Acts, events and days that pass are tried on from nothing; each history is gone through as any
other, so that what is printed does show what it is for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from decimal import Decimal

from contract_engine.answers.wording import tell_given
from contract_engine.diagram.core.region import Impossible
from contract_engine.lazy_dataclass import dataclass, replace
from contract_engine.measure.steps import seen
from contract_engine.model.agreement import Agreement
from contract_engine.model.conditions import Compare
from contract_engine.model.history import ActValue, Entry, History
from contract_engine.model.steps import Amount, ByAct, ByEvent
from contract_engine.model.vocabulary import DateFact, Fact, KindFact, YesNoFact
from contract_engine.performance.act_values import values_of_action
from contract_engine.performance.instance import Instance, State
from contract_engine.performance.plan import Plans, plans_of
from contract_engine.performance.problems import TROUBLES
from contract_engine.performance.run import Run
from contract_engine.performance.status import ways_of

MOST = 3_000
"""So many histories are tried."""
ONE_DAY = timedelta(days=1)

Move = tuple[date, str, str, str]
"""A day, and the party and action of an act, or an event; or nothing, and the day passes."""


@dataclass(frozen=True)
class StepProposal:
    """A history that shows something of a step, and the state that its `instance` then has."""

    step: str
    what: str
    history: History
    instance: str
    state: str


def step_proposals(
    agreement: Agreement, missing: Collection[tuple[str, str]]
) -> tuple[StepProposal, ...]:
    """The shortest history found for each of these; none where none was found.

    Args:
        agreement: Whose steps they are.
        missing: Steps, each with what is to be seen of it.
    """
    left, found = set(missing), dict[tuple[str, str], StepProposal]()
    plans = plans_of(agreement)
    first = min((each.effective for each in agreement.instruments.values()), default=date.min)
    waiting = deque[tuple[tuple[Entry, ...], date]]([((), first)])
    known: set[object] = set()
    for _ in range(MOST):
        if not waiting or not left:
            break
        entries, day = waiting.popleft()
        run = _gone_through(agreement, History(day, entries))
        if run is None:
            continue
        for instance in run.instances:
            for what in seen(instance, run, entries):
                shown = instance.plan.name, what
                if shown in left:
                    left.discard(shown)
                    history, state = History(day, entries), str(instance.final)
                    found[shown] = StepProposal(*shown, history, instance.name, state)
        come_to = _state(run)
        if come_to in known:
            continue
        known.add(come_to)
        for move in _moves(plans, run, day):
            entry = _entry(agreement, plans, len(entries) + 1, move)
            waiting.append(((*entries, entry) if entry else entries, move[0]))
    return tuple(found[each] for each in missing if each in found)


def _gone_through(agreement: Agreement, history: History) -> Run | None:
    """The run of a history, where no fact that isn't known decides."""
    try:
        ways = ways_of(agreement, history, history.through)
    except (*TROUBLES, Impossible):
        return None
    return ways.runs[0][1] if len(ways.runs) == 1 else None


def _state(run: Run) -> object:
    """What has come of all instances: histories that come to the same are gone on from once."""
    return tuple(
        (each.name, each.state, each.opened, each.due, each.closed, each.late, len(each.acts))
        for each in run.instances
    )


def _moves(plans: Plans, run: Run, day: date) -> Iterator[Move]:
    """What may come next, on the days that matter: last days, and those after them."""
    alive = [each for each in run.instances if _is_alive(each, day)]
    dues = [max(each.due, each.opened) for each in alive if each.due is not None]
    days = {day, *(d for due in dues for d in (due, due + ONE_DAY) if d >= day)}
    acts = {(each.plan.bearer, each.plan.action, "") for each in alive if each.plan.action}
    for plan in plans.by_name.values():
        match plan.step.after:
            case ByAct(party, action):
                acts.add((party, action, ""))
            case ByEvent(event) if event not in run.known.events:
                acts.add(("", "", event))
    later = [each for each in (*dues, run.opening.next_day()) if day < each < date.max]
    if later:
        yield min(later), "", "", ""
    for on in sorted(days):
        for party, action, event in sorted(acts):
            yield on, party, action, event


def _is_alive(instance: Instance, day: date) -> bool:
    """Whether an act may do it, or come a day too late."""
    if instance.state is State.OPEN or (instance.owed and instance.late is None):
        return True
    return instance.entry is None and instance.closed == day


def _entry(agreement: Agreement, plans: Plans, number: int, move: Move) -> Entry | None:
    on, party, action, event = move
    if event:
        return Entry(number, on, event=event)
    if not action:
        return None
    facts = values_of_action(agreement.vocabulary, action)
    values = tuple((name, _value(plans, fact, on)) for name, fact in facts.items())
    return Entry(number, on, party, action, values=values)


def _value(plans: Plans, fact: Fact, on: date) -> ActValue:
    """A value that an act may carry: of numbers the largest that a step asks for."""
    if isinstance(fact, KindFact):
        return frozenset(fact.ends[:1])
    if isinstance(fact, YesNoFact):
        return True
    if isinstance(fact, DateFact):
        return on
    asked = [Decimal(1)]
    for plan in plans.by_name.values():
        for part in (*plan.step.where, *plan.step.done_when):
            own = part.value if isinstance(part, Amount) else None
            own = part.fact if isinstance(part, Compare) else own
            constant = getattr(part, "constant", None)
            if own == fact.id and isinstance(constant, Decimal):
                asked.append(constant)
    return max(asked)


def as_scenarios(agreement: Agreement, found: Collection[StepProposal]) -> str:
    """The proposals as items of a scenario file."""
    return "".join(_scenario(agreement, each) for each in found)


def _scenario(agreement: Agreement, found: StepProposal) -> str:
    lines = [f"  - name: '{found.step}, {found.what}'\n    status:\n      history:\n"]
    if not found.history.entries:
        lines = [f"  - name: '{found.step}, {found.what}'\n    status:\n      history: []\n"]
    for entry in found.history.entries:
        lines.append(f"        - {{on: {entry.on}, {_what(agreement, entry)}}}\n")
    lines.append(f"      on: {found.history.through}\n")
    lines.append(f"    expect: {{duties: {{'{found.instance}': {found.state}}}}}\n")
    return "".join(lines)


def _what(agreement: Agreement, entry: Entry) -> str:
    if entry.event:
        return f"event: {entry.event}"
    words = agreement.vocabulary
    facts = values_of_action(words, entry.action)
    beside = replace(words, facts={**words.facts, **facts})
    told = ", ".join(f"{name}: {tell_given(beside, name, value)}" for name, value in entry.values)
    return f"act: {entry.party} {entry.action}" + (f", with: {{{told}}}" if told else "")
