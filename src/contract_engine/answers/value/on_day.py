"""A name on one day, and what is given -> its value, its cases, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from contract_engine.answers.answer import Cited
from contract_engine.answers.citing import cites_known, clause_grade, told
from contract_engine.answers.engine import Engine
from contract_engine.answers.value.result import DEPENDS, DISPUTED, KNOWN, UNKNOWN, ValueCase
from contract_engine.answers.value.sentence import value_sentence
from contract_engine.answers.wording import tell_condition, tell_given, tell_moment
from contract_engine.definitions.formula_words import tell_formula
from contract_engine.diagram.core.domains import DayClasses, KindClasses
from contract_engine.diagram.core.naming import describe, example
from contract_engine.diagram.core.node_values import any_true, values_of
from contract_engine.diagram.core.region import Uncovered, region_of
from contract_engine.diagram.core.restriction import mattering
from contract_engine.diagram.core.verdicts import is_disputed
from contract_engine.diagram.finding.cases import partition
from contract_engine.diagram.finding.shape import Shape, case_shape
from contract_engine.diagram.finding.terminals import Awaiting, Beyond, Hanging, Known, Own
from contract_engine.diagram.finding.value import Line, ValueProgram
from contract_engine.model.agreement import Table
from contract_engine.model.conditions import All
from contract_engine.model.evidence import Citation, Grade
from contract_engine.model.publication import published_by
from contract_engine.model.question import FactValue, Given, Question

GIVEN, ASSUMED = "given", "assumed"
"""What a value is by where no definition and no item says it."""


class ValueFound:
    """What the diagrams say of a value on one day."""

    def __init__(self, engine: Engine, question: Question, name: str, on: date) -> None:
        self.agreement = engine.agreement
        self.question = question
        self.on = on
        left = engine.survivors(question.options)
        self.of = ValueProgram(engine.agreement, left, name, on, question.given)
        self.program, self.masks = self.of.program, self.of.region.masks
        self.parts = self._parts()
        self.cases = tuple(self._case(where, terminal) for where, terminal in self.parts)
        self.terminals = [terminal for _, terminal in self.parts]
        told = dict.fromkeys((case.value, case.words) for case in self.cases)
        self.single = len(told) == 1
        self.value, self.words = next(iter(told)) if self.single else (None, "")
        self.by = tuple(dict.fromkeys(by for case in self.cases for by in case.by))
        if not self.single:
            self.words = " or ".join(words for _, words in told)

    def _parts(self) -> list[tuple[Mapping[int, int], object]]:
        """The parts of the situations left open, and the value in each."""
        values = values_of(self.program, self.masks, self.of.node)
        beyond = next((value for value in values if isinstance(value, Beyond)), None)
        if beyond is not None:
            raise Uncovered(beyond.calendar, beyond.day)
        if len(values) == 1:
            return [({}, values.pop())]
        return list(partition(self.program.nodes, self.of.node, self.program.possible, self.masks))

    @property
    def status(self) -> str:
        """Whether the value is known."""
        if not self.single:
            disputed = is_disputed(self.program, self.masks, self.of.node)
            return DISPUTED if disputed else DEPENDS
        if self.value is not None:
            return KNOWN
        return UNKNOWN if self.words == UNKNOWN else DEPENDS

    @property
    def hangs_on(self) -> tuple[str, ...]:
        """What would have to be known."""
        names = dict.fromkeys(name for case in self.cases for name in case.given)
        if self.status == KNOWN:
            return ()
        for terminal in self.terminals:
            match terminal:
                case Hanging(names=more) | Awaiting(names=more):
                    names |= dict.fromkeys(more)
                case Own(fact) if self.single:
                    names[fact] = None
        return tuple(names)

    @property
    def sentence(self) -> str:
        """The value in a sentence that can stand alone, with all that was given of it."""
        return value_sentence(
            self.agreement,
            self.question,
            self.of.name,
            self.on,
            self.status,
            self.words if self.single else "",
            self.hangs_on,
            assumed=self.by == (ASSUMED,),
        )

    @property
    def because(self) -> tuple[str, ...]:
        """The conditions of the one line that gives the value everywhere."""
        for line in self.of.lines:
            if not self.of.is_somewhere(self.program.nodes.negate(line.node)):
                when = line.row.when
                parts = when.parts if isinstance(when, All) else (when,)
                otherwise = line.row.part == "means" and line.row.value is False
                return () if otherwise else tuple(tell_condition(part) for part in parts)
        return ()

    @property
    def assumed(self) -> Mapping[str, Given]:
        """What is assumed, and matters to the value."""
        program, question = self.program, self.question
        open_ = region_of(program, question.given, assume=False).masks
        matters = mattering(program, open_, self.of.node)
        region = self.of.region
        found = {n: v for n, v in region.assumed.items() if program.ground.level[n] in matters}
        return {**found, **self.of.assumed}

    @property
    def _deciding(self) -> list[Line]:
        return [line for line in self.of.lines if self.of.is_somewhere(line.node)]

    @property
    def _tables(self) -> list[Table]:
        """The tables whose rows the value rests on."""
        ground = self.program.ground
        names = {ground.names[level] for level in self.program.nodes.support(self.of.node)}
        names |= {*self.of.names, self.of.name}
        tables = self.agreement.tables
        return [
            tables[table]
            for table, key in self.question.items.items()
            if any(
                self.question.given.get(name) == value
                for name, value in tables[table].items[key].values.items()
                if name in names
            )
        ]

    @property
    def cites(self) -> tuple[Cited, ...]:
        """What the definitions and rows that give the value rest on."""
        found: list[Citation] = []
        for line in self._deciding:
            found += cites_known(self.agreement, line.definition, self.question.options.known)
        for table in self._tables:
            found += self._published(table)
        return tuple(dict.fromkeys(told(found)))

    def _published(self, table: Table) -> tuple[Citation, ...]:
        known = self.question.options.known
        return published_by(self.agreement.sources, table.cites, known, None)

    @property
    def grade(self) -> Grade | None:
        """The weakest grade among what the value rests on."""
        known = self.question.options.known
        grades = [clause_grade(self.agreement, d.definition, known) for d in self._deciding]
        cites = [self._published(table) for table in self._tables]
        grades += [max(c.grade for c in some) for some in cites if some]
        return min(grades, default=None)

    @property
    def shape(self) -> Shape:
        """Alike on two days on which the value is the same."""
        region = self.of.region
        parts = zip(self.parts, self.cases, strict=True)
        return Shape(
            (),
            frozenset(
                case_shape(self.program, region, where, (case.value, case.words))
                for (where, _), case in parts
            ),
        )

    def _given(self, where: Mapping[int, int]) -> dict[str, str]:
        within = self.of.region.within
        return {
            self.program.ground.names[level]: describe(
                self.program,
                level,
                mask,
                self.masks[level],
                within=within.get(level),
            )
            for level, mask in where.items()
        }

    def _case(self, where: Mapping[int, int], terminal: object) -> ValueCase:
        masks = tuple(mask & where.get(level, mask) for level, mask in enumerate(self.masks))
        value, words = self._told(terminal, masks)
        by: dict[str, None] = {}
        for line in self.of.lines:
            if self.of.is_somewhere(line.node, masks):
                by[line.definition.id] = None
        for name, node in self.of.owns:
            if self.of.is_somewhere(node, masks):
                by |= dict.fromkeys(self._origins(name))
        return ValueCase(self._given(where), value, words, tuple(by))

    def _origins(self, name: str) -> Iterator[str]:
        """Where a fact's own value is from."""
        given = self.question.given.get(name)
        if given is None:
            if name in self.of.assumed:
                yield ASSUMED
            return
        items = [
            f"{table}={key}"
            for table, key in self.question.items.items()
            if self.agreement.tables[table].items[key].values.get(name) == given
        ]
        yield from items or [GIVEN]

    def _told(self, terminal: object, masks: Sequence[int]) -> tuple[str | None, str]:
        match terminal:
            case Known(value):
                told = self._words_of(value)
                return told, told
            case Hanging(moment):
                return None, tell_moment(moment)
            case Awaiting(formula):
                return None, tell_formula(formula)
            case Own(fact):
                return self._own(fact, masks)
        raise AssertionError

    def _own(self, fact: str, masks: Sequence[int]) -> tuple[str | None, str]:
        """What a fact's own value may be where nobody gave it."""
        if fact != self.of.name:
            return None, f"that of {fact}"
        program = self.program
        level = program.ground.level.get(fact)
        if level is None:
            return None, UNKNOWN
        left = 0
        for c in range(program.nodes.sizes[level]):
            alone = tuple(1 << c if at == level else mask for at, mask in enumerate(masks))
            if masks[level] >> c & 1 and any_true(program, alone, program.possible):
                left |= 1 << c
        whole = (1 << program.nodes.sizes[level]) - 1
        if left == whole:
            return None, UNKNOWN
        classes, last = program.ground.classes[level], left.bit_length() - 1
        only: FactValue | None = None
        if left == 1 << last and isinstance(classes, KindClasses):
            only = example(program, level, last)
        elif left == 1 << last and isinstance(classes, DayClasses):
            only = classes.only_day(last)
        if only is not None:
            words = self._words_of(only)
            return words, words
        return None, describe(program, level, left, whole)

    def _words_of(self, value: FactValue) -> str:
        given = frozenset({value}) if isinstance(value, str) else value
        return tell_given(self.agreement.vocabulary, self.of.name, given)
