"""`contract-engine replay` and `ask --log`: whether kept answers still hold, and if not, why."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from contract_engine.answers.answer import Json
from contract_engine.api import load, replayed, shipped
from contract_engine.cli import main
from contract_engine.diagnostics import Span
from contract_engine.receipts.log import append
from contract_engine.receipts.recorded_answer import read_recorded
from contract_engine.scenarios.files import read_scenarios, scenario_files
from contract_engine.scenarios.run import read
from tests.receipts.lease import answers, lease_answers, write_lease

ASK = ("ask", "tenant", "sublet", "--agreement", "lease", "--on", "2024-06-01")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the lease in it, as the one that commands are called in."""
    write_lease(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    return tmp_path


@pytest.fixture
def log(folder: Path) -> Path:
    """A log of four answers."""
    path = folder / "answers.log"
    append(path, answers(load("lease"), 4))
    return path


class Said:
    """What a command printed, and how it ended."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: str | Path) -> tuple[int, str]:
        self.capsys.readouterr()
        code = main([str(word) for word in words])
        said = self.capsys.readouterr()
        return code, said.out + said.err

    def json(self, *words: str | Path) -> tuple[int, Any]:
        code, said = self(*words, "--json")
        return code, json.loads(said)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


def amend(folder: Path, before: str, after: str, file: str = "2024-01.yaml") -> None:
    path = folder / "rules" / "lease" / file
    assert before in path.read_text()
    path.write_text(path.read_text().replace(before, after))


def test_an_answer_that_was_kept_is_the_same(folder: Path, said: Said) -> None:
    _, printed = said(*ASK, "subtenant=stranger", "--json")
    (folder / "answer.json").write_text(printed)
    assert said("replay", "answer.json") == (0, "1 of 1 answers the same\n")


def test_answers_may_be_a_list_or_one_on_each_line(folder: Path, said: Said) -> None:
    kept = answers(load("lease"), 3)
    (folder / "list.json").write_text(json.dumps(kept))
    lines = [json.dumps(each) for each in kept]
    (folder / "lines.jsonl").write_text("\n".join([*lines, '{"line": 4, "problems": []}', ""]))
    assert said("replay", "list.json") == (0, "3 of 3 answers the same\n")
    assert said("replay", "lines.jsonl") == (0, "3 of 3 answers the same\n")


def test_asking_again_asks_the_same_question() -> None:
    """Every kind of question comes back from its JSON as it was, and so does its answer."""
    for path in scenario_files(shipped("scenarios")):
        found, _ = read_scenarios(path)
        assert found is not None
        loaded = load(found.agreement)
        for scenario in found.scenarios[::11]:
            question, _ = read(loaded.model, scenario)
            assert question is not None
            data = json.loads(json.dumps(loaded.ask(question).to_json()))
            recorded, problems = read_recorded(data, Span(""))
            assert recorded is not None, problems
            assert recorded.intact
            assert replayed.ask_again(loaded, recorded).to_json() == data


@pytest.mark.parametrize("words", ["May the tenant sublet", "Must the tenant sublet"])
def test_a_question_in_words_keeps_its_form(folder: Path, said: Said, words: str) -> None:
    text = f"{words} to a stranger on 1 June 2024?"
    assert said("ask", text, "--agreement", "lease", "--log", "answers.log")[0] == 0
    assert said("replay", "answers.log")[0] == 0


def test_rules_that_changed_are_told_from_rules_that_make_no_difference(
    folder: Path, log: Path, said: Said
) -> None:
    amend(folder, "3 months after", "4 months after")
    code, told = said.json("replay", log)
    assert (code, told["same"], told["same_under_other_rules_or_engine"]) == (0, 4, 4)
    amend(folder, "must not sublet", "may sublet")
    code, told = said.json("replay", log)
    assert (code, told["same"]) == (1, 2)
    stranger, nobody = told["results"]
    assert [each["line"] for each in told["results"]] == [1, 4]
    assert all(each["causes"] == ["the rules changed"] for each in told["results"])
    turned = {"field": "verdict", "was": "prohibited", "now": "permitted"}
    assert turned in stranger["differences"]
    assert {each["field"] for each in nobody["differences"]} >= {"cases", "hinges"}


def test_the_rules_as_they_were_show_what_changed_since(
    folder: Path, log: Path, said: Said
) -> None:
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for words in (["init", "-q"], ["add", "rules"], ["commit", "-qm", "Encode the lease"]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    write_lease(folder / "then")
    amend(folder, "must not sublet", "may sublet")
    for rules in ("HEAD", "then/rules/lease"):
        code, told = said.json("replay", log, "--rules", rules)
        assert code == 1
        since = told["since"]
        assert since["rules"] == rules
        assert (since["given_under_these_rules"], since["confirmed_by_these_rules"]) == (2, 2)
        turns = {(row["action"], row["first"], row["second"]) for row in since["rows"]}
        assert turns == {("sublet", "prohibited", "permitted")}
    _, printed = said("replay", log, "--rules", "HEAD")
    assert "prohibited → permitted" in printed
    assert said("replay", log, "--rules", "nowhere")[0] == 2


def test_another_version_of_the_engine_is_named_where_answers_differ(
    folder: Path, said: Said
) -> None:
    [answer] = lease_answers(folder, 1)
    assert isinstance(answer, dict)
    assert isinstance(answer["receipt"], dict)
    answer["receipt"]["engine"] = "contract-engine 0.0.1"
    (folder / "answer.json").write_text(json.dumps(answer))
    assert said("replay", "answer.json")[0] == 0
    answer["sentence"] = "Said otherwise."
    (folder / "answer.json").write_text(json.dumps(answer))
    code, told = said.json("replay", "answer.json")
    assert code == 1
    [cause] = told["results"][0]["causes"]
    assert cause.startswith("not the same engine version: `contract-engine 0.0.1` then")


@pytest.mark.parametrize("field", ["verdict", "clauses", "notes", "holds"])
def test_an_answer_that_was_never_given_is_told(folder: Path, said: Said, field: str) -> None:
    [answer] = lease_answers(folder, 1)
    assert isinstance(answer, dict)
    del answer[field]
    answer["verdict"] = "permitted"
    (folder / "answer.json").write_text(json.dumps(answer))
    code, told = said.json("replay", "answer.json")
    assert code == 1
    assert told["results"][0]["causes"] == ["the record was changed after the answer was given"]


def test_a_question_that_was_edited_is_told(folder: Path, said: Said) -> None:
    [answer] = lease_answers(folder, 1)
    assert isinstance(answer, dict)
    assert isinstance(answer["question"], dict)
    answer["question"]["on"] = "2024-06-02"
    (folder / "answer.json").write_text(json.dumps(answer))
    code, told = said.json("replay", "answer.json")
    assert code == 1
    assert told["results"][0]["causes"] == ["its question is not the one that its receipt is about"]


def test_a_question_that_rules_no_longer_know_is_told(folder: Path, log: Path, said: Said) -> None:
    amend(folder, "stranger: {label: a stranger}", "outsider: ", "agreement.yaml")
    amend(folder, "is stranger", "is outsider")
    code, told = said.json("replay", log)
    assert code == 1
    assert [bool(each["problems"]) for each in told["results"]] == [True, True, False, False]
    assert "stranger" in told["results"][0]["problems"][0]["message"]
    assert "can't be asked any more" in " ".join(said("replay", log)[1].split())


def test_a_log_that_was_touched_is_named_by_line_and_ends_with_1(log: Path, said: Said) -> None:
    whole = log.read_bytes()
    log.write_bytes(whole.replace(b'"permitted"', b'"prohibited"', 1))
    code, printed = said("replay", log)
    assert code == 1
    assert f"{log}:1: changed" in printed
    log.write_bytes(whole[:-10])
    code, printed = said("replay", log)
    assert code == 0
    assert f"{log}:4: torn" in printed


def test_a_log_that_was_cut_shows_against_a_head(log: Path, said: Said) -> None:
    _, told = said.json("replay", log)
    head = told["log"]["head"]
    assert said.json("replay", log, "--head", head)[1]["log"]["holds_noted_head"] is True
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:3]))
    assert said("replay", log)[0] == 0
    code, printed = said("replay", log, "--head", head)
    assert code == 1
    assert "it was cut or written anew" in printed.replace("\n", " ")


def test_ask_logs_what_it_prints_and_says_where(folder: Path, said: Said) -> None:
    _, printed = said(*ASK, "subtenant=stranger", "--log", "answers.log")
    assert "PROHIBITED" in printed
    assert "logged as entry 1" in printed
    questions = folder / "questions.jsonl"
    questions.write_text(
        '{"ask": "tenant sublet", "on": "2024-06-02"}\n{"ask": "tenant sings"}\n'
        '{"ask": "tenant sublet", "on": "2024-06-03"}\n'
    )
    code, printed = said(
        "ask", "--batch", questions, "--agreement", "lease", "--log", "answers.log"
    )
    assert code == 2
    assert "logged as entry 3" in printed
    assert said("replay", "answers.log")[0] == 0


def test_an_answer_that_cannot_be_kept_is_not_given(folder: Path, said: Said) -> None:
    (folder / "notes.txt").write_text("not a log\n")
    for target in ("notes.txt", "nowhere/answers.log", "."):
        code, printed = said(*ASK, "subtenant=stranger", "--log", target)
        assert code == 2
        assert "PROHIBITED" not in printed
        assert "Traceback" not in printed
    assert (folder / "notes.txt").read_text() == "not a log\n"


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "not json", '{"verdict": "permitted"}', "[" * 100_000, "\x00"]
)
def test_a_file_without_answers_is_bad_input(folder: Path, said: Said, content: str) -> None:
    (folder / "file.json").write_text(content)
    code, printed = said("replay", "file.json")
    assert code == 2
    assert "error[E514]" in printed


def test_a_file_that_is_not_there_is_bad_input(folder: Path, said: Said) -> None:
    assert said("replay", "nowhere.log")[0] == 2
    assert said("replay", ".")[0] == 2


def test_ten_thousand_answers_are_replayed(
    folder: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Equal answers are asked once; many different ones are shared out to processes."""
    monkeypatch.setattr(replayed, "MANY", 400)
    log = folder / "big.log"
    some: list[Json] = answers(load("lease"), 500)
    append(log, some * 20)
    code, told = said.json("replay", log)
    assert (code, told["answers"], told["same"]) == (0, 10_000, 10_000)
    assert told["log"]["entries"] == 10_000
    amend(folder, "must not sublet", "may sublet")
    code, told = said.json("replay", log)
    assert code == 1
    assert [each["line"] for each in told["results"][:2]] == sorted(
        each["line"] for each in told["results"]
    )[:2]
