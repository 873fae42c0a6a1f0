"""The lines of a definition as written -> Rows, typed by the fact that is defined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any as Anything
from typing import cast

from contract_engine.files.shapes import DefinitionShape
from contract_engine.files.tree import Data, Path
from contract_engine.language.clauses.formulas import is_formula, read_formula
from contract_engine.language.clauses.moments import read_moment
from contract_engine.language.conditions.by_reading import by_reading
from contract_engine.language.conditions.parser import read_all, read_any, read_excepted
from contract_engine.language.scope import Scope
from contract_engine.language.values.days import Unreadable
from contract_engine.language.values.typed import read_given
from contract_engine.model.agreement import Row, Same
from contract_engine.model.conditions import All, Condition, ReadAs
from contract_engine.model.days import Choose, Moment
from contract_engine.model.formulas import Formula
from contract_engine.model.ordered import Ordered
from contract_engine.model.question import UNKNOWN
from contract_engine.model.vocabulary import DateFact, Fact, NumberFact, YesNoFact

Value = str | bool | Ordered | Same | Moment | Formula
_YES_NO = ("means", "includes", "excludes")


def defined_name(name: str, defines: str | None) -> str:
    """The fact that a definition of this name defines."""
    return defines or name.replace("-", "_")


def defined_names(data: Anything) -> Iterator[str]:
    """The facts that the definitions in a file's plain data define, as far as it can be told."""
    definitions = data.get("definitions") if isinstance(data, Mapping) else None
    for name, inner in (definitions if isinstance(definitions, Mapping) else {}).items():
        defines = inner.get("defines") if isinstance(inner, Mapping) else None
        if defines is None or isinstance(defines, str):
            yield defined_name(name, defines)


def read_rows(scope: Scope, fact: Fact, shape: DefinitionShape, path: Path) -> tuple[Row, ...]:
    """The lines of a definition in the order in which they are asked."""
    said = [key for key in (*_YES_NO, "is", "rows") if (*path, key) in scope.tree.keys]
    yes_no = [key for key in said if key in _YES_NO]
    place = scope.tree.key(path)
    if len(said) > 1 and said != yes_no:
        also = ((scope.tree.key((*path, said[-1])), f"its {_named(said[-1])}"),)
        place = scope.tree.key((*path, said[0]))
        help_ = f"write `{said[0]}:` as rows, or {_said(said[-1])} as `{said[0]}:`"
        scope.report("E347", "a definition says it in one way", place, also=also, help=help_)
    elif yes_no and not isinstance(fact, YesNoFact):
        place = scope.tree.key((*path, said[0]))
        help_ = "write `rows:`, each with `is:`"
        scope.report("E347", f"`{fact.id}` is not yes or no", place, help=help_)
    elif (
        said in ([], ["rows"])
        and not shape.rows
        and not scope.lost(path, (*path, "rows"), (*path, "is"))
    ):
        help_ = "write `rows:`"
        if isinstance(fact, YesNoFact):
            help_ = "write `means:`, `includes:` or `excludes:`, or `rows:`"
        scope.report("E347", "this definition says nothing", place, help=help_)
    elif yes_no:
        return tuple(_yes_no(scope, shape, path))
    elif said == ["is"]:
        return tuple(_row(scope, fact, All(()), cast("Data", shape.is_), (*path, "is")))
    return tuple(_rows(scope, fact, shape, path))


def _named(key: str) -> str:
    return "rows" if key == "rows" else f"`{key}`"


def _said(key: str) -> str:
    return "the rows" if key == "rows" else f"what it is under `{key}`"


def _yes_no(scope: Scope, shape: DefinitionShape, path: Path) -> Iterator[Row]:
    for part, data, value in (
        ("excludes", shape.excludes, False),
        ("includes", shape.includes, True),
    ):
        for condition in read_any(scope, cast("Data", data), (*path, part)):
            yield Row(condition, value, part, condition.place)
    if (*path, "means") in scope.tree.keys:
        means = read_all(scope, cast("Data", shape.means), (*path, "means"))
        yield Row(means, True, "means", means.place)
        yield Row(All((), means.place), False, "means", means.place)


def _rows(scope: Scope, fact: Fact, shape: DefinitionShape, path: Path) -> Iterator[Row]:
    for index, row in enumerate(shape.rows):
        at = (*path, "rows", index)
        when = read_excepted(scope, cast("Data", row.when), cast("Data", row.unless), at)
        yield from _row(scope, fact, when, cast("Data", row.is_), (*at, "is"))


def _row(scope: Scope, fact: Fact, when: Condition, data: Data, path: Path) -> Iterator[Row]:
    place = (scope.tree.value if isinstance(data, str) else scope.tree.key)(path)
    for case, value in _values(scope, fact, data, path):
        where = when if case is None else All((case, when), when.place)
        yield Row(where, value, "rows", place)


def _values(
    scope: Scope, fact: Fact, data: Data, path: Path
) -> Iterator[tuple[Condition | None, Value]]:
    """The value of a row; of one that is disputed each, under its value of the reading."""
    if isinstance(fact, DateFact):
        if data == "never":
            if scope.read(data, path, lambda text: read_given(fact, text)) is not None:
                yield None, Choose(())
        elif (moment := read_moment(scope, data, path, last=False)) is not None:
            yield None, moment
        return
    if isinstance(data, dict) and "reading" in data:
        for value, at in (by_reading(scope, data, path) or {}).items():
            case = ReadAs(str(data["reading"]), frozenset({value}))
            for _, inner in _values(scope, fact, data[value], at):
                yield case, inner
        return
    if scope.lost(path):
        return
    if isinstance(fact, NumberFact) and is_formula(data):
        if (formula := read_formula(scope, fact, data, path)) is not None:
            yield None, formula
        return
    if not isinstance(data, str) or not data.strip():
        _no_value(scope, data, path)
        return
    if isinstance(fact, NumberFact) and data in scope.vocabulary.facts and data != fact.id:
        if _alike(scope, fact, scope.vocabulary.facts[data], path):
            yield None, Same(data)
        return
    found = scope.read(data, path, lambda text: _value(fact, text))
    if found is not None:
        yield None, found


def _alike(scope: Scope, fact: NumberFact, other: Fact, path: Path) -> bool:
    """Whether a fact can have the value of another; reports it otherwise."""
    if not isinstance(other, NumberFact):
        message = f"`{fact.id}` can't be `{other.id}`, which has no such value"
    elif other.sort != fact.sort or (other.currency, other.scheme) != (fact.currency, fact.scheme):
        said = f"in {other.currency}" if other.currency else f"of type {other.sort}"
        if other.sort == fact.sort == "version":
            said = f"of the scheme `{other.scheme}`"
        message = f"`{fact.id}` can't be `{other.id}`, which is {said}"
    else:
        return True
    help_ = "name a fact of the same type, or write a value"
    scope.report("E347", message, scope.tree.value(path), help=help_)
    return False


def _no_value(scope: Scope, data: Data, path: Path) -> None:
    kind = "this is a list" if isinstance(data, list) else ""
    kind = "this is a mapping" if isinstance(data, dict) else kind
    place = scope.tree.value(path) if kind else scope.tree.key(path)
    help_ = "write one value of the fact, or `{reading: R, ...}`"
    key = f"under `{path[-1]}`" if isinstance(path[-1], str) else "here"
    scope.report("E103", f"a value belongs {key}", place, label=kind, help=help_)


def _value(fact: Fact, text: str) -> str | bool | Ordered:
    given = read_given(fact, text)
    if isinstance(given, frozenset):
        if len(given) > 1:
            help_ = "write an end node: " + " or ".join(f"`{end}`" for end in sorted(given))
            raise Unreadable("E302", f"`{text}` is several values of `{fact.id}`", help_)
        return next(iter(given))
    if given is UNKNOWN:
        raise Unreadable("E302", "a definition gives a value", "leave the row out")
    assert isinstance(given, bool | Ordered)
    return given
