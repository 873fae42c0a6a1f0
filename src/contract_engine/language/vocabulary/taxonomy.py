"""A tree of kinds as written -> its nodes, each name once; for values and for actions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, Protocol, TypeVar

from contract_engine.files.tree import Path
from contract_engine.language.scope import Scope
from contract_engine.lazy_dataclass import dataclass


class _HasKinds(Protocol):
    @property
    def kinds(self) -> Mapping[str, object]: ...


N = TypeVar("N", bound=_HasKinds)


@dataclass(frozen=True)
class Node(Generic[N]):
    """A name in a tree; `above` are the names it is below, from the top."""

    name: str
    shape: N | None
    path: Path
    above: tuple[str, ...]


def walk_kinds(
    scope: Scope, kinds: Mapping[str, N | None], path: Path, sort: str
) -> Iterator[Node[N]]:
    """Every well-formed node, each before those below it; reports names that come again."""
    yield from _walk(scope, kinds, path, sort, (), {})


def words_in(name: str) -> str:
    """A name as people would write it."""
    return name.replace("_", " ")


def _walk(
    scope: Scope,
    kinds: Mapping[str, N | None],
    path: Path,
    sort: str,
    above: tuple[str, ...],
    seen: dict[str, Path],
) -> Iterator[Node[N]]:
    for name, shape in kinds.items():
        here, inside = (*path, name), (*above, name)
        if not scope.check_word(name, here):
            inside = above
        elif name in seen:
            _again(scope, name, here, seen[name], sort, below=name in above)
            continue
        else:
            seen[name] = here
            yield Node(name, shape, here, above)
        if shape is not None:
            inner: Mapping[str, N | None] = shape.kinds  # type: ignore[assignment]  # its own kind
            yield from _walk(scope, inner, (*here, "kinds"), sort, inside, seen)


def _again(scope: Scope, name: str, here: Path, first: Path, sort: str, *, below: bool) -> None:
    if below:
        code, message = "E203", f"`{name}` is a kind of itself"
    else:
        code, message = "E202", f"`{name}` stands twice among the {sort}s"
    scope.report(
        code,
        message,
        scope.tree.key(here),
        label="again here",
        also=((scope.tree.key(first), "first here"),),
        help=f"every {sort} has one place in the tree",
    )
