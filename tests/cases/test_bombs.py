"""What is written to be large is answered or refused, in a process of its own with limits set."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

MEGABYTE = 1 << 20
SECONDS = 30
"""Of computing, at most, on a laptop; each takes a few."""

HEAD = "format: 1\nagreement: bomb\ngrade: contract\n"
P_MAY = "c: {text: t, norm: p may act}"


def agreement(
    *clauses: str, parties: str = "p: ", actions: str = "act: ", more: str = "", of: str = ""
) -> str:
    """An agreement of one instrument with these clauses."""
    lines = "".join(f"      {clause}\n" for clause in clauses)
    return (
        f"{HEAD}parties: {{{parties}}}\nactions: {{{actions}}}\n{more}instruments:\n"
        f"  - instrument: v1\n    kind: agreement\n    effective: 2020-01-01\n{of}    clauses:\n"
        f"{lines}"
    )


def many(name: str, count: int) -> str:
    """So many words of a vocabulary, without anything said of them."""
    return ", ".join(f"{name}{n}: " for n in range(count))


def names(name: str, count: int) -> str:
    return ", ".join(f"{name}{n}" for n in range(count))


def role(count: int, norm: str) -> str:
    return agreement(
        f"c: {{text: t, norm: {norm}}}",
        parties=many("q", count),
        more=f"roles: {{seller: {{of: [{names('q', count)}]}}}}\n",
    )


def precedence(count: int) -> str:
    instruments = "".join(
        f"  - instrument: i{n}\n    kind: agreement\n    effective: 2020-01-01\n"
        f"    clauses: {{c{n}: {{text: t, norm: p {'may' if n % 2 else 'must not'} act}}}}\n"
        for n in range(count)
    )
    return (
        f"{HEAD}parties: {{p: }}\nactions: {{act: }}\nprecedence: [{names('i', count)}]\n"
        f"instruments:\n{instruments}"
    )


def topics(count: int) -> str:
    lines = "".join(
        f"  t{n}: {{label: topic number {n}, aliases: [thing {n}], clauses: [c]}}\n"
        for n in range(count)
    )
    return agreement(P_MAY, more=f"topics:\n{lines}")


def choices(count: int, inner: int) -> str:
    """A choice of so many alternatives, of which each but the first may fall away."""
    alternatives = ", ".join(
        f"a{n}: {{norm: p must b{n}, unless: [f{n % inner}]}}" for n in range(count)
    )
    return agreement(
        f"c: {{text: t, one_of: {{{alternatives}}}}}",
        actions=many("b", count),
        more=f"facts: {{{many('f', inner)}}}\n",
    )


def counts(count: int, clauses: int) -> str:
    """Clauses that each count a hundred conditions among so many facts."""
    lines = (
        f"c{n}: {{text: t, norm: p may act, when: [{{at_least: 50, of: ["
        + ", ".join(f"f{(n * 37 + at) % count}" for at in range(100))
        + "]}]}"
        for n in range(clauses)
    )
    return agreement(*lines, more=f"facts: {{{many('f', count)}}}\n")


def too_many_counted(count: int) -> str:
    return agreement(
        f"c: {{text: t, norm: p may act, when: [{{at_least: 50, of: [{names('f', count)}]}}]}}",
        more=f"facts: {{{many('f', count)}}}\n",
    )


def terms(lasts: str, at_most: str) -> str:
    term = (
        f"    term: {{lasts: {lasts}, renews: 1 day{at_most}, "
        "unless: {event: notice, at_least: 1 days before end}}\n"
    )
    return agreement(P_MAY, more="events: {notice: {usually: never}}\n", of=term)


def norms_of_one_act(count: int) -> str:
    lines = (
        f"c{n}: {{text: t, norm: p {'may' if n % 2 else 'must not'} act, when: [f{n}]}}"
        for n in range(count)
    )
    return agreement(*lines, more=f"facts: {{{many('f', count)}}}\n")


ASK = ("ask", "p", "act", "--on", "2021-01-01")
CHECK = ("check",)
RIGHTS = ("rights", "--on", "2021-01-01")
ANSWERED = ""
BOMBS: dict[str, tuple[Callable[[], str], str, list[tuple[str, ...]]]] = {
    "a role of 500 parties": (
        lambda: role(500, "seller may act"),
        ANSWERED,
        [("ask", "q7", "act", "--on", "2021-01-01"), CHECK, RIGHTS],
    ),
    "everyone but a role of 500": (
        lambda: role(500, "every party but seller may act"),
        ANSWERED,
        [("ask", "q7", "act", "--on", "2021-01-01"), ("terms", "--on", "2021-01-01"), CHECK],
    ),
    "a precedence of 300": (lambda: precedence(300), ANSWERED, [ASK]),
    "10,000 topics": (
        lambda: topics(10_000),
        ANSWERED,
        [ASK, ("ask", "may p act on thing 77?"), CHECK],
    ),
    "choices of 300": (
        lambda: choices(300, 8),
        "E321",
        [("ask", "p", "b7", "--on", "2021-01-01"), CHECK],
    ),
    "forty counts of a hundred": (lambda: counts(1000, 40), "E521", [ASK, CHECK]),
    "a count of 5,000": (lambda: too_many_counted(5000), "E310", [ASK]),
    "terms of a day": (
        lambda: terms("1 day", ""),
        ANSWERED,
        [
            ASK,
            ("ask", "p", "act", "notice=9998-01-01", "--on", "9999-01-01"),
            ("value", "term.end", "--on", "9999-12-30"),
            ("timeline", "p", "act"),
            ("dates", "--on", "2021-01-01"),
            CHECK,
        ],
    ),
    "200 norms of one act": (
        lambda: norms_of_one_act(200),
        ANSWERED,
        [ASK, RIGHTS, ("timeline", "p", "act")],
    ),
    "terms of a day at most a million times": (
        lambda: terms("1 day", ", at_most: 1000000"),
        "E336",
        [ASK],
    ),
}


def bounded(words: Iterable[str], stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """The command, in a process that may use 1 GB and so many seconds."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1024 * MEGABYTE,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    return subprocess.run(
        [sys.executable, "-m", "contract_engine", *words],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=bound,
    )


@pytest.mark.long
@pytest.mark.parametrize("name", BOMBS)
def test_it_is_answered_or_refused_in_time(name: str, tmp_path: Path) -> None:
    make, code, commands = BOMBS[name]
    file = tmp_path / "bomb.yaml"
    file.write_text(make(), encoding="utf-8")
    for words in commands:
        done = bounded([*words, "--agreement", str(file)])
        assert done.returncode == (2 if code else 0), (words, done.stderr[-500:])
        assert f"error[{code}]" in done.stderr or not code, (words, done.stderr[-500:])
