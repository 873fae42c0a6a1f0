"""Questions that would grow without end are answered from what is given, or refused in time."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random

import pytest

from contract_engine.api import Limits, TooLarge, limited, load
from contract_engine.diagram.core.order import variable_order
from contract_engine.model.question import Options

ON = date(2021, 1, 1)
MEGABYTE = 1 << 20


def agreement(path: Path, facts: str, clauses: str) -> Path:
    """A file with an agreement of one instrument."""
    file = path / "bomb.yaml"
    file.write_text(
        "format: 1\nagreement: bomb\ngrade: contract\nparties: {p: }\nactions: {act: }\n"
        f"facts:\n{facts}instruments:\n  - instrument: v1\n    kind: agreement\n"
        f"    effective: 2020-01-01\n    clauses:\n{clauses}",
        encoding="utf-8",
    )
    return file


def clause(name: str, norm: str, when: Sequence[str], unless: Sequence[str] = ()) -> str:
    """A clause of one norm."""
    excepted = f", unless: [{', '.join(unless)}]" if unless else ""
    told = f"text: a term, norm: p {norm} act, when: [{', '.join(when)}]{excepted}"
    return f"      {name}: {{{told}}}\n"


def numbers(path: Path) -> Path:
    """Twelve numbers, and sixty clauses that each tie four of them together."""
    rng = Random(3)
    clauses = ""
    for index in range(60):
        when = [f"n{n} {rng.choice('<>')} {rng.randrange(40)}" for n in rng.sample(range(12), 4)]
        clauses += clause(f"c{index}", rng.choice(("may", "must not")), when)
    return agreement(path, "".join(f"  n{n}: {{type: number}}\n" for n in range(12)), clauses)


def pairs(path: Path, apart: int) -> Path:
    """Sixteen clauses, each of a fact unless another; the two are declared so far apart."""
    place = [(i, i + 16) if apart else (2 * i, 2 * i + 1) for i in range(16)]
    clauses = "".join(
        clause(f"c{i}", "may", [f"f{one}"], [f"f{other}"]) for i, (one, other) in enumerate(place)
    )
    return agreement(path, "".join(f"  f{i}: {{type: yes/no}}\n" for i in range(32)), clauses)


def test_a_question_past_its_nodes_is_refused_by_the_facts_that_make_it_large(
    tmp_path: Path,
) -> None:
    loaded = load(numbers(tmp_path))
    with limited(Limits(nodes=50_000)), pytest.raises(TooLarge) as refused:
        loaded.ask("p act", on=ON)
    (problem,) = refused.value.problems
    assert problem.code == "E521"
    assert problem.message == "this question takes more than 50,000 nodes"
    assert problem.help.startswith("give `n")
    assert problem.help.endswith("or allow more with `--max-nodes`")


def test_a_question_without_time_is_refused(tmp_path: Path) -> None:
    loaded = load(numbers(tmp_path))
    with limited(Limits(seconds=1e-9)), pytest.raises(TooLarge) as refused:
        loaded.ask("p act", on=ON)
    (problem,) = refused.value.problems
    assert problem.message == "this question takes more than 1e-09 s of computing"


def test_what_is_given_is_used_before_nodes_are_made(tmp_path: Path) -> None:
    """The same act, past its nodes when all is open, is answered within them when all is given."""
    loaded = load(numbers(tmp_path))
    given = {f"n{n}": n + 10 for n in range(12)}
    with limited(Limits(nodes=50_000)):
        assert loaded.ask("p act", on=ON, given=given).verdict


def test_facts_that_stand_together_are_asked_together_wherever_they_are_declared(
    tmp_path: Path,
) -> None:
    sizes = []
    for apart in (0, 1):
        engine = load(pairs(tmp_path, apart)).engine
        found = engine.find("p", "act", ON, {}, Options())
        sizes.append(len(found.program.nodes))
    assert sizes[0] == sizes[1] < 2_000


def test_what_is_mentioned_most_comes_first_and_then_what_it_leaves_part_by_part() -> None:
    names = ["hub", "a", "b", "c", "d"]
    together = [["hub", "a", "c"], ["hub", "b", "d"], ["a", "c"], ["b", "d"]]
    assert variable_order(names, together) == ["hub", "a", "c", "b", "d"]


def test_a_dozen_open_pairs_are_told_by_their_first_cases_and_the_number_of_the_rest(
    tmp_path: Path,
) -> None:
    answer = load(pairs(tmp_path, 1)).ask("p act", on=ON)
    assert len(answer.cases) == 100
    # Clause after clause either its pair permits (1 way to be told) or it doesn't (2 ways):
    # 1 + 2 + ... + 2**15 cases are permitted, and 2**16 are not addressed.
    assert answer.more_cases + 100 == 2**16 - 1 + 2**16


BOMBS = {
    "numbers": (numbers, 2),
    "pairs": (lambda path: pairs(path, 1), 0),
}


@pytest.mark.long
@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("command", ["ask", "timeline"])
def test_a_bomb_is_answered_or_refused_within_a_laptop(
    name: str, command: str, tmp_path: Path
) -> None:
    """In a process of its own that may use 1 GB and 60 s, with the default limits."""
    make, code = BOMBS[name]
    words = ["p act", "--agreement", str(make(tmp_path))]
    words += ["--on", "2021-01-01"] if command == "ask" else []

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1024 * MEGABYTE,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))

    done = subprocess.run(
        [sys.executable, "-m", "contract_engine", command, *words],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=bound,
    )
    assert done.returncode == code, done.stderr[-500:]
    assert ("error[E521]: this question takes more than" in done.stderr) is (code == 2)
    assert done.stdout.count("\n") < 500
