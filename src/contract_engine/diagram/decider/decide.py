"""An act under options -> a function from a situation to its verdict, in about a microsecond.

Every norm's conditions are written as boxes (`cubes.py`). Each box is a bit. A situation picks,
for each variable, the bits whose box holds its class; the bits left after ANDing them apply. What
they come to is worked out once for each set of them, and remembered.

Where a situation leaves something open, or conditions don't fit into few boxes, there is no
decision here, and the caller asks the diagrams.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from contract_engine.diagram.act.applied import applied
from contract_engine.diagram.act.in_play import Relevant
from contract_engine.diagram.act.priority import OPPOSITES, VERDICT_OF
from contract_engine.diagram.act.survival import Survivors
from contract_engine.diagram.core.domains import NumberClasses, moved
from contract_engine.diagram.decider.cubes import (
    Box,
    Space,
    TooManyBoxes,
    Variable,
)
from contract_engine.diagram.decider.lookup import Lookup, Said, unrolled
from contract_engine.diagram.decider.periods import Spans
from contract_engine.diagram.decider.settling_order import beaters, strongest_first
from contract_engine.model.agreement import Agreement, Modality
from contract_engine.model.conditions import HasCome
from contract_engine.model.days import After, Choose, Never
from contract_engine.model.outcome import Verdict
from contract_engine.model.question import FactValue
from contract_engine.model.vocabulary import KindFact, NumberFact, YesNoFact

REMEMBERED = 1 << 17
"""So many sets of applying boxes are remembered; past that, the memory starts anew."""


class Decider:
    """Decides total situations of one act; made by `compile_act`."""

    def __init__(
        self, agreement: Agreement, survivors: Survivors, norms: Sequence[Relevant], space: Space
    ) -> None:
        self.agreement = agreement
        self.space = space
        self._boxes: list[tuple[int, Box]] = []
        boxed = Spans(agreement, survivors, norms, space)
        spans = [
            (index, span) for index in strongest_first(norms) for span in boxed.of(norms[index])
        ]
        bits = [(self._bits(index, boxes), start, end) for index, (boxes, start, end) in spans]
        self._forbidden = self._bits(
            -1, tuple(box for c in agreement.impossible for box in space.condition(c))
        )
        self.starts = sorted({start for _, start, _ in bits} | {end for _, _, end in bits})
        self.alive = self._alive(bits)
        self._resolved: dict[int, Verdict] = {}
        owners = [index for index, _ in self._boxes if index >= 0]
        said = (_mask(norms[owner].modality is modality for owner in owners) for modality in _ORDER)
        self._masks = tuple((1 << place, mask) for place, mask in enumerate(said) if mask)
        self._beaten_by = beaters(norms, owners)
        self._beatable = _mask(mask != 0 for mask in self._beaten_by)
        self.decide = unrolled(
            self.starts, self.alive, list(self._lookups()), self._resolved, self._resolve
        )

    def _lookups(self) -> Iterator[Lookup]:
        """How each variable that a box tests is looked up."""
        for number, variable in enumerate(dict.fromkeys(v for _, box in self._boxes for v in box)):
            name, moment, past = variable
            fact = f"given[{name!r}]"
            if moment is not None:
                names = {f"moment{number}": moment, "has_come": _has_come}
                key = f"has_come({fact}, moment{number}, on, {past})"
                yield Lookup(key, self._by_class(variable), names)
            elif self._is_ranged(name):
                yield self._ranged(name, number, fact)
            else:
                yield Lookup(fact, self._table(name))

    def _ranged(self, name: str, number: int, fact: str) -> Lookup:
        """A variable whose values are cut into classes; whole numbers take a short way."""
        bits = self._by_class((name, None, False))
        if not isinstance(self.agreement.vocabulary.facts.get(name), NumberFact):
            of = self.space.days[name].of
            return Lookup(f"class{number}({fact})", bits, {f"class{number}": of})
        classes = self.space.numbers[name]
        names: dict[str, object] = {f"class{number}": _number_class(classes)}
        steps = _whole_steps(classes)
        if steps is None:
            return Lookup(f"class{number}({fact})", bits, names)
        names |= {f"steps{number}": steps, "at": bisect_right}
        key = f"at(steps{number}, v) if type(v := {fact}) is int else class{number}(v)"
        return Lookup(key, bits, names)

    def _resolve(self, bits: int) -> Verdict | None:
        """What a set of applying boxes comes to.

        Whatever beats a box has a lower bit, so that going up, all that could beat it is settled.
        """
        if bits & self._forbidden:
            return None
        standing, beaten_by = bits, self._beaten_by
        contested = bits & self._beatable
        while contested:
            lowest = contested & -contested
            if standing & beaten_by[lowest.bit_length() - 1]:
                standing ^= lowest
            contested ^= lowest
        said = 0
        for bit, mask in self._masks:
            if standing & mask:
                said |= bit
        resolved = self._resolved
        if len(resolved) >= REMEMBERED:
            resolved.clear()
        verdict = resolved[bits] = _VERDICTS[said]
        return verdict

    def _bits(self, index: int, boxes: Sequence[Box]) -> int:
        bits = 0
        for box in boxes:
            bits |= 1 << len(self._boxes)
            self._boxes.append((index, box))
        return bits

    def _alive(self, spans: Sequence[tuple[int, date, date]]) -> list[int]:
        """For each stretch of days between `starts`, the boxes that its clauses have then."""
        place = {day: index for index, day in enumerate(self.starts)}
        alive = [self._forbidden] * (len(self.starts) + 1)
        for bits, start, end in spans:
            last = len(self.starts) if end == date.max else place[end]
            for index in range(place[start] + 1, last + 1):
                alive[index] |= bits
        return alive

    def _is_ranged(self, name: str) -> bool:
        return not isinstance(self.agreement.vocabulary.facts.get(name), (KindFact, YesNoFact))

    def _table(self, name: str) -> Mapping[object, int]:
        """The bits that each value of a kind or yes/no fact leaves."""
        fact = self.agreement.vocabulary.facts[name]
        values: Sequence[FactValue] = fact.ends if isinstance(fact, KindFact) else (False, True)
        return dict(zip(values, self._by_class((name, None, False)), strict=True))

    def _by_class(self, variable: Variable) -> list[int]:
        """The bits that each class of a variable leaves."""
        left = [0] * self.space.size(variable)
        for number, (_, box) in enumerate(self._boxes):
            mask = box.get(variable, -1)
            for c in range(len(left)):
                if mask >> c & 1:
                    left[c] |= 1 << number
        return left


def compile_act(
    agreement: Agreement, survivors: Survivors, norms: Sequence[Relevant]
) -> Decider | None:
    """A decider for an act; None where a reading is open or conditions need too many boxes."""
    clauses = [survivors.clauses[name] for name in applied(agreement, survivors, norms)]
    clauses += [norm.clause for norm in norms]
    conditions = [case for norm in norms for case in norm.when]
    conditions += [c for clause in clauses for c in (clause.when, *clause.unless)]
    conditions += [
        HasCome(moment)
        for clause in (*clauses, *survivors.clauses.values())
        for moment in (clause.from_, clause.through, clause.until)
        if isinstance(moment, Choose)
    ]
    readings = {
        name: left[0] if len(left) == 1 else survivors.defaults.get(name)
        for name, left in survivors.readings.items()
    }
    space = Space(agreement.vocabulary, [*conditions, *agreement.impossible], readings)
    try:
        return Decider(agreement, survivors, norms, space)
    except TooManyBoxes:
        return None


def _has_come(day: Said, moment: After, on: date, past: bool) -> bool:
    """Whether a moment counted from `day` has come by `on` (with `past`, by the day before)."""
    if not isinstance(day, (date, Never)):
        raise TypeError
    if moment.count or moment.then:
        day = moved(day, moment)
    return isinstance(day, date) and (day < on if past else day <= on)


def _whole_steps(classes: NumberClasses) -> list[int] | None:
    """The cuts between whole numbers; None where a constant is none, or no number at all."""
    steps = []
    for constant, side in classes.cuts:
        if not isinstance(constant, Decimal) or constant != constant.to_integral_value():
            return None
        steps.append(int(constant) + side)
    return steps


def _number_class(classes: NumberClasses) -> Callable[[Said], int]:
    """The class of a value; what isn't of the fact's type is a TypeError."""
    numbers = all(isinstance(constant, Decimal) for constant, _ in classes.cuts)

    def of(value: Said) -> int:
        if not numbers:
            return classes.of(value)  # type: ignore[arg-type]  # given its own fact's values
        if isinstance(value, bool | str | float):
            raise TypeError
        return classes.of(Decimal(value))  # type: ignore[arg-type]  # a number: all else was refused

    return of


def _mask(bits: Iterable[bool]) -> int:
    return sum(1 << number for number, bit in enumerate(bits) if bit)


def _verdict(modalities: set[Modality]) -> Verdict:
    if any(other in modalities for each in modalities for other in OPPOSITES[each]):
        return Verdict.CONFLICT
    for modality in (Modality.MUST_NOT, Modality.MUST, Modality.MAY, Modality.NEED_NOT):
        if modality in modalities:
            return VERDICT_OF[modality]
    return Verdict.NOT_ADDRESSED


_ORDER = (Modality.MAY, Modality.MUST, Modality.MUST_NOT, Modality.NEED_NOT)
_VERDICTS = tuple(
    _verdict({modality for bit, modality in enumerate(_ORDER) if said >> bit & 1})
    for said in range(1 << len(_ORDER))
)
"""The verdict for each set of modalities that stand, as bits in `_ORDER`."""
