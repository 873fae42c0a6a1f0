"""A `match` over conditions or moments names all of them, so that a new one is forgotten nowhere.

It ends in `assert_never`, by which mypy names what is missing, or says why it has a gap.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from contract_engine.model.conditions import Condition
from contract_engine.model.days import Moment

SOURCES = Path(__file__).parents[1] / "src" / "contract_engine"
NAMES = {kind.__name__ for kind in (*get_args(Condition), *get_args(Moment))}
GAP = "# gap: "


def test_every_match_over_conditions_and_moments_is_total() -> None:
    seen = 0
    for path in sorted(SOURCES.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for match, after in matches(ast.parse(text)):
            seen += 1
            last = match.cases[-1]
            gap = GAP in text.splitlines()[last.pattern.lineno - 1]
            otherwise = ast.unparse(last.pattern) == "_" and (gap or is_never(last.body))
            where = f"{path.relative_to(SOURCES)}:{match.lineno}"
            assert otherwise or is_never(after), f"{where} ends in neither assert_never nor a gap"
    assert seen > 15


def matches(tree: ast.Module) -> Iterator[tuple[ast.Match, list[ast.stmt]]]:
    """The `match` statements with a case of a condition or a moment, and what follows each."""
    for node in ast.walk(tree):
        for body in (getattr(node, key, None) for key in ("body", "orelse")):
            for index, statement in enumerate(body if isinstance(body, list) else []):
                if isinstance(statement, ast.Match) and NAMES & set(classes(statement)):
                    assert body is not None
                    yield statement, body[index + 1 :]


def classes(match: ast.Match) -> Iterator[str]:
    """The classes that its cases name, with or without their module."""
    for case in match.cases:
        for node in ast.walk(case.pattern):
            if isinstance(node, ast.MatchClass):
                cls = node.cls
                yield cls.attr if isinstance(cls, ast.Attribute) else ast.unparse(cls)


def is_never(body: list[ast.stmt]) -> bool:
    """Whether all it does is to say that it can't be reached."""
    return len(body) == 1 and ast.unparse(body[0]).startswith("assert_never(")
