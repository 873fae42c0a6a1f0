"""What is right to begin with: agreements and questions of the cases, and the files beside them."""

from __future__ import annotations

import json
import shlex
from functools import cache
from pathlib import Path

from tests.cases.test_cases import gaps, steps

TESTS = Path(__file__).parents[1]

LICENCE = TESTS / "answers" / "licence"
FLAT = TESTS / "cli" / "flat" / "agreement.yaml"

WORDS = (
    "Can the tenant sublet to a student on 1 May 2023?",
    "Must the tenant paint on 2021-01-01 if the flat is sold?",
    "May the landlord enter, with consent, on 15 November 2022?",
    "Is the tenant allowed to sublet to a lodger or a stranger on 1 May 2023?",
)

SITUATION = "format: 1\nguest: student\nconsent: yes\nsold: 2023-02-01\nrooms: 3.5\n"

SCENARIOS = """\
format: 1
agreement: rules
scenarios:
  - name: a student
    ask: tenant sublet
    on: 2023-05-01
    given: {guest: student, consent: yes}
    readings: {sale: made}
    without: ["2022"]
    expect: depends
    because: [sublet]
    cases: [{given: {guest: student}, verdict: permitted}]
    record: r1
  - {name: paint, ask: tenant paint, on: 2021-01-01, given: {rooms: 3}, expect: permitted}
"""

SOURCES = """\
format: 1
sources:
  law: {title: The law, date: 2020-01, address: "https://example.org", grade: contract}
  letter: {title: A letter, grade: press}
disputes:
  K1:
    question: Which?
    claims: [{says: this, sources: [law]}, {says: that, sources: [letter]}]
    better: the law
    clauses: []
"""

POLICIES = (
    """\
@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <http://example.org/> .
ex:p a odrl:Set ;
  odrl:permission [ odrl:target ex:a ; odrl:action odrl:read ; odrl:assignee ex:me ;
    odrl:constraint [ odrl:leftOperand odrl:dateTime ; odrl:operator odrl:lteq ;
      odrl:rightOperand "2024-08-14+02:00"^^xsd:date ] ;
    odrl:duty [ odrl:action odrl:attribute ] ] ;
  odrl:prohibition [ odrl:target ex:a ; odrl:action odrl:sell ;
    odrl:constraint [ odrl:or ( [ odrl:leftOperand odrl:count ; odrl:operator odrl:gt ;
      odrl:rightOperand 5 ] ) ] ] .
""",
    json.dumps(
        {
            "@context": "http://www.w3.org/ns/odrl.jsonld",
            "@type": "Set",
            "uid": "http://example.org/p",
            "permission": [
                {
                    "target": "http://example.org/a",
                    "action": "use",
                    "constraint": [
                        {"leftOperand": "spatial", "operator": "isAnyOf", "rightOperand": ["de"]}
                    ],
                }
            ],
        },
        indent=1,
    ),
)

BATCH = "".join(
    json.dumps(line) + "\n"
    for line in (
        {"ask": "tenant sublet", "on": "2023-05-01", "given": {"guest": ["lodger", "student"]}},
        {"text": WORDS[0]},
        {"ask": "tenant sublet", "on": "2023-05-01", "without": ["2022"], "known": "2023-01-01"},
        {"ask": "tenant paint", "on": "2021-01-01", "given": {"rooms": 3.50, "consent": True}},
        {"ask": "tenant sublet", "on": "2021-01-01", "readings": {"sale": "made"}},
    )
)

ARGUMENTS = (
    "ask tenant sublet guest=student consent=yes --on 2023-05-01 --json",
    "ask tenant sublet guest=? --on 2023-05-01",
    "ask 'Can the tenant sublet to a student on 1 May 2023?' --known 2023-01-01",
    "timeline tenant sublet guest=student",
    "whatif tenant sublet guest=student --on 2023-05-01 --without 2022",
    "flip tenant sublet guest=student --on 2023-05-01",
    "rights --on 2023-05-01 --party tenant",
    "duties --on 2023-05-01 --given guest=student",
    "terms --on 2023-05-01 --under 2022",
    "value sold --on 2023-05-01",
    "figure --on 2023-05-01",
    "sources",
    "disputes",
    "diff 2020 2022",
    "check --gaps 2020-01-01 2024-01-01",
    "export odrl --on 2023-05-01",
    "new lease",
    "help ask",
)

VARIABLES = {
    "COLUMNS": ["0", "-1", "9" * 30, "x", "24"],
    "NO_COLOR": ["", "1"],
    "TERM": ["dumb", "", "xterm-256color", "\x1b[31m"],
    "CONTRACT_ENGINE_CACHE": ["off", "", "/dev/null", "/proc/x", "no/such/folder", "a" * 5000, "."],
    "XDG_CACHE_HOME": ["", "/dev/null", "relative", "\udcff"],
    "HOME": ["", "/nowhere", "/dev/null", "relative"],
    "LANG": ["C", "xx_XX.UTF-8", ""],
    "LC_ALL": ["C", "POSIX"],
    "TZ": ["UTC", "Europe/Berlin", "nowhere"],
    "PYTHONIOENCODING": ["ascii"],
}


@cache
def agreements() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The agreements of the cases that are one text, each with the commands of its steps."""
    found: dict[str, list[str]] = {FLAT.read_text(encoding="utf-8"): list(ARGUMENTS)}
    for mark in steps():
        step = mark.values[0]
        if isinstance(step.rules, str) and step.case not in gaps():
            found.setdefault(step.rules, ["check", "terms --on 2024-01-01"]).append(step.command)
    return tuple((text, tuple(dict.fromkeys(commands))) for text, commands in found.items())


def words_of(command: str) -> list[str]:
    """A command line as its words."""
    return shlex.split(command)
