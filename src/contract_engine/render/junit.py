"""Results of scenarios -> JUnit XML, the report that continuous integration reads."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from contract_engine import lazy_pattern
from contract_engine.api.scenarios import ScenarioResult, Tested
from contract_engine.diagnostics import Problem

_NOT_XML = lazy_pattern.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold, however it is escaped."""


def junit(found: Tested) -> bytes:
    """A test suite for each file; those that could not be run are suites with an error."""
    by_file: dict[str, list[ScenarioResult]] = {}
    for result in found.results:
        by_file.setdefault(result.file, []).append(result)
    broken_files: dict[str, list[Problem]] = {}
    for problem in found.broken:
        broken_files.setdefault(problem.span.file, []).append(problem)
    top = ElementTree.Element("testsuites", name="contract-engine")
    for file, results in by_file.items():
        suite = ElementTree.SubElement(top, "testsuite", name=_clean(file))
        for result in results:
            _case(suite, result)
        _count(suite)
    for file, problems in broken_files.items():
        suite = ElementTree.SubElement(top, "testsuite", name=_clean(file))
        case = ElementTree.SubElement(
            suite, "testcase", name=_clean(file), classname=_clean(file), time="0"
        )
        _error(case, problems)
        _count(suite)
    _count(top)
    ElementTree.indent(top)
    report: bytes = ElementTree.tostring(top, encoding="utf-8", xml_declaration=True)
    return report + b"\n"


def _case(suite: ElementTree.Element, result: ScenarioResult) -> None:
    case = ElementTree.SubElement(
        suite,
        "testcase",
        name=_clean(result.name),
        classname=_clean(result.file),
        file=_clean(result.file),
        line=str(result.line),
        time=f"{result.seconds:.3f}",
    )
    if result.problems:
        _error(case, result.problems)
    elif result.differences:
        failure = ElementTree.SubElement(case, "failure", message=_clean(result.differences[0]))
        failure.text = _clean("\n".join(result.told))


def _error(case: ElementTree.Element, problems: Sequence[Problem]) -> None:
    error = ElementTree.SubElement(case, "error", message=_clean(problems[0].message))
    error.text = _clean(
        "\n".join(
            f"{p.span.file}:{p.span.line}: {p.code} {p.message}"
            + (f" ({p.help})" if p.help else "")
            for p in problems
        )
    )


def _count(suite: ElementTree.Element) -> None:
    cases = list(suite.iter("testcase"))
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    suite.set("errors", str(sum(case.find("error") is not None for case in cases)))
    suite.set("time", f"{sum(float(case.get('time', 0)) for case in cases):.3f}")


def _clean(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
