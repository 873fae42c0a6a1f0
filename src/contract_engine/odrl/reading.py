"""Statements -> the policies in them, and what they say besides."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import BNode, Literal
from rdflib.term import Node

from contract_engine.diagnostics import Problem, Span
from contract_engine.lazy_dataclass import dataclass
from contract_engine.odrl.actions import ANY
from contract_engine.odrl.constraints import Constraints
from contract_engine.odrl.graphs import Statement
from contract_engine.odrl.policy import Act, Condition, Duty, Found, Policy, Remark, Rule, Thing
from contract_engine.odrl.statements import Statements, id_of
from contract_engine.odrl.vocabulary import DCT, ODRL, PREFIXES, RDF, RDFS, RULES, short

_NAMED = (
    *(f"{RDFS}label", f"{DCT}title", f"{PREFIXES['foaf']}name", f"{PREFIXES['skos']}prefLabel"),
    *(f"{PREFIXES['schema']}name", f"{PREFIXES['vcard']}fn"),
)
_TOLD = (f"{DCT}title", f"{RDFS}label", f"{DCT}description", f"{RDFS}comment")
_REQUEST = f"{ODRL}Request"
_READ_AS = {
    f"{ODRL}Offer": "an offer: its rules are told as they would be once it is accepted",
    f"{ODRL}Assertion": "an assertion: its rules are told as if they were agreed",
}


@dataclass(frozen=True)
class _Shared:
    """What a policy says once for all its rules."""

    acts: tuple[Act, ...]
    assignees: tuple[Thing, ...]
    targets: tuple[Thing, ...]
    constraints: tuple[Condition, ...]


def read_policies(file: str, said: Iterable[Statement]) -> tuple[Found | None, tuple[Problem, ...]]:
    """The policies of a file; None with the problems that keep them from being told."""
    reader = _Reader(file, Statements(said))
    policies = reader.policies()
    problems = (*reader.problems, *reader.constraints.problems)
    if not problems and not any(policy.rules for policy in policies):
        help_ = "a policy has an odrl:permission, odrl:prohibition or odrl:obligation"
        problems = (Problem("E531", "there is no ODRL policy in this", Span(file), help=help_),)
    if problems:
        return None, problems
    members = reader.members()
    included = reader.included()
    remarks = (*reader.remarks, *reader.left_out())
    return Found(policies, members, included, reader.labels, remarks), ()


class _Reader:
    def __init__(self, file: str, statements: Statements) -> None:
        self.file = file
        self.said = statements
        self.constraints = Constraints(file, statements)
        self.problems: list[Problem] = []
        self.remarks: list[Remark] = []
        self.labels: dict[str, str] = {}
        self.known = self.constraints.known
        self.collections: dict[str, None] = {}
        self.rules = 0

    def policies(self) -> tuple[Policy, ...]:
        having = {s: None for name in RULES for s, _ in self.said.having(name)}
        having |= {s: None for s, _ in self.said.having(f"{ODRL}duty") if self._is_policy(s)}
        found = []
        for node in having:
            if self.said.is_a(node, _REQUEST):
                says = "a request, which grants nothing"
                self.remarks.append(Remark("left out", short(id_of(node)), says))
            else:
                found.append(self._policy(node))
        return tuple(found)

    def _is_policy(self, node: Node) -> bool:
        types = ("Policy", "Set", "Offer", "Agreement", "Assertion", "Privacy", "Ticket")
        return self.said.is_a(node, *(ODRL + name for name in types))

    def _policy(self, node: Node) -> Policy:
        self._identify(node, "the policy")
        for type_, says in _READ_AS.items():
            if self.said.is_a(node, type_):
                self.remarks.append(Remark("read as", "the policy", says))
        strategies = [name.removeprefix(ODRL) for name in self.said.ids(node, f"{ODRL}conflict")]
        told = [self.said.text(node, name) for name in _TOLD]
        title, *summary = [text for text in told if text] or [""]
        targets = self._things(node, "target", also=f"{ODRL}hasPolicy")
        assignees = self._things(node, "assignee", also=f"{ODRL}assigneeOf")
        shared = _Shared(self._acts(node), assignees, targets, self._conditions(node))
        rules = []
        for predicate, kind in RULES.items():
            for rule in self.constraints.nodes(node, predicate):
                rules.append(self._rule(rule, kind, shared))
        for rule in self.constraints.nodes(node, f"{ODRL}duty"):
            rules.append(self._rule(rule, "obligation", shared))
            says = "the policy's odrl:duty is read as an odrl:obligation"
            self.remarks.append(Remark("read as", rules[-1].name, says))
        return Policy(
            id_of(node),
            title,
            " ".join(summary),
            strategies[0] if len(strategies) == 1 else "",
            tuple(rules),
        )

    def _rule(self, node: Node, kind: str, shared: _Shared) -> Rule:
        acts = self._acts(node)
        names = "/".join(short(act.id).removeprefix("odrl:") for act in (*acts, *shared.acts))
        self.rules += 1
        self._identify(node, f"{kind} {self.rules}" + (f" ({names})" if names else ""))
        assignees, targets = self._things(node, "assignee"), self._things(node, "target")
        for name, own, everyones in (
            ("action", acts, shared.acts),
            ("assignee", assignees, shared.assignees),
            ("target", targets, shared.targets),
        ):
            if own and everyones:
                says = f"it has its own odrl:{name} beside the policy's: it is about both"
                self.remarks.append(Remark("read as", self.known[node], says))
        texts = [text for name in _TOLD if (text := self.said.text(node, name))]
        duties = self.constraints.nodes(node, f"{ODRL}duty") if kind == "permission" else []
        return Rule(
            id_of(node),
            self.known[node],
            kind,
            " ".join(texts),
            (*acts, *shared.acts) or (Act(ANY),),
            (*assignees, *shared.assignees),
            (*targets, *shared.targets),
            (*self._conditions(node), *shared.constraints),
            tuple(self._duty(duty) for duty in duties),
        )

    def _duty(self, node: Node) -> Duty:
        acts = self._acts(node)
        names = "/".join(short(act.id).removeprefix("odrl:") for act in acts)
        self._identify(node, f"the duty to {names}" if names else "a duty")
        return Duty(id_of(node), acts)

    def _acts(self, node: Node) -> tuple[Act, ...]:
        found = []
        for act in self.constraints.nodes(node, f"{ODRL}action"):
            values = self.said.nodes(act, f"{RDF}value")
            if isinstance(act, BNode) and len(values) != 1:
                self._wrong("an action in a node of its own needs one `rdf:value`")
                continue
            named = values[0] if values else act
            self._identify(act, short(id_of(named)))
            self._label(named)
            found.append(Act(id_of(named), self._conditions(act, "refinement")))
        return tuple(found)

    def _things(self, node: Node, role: str, also: str = "") -> tuple[Thing, ...]:
        """The parties or assets of a rule or policy; `also` says the same from their side."""
        named = self.constraints.nodes(node, f"{ODRL}{role}")
        for subject, policy in self.said.having(also) if also else ():
            if policy == node:
                self.said.take(subject, also, id_of(node))
                named.append(subject)
        return tuple(self._thing(each, role) for each in dict.fromkeys(named))

    def _thing(self, node: Node, role: str) -> Thing:
        conditions = self._conditions(node, "refinement")
        sort = "PartyCollection" if role == "assignee" else "AssetCollection"
        collection = (
            bool(conditions)
            or self.said.is_a(node, ODRL + sort)
            or self.said.has(node, f"{ODRL}source")
            or any(value == node for _, value in self.said.having(f"{ODRL}partOf"))
        )
        name = self._name(node)
        self._identify(node, short(name))
        self._label(node)
        if collection:
            self.collections[name] = None
        return Thing(name, collection, conditions)

    def _name(self, node: Node) -> str:
        """The IRI of a party or an asset; of a node without one, its source."""
        if isinstance(node, BNode):
            for predicate in ("uid", "source"):
                if found := self.said.ids(node, ODRL + predicate):
                    return found[0]
        return id_of(node)

    def _conditions(self, node: Node, name: str = "constraint") -> tuple[Condition, ...]:
        found = self.constraints.nodes(node, ODRL + name)
        return tuple(self.constraints.condition(each) for each in found)

    def members(self) -> tuple[tuple[str, str], ...]:
        """Who and what is in a collection that rules are about, also through another one."""
        inside: dict[str, list[tuple[Node, Node]]] = {}
        for member, whole in self.said.having(f"{ODRL}partOf"):
            inside.setdefault(self._name(whole), []).append((member, whole))
        todo = list(self.collections)
        found: list[tuple[str, str]] = []
        for collection in todo:
            for member, whole in inside.pop(collection, ()):
                name = self._name(member)
                found.append((name, collection))
                todo.append(name)
                self.said.take(member, f"{ODRL}partOf", str(whole))
                self._identify(member, short(name))
                self._label(member)
        return tuple(found)

    def included(self) -> dict[str, str]:
        """The wider action of each that the graph itself tells of, once each."""
        found: dict[str, str] = {}
        for narrow, wide in self.said.having(f"{ODRL}includedIn"):
            if id_of(narrow) not in found and not isinstance(wide, Literal):
                found[id_of(narrow)] = id_of(wide)
                self.said.take(narrow, f"{ODRL}includedIn", str(wide))
                for each in (narrow, wide):
                    self._identify(each, short(id_of(each)))
                    self._label(each)
        return found

    def left_out(self) -> Iterable[Remark]:
        """What nobody read, by what it is about."""
        about: dict[str, list[str]] = {}
        rest = list(self.said.rest())
        above: dict[Node, Node] = {
            value: subject for subject, _, value in rest if isinstance(value, BNode)
        }
        for subject, predicate, value in rest:
            owner, seen = subject, set()
            while owner not in self.known and owner in above and owner not in seen:
                seen.add(owner)
                owner = above[owner]
            told = f"{short(id_of(predicate))} {_shown(value)}".rstrip()
            about.setdefault(self.known.get(owner) or short(id_of(owner)), []).append(told)
        for name in sorted(about):
            yield Remark("left out", name, "; ".join(sorted(set(about[name]))))

    def _identify(self, node: Node, words: str) -> None:
        """Name a node for remarks, and take what only says again what it is."""
        self.known.setdefault(node, words)
        self.said.take(node, f"{ODRL}uid", str(node))
        for type_ in self.said.types(node):
            if type_.startswith(ODRL):
                self.said.take(node, f"{RDF}type", type_)

    def _label(self, node: Node) -> None:
        if label := self.said.text(node, *_NAMED):
            self.labels[self._name(node)] = label

    def _wrong(self, message: str) -> None:
        self.problems.append(Problem("E531", message, Span(self.file)))


def _shown(value: Node) -> str:
    if isinstance(value, Literal):
        text = " ".join(str(value).split())
        return f'"{text}"' if len(text) <= 60 else f'"{text[:59]}…"'
    return "" if isinstance(value, BNode) else short(id_of(value))
