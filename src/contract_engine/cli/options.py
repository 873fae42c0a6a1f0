"""The options that commands share, and how the command line calls them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from contract_engine.api.agreements import DEFAULT as DEFAULT
from contract_engine.cli.argv import place
from contract_engine.cli.parameters import ASKED as ASKED
from contract_engine.cli.parameters import OUTPUT as OUTPUT
from contract_engine.cli.parameters import WORLD as WORLD
from contract_engine.cli.parameters import Parameter, options
from contract_engine.lazy_dataclass import dataclass, field

if TYPE_CHECKING:
    from contract_engine.model.agreement import Agreement

WORDS = Parameter(
    name="QUESTION",
    group=ASKED,
    help='in words ("Can OpenAI serve its API on AWS?"), or PARTY ACTION name=value ...',
)
Words = Annotated[str, WORDS]
AgreementName = Annotated[
    str,
    Parameter(
        name="--agreement",
        group=OUTPUT,
        metavar="NAME|PATH",
        help=f"the agreement asked: a name, a folder or a file; otherwise {DEFAULT}",
    ),
]
JsonFlag = Annotated[
    bool, Parameter(name="--json", group=OUTPUT, help="print JSON, diagnostics too")
]
HistoryFile = Annotated[
    Path | None,
    Parameter(
        group=ASKED,
        metavar="FILE",
        help="what was done and what came: YAML, JSON lines (.jsonl) or CSV (.csv)",
    ),
]
BatchFile = Annotated[
    Path | None,
    Parameter(
        name="--batch",
        group=OUTPUT,
        metavar="FILE.jsonl",
        help='a JSON question a line (- for standard input): {"ask": "PARTY ACTION"} or {"text": '
        '"in words"}, with on, given, under, without, known, evidence and readings. A JSON answer '
        "a line, from the decision diagram alone, without the cross-check by durable-rules; a bad "
        'line gives {"line": n, "problems": [...]}, and exit code 2 at the end',
    ),
]


Drafts = Annotated[
    list[str] | None,
    Parameter(
        name="--with",
        group=WORLD,
        metavar="DRAFT,...",
        help="as if these drafts were made: instruments that say `proposed: yes`, by name, or "
        "files of others (draft.yaml)",
    ),
]


def grades() -> str:
    """What --evidence is for."""
    from contract_engine.model.evidence import Grade

    return "only clauses of this grade or better: " + ", ".join(map(str, reversed(Grade)))


@options
@dataclass
class Asking:
    """What a question takes besides its words."""

    on: Annotated[
        str | None,
        Parameter(group=ASKED, metavar="DAY", help="the day asked about, as 2025-11-15"),
    ] = None
    given: Annotated[
        list[str],
        Parameter(
            group=ASKED,
            metavar="NAME=VALUE,...",
            help="a fact (cloud=aws), or an event and its day (agi_verified=2027-03-01) or never; "
            "unknown takes back what is usually assumed",
        ),
    ] = field(default_factory=list)
    situation: Annotated[
        Path | None,
        Parameter(
            group=ASKED,
            metavar="FILE",
            help="a YAML file of `name: value` lines; what the command line gives wins over it",
        ),
    ] = None
    under: Annotated[
        str | None,
        Parameter(group=WORLD, metavar="VERSION", help="as if this version were the latest"),
    ] = None
    without: Annotated[
        list[str],
        Parameter(
            group=WORLD,
            metavar="INSTRUMENT,...",
            help="as if these instruments had never been made",
        ),
    ] = field(default_factory=list)
    known: Annotated[
        str | None,
        Parameter(group=WORLD, metavar="DAY", help="only what had been published by this day"),
    ] = None
    evidence: Annotated[
        str | None,
        Parameter(
            group=WORLD,
            metavar="GRADE",
            help=grades,
        ),
    ] = None
    reading: Annotated[
        list[str],
        Parameter(group=WORLD, metavar="NAME=VALUE,...", help="how to read disputed words"),
    ] = field(default_factory=list)
    with_: Drafts = None


def listed(names: list[str]) -> tuple[str, ...]:
    """Names from an option that may be repeated, and may hold several with commas between."""
    parts = [part.strip() for each in names for part in each.split(",")]
    return tuple(dict.fromkeys(part for part in parts if part)) or tuple(parts[:1])


def drafts_of(asking: Asking | None) -> tuple[str, ...]:
    """The drafts that a question asks for."""
    return listed(asking.with_ or []) if asking is not None else ()


def day_of(text: str | None, option: str) -> date | None:
    """A day on the command line; raises BadInput."""
    from contract_engine.api.days import day_of as read_day
    from contract_engine.api.days import written_out

    return None if text is None else read_day(written_out(text), place(text, option))


def parties_of(model: Agreement, wanted: list[str]) -> tuple[str, ...]:
    """The parties named; all where none is. Raises BadInput."""
    from contract_engine.api.named import parties_named

    return parties_named(model, listed(wanted), lambda name: place(name, "--party"))
