"""`contract-engine test`: scenario files against the rules they are about."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from contract_engine.answers.answer import as_json
from contract_engine.api import Loaded, find_rules, load, shipped
from contract_engine.cli.options import ASKED, DEFAULT, OUTPUT, JsonFlag
from contract_engine.cli.output import console, print_json
from contract_engine.cli.progress import watched
from contract_engine.cli.saving import write_file
from contract_engine.cli.typed import place
from contract_engine.diagnostics import BadInput, Problem
from contract_engine.scenarios.explain import explain
from contract_engine.scenarios.files import Scenario, read_scenarios, scenario_files
from contract_engine.scenarios.junit import junit
from contract_engine.scenarios.rules import rules_of
from contract_engine.scenarios.run import Result, run


@dataclass(frozen=True)
class _Planned:
    """A scenario to run, and the agreement to run it against."""

    loaded: Loaded
    scenario: Scenario


def test(
    *paths: Annotated[
        Path,
        Parameter(name="PATH", group=ASKED, help="scenario files and folders"),
    ],
    agreement: Annotated[
        str | None,
        Parameter(
            group=ASKED,
            metavar="NAME|PATH",
            help="whose scenarios, where no PATH is given; the rules to test, where one is",
        ),
    ] = None,
    words: Annotated[
        str,
        Parameter(
            name="-k", group=ASKED, metavar="WORDS", help="only those with these in name or file"
        ),
    ] = "",
    exit_first: Annotated[
        bool, Parameter(name="-x", group=OUTPUT, help="stop at the first that does not hold")
    ] = False,
    junit_xml: Annotated[
        Path | None,
        Parameter(
            name="--junit", group=OUTPUT, metavar="FILE", help="also write them as JUnit XML"
        ),
    ] = None,
    json: JsonFlag = False,
) -> int:
    """Run scenarios: questions with the answers that the record gives.

    A scenario file names its agreement: the rules of that name beside the file, or else in ./rules
    or shipped. pytest runs scenario files too, each scenario as a test of its own.

    For example:

      contract-engine test scenarios/lease -k "deposit returned" -x
      contract-engine test --agreement lease --junit results.xml
    """
    started = time.perf_counter()
    files = _files(paths, agreement)
    planned, broken = _plan(files, agreement)
    chosen = [each for each in planned if _has(each.scenario, words.lower().split())]
    if words and not chosen and not broken:
        problem = Problem("E512", f"no scenario has the words `{words}`", place(words, "-k"))
        raise BadInput([problem])
    ran: list[tuple[Loaded, Result]] = []
    for each, result in watched(_run(chosen), len(chosen), "scenarios"):
        ran.append((each.loaded, result))
        if exit_first and not result.held:
            break
    if junit_xml is not None:
        write_file(junit_xml, junit([(loaded.model, result) for loaded, result in ran], broken))
    problems = [*broken, *(problem for _, result in ran for problem in result.problems)]
    if problems:
        raise BadInput(problems)
    failed = [(loaded, result) for loaded, result in ran if not result.held]
    if json:
        print_json(_data([result for _, result in ran]))
    else:
        _show(failed, len(ran), len(files), time.perf_counter() - started)
    return 1 if failed else 0


def _plan(files: list[Path], agreement: str | None) -> tuple[list[_Planned], tuple[Problem, ...]]:
    """What the files hold, and what is wrong with them."""
    loaded: dict[Path, Loaded] = {}
    planned: list[_Planned] = []
    broken: list[Problem] = []
    for path in files:
        found, wrong = read_scenarios(path)
        broken += wrong
        if found is None:
            continue
        rules = find_rules(agreement) if agreement else rules_of(path, found.agreement, find_rules)
        if rules not in loaded:
            loaded[rules] = load(rules)
        planned += [_Planned(loaded[rules], scenario) for scenario in found.scenarios]
    return planned, tuple(broken)


def _has(scenario: Scenario, words: list[str]) -> bool:
    text = f"{scenario.place.file} {scenario.name}".lower()
    return all(word in text for word in words)


def _run(planned: list[_Planned]) -> Iterator[tuple[_Planned, Result]]:
    for each in planned:
        yield each, run(each.loaded.model, each.scenario, each.loaded.answer)


def _data(results: list[Result]) -> object:
    return {
        "scenarios": len(results),
        "failed": sum(not result.held for result in results),
        "results": [
            {
                "name": result.scenario.name,
                "file": result.scenario.place.file,
                "line": result.scenario.place.line,
                "held": result.held,
                "differences": list(result.differences),
                "answer": None if result.held else as_json(result.answer),
            }
            for result in results
        ],
    }


def _files(paths: tuple[Path, ...], agreement: str | None) -> list[Path]:
    chosen = list(paths)
    if not chosen:
        name = Path(agreement or DEFAULT).name
        bases = [Path("scenarios"), *shipped("scenarios")]
        chosen = [base / name for base in bases if (base / name).is_dir()][:1]
        if not chosen:
            message = f"there are no scenarios for `{name}`"
            raise BadInput([Problem("E001", message, place(), help="name a file or folder")])
    missing = [path for path in chosen if not path.exists()]
    if missing:
        raise BadInput(
            [Problem("E001", f"there is no `{path}`", place(str(path))) for path in missing]
        )
    files = scenario_files(chosen)
    if not files:
        message = f"there are no scenario files in `{chosen[0]}`"
        raise BadInput([Problem("E001", message, place(str(chosen[0])))])
    return files


def _show(failed: list[tuple[Loaded, Result]], count: int, files: int, seconds: float) -> None:
    out = console()
    for loaded, result in failed:
        out.print(Text(result.scenario.name, style="bold"))
        first, *rest = explain(loaded.model, result)
        out.print(Text(first, style="red"), soft_wrap=True)
        for line in rest:
            out.print(Text(line), soft_wrap=True)
        out.print()
    told = f"{_several(count, 'scenario')} in {_several(files, 'file')}, {seconds:.1f} s"
    if failed:
        out.print(Text(f"{len(failed)} of {told}, did not hold", style="bold red"))
    else:
        out.print(Text(f"{told}: all held", style="green"))


def _several(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
