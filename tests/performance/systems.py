"""Generated step systems and histories: plain data, as it would stand in files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

FIRST = date(2026, 1, 26)
"""A Monday before a month's end, so that days, weeks and months differ."""
LENGTH = 50

CALENDAR = {
    "weekend": ["saturday", "sunday"],
    "holidays": ["2026-01-28", "2026-02-16"],
    "covers": {"from": "2025", "through": "2030"},
}


@dataclass(frozen=True)
class System:
    """An agreement with steps, as plain data."""

    data: Mapping[str, Any]


def system(random: Random) -> System:
    """An agreement of one to six steps, some of which open others."""
    names = [f"s{n}" for n in range(random.randint(1, 6))]
    inner = {name for name in names[1:] if random.random() < 0.5}
    clauses = {name: _clause(random, name, names, inner) for name in names}
    for name in sorted(inner):
        if random.random() < 0.3:  # a power that lapses, which leaves a miss repaired
            norm = f"{random.choice('ab')} may {random.choice('xy')}"
            clauses[name] = {"norm": norm, "through": f"{random.randint(1, 5)} days after opened"}
    named = {each for clause in clauses.values() for each in _named(clause)}
    for name in names:
        if name in named:
            if random.random() < 0.8:
                clauses[name].pop("after", None)
        elif name in inner:
            clauses[name].setdefault("after", "a x")
        if name not in named and not _has_time(clauses[name]):
            clauses[name]["after"] = "a x"
    for clause in clauses.values():
        for key in ("where", "done_when"):
            if any(
                "norm" not in clauses[n] for n in names if f"{n}.amount" in str(clause.get(key))
            ):
                del clause[key]
    late = {}
    if random.random() < 0.2:
        late = {"repeals": [random.choice(names)]}
    return System(
        {
            "format": "1",
            "agreement": "made",
            "grade": "contract",
            "parties": {"a": None, "b": None},
            "actions": {
                "x": {"with": {"amount": {"type": "number"}}, "kinds": {"w": None}},
                "y": {"with": {"amount": {"type": "number"}}},
            },
            "facts": {"f": None, "g": None},
            "events": {"e": None, "u": None},
            "calendars": {"cal": CALENDAR},
            "instruments": [
                {
                    "format": "1",
                    "instrument": "first",
                    "kind": "agreement",
                    "effective": FIRST.isoformat(),
                    "clauses": clauses,
                },
                {
                    "format": "1",
                    "instrument": "second",
                    "kind": "amendment",
                    "effective": (FIRST + timedelta(days=20)).isoformat(),
                    "clauses": {"plain": {"norm": "b may y"}},
                    **late,
                },
            ],
        }
    )


def _has_time(clause: Mapping[str, Any]) -> bool:
    keys = ("after", "by", "where", "done_when", "then", "else", "at_most", "each", "counts_from")
    return any(key in clause for key in keys) or isinstance(clause.get("one_of"), list)


def _named(clause: Mapping[str, Any]) -> list[str]:
    ways = clause.get("one_of")
    found = list(ways) if isinstance(ways, list) else []
    for keys in (clause, *(ways.values() if isinstance(ways, dict) else ())):
        for key in ("then", "else"):
            found += [each for each in keys.get(key, []) if isinstance(each, str)]
    return found


def _clause(random: Random, name: str, names: list[str], inner: set[str]) -> dict[str, Any]:
    modality = random.choice(["must"] * 5 + ["must not"] * 3 + ["may"] * 3 + ["need not"])
    party = random.choice("ab")
    clause: dict[str, Any] = {"norm": f"{party} {modality} {random.choice('xyxyw')}"}
    others = [each for each in names if each != name]
    if random.random() < 0.12:
        clause = {"one_of": _ways(random, party, sorted(inner))}
        modality = "must"
    elif random.random() < 0.08 and len(inner - {name}) > 1:
        clause = {"one_of": sorted(inner - {name})[:2]}
        modality = "choice"
    if name not in inner or random.random() < 0.2:
        after = _after(random, others)
        if after is not None:
            clause["after"] = after
    if modality in ("must", "may", "must not", "need not"):
        if random.random() < 0.8:
            key = "by" if modality == "must" else "through"
            clause[key] = _day(random, others)
        if modality != "need not" and "one_of" not in clause:
            _acts(random, clause, others)
    pool = sorted({*inner, *([name] if random.random() < 0.15 else [])})
    if modality != "need not" and pool and random.random() < 0.5:
        clause["then"] = random.sample(pool, min(len(pool), random.randint(1, 2)))
    if pool and random.random() < 0.8:
        clause["else"] = random.sample(pool, min(len(pool), random.randint(1, 2)))
    if random.random() < 0.06:
        clause.setdefault("else", []).append({"breach": {"by": random.choice("ab")}})
    if clause.get("else") and modality == "must" and random.random() < 0.25:
        clause["still_owed"] = "yes"
    if random.random() < 0.1:
        clause["at_most"] = str(random.randint(1, 2))
    if random.random() < 0.3:
        clause["when"] = [random.choice(["f", "g", "not f", "not e", "not u"])]
    if random.random() < 0.15:
        clause["unless"] = [random.choice(["f", "not g", "e"])]
    if random.random() < 0.1:
        clause["until"] = random.choice(["e", (FIRST + timedelta(days=25)).isoformat()])
    if random.random() < 0.1:
        clause["from"] = random.choice(["e", (FIRST + timedelta(days=6)).isoformat()])
    if "one_of" not in clause and modality == "must" and random.random() < 0.12:
        clause["each"] = random.choice(
            [
                {"calendar": "month", "from": FIRST.isoformat(), "through": "2026-03-10"},
                {"every": "2 weeks", "from": FIRST.isoformat(), "through": "2026-03-08"},
                {"calendar": "month", "through": "2026-03-31"},
            ]
        )
        clause["by"] = random.choice(
            ["period.last", "3 days after period.first", "4 days after opened"]
        )
    return clause


def _ways(random: Random, party: str, inner: list[str]) -> dict[str, Any]:
    ways: dict[str, Any] = {}
    for label in ("p", "q"):
        way: dict[str, Any] = {"norm": f"{party} must {random.choice('xy')}"}
        way["by"] = f"{random.randint(1, 9)} days after opened"
        if random.random() < 0.3:
            way["when"] = [random.choice(["f", "g"])]
        if inner and random.random() < 0.3:
            way["then"] = [random.choice(inner)]
        if inner and random.random() < 0.2:
            way["else"] = [random.choice(inner)]
        ways[label] = way
    return ways


def _after(random: Random, others: list[str]) -> str | None:
    choices: list[str | None] = ["a x", "b x", "b y", "a y", "a w", "e", None]
    choices += [(FIRST + timedelta(days=random.randint(0, 20))).isoformat(), "2 days after e"]
    if others:
        one = random.choice(others)
        choices += [f"{one}.done", f"{one}.missed", f"{one}.breached", f"3 days after {one}.opened"]
    return random.choice(choices)


def _day(random: Random, others: list[str]) -> Any:
    count = random.randint(1, 12)
    choices: list[Any] = [
        *[f"{count} days after opened"] * 6,
        f"{random.randint(1, 2)} weeks after opened",
        "1 month after opened",
        {f"{count} business days after opened": None, "in": "cal"},
        {f"{count} days after opened": None, "in": "cal", "roll": "following"},
        {f"{count} days after opened": None, "in": "cal", "roll": "modified_following"},
        (FIRST + timedelta(days=random.randint(0, 35))).isoformat(),
        "4 days after e",
        {"latest_of": [f"{count} days after opened", "2 days after e"]},
        {"earliest_of": [f"{count} days after opened", "2 days after e"]},
    ]
    if others:
        milestone = random.choice(["done", "done", "missed", "opened", "due", "breached"])
        choices += [f"5 days after {random.choice(others)}.{milestone}"] * 2
    return random.choice(choices)


def _acts(random: Random, clause: dict[str, Any], others: list[str]) -> None:
    if random.random() < 0.25:
        clause["where"] = [random.choice(["amount >= 5", "amount < 5", "amount is 3", "f"])]
    if random.random() < 0.15:
        clause["done_when"] = [random.choice(["sum of amount >= 8", "count of acts >= 2"])]
    if others and random.random() < 0.2:
        one = random.choice(others)
        key, line = random.choice(
            [
                ("where", f"amount >= {one}.amount"),
                ("where", f"amount is {one}.amount"),
                ("done_when", f"sum of amount >= {one}.amount"),
            ]
        )
        clause[key] = [line]
    if random.random() < 0.1:
        clause["counts_from"] = random.choice([FIRST.isoformat(), "10 days before opened"])


def history(random: Random, made: System, length: int = LENGTH) -> list[dict[str, Any]]:
    """Up to nine entries in the order of their days, most of which some step asks for."""
    wanted = _acts_wanted(made)
    days = [random.randint(0, length) for _ in range(random.randint(0, 9))]
    if days and random.random() < 0.5:
        days.append(random.choice(days))
    entries = []
    for day in sorted(days):
        entry: dict[str, Any] = {"on": FIRST + timedelta(days=day)}
        if random.random() < 0.15:
            entry["event"] = "e"
        else:
            entry["act"] = f"{random.choice('ab')} {random.choice('xxyyw')}"
            if random.random() < 0.7:
                entry["act"] = random.choice(wanted)
            entry["amount"] = random.choice([3, 3, 6])
        if random.random() < 0.3:
            entry["order"] = random.randint(0, 3)
        entries.append(entry)
    return sorted(entries, key=lambda each: (each["on"], each.get("order", -1)))


def _acts_wanted(made: System) -> list[str]:
    """The acts that norms are about, and that open steps."""
    clauses = made.data["instruments"][0]["clauses"].values()
    found = []
    for clause in clauses:
        ways = clause.get("one_of")
        norms = [clause, *(ways.values() if isinstance(ways, dict) else ())]
        words = [each["norm"].split() for each in norms if "norm" in each]
        found += [f"{each[0]} {each[-1]}" for each in words]
        after = clause.get("after", "")
        if len(after.split()) == 2:
            found.append(after)
    return found or ["a x"]


def cases(first: int, count: int) -> Iterator[tuple[System, Random]]:
    """Systems by their numbers, each with what its histories are drawn from."""
    for number in range(first, first + count):
        random = Random(number)
        yield system(random), random
