"""Clauses that defeat each other in circles are looked for in knots."""

from __future__ import annotations

from pathlib import Path
from random import Random

from contract_engine.api import load
from contract_engine.language.instruments.knots import knots


def reached(steps: list[int]) -> list[int]:
    """Of each, all that are reached in one step or several; as the slow way has it."""
    found = list(steps)
    for _ in steps:
        for place in range(len(steps)):
            for other in range(len(steps)):
                if found[place] >> other & 1:
                    found[place] |= found[other]
    return found


def test_in_a_knot_are_those_that_are_reached_from_one_another() -> None:
    rng, several = Random(1), 0
    for _ in range(300):
        count = rng.randrange(1, 12)
        edges = {(rng.randrange(count), rng.randrange(count)) for _ in range(rng.randrange(20))}
        edges = {(one, other) for one, other in edges if one != other}
        down = [sum(1 << m for m in range(count) if (n, m) in edges) for n in range(count)]
        up = [sum(1 << m for m in range(count) if (m, n) in edges) for n in range(count)]
        ways = reached(down)
        tied = {
            frozenset(m for m in range(count) if ways[n] >> m & 1 and ways[m] >> n & 1)
            for n in range(count)
        } - {frozenset()}
        found = knots(down, up)
        assert {frozenset(knot) for knot in found} == tied
        assert found == sorted(sorted(knot) for knot in found)
        several += len(found) > 1
    assert several > 10


def test_a_precedence_of_hundreds_has_no_circle_to_be_followed(tmp_path: Path) -> None:
    """Whatever prevails over whatever, by its place in the list; and steps up everywhere."""
    file = tmp_path / "agreement.yaml"
    names = [f"i{n}" for n in range(400)]
    instruments = "".join(
        f"  - instrument: i{n}\n    kind: agreement\n    effective: 2020-01-01\n"
        f"    clauses: {{c{n}: {{text: t, norm: p {'may' if n % 2 else 'must not'} act}}}}\n"
        for n in range(400)
    )
    file.write_text(
        "format: 1\nagreement: long\ngrade: contract\nparties: {p: }\nactions: {act: }\n"
        f"precedence: [{', '.join(names)}]\ninstruments:\n{instruments}",
        encoding="utf-8",
    )
    found = load(file).ask("p act", on="2021-01-01")
    assert found.verdict == "prohibited"
