"""How a problem is shown, and its shape as data."""

from __future__ import annotations

import json

from contract_engine.diagnostics import BadInput, Problem, Span, in_order
from contract_engine.diagnostics.render import as_data, render, summary

TWO_SIDES = Problem(
    "E330",
    "clause `may-ship` stands in two instruments",
    Span("b.yaml", 2, 3, 8),
    label="in b",
    help="give this one another name",
    clause="The seller may ship.",
    also=((Span("a.yaml", 7, 3, 8), "in a"),),
)


def _underlined(line: str, column: int, length: int, label: str = "") -> list[str]:
    problem = Problem("E301", "unknown fact", Span("x", 1, column, length), label=label)
    return render(problem, {"x": line}.get).splitlines()[3:5]


def test_as_data_has_this_shape() -> None:
    assert as_data(TWO_SIDES) == {
        "code": "E330",
        "severity": "error",
        "message": "clause `may-ship` stands in two instruments",
        "file": "b.yaml",
        "line": 2,
        "column": 3,
        "length": 8,
        "label": "in b",
        "help": "give this one another name",
        "clause": "The seller may ship.",
        "also": [{"file": "a.yaml", "line": 7, "column": 3, "length": 8, "label": "in a"}],
    }
    json.dumps(as_data(TWO_SIDES))


def test_as_data_always_has_every_key() -> None:
    bare = as_data(Problem("E001", "this can't be read", Span("x")))
    assert bare.keys() == as_data(TWO_SIDES).keys()
    assert (bare["line"], bare["column"], bare["also"]) == (0, 0, [])


def test_a_file_without_text_is_shown_by_its_name() -> None:
    lines = render(TWO_SIDES, lambda file: None).splitlines()
    assert lines[1:3] == [" --> b.yaml:2:3", "  | in b"]


def test_a_long_line_is_cut_around_the_words() -> None:
    line, marks = _underlined("a" * 200 + " here " + "b" * 200, 202, 4)
    assert len(line) < 130
    assert line[marks.index("^") :][: marks.count("^")] == "here"


def test_the_end_of_a_long_line_can_be_underlined() -> None:
    line, marks = _underlined("a" * 300 + " here", 302, 4)
    assert line[marks.index("^") :] == "here"


def test_tabs_and_wide_letters_keep_the_marks_below_the_words() -> None:
    assert _underlined("\tnorm: x", 8, 1)[1] == "  | \t      ^"
    assert _underlined("名前: x", 5, 1)[1] == "  |       ^"
    assert _underlined("名前: x", 1, 2)[1] == "  | ^^^^"
    assert _underlined("cafe\u0301: x", 8, 1)[1] == "  |       ^"


def test_beyond_the_end_of_a_line_one_mark_is_shown() -> None:
    assert _underlined("norm", 5, 3)[1] == "  |     ^"


def test_control_characters_never_reach_a_terminal() -> None:
    problem = Problem("E105", "`\x1b[2J\nx`", Span("x", 1, 1, 3), help="\x07", clause="a\nb\x9b")
    shown = render(problem, {"x": "\x1b[2J"}.get)
    assert all(c.isprintable() or c == "\n" for c in shown)
    assert "\n".join(shown.splitlines()[-2:]) == "  = help: \\x07\n  = clause: a b\\x9b"


def test_long_words_of_the_user_are_cut() -> None:
    problem = Problem("E320", f"`{'x' * 5000}` is not a norm", Span("x"))
    assert len(problem.message) < 120
    assert problem.message.endswith("...` is not a norm")


def test_problems_come_by_file_line_and_column_and_once() -> None:
    def at(file: str, line: int, column: int) -> Problem:
        return Problem("E301", "unknown", Span(file, line, column))

    mixed = [at("b", 1, 1), at("a", 10, 1), at("a", 9, 7), at("a", 9, 2), at("a", 9, 7)]
    ordered = [at("a", 9, 2), at("a", 9, 7), at("a", 10, 1), at("b", 1, 1)]
    assert list(in_order(mixed)) == ordered
    assert list(BadInput(mixed).problems) == ordered


def test_a_summary_counts_in_words() -> None:
    warning = Problem("W601", "cites nothing", Span("x"), severity="warning")
    assert summary([TWO_SIDES]) == "1 error"
    assert summary([TWO_SIDES, TWO_SIDES, warning]) == "2 errors and 1 warning"
    assert summary([]) == ""


def test_colours_dress_what_is_shown_and_change_no_word() -> None:
    roles = set()

    def dressed(text: str, role: str) -> str:
        roles.add(role)
        return f"<{text}>"

    source = {"a.yaml": "\n" * 6 + "  may-ship:", "b.yaml": "\n  may-ship:"}.get
    coloured = render(TWO_SIDES, source, dressed)
    assert coloured.replace("<", "").replace(">", "") == render(TWO_SIDES, source).replace(">", "")
    assert roles == {"error", "place", "mark", "help"}


def test_the_end_of_a_windows_line_is_not_shown() -> None:
    assert _underlined("\tgrade: contract\r", 1, 1)[0].endswith("grade: contract")
