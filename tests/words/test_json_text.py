"""JSON in pieces is the JSON of the whole."""

from __future__ import annotations

import json

import pytest

from contract_engine.render.json_text import pieces

DATA: dict[str, object] = {
    "none": None,
    "text": 'a "ü"\n',
    "empty": {},
    "nothing": [],
    "row": [1, "two", [3, {}]],
    "objects": [{"a": [], "b": {"c": (1, 2)}}, 3, {}],
}


@pytest.mark.parametrize("ascii_only", [True, False])
def test_without_iterators_the_text_is_that_of_the_standard_library(ascii_only: bool) -> None:
    expected = json.dumps(DATA, indent=2, ensure_ascii=ascii_only)
    assert "".join(pieces(DATA, ascii_only=ascii_only)) == expected


def test_items_of_an_iterator_have_a_line_each() -> None:
    rows = [{"a": [1]}, {"b": 2}]
    text = "".join(pieces({"rows": iter(rows), "none": iter(())}))
    assert text == '{\n  "rows": [\n    {"a": [1]},\n    {"b": 2}\n  ],\n  "none": []\n}'
    assert json.loads(text) == {"rows": rows, "none": []}
