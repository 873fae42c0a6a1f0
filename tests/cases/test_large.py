"""Agreements of thousands of clauses, hundreds of amendments, tables of ten thousand rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from contract_engine.api import Limits, LoadedAgreement, limited, load
from contract_engine.cli import main
from contract_engine.diagnostics import BadInput

HEAD = "format: 1\nagreement: large\ngrade: contract\n"


@pytest.fixture(autouse=True)
def _uncached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTRACT_ENGINE_CACHE", "off")


def made(folder: Path, text: str, **more: str) -> LoadedAgreement:
    (folder / "agreement.yaml").write_text(HEAD + text, encoding="utf-8")
    for name, content in more.items():
        (folder / name.replace("_", ".")).write_text(content, encoding="utf-8")
    return load(folder)


def verdict(loaded: LoadedAgreement, ask: str, on: str = "2021-01-01", **given: str) -> str:
    return str(loaded.ask(ask, on=on, given=given).verdict)


def pair(one: int, other: int) -> str:
    """What a made-up matrix says of two of its 110 names."""
    return ["yes", "no", "unknown", "check"][(one * one + 3 * other) % 4] if one != other else "yes"


SAYS = {"yes": "permitted", "no": "prohibited", "unknown": "not_addressed", "check": "depends"}


def matrix(names: range) -> str:
    rows = [f"n{one}|n{other},{pair(one, other)}" for one in names for other in names]
    return "pair,says\n" + "\n".join(rows) + "\n"


MATRIX = """\
parties: {developer: }
actions: {combine: }
facts: {says: {kind: {yes_: , no_: , unknown_: , check_: }}, fits: }
items: {pair: {csv: pairs.csv}}
instruments:
  - instrument: matrix
    kind: agreement
    effective: 2020-01-01
    clauses:
      yes-: {text: They fit., norm: developer may combine, when: [says is yes_]}
      no-: {text: They don't., norm: developer must not combine, when: [says is no_]}
      check-: {text: To be looked at., norm: developer may combine, when: [says is check_, fits]}
"""


@pytest.mark.parametrize("size", [12, pytest.param(110, marks=pytest.mark.long)])
def test_a_matrix_is_looked_up_by_a_pair(tmp_path: Path, size: int) -> None:
    """oss-review-toolkit/ort#4977, fossology/fossology#1464: a table of all pairs."""
    names = range(size)
    rows = matrix(names).replace(",yes\n", ",yes_\n").replace(",no\n", ",no_\n")
    rows = rows.replace(",unknown\n", ",unknown_\n").replace(",check\n", ",check_\n")
    loaded = made(tmp_path, MATRIX, pairs_csv=rows)
    prepared = loaded.prepare("developer combine")
    for one in names:
        for other in names:
            found = prepared.verdict(on="2021-01-01", given={"pair": f"n{one}|n{other}"})
            assert str(found) == SAYS[pair(one, other)], (one, other)


def test_two_thousand_clauses_on_two_hundred_acts(tmp_path: Path) -> None:
    """jruizgit/rules#312, and tables of thousands of rules"""
    acts = "\n".join(f"  act_{n}: " for n in range(200))
    facts = "\n".join(f"  f_{n}: " for n in range(60))
    clauses = "\n".join(
        f"      c{n}: {{text: t, norm: p {'may' if n % 3 else 'must not'} act_{n % 200}, "
        f"when: [f_{n % 60}]}}"
        for n in range(2000)
    )
    text = (
        f"parties: {{p: }}\nactions:\n{acts}\nfacts:\n{facts}\ninstruments:\n"
        "  - instrument: all\n    kind: agreement\n    effective: 2020-01-01\n"
        f"    clauses:\n{clauses}\n"
    )
    loaded = made(tmp_path, text)
    given = {f"f_{n}": "no" for n in range(60)}
    mine = [n for n in range(2000) if n % 200 == 7 and n % 60 == 7]
    expected = {"may" if n % 3 else "must not" for n in mine}
    assert verdict(loaded, "p act_7", **{**given, "f_7": "yes"}) == (
        "conflict" if len(expected) > 1 else "permitted" if expected == {"may"} else "prohibited"
    )
    assert verdict(loaded, "p act_7", **given) == "not_addressed"


def amended(count: int) -> Iterator[str]:
    yield "parties: {member: }\nactions: {pay: , vote: }\ninstruments:\n"
    for n in range(count):
        day = date(2000, 1, 1) + timedelta(days=20 * n)
        kind = "amendment" if n else "agreement"
        before = f", replaces: fee-{n - 1}" if n else ""
        norm = "must" if n % 2 == 0 else "need not"
        yield (
            f"  - {{instrument: a{n}, kind: {kind}, effective: {day}, clauses: "
            f"{{fee-{n}: {{text: t, norm: member {norm} pay{before}}}}}}}\n"
        )


def test_two_hundred_amendments_of_one_clause(tmp_path: Path) -> None:
    """laws-africa/indigo#73: each replaces the clause of the one before"""
    loaded = made(tmp_path, "".join(amended(200)))
    last = date(2000, 1, 1) + timedelta(days=20 * 199)
    assert verdict(loaded, "member pay", str(last)) == "not_required"
    assert verdict(loaded, "member pay", str(last - timedelta(days=1))) == "required"
    answer = loaded.ask("member pay", on="2005-06-30")
    assert [clause.id for clause in answer.clauses] == ["fee-100"]
    assert verdict(loaded, "member vote") == "not_addressed"


def test_a_whole_chapter_as_one_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A provision of thousands of sentences, and one word of many letters"""
    chapter = "The party keeps this. " * 5000 + "x" * 50_000 + "é" * 20_000 + " \u0301" * 2000
    clause = f"{{text: '{chapter}', norm: p may act}}"
    text = (
        "parties: {p: }\nactions: {act: }\ninstruments:\n  - {instrument: all, kind: agreement, "
        f"effective: 2020-01-01, clauses: {{a: {clause}}}}}\n"
    )
    assert verdict(made(tmp_path, text), "p act") == "permitted"
    agreement = ["--agreement", str(tmp_path)]
    assert main(["ask", "p", "act", "--on", "2021-01-01", *agreement]) == 0
    assert main(["ask", f"May p act on 1 January 2021 {'x' * 3000}?", *agreement]) == 2
    assert "E418" in capsys.readouterr().err


ACT = "parties: {p: }\nactions: {act: }\n"


def of_clauses(*clauses: str) -> str:
    """One instrument with these clauses."""
    lines = "".join(f"      {clause}\n" for clause in clauses)
    head = "  - instrument: all\n    kind: agreement\n    effective: 2020-01-01\n    clauses:\n"
    return f"instruments:\n{head}{lines}"


def test_long_chains_are_no_matter_of_the_stack(tmp_path: Path) -> None:
    """A thousand groups in each other, two hundred definitions that follow from each other (told
    from the last to the first too), a definition of 600 rows."""
    groups = "".join(f"  g{n}: {{in: g{n - 1}}}\n" for n in range(1, 1000))
    inner = of_clauses("a: {norm: p may act, in: g999}")
    text = f"{ACT}facts: {{sells: }}\ngroups:\n  g0: {{when: sells}}\n{groups}{inner}"
    assert verdict(made(tmp_path, text), "p act", sells="yes") == "permitted"
    chain = [f"  d{n}: {{means: d{n - 1}}}\n" for n in range(1, 200)]
    for lines in (chain, chain[::-1]):
        text = f"{ACT}facts: {{sells: }}\ndefinitions:\n  d0: {{means: sells}}\n{''.join(lines)}"
        loaded = made(tmp_path, text + of_clauses("a: {norm: p may act, when: d199}"))
        assert verdict(loaded, "p act", sells="yes") == "permitted"
        assert (
            str(loaded.ask("p act", on="2021-01-01", given={"sells": "no"}, checked=True).verdict)
            == "not_addressed"
        )
    rows = "".join(f"      - {{when: seats is {n}, is: v{n % 7}}}\n" for n in range(600))
    kinds = ", ".join(f"v{n}: " for n in range(7))
    facts = f"facts: {{seats: {{type: number}}, size: {{kind: {{{kinds}}}}}}}\n"
    loaded = made(
        tmp_path,
        f"{ACT}{facts}definitions:\n  size:\n    rows:\n{rows}"
        + of_clauses("a: {norm: p may act, when: size is v3}"),
    )
    assert (
        verdict(loaded, "p act", seats="10") == verdict(loaded, "p act", seats="598") == "permitted"
    )
    assert verdict(loaded, "p act", seats="599") == "not_addressed"
    assert verdict(loaded, "p act", seats="600") == "depends"


def test_what_is_open_in_hundreds_of_facts_is_told_in_one_walk(tmp_path: Path) -> None:
    """A hundred and fifty clauses of which each overrides the one before, and as many exceptions:
    which one fact would change the verdict isn't asked anew for each of them."""
    facts = f"facts: {{{', '.join(f'f{n}: ' for n in range(150))}}}\n"
    norms = ["must not", "may"]
    chained = [
        f"a{n}: {{norm: p {norms[n % 2]} act, when: f{n}, overrides: [{f'a{n - 1}' if n else ''}]}}"
        for n in range(150)
    ]
    loaded = made(tmp_path, f"{ACT}{facts}{of_clauses(*chained)}")
    answer = loaded.ask("p act", on="2021-01-01")
    assert answer.verdict == "depends"
    more = answer.to_json()["more_cases"]
    assert isinstance(more, int)
    assert more > 2**64  # more than a length can be
    excepted = f"a: {{norm: p may act, unless: [{', '.join(f'f{n}' for n in range(150))}]}}"
    answer = made(tmp_path, f"{ACT}{facts}{of_clauses(excepted)}").ask("p act", on="2021-01-01")
    assert answer.verdict == "depends"
    assert {(h.value, str(h.verdict)) for h in answer.hinges} == {("yes", "not_addressed")}


def chain(count: int) -> str:
    """A party, and so many that succeed one another, each on a day of its own."""
    events = "".join(f"  e{i}: {{usually: never}}\n" for i in range(count))
    after = "".join(
        f"  q{i}: {{to: {f'q{i - 1}' if i else 'p'}, from: e{i}}}\n" for i in range(count)
    )
    parties = ", ".join(("p: ", *(f"q{i}: " for i in range(count))))
    return (
        f"parties: {{{parties}}}\nactions: {{act: }}\nevents:\n{events}succeeds:\n{after}"
        "instruments:\n  - instrument: v1\n    kind: agreement\n    effective: 2020-01-01\n"
        "    clauses:\n      c: {text: t, norm: p may act}\n"
    )


def test_fifty_successions_are_looked_at_and_no_more(tmp_path: Path) -> None:
    loaded = made(tmp_path, chain(50))
    come = {f"e{i}": "2020-06-01" for i in range(50)}
    assert (verdict(loaded, "q49 act", **come), verdict(loaded, "p act")) == ("permitted",) * 2
    with pytest.raises(BadInput) as refused:
        made(tmp_path, chain(51))
    (problem,) = refused.value.problems
    assert problem.message == "51 parties succeed others, and 50 at most are looked at"
    assert problem.span.line == 109


def test_a_question_without_memory_is_told_as_too_large(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(tokens: list[str]) -> int:
        raise MemoryError

    monkeypatch.setattr("contract_engine.cli._run", full)
    assert main(["ask", "p act"]) == 2
    assert "error[E521]: this question takes more memory than there is" in capsys.readouterr().err


def random_clauses(count: int) -> Iterator[str]:
    """Clauses of four conditions each over twelve facts of four values."""
    rng = Random(7)
    names = [f"f{number}" for number in range(12)]
    yield "parties: {p: }\nactions: {serve: }\nfacts:\n"
    yield from (f"  {name}: {{kind: {{a: , b: , c: , d: }}}}\n" for name in names)
    yield "instruments:\n  - instrument: all\n    kind: agreement\n    effective: 2020-01-01\n"
    yield "    clauses:\n"
    for number in range(count):
        when = ", ".join(f"{name} is {rng.choice('abcd')}" for name in rng.sample(names, 4))
        modality = rng.choice(("may", "may", "must not"))
        yield f"      c{number}: {{text: t, norm: p {modality} serve, when: [{when}]}}\n"


def test_nothing_given_of_many_clauses_is_answered(tmp_path: Path) -> None:
    """Of more cases than anyone reads the fewest aren't looked for: the first are told, and how
    many more there are, in no more nodes than the act itself has."""
    loaded = made(tmp_path, "".join(random_clauses(60)))
    with limited(Limits(nodes=200_000)):
        answer = loaded.ask("p serve", on="2021-01-01")
    assert str(answer.verdict) == "depends"
    assert len(answer.cases) == 100
    assert answer.more_cases > 1_000
    for case in answer.cases[:5]:
        again = loaded.ask("p serve", on="2021-01-01", given=case.given)
        assert again.verdict == case.verdict
