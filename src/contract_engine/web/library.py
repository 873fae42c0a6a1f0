"""The agreements a server was started with -> each loaded, and loaded anew where it changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from contract_engine.api import LoadedAgreement, find_rules, load
from contract_engine.api.everything import QUESTION
from contract_engine.api.everything import rules_saved as take
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean

MOST = 8
"""So many combinations of drafts of one agreement are kept ready."""


class Unknown(Exception):
    """A name in an address that stands for nothing; `problem` says which are known."""

    def __init__(self, sort: str, name: str, known: Sequence[str]) -> None:
        super().__init__(name)
        help_ = did_you_mean(name, known) or f"known: {', '.join(known)}"
        self.problem = Problem("E001", f"there is no {sort} `{name}`", QUESTION, help=help_)


@dataclass
class Served:
    """An agreement as it was last read without a mistake, and what is wrong with it since."""

    name: str
    agreement: LoadedAgreement
    problems: tuple[Problem, ...] = ()
    saved: object = field(default=None, repr=False)
    _drafted: dict[frozenset[str], LoadedAgreement] = field(default_factory=dict, repr=False)

    def counting(self, drafts: Sequence[str], where: str = "/with") -> LoadedAgreement:
        """The agreement as it would be with these drafts, by name; BadInput where one isn't there.

        Args:
            drafts: drafts of its own folder; a request reaches no file by its path.
            where: where they were asked for.
        """
        if not drafts:
            return self.agreement
        known = self.agreement.model.drafts
        if unknown := [name for name in drafts if name not in known]:
            raise BadInput([_no_draft(name, known, where) for name in unknown])
        key = frozenset(drafts)
        found = self._drafted.get(key)
        if found is None:
            found = load(self.name, drafts=list(dict.fromkeys(drafts)))
            while len(self._drafted) >= MOST:
                del self._drafted[next(iter(self._drafted))]
            self._drafted[key] = found
        return found

    def renew(self) -> None:
        """Read it anew from its files; BadInput where they are broken."""
        self.agreement = load(self.name)
        self._drafted.clear()

    @property
    def id(self) -> str:
        """What it is called in addresses."""
        return self.agreement.model.id

    @property
    def rules_sha256(self) -> str:
        """The hash of its rules, as receipts have it."""
        return self.agreement.engine.rules_sha256


class Library:
    """The agreements served, by their ids; nothing else can be reached by a request."""

    def __init__(self, names: Sequence[str]) -> None:
        """Load them all; BadInput with every problem of all of them.

        Args:
            names: names or paths, as `load` takes them.
        """
        problems: list[Problem] = []
        self._served: dict[str, Served] = {}
        for name in names:
            try:
                served = Served(name, load(name), saved=_saved(name))
            except BadInput as error:
                problems += error.problems
                continue
            self._served[served.id] = served
        if problems:
            raise BadInput(problems)

    def __iter__(self) -> Iterator[Served]:
        return iter(self._served.values())

    def __getitem__(self, name: str) -> Served:
        if name not in self._served:
            raise Unknown("agreement", name, list(self._served))
        return self._served[name]

    def refresh(self) -> list[Served]:
        """Read anew what was saved since; what is broken keeps the last rules that were good.

        Returns:
            Those whose files have changed.
        """
        changed = []
        for served in self:
            saved = _saved(served.name)
            if saved == served.saved:
                continue
            served.saved = saved
            changed.append(served)
            try:
                served.renew()
                served.problems = ()
            except BadInput as error:
                served.problems = error.problems
        return changed


def _no_draft(name: str, known: Collection[str], where: str) -> Problem:
    help_ = did_you_mean(name, known)
    if not help_.startswith("did"):
        help_ = f"the drafts are: {', '.join(known)}" if known else "there are none"
    return Problem("E349", f"there is no draft `{name}`", Span(where), help=help_)


def _saved(name: str) -> object:
    """What the rule files of an agreement hold now; equal to another where nothing is otherwise."""
    found = take(find_rules(name))
    return found.digest(), found.files, found.problem
