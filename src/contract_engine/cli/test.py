"""`contract-engine test`: scenario files against the rules they are about."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from contract_engine.answers.answer import as_json
from contract_engine.api import Loaded, find_rules, load, shipped
from contract_engine.cli.options import DEFAULT, JsonFlag
from contract_engine.cli.output import console, print_json
from contract_engine.diagnostics import BadInput, Problem, Span
from contract_engine.scenarios.files import Scenario, ScenarioFile, read_scenarios, scenario_files
from contract_engine.scenarios.run import Result, run


def test(
    *paths: Path,
    agreement: Annotated[
        str | None, Parameter(help="an agreement's name or path, for every file")
    ] = None,
    json: JsonFlag = False,
) -> int:
    """Run scenarios: questions with the answers that the record gives.

    Args:
        paths: scenario files and folders; by default those of the agreement
    """
    started = time.perf_counter()
    files = _files(paths, agreement)
    loaded: dict[str, Loaded] = {}
    problems: list[Problem] = []
    results: list[tuple[ScenarioFile, Result]] = []
    for path in files:
        found, wrong = read_scenarios(path)
        problems += wrong
        if found is None:
            continue
        name = agreement or _beside(path, found.agreement)
        if name not in loaded:
            loaded[name] = load(name)
        for scenario in found.scenarios:
            result = _run(loaded[name], scenario)
            problems += result.problems
            results.append((found, result))
    if problems:
        raise BadInput(problems)
    failed = [result for _, result in results if not result.held]
    if json:
        print_json(
            {
                "scenarios": len(results),
                "failed": len(failed),
                "results": [
                    {
                        "name": result.scenario.name,
                        "file": result.scenario.place.file,
                        "line": result.scenario.place.line,
                        "held": result.held,
                        "differences": list(result.differences),
                        "answer": None if result.held else as_json(result.answer),
                    }
                    for _, result in results
                ],
            }
        )
        return 1 if failed else 0
    _show(failed, len(results), len(files), time.perf_counter() - started)
    return 1 if failed else 0


def _run(loaded: Loaded, scenario: Scenario) -> Result:
    try:
        return run(loaded.model, scenario, loaded.answer)
    except BadInput as error:
        return Result(scenario, None, (), error.problems)


def _files(paths: tuple[Path, ...], agreement: str | None) -> list[Path]:
    chosen = list(paths)
    if not chosen:
        name = Path(agreement or DEFAULT).name
        bases = [Path("scenarios"), *shipped("scenarios")]
        chosen = [base / name for base in bases if (base / name).is_dir()][:1]
        if not chosen:
            raise BadInput(
                [
                    Problem(
                        "E001",
                        f"there are no scenarios for `{name}`",
                        Span("<command line>"),
                        help="name a file or folder",
                    )
                ]
            )
    missing = [path for path in chosen if not path.exists()]
    if missing:
        raise BadInput(
            [Problem("E001", f"there is no `{path}`", Span("<command line>")) for path in missing]
        )
    files = scenario_files(chosen)
    if not files:
        raise BadInput(
            [
                Problem(
                    "E001", f"there are no scenario files in `{chosen[0]}`", Span("<command line>")
                )
            ]
        )
    return files


def _beside(path: Path, name: str) -> str:
    """The agreement a file names: by name, or as a path from the file's own folder."""
    for candidate in (
        path.parent / name,
        path.parent.parent / "rules" / name,
        path.parent.parent.parent / "rules" / name,
    ):
        if (candidate / "agreement.yaml").is_file():
            return str(candidate)
    return str(find_rules(name))


def _show(failed: list[Result], count: int, files: int, seconds: float) -> None:
    out = console()
    for result in failed:
        place = result.scenario.place
        out.print(
            Text.assemble(
                (f"{place.file}:{place.line}: ", "bright_black"), (result.scenario.name, "bold")
            )
        )
        for difference in result.differences:
            out.print(Text(f"  {difference}", style="red"))
        if result.answer is not None:
            governing = ", ".join(clause.id for clause in result.answer.clauses) or "no clause"
            out.print(Text(f"  governing: {governing}; {result.answer.sentence}"))
    told = f"{count} scenarios in {files} files, {seconds:.1f} s"
    if failed:
        out.print(Text(f"{len(failed)} of {told}, did not hold", style="bold red"))
    else:
        out.print(Text(f"{told}: all held", style="green"))
