"""What policies say, in plain data: rules, who and what they are about, their constraints.

IRIs are text; a blank node is `_:` and its label.
"""

from __future__ import annotations

from collections.abc import Mapping

from contract_engine.lazy_dataclass import dataclass
from contract_engine.odrl.vocabulary import short


@dataclass(frozen=True, slots=True)
class Operand:
    """A right operand: an IRI (`datatype` None), or a literal of a datatype."""

    text: str
    datatype: str | None = None


@dataclass(frozen=True, slots=True)
class Constraint:
    """A comparison; `flaw` says why it is none, where something of it is missing or twice."""

    left: str
    operator: str
    right: tuple[Operand, ...]
    unit: str = ""
    flaw: str = ""


@dataclass(frozen=True, slots=True)
class Logical:
    """Constraints joined by `operator`: and, or, xone or andSequence."""

    operator: str
    parts: tuple[Constraint | Logical, ...]


Condition = Constraint | Logical


@dataclass(frozen=True, slots=True)
class Thing:
    """A party or an asset that a rule is about: one, or a collection with refinements."""

    id: str
    collection: bool = False
    refinements: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """An action of a rule, with its refinements; `id` is empty where a rule names none."""

    id: str
    refinements: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty that a permission hangs on."""

    id: str
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A permission, a prohibition or an obligation; `name` is how remarks call it."""

    id: str
    name: str
    kind: str
    text: str
    acts: tuple[Act, ...]
    assignees: tuple[Thing, ...]
    targets: tuple[Thing, ...]
    constraints: tuple[Condition, ...]
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy; `conflict` is its strategy: perm, prohibit, or empty."""

    id: str
    title: str
    summary: str
    conflict: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about `about` that is not in the agreement as it is in the policy.

    `sort` is "left out", "to be given" (a yes/no fact stands for it) or "read as".
    """

    sort: str
    about: str
    says: str


@dataclass(frozen=True)
class Found:
    """What a graph says: policies, members of collections, kinds of actions, labels, remarks."""

    policies: tuple[Policy, ...]
    members: tuple[tuple[str, str], ...]
    included_in: Mapping[str, str]
    labels: Mapping[str, str]
    remarks: tuple[Remark, ...]


def told(constraint: Constraint) -> str:
    """A constraint in a line, as people write them: elapsedTime lteq P30D."""
    left, operator = (
        " and ".join(short(each).removeprefix("odrl:") for each in text.split())
        for text in (constraint.left, constraint.operator)
    )
    right = ", ".join(short(o.text) if o.datatype is None else o.text for o in constraint.right)
    unit = short(constraint.unit) if constraint.unit else ""
    return " ".join(" ".join((left or "?", operator or "?", right or "?", unit)).split())
