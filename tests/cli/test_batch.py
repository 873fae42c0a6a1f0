"""A JSON question a line in, a JSON answer a line out, whatever stands in the lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contract_engine.api import batch as lines_room
from contract_engine.api import request_of
from contract_engine.cli import batch as batch_command
from tests.cli.conftest import Run

STUDENT = {"ask": "tenant sublet", "on": "2023-05-01", "given": {"guest": "student"}}


def as_lines(*questions: Any) -> bytes:
    return "".join(json.dumps(each) + "\n" for each in questions).encode()


@pytest.mark.parametrize("command", ["ask", "timeline", "flip", "whatif --without 2022"])
def test_a_line_is_answered_as_the_command_line_is(command: str, flat: Run) -> None:
    asked = {
        "text": "Can the tenant sublet to a student?",
        "on": "2023-05-01",
        "given": {"consent": True},
    }
    spoken = f"{command} 'Can the tenant sublet to a student?' consent=yes --on 2023-05-01 --json"
    named = f"{command} tenant sublet guest=student --on 2023-05-01 --json"
    done = flat(f"{command} --batch -", stdin=as_lines(STUDENT, asked))
    assert (done.code, done.err) == (0, "")
    assert done.lines == [flat(named).json, flat(spoken).json]


def test_every_option_may_stand_in_a_line(flat: Run) -> None:
    options = {
        "under": "2022",
        "without": ["2022"],
        "known": "2024-01-01",
        "evidence": "press",
        "readings": {"sale": "made"},
    }
    (data,) = flat("ask --batch -", stdin=as_lines({**STUDENT, **options})).lines
    assert data["question"]["options"] == options


def test_the_command_line_holds_where_a_line_does_not_say_otherwise(
    flat: Run, tmp_path: Path
) -> None:
    situation = tmp_path / "s.yaml"
    situation.write_text("guest: lodger\n")
    questions = as_lines(
        {"ask": "tenant sublet"},
        {**STUDENT, "without": "2020", "readings": {"sale": "made_known"}},
    )
    done = flat(
        f"ask --batch - --on 2021-01-01 --without 2022 --given consent=yes --reading sale=made "
        f"--situation {situation}",
        stdin=questions,
    )
    first, second = (data["question"] for data in done.lines)
    assert (first["on"], first["given"]) == ("2021-01-01", {"guest": "lodger", "consent": "yes"})
    assert (second["on"], second["given"]) == ("2023-05-01", {"guest": "student", "consent": "yes"})
    assert first["options"]["without"] == ["2022"]
    assert second["options"]["without"] == ["2022", "2020"]
    assert second["options"]["readings"] == {"sale": "made_known"}


def test_values_may_be_written_as_json_has_them(flat: Run) -> None:
    given = {"rooms": 3.50, "consent": False, "sold": None}
    several = {"guest": ["lodger", "student"]}
    done = flat(
        "ask --batch -",
        stdin=as_lines(
            {"ask": "tenant paint", "on": "2021-01-01", "given": {"rooms": 3.50}},
            {"ask": "tenant sublet", "on": "2021-01-01", "given": several},
            {"ask": "tenant sublet", "on": "2021-01-01", "given": given},
            {"ask": "tenant sublet", "on": "2021-01-01", "given": {"consent": False}},
        ),
    )
    first, second, third, fourth = done.lines
    assert first["question"]["given"] == {"rooms": "3.5"}
    assert second["question"]["given"] == {"guest": "stranger"}
    assert "belongs under `sold`" in third["problems"][0]["message"]
    assert third["problems"][0]["help"] == 'write "unknown", or leave it out'
    assert fourth["question"]["given"] == {"consent": "no"}


BAD = [
    (b"not json", "this is not JSON: `not` is no value"),
    (b"[1, 2]", "a mapping of names and values belongs here"),
    (b"null", "a mapping of names and values belongs here"),
    (b'{"ask": "tenant sublet"', "this is not JSON: `,` or `}` is missing"),
    (b'{"ask": "tenant sublet"} x', "something stands after its end"),
    (b'{"ask": "tenant sub', "this quote is not closed"),
    (b'{"ask": "tenant sublet", "on": NaN}', "`NaN` is no value"),
    (b'{"ask": "tenant sublet", "ask": "x y"}', "`ask` stands twice"),
    (b"{}", "a question has either `ask` or `text`"),
    (b'{"ask": "tenant sublet", "text": "Can it?"}', "a question has either `ask` or `text`"),
    (b'{"ask": ""}', "there is no question"),
    (b'{"ask": "tenant sublet"}', "on which day?"),
    (b'{"text": "Can the tenant sublet?"}', "the question has no day"),
    (b'{"text": "Can the tenant dance on 1 May 2023?"}', "`dance`"),
    (b'{"ask": ["x"]}', "a single value belongs under `ask`"),
    (b'{"ask": 3, "on": "2023-01-01"}', "`3` is not a question"),
    (b'{"ask": "tenant sublet", "on": 2023}', "`2023` is not a day"),
    (b'{"ask": "tenant sublet", "on": "2023-01-01", "colour": "red"}', "no key `colour` belongs"),
    (b'{"ask": "tenant sublet", "on": "2023-01-01", "given": []}', "a mapping belongs under"),
    (
        b'{"ask": "tenant sublet", "on": "2023-01-01", "given": {"guest": {}}}',
        "a single value or a list belongs under `guest`",
    ),
    (
        b'{"ask": "tenant sublet", "on": "2023-01-01", "given": {"guest": "\\ud800"}}',
        "is not a value of `guest`",
    ),
    (
        b'{"ask": "tenant sublet", "on": "2023-01-01", "readings": {"sale": ["made"]}}',
        "a single value belongs under `sale`",
    ),
    (
        b'{"ask": "tenant sublet", "on": "2023-01-01", "without": {}}',
        "a name or a list of names belongs under `without`",
    ),
    (b'{"ask": "tenant sublet", "on": "2023-01-01", "without": [1, []]}', "a name belongs here"),
    (b'{"ask": "tenant sublet", "on": "2023-01-01", "under": "1999"}', "unknown instrument"),
    (b"\xff\xfe", "this line is not UTF-8"),
    (b"[" * 100_000, "it is nested too deep"),
    (b'{"ask": "' + b"x" * 1_000_001 + b'"}', "this line has more than 1,000,000 bytes"),
]


def test_a_bad_line_is_told_and_the_next_one_answered(flat: Run) -> None:
    good = as_lines(STUDENT)
    content = b"".join(bad + b"\n" + good for bad, _ in BAD)
    done = flat("ask --batch -", stdin=content)
    assert done.code == 2
    assert done.err == ""
    assert len(done.lines) == 2 * len(BAD)
    for index, (bad, message) in enumerate(BAD):
        told, answered = done.lines[2 * index : 2 * index + 2]
        assert set(told) == {"line", "problems"}, bad
        assert told["line"] == 2 * index + 1
        assert message in told["problems"][0]["message"]
        assert answered["verdict"] == "permitted"


PLACED = [
    ({"ask": "tenant sublet", "on": "May", "given": {}}, '"May"'),
    ({"ask": "tenant sublet", "given": {"guest": "dog", "consent": True}}, '"dog"'),
    ({"ask": "tenant sublet", "given": {"consnt": True}}, '"consnt"'),
    ({"ask": "tenant dance"}, '"tenant dance"'),
    ({"ask": "tenant sublet", "readings": {"sale": "x"}}, '"x"'),
    ({"ask": "tenant sublet", "known": "x"}, '"x"'),
    ({"ask": "tenant sublet", "given": {"consent": [[]]}}, "["),
]


@pytest.mark.parametrize(("question", "underlined"), PLACED)
def test_a_problem_of_a_line_is_underlined_in_it(
    question: dict[str, Any], underlined: str, flat: Run
) -> None:
    line = as_lines({"on": "2023-01-01", **question})
    (told,) = flat("ask --batch -", stdin=b"\n" + line).lines
    problem = told["problems"][0]
    begun = problem["column"] - 1
    assert problem["line"] == 2
    assert line.decode()[begun : begun + problem["length"]] == underlined


def test_an_error_of_ours_in_a_line_stops_nothing(
    flat: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(ask: str, **said: Any) -> Any:
        if said.get("on") == "2023-05-02":
            raise ZeroDivisionError("nothing to divide by")
        return request_of(ask, **said)

    monkeypatch.setattr(lines_room, "request_of", broken)
    done = flat("ask --batch -", stdin=as_lines({**STUDENT, "on": "2023-05-02"}, STUDENT))
    failed, answered = done.lines
    assert done.code == 3
    assert failed["line"] == 1
    assert "nothing to divide by" in failed["error"]["message"]
    assert answered["verdict"] == "permitted"


def test_empty_lines_are_passed_over_and_counted(flat: Run, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(
        b"\xef\xbb\xbf" + as_lines(STUDENT) + b"\n  \r\n{}\n\n" + as_lines(STUDENT)[:-1]
    )
    done = flat(f"ask --batch {file}")
    assert [data.get("line") for data in done.lines] == [None, 4, None]
    assert done.lines[1]["problems"][0]["file"] == str(file)
    assert flat("ask --batch -", stdin=b"").out == ""


def test_answers_come_while_questions_do(flat: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line is answered before the next one is read."""
    asked: list[int] = []
    answered: list[int] = []

    def lines(file: Path) -> Iterator[tuple[int, bytes]]:
        for number in range(1, 4):
            asked.append(number)
            assert len(answered) == number - 1
            yield number, as_lines(STUDENT)

    def note(data: object, *, one_line: bool = False) -> None:
        answered.append(len(asked))

    monkeypatch.setattr(batch_command, "_lines", lines)
    monkeypatch.setattr(batch_command, "print_json", note)
    assert flat("ask --batch -").code == 0
    assert answered == [1, 2, 3]


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("ask --batch nowhere.jsonl", "this can't be read"),
        ("ask --batch .", "this can't be read"),
        ("ask tenant sublet --batch -", "the questions come from --batch"),
        ("ask --batch - --given x", "is not name=value"),
    ],
)
def test_what_keeps_a_batch_from_beginning_is_one_line_of_json(
    command: str, message: str, flat: Run
) -> None:
    done = flat(command)
    assert (done.code, done.err) == (2, "")
    (data,) = done.lines
    assert message in data["problems"][0]["message"]
