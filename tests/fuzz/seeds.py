"""What is right to begin with: agreements and questions of the cases, and the files beside them."""

from __future__ import annotations

import json
import shlex
from functools import cache
from pathlib import Path
from typing import Any

from tests.cases.test_cases import gaps, steps

TESTS = Path(__file__).parents[1]

LICENCE = TESTS / "answers" / "licence"
FLAT = TESTS / "cli" / "flat" / "agreement.yaml"
RECORDS = TESTS / "web" / "agreements" / "records.yaml"
SUPPLY = TESTS.parent / "docs" / "deadlines" / "supply"

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

HISTORIES = {
    ".yaml": (SUPPLY / "history.yaml").read_text(encoding="utf-8"),
    ".jsonl": """\
{"on": "2026-03-02", "act": "buyer order", "with": {"quantity": 100}}
{"at": "2026-03-18T18:20:00+01:00", "act": "seller deliver", "with": {"price": "450 EUR"}}
{"through": "2026-04-10"}
""",
    ".csv": """\
on,at,act,quantity,price,amount
2026-03-02,,buyer order,100,,
,2026-03-18T18:20:00+01:00,seller deliver,,450 EUR,
2026-04-09,,buyer pay,,,100 EUR
""",
}

ACCEPTED = """\
format: 1
accepted:
  - {code: W718, about: sublet, why: It is meant.}
  - {code: coverage, about: "sublet begins, after", why: The day is tested.}
  - {code: mutation, about: 2020 lost, why: Nobody asks.}
"""

DRAFT = """\
format: 1
instrument: draft-2027
kind: amendment
proposed: yes
amends: "2020"
effective: 2027-01-01
clauses:
  no-guests: {text: No guests., norm: tenant must not sublet, when: [guest is stranger]}
"""

ROWS = """\
id,guest,rooms,consent,day
1,student,3,yes,2023-05-01
2,lodger or stranger,>= 2.5,,2023-05-01
3,,never,no,1 May 2023
4,"frie""nd",,unknown,
"""

BODIES: tuple[tuple[str, dict[str, Any]], ...] = tuple(
    (path if path.startswith("/access") else f"/v1/agreements/{path}", body)
    for path, body in (
        ("flat/ask", {"ask": "tenant sublet", "on": "2023-05-01", "given": {"guest": "student"}}),
        ("flat/ask", {"question": WORDS[0], "readings": {"sale": "made"}, "without": ["2022"]}),
        ("flat/timeline", {"ask": "tenant sublet", "from": "2021-01-01", "through": "2024-01-01"}),
        ("flat/each", {"ask": "tenant sublet", "on": "2023-05-01", "given": {"guest": "?"}}),
        ("flat/needed", {"ask": "tenant sublet", "on": "2023-05-01", "known": "2023-01-01"}),
        ("flat/flip", {"ask": "tenant sublet", "on": "2023-05-01", "to": "permitted"}),
        (
            "flat/whatif",
            {"ask": "tenant sublet", "on": "2023-05-01", "change": {"given": {"consent": True}}},
        ),
        ("flat/rights", {"on": "2023-05-01", "parties": ["tenant"], "given": {"rooms": 3.5}}),
        ("flat/duties", {"on": "2023-05-01", "evidence": "press", "under": "2022"}),
        ("flat/terms", {"on": "2023-05-01"}),
        ("flat/value", {"name": "sold", "on": "2023-05-01"}),
        ("flat/figure", {"name": "rent"}),
        ("flat/diff", {"first": "2020", "second": "2022"}),
        ("flat/ask", {"ask": "tenant sublet", "on": "2027-05-01", "with": [DRAFT]}),
        (
            "supply/status",
            {
                "history": {
                    "through": "2026-04-10",
                    "history": [
                        {"on": "2026-03-02", "act": "buyer order", "with": {"quantity": 100}},
                        {"at": "2026-03-18T18:20:00+01:00", "act": "seller deliver"},
                    ],
                },
                "parties": ["seller"],
            },
        ),
        ("supply/dates", {"from": "2026-04-01", "through": "2027-04-01"}),
        (
            "/access/v1/evaluation?agreement=records",
            {
                "subject": {"type": "user", "id": "bob", "properties": {"role": "admin"}},
                "action": {"name": "delete", "properties": {"soft": True}},
                "resource": {"type": "record", "id": "record-1"},
                "context": {"time": "2025-06-27T18:03-07:00"},
            },
        ),
        (
            "/access/v1/evaluations?agreement=records",
            {
                "subject": {"type": "user", "id": "bob"},
                "action": {"name": "read"},
                "evaluations": [{"resource": {"type": "record", "id": "record-1"}}, {}],
                "options": {"evaluations_semantic": "deny_on_first_deny"},
            },
        ),
        (
            "/access/v1/search/resource?agreement=records",
            {
                "subject": {"type": "user", "id": "bob"},
                "action": {"name": "read"},
                "resource": {"type": "record"},
                "page": {"limit": 2, "token": "x"},
            },
        ),
    )
)
"""The bodies of calls, each with its address."""

VALUES: tuple[object, ...] = (
    *(None, True, False, 0, -1, 1.5, 1e308, 10**40, "", [], {}, [[]], {"": None}),
    *("2023-05-01", "?", "unknown", "never", ["student", 3], {"a": {"b": []}}, "\ud800", "\0"),
)
"""What stands in JSON where something else is meant."""

SAMPLE = TESTS.parent / "src" / "contract_engine" / "web" / "page" / "sample"
PASTED_RULES = (SAMPLE / "rules.yaml").read_text("utf-8")
PASTED_SCENARIOS = (SAMPLE / "scenarios.yaml").read_text("utf-8")
"""What is pasted into the page to be checked."""

ADDRESSES = (
    *("/", "/healthz", "/readyz", "/metrics", "/openapi.json", "/api", "/v1/agreements"),
    *("/v1/agreements/flat", "/v1/agreements/flat/words", "/v1/agreements/flat/clauses"),
    *("/v1/agreements/flat/clauses/sublet", "/v1/agreements/flat/openapi.json"),
    *("/v1/agreements/supply/sources", "/.well-known/authzen-configuration"),
    *("/agreements/flat", "/agreements/flat/ask", "/agreements/flat/terms"),
    *("/agreements/flat/rights", "/agreements/flat/compare", "/agreements/flat/whatif"),
    *("/agreements/flat/dates", "/agreements/supply/status", "/agreements/flat/sources"),
    *("/agreements/flat/disputes", "/agreements/flat/check", "/agreements/flat/understood"),
    *("/agreements/flat/changed", "/agreements/flat/clauses/sublet", "/agreements/flat/ask.json"),
)

QUERY = [
    *(("q", WORDS[0]), ("ask", "tenant sublet"), ("who", "tenant"), ("act", "sublet")),
    *(("on", "2023-05-01"), ("party", "tenant"), ("f.guest", "student"), ("f.rooms", "3.5")),
    *(("f.sold", "2023-02-01"), ("r.sale", "made"), ("without", "2022"), ("under", "2022")),
    *(("known", "2023-01-01"), ("evidence", "press"), ("with", "draft-2027"), ("first", "2020")),
    *(("second", "2022"), ("from", "2021-01-01"), ("through", "2024-01-01"), ("format", "json")),
    *(("history", HISTORIES[".jsonl"]), ("topic", "guests"), ("agreement", "flat")),
]
"""What a query may hold."""

HEADERS = {
    "accept": ["text/html", "application/json", "*/*;q=0.1", "text/event-stream"],
    "accept-language": ["de-DE,de;q=0.9"],
    "authorization": ["Bearer secret", "Basic eDp5"],
    "content-length": ["10"],
    "content-type": ["application/json", "text/plain", "multipart/form-data; boundary=x"],
    "cookie": ["a=b; c=d"],
    "host": ["127.0.0.1:8000", "example.org"],
    "if-none-match": ['"abc"', "*"],
    "origin": ["http://127.0.0.1", "null"],
    "last-event-id": ["1"],
    "mcp-protocol-version": ["2025-06-18"],
    "mcp-session-id": ["x"],
    "traceparent": ["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"],
    "x-request-id": ["17"],
}

MESSAGES: tuple[dict[str, Any], ...] = tuple(
    {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
    for number, (method, params) in enumerate(
        (
            (
                "initialize",
                {
                    "protocolVersion": "2025-06-18",
                    "capabilities": {},
                    "clientInfo": {"name": "c", "version": "1"},
                },
            ),
            ("ping", {}),
            ("tools/list", {}),
            ("resources/list", {"cursor": "x"}),
            ("resources/read", {"uri": "contract://flat/terms/2023-05-01"}),
            ("prompts/get", {"name": "answer_question", "arguments": {"question": "May they?"}}),
            (
                "completion/complete",
                {
                    "ref": {"type": "ref/resource", "uri": "contract://{agreement}"},
                    "argument": {"name": "agreement", "value": "f"},
                },
            ),
            *(
                ("tools/call", {"name": name, "arguments": {"agreement": "flat", **body}})
                for name, body in (
                    ("ask", {"ask": "tenant sublet", "on": "2023-05-01"}),
                    ("duties", {"on": "2023-05-01", "parties": ["tenant"]}),
                    ("what_if", {"ask": "tenant sublet", "change": {"without": ["2022"]}}),
                    ("check_terms", {"files": {"agreement.yaml": DRAFT}}),
                    ("compare", {"first": "2020", "second": "2022"}),
                )
            ),
        )
    )
)
"""What an assistant sends."""

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
    "export sql --act 'tenant sublet' --on 2023-05-01",
    "new lease",
    "help ask",
    "dates --from 2022-01-01 --through 2024-01-01",
    "needed tenant sublet --on 2023-05-01",
    "holidays --country DE --subdivision BE --years 2020-2022",
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
