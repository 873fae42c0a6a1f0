"""An instrument and what it is asked -> formulas, one for each thing to be found out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from contract_engine.durable.compile.conditions import Around, came, condition
from contract_engine.durable.compile.graph import Among, Graph, Literal
from contract_engine.durable.compile.inputs import Kept
from contract_engine.durable.compile.offsets import Offset
from contract_engine.durable.evaluate.relevance import Wanted
from contract_engine.durable.evaluate.trace import Line
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.agreement import Agreement, Clause, Instrument, Norm
from contract_engine.model.conditions import All, Any, Cardinality, Condition
from contract_engine.model.days import Moment, On
from contract_engine.model.place import Span


class Point(Enum):
    """What can be found of a clause; `Found` in evaluate/prevails.py says what each means."""

    BEGUN = "begun"
    SUITS = "suits"
    APPLIES = "applies"
    REPEALED = "repealed"
    LEFT = "left"


def choice_name(clause: Clause, norm: Norm) -> str:
    """The name under which it is found whether a norm with a condition of its own is left."""
    if not norm.choice:
        return f"{clause.id} ({clause.norms.index(norm)}: {norm})"
    weakened = ", weakened" if norm.weakened else ""
    return f"{clause.id} ({norm.choice}: {norm}{weakened})"


@dataclass(slots=True)
class Formulas:
    """The formulas of one instrument: a literal for each point, and the lines behind literals."""

    agreement: Agreement
    instrument: Instrument
    graph: Graph = field(default_factory=Graph)
    points: dict[tuple[Point, str], Literal] = field(default_factory=dict)
    lines: dict[Literal, list[Line]] = field(default_factory=dict)
    _applying: dict[str, Literal] = field(default_factory=dict)
    _meant: dict[int, Literal] = field(default_factory=dict)
    _moments: dict[tuple[int, int, Offset], Literal] = field(default_factory=dict)

    @property
    def around(self) -> Around:
        """What conditions are made with."""
        return Around(
            self.graph, self.agreement.vocabulary, self.applying, self._meant, self._moments
        )

    def note(self, literal: Literal, clause: str, part: str, place: Span) -> Literal:
        """Remember what the literal was written for."""
        self.lines.setdefault(literal, []).append(Line(clause, part, place))
        return literal

    def sum_up(self, literal: Literal, clause: Clause, part: str) -> Literal:
        """The same for what lines of a clause amount to, unless it is one of them by itself."""
        lines = (*self.lines.get(literal, ()), *self.lines.get(literal ^ 1, ()))
        if all(line.clause != clause.id for line in lines):
            self.note(literal, clause.id, part, clause.place)
        return literal

    def applying(self, name: str) -> Literal:
        """True where a clause of any instrument applies: left by the options, begun, not ended."""
        if name not in self._applying:
            clause = self.agreement.clauses[name]
            suits = self.graph.all((*_begun(self, clause), *_conditions(self, clause)))
            ended = self.graph.any((_over(self, clause), *self._enders(name)))
            applies = self.graph.all((self.kept(Kept(name)), suits, ended ^ 1))
            self._applying[name] = self.sum_up(applies, clause, "applies")
        return self._applying[name]

    def _enders(self, name: str) -> Iterator[Literal]:
        for repeal in self.agreement.repeals:
            if repeal.clause == name:
                effective = _effective(self, self.agreement.instruments[repeal.instrument])
                yield self.graph.all((self.kept(Kept(name, repeal.instrument)), effective))
        for other in self.agreement.clauses.values():
            if name in other.replaces:
                yield self.graph.all((self.kept(Kept(other.id)), *_begun(self, other)))

    def kept(self, ask: Kept) -> Literal:
        """True where the options leave it."""
        return self.graph.add(Among(ask, (("yes", True), ("no", False))))


def formulate(agreement: Agreement, name: str, wanted: Wanted) -> Formulas:
    """The formulas for what is wanted of the instrument, each true or false of a situation."""
    instrument = agreement.instruments[name]
    made = Formulas(agreement, instrument)
    clauses = {clause.id: clause for clause in instrument.clauses}
    for name in wanted.repealed:
        place = next(r.place for r in instrument.repeals if r.clause == name)
        effective = _effective(made, instrument)
        made.points[Point.REPEALED, name] = made.note(effective, name, "repeals", place)
    for name in wanted.begun:
        begun = made.graph.all(_begun(made, clauses[name]))
        made.points[Point.BEGUN, name] = made.sum_up(begun, clauses[name], "begun")
    for name in wanted.applies:
        clause = clauses[name]
        suits = made.graph.all((*_begun(made, clause), *_conditions(made, clause)))
        over = _over(made, clause)
        applies = made.graph.all((suits, over ^ 1))
        made.points[Point.SUITS, name] = suits
        made.points[Point.APPLIES, name] = applies
        for norm in clause.norms:
            if norm.when is not None:
                part = "one_of" if norm.choice else "norm"
                left = _lines(made, clause, part, (norm.when,))[0]
                made.points[Point.LEFT, choice_name(clause, norm)] = left
        made.sum_up(applies, clause, "applies")
        made.sum_up(suits, clause, "suits")
        made.sum_up(over, clause, "over")
    return made


def _effective(made: Formulas, instrument: Instrument) -> Literal:
    return came(made.around, On(instrument.effective))


def _begun(made: Formulas, clause: Clause) -> tuple[Literal, ...]:
    """What must be true for it to have begun: its instrument is effective, its `from` has come."""
    instrument = made.agreement.instruments[clause.instrument]
    effective = made.note(_effective(made, instrument), clause.id, "effective", instrument.place)
    return (effective, *_term(made, clause, "from", clause.from_))


def _over(made: Formulas, clause: Clause) -> Literal:
    """Its term has run out: the day is after `through`, or `until` has come."""
    return made.graph.any(
        (
            *_term(made, clause, "through", clause.through, late=1),
            *_term(made, clause, "until", clause.until),
        )
    )


def _term(
    made: Formulas, clause: Clause, part: str, moment: Moment | None, late: int = 0
) -> tuple[Literal, ...]:
    if moment is None:
        return ()
    return (made.note(came(made.around, moment, late), clause.id, part, clause.place),)


def _conditions(made: Formulas, clause: Clause) -> tuple[Literal, ...]:
    """What must be true for it to suit the situation: all of `when` and none of `unless`."""
    met = _lines(made, clause, "when", clause.when.parts)
    excepted = _lines(made, clause, "unless", clause.unless)
    return (*met, *(literal ^ 1 for literal in excepted))


def _lines(
    made: Formulas, clause: Clause, part: str, conditions: Iterable[Condition]
) -> list[Literal]:
    def note(literal: Literal, place: Span) -> None:
        made.note(literal, clause.id, part, place)

    literals = []
    for line in conditions:
        literal = condition(made.around, line, note)
        if isinstance(line, All | Any | Cardinality):
            note(literal, line.place)
        literals.append(literal)
    return literals
