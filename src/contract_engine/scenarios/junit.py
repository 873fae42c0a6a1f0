"""Results of scenarios -> JUnit XML, the report that continuous integration reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree

from contract_engine.diagnostics import Problem
from contract_engine.model.agreement import Agreement
from contract_engine.scenarios.explain import explain
from contract_engine.scenarios.run import Result

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold, however it is escaped."""

Ran = tuple[Agreement, Result]


def junit(ran: Sequence[Ran], broken: Iterable[Problem]) -> bytes:
    """A test suite for each file; `broken` are the problems of files that could not be run."""
    by_file: dict[str, list[Ran]] = {}
    for agreement, result in ran:
        by_file.setdefault(result.scenario.place.file, []).append((agreement, result))
    broken_files: dict[str, list[Problem]] = {}
    for problem in broken:
        broken_files.setdefault(problem.span.file, []).append(problem)
    top = ElementTree.Element("testsuites", name="contract-engine")
    for file, results in by_file.items():
        suite = ElementTree.SubElement(top, "testsuite", name=_clean(file))
        for agreement, result in results:
            _case(suite, agreement, result)
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


def _case(suite: ElementTree.Element, agreement: Agreement, result: Result) -> None:
    place = result.scenario.place
    case = ElementTree.SubElement(
        suite,
        "testcase",
        name=_clean(result.scenario.name),
        classname=_clean(place.file),
        file=_clean(place.file),
        line=str(place.line),
        time=f"{result.seconds:.3f}",
    )
    if result.problems:
        _error(case, result.problems)
    elif result.differences:
        failure = ElementTree.SubElement(case, "failure", message=_clean(result.differences[0]))
        failure.text = _clean("\n".join(explain(agreement, result)))


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
