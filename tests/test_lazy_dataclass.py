"""Classes that are made when they are used behave as those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import itertools
import operator
import pickle
import subprocess
import sys
from typing import Any, ClassVar

import pytest

from contract_engine import lazy_dataclass

WAYS = [
    {"frozen": frozen, "slots": slots, "eq": eq, "order": order}
    for frozen in (False, True)
    for slots in (False, True)
    for eq, order in ((True, False), (True, True), (False, False))
]


def family(made: Any, ways: dict[str, bool]) -> tuple[type, type, type]:
    """The same three classes, made by one or the other module."""

    @made.dataclass(**ways)
    class Empty:
        """Nothing in it."""

    @made.dataclass(**ways)
    class Base:
        """A class with all that there is."""

        sort: ClassVar[str] = "base"
        one: int
        two: str = "two"
        three: list[int] = made.field(default_factory=list)
        four: int = made.field(default=4, compare=False, repr=False, metadata={"told": "never"})
        five: int = made.field(default=5, kw_only=True)

    @made.dataclass(**ways)
    class Derived(Base):
        """One that adds a field and does something at the start."""

        six: int = 6

        def __post_init__(self) -> None:
            object.__setattr__(self, "two", self.two.upper())

    return Empty, Base, Derived


CALLS: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    ((1,), {}),
    ((1, "x", [3]), {"five": 0}),
    ((2,), {"four": 9}),
    ((), {"one": 3, "three": [1]}),
    ((1, 2, [3], 4, 5, 6, 7), {}),  # what is wrong comes last: it has the constructor compiled
    ((1,), {"none": 1}),
    ((1,), {"one": 1}),
    ((), {}),
]


def outcome(call: Any, *words: Any, **named: Any) -> Any:
    """What comes of it: a value, or the sort of the error."""
    try:
        return call(*words, **named)
    except Exception as error:
        return type(error)


def told(made: Any, ways: dict[str, bool]) -> list[str]:
    """All that the classes of one module do."""
    found: list[Any] = []
    for cls in family(made, ways):
        objects = [outcome(cls, *words, **named) for words, named in CALLS]
        whole = [each for each in objects if not isinstance(each, type)]
        found += [each if isinstance(each, type) else repr(each) for each in objects]
        for each in whole:
            found.append(outcome(hash, each) if ways["eq"] else None)
            if made.fields(cls):  # of an empty class the standard ones raise the wrong error
                found.append(outcome(setattr, each, "one", 7))
                found.append(outcome(delattr, copy.copy(each), "one"))
            found.append(outcome(made.replace, copy.copy(each), one=8))
            found.append(outcome(dataclasses.asdict, each))
            found.append(outcome(dataclasses.replace, each, one=9))
        for a, b in itertools.product(whole, whole):
            found += [outcome(operator.lt, a, b), outcome(operator.ge, a, b)]
            found.append(outcome(operator.eq, a, b) if ways["eq"] else None)
        found.append(cls.__match_args__)  # type: ignore[attr-defined]  # of a class that is made
        found.append([(each.name, dict(each.metadata)) for each in made.fields(cls)])
        found.append([each.name for each in dataclasses.fields(cls)])
        found += [made.is_dataclass(cls), [hasattr(each, "__dict__") for each in whole]]
    return [repr(each) for each in found]


@pytest.mark.parametrize("until_compiled", [1, 1000])
@pytest.mark.parametrize("ways", WAYS, ids=str)
def test_they_do_what_the_standard_ones_do(
    ways: dict[str, bool], until_compiled: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lazy_dataclass, "UNTIL_COMPILED", until_compiled)
    assert told(lazy_dataclass, ways) == told(dataclasses, ways)


@lazy_dataclass.dataclass(frozen=True, slots=True)
class Kept:
    """One that can be found by its name."""

    one: int
    two: tuple[int, ...] = ()


def test_they_can_be_pickled_copied_and_matched() -> None:
    kept = Kept(1, (2, 3))
    assert pickle.loads(pickle.dumps(kept)) == kept
    assert copy.deepcopy(kept) == kept
    match kept:
        case Kept(one, two=(second, *_)):
            assert (one, second) == (1, 2)
    assert Kept(1, (2, 3)) in {kept}


def test_neither_inspect_nor_the_standard_module_is_imported() -> None:
    code = (
        "import sys; from contract_engine.lazy_dataclass import dataclass; "
        "print(repr(dataclass(type('A', (), {'__annotations__': {'a': 'int'}}))(1)), "
        "'inspect' in sys.modules, 'dataclasses' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "A(a=1) False False\n"
