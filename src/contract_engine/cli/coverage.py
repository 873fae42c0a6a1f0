"""`contract-engine coverage`: what the scenarios exercise of every clause, and what they don't."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from contract_engine.answers.answer import as_json
from contract_engine.api import Loaded, find_rules, load, shipped
from contract_engine.cli.layout import hang, show_table, table
from contract_engine.cli.options import ASKED, DEFAULT, OUTPUT, JsonFlag
from contract_engine.cli.output import console, print_json, print_problems, source_of
from contract_engine.cli.progress import watched
from contract_engine.cli.saving import write_file
from contract_engine.cli.typed import place
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.diagnostics.render import as_data
from contract_engine.measure.accepted import Accepted, accepted
from contract_engine.measure.coverage.coverage import Coverage
from contract_engine.measure.coverage.coverage import coverage as covered_by
from contract_engine.measure.coverage.missing import proposals
from contract_engine.measure.coverage.page import page
from contract_engine.measure.coverage.tally import COLUMNS, tally
from contract_engine.measure.space.proposals import Proposal, as_file
from contract_engine.measure.space.suite import Suite, suite
from contract_engine.scenarios.files import Scenario, read_scenarios, scenario_files
from contract_engine.scenarios.rules import rules_of

CODE = "coverage"
Paths = Annotated[
    Path, Parameter(name="PATH", group=ASKED, help="scenario files and folders, of one agreement")
]
Whose = Annotated[
    str | None,
    Parameter(
        group=ASKED,
        metavar="NAME|PATH",
        help="whose scenarios, where no PATH is given; the rules to measure, where one is",
    ),
]
Threshold = Annotated[
    float | None,
    Parameter(
        group=OUTPUT,
        metavar="PERCENT",
        help="exit with 1 where less than this is exercised or accepted",
    ),
]


@dataclass(frozen=True)
class Measured:
    """An agreement and the scenarios to measure it with."""

    loaded: Loaded
    files: list[Path]
    suite: Suite


def coverage(
    *paths: Paths,
    agreement: Whose = None,
    missing: Annotated[
        bool, Parameter(group=OUTPUT, help="print scenarios for what is not exercised, to paste")
    ] = False,
    threshold: Threshold = None,
    html: Annotated[
        Path | None,
        Parameter(
            group=OUTPUT,
            metavar="FILE",
            help="also write the rule files' text, with what is exercised in its margin",
        ),
    ] = None,
    json: JsonFlag = False,
) -> int:
    """What the scenarios exercise of every clause.

    Each clause should govern somewhere, be set aside by whatever can, fail on each of its lines
    alone, be asked about before, on and after each day it begins or ends, and under each value of
    each reading that it turns on. Only what can happen is counted. Gaps that are meant to be are
    accepted, with a reason, in `accepted.yaml` beside the scenarios. Exit code 1 under the
    threshold and on a stale acceptance.

    For example:

      contract-engine coverage
      contract-engine coverage --missing --agreement microsoft-openai
      contract-engine coverage scenarios/lease --threshold 100
    """
    measured = measure(paths, agreement, places=html is not None)
    engine = measured.loaded.engine
    held = measured.suite.held
    found = covered_by(engine, watched(held, len(held), "scenarios"))
    names = {objective.about for objective in found.missing}
    fine, problems = accepted(measured.files, CODE, names)
    if problems:
        raise BadInput(problems)
    left = {o: spots for o, spots in found.missing.items() if o.about not in fine.reasons}
    settled = 100.0 - 100.0 * len(left) / found.total if found.total else 100.0
    if html is not None:
        text = page(measured.loaded.model.title, _texts(found), found, fine.reasons)
        write_file(html, text.encode())
    if json:
        print_json(_data(measured, found, fine, proposals(engine, left) if missing else None))
    elif missing:
        sys.stdout.write(as_file(measured.loaded.model.id, proposals(engine, left)))
    else:
        _show(measured, found, fine)
    if fine.stale and not json:
        print_problems(fine.stale)
    return 1 if fine.stale or (threshold is not None and settled < threshold) else 0


def measure(paths: tuple[Path, ...], agreement: str | None, *, places: bool = False) -> Measured:
    """The agreement that these scenario files are about, and those that hold; or BadInput."""
    files = _files(paths, agreement)
    problems: list[Problem] = []
    scenarios: list[Scenario] = []
    rules: dict[Path, Path] = {}
    for path in files:
        found, wrong = read_scenarios(path)
        problems += wrong
        if found is not None:
            scenarios += found.scenarios
            home = (
                find_rules(agreement) if agreement else rules_of(path, found.agreement, find_rules)
            )
            rules.setdefault(home, path)
    if len(rules) > 1:
        first, other, *_ = rules.values()
        message = f"`{first}` and `{other}` are about two agreements"
        help_ = "measure one agreement at a time"
        problems.append(Problem("E505", message, place(), help=help_))
    if problems or not rules:
        raise BadInput(problems)
    loaded = load(next(iter(rules)), places=places)
    asked, problems_found = suite(loaded.engine, scenarios)
    if problems_found:
        raise BadInput(problems_found)
    return Measured(loaded, files, asked)


def _files(paths: tuple[Path, ...], agreement: str | None) -> list[Path]:
    """The scenario files that the command line means: those named, or the agreement's own."""
    name = Path(agreement or DEFAULT).name
    own = [base / name for base in (Path("scenarios"), *shipped("scenarios"))]
    chosen = list(paths) or [folder for folder in own if folder.is_dir()][:1]
    if not chosen:
        message = f"there are no scenarios for `{name}`"
        raise BadInput([Problem("E001", message, place(), help="name a file or folder")])
    if away := [path for path in chosen if not path.exists()]:
        raise BadInput([Problem("E001", f"there is no `{p}`", place(str(p))) for p in away])
    files = scenario_files(chosen)
    if not files:
        message = f"there are no scenario files in `{chosen[0]}`"
        raise BadInput([Problem("E001", message, place(str(chosen[0])))])
    return files


def left_out(out: Console, measured: Measured) -> None:
    """Say which scenarios were left out, since they don't hold."""
    failed = measured.suite.failed
    if failed:
        told = f"{several(len(failed), 'scenario')} left out, not holding (contract-engine test):"
        hang(out, Text(told, style="yellow"))
        for scenario in failed:
            hang(out, f"{scenario.place.file}:{scenario.place.line} {scenario.name}", 2, 4)


def reasons(out: Console, fine: Accepted, what: str) -> None:
    """Say what is accepted, and why."""
    if fine.reasons:
        hang(out, f"{several(len(fine.reasons), what)} accepted:")
        for about, why in fine.reasons.items():
            hang(out, f"{about}: {why}", 2, 4)


def several(number: int, what: str) -> str:
    """`1 gap`, `2 gaps`."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def _show(measured: Measured, found: Coverage, fine: Accepted) -> None:
    out = console()
    made = table(["clause", *COLUMNS], ["clause"])
    for clause, cells in tally(found, measured.loaded.model.clauses):
        told = (Text(str(cell), "" if cell.met == cell.of else "yellow") for cell in cells)
        made.add_row(clause, *told)
    show_table(out, made)
    out.print()
    gaps = len(found.missing) - len(fine.reasons)
    hang(
        out,
        f"{len(found.met)} of {several(found.total, 'objective')} exercised by "
        f"{several(len(measured.suite.held), 'scenario')}: {found.percent:.1f} %. "
        f"{several(gaps, 'gap')} not accepted{' (--missing)' if gaps else ''}.",
    )
    reasons(out, fine, "gap")
    left_out(out, measured)


def _texts(found: Coverage) -> dict[str, str]:
    """The rule files that have objectives, by name."""
    files = sorted({objective.place.file for objective in (*found.met, *found.missing)})
    return {file: source_of(file) or "" for file in files}


def _data(
    measured: Measured, found: Coverage, fine: Accepted, proposed: Iterable[Proposal] | None
) -> object:
    told = {
        "agreement": measured.loaded.model.id,
        "scenarios": len(measured.suite.held),
        "left_out": [scenario.name for scenario in measured.suite.failed],
        "objectives": found.total,
        "met": [
            {"clause": o.clause, "sort": o.sort, "about": o.about, "by": by}
            for o, by in found.met.items()
        ],
        "percent": round(found.percent, 2),
        "missing": [
            {"clause": o.clause, "sort": o.sort, "about": o.about}
            for o in found.missing
            if o.about not in fine.reasons
        ],
        "accepted": [{"about": about, "why": why} for about, why in fine.reasons.items()],
        "stale": [as_data(problem) for problem in fine.stale],
    }
    if proposed is not None:
        told["proposals"] = [as_json(each) for each in proposed]
    return told
