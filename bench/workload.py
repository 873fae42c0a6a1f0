"""A seed and a size -> an agreement as plain clauses, and questions about it.

Cloud rights with dates: permissions and bars over twelve attributes, some of them exceptions to
others by name. The same clauses are translated for every engine, and all must give the same
answers: permitted where a permission stands undefeated and no bar does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

KINDS: dict[str, tuple[str, ...]] = {
    "product": ("api", "runtime", "app", "tool", "research"),
    "cloud": ("home", "north", "south", "east", "west"),
    "customer": ("commercial", "public"),
    "region": ("us", "eu", "apac", "mea"),
    "channel": ("direct", "marketplace", "reseller"),
}
FLAGS = ("joint", "verified", "declined", "supported", "committed", "audited")
NUMBER = "capacity"
FACTS = (*KINDS, *FLAGS, NUMBER)
FIRST, LAST = date(2019, 1, 1), date(2032, 12, 31)
VERSIONS = 12
"""Terms begin and end with one of so many amendments."""


@dataclass(frozen=True)
class Test:
    """One comparison: `is`, `is not`, `yes`, `no`, `<` or `>=`."""

    fact: str
    operator: str
    value: str | int = ""


@dataclass(frozen=True)
class Clause:
    """A permission or a bar, in force on days `first` to `last`, with the clauses it overrides."""

    id: str
    permits: bool
    first: date
    last: date
    when: tuple[Test, ...]
    overrides: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A day and a value for every fact."""

    on: date
    given: dict[str, str | bool | int]


def clauses(size: int, seed: int = 11) -> list[Clause]:
    """So many clauses; larger agreements have longer conditions, as they have more cases."""
    rng = Random(seed)
    found: list[Clause] = []
    span = (LAST - FIRST).days
    days = sorted(FIRST + timedelta(days=rng.randrange(1, span)) for _ in range(VERSIONS - 1))
    days = [FIRST, *days, LAST + timedelta(days=1)]
    for number in range(size):
        first, last = sorted(rng.sample(range(len(days)), 2))
        start, end = days[first], days[last] - timedelta(days=1)
        length = rng.choice((3, 4, 4, 5) if size <= 100 else (5, 6, 6, 7))
        over: tuple[str, ...] = ()
        permits = rng.random() < 0.65
        facts = rng.sample(FACTS, length)
        when = tuple(_test(rng, fact) for fact in facts)
        if found and rng.random() < 0.35:
            base = rng.choice(found[-60:])
            if not base.overrides:
                permits, over = not base.permits, (base.id,)
                free = [fact for fact in FACTS if fact not in {t.fact for t in base.when}]
                when = (*base.when[:-1], _test(rng, rng.choice(free)))
        found.append(Clause(f"c{number:04d}", permits, start, end, when, over))
    return found


def questions(count: int, seed: int) -> list[Asked]:
    """Random days and situations."""
    rng = Random(seed)
    days = (LAST - FIRST).days
    return [
        Asked(
            FIRST + timedelta(days=rng.randrange(days)),
            {
                **{name: rng.choice(values) for name, values in KINDS.items()},
                **{name: rng.random() < 0.5 for name in FLAGS},
                NUMBER: rng.randrange(2000),
            },
        )
        for _ in range(count)
    ]


def _test(rng: Random, fact: str) -> Test:
    if fact in KINDS:
        operator = "is" if rng.random() < 0.7 or len(KINDS[fact]) == 2 else "is not"
        return Test(fact, operator, rng.choice(KINDS[fact]))
    if fact in FLAGS:
        return Test(fact, rng.choice(("yes", "no")))
    return Test(fact, rng.choice(("<", ">=")), rng.randrange(200, 1900, 100))


def as_yaml(all_clauses: list[Clause]) -> str:
    """The clauses as an agreement in the engine's language."""
    lines = [
        "format: 1",
        "agreement: bench",
        "grade: contract",
        "parties: {p: }",
        "actions: {serve: }",
        "facts:",
    ]
    for name, values in KINDS.items():
        lines.append(f"  {name}: {{kind: {{{', '.join(f'{value}: ' for value in values)}}}}}")
    lines += [f"  {name}: {{type: yes/no}}" for name in FLAGS]
    lines += [
        f"  {NUMBER}: {{type: number}}",
        "instruments:",
        "  - instrument: v1",
        "    kind: agreement",
        "    effective: 2018-01-01",
        "    clauses:",
    ]
    for clause in all_clauses:
        modality = "may" if clause.permits else "must not"
        lines += [
            f"      {clause.id}:",
            "        text: a term",
            f"        norm: p {modality} serve",
            f"        from: {clause.first}",
            f"        through: {clause.last}",
            "        when:",
            *(f"          - {_line(test)}" for test in clause.when),
        ]
        if clause.overrides:
            lines.append(f"        overrides: [{', '.join(clause.overrides)}]")
    return "\n".join(lines) + "\n"


def _line(test: Test) -> str:
    if test.operator == "yes":
        return test.fact
    if test.operator == "no":
        return f"not {test.fact}"
    return f"{test.fact} {test.operator} {test.value}"
