"""What rules ask about -> the facts of an agreement: who, what, when, how much, what for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contract_engine.lazy_dataclass import dataclass, field
from contract_engine.odrl.names import Names

Data = Any
"""Text, lists and mappings, as they stand in a rule file."""

WHO = {"party": "who does it", "target": "what it is done with"}
MOMENT = "requested_at"
STATES = ("fulfilled", "not_set", "violated")
"""The states of a duty; nothing set is what is usual."""


@dataclass
class Words:
    """Which names stand for what.

    `roles` are the facts for the party, the target and the moment, `operands` those for the left
    operands; `values` are by fact and IRI (or text). `collections` (by role and IRI) and `duties`
    are facts, `clauses` what a rule became.
    """

    roles: dict[str, str] = field(default_factory=dict)
    operands: dict[str, str] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    collections: dict[tuple[str, str], str] = field(default_factory=dict)
    duties: dict[str, str] = field(default_factory=dict)
    actions: dict[str, str] = field(default_factory=dict)
    clauses: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Facts:
    """Facts as they are asked for, in that order; `data` is what stands under `facts:`."""

    def __init__(self, words: Words, labels: Mapping[str, str]) -> None:
        self.data: dict[str, dict[str, Data]] = {}
        self._words = words
        self._labels = labels
        self._names = Names()
        self._made: dict[tuple[str, ...], str] = {}
        self._values: dict[str, Names] = {}

    def is_one(self, role: str, id: str) -> str:
        """The condition that the party (or target) is this one."""
        fact = self._words.roles[role] = self._kind(("", role), role, WHO[role])
        return f"{fact} is {self.value(fact, id)}"

    def is_in(self, role: str, id: str) -> str:
        """The yes/no fact that the party (or target) is in this collection."""
        if (role, id) not in self._words.collections:
            name = self._names.word(id, "collection", f"{role}_in_")
            self._words.collections[role, id] = name
            label = self._labels.get(id)
            self.data[name] = {"label": f"the {role} is in {label}"} if label else {}
        return self._words.collections[role, id]

    def moment(self) -> str:
        """The fact for the time at which it is done."""
        data = {"label": "when it is done", "type": "date-time"}
        name = self._words.roles["moment"] = self._fact(("moment",), MOMENT, data)
        return name

    def number(self, about: str, left: str, unit: str) -> str:
        """The fact for a left operand that is compared with numbers."""
        label = {"label": f"{left.rpartition('/')[2]}, in {unit}"} if unit else {}
        key = ("number", about, left, unit)
        return self._operand(key, left, {**label, "type": "number"}, about)

    def instant(self, about: str, left: str) -> str:
        """The fact for a left operand, not `odrl:dateTime`, that is compared with times."""
        return self._operand(("instant", about, left), left, {"type": "date-time"}, about)

    def yes_no(self, about: str, left: str) -> str:
        """The fact for a left operand that is true or false."""
        return self._operand(("yes/no", about, left), left, {}, about)

    def kind(self, about: str, left: str) -> str:
        """The fact for a left operand that is one of several things."""
        name = self._words.operands[left] = self._kind((about, left), left, "", about)
        return name

    def value(self, fact: str, said: str) -> str:
        """The name of a value of a kind, for an IRI or a text."""
        known = self._words.values
        if (fact, said) not in known:
            known[fact, said] = self._values[fact].word(said, fact)
            kind = self.data[fact]["kind"]
            another = kind.popitem()
            label = self._labels.get(said)
            kind.update([(known[fact, said], {"label": label} if label else None), another])
        return known[fact, said]

    def state(self, id: str, said: str) -> str:
        """The fact for the state of a duty."""
        if id not in self._words.duties:
            name = self._names.word(said, "unnamed", "duty_")
            self._words.duties[id] = name
            kind = dict.fromkeys(STATES)
            self.data[name] = {"kind": kind, "usually": "not_set"}
        return self._words.duties[id]

    def opaque(self, about: str, said: str) -> str:
        """A yes/no fact for what isn't worked out here."""
        return self._fact(("opaque", about, said), said.replace(":", " "), {"label": said}, about)

    def _operand(self, key: tuple[str, ...], left: str, data: dict[str, Data], about: str) -> str:
        name = self._words.operands[left] = self._fact(key, left, data, about)
        return name

    def _kind(self, key: tuple[str, ...], said: str, label: str, about: str = "") -> str:
        data: dict[str, Data] = {"label": label} if label else {}
        name = self._fact(("kind", *key), said, {**data, "kind": {}}, about)
        if name not in self._values:
            self._values[name] = Names()
            self.data[name]["kind"][self._values[name].word(f"another_{name}", name)] = None
        return name

    def _fact(self, key: tuple[str, ...], said: str, data: dict[str, Data], about: str = "") -> str:
        if key not in self._made:
            self._made[key] = self._names.word(said, "value", about)
            self.data[self._made[key]] = data
        return self._made[key]
