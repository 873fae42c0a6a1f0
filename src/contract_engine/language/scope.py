"""What a pass needs while it reads one file: the tree, the words known so far, the problems."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from contract_engine.diagnostics import Problem, Span
from contract_engine.files.shaping import did_you_mean
from contract_engine.files.tree import Path, Tree
from contract_engine.language.days import Unreadable
from contract_engine.model.evidence import Grade, Source
from contract_engine.model.vocabulary import Vocabulary

RESERVED = frozenset(
    [
        "is",
        "not",
        "or",
        "and",
        "any",
        "all",
        "yes",
        "no",
        "never",
        "unknown",
        "after",
        "may",
        "must",
        "need",
    ]
)
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass
class Scope:
    """One file being read. `report` collects; nothing is raised."""

    tree: Tree
    vocabulary: Vocabulary
    sources: dict[str, Source] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    clause: str = ""
    grade: Grade | None = None

    def within(self, tree: Tree) -> Scope:
        """The same words and problems, for another file."""
        return replace(self, tree=tree)

    def report(
        self,
        code: str,
        message: str,
        span: Span,
        *,
        label: str = "",
        help: str = "",
        also: tuple[tuple[Span, str], ...] = (),
    ) -> None:
        """Note a problem, with the text of the clause it stands in."""
        self.problems.append(
            Problem(code, message, span, label=label, help=help, clause=self.clause, also=also)
        )

    def unreadable(self, error: Unreadable, span: Span) -> None:
        """Note text that could not be read as a day or number."""
        self.report(error.code, error.message, span, help=error.help)

    def unknown(
        self, code: str, sort: str, name: str, span: Span, known: Iterable[str], label: str = ""
    ) -> None:
        """Note a name that nobody declared, with the nearest that somebody did."""
        self.report(
            code, f"unknown {sort} `{name}`", span, label=label, help=did_you_mean(name, known)
        )

    def check_word(self, name: str, path: Path) -> bool:
        """Whether a name of the vocabulary is well formed; reports it otherwise."""
        if _WORD.fullmatch(name) and name not in RESERVED:
            return True
        help_ = "write lower-case words joined by `_`"
        if name in RESERVED:
            help_ = "the language uses this word itself; choose another"
        self.report("E105", f"`{name}` can't be a name", self.tree.key(path), help=help_)
        return False

    def check_slug(self, name: str, path: Path) -> bool:
        """Whether a name of a clause, source or instrument is well formed."""
        if _SLUG.fullmatch(name):
            return True
        help_ = "write letters and digits joined by `-`"
        self.report("E105", f"`{name}` can't be a name", self.tree.key(path), help=help_)
        return False


def listed(names: list[str] | str) -> list[str]:
    """One name or several, as a list."""
    return [names] if isinstance(names, str) else names
