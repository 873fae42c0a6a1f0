"""However a question is put, it is the same question."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

SAME = [
    "ask tenant sublet guest=student consent=yes --on 2023-05-01",
    "ask 'tenant sublet' guest=student consent=yes --on 2023-05-01",
    "ask --on 2023-05-01 tenant sublet guest=student,consent=yes",
    "ask tenant guest=student sublet consent=yes --on=2023-05-01",
    "ask tenant sublet --given guest=student --given consent=yes --on 2023-05-01",
    "ask tenant sublet --given guest=student,consent=yes --on 2023-05-01",
    "ask tenant sublet --given 'guest=student, consent=yes' --on 2023-05-01",
    "ask tenant sublet --given=guest=student consent=yes --on 2023-05-01",
    "ask 'Can the tenant sublet to a student with consent on 1 May 2023?'",
    "ask 'Can the tenant sublet to a student with consent?' --on 2023-05-01",
    "ask 'Can the tenant sublet to a student?' consent=yes --on 2023-05-01",
    "ask 'Can the tenant sublet to a student on 1 May 2023?' --given consent=yes",
    "ask 'Can the tenant sublet to a student on 1 May 2023?' --on 2023-05-01 consent=yes",
    "ask consent=yes 'Can the tenant sublet to a student' 'on 1 May 2023?'",
    "ask 'Can the tenant sublet on 1 May 2023, guest=student, with consent?'",
    "ask Can the tenant sublet to a student with consent on 1 May 2023",
    "ask Can the tenant sublet guest=student with consent on 1 May 2023?",
    "ask 'Can the tenant sublet to a student on 1 May 2023?' guest=student consent=yes",
    "ask tenant sublet --situation {file} --on 2023-05-01",
    "ask tenant sublet --situation {file} guest=student --on 2023-05-01",
    "ask tenant sublet --situation {other} guest=student --on 2023-05-01",
    "ask tenant sublet --situation {other} --given guest=student --on 2023-05-01",
    "ask 'Can the tenant sublet to a student?' --situation {other} --on 2023-05-01",
]


@pytest.mark.parametrize("command", SAME)
def test_the_same_question_in_other_ways(command: str, flat: Run, tmp_path: Path) -> None:
    file, other = tmp_path / "situation.yaml", tmp_path / "other.yaml"
    file.write_text("format: 1\nguest: student\nconsent: yes\n")
    other.write_text("guest: lodger\nconsent: yes\n")
    done = flat(command.format(file=file, other=other) + " --json")
    assert done.code == 0, done.out
    question = done.json["question"]
    assert (question["bearer"], question["action"]) == ("tenant", "sublet")
    assert (question["on"], question["given"]) == (
        "2023-05-01",
        {"guest": "student", "consent": "yes"},
    )


@pytest.mark.parametrize(
    ("content", "message", "place"),
    [
        ("- guest", "a mapping of names and values belongs here", (1, 1)),
        ("guest: [student]", "a single value belongs under `guest`", (1, 8)),
        ("consent:", "a single value belongs under `consent`", (1, 1)),
        ("guest: student\nguest: lodger", "`guest` stands twice in this mapping", (2, 1)),
        ("\ngest: student", "unknown fact or event `gest`", (2, 1)),
        ("guest: null", "`null` is not a value of `guest`", (1, 8)),
        ("consent: yes\nguest: 'a dog'", "`a dog` is not a value of `guest`", (2, 8)),
        ("format: 1\nsold: 2023-02-30", "there is no day `2023-02-30`", (2, 7)),
        ("guest: [", "", (1, 8)),
    ],
)
def test_what_is_wrong_with_a_situation_file(
    content: str, message: str, place: tuple[int, int], flat: Run, tmp_path: Path
) -> None:
    file = tmp_path / "situation.yaml"
    file.write_text(content)
    done = flat(f"ask tenant sublet --situation {file} --on 2023-05-01 --json")
    assert done.code == 2
    problem = done.json["problems"][0]
    assert message in problem["message"]
    assert (problem["file"], problem["line"], problem["column"]) == (str(file), *place)


def test_a_timeline_takes_a_question_with_a_day_and_says_that_it_is_not_looked_at(
    flat: Run,
) -> None:
    plain = flat("timeline tenant sublet guest=student --json").json
    (horizon,) = plain["notes"]
    assert horizon.startswith("The record was looked through up to 2030-12-31")
    assert plain["question"]["on"] is None
    for command in (
        "timeline 'Can the tenant sublet to a student on 1 May 2023?'",
        "timeline 'Can the tenant sublet to a student?' --on 2023-05-01",
        "timeline tenant sublet guest=student --on 2023-05-01",
    ):
        data = flat(f"{command} --json").json
        assert data["intervals"] == plain["intervals"]
        assert data["notes"] == [
            "The day 2023-05-01 is not looked at: a timeline is of every day.",
            horizon,
        ]
        assert "The day 1 May 2023 is not looked at" in flat(command, columns=100).out


def test_words_are_accounted_for_in_json(flat: Run) -> None:
    data = flat("ask 'Can the tenant sublet to a student on 1 May 2023?' --json").json
    told = {step["words"]: step["meaning"] for step in data["understood"]}
    assert told["student"].startswith("`guest=student`")
    assert told["on 1 May 2023"] == "the day 2023-05-01"


def test_what_if_takes_the_options_in_the_second_world_only(flat: Run) -> None:
    data = flat(
        "whatif 'Can the tenant sublet to a student on 1 May 2023?' --given guest=lodger "
        "--without 2022 --under 2022 --known 2024-01-01 --evidence press --reading sale=made --json"
    ).json
    first, second = data["first"]["question"], data["second"]["question"]
    assert first["given"] == {"guest": "student"}
    assert first["options"] == {
        "under": None,
        "without": [],
        "known": None,
        "evidence": None,
        "readings": {},
    }
    assert second["given"] == {"guest": "lodger"}
    assert second["options"] == {
        "under": "2022",
        "without": ["2022"],
        "known": "2024-01-01",
        "evidence": "press",
        "readings": {"sale": "made"},
    }
    assert {each["clause"] for each in data["differences"]} == {
        "students-welcome-again-and-again",
        "no-strangers",
    }


@pytest.mark.parametrize("nothing", ["null", "~", "None", "N/A"])
@pytest.mark.parametrize("fact", ["guest", "consent", "sold"])
def test_what_stands_for_nothing_elsewhere_is_written_unknown_here(
    fact: str, nothing: str, flat: Run
) -> None:
    (problem,) = flat(f"ask tenant sublet {fact}={nothing} --on 2023-05-01 --json").json["problems"]
    assert problem["help"] == "write `unknown` for what isn't known, or leave it out"
