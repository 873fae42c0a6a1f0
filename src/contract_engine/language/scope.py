"""What a pass needs while it reads one file: the tree, the words known so far, the problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from contract_engine import lazy_pattern
from contract_engine.diagnostics import Problem, Span
from contract_engine.diagnostics.nearest import did_you_mean
from contract_engine.files.shapes import Shape
from contract_engine.files.tree import Path, Tree
from contract_engine.files.validate import salvage
from contract_engine.language.lost_names import Excused, sorts_lost
from contract_engine.language.values.days import Unreadable
from contract_engine.language.values.plain_names import plain_slug, plain_word
from contract_engine.lazy_dataclass import dataclass, field, replace
from contract_engine.model.agreement import Group, Renewal
from contract_engine.model.calendars import Calendars
from contract_engine.model.conditions import Condition
from contract_engine.model.days import Moment
from contract_engine.model.evidence import Grade, Source
from contract_engine.model.vocabulary import Vocabulary

S = TypeVar("S", bound=Shape)
T = TypeVar("T")

RESERVED = frozenset(
    [
        *("is", "not", "or", "and", "any", "all", "yes", "no", "never", "unknown", "after", "in"),
        *("may", "must", "need"),
    ]
)
"""The language's own words, which can't be names of the vocabulary."""
_DECLARED = {"source": "sources.yaml", "clause": "an instrument, or name one that is there"}
_WORD = lazy_pattern.compile(r"[a-z][a-z0-9_]*")
_NAMES = lazy_pattern.compile(r"[A-Za-z0-9]+(?:[._-]+[A-Za-z0-9]+)*")
_SLUG = lazy_pattern.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class ReadTerm:
    """A term that may be renewed: when it begins, and the moment through which it goes, if any."""

    begins: date
    through: Moment | None


@dataclass(frozen=True)
class ReadGroup:
    """A group and what its clauses are given: its conditions and terms, and those around it."""

    group: Group
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    from_: Moment | None
    through: Moment | None
    until: Moment | None
    term: ReadTerm | None = None


@dataclass
class Scope:
    """One file being read. `report` collects; nothing is raised.

    `groups` and `renewals` are those read so far, and `counted` the number facts that offsets are
    counted by.
    `steps` are the clauses whose norms run over time, each with whether another opens it, and
    `proposed` the names that stand in drafts which don't count, each with its draft. `successors`
    are the parties that succeed another.
    """

    tree: Tree
    vocabulary: Vocabulary
    sources: dict[str, Source] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    clause: str = ""
    grade: Grade | None = None
    groups: dict[str, ReadGroup] = field(default_factory=dict)
    counted: set[str] = field(default_factory=set)
    renewals: dict[str, Renewal] = field(default_factory=dict)
    steps: Mapping[str, bool] = field(default_factory=dict)
    calendars: Calendars = field(default_factory=Calendars)
    excused: Excused = field(default_factory=Excused)
    proposed: Mapping[str, str] = field(default_factory=dict)
    successors: frozenset[str] = frozenset()

    def within(self, tree: Tree) -> Scope:
        """The same words and problems, for another file."""
        return replace(self, tree=tree)

    def shaped(self, model: type[S]) -> S | None:
        """The file as a model, without what doesn't fit; None where none of it can be used."""
        shape = None
        if not self.tree.broken:
            shape, found = salvage(self.tree, model)
            self.problems.extend(found)
        if shape is None:
            self.excuse_all(self.tree)
        self.excused.names |= self.tree.excused
        for path in self.tree.lost:
            self.excused.sorts.update(sorts_lost(path))
        return shape

    def excuse_all(self, tree: Tree) -> None:
        """Any name in a file may be unknown; where it has no text, any name of a clause."""
        self.excused.names.update(_NAMES.findall(tree.text))
        if not tree.text:
            self.excused.sorts.add("clause")

    def lost(self, *paths: Path) -> bool:
        """Whether the value at one of these paths, or around it, was left out and reported."""
        lost = self.tree.lost
        return bool(lost) and any(
            path[:length] in lost for path in paths for length in range(1, len(path) + 1)
        )

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

    def read(self, text: str | None, path: Path, how: Callable[[str], T]) -> T | None:
        """The text at a path, typed; None if there is none, or after noting why it can't be."""
        if text is None or self.lost(path):
            return None
        try:
            return how(text)
        except Unreadable as error:
            self.unreadable(error, self.tree.value(path))
            return None

    def unreadable(self, error: Unreadable, span: Span) -> None:
        """Note text that could not be read as a value, day or number."""
        excused = error.name in self.excused.names or error.sort in self.excused.sorts
        if not excused:
            self.report(error.code, error.message, span, help=error.help)

    def unknown(
        self, code: str, sort: str, name: str, span: Span, known: Iterable[str], label: str = ""
    ) -> None:
        """Note a name that nobody declared, with the nearest that somebody did."""
        if not name or name in self.excused.names or sort in self.excused.sorts:
            return
        help_ = (
            did_you_mean(name, known) or f"declare it in {_DECLARED.get(sort, 'agreement.yaml')}"
        )
        if name in self.proposed:
            help_ = f"it stands in the draft `{self.proposed[name]}`, which counts for nothing yet"
        self.report(code, f"unknown {sort} `{name}`", span, label=label, help=help_)

    def check_word(self, name: str, path: Path) -> bool:
        """Whether a name of the vocabulary is well formed; reports it otherwise."""
        if is_word(name):
            return True
        plain = plain_word(name)
        help_ = "write lower-case words joined by `_`"
        if name in RESERVED:
            help_ = "the language uses this word itself; choose another"
        elif is_word(plain):
            help_ += f": `{plain}`"
        self.report("E105", f"`{name}` can't be a name", self.tree.key(path), help=help_)
        self.excused.names.add(name)
        return False

    def check_slug(self, name: str, path: Path) -> bool:
        """Whether a name of a clause, source or instrument is well formed."""
        if _SLUG.fullmatch(name):
            return True
        plain = plain_slug(name)
        help_ = "write letters and digits joined by `-`" + (f": `{plain}`" if plain else "")
        self.report("E105", f"`{name}` can't be a name", self.tree.key(path), help=help_)
        self.excused.names.add(name)
        return False


def is_word(name: str) -> bool:
    """Whether a name is one that the vocabulary can have."""
    return _WORD.fullmatch(name) is not None and name not in RESERVED


def listed(names: list[str] | str) -> list[str]:
    """One name or several, as a list."""
    return [names] if isinstance(names, str) else names


def name_places(tree: Tree, names: list[str] | str, path: Path) -> list[tuple[str, Span]]:
    """One name or several, each with its place."""
    if isinstance(names, str):
        return [(names, tree.value(path))]
    return [(name, tree.value((*path, index))) for index, name in enumerate(names)]
