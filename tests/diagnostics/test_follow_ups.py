"""A mistake is told once, and hides no other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from contract_engine.diagnostics import Problem
from contract_engine.files.folder import from_bytes
from contract_engine.files.tree import Path
from contract_engine.files.yaml_parser import parse
from contract_engine.language import load_folder

from .cases import SMALL

FILES = {file.name: file.read_bytes() for file in sorted(SMALL.iterdir())}
DATA: dict[str, Any] = {name: parse(name, raw)[0].data for name, raw in FILES.items()}
NOT_A_SHAPE: dict[type, tuple[Any, ...]] = {
    str: ({"strange": "thing"}, [["strange"]]),
    list: ("strange", {"strange": "thing"}),
    dict: ("strange", [["strange"]]),
}


def _paths(data: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    if isinstance(data, dict):
        for name, part in data.items():
            yield from _paths(part, (*path, name))
    elif isinstance(data, list):
        for index, part in enumerate(data):
            yield from _paths(part, (*path, index))


def _with(data: Any, path: Path, value: Any) -> Any:
    changed = deepcopy(data)
    inside = changed
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    return changed


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _problems(changes: dict[str, Any]) -> tuple[Problem, ...]:
    written = {
        name: json.dumps(data, indent=1).replace(": null", ": ").encode()
        for name, data in changes.items()
    }
    return load_folder(from_bytes({**FILES, **written}, ""))[1]


@pytest.mark.parametrize("name", FILES)
def test_of_a_value_of_the_wrong_shape_this_alone_is_told(name: str) -> None:
    told = 0
    for path in _paths(DATA[name]):
        for wrong in NOT_A_SHAPE.get(type(_at(DATA[name], path)), ()):
            problems = _problems({name: _with(DATA[name], path, wrong)})
            if any(problem.code == "E103" for problem in problems):
                told += 1
                assert len(problems) == 1, (path, wrong, problems)
                assert problems[0].span.file == name
    assert told > 10


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_broken_file_is_told_once(name: str) -> None:
    (problem,) = load_folder(from_bytes({**FILES, name: FILES[name] + b"\t]x: :\n"}, ""))[1]
    assert problem.span.file == name
    assert problem.code == "E005"


def test_a_mistake_in_one_clause_hides_none_in_another() -> None:
    raw = FILES["2020-01.yaml"]
    for right, wrong in (
        (b"norm: seller may ship\n", b"norm: seller may shop\n"),
        (b"goods is wine", b"goods is beer"),
        (b"source: deed, quote", b"source: dead, quote"),
        (b"from: 2020-02", b"from: 2020-02-31"),
    ):
        assert raw.count(right) == 1
        raw = raw.replace(right, wrong)
    problems = load_folder(from_bytes({**FILES, "2020-01.yaml": raw}, ""))[1]
    assert [problem.code for problem in problems] == ["E304", "E302", "E307", "E314"]


def test_a_shape_that_does_not_fit_hides_no_unknown_name() -> None:
    raw = FILES["2021-06.yaml"].replace(b"    replaces: [may-ship]", b"    replaced: [may-shop]")
    raw = raw.replace(b"norm: seller", b"norm: sellr").replace(
        b"grade: press\n", b"grade: pres\n", 1
    )
    problems = load_folder(from_bytes({**FILES, "2021-06.yaml": raw}, ""))[1]
    assert [problem.code for problem in problems] == ["E104", "E305", "E102"]
