"""Formulas -> the rules of a durable-rules rule set, as plain data.

Every literal that matters becomes a fact `{"k": "lit", "h": n // 256, "l": n % 256}`, derived by
rules; every value told is a fact `{"k": "in", "h": ..., "l": ..., "vi" or "vs": value}`. A test has
a rule for each way it can come out; a conjunction has one rule that it is true, and one for each
part that makes it false. So each formula comes out true or false, all rules only ever add, and no
rule asks for the absence of a fact.

durable-rules fails where too many rules share a condition, or too many conditions look at one
fact. A literal used by many is therefore asserted under several numbers, and a value that is
compared with many constants is told several times. Nor does it take more than so many rules: what
is beyond them goes into further rule sets, which are told what those before have settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from contract_engine.durable.compile.clauses import Formulas
from contract_engine.durable.compile.graph import Among, Both, Literal, Ordered, Wider
from contract_engine.durable.compile.inputs import Ask
from contract_engine.durable.compile.safe_subset import MAX_RULES, Rule, check
from contract_engine.durable.compile.scaling import Scale, constant_code, scale_of
from contract_engine.durable.errors import BeyondLimits
from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.model.ordered import Ordered as Value

USES = 100
"""How many rules share one condition at most; from 256 on durable-rules crashes."""

TESTS = 48
"""How many conditions look at one fact at most; one that meets 65 durable-rules refuses."""

MOST = 20_000
"""How many rules an instrument has at most for what is wanted of it: some 400 MB of memory."""

OPPOSITE = {">=": "<", ">": "<=", "is": "is not"}
OPERATORS = {">=": "$gte", ">": "$gt", "<=": "$lte", "<": "$lt", "is not": "$neq"}


@dataclass(frozen=True, slots=True)
class Compared:
    """A condition on a value told: what is asked, the sign, the word or integer compared with."""

    asks: Ask
    sign: str
    value: str | int


@dataclass(frozen=True, slots=True)
class Port:
    """A fact told: its number, what it asks, and of an ordered fact the scale of its integers."""

    number: int
    asks: Ask
    scale: Scale


@dataclass(slots=True)
class Ruleset:
    """Rules as plain data, and what belongs to them.

    `concludes` tells of each rule the literal it settles and, where one part or word alone did it,
    that one; `slots` the numbers under which others look for a literal (none: nobody does).
    """

    rules: dict[str, Rule] = field(default_factory=dict)
    concludes: dict[str, tuple[Literal, Literal | str | None]] = field(default_factory=dict)
    slots: dict[Literal, list[int]] = field(default_factory=dict)
    ports: list[Port] = field(default_factory=list)


def compile_rules(made: Formulas) -> tuple[Ruleset, ...]:
    """The rule sets, in order, for all that the formulas are to find; checked and registrable.

    A rule needs nothing but what rules before it settle, in the same set or in one before.
    """
    nodes = _reachable(made)
    scales = _scales(made, nodes)
    numbered = enumerate(_bare(made, nodes, scales), 2)
    rulesets = []
    while some := [*islice(numbered, MAX_RULES - 2)]:
        if some[-1][0] > MOST:
            raise BeyondLimits(f"more than {MOST} rules are needed")
        ruleset = Ruleset()
        ruleset.rules["start"] = {"all": [{"m0": {"k": "start"}}], "pri": 0}
        ruleset.rules["done"] = {"all": [{"m0": {"k": "done"}}], "pri": 100}
        conditions = _Conditions(ruleset, scales)
        for number, (settles, needs) in some:
            ruleset.rules[name := f"r{number}"] = {
                "all": [{f"m{at}": conditions.of(need)} for at, need in enumerate(needs)],
                "pri": 10,
            }
            ruleset.concludes[name] = (settles, _sole(needs))
        check(ruleset.rules, _ids(ruleset))
        rulesets.append(ruleset)
    return tuple(rulesets)


def literal_fact(slot: int) -> dict[str, str | int]:
    """The fact under which rules find a literal."""
    return {"k": "lit", "h": slot // 256, "l": slot % 256, "id": f"l{slot}"}


def port_fact(port: Port, value: str | int) -> dict[str, str | int]:
    """The fact that tells a value."""
    name = "vi" if isinstance(value, int) else "vs"
    return {
        "k": "in",
        "h": port.number // 256,
        "l": port.number % 256,
        name: value,
        "id": f"p{port.number}",
    }


def _ids(ruleset: Ruleset) -> Iterator[str]:
    yield from ("start", "done")
    yield from (f"p{port.number}" for port in ruleset.ports)
    yield from (f"l{slot}" for slots in ruleset.slots.values() for slot in slots)


def _reachable(made: Formulas) -> list[int]:
    """The places of the nodes that matter for a point, parts before what they are part of."""
    found: set[int] = set()
    waiting = [literal >> 1 for literal in made.points.values()]
    while waiting:
        place = waiting.pop()
        if place in found:
            continue
        found.add(place)
        match made.graph.nodes[place]:
            case Both(parts) | Wider(inner=parts):
                waiting.extend(part >> 1 for part in parts)
            case Among(wider=wider):
                waiting.extend(inner >> 1 for inner, _ in wider)
            case Ordered():
                pass
    return sorted(found - {0})


def _scales(made: Formulas, nodes: Iterable[int]) -> dict[Ask, Scale]:
    """Of each ordered fact compared, the scale of its constants."""
    constants: dict[Ask, list[Value]] = {}
    for place in nodes:
        node = made.graph.nodes[place]
        if isinstance(node, Ordered) and not isinstance(node.bound, int):
            constants.setdefault(node.asks, []).append(node.bound)
    return {asks: scale_of(compared) for asks, compared in constants.items()}


def _bare(
    made: Formulas, nodes: Iterable[int], scales: Mapping[Ask, Scale]
) -> Iterator[tuple[Literal, list[Literal | Compared]]]:
    """Every rule: the literal it settles, and the literals and tests it needs."""
    for place in nodes:
        true, false = 2 * place, 2 * place + 1
        match made.graph.nodes[place]:
            case Ordered(asks, sign, bound):
                if not isinstance(bound, int):
                    bound = constant_code(bound, scales[asks])
                yield true, [Compared(asks, sign, bound)]
                yield false, [Compared(asks, OPPOSITE[sign], bound)]
            case Wider(asks, _, ends, inner):
                for end in ends:
                    yield true, [Compared(asks, "is", end)]
                for part in inner:
                    yield true, [part]
            case Among(asks, words, wider):
                for word, holds in words:
                    yield (true if holds else false), [Compared(asks, "is", word)]
                for part, holds in wider:
                    yield (true if holds else false), [part]
            case Both(parts):
                yield true, list(parts)
                for part in parts:
                    yield false, [part ^ 1]


def _sole(needs: Sequence[Literal | Compared]) -> Literal | str | None:
    """The part, or the word of a kind or reading, that alone made a rule fire."""
    need = needs[0]
    if len(needs) > 1:
        return None
    if isinstance(need, Compared):
        return need.value if isinstance(need.value, str) else None
    return need


@dataclass(slots=True)
class _Conditions:
    """Gives each condition its number, and another one when too many use it."""

    ruleset: Ruleset
    scales: Mapping[Ask, Scale]
    _uses: dict[Literal | Compared, int] = field(default_factory=dict)
    _ports: dict[tuple[Ask, int], dict[Compared, Port]] = field(default_factory=dict)
    _slots: int = 0

    def of(self, need: Literal | Compared) -> Mapping[str, object]:
        uses = self._uses[need] = self._uses.get(need, -1) + 1
        if isinstance(need, Compared):
            return self._test(need, uses // USES)
        return self._literal(need, uses)

    def _literal(self, literal: Literal, uses: int) -> Mapping[str, object]:
        slots = self.ruleset.slots.setdefault(literal, [])
        if uses % USES == 0:
            slots.append(self._slots)
            self._slots += 1
        fact = literal_fact(slots[-1])
        return {"$and": [{name: fact[name]} for name in ("k", "h", "l")]}

    def _test(self, test: Compared, copy: int) -> Mapping[str, object]:
        ports = self._ports.setdefault((test.asks, copy), {})
        if test not in ports:
            ports[test] = self._room(test.asks, ports)
        fact = port_fact(ports[test], test.value)
        name = "vi" if isinstance(test.value, int) else "vs"
        held = {name: test.value}
        compared = held if test.sign == "is" else {OPERATORS[test.sign]: held}
        return {"$and": [*({name: fact[name]} for name in ("k", "h", "l")), compared]}

    def _room(self, asks: Ask, ports: Mapping[Compared, Port]) -> Port:
        """The last port, while few enough conditions look at it."""
        if len(ports) % TESTS:
            return next(reversed(list(ports.values())))
        port = Port(len(self.ruleset.ports), asks, self.scales.get(asks, 0))
        self.ruleset.ports.append(port)
        return port
