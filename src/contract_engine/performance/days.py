"""An agreement, and a history if there is one -> every day on which something begins or ends."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from contract_engine.answers.ask.sentences import rough_day
from contract_engine.answers.wording import tell_norms
from contract_engine.diagram.act.survival import survivors
from contract_engine.lazy_dataclass import dataclass, field, replace
from contract_engine.model.agreement import Agreement, Clause, Instrument
from contract_engine.model.days import On
from contract_engine.model.history import History
from contract_engine.model.question import Given, Options
from contract_engine.performance.oracle import Way
from contract_engine.performance.result import Found
from contract_engine.performance.run import Run
from contract_engine.performance.status import ways_of

COLUMNS = ("day", "what", "party", "clause", "instance", "text")
DUE, OPENS, LAPSES, BEGINS, ENDS = "due", "opens", "lapses", "begins", "ends"


@dataclass(frozen=True, slots=True)
class Dated:
    """A day and what comes on it: a step falls due or opens, a clause begins or ends.

    `uid` names it, the same whenever the same is asked.
    """

    day: date
    what: str
    party: str
    clause: str
    instance: str
    text: str
    uid: str

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {**{name: getattr(self, name) for name in COLUMNS}, "day": self.day.isoformat()}


@dataclass(frozen=True, slots=True)
class Dates:
    """The days between two, in order; `notes` say what isn't among them.

    `begun` has the clauses that begin with each instrument, and don't end that very day.
    """

    agreement: str
    title: str
    first: date | None
    last: date | None
    days: tuple[Dated, ...]
    notes: tuple[str, ...] = ()
    begun: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "agreement": self.agreement,
            "from": None if self.first is None else self.first.isoformat(),
            "through": None if self.last is None else self.last.isoformat(),
            "dates": [each.to_json() for each in self.days],
            "notes": list(self.notes),
        }

    def to_icalendar(self) -> bytes:
        """As an iCalendar file; see `icalendar_file`."""
        from contract_engine.performance.icalendar_file import as_icalendar

        return as_icalendar(self)

    def to_csv(self) -> str:
        """As a sheet, its first line the names of the columns."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for each in self.days:
            writer.writerow([str(getattr(each, name)) for name in COLUMNS])
        return out.getvalue()


def dates_of(
    agreement: Agreement,
    history: History | None,
    first: date | None,
    last: date | None,
    *,
    options: Options | None = None,
    given: Mapping[str, Given] | None = None,
    parties: Sequence[str] = (),
) -> Dates:
    """Every day between two, both included, on which something begins, ends or falls due.

    Args:
        agreement: Whose days they are.
        history: What was recorded, from which steps' days are counted; without one those that
            no act opens.
        first: The first day; None for no first.
        last: The last day; without one, steps are followed for two years after what is recorded.
        options: What is left out of account.
        given: Facts that stay as they are.
        parties: Whose days are told; all where none is named.

    Raises what `ways_of` does.
    """
    starts = [instrument.effective for instrument in agreement.instruments.values()]
    known = history or History(min(starts) if first is None else first, ())
    horizon = last or _later(max([known.through, *starts]), 2)
    ways = ways_of(agreement, known, max(horizon, known.through), options, given)
    left = _left(agreement, options or Options())
    stated = [each for each in _of_clauses(left) if last is None or each.day <= last]
    begun = {name: _begun_with(left, name) for name in left.instruments}
    every = [set(_of_run(agreement, way, run, told)) for way, run, told in ways.runs]
    common = set.intersection(*every)
    found = {*stated, *(each for each in common if each.day <= horizon)}
    notes = []
    if set.union(*every) - common:
        notes.append("some days hang on facts that are not given, and are left out")
    wanted = set(parties)
    days = tuple(
        each
        for each in sorted(found, key=lambda one: (one.day, one.clause, one.what, one.uid))
        if (first is None or each.day >= first) and (not wanted or each.party in wanted)
    )
    return Dates(agreement.id, agreement.title, first, last, days, tuple(notes), begun)


def _rough(instrument: Instrument) -> str:
    """What is to be said of an instrument's day where it isn't certain."""
    if not instrument.approximate:
        return ""
    return f" (some day in {rough_day(instrument.effective, instrument.approximate)})"


def _later(day: date, years: int) -> date:
    return date(min(day.year + years, 9999), 12, 31)


def _of_clauses(agreement: Agreement) -> Iterator[Dated]:
    """The days on which instruments and clauses begin and end, where they are stated."""
    for instrument in agreement.instruments.values():
        uid = f"{agreement.id}/{instrument.id}/{BEGINS}"
        text = f"{instrument.title or instrument.id} takes effect{_rough(instrument)}"
        yield Dated(instrument.effective, BEGINS, "", instrument.id, instrument.id, text, uid)
    for clause in agreement.clauses.values():
        over = dict(_ends(agreement, clause))
        gone = min(over, default=date.max)
        begins = _begins(agreement, clause)
        if gone in over and gone <= (begins or date.max):
            continue  # another takes its place before it is known to have begun
        stated = [m.day for m in (clause.through, clause.until) if isinstance(m, On)]
        if gone in over and all(day >= gone for day in stated):
            yield _term(agreement, clause, gone, ENDS, over[gone])
        if isinstance(clause.from_, On) and clause.from_.day < gone:
            yield _term(agreement, clause, clause.from_.day, BEGINS, "begins")
        if isinstance(clause.through, On) and clause.through.day < gone:
            yield _term(agreement, clause, clause.through.day, ENDS, "holds for the last day")
        if isinstance(clause.until, On) and clause.until.day < gone:
            yield _term(agreement, clause, clause.until.day, ENDS, "no longer holds")


def _left(agreement: Agreement, options: Options) -> Agreement:
    """What the options leave of an agreement, without instruments of which nothing is left."""
    left = survivors(agreement, options)
    repeals_left = {*left.repeals}
    instruments = {}
    for each in left.instruments.values():
        clauses = tuple(c for c in each.clauses if c.id in left.clauses)
        repeals = tuple(r for r in each.repeals if r in repeals_left)
        known = options.known is None or each.published <= options.known
        if clauses or repeals or (known and not each.clauses and not each.repeals):
            instruments[each.id] = replace(each, clauses=clauses, repeals=repeals)
    return replace(agreement, instruments=instruments)


def _begun_with(agreement: Agreement, name: str) -> tuple[str, ...]:
    instrument = agreement.instruments[name]
    return tuple(
        clause.id
        for clause in instrument.clauses
        if clause.from_ is None
        and all(day > instrument.effective for day, _ in _ends(agreement, clause))
    )


def _ends(agreement: Agreement, clause: Clause) -> Iterator[tuple[date, str]]:
    """The days on which it is replaced or repealed, as far as these are stated, and by what."""
    others: dict[date, list[str]] = {}
    for other in agreement.clauses.values():
        if clause.id in other.replaces and (day := _begins(agreement, other)) is not None:
            by = agreement.instruments[other.instrument]
            rough = _rough(by) if day == by.effective else ""
            others.setdefault(day, []).append(f"{other.id}{rough}")
    yield from ((day, f"is replaced by {', '.join(names)}") for day, names in others.items())
    for repeal in agreement.repeals:
        if repeal.clause == clause.id:
            by = agreement.instruments[repeal.instrument]
            yield by.effective, f"is repealed{_rough(by)}"


def _begins(agreement: Agreement, clause: Clause) -> date | None:
    """The day on which a clause begins, where it is stated."""
    effective = agreement.instruments[clause.instrument].effective
    if clause.from_ is None:
        return effective
    return max(effective, clause.from_.day) if isinstance(clause.from_, On) else None


def _term(agreement: Agreement, clause: Clause, day: date, what: str, words: str) -> Dated:
    party = clause.norms[0].bearer if clause.norms else ""
    said = "; ".join(tell_norms(clause.norms)) or clause.id
    way = words.split(" by ")[0].replace(" ", "-")
    uid = f"{agreement.id}/{clause.id}/{what}/{way}"
    return Dated(day, what, party, clause.id, clause.id, f"{said}: {words}", uid)


def _of_run(agreement: Agreement, way: Way, run: Run, told: Found) -> Iterator[Dated]:
    """The days of steps: when each opened, and is or was due."""
    words = agreement.vocabulary
    for instance in run.instances:
        plan = instance.plan
        party = run.plans.bearer(plan)
        acts = [run.plans.by_name[name].action for name in plan.alternatives] or [plan.action]
        what = " or ".join(words.actions[action].label for action in acts)
        said = f"{words.parties[party].label} {plan.modality} {what}"
        base = f"{agreement.id}/{instance.name}"
        yield Dated(
            instance.opened,
            OPENS,
            party,
            plan.clause.id,
            instance.name,
            f"{said}: from this day on",
            f"{base}/{OPENS}",
        )
        if instance.due is not None:
            must = plan.modality.value == "must"
            last = DUE if must else LAPSES
            words_ = "by this day" if must else "this is the last day"
            yield Dated(
                instance.due,
                last,
                party,
                plan.clause.id,
                instance.name,
                f"{said}: {words_}",
                f"{base}/{last}",
            )
