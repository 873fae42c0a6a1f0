"""Policies -> an agreement: data as it stands in a rule file, and what is not as it was."""

from __future__ import annotations

from collections.abc import Sequence

from contract_engine.lazy_dataclass import dataclass
from contract_engine.odrl.actions import ANY, Actions
from contract_engine.odrl.conditions import Conditions, all_of, any_of
from contract_engine.odrl.facts import Data, Facts, Words
from contract_engine.odrl.members import definitions_of
from contract_engine.odrl.names import Names, plain
from contract_engine.odrl.policy import Act, Duty, Found, Policy, Remark, Rule, Thing
from contract_engine.odrl.vocabulary import short

PARTY = "assignee"
"""Bears every norm; which party that is, is a fact."""
SINCE = "0001-01-01"
"""A policy has no day of its own: its rules always hold, and their constraints say when."""

_MODALITY = {"permission": "may", "prohibition": "must not", "obligation": "must"}


@dataclass(frozen=True)
class Imported:
    """An agreement as data, which names stand for which IRIs, and what is not as it was."""

    data: dict[str, Data]
    words: Words
    remarks: tuple[Remark, ...]


def agreement_of(found: Found, name: str, asked: Sequence[str] = ()) -> Imported:
    """The agreement that policies make; `asked` are further actions that questions are about."""
    return _Translation(found, asked).agreement(name)


class _Translation:
    def __init__(self, found: Found, asked: Sequence[str]) -> None:
        self.found = found
        self.words = Words()
        self.facts = Facts(self.words, found.labels)
        self.conditions = Conditions(self.facts)
        self.slugs = Names()
        rules = [rule for policy in found.policies for rule in policy.rules]
        spoken = [act.id for rule in rules for act in rule.acts]
        self.actions = Actions(spoken, asked, found.included_in)
        self.words.actions = self.actions.names

    def agreement(self, name: str) -> Imported:
        clauses: dict[str, Data] = {}
        groups: dict[str, Data] = {}
        for policy in self.found.policies:
            group = ""
            if len(self.found.policies) > 1:
                group = self.slugs.slug(policy.id, "policy")
                groups[group] = {"text": _title(policy)}
            clauses.update(self._clauses(policy, group))
        definitions, circles = definitions_of(self.found.members, self.facts, self.words)
        first = self.found.policies[0]
        title = _title(first).rstrip(".")
        instrument = {
            "instrument": "policy",
            "kind": "agreement",
            "title": title,
            "summary": first.summary,
            "effective": SINCE,
            "groups": groups,
            "definitions": definitions,
            "clauses": clauses,
        }
        data = {
            "format": "1",
            "agreement": name,
            "title": title,
            "grade": "contract",
            "parties": {PARTY: {"label": "the assignee"}},
            "actions": self.actions.tree(self.found.labels),
            "facts": {name: data or None for name, data in self.facts.data.items()},
            "instruments": [{key: value for key, value in instrument.items() if value}],
        }
        remarks = (*self.found.remarks, *self.conditions.remarks, *circles, *self._kinds_left_out())
        return Imported({key: value for key, value in data.items() if value}, self.words, remarks)

    def _clauses(self, policy: Policy, group: str) -> dict[str, Data]:
        made: dict[str, tuple[Rule, tuple[str, ...], dict[str, Data]]] = {}
        for rule in policy.rules:
            for acts, when in self._parts(rule):
                names = [self.actions.names[act] for act in acts]
                clause = self._clause(rule, names, when)
                if group:
                    clause["in"] = group
                slug = self.slugs.slug(f"{rule.kind} {' '.join(names[:2])}", rule.kind)
                made[slug] = (rule, acts, clause)
                self.words.clauses[rule.id] = (*self.words.clauses.get(rule.id, ()), slug)
        winner = {"perm": "permission", "prohibit": "prohibition"}.get(policy.conflict)
        for rule, acts, clause in made.values():
            if rule.kind == winner:
                clause["overrides"] = [
                    slug
                    for slug, (other, theirs, _) in made.items()
                    if {rule.kind, other.kind} == {"permission", "prohibition"}
                    and any(self.actions.related(a, b) for a in acts for b in theirs)
                ]
        return {
            slug: {key: value for key, value in clause.items() if value}
            for slug, (_, _, clause) in made.items()
        }

    def _parts(self, rule: Rule) -> list[tuple[tuple[str, ...], list[Data]]]:
        """The acts of a rule that stand under the same conditions, and those of refined acts."""
        plain = tuple(act.id for act in rule.acts if not act.refinements)
        parts: list[tuple[tuple[str, ...], list[Data]]] = [(plain, [])] if plain else []
        for act in rule.acts:
            if act.refinements:
                refined = [self.conditions.of(each, rule.name) for each in act.refinements]
                parts.append(((act.id,), refined))
        return parts

    def _clause(self, rule: Rule, actions: list[str], refined: list[Data]) -> dict[str, Data]:
        if rule.duties:
            says = "its duty keeps it from applying where it is violated, and only there"
            self.conditions.remarks[Remark("read as", rule.name, says)] = None
        when: list[Data] = []
        for role, things in (("party", rule.assignees), ("target", rule.targets)):
            if things:
                when.append(any_of([self._about(role, thing, rule) for thing in things]))
        when += [self.conditions.of(each, rule.name) for each in rule.constraints] + refined
        norms = [f"{PARTY} {_MODALITY[rule.kind]} {name}" for name in actions]
        return {
            "text": rule.text or self._told(rule, actions),
            "norm": norms[0] if len(norms) == 1 else norms,
            "when": [line for each in when for line in _lines(each)],
            "unless": [f"{self._state(duty)} is violated" for duty in rule.duties],
            "record": "" if rule.id.startswith("_:") else rule.id,
        }

    def _about(self, role: str, thing: Thing, rule: Rule) -> Data:
        if not thing.collection:
            return self.facts.is_one(role, thing.id)
        refined = [self.conditions.of(each, rule.name, f"{role}_") for each in thing.refinements]
        return all_of([self.facts.is_in(role, thing.id), *refined])

    def _state(self, duty: Duty) -> str:
        return self.facts.state(duty.id, " ".join(plain(act.id) for act in duty.acts))

    def _told(self, rule: Rule, actions: list[str]) -> str:
        """A rule in a sentence; its constraints are told by its conditions."""
        who = " or ".join(self._called("party", thing) for thing in rule.assignees) or "anybody"
        what = " or ".join(self._called("target", thing) for thing in rule.targets)
        if rule.acts == (Act(ANY),):
            act = f"do anything with {what}" if what else "do anything"
        else:
            act = " or ".join(name.replace("_", " ") for name in actions)
            act += f" {what or ('' if rule.kind == 'obligation' else 'anything')}".rstrip()
        text = f"{who} {_MODALITY[rule.kind]} {act}"
        if rule.duties:
            duties = " or ".join(
                "the duty to " + " and ".join(plain(act.id).replace("_", " ") for act in duty.acts)
                for duty in rule.duties
            )
            text += f", unless {duties} is violated"
        return f"{text[:1].upper()}{text[1:]}."

    def _called(self, role: str, thing: Thing) -> str:
        if thing.id in self.found.labels:
            return self.found.labels[thing.id]
        if thing.collection:
            name = self.words.collections[role, thing.id].removeprefix(f"{role}_in_")
        else:
            name = self.words.values[self.words.roles[role], thing.id]
        return name.replace("_", " ")

    def _kinds_left_out(self) -> list[Remark]:
        """What the graph says of kinds of actions that the tree doesn't show."""
        return [
            Remark("left out", short(narrow), f"odrl:includedIn {short(wide)}")
            for narrow, wide in self.found.included_in.items()
            if not self.actions.holds(narrow, wide)
        ]


def _title(policy: Policy) -> str:
    if policy.title or policy.id.startswith("_:"):
        return policy.title or "A policy without a name"
    return f"The policy {short(policy.id)}"


def _lines(condition: Data) -> list[Data]:
    """Conditions that must all be true, one by one."""
    if isinstance(condition, dict) and "all" in condition:
        return [line for part in condition["all"] for line in _lines(part)]
    return [condition]
