"""The actions that rules speak of -> a tree of actions, with all that are kinds of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contract_engine.odrl.facts import Data
from contract_engine.odrl.names import Names
from contract_engine.odrl.vocabulary import INCLUDED_IN, TRANSFER, USE

ANY = ""
"""Stands for the action of a rule that names none: every action is a kind of it."""


class Actions:
    """A tree of actions; `names` are those of each IRI."""

    def __init__(
        self, spoken_of: Iterable[str], asked: Iterable[str], told: Mapping[str, str]
    ) -> None:
        self._wider = dict(INCLUDED_IN)
        self._under_any = False
        for narrow, wide in told.items():
            if narrow not in self.widening(wide):
                self._wider.setdefault(narrow, wide)
        spoken, asked = list(dict.fromkeys(spoken_of)), list(asked)
        self._under_any = ANY in spoken
        tops = [USE, TRANSFER] if self._under_any else []
        wanted = dict.fromkeys([*tops, *spoken, *asked])
        for one in (*self._wider, *spoken, *asked):
            chain = self.widening(one)
            if set(chain) & set(spoken) or one in wanted:
                wanted.update(dict.fromkeys(chain))
        if self._under_any:
            wanted = {ANY: None, **wanted}
        given = Names()
        self.names = {
            one: given.word(one, "action") if one else given.word("any action", "action")
            for one in wanted
        }

    def widening(self, action: str) -> list[str]:
        """An action and every wider one, the narrowest first."""
        chain = [action]
        while (wide := self._wider.get(chain[-1])) is not None and wide not in chain:
            chain.append(wide)
        if self._under_any and chain[-1] != ANY:
            chain.append(ANY)
        return chain

    def tree(self, labels: Mapping[str, str]) -> dict[str, Data]:
        """The tree as it stands under `actions:`."""
        made: dict[str, dict[str, Data]] = {one: {} for one in self.names}
        top: dict[str, Data] = {}
        for one in self.names:
            if one in labels:
                made[one]["label"] = labels[one]
        for one, name in self.names.items():
            chain = self.widening(one)
            above = made[chain[1]].setdefault("kinds", {}) if len(chain) > 1 else top
            above[name] = made[one]
        return _bare(top)

    def holds(self, narrow: str, wide: str) -> bool:
        """Whether the tree has the one directly below the other."""
        return narrow in self.names and self._wider.get(narrow) == wide

    def related(self, one: str, other: str) -> bool:
        """Whether one of two actions is a kind of the other."""
        return one in self.widening(other) or other in self.widening(one)


def _bare(tree: dict[str, Data]) -> dict[str, Data]:
    """Without the braces of actions that have nothing."""
    return {
        name: ({**data, "kinds": _bare(data["kinds"])} if "kinds" in data else data) or None
        for name, data in tree.items()
    }
